// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/partition_rules.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <string>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/data/byte_source.h"

namespace exitlab {
namespace {

/// Round 0 of the partition's generator chooses the subset (partition.cpp); draws count from 1. Class c shuffles with
/// "client" c + 1 of the draw, so whether a draw succeeds can be told without shuffling anything.
Rng drawRng(std::uint64_t seed, int draw, std::size_t stream = 0) {
    return Rng(seed, Purpose::Partition, static_cast<std::uint64_t>(draw), stream);
}

template <class T>
std::int64_t count(const std::vector<T>& list) {
    return static_cast<std::int64_t>(list.size());
}

std::string shortest(double value) {
    char text[32];
    const auto [end, error] = std::to_chars(text, text + sizeof text, value);
    return std::string(text, error == std::errc() ? end : text);
}

/// Cuts `total` at the cumulative shares: the amounts add up to total.
std::vector<std::int64_t> cutByShares(const std::vector<double>& shares, std::int64_t total) {
    std::vector<std::int64_t> amounts;
    double cumulative = 0;
    std::int64_t given = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        cumulative += shares[i];
        const std::int64_t end =
            i + 1 == shares.size()
                ? total
                : std::clamp(static_cast<std::int64_t>(cumulative * static_cast<double>(total)), given, total);
        amounts.push_back(end - given);
        given = end;
    }
    return amounts;
}

/// `parts` amounts that add up to `total` and differ by at most one.
std::vector<std::int64_t> equalAmounts(std::size_t parts, std::int64_t total) {
    const auto n = static_cast<std::int64_t>(parts);
    std::vector<std::int64_t> amounts(parts, total / n);
    for (std::int64_t i = 0; i < total % n; ++i) ++amounts[static_cast<std::size_t>(i)];
    return amounts;
}

/// Positive shares that add up to 1, the largest at most ten times the smallest.
std::vector<double> randomShares(Rng& rng, std::size_t parts) {
    std::vector<double> shares(parts);
    for (double& share : shares) share = rng.uniform(0.1, 1);
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    for (double& share : shares) share /= sum;
    return shares;
}

/// What the Dirichlet rule needs to know; sizes of classes that have samples or not.
struct Dirichlet {
    std::uint64_t seed;
    int clients;
    double alpha;
    double minSamples;
    std::vector<std::int64_t> classSizes;
    std::int64_t total;

    double fairShare() const { return static_cast<double>(total) / clients; }
    double required() const { return std::min(minSamples, fairShare() / 2); }

    struct Draw {
        CountRows amounts;        ///< samples of each class at each client
        std::int64_t tooFew = 0;  ///< clients below their minimum
    };
    Draw make(int draw) const {
        Rng rng = drawRng(seed, draw);
        Draw made;
        std::vector<std::int64_t> held(static_cast<std::size_t>(clients), 0);
        for (const std::int64_t size : classSizes) {
            // A Dirichlet vector whose other shares are set to zero and that is then renormalised is Dirichlet
            // distributed over the shares that are left. So only the clients below their fair share are drawn, which
            // is the same rule and cannot end in 0 / 0 when alpha is tiny.
            std::vector<std::size_t> open;
            for (std::size_t i = 0; i < held.size(); ++i)
                if (static_cast<double>(held[i]) < fairShare()) open.push_back(i);
            std::vector<std::int64_t> row(held.size(), 0);
            if (size > 0) {  // then somebody is below the fair share, as not all samples are dealt
                const auto cut = cutByShares(rng.dirichlet(alpha, open.size()), size);
                for (std::size_t k = 0; k < open.size(); ++k) {
                    row[open[k]] = cut[k];
                    held[open[k]] += cut[k];
                }
            }
            made.amounts.push_back(std::move(row));
        }
        made.tooFew = std::count_if(held.begin(), held.end(),
                                    [&](std::int64_t have) { return static_cast<double>(have) < required(); });
        return made;
    }

    struct Found {
        int draw = 0;
        CountRows amounts;
    };
    /// The first of `draws` draws that gives every client its minimum. Gives up once that is out of reach: where never
    /// fewer than ten clients are left short, a draw that leaves out none is a matter of e^-10 or less.
    std::optional<Found> find(int draws) const {
        std::int64_t fewest = std::numeric_limits<std::int64_t>::max();
        for (int draw = 1; draw <= draws; ++draw) {
            Draw made = make(draw);
            if (made.tooFew == 0) return Found{draw, std::move(made.amounts)};
            fewest = std::min(fewest, made.tooFew);
            if (fewest >= 10 && fewest * draw >= kDirichletDraws) break;
        }
        return std::nullopt;
    }

    /// Whether a run with these settings would find a draw; tries less on large requests, so "no" may be wrong.
    bool feasible() const {
        constexpr std::size_t budget = 500'000;  // Gamma draws: about 50 ms
        const std::size_t cost = static_cast<std::size_t>(clients) * std::max<std::size_t>(classSizes.size(), 1);
        return find(static_cast<int>(std::clamp<std::size_t>(budget / cost, 5, kDirichletDraws))).has_value();
    }

    [[noreturn]] void refuse() const {
        const Dirichlet& request = *this;
        std::string ways;
        const auto offer = [&](const std::string& way) { ways += (ways.empty() ? "" : ", or ") + way; };
        // Doubling is exact, so the number that is printed is the number that was tried.
        for (Dirichlet other = request; (other.alpha *= 2) <= 1000;)
            if (other.feasible()) {
                offer("alpha from " + shortest(other.alpha) + " on with " + std::to_string(clients) + " clients");
                break;
            }
        Dirichlet fewer = request;
        int failing = clients;
        while (fewer.clients > 1) {
            fewer.clients = failing / 2;
            if (fewer.feasible()) break;
            failing = fewer.clients;
        }
        if (fewer.feasible()) {
            int works = fewer.clients;
            while (failing - works > std::max(1, works / 16)) {
                fewer.clients = works + (failing - works) / 2;
                (fewer.feasible() ? works : failing) = fewer.clients;
            }
            offer("at most " + std::to_string(works) + " clients with alpha " + shortest(alpha));
        }
        offer("a smaller data.partition.min_samples");
        throw InputError("data.partition.alpha", "",
                         "no draw with alpha " + shortest(alpha) + " gives each of " + std::to_string(clients) +
                             " clients at least " + shortest(std::ceil(required())) + " of " +
                             grouped(static_cast<std::uint64_t>(total)) + " samples; expected " + ways);
    }
};

/// Which classes each client holds: always the ones given out least so far, ties at random. Keeps the use of any two
/// classes within one of each other, and the classes of one client distinct.
std::vector<std::vector<std::size_t>> chooseClasses(Rng& rng, std::size_t clients, std::size_t perClient,
                                                    std::vector<std::size_t> classes) {
    std::vector<std::size_t> used(classes.empty() ? 0 : *std::max_element(classes.begin(), classes.end()) + 1, 0);
    std::vector<std::vector<std::size_t>> chosen;
    for (std::size_t i = 0; i < clients; ++i) {
        rng.shuffle(classes);
        std::stable_sort(classes.begin(), classes.end(),
                         [&](std::size_t a, std::size_t b) { return used[a] < used[b]; });
        chosen.emplace_back(classes.begin(), classes.begin() + static_cast<std::ptrdiff_t>(perClient));
        for (const std::size_t c : chosen.back()) ++used[c];
    }
    return chosen;
}

}  // namespace

SampleLists dealIid(const DealRequest& request, std::vector<std::int64_t> samples) {
    Rng rng = drawRng(request.seed, 1);
    rng.shuffle(samples);
    SampleLists pools;
    auto next = samples.begin();
    for (const std::int64_t amount : equalAmounts(static_cast<std::size_t>(request.clients), count(samples))) {
        pools.emplace_back(next, next + amount);
        next += amount;
    }
    return pools;
}

SampleLists dealDirichlet(const DealRequest& request, SampleLists byClass) {
    Dirichlet rule{request.seed, request.clients, request.alpha, request.minSamples, {}, 0};
    for (const auto& list : byClass) {
        rule.classSizes.push_back(count(list));
        rule.total += count(list);
    }
    const auto found = rule.find(kDirichletDraws);
    if (!found) rule.refuse();
    SampleLists pools(static_cast<std::size_t>(request.clients));
    for (std::size_t c = 0; c < byClass.size(); ++c) {
        Rng rng = drawRng(request.seed, found->draw, c + 1);
        rng.shuffle(byClass[c]);
        auto next = byClass[c].begin();
        for (std::size_t i = 0; i < pools.size(); ++i) {
            const auto end = next + found->amounts[c][i];
            pools[i].insert(pools[i].end(), next, end);
            next = end;
        }
    }
    return pools;
}

SampleLists dealPathological(const DealRequest& request, SampleLists byClass) {
    const auto clients = static_cast<std::size_t>(request.clients);
    const auto perClient = static_cast<std::size_t>(request.classesPerClient);
    std::vector<std::size_t> classes;
    std::int64_t smallest = std::numeric_limits<std::int64_t>::max();
    for (std::size_t c = 0; c < byClass.size(); ++c) {
        if (byClass[c].empty()) continue;
        classes.push_back(c);
        smallest = std::min(smallest, count(byClass[c]));
    }
    const std::string key = "data.partition.classes_per_client";
    if (perClient > classes.size())
        throw InputError(key, "",
                         std::to_string(perClient) + " classes for each client, but the data has only " +
                             std::to_string(classes.size()) + "; expected at most that many");
    if (clients * perClient < classes.size())
        throw InputError(key, "",
                         std::to_string(clients) + " clients with " + std::to_string(perClient) +
                             " classes each cannot hold all " + std::to_string(classes.size()) +
                             " classes; expected at least " + std::to_string((classes.size() + clients - 1) / clients) +
                             " classes per client, or at least " +
                             std::to_string((classes.size() + perClient - 1) / perClient) + " clients");
    const std::size_t mostOwners = (clients * perClient + classes.size() - 1) / classes.size();
    if (static_cast<std::int64_t>(mostOwners) > smallest)
        throw InputError("data.clients", "",
                         "a class of " + std::to_string(smallest) + " samples would be shared by " +
                             std::to_string(mostOwners) + " clients; expected at most " +
                             std::to_string(static_cast<std::size_t>(smallest) * classes.size() / perClient) +
                             " clients with " + std::to_string(perClient) + " classes each");

    Rng rng = drawRng(request.seed, 1);
    std::vector<std::vector<std::size_t>> owners(byClass.size());
    const auto chosen = chooseClasses(rng, clients, perClient, classes);
    for (std::size_t i = 0; i < clients; ++i)
        for (const std::size_t c : chosen[i]) owners[c].push_back(i);

    SampleLists pools(clients);
    for (const std::size_t c : classes) {
        Rng classRng = drawRng(request.seed, 1, c + 1);
        classRng.shuffle(byClass[c]);
        // Clients in random order, so that the odd samples do not always go to the first ones.
        classRng.shuffle(owners[c]);
        // One sample for each is certain; the others follow the shares.
        const std::int64_t rest = count(byClass[c]) - count(owners[c]);
        const auto amounts = request.randomAmounts ? cutByShares(randomShares(classRng, owners[c].size()), rest)
                                                   : equalAmounts(owners[c].size(), rest);
        auto next = byClass[c].begin();
        for (std::size_t k = 0; k < owners[c].size(); ++k) {
            const auto end = next + 1 + amounts[k];
            auto& pool = pools[owners[c][k]];
            pool.insert(pool.end(), next, end);
            next = end;
        }
    }
    return pools;
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/partition.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/data/byte_source.h"
#include "core/data/partition_edits.h"
#include "core/data/partition_rules.h"

namespace exitlab {
namespace {

/// Streams of Purpose::Split, as "round" of the generator's key.
enum SplitStream : std::uint64_t { kTrainTest = 0, kOfficialTest = 1, kValidation = 2 };

template <class T>
std::int64_t count(const std::vector<T>& list) {
    return static_cast<std::int64_t>(list.size());
}

/// floor(share * n), not one less where the product is a whole number that floating point misses.
std::int64_t shareOf(double share, std::int64_t n) {
    return std::clamp(static_cast<std::int64_t>(std::floor(share * static_cast<double>(n) + 1e-9)), std::int64_t{0}, n);
}

std::vector<std::int64_t> firstOnes(const std::vector<std::int64_t>& list, std::int64_t n) {
    return {list.begin(), list.begin() + n};
}

std::vector<std::int64_t> allButFirst(const std::vector<std::int64_t>& list, std::int64_t n) {
    return {list.begin() + n, list.end()};
}

/// The samples an experiment uses: all, or a random subset.
std::vector<std::int64_t> chooseSamples(std::int64_t wanted, std::uint64_t seed, std::int64_t available) {
    std::vector<std::int64_t> samples(static_cast<std::size_t>(available));
    std::iota(samples.begin(), samples.end(), 0);
    if (wanted == 0 || wanted == available) return samples;
    if (wanted < 0 || wanted > available)
        throw InputError("data.samples", "",
                         std::to_string(wanted) + " samples of a data set of " +
                             grouped(static_cast<std::uint64_t>(available)) +
                             "; expected at most that many, or 0 for all");
    Rng rng(seed, Purpose::Partition);
    rng.shuffle(samples);
    samples.resize(static_cast<std::size_t>(wanted));
    std::sort(samples.begin(), samples.end());
    return samples;
}

SampleLists listByClass(const std::vector<std::int64_t>& samples, const std::vector<std::int32_t>& labels,
                        int classes) {
    SampleLists byClass(static_cast<std::size_t>(classes));
    for (const std::int64_t sample : samples)
        byClass[static_cast<std::size_t>(labels[static_cast<std::size_t>(sample)])].push_back(sample);
    return byClass;
}

SampleLists deal(const Settings& settings, std::uint64_t seed, const std::vector<std::int64_t>& samples,
                 const std::vector<std::int32_t>& labels, int classes) {
    const std::int64_t clients = settings.integer("data.clients");
    if (clients < 1 || clients > count(samples))
        throw InputError("data.clients", "",
                         std::to_string(clients) + " clients share " +
                             grouped(static_cast<std::uint64_t>(samples.size())) +
                             " training samples; expected from 1 client to one for each sample");
    DealRequest request;
    request.seed = seed;
    request.clients = static_cast<int>(clients);
    const std::string& kind = settings.text("data.partition.kind");
    if (kind == "iid") return dealIid(request, samples);
    if (kind == "dirichlet") {
        request.alpha = settings.real("data.partition.alpha");
        request.minSamples = static_cast<double>(settings.integer("data.partition.min_samples"));
        return dealDirichlet(request, listByClass(samples, labels, classes));
    }
    if (kind == "pathological") {
        request.classesPerClient = static_cast<int>(settings.integer("data.partition.classes_per_client"));
        request.randomAmounts = settings.text("data.partition.amounts") == "random";
        return dealPathological(request, listByClass(samples, labels, classes));
    }
    throw InputError("data.partition.kind", "", "'" + kind + "', expected iid, dirichlet or pathological");
}

/// data.split = merged: the pool of each client is cut at random; from two samples on, both parts get one.
std::vector<ClientSamples> splitPools(SampleLists pools, double trainShare, std::uint64_t seed) {
    std::vector<ClientSamples> clients(pools.size());
    for (std::size_t i = 0; i < pools.size(); ++i) {
        auto& pool = pools[i];
        Rng rng(seed, Purpose::Split, kTrainTest, i);
        // A given set of samples is split alike, however the rule came to it.
        std::sort(pool.begin(), pool.end());
        rng.shuffle(pool);
        std::int64_t train = shareOf(trainShare, count(pool));
        if (count(pool) >= 2) train = std::clamp(train, std::int64_t{1}, count(pool) - 1);
        if (count(pool) == 1) train = 1;
        clients[i].train = firstOnes(pool, train);
        clients[i].test = allButFirst(pool, train);
    }
    return clients;
}

/// A client that trains but got no test sample takes one from the client with the most, of the class that it trains on
/// most among those that can be had.
void fillEmptyTests(std::vector<ClientSamples>& clients, const CountRows& trainCounts,
                    const std::vector<std::int32_t>& labels) {
    const auto classOf = [&](std::int64_t sample) {
        return static_cast<std::size_t>(labels[static_cast<std::size_t>(sample)]);
    };
    for (std::size_t i = 0; i < clients.size(); ++i) {
        if (!clients[i].test.empty()) continue;
        std::vector<std::size_t> wanted;
        for (std::size_t c = 0; c < trainCounts[i].size(); ++c)
            if (trainCounts[i][c] > 0) wanted.push_back(c);
        std::stable_sort(wanted.begin(), wanted.end(),
                         [&](std::size_t a, std::size_t b) { return trainCounts[i][a] > trainCounts[i][b]; });
        for (const std::size_t c : wanted) {
            std::size_t giver = clients.size();
            for (std::size_t j = 0; j < clients.size(); ++j) {
                const auto& test = clients[j].test;
                if (test.size() < 2 || (giver < clients.size() && test.size() <= clients[giver].test.size())) continue;
                if (std::any_of(test.begin(), test.end(), [&](std::int64_t s) { return classOf(s) == c; })) giver = j;
            }
            if (giver == clients.size()) continue;
            auto& test = clients[giver].test;
            const auto sample = std::find_if(test.begin(), test.end(), [&](std::int64_t s) { return classOf(s) == c; });
            clients[i].test.push_back(*sample);
            test.erase(sample);
            break;
        }
    }
}

/// data.split = official: the official test samples of each class are divided over the clients in proportion to their
/// training samples of that class, so that each client is tested on its own distribution. Clients are visited in random
/// order and the class is cut at the rounded cumulative shares, so amounts are within one of the exact proportion and
/// no client is favoured by rounding. Test samples of a class that nobody trains on are left out.
std::vector<ClientSamples> addOfficialTests(const SampleLists& pools, const std::vector<std::int64_t>& testSamples,
                                            const std::vector<std::int32_t>& labels, int classes, std::uint64_t seed) {
    std::vector<ClientSamples> clients(pools.size());
    CountRows trainCounts(pools.size(), std::vector<std::int64_t>(static_cast<std::size_t>(classes), 0));
    for (std::size_t i = 0; i < pools.size(); ++i) {
        clients[i].train = pools[i];
        for (const std::int64_t sample : pools[i])
            ++trainCounts[i][static_cast<std::size_t>(labels[static_cast<std::size_t>(sample)])];
    }
    SampleLists byClass = listByClass(testSamples, labels, classes);
    std::vector<std::size_t> order(pools.size());
    for (std::size_t c = 0; c < byClass.size(); ++c) {
        std::int64_t all = 0;
        for (const auto& counts : trainCounts) all += counts[c];
        if (all == 0) continue;
        Rng rng(seed, Purpose::Split, kOfficialTest, c);
        rng.shuffle(byClass[c]);
        std::iota(order.begin(), order.end(), std::size_t{0});
        rng.shuffle(order);
        std::int64_t seen = 0;
        std::int64_t given = 0;
        for (const std::size_t i : order) {
            seen += trainCounts[i][c];
            // Rounded to nearest in whole numbers: n * seen / all.
            const std::int64_t end = (2 * count(byClass[c]) * seen + all) / (2 * all);
            auto& test = clients[i].test;
            test.insert(test.end(), byClass[c].begin() + given, byClass[c].begin() + end);
            given = end;
        }
    }
    fillEmptyTests(clients, trainCounts, labels);
    return clients;
}

/// Moves floor(share * count) random training samples to the validation part, never the last one.
void takeValidation(std::vector<ClientSamples>& clients, double share, std::uint64_t seed) {
    for (std::size_t i = 0; i < clients.size(); ++i) {
        auto& train = clients[i].train;
        std::sort(train.begin(), train.end());
        const std::int64_t taken = std::min(shareOf(share, count(train)), std::max(count(train) - 1, std::int64_t{0}));
        if (taken == 0) continue;
        Rng rng(seed, Purpose::Split, kValidation, i);
        rng.shuffle(train);
        clients[i].validation = firstOnes(train, taken);
        train = allButFirst(train, taken);
    }
}

/// Takes samples out of the training parts, at random over all of them; every client keeps at least two.
void takePublic(Partition& partition, std::int64_t wanted, std::uint64_t seed) {
    if (wanted == 0) return;
    std::vector<std::pair<std::int64_t, std::size_t>> pool;
    std::int64_t free = 0;
    for (std::size_t i = 0; i < partition.clients.size(); ++i) {
        for (const std::int64_t sample : partition.clients[i].train) pool.emplace_back(sample, i);
        free += std::max<std::int64_t>(0, count(partition.clients[i].train) - 2);
    }
    if (wanted > free)
        throw InputError("data.public_samples", "",
                         "expected at most " + std::to_string(free) +
                             ", which leaves every client two training samples, found " + std::to_string(wanted));
    Rng(seed, Purpose::PublicData).shuffle(pool);
    std::vector<std::int64_t> left;
    for (const ClientSamples& client : partition.clients) left.push_back(count(client.train));
    for (const auto& [sample, client] : pool) {
        if (count(partition.publicSamples) == wanted) break;
        if (left[client] <= 2) continue;
        --left[client];
        partition.publicSamples.push_back(sample);
    }
    std::sort(partition.publicSamples.begin(), partition.publicSamples.end());
    for (ClientSamples& client : partition.clients) {
        std::vector<std::int64_t> kept;
        std::set_difference(client.train.begin(), client.train.end(), partition.publicSamples.begin(),
                            partition.publicSamples.end(), std::back_inserter(kept));
        client.train = std::move(kept);
    }
}

}  // namespace

Partition makePartition(const Settings& settings, std::uint64_t seed, const std::vector<std::int32_t>& labels,
                        int classes, std::int64_t officialTrain) {
    for (const std::int32_t label : labels)
        if (label < 0 || label >= classes) throw std::invalid_argument("makePartition: label out of range");
    const std::vector<std::int64_t> samples = chooseSamples(settings.integer("data.samples"), seed, count(labels));

    Partition partition;
    const auto dealt = [&](const std::vector<std::int64_t>& pool) {
        SampleLists pools = deal(settings, seed, pool, labels, classes);
        partition.drawn = countsOf(pools, labels, classes);
        applyPartitionEdits(parsePartitionEdits(settings.text(kPartitionEditsKey)), pools, labels, classes);
        partition.dealt = countsOf(pools, labels, classes);
        return pools;
    };
    if (settings.text("data.split") == "official") {
        const auto firstTest = std::lower_bound(samples.begin(), samples.end(), officialTrain);
        const std::vector<std::int64_t> train(samples.begin(), firstTest);
        const std::vector<std::int64_t> test(firstTest, samples.end());
        partition.clients = addOfficialTests(dealt(train), test, labels, classes, seed);
    } else {
        partition.clients = splitPools(dealt(samples), settings.real("data.train_share"), seed);
    }
    takeValidation(partition.clients, settings.real("data.validation_share"), seed);
    for (ClientSamples& client : partition.clients)
        for (auto* part : {&client.train, &client.validation, &client.test}) std::sort(part->begin(), part->end());
    takePublic(partition, settings.integer("data.public_samples"), seed);
    return partition;
}

}  // namespace exitlab

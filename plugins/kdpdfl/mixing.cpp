// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/kdpdfl/mixing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/rng.h"

namespace exitlab::kdpdfl {

Topology::Topology(Graph graph, int clients, int degree, std::uint64_t seed) : graph_(graph), clients_(clients) {
    if (graph == Graph::Full || clients < 2) return;
    order_.resize(static_cast<std::size_t>(clients));
    std::iota(order_.begin(), order_.end(), 0);
    if (graph == Graph::Ring) {
        steps_ = {1};
    } else {
        // A circle of clients in random order with chords of random lengths: regular and symmetric for any size, and
        // connected because neighbours on the circle are neighbours.
        Rng rng(seed, Purpose::Method);
        rng.shuffle(order_);
        int wanted = std::min(degree, clients - 1);
        if (wanted % 2 == 1 && clients % 2 == 1) ++wanted;
        const int lengths = (clients - 1) / 2;  // those that lead to two different clients
        if (wanted >= 2) {
            steps_ = {1};
            for (const int step : rng.sample(lengths - 1, wanted / 2 - 1)) steps_.push_back(step + 2);
        }
        if (wanted % 2 == 1) steps_.push_back(clients / 2);
    }
    place_.resize(order_.size());
    for (std::size_t i = 0; i < order_.size(); ++i) place_[static_cast<std::size_t>(order_[i])] = static_cast<int>(i);
}

std::vector<int> Topology::neighbours(int client) const {
    std::vector<int> found;
    if (graph_ == Graph::Full) {
        for (int i = 0; i < clients_; ++i)
            if (i != client) found.push_back(i);
        return found;
    }
    for (const int step : steps_) {
        const int place = place_[static_cast<std::size_t>(client)];
        found.push_back(order_[static_cast<std::size_t>((place + step) % clients_)]);
        found.push_back(order_[static_cast<std::size_t>((place + clients_ - step) % clients_)]);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

Mixing mixingOf(const std::vector<double>& distances) {
    std::vector<double> positive;
    for (const double d : distances)
        if (std::isfinite(d) && d > 0) positive.push_back(d);
    std::sort(positive.begin(), positive.end());
    Mixing mixing;
    mixing.tau = std::numeric_limits<double>::quiet_NaN();
    if (!positive.empty()) {
        const std::size_t middle = positive.size() / 2;
        mixing.tau = positive.size() % 2 ? positive[middle] : (positive[middle - 1] + positive[middle]) / 2;
    }
    mixing.weights = {1};
    // Without a positive distance every finite one is 0.
    for (const double d : distances)
        mixing.weights.push_back(!std::isfinite(d) ? 0 : positive.empty() ? 1 : std::exp(-d / mixing.tau));
    const double sum = std::accumulate(mixing.weights.begin(), mixing.weights.end(), 0.0);
    for (double& weight : mixing.weights) weight /= sum;
    return mixing;
}

}  // namespace exitlab::kdpdfl

// SPDX-License-Identifier: GPL-3.0-or-later
// Who is whose neighbour, and how much of each neighbour's model is taken over (flow-kdpdfl.md 4).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace exitlab::kdpdfl {

enum class Graph { Ring, Random, Full };

/// Neighbours of every client; symmetric, nobody its own neighbour.
class Topology {
  public:
    /// `degree`: neighbours per client of a random graph, at most clients - 1. Where that many are impossible (an odd
    /// number of clients with an odd number of neighbours each) there is one more.
    Topology(Graph graph, int clients, int degree, std::uint64_t seed);
    /// Ascending ids.
    std::vector<int> neighbours(int client) const;

  private:
    Graph graph_;
    int clients_;
    std::vector<int> order_, place_;  ///< of a random graph: clients around a circle, and where each stands
    std::vector<int> steps_;          ///< neighbours stand this far away, both ways
};

struct Mixing {
    std::vector<double> weights;  ///< own model first, then one per neighbour; sum to 1
    double tau = 0;               ///< median of the positive distances; NaN without any
};
/// weights ~ exp(-d / tau) with d = 0 for the own model. No positive distance: all alike. A distance that is not a
/// finite number (a diverged neighbour) gets weight 0.
Mixing mixingOf(const std::vector<double>& distances);

}  // namespace exitlab::kdpdfl

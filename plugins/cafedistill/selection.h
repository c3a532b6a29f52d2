// SPDX-License-Identifier: GPL-3.0-or-later
// Conflict-aware student selection (cafedistill.md 1.5): which student exits each client of a cohort trains this round.
#pragma once

#include <vector>

#include "core/base/rng.h"
#include "core/metrics/table.h"

namespace exitlab::cafedistill {

/// How far the schedule has opened in round t (from 0) of T, for n_s clients and m exits.
struct Opening {
    double ratio = 0;  ///< R(t) = min(2t / T, 1), or R'(t) when damped
    int full = 0;      ///< shallowest exits open at every client
    int extra = 0;     ///< clients that open exit full + 1 as well
};

/// Integer arithmetic, so that no rounding moves an exit by a round.
Opening openingAt(int round, int rounds, int cohort, int exits);
/// R'(t) = clip(R(t) + cbar * m / (m - 1), 0, 1): strong conflict slows the opening (the reference code's ratio).
Opening dampedOpening(int round, int rounds, int cohort, int exits, double meanConflict);
/// Everything open (the ablation without selection).
Opening fullOpening(int exits);

/// c_i = sum_j min(s_ij, 0) of a cohort's similarity matrix (cafedistill.md 1.4): closer to 0 = less conflict.
std::vector<double> conflictSums(const Table& similarity);
/// cbar = sum_i c_i / n_s^2.
double meanConflict(const Table& similarity);

/// `count` positions of the cohort with the least conflict: largest c_i, then larger row sum of s, then at random.
std::vector<int> chooseOneShot(const Table& similarity, int count, Rng& rng);
/// Starts with the largest row sum of s, then adds the client with the largest mean similarity to those chosen.
std::vector<int> chooseGreedy(const Table& similarity, int count, Rng& rng);
/// Any `count` positions.
std::vector<int> chooseRandom(int cohort, int count, Rng& rng);

/// Students {1..full} or {1..full+1} as 0-based exits, per position of the cohort.
std::vector<std::vector<int>> studentsByDepth(const Opening& opening, int cohort, const std::vector<int>& chosen);
/// The same number of (client, exit) pairs, drawn without regard to depth (the ablation without depth priority).
std::vector<std::vector<int>> studentsAnywhere(const Opening& opening, int cohort, int exits, Rng& rng);

}  // namespace exitlab::cafedistill

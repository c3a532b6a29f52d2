// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/cafedistill/selection.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace exitlab::cafedistill {
namespace {

std::vector<double> rowSums(const Table& table) {
    std::vector<double> sums(static_cast<std::size_t>(table.rows));
    for (int i = 0; i < table.rows; ++i)
        for (int j = 0; j < table.cols; ++j) sums[static_cast<std::size_t>(i)] += table.at(i, j);
    return sums;
}

/// Positions in a random order: what is left of a tie after stable sorting.
std::vector<int> shuffledPositions(int n, Rng& rng) {
    std::vector<int> order(static_cast<std::size_t>(n));
    std::iota(order.begin(), order.end(), 0);
    rng.shuffle(order);
    return order;
}

}  // namespace

Opening openingAt(int round, int rounds, int cohort, int exits) {
    const long long a = std::min(2LL * round, static_cast<long long>(rounds));
    Opening opening;
    opening.ratio = static_cast<double>(a) / rounds;
    opening.full = static_cast<int>((exits - 1) * a / rounds);
    opening.extra = static_cast<int>((exits - 1) * cohort * a / rounds) - cohort * opening.full;
    return opening;
}

Opening dampedOpening(int round, int rounds, int cohort, int exits, double meanConflict) {
    if (exits < 2) return openingAt(round, rounds, cohort, exits);
    const double ratio = openingAt(round, rounds, cohort, exits).ratio;
    Opening opening;
    opening.ratio = std::clamp(ratio + meanConflict * exits / (exits - 1), 0.0, 1.0);
    // The small addend keeps 3 * (1 / 3) at 1: without conflict this is openingAt.
    const auto whole = [&](int count) { return static_cast<int>(std::floor(count * opening.ratio + 1e-9)); };
    opening.full = whole(exits - 1);
    opening.extra = whole((exits - 1) * cohort) - cohort * opening.full;
    return opening;
}

Opening fullOpening(int exits) { return {1.0, exits - 1, 0}; }

std::vector<double> conflictSums(const Table& similarity) {
    Table conflicts = similarity;
    for (double& s : conflicts.values) s = std::min(s, 0.0);
    return rowSums(conflicts);
}

double meanConflict(const Table& similarity) {
    const std::vector<double> sums = conflictSums(similarity);
    return std::accumulate(sums.begin(), sums.end(), 0.0) / (static_cast<double>(similarity.rows) * similarity.rows);
}

std::vector<int> chooseOneShot(const Table& similarity, int count, Rng& rng) {
    const std::vector<double> conflict = conflictSums(similarity);
    const std::vector<double> sums = rowSums(similarity);
    std::vector<int> order = shuffledPositions(similarity.rows, rng);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        const auto i = static_cast<std::size_t>(a), j = static_cast<std::size_t>(b);
        return conflict[i] != conflict[j] ? conflict[i] > conflict[j] : sums[i] > sums[j];
    });
    order.resize(static_cast<std::size_t>(count));
    return order;
}

std::vector<int> chooseGreedy(const Table& similarity, int count, Rng& rng) {
    std::vector<int> left = shuffledPositions(similarity.rows, rng);
    const std::vector<double> sums = rowSums(similarity);
    std::vector<int> chosen;
    while (static_cast<int>(chosen.size()) < count) {
        const auto merit = [&](int candidate) {
            if (chosen.empty()) return sums[static_cast<std::size_t>(candidate)];
            double sum = 0;
            for (const int c : chosen) sum += similarity.at(candidate, c);
            return sum / static_cast<double>(chosen.size());
        };
        const auto best = std::max_element(left.begin(), left.end(), [&](int a, int b) { return merit(a) < merit(b); });
        chosen.push_back(*best);
        left.erase(best);
    }
    return chosen;
}

std::vector<int> chooseRandom(int cohort, int count, Rng& rng) {
    std::vector<int> order = shuffledPositions(cohort, rng);
    order.resize(static_cast<std::size_t>(count));
    return order;
}

std::vector<std::vector<int>> studentsByDepth(const Opening& opening, int cohort, const std::vector<int>& chosen) {
    std::vector<int> all(static_cast<std::size_t>(opening.full));
    std::iota(all.begin(), all.end(), 0);
    std::vector<std::vector<int>> students(static_cast<std::size_t>(cohort), all);
    for (const int position : chosen) students[static_cast<std::size_t>(position)].push_back(opening.full);
    return students;
}

std::vector<std::vector<int>> studentsAnywhere(const Opening& opening, int cohort, int exits, Rng& rng) {
    const int pairs = cohort * (exits - 1);
    const int open = std::min(pairs, cohort * opening.full + opening.extra);
    std::vector<std::vector<int>> students(static_cast<std::size_t>(cohort));
    for (const int pair : rng.sample(pairs, open))
        students[static_cast<std::size_t>(pair / (exits - 1))].push_back(pair % (exits - 1));
    return students;
}

}  // namespace exitlab::cafedistill

// SPDX-License-Identifier: GPL-3.0-or-later
// All randomness of ExitLab. A generator is keyed by (seed, purpose, round, client), so a draw depends on what it is
// for and never on the order in which threads come to it. Distributions are written here because those of the standard
// library differ between implementations.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace exitlab {

/// What a generator is for. Values are part of the results: never renumber.
enum class Purpose : std::uint64_t {
    Partition = 1,
    Split = 2,
    InitialWeights = 3,
    Cohort = 4,
    Batches = 5,
    Probe = 6,
    Glyphs = 7,
    Selection = 8,
    Dropout = 9,
    Method = 10,
    Devices = 11,
    DeviceLoss = 12,
    PublicData = 13,
    Surgery = 14,
    HoldOut = 15,
    Test = 99
};

/// xoshiro256** seeded through SplitMix64 from the key. Copyable value; 32 bytes.
class Rng {
  public:
    Rng(std::uint64_t seed, Purpose purpose, std::uint64_t round = 0, std::uint64_t client = 0);

    std::uint64_t next();
    /// Uniform in [0, 1), 53 bits.
    double uniform();
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// Uniform integer in [0, n), unbiased; n > 0.
    std::uint64_t below(std::uint64_t n);
    /// Standard normal (polar method, no cached second value, so the state is the whole story).
    double normal();
    /// Gamma(shape, 1), shape > 0 (Marsaglia and Tsang 2000, with the boost for shape < 1).
    double gamma(double shape);
    /// Dirichlet(alpha, ..., alpha) of length n; computed in logarithms so that a tiny alpha does not give 0/0.
    std::vector<double> dirichlet(double alpha, std::size_t n);
    /// Fisher-Yates.
    template <class T>
    void shuffle(std::vector<T>& values) {
        for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[below(i)]);
    }
    /// k of 0..n-1 without replacement, ascending.
    std::vector<int> sample(int n, int k);

  private:
    std::uint64_t state_[4];
};

/// FNV-1a, 64 bits: a key from a name, the same on every platform.
std::uint64_t keyOf(const std::string& name);

}  // namespace exitlab

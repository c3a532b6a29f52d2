// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

namespace exitlab {
namespace {

std::uint64_t splitMix(std::uint64_t& x) {
    std::uint64_t z = (x += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

}  // namespace

Rng::Rng(std::uint64_t seed, Purpose purpose, std::uint64_t round, std::uint64_t client) {
    // Each part of the key is mixed in turn: keys that differ in one part give unrelated streams.
    std::uint64_t key = seed;
    std::uint64_t mixed = splitMix(key);
    for (const std::uint64_t part : {static_cast<std::uint64_t>(purpose), round, client}) {
        key = mixed ^ (part * 0xd6e8feb86659fd93ULL);
        mixed = splitMix(key);
    }
    for (auto& word : state_) word = splitMix(mixed);
}

std::uint64_t Rng::next() {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = std::rotl(state_[3], 45);
    return result;
}

double Rng::uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

std::uint64_t Rng::below(std::uint64_t n) {
    const std::uint64_t limit =
        std::numeric_limits<std::uint64_t>::max() - std::numeric_limits<std::uint64_t>::max() % n;
    std::uint64_t value = next();
    while (value >= limit) value = next();
    return value % n;
}

double Rng::normal() {
    for (;;) {
        const double u = 2 * uniform() - 1;
        const double v = 2 * uniform() - 1;
        const double s = u * u + v * v;
        if (s > 0 && s < 1) return u * std::sqrt(-2 * std::log(s) / s);
    }
}

double Rng::gamma(double shape) {
    if (shape < 1) {
        // One statement per draw: the order of the operands of * is the compiler's to choose.
        const double boosted = gamma(shape + 1);
        return boosted * std::pow(1 - uniform(), 1 / shape);
    }
    const double d = shape - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = normal();
        const double v = std::pow(1 + c * x, 3);
        if (v <= 0) continue;
        if (std::log(1 - uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
    }
}

std::vector<double> Rng::dirichlet(double alpha, std::size_t n) {
    // log Gamma(alpha) draw = log Gamma(alpha + 1) draw + log(u) / alpha: finite where the draw itself underflows.
    std::vector<double> shares(n);
    for (double& share : shares) {
        share = std::log(gamma(alpha + 1));
        share += std::log(1 - uniform()) / alpha;
    }
    if (shares.empty()) return shares;
    double top = *std::max_element(shares.begin(), shares.end());
    if (!std::isfinite(top)) {
        // alpha below about 1e-307: every logarithm overflowed. In this limit one share, equally likely any, has it
        // all.
        std::fill(shares.begin(), shares.end(), -std::numeric_limits<double>::infinity());
        top = shares[below(n)] = 0;
    }
    double sum = 0;
    for (double& share : shares) sum += share = std::exp(share - top);
    for (double& share : shares) share /= sum;
    return shares;
}

std::vector<int> Rng::sample(int n, int k) {
    std::vector<int> ids(static_cast<std::size_t>(n));
    std::iota(ids.begin(), ids.end(), 0);
    for (int i = 0; i < k; ++i) {
        const auto j = static_cast<std::size_t>(i) + below(static_cast<std::uint64_t>(n - i));
        std::swap(ids[static_cast<std::size_t>(i)], ids[j]);
    }
    ids.resize(static_cast<std::size_t>(k));
    std::sort(ids.begin(), ids.end());
    return ids;
}

std::uint64_t keyOf(const std::string& name) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return hash;
}

}  // namespace exitlab

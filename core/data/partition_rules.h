// SPDX-License-Identifier: GPL-3.0-or-later
// The rules by which a set of samples is dealt to clients. Torch-free.
#pragma once

#include <cstdint>
#include <vector>

namespace exitlab {

/// Sample indices, one list per client or per class.
using SampleLists = std::vector<std::vector<std::int64_t>>;
/// How many samples: a row per client or per class.
using CountRows = std::vector<std::vector<std::int64_t>>;

struct DealRequest {
    std::uint64_t seed = 0;
    int clients = 1;
    double alpha = 1;          ///< Dirichlet
    double minSamples = 0;     ///< Dirichlet: each client gets at least min(minSamples, N / clients / 2)
    int classesPerClient = 1;  ///< pathological
    bool randomAmounts = false;
};

/// Most draws of the Dirichlet rule before a request is refused.
inline constexpr int kDirichletDraws = 200;

/// Shuffled and cut: sizes differ by at most one.
SampleLists dealIid(const DealRequest& request, std::vector<std::int64_t> samples);

/// Label skew (cafedistill.md 1.10): class by class, shares ~ Dirichlet(alpha) over the clients that hold fewer than
/// N / clients samples so far, cut at the cumulative shares; drawn again until every client has its minimum. Throws
/// InputError (data.partition.alpha) with an alpha and a number of clients for which the same seed succeeds.
SampleLists dealDirichlet(const DealRequest& request, SampleLists byClass);

/// Each client gets exactly `classesPerClient` classes and every class is given out equally often (give or take one).
/// The samples of a class are divided over its clients evenly or in random amounts. Throws InputError
/// (data.partition.classes_per_client or data.clients) when that is impossible.
SampleLists dealPathological(const DealRequest& request, SampleLists byClass);

}  // namespace exitlab

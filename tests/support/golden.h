// SPDX-License-Identifier: GPL-3.0-or-later
// Golden values of tests/reference and comparisons that say where two tensors differ.
#pragma once

#include "core/config/parameter_spec.h"
#include "core/metrics/table.h"
#include "core/torch.h"

namespace exitlab::test {

/// tests/reference/golden/<name>.json
Json golden(const std::string& name);

/// {"shape", "values"} or a plain list (one dimension); null becomes NaN.
Tensor toTensor(const Json& json, at::ScalarType type = at::kFloat);
Table toTable(const Json& json);
std::vector<double> toDoubles(const Json& json);
/// Rows of a matrix as float vectors.
std::vector<Tensor> toRows(const Json& json);
std::vector<double> toDoubles(const Tensor& tensor);

/// Empty if equal within absolute + relative * |expected| (NaN equals NaN), else the first worst place.
std::string difference(const std::vector<double>& found, const std::vector<double>& expected, double absolute,
                       double relative = 0);
std::string difference(const Tensor& found, const Tensor& expected, double absolute, double relative = 0);
std::string difference(const Table& found, const Table& expected, double absolute, double relative = 0);

/// Standard normal numbers, float, from the seed.
Tensor randomTensor(const std::vector<std::int64_t>& shape, std::uint64_t seed);

/// The same bits, NaN included.
bool sameBits(const Tensor& a, const Tensor& b);

}  // namespace exitlab::test

/// Fails the running test function with the difference.
#define QCOMPARE_NEAR(found, expected, ...)                                                            \
    do {                                                                                               \
        const std::string exitlabDifference = exitlab::test::difference(found, expected, __VA_ARGS__); \
        QVERIFY2(exitlabDifference.empty(), exitlabDifference.c_str());                                \
    } while (false)

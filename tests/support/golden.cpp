// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/golden.h"

#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <stdexcept>

#include "core/base/rng.h"

namespace exitlab::test {

Json golden(const std::string& name) {
    const std::string file = std::string(EXITLAB_SOURCE_DIR) + "/tests/reference/golden/" + name + ".json";
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot read " + file);
    return Json::parse(in);
}

std::vector<double> toDoubles(const Json& json) {
    const Json& list = json.is_object() ? json.at("values") : json;
    std::vector<double> values;
    for (const Json& value : list)
        values.push_back(value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>());
    return values;
}

std::vector<double> toDoubles(const Tensor& tensor) {
    const Tensor flat = tensor.detach().to(at::kDouble).contiguous();
    const auto* first = flat.data_ptr<double>();
    return {first, first + flat.numel()};
}

Tensor toTensor(const Json& json, at::ScalarType type) {
    const std::vector<double> values = toDoubles(json);
    std::vector<std::int64_t> shape{static_cast<std::int64_t>(values.size())};
    if (json.is_object()) shape = json.at("shape").get<std::vector<std::int64_t>>();
    Tensor tensor = at::empty(shape, at::kDouble);
    std::memcpy(tensor.data_ptr<double>(), values.data(), values.size() * sizeof(double));
    return tensor.to(type);
}

Table toTable(const Json& json) {
    const auto shape = json.at("shape").get<std::vector<int>>();
    Table table(shape.at(0), shape.at(1));
    table.values = toDoubles(json);
    return table;
}

std::vector<Tensor> toRows(const Json& json) {
    std::vector<Tensor> rows;
    for (const Tensor& row : toTensor(json).unbind(0)) rows.push_back(row.clone());
    return rows;
}

std::string difference(const std::vector<double>& found, const std::vector<double>& expected, double absolute,
                       double relative) {
    if (found.size() != expected.size())
        return std::to_string(found.size()) + " values instead of " + std::to_string(expected.size());
    std::size_t worst = found.size();
    double most = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (std::isnan(found[i]) && std::isnan(expected[i])) continue;
        const double excess = std::abs(found[i] - expected[i]) - absolute - relative * std::abs(expected[i]);
        if (!(excess <= most)) {
            most = std::isnan(excess) ? std::numeric_limits<double>::infinity() : excess;
            worst = i;
        }
    }
    if (worst == found.size()) return {};
    char text[160];
    std::snprintf(text, sizeof text, "value %zu of %zu is %.9g instead of %.9g", worst, found.size(), found[worst],
                  expected[worst]);
    return text;
}

std::string difference(const Tensor& found, const Tensor& expected, double absolute, double relative) {
    if (found.sizes() != expected.sizes()) return "the shapes differ";
    return difference(toDoubles(found), toDoubles(expected), absolute, relative);
}

std::string difference(const Table& found, const Table& expected, double absolute, double relative) {
    if (found.rows != expected.rows || found.cols != expected.cols) return "the shapes differ";
    return difference(found.values, expected.values, absolute, relative);
}

Tensor randomTensor(const std::vector<std::int64_t>& shape, std::uint64_t seed) {
    Tensor tensor = at::empty(shape, at::kFloat);
    Rng rng(seed, Purpose::Test);
    for (std::int64_t i = 0; i < tensor.numel(); ++i) tensor.data_ptr<float>()[i] = static_cast<float>(rng.normal());
    return tensor;
}

bool sameBits(const Tensor& a, const Tensor& b) {
    if (a.sizes() != b.sizes() || a.scalar_type() != b.scalar_type()) return false;
    const Tensor x = a.contiguous(), y = b.contiguous();
    return std::memcmp(x.data_ptr(), y.data_ptr(), x.nbytes()) == 0;
}

}  // namespace exitlab::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/table.h"

#include <algorithm>
#include <cmath>

namespace exitlab {

bool sameNumbers(const std::vector<double>& a, const std::vector<double>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

bool Table::operator==(const Table& other) const {
    return rows == other.rows && cols == other.cols && sameNumbers(values, other.values);
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace exitlab {

/// Dense rows x cols values, row-major. NaN marks "not measured" and equals NaN, so that reports can be compared.
struct Table {
    int rows = 0;
    int cols = 0;
    std::vector<double> values;

    Table() = default;
    Table(int rowCount, int colCount, double fill = 0)
        : rows(rowCount),
          cols(colCount),
          values(static_cast<std::size_t>(rowCount) * static_cast<std::size_t>(colCount), fill) {}

    double& at(int row, int col) { return values[index(row, col)]; }
    double at(int row, int col) const { return values[index(row, col)]; }
    bool empty() const { return values.empty(); }
    bool operator==(const Table& other) const;

  private:
    std::size_t index(int row, int col) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(cols) + static_cast<std::size_t>(col);
    }
};

/// Equal, where NaN equals NaN.
bool sameNumbers(const std::vector<double>& a, const std::vector<double>& b);

}  // namespace exitlab

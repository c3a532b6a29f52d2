// SPDX-License-Identifier: GPL-3.0-or-later
// A table on paper: how wide its columns are, which texts wrap, and in how many parts a table too wide for the page is
// set below each other, each with the first column again. Internal to core/report.
#pragma once

#include <vector>

#include "core/report/document.h"

namespace exitlab::report {

class TableLayout {
  public:
    TableLayout(const Canvas& canvas, const DataTable& table, double width);

    std::size_t parts() const { return parts_.size(); }
    double headHeight(std::size_t part) const;
    double rowHeight(std::size_t part, std::size_t row) const;
    void drawHead(Canvas& canvas, std::size_t part, double x, double y) const;
    void drawRow(Canvas& canvas, std::size_t part, std::size_t row, double x, double y) const;

  private:
    std::vector<double> naturalWidths(double size) const;
    std::vector<double> smallestWidths(double size) const;
    /// Shares `width` among the columns: numbers keep their natural width, texts give way.
    std::vector<double> fitted(const std::vector<std::size_t>& columns, const std::vector<double>& natural,
                               const std::vector<double>& smallest, double width) const;
    double lineSum(const std::string& text, const Ink& ink, double width) const;

    const Canvas& canvas_;
    const DataTable& table_;
    double size_ = 8;
    struct Part {
        std::vector<std::size_t> columns;
        std::vector<double> widths;
    };
    std::vector<Part> parts_;
};

}  // namespace exitlab::report

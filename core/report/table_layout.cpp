// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/table_layout.h"

#include <algorithm>
#include <numeric>
#include <sstream>

namespace exitlab::report {

namespace {

constexpr double kPad = 4;       // at each side of a cell
constexpr double kLine = 2.2;    // above and below its text
constexpr double kWidest = 190;  // of the longest word that a column insists on
constexpr double kSmallestSize = 6;

Ink headInk(double size) { return {lightPalette().text, size, true, false}; }
Ink cellInk(double size) { return {lightPalette().text, size, false, false}; }

double sum(const std::vector<double>& values, const std::vector<std::size_t>& columns) {
    double total = 0;
    for (const std::size_t c : columns) total += values[c];
    return total;
}

}  // namespace

TableLayout::TableLayout(const Canvas& canvas, const DataTable& table, double width) : canvas_(canvas), table_(table) {
    std::vector<std::size_t> all(table.columns.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    // Smaller type before a second part.
    std::vector<double> natural, smallest;
    for (;; size_ -= 0.5) {
        natural = naturalWidths(size_);
        smallest = smallestWidths(size_);
        if (sum(smallest, all) <= width || size_ <= kSmallestSize) break;
    }
    if (sum(smallest, all) <= width) {
        parts_.push_back({all, fitted(all, natural, smallest, width)});
        return;
    }
    std::vector<std::size_t> columns{0};
    double used = smallest[0];
    const auto close = [&] { parts_.push_back({columns, fitted(columns, natural, smallest, width)}); };
    for (std::size_t c = 1; c < table.columns.size(); ++c) {
        if (columns.size() > 1 && used + smallest[c] > width) {
            close();
            columns = {0};
            used = smallest[0];
        }
        columns.push_back(c);
        used += smallest[c];
    }
    close();
}

std::vector<double> TableLayout::naturalWidths(double size) const {
    std::vector<double> widths;
    for (std::size_t c = 0; c < table_.columns.size(); ++c) {
        double width = canvas_.textWidth(table_.columns[c].title, headInk(size));
        for (const auto& row : table_.rows) width = std::max(width, canvas_.textWidth(row[c], cellInk(size)));
        widths.push_back(width + 2 * kPad + 0.5);
    }
    return widths;
}

std::vector<double> TableLayout::smallestWidths(double size) const {
    std::vector<double> widths;
    const auto longestWord = [&](const std::string& text, const Ink& ink) {
        double width = 0;
        std::istringstream words(text);
        for (std::string word; words >> word;) width = std::max(width, canvas_.textWidth(word, ink));
        return width;
    };
    for (std::size_t c = 0; c < table_.columns.size(); ++c) {
        double width = longestWord(table_.columns[c].title, headInk(size));
        for (const auto& row : table_.rows)
            width = std::max(width, table_.columns[c].align == Align::Right
                                        ? canvas_.textWidth(row[c], cellInk(size))
                                        : std::min(kWidest, longestWord(row[c], cellInk(size))));
        widths.push_back(width + 2 * kPad + 0.5);
    }
    return widths;
}

std::vector<double> TableLayout::fitted(const std::vector<std::size_t>& columns, const std::vector<double>& natural,
                                        const std::vector<double>& smallest, double width) const {
    std::vector<double> widths;
    const double wanted = sum(natural, columns), least = sum(smallest, columns);
    if (wanted <= width) {
        for (const std::size_t c : columns) widths.push_back(natural[c]);
        return widths;
    }
    // Everybody has the least; what is left goes to those who want more, in proportion.
    const double share = wanted > least ? std::clamp((width - least) / (wanted - least), 0.0, 1.0) : 0;
    for (const std::size_t c : columns) widths.push_back(smallest[c] + share * (natural[c] - smallest[c]));
    return widths;
}

double TableLayout::lineSum(const std::string& text, const Ink& ink, double width) const {
    double height = 0;
    for (const double line : canvas_.wrappedLines(text, ink, width)) height += line;
    return height;
}

double TableLayout::headHeight(std::size_t part) const {
    double height = 0;
    for (std::size_t i = 0; i < parts_[part].columns.size(); ++i)
        height = std::max(height, lineSum(table_.columns[parts_[part].columns[i]].title, headInk(size_),
                                          parts_[part].widths[i] - 2 * kPad));
    return height + 2 * kLine;
}

double TableLayout::rowHeight(std::size_t part, std::size_t row) const {
    double height = canvas_.lineHeight(cellInk(size_));
    for (std::size_t i = 0; i < parts_[part].columns.size(); ++i)
        height = std::max(height, lineSum(table_.rows[row][parts_[part].columns[i]], cellInk(size_),
                                          parts_[part].widths[i] - 2 * kPad));
    return height + 2 * kLine;
}

void TableLayout::drawHead(Canvas& canvas, std::size_t part, double x, double y) const {
    const Part& p = parts_[part];
    const double height = headHeight(part), width = std::accumulate(p.widths.begin(), p.widths.end(), 0.0);
    canvas.fill({x, y, width, height}, lightPalette().panel);
    canvas.line(x, y + height, x + width, y + height, lightPalette().outline, 0.6);
    for (std::size_t i = 0; i < p.columns.size(); x += p.widths[i++]) {
        const std::string& title = table_.columns[p.columns[i]].title;
        const double text = lineSum(title, headInk(size_), p.widths[i] - 2 * kPad);
        // Heads stand on the line below them.
        canvas.wrapped(x + kPad, y + height - kLine - text, title, headInk(size_), p.widths[i] - 2 * kPad,
                       table_.columns[p.columns[i]].align);
    }
}

void TableLayout::drawRow(Canvas& canvas, std::size_t part, std::size_t row, double x, double y) const {
    const Part& p = parts_[part];
    const double bottom = y + rowHeight(part, row), width = std::accumulate(p.widths.begin(), p.widths.end(), 0.0);
    canvas.line(x, bottom, x + width, bottom, lightPalette().line, 0.4);
    for (std::size_t i = 0; i < p.columns.size(); x += p.widths[i++])
        canvas.wrapped(x + kPad, y + kLine, table_.rows[row][p.columns[i]], cellInk(size_), p.widths[i] - 2 * kPad,
                       table_.columns[p.columns[i]].align);
}

}  // namespace exitlab::report

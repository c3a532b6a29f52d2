// SPDX-License-Identifier: GPL-3.0-or-later
// Text laid out for reading: aligned columns, wrapped paragraphs. Numbers: core/base/number_text.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/cli/terminal.h"
#include "core/base/number_text.h"

namespace exitlab::cli {

/// Columns two spaces apart under a bold header; cells are plain text (control characters are replaced).
class TextTable {
  public:
    enum class Align { Left, Right };

    /// Cells wider than `limit` (0: none) are cut and end in "...".
    void column(const std::string& title, Align align = Align::Right, int limit = 0);
    /// Missing cells at the end are empty.
    void row(std::vector<std::string> cells);
    bool empty() const { return rows_.empty(); }
    std::string text(const Style& style) const;

  private:
    struct Column {
        std::string title;
        Align align;
        int limit;
    };
    std::vector<Column> columns_;
    std::vector<std::vector<std::string>> rows_;
};

/// "name   value" lines, the names dimmed and aligned.
class FactList {
  public:
    void add(const std::string& name, const std::string& value);
    std::string text(const Style& style) const;

  private:
    std::vector<std::pair<std::string, std::string>> facts_;
};

/// Terminal columns of UTF-8 text.
int displayWidth(const std::string& text);
/// Line breaks and other control characters become spaces.
std::string oneLine(const std::string& text);
/// Paragraphs (separated by line breaks) wrapped to `width` columns, each line indented, without a final line break.
std::string wrapped(const std::string& text, int width, int indent);

}  // namespace exitlab::cli

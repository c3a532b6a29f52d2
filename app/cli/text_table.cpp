// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/text_table.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <sstream>

namespace exitlab::cli {
namespace {

constexpr const char* kGap = "  ";

/// Length of the UTF-8 sequence that starts at `at`, its code point in `code`; a stray byte counts as one.
std::size_t decode(const std::string& text, std::size_t at, char32_t& code) {
    const auto lead = static_cast<unsigned char>(text[at]);
    std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    length = std::min(length, text.size() - at);
    code = length == 1 ? lead : static_cast<char32_t>(lead & (0xFFu >> (length + 1)));
    for (std::size_t i = 1; i < length; ++i) code = (code << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3Fu);
    return length;
}

int widthOf(char32_t code) {
    if (code >= 0x300 && code <= 0x36F) return 0;  // combining marks
    const bool wide = (code >= 0x1100 && code <= 0x115F) || (code >= 0x2E80 && code <= 0xA4CF) ||
                      (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0xF900 && code <= 0xFAFF) ||
                      (code >= 0xFE30 && code <= 0xFE6F) || (code >= 0xFF00 && code <= 0xFF60) ||
                      (code >= 0xFFE0 && code <= 0xFFE6) || (code >= 0x1F300 && code <= 0x1FAFF) ||
                      (code >= 0x20000 && code <= 0x3FFFD);
    return wide ? 2 : 1;
}

std::string cut(const std::string& text, int limit) {
    if (limit <= 0 || displayWidth(text) <= limit) return text;
    std::string kept;
    int width = 0;
    for (std::size_t at = 0; at < text.size();) {
        char32_t code = 0;
        const std::size_t length = decode(text, at, code);
        width += widthOf(code);
        if (width > limit - 3) break;
        kept += text.substr(at, length);
        at += length;
    }
    while (!kept.empty() && kept.back() == ' ') kept.pop_back();
    return kept + "...";
}

std::string spaces(int count) { return std::string(static_cast<std::size_t>(std::max(0, count)), ' '); }

/// `value` (above 0) as three to four digits and the prefix of its power of 1000.
std::string scaled(double value, const char* unit) {
    static constexpr const char* kPrefixes[] = {"", "k", "M", "G", "T", "P"};
    std::size_t power = 0;
    double shown = value;
    while (std::fabs(shown) >= 999.95 && power + 1 < std::size(kPrefixes)) {
        shown /= 1000;
        ++power;
    }
    const std::string suffix = std::string(kPrefixes[power]) + unit;
    // Trailing zeros are kept, so that a column lines up; whole numbers below 1000 stay whole.
    std::string digits =
        power == 0 && shown == std::round(shown) ? fmt::format("{:.0f}", shown) : fmt::format("{:#.4g}", shown);
    if (digits.back() == '.') digits.pop_back();
    return digits + (suffix.empty() ? "" : " ") + suffix;
}

}  // namespace

int displayWidth(const std::string& text) {
    int width = 0;
    for (std::size_t at = 0; at < text.size();) {
        char32_t code = 0;
        at += decode(text, at, code);
        width += widthOf(code);
    }
    return width;
}

std::string oneLine(const std::string& text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool control = byte < 0x20 || byte == 0x7F;
        if (!control)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::string wrapped(const std::string& text, int width, int indent) {
    std::string out;
    std::istringstream paragraphs(text);
    std::string paragraph;
    while (std::getline(paragraphs, paragraph)) {
        if (!out.empty()) out += '\n';
        std::istringstream words(paragraph);
        std::string word, line;
        while (words >> word) {
            if (!line.empty() && indent + displayWidth(line) + 1 + displayWidth(word) > width) {
                out += spaces(indent) + line + '\n';
                line.clear();
            }
            line += (line.empty() ? "" : " ") + word;
        }
        if (!line.empty()) out += spaces(indent) + line;
    }
    return out;
}

void TextTable::column(const std::string& title, Align align, int limit) { columns_.push_back({title, align, limit}); }

void TextTable::row(std::vector<std::string> cells) {
    cells.resize(columns_.size());
    for (std::size_t c = 0; c < cells.size(); ++c) cells[c] = cut(oneLine(cells[c]), columns_[c].limit);
    rows_.push_back(std::move(cells));
}

std::string TextTable::text(const Style& style) const {
    std::vector<int> widths;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        int width = displayWidth(columns_[c].title);
        for (const auto& row : rows_) width = std::max(width, displayWidth(row[c]));
        widths.push_back(width);
    }
    const auto line = [&](const auto& cellOf) {
        std::string out;
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            const std::string cell = cellOf(c);
            const std::string pad = spaces(widths[c] - displayWidth(cell));
            if (c > 0) out += kGap;
            out += columns_[c].align == Align::Right ? pad + cell : cell + pad;
        }
        out.erase(out.find_last_not_of(' ') + 1);
        return out;
    };
    std::string out = style.bold(line([&](std::size_t c) { return columns_[c].title; })) + '\n';
    for (const auto& row : rows_) out += line([&](std::size_t c) { return row[c]; }) + '\n';
    return out;
}

void FactList::add(const std::string& name, const std::string& value) { facts_.emplace_back(name, oneLine(value)); }

std::string FactList::text(const Style& style) const {
    int width = 0;
    for (const auto& [name, value] : facts_) width = std::max(width, displayWidth(name));
    std::string out;
    for (const auto& [name, value] : facts_)
        out += style.dim(name) + spaces(width - displayWidth(name)) + kGap + value + '\n';
    return out;
}

std::string number(double value) {
    if (std::isnan(value)) return "-";
    return fmt::format("{:.4g}", value);
}

std::string percent(double fraction) {
    if (!std::isfinite(fraction)) return "-";
    // -0.0 would read as a loss.
    const double shown = std::round(fraction * 1000) / 10;
    return fmt::format("{:.1f} %", shown == 0 ? 0.0 : shown);
}

std::string quantity(double value) { return std::isfinite(value) ? scaled(value, "") : "-"; }

std::string bytesText(double bytes) { return std::isfinite(bytes) ? scaled(bytes, "B") : "-"; }

std::string durationText(double seconds) {
    if (!std::isfinite(seconds)) return "-";
    if (seconds < 9.995) return fmt::format("{:.2f} s", seconds);
    if (seconds < 59.95) return fmt::format("{:.1f} s", seconds);
    const auto whole = static_cast<std::int64_t>(std::llround(seconds));
    if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
    return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

std::string plural(std::int64_t count, const std::string& one, const std::string& many) {
    return fmt::format("{} {}", count, count == 1 ? one : many.empty() ? one + "s" : many);
}

}  // namespace exitlab::cli

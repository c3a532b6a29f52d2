// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/text_table.h"

#include <algorithm>
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

}  // namespace exitlab::cli

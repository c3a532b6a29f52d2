// SPDX-License-Identifier: GPL-3.0-or-later
// Comma-separated values as in RFC 4180. Numbers are the shortest text that reads back as the same number; "nan", "inf"
// and "-inf" where they are none.
#pragma once

#include <charconv>
#include <cmath>
#include <concepts>
#include <string>
#include <string_view>

#include "core/base/atomic_file.h"

namespace exitlab {

/// An empty field.
struct Nothing {};

class CsvFile {
  public:
    /// `header`: the names, separated by commas; empty if the first row will be the header.
    CsvFile(const std::filesystem::path& path, std::string_view header) : file_(path) {
        if (header.empty()) return;
        file_.write(header);
        file_.write("\r\n");
    }

    template <class... Fields>
    void row(const Fields&... fields) {
        (field(fields), ...);
        endRow();
    }
    /// One field of a row of any length; endRow() ends it.
    template <class Field>
    void field(const Field& value) {
        if (fields_++ > 0) line_ += ',';
        add(value);
    }
    void endRow() {
        line_ += "\r\n";
        file_.write(line_);
        line_.clear();
        fields_ = 0;
    }
    void commit() { file_.commit(); }

  private:
    void add(Nothing) {}
    void add(std::string_view text) {
        if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
            line_ += text;
            return;
        }
        line_ += '"';
        for (const char c : text) {
            if (c == '"') line_ += '"';
            line_ += c;
        }
        line_ += '"';
    }
    void add(const std::string& text) { add(std::string_view(text)); }
    void add(const char* text) { add(std::string_view(text)); }
    template <std::integral T>
    void add(T value) {
        char text[24];
        line_.append(text, std::to_chars(text, text + sizeof text, value).ptr);
    }
    template <std::floating_point T>
    void add(T value) {
        if (std::isnan(value)) {
            line_ += "nan";
            return;
        }
        char text[40];
        line_.append(text, std::to_chars(text, text + sizeof text, value).ptr);
    }

    AtomicFile file_;
    std::string line_;
    int fields_ = 0;
};

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
// What the output streams can show.
#pragma once

#include <cstdio>
#include <string>

namespace exitlab::cli {

bool isTerminal(std::FILE* stream);
/// Columns of the terminal behind `stream`; 100 where there is none.
int terminalWidth(std::FILE* stream);
/// Whether the locale's encoding is UTF-8.
bool unicodeOutput();

/// Colours of one stream: none unless it is a terminal, TERM is not "dumb" and NO_COLOR is unset or empty.
class Style {
  public:
    explicit Style(std::FILE* stream);

    std::string bold(const std::string& text) const { return wrap("1", text); }
    std::string dim(const std::string& text) const { return wrap("2", text); }
    std::string red(const std::string& text) const { return wrap("31", text); }
    std::string green(const std::string& text) const { return wrap("32", text); }
    std::string yellow(const std::string& text) const { return wrap("33", text); }
    std::string cyan(const std::string& text) const { return wrap("36", text); }

  private:
    std::string wrap(const char* code, const std::string& text) const;

    bool colours_;
};

/// `exitlab-cli: error: ...` on the standard error, one line whatever the message holds.
void printError(const std::string& message);
void printWarning(const std::string& message);

}  // namespace exitlab::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

#include "app/cli/text_table.h"

namespace exitlab::cli {
namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

}  // namespace

bool isTerminal(std::FILE* stream) { return isatty(fileno(stream)) == 1; }

int terminalWidth(std::FILE* stream) {
    winsize size{};
    if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    return 100;
}

bool unicodeOutput() {
    // The first of the three that is set decides, as in setlocale.
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        const std::string value = environment(name);
        if (value.empty()) continue;
        return value.find("UTF-8") != std::string::npos || value.find("utf8") != std::string::npos;
    }
    return false;
}

Style::Style(std::FILE* stream)
    : colours_(isTerminal(stream) && environment("NO_COLOR").empty() && environment("TERM") != "dumb") {}

std::string Style::wrap(const char* code, const std::string& text) const {
    if (!colours_ || text.empty()) return text;
    return fmt::format("\033[{}m{}\033[0m", code, text);
}

void printError(const std::string& message) {
    fmt::print(stderr, "exitlab-cli: {}: {}\n", Style(stderr).red("error"), oneLine(message));
}

void printWarning(const std::string& message) {
    fmt::print(stderr, "exitlab-cli: {}: {}\n", Style(stderr).yellow("warning"), oneLine(message));
}

}  // namespace exitlab::cli

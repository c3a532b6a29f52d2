// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace exitlab::cli {

/// Option text of a positional that the command itself demands.
inline constexpr const char* kRequiredByUs = "required";

/// Checks for options, with messages that say what was expected.
CLI::Validator wholeNumberFrom(long minimum);
CLI::Validator numberBetween(double minimum, double maximum);
CLI::Validator oneOf(std::vector<std::string> values);

/// Lays out --help of the program and of each command.
class HelpFormatter : public CLI::FormatterBase {
  public:
    std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override;
};

/// A usage error of the parser as one sentence, with the nearest known command or option.
std::string usageMessage(const CLI::App& app, const CLI::ParseError& error);

}  // namespace exitlab::cli

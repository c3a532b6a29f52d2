// SPDX-License-Identifier: GPL-3.0-or-later
// The words and signs of a condition. Internal to core/analysis.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace exitlab::filter {

struct Token {
    enum class Kind { Word, Quoted, Sign, End } kind = Kind::End;
    std::string text;                ///< of quoted words without the quotes
    std::size_t begin = 0, end = 0;  ///< bytes in the text
};

/// The last one is End. Throws FilterError for a quote that never ends or a character that means nothing here.
std::vector<Token> tokens(const std::string& text);
bool isOperator(const std::string& sign);
/// "0.5", "60%", "10MB", "5min"; nullopt if it is no number.
std::optional<double> numberOf(const std::string& word);
/// Bytes, seconds or thousands: "MB" -> 1e6.
std::optional<double> unitOf(const std::string& word);
/// ASCII letters only; others stay.
std::string lower(std::string_view text);

}  // namespace exitlab::filter

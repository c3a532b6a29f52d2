// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/filter_tokens.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "core/analysis/run_filter.h"

namespace exitlab::filter {

namespace {

bool inWord(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0 || std::string_view("_.-+:/%*#@").find(c) != std::string_view::npos;
}

}  // namespace

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

bool isOperator(const std::string& sign) {
    static constexpr std::array operators{"=", "==", "!=", "<>", "<", "<=", ">", ">=", "~", "!~"};
    return std::find(operators.begin(), operators.end(), sign) != operators.end();
}

std::optional<double> unitOf(const std::string& word) {
    static const std::vector<std::pair<std::string, double>> units = {{"kb", 1e3}, {"mb", 1e6}, {"gb", 1e9}, {"b", 1},
                                                                      {"k", 1e3},  {"m", 1e6},  {"g", 1e9},  {"s", 1},
                                                                      {"min", 60}, {"h", 3600}, {"%", 0.01}};
    const std::string name = lower(word);
    for (const auto& [unit, factor] : units)
        if (unit == name) return factor;
    return std::nullopt;
}

std::optional<double> numberOf(const std::string& word) {
    double value = 0;
    const char* begin = word.data() + (word.size() > 1 && word[0] == '+' ? 1 : 0);
    const char* end = word.data() + word.size();
    const auto [at, failed] = std::from_chars(begin, end, value);
    if (failed != std::errc()) return std::nullopt;
    if (at == end) return value;
    const auto unit = unitOf(std::string(at, end));
    return unit ? std::optional(value * *unit) : std::nullopt;
}

std::vector<Token> tokens(const std::string& text) {
    std::vector<Token> found;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (std::isspace(static_cast<unsigned char>(c))) {
            ++at;
            continue;
        }
        Token token;
        token.begin = at;
        if (c == '"' || c == '\'') {
            const std::size_t close = text.find(c, at + 1);
            if (close == std::string::npos) throw FilterError(text, at, text.size(), "this quote never ends");
            token.kind = Token::Kind::Quoted;
            token.text = text.substr(at + 1, close - at - 1);
            at = close + 1;
        } else if (inWord(c)) {
            while (at < text.size() && inWord(text[at])) ++at;
            token.kind = Token::Kind::Word;
            token.text = text.substr(token.begin, at - token.begin);
        } else {
            token.kind = Token::Kind::Sign;
            token.text = text.substr(at, 2);
            static constexpr std::array pairs{"==", "!=", "<>", "<=", ">=", "!~", "&&", "||"};
            if (std::find(pairs.begin(), pairs.end(), token.text) == pairs.end()) token.text = std::string(1, c);
            at += token.text.size();
            if (token.text.size() == 1 && std::string_view("=<>~!(),").find(c) == std::string_view::npos)
                throw FilterError(text, token.begin, at, std::string("\"") + c + "\" means nothing here");
        }
        token.end = at;
        found.push_back(std::move(token));
    }
    found.push_back({Token::Kind::End, {}, text.size(), text.size()});
    return found;
}

}  // namespace exitlab::filter

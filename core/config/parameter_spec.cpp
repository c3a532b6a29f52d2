// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/parameter_spec.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/base/error.h"
#include "core/config/json_text.h"
#include "core/config/parameter_value.h"
#include "core/config/suggest.h"

namespace exitlab {
namespace {

// Whole numbers above this are not exact as double, which is what JSON readers elsewhere use.
constexpr double kLargestWhole = 0x1.0p53;

bool isWhole(const Json& value) {
    // Compared as they are: as double, 2^53 + 1 would be 2^53.
    constexpr auto largest = static_cast<std::int64_t>(kLargestWhole);
    if (value.is_number_unsigned()) return value.get<std::uint64_t>() <= static_cast<std::uint64_t>(largest);
    if (value.is_number_integer()) {
        const auto number = value.get<std::int64_t>();
        return number >= -largest && number <= largest;
    }
    if (!value.is_number_float()) return false;
    const double number = value.get<double>();
    return std::isfinite(number) && number == std::floor(number);
}

bool inRange(const ParameterSpec& spec, double number) {
    if (!std::isfinite(number)) return false;
    if (spec.type == ParameterType::Integer && std::abs(number) > kLargestWhole) return false;
    if (spec.minimum && (spec.exclusiveMinimum ? number <= *spec.minimum : number < *spec.minimum)) return false;
    return !spec.maximum || number <= *spec.maximum;
}

/// One line of well-formed text: anything else would break files, tables and terminals. Control characters do not
/// occur inside UTF-8 sequences; malformed ones are found by the JSON writer.
bool isOneLine(const std::string& text) {
    for (const char c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
    try {
        (void)Json(text).dump();
    } catch (const Json::exception&) {
        return false;
    }
    return true;
}

std::vector<std::string> choiceValues(const ParameterSpec& spec) {
    std::vector<std::string> values;
    for (const ParameterChoice& choice : spec.choices) values.push_back(choice.value);
    return values;
}

bool isValid(const ParameterSpec& spec, const Json& value) {
    switch (spec.type) {
        case ParameterType::Integer:
            return isWhole(value) && inRange(spec, value.get<double>());
        case ParameterType::Real:
            return value.is_number() && inRange(spec, value.get<double>());
        case ParameterType::Boolean:
            return value.is_boolean();
        case ParameterType::Text:
            return value.is_string() && isOneLine(value.get_ref<const std::string&>());
        case ParameterType::Choice: {
            if (!value.is_string()) return false;
            const auto values = choiceValues(spec);
            return std::find(values.begin(), values.end(), value.get_ref<const std::string&>()) != values.end();
        }
    }
    return false;
}

/// describeRange with the article that a sentence needs.
std::string expected(const ParameterSpec& spec) {
    const bool number = spec.type == ParameterType::Integer || spec.type == ParameterType::Real;
    return "expected " + std::string(number ? "a " : "") + describeRange(spec);
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// A decimal number and nothing else, with a point whatever the locale; null if it is none.
Json readNumber(std::string text) {
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.erase(0, 1);
    const char* end = text.data() + text.size();
    std::int64_t whole = 0;
    if (const auto [stop, fault] = std::from_chars(text.data(), end, whole); fault == std::errc() && stop == end)
        return whole;
    double number = 0;
    const auto [stop, fault] = std::from_chars(text.data(), end, number);
    if (fault != std::errc() || stop != end || !std::isfinite(number)) return nullptr;
    return number;
}

Json readBoolean(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
    for (const char* yes : {"true", "yes", "on", "1"})
        if (text == yes) return true;
    for (const char* no : {"false", "no", "off", "0"})
        if (text == no) return false;
    return nullptr;
}

}  // namespace

std::string numberText(double value) {
    char text[40];
    // Plain digits where they are short; shortest form that reads back as the same number otherwise.
    const bool plain = value == std::floor(value) && std::abs(value) <= kLargestWhole;
    const auto end = plain ? std::to_chars(text, text + sizeof text, static_cast<std::int64_t>(value))
                           : std::to_chars(text, text + sizeof text, value);
    return std::string(text, end.ptr);
}

std::string describeRange(const ParameterSpec& spec) {
    switch (spec.type) {
        case ParameterType::Boolean:
            return "true or false";
        case ParameterType::Text:
            return "one line of text";
        case ParameterType::Choice: {
            if (spec.choices.empty()) return "a choice, of which there is none";
            std::string text = spec.choices.size() == 1 ? "" : "one of ";
            for (std::size_t i = 0; i < spec.choices.size(); ++i) text += (i ? ", " : "") + spec.choices[i].value;
            return text;
        }
        case ParameterType::Integer:
        case ParameterType::Real:
            break;
    }
    std::string text = spec.type == ParameterType::Integer ? "whole number" : "number";
    if (spec.minimum && spec.exclusiveMinimum) {
        text += " above " + numberText(*spec.minimum);
        if (spec.maximum) text += " up to " + numberText(*spec.maximum);
    } else if (spec.minimum && spec.maximum) {
        text += " from " + numberText(*spec.minimum) + " to " + numberText(*spec.maximum);
    } else if (spec.minimum) {
        text += " of at least " + numberText(*spec.minimum);
    } else if (spec.maximum) {
        text += " of at most " + numberText(*spec.maximum);
    }
    return text;
}

std::string validate(const ParameterSpec& spec, const Json& value) {
    if (isValid(spec, value)) return {};
    std::string text = expected(spec) + ", found " + shortText(value);
    if (spec.type == ParameterType::Choice && value.is_string())
        text += didYouMean(nearestNames(value.get<std::string>(), choiceValues(spec)));
    return text;
}

Json parseValue(const ParameterSpec& spec, const std::string& text) {
    Json value;
    switch (spec.type) {
        case ParameterType::Integer:
        case ParameterType::Real:
            value = readNumber(trimmed(text));
            break;
        case ParameterType::Boolean:
            value = readBoolean(trimmed(text));
            break;
        case ParameterType::Choice:
            value = trimmed(text);
            break;
        case ParameterType::Text:
            value = text;
            break;
    }
    if (value.is_null()) throw InputError(spec.key, "", expected(spec) + ", found " + shortText(text));
    if (const std::string wrong = validate(spec, value); !wrong.empty()) throw InputError(spec.key, "", wrong);
    return normalized(spec, value);
}

Json normalized(const ParameterSpec& spec, const Json& value) {
    if (spec.type == ParameterType::Integer)
        return value.is_number_float() ? static_cast<std::int64_t>(value.get<double>()) : value.get<std::int64_t>();
    if (spec.type == ParameterType::Real) return value.get<double>() + 0.0;  // -0.0 + 0.0 is 0.0
    return value;
}

std::string specProblem(const ParameterSpec& spec) {
    if (spec.key.empty() || spec.key.front() == '.' || spec.key.back() == '.' ||
        spec.key.find("..") != std::string::npos)
        return "\"" + spec.key + "\" is not a dotted key";
    if (spec.title.empty()) return spec.key + ": the title is missing";
    if (spec.help.empty()) return spec.key + ": the help is missing";
    if (spec.minimum && spec.maximum && *spec.minimum > *spec.maximum)
        return spec.key + ": the minimum is above the maximum";
    if (spec.type == ParameterType::Choice && spec.choices.empty()) return spec.key + ": a choice needs values";
    if (const std::string wrong = validate(spec, spec.defaultValue); !wrong.empty())
        return spec.key + ": wrong default: " + wrong;
    if (spec.visibleWhen && spec.visibleWhen->values.empty())
        return spec.key + ": never visible, as no value of " + spec.visibleWhen->key + " is listed";
    return {};
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
// Two digit sets that are distributed as text, one digit a line.
#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/data/byte_source.h"
#include "core/data/loaders.h"

namespace exitlab {
namespace {

/// A real file has thousands of lines; without a limit a small packed file could name billions.
constexpr std::size_t kMostLines = 200'000;

/// Files may hold any bytes, messages are shown and stored as text.
bool printable(char c) { return c >= ' ' && c <= '~'; }

std::string quoted(const char* from, const char* to) {
    std::string text(from, to);
    std::replace_if(
        text.begin(), text.end(), [](char c) { return !printable(c); }, '?');
    return "'" + text + "'";
}

/// Splits a line into exactly `columns` numbers.
void parseNumbers(const std::string& line, char separator, std::vector<double>& numbers, std::size_t columns,
                  const ByteSource& source, std::size_t lineNumber) {
    const auto fail = [&](const std::string& what) {
        throw InputError(source.name(), "line " + std::to_string(lineNumber), what);
    };
    numbers.clear();
    const char* next = line.data();
    const char* const end = next + line.size();
    const auto skipBlanks = [&] {
        while (next != end && (*next == ' ' || *next == '\t')) ++next;
    };
    skipBlanks();
    while (next != end) {
        double value = 0;
        const auto [rest, error] = std::from_chars(next, end, value);
        const bool separated = rest == end || *rest == separator || *rest == ' ' || *rest == '\t';
        if (error != std::errc() || !separated || !std::isfinite(value)) {
            const char* stop = next;
            while (stop != end && *stop != separator && stop - next < 20) ++stop;
            fail("column " + std::to_string(numbers.size() + 1) + ": " + quoted(next, stop) + ", expected a number");
        }
        numbers.push_back(value);
        next = rest;
        skipBlanks();
        if (separator == ',' && next != end) {
            if (*next != ',') fail("column " + std::to_string(numbers.size()) + ": expected a comma after the number");
            ++next;
            skipBlanks();
            if (next == end) fail("the line ends with a comma, expected a number after it");
        }
    }
    if (numbers.size() != columns)
        fail(std::to_string(numbers.size()) + " columns, expected " + std::to_string(columns));
}

/// A whole number from low to high.
int whole(double value, int low, int high, std::size_t column, const char* kind, const ByteSource& source,
          std::size_t lineNumber) {
    if (value < low || value > high || value != std::floor(value)) {
        char text[32];
        const auto [end, error] = std::to_chars(text, text + sizeof text, value);
        throw InputError(source.name(), "line " + std::to_string(lineNumber),
                         "column " + std::to_string(column) + ": " + kind + " " +
                             std::string(text, error == std::errc() ? end : text) + ", expected a whole number from " +
                             std::to_string(low) + " to " + std::to_string(high));
    }
    return static_cast<int>(value);
}

/// Calls `take(numbers, lineNumber)` for each line that is not blank.
template <class Take>
void eachLine(ByteSource& source, char separator, std::size_t columns, const Take& take) {
    std::string line;
    std::vector<double> numbers;
    std::size_t lineNumber = 0;
    std::size_t samples = 0;
    while (source.readLine(line)) {
        ++lineNumber;
        if (lineNumber > kMostLines)
            throw InputError(source.name(), "line " + std::to_string(lineNumber),
                             "more than " + grouped(kMostLines) + " lines, expected a few thousand digits");
        if (line.find_first_not_of(" \t") == std::string::npos) continue;
        parseNumbers(line, separator, numbers, columns, source, lineNumber);
        take(numbers, lineNumber);
        ++samples;
    }
    if (samples == 0) throw InputError(source.name(), "line 1", "no digits, expected one on each line");
}

}  // namespace

void readUsps(const std::filesystem::path& file, RawSamples& to) {
    ByteSource source(file);
    eachLine(source, ' ', 257, [&](const std::vector<double>& numbers, std::size_t lineNumber) {
        to.labels.push_back(whole(numbers[0], 0, 9, 1, "label", source, lineNumber));
        for (std::size_t i = 1; i < numbers.size(); ++i) {
            if (numbers[i] < -1 || numbers[i] > 1)
                throw InputError(
                    source.name(), "line " + std::to_string(lineNumber),
                    "column " + std::to_string(i + 1) + ": value " + std::to_string(numbers[i]) + ", expected -1 to 1");
            to.pixels.push_back(static_cast<std::uint8_t>(std::lround((numbers[i] + 1) * 127.5)));
        }
    });
}

void readOptdigits(const std::filesystem::path& file, RawSamples& to) {
    ByteSource source(file);
    eachLine(source, ',', 65, [&](const std::vector<double>& numbers, std::size_t lineNumber) {
        for (std::size_t i = 0; i < 64; ++i)
            to.pixels.push_back(static_cast<std::uint8_t>(
                std::lround(whole(numbers[i], 0, 16, i + 1, "value", source, lineNumber) * 255 / 16.0)));
        to.labels.push_back(whole(numbers[64], 0, 9, 65, "label", source, lineNumber));
    });
}

std::vector<std::string> readNames(const std::filesystem::path& file, int count) {
    ByteSource source(file);
    std::vector<std::string> names;
    std::string line;
    while (source.readLine(line) && names.size() <= static_cast<std::size_t>(count)) {
        if (line.empty()) continue;
        if (!std::all_of(line.begin(), line.end(), printable))
            throw InputError(file.string(), "line " + std::to_string(names.size() + 1),
                             quoted(line.data(), line.data() + line.size()) + ", expected a name in plain ASCII");
        names.push_back(line);
    }
    if (names.size() != static_cast<std::size_t>(count))
        throw InputError(file.string(), "line " + std::to_string(names.size()),
                         "expected " + std::to_string(count) + " class names, one a line");
    return names;
}

}  // namespace exitlab

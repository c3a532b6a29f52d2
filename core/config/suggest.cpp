// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/suggest.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace exitlab {
namespace {

// Names longer than any of ours are not worth a table of that size.
constexpr std::size_t kLongestName = 200;
constexpr std::size_t kMostSuggestions = 3;

using Scored = std::pair<double, std::string>;

/// The best and everything as good, in the order of the schema.
std::vector<std::string> best(const std::vector<Scored>& scored) {
    double lowest = 1e9;
    for (const auto& [score, name] : scored) lowest = std::min(lowest, score);
    std::vector<std::string> names;
    for (const auto& [score, name] : scored)
        if (score == lowest && names.size() < kMostSuggestions) names.push_back(name);
    return names;
}

/// A third of the letters may differ, and one in any case.
bool near(std::size_t distance, std::size_t length) { return distance <= std::max<std::size_t>(1, (length + 1) / 3); }

std::string lastPart(const std::string& key) { return key.substr(key.rfind('.') + 1); }

/// "Batch size" -> "batch_size"; also evens out capitals and hyphens in what was typed.
std::string slug(std::string text) {
    for (char& c : text) {
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        if (c == ' ' || c == '-') c = '_';
    }
    return text;
}

/// Whether `part` is one of the words of `words`: "epochs" in "local_epochs".
bool hasWord(const std::string& words, const std::string& part) {
    return ("_" + words + "_").find("_" + part + "_") != std::string::npos;
}

}  // namespace

std::size_t editDistance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> beforeLast, last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
        }
        beforeLast = last;
        last = row;
    }
    return last[b.size()];
}

std::vector<std::string> nearestNames(const std::string& given, const std::vector<std::string>& known) {
    if (given.empty() || given.size() > kLongestName) return {};
    const std::string typed = slug(given);
    std::vector<Scored> slips, longer;
    std::size_t nearest = kLongestName;
    for (const std::string& name : known) {
        const std::size_t distance = editDistance(typed, slug(name));
        nearest = std::min(nearest, distance);
        if (near(distance, std::max(given.size(), name.size()))) slips.emplace_back(distance, name);
        if (typed.size() >= 3 && slug(name).rfind(typed, 0) == 0) longer.emplace_back(name.size(), name);
    }
    // A beginning says more than a distance, except beside a single slip.
    if (nearest <= 1 || longer.empty()) return best(slips);
    std::stable_sort(longer.begin(), longer.end());
    std::vector<std::string> names;
    for (const auto& [score, name] : longer)
        if (names.size() < kMostSuggestions) names.push_back(name);
    return names;
}

std::vector<std::string> nearestKeys(const std::string& given, const std::vector<KnownKey>& known) {
    if (given.empty() || given.size() > kLongestName) return {};
    const std::string typed = slug(given), typedPart = lastPart(typed);
    std::vector<Scored> scored;
    for (const auto& [key, title] : known) {
        const std::string part = lastPart(key);
        // A slip inside the right section counts least, then the right name in a wrong section, then a title.
        const std::size_t whole = editDistance(typed, key);
        if (near(whole, part.size())) scored.emplace_back(whole, key);
        const std::size_t last = editDistance(typedPart, part);
        if (near(last, part.size())) scored.emplace_back(static_cast<double>(last) + 0.5, key);
        if (typedPart == slug(title)) scored.emplace_back(0.75, key);
        if (typedPart.size() > 2 && (hasWord(part, typedPart) || hasWord(slug(title), typedPart)))
            scored.emplace_back(2, key);
    }
    std::vector<std::string> names = best(scored);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::string didYouMean(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "; did you mean " : i + 1 < names.size() ? ", " : " or ") + ("\"" + names[i] + "\"");
    return text.empty() ? text : text + "?";
}

}  // namespace exitlab

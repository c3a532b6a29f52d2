// SPDX-License-Identifier: GPL-3.0-or-later
// "Did you mean": the known names nearest to one that is unknown.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace exitlab {

/// Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b` (optimal string alignment).
std::size_t editDistance(const std::string& a, const std::string& b);

/// The known names nearest to `given`, at most three, nearest first: those a slip away, else those that begin
/// with it, else those of which at most a third of the letters differ.
std::vector<std::string> nearestNames(const std::string& given, const std::vector<std::string>& known);

/// A known setting: its key and the title under which a form shows it.
struct KnownKey {
    std::string key;
    std::string title;
};
/// The same for dotted keys, also across sections: "lr" and "train.learning_rate" both find "training.lr".
std::vector<std::string> nearestKeys(const std::string& given, const std::vector<KnownKey>& known);

/// `; did you mean "a" or "b"?`, or empty for no names.
std::string didYouMean(const std::vector<std::string>& names);

}  // namespace exitlab

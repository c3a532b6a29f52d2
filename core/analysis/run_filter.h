// SPDX-License-Identifier: GPL-3.0-or-later
// Conditions on runs as a person writes them: `training.lr < 0.1 and method = fedper and tag = paper`.
//
//   condition   any ("or" any)*            any of: all ("and" all)*
//   all         "not" all | "(" condition ")" | comparison
//   comparison  field operator value | field "in" "(" value ("," value)* ")" | flag
//   operator    = != < <= > >= ~ (contains) !~
//   value       word | "words in quotes" | number, also 60% and with a unit: kB MB GB (bytes), s min h (seconds), k M G
//
// Words are compared without regard to case. A run without the value satisfies only != and !~.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/analysis/run_fields.h"
#include "core/base/error.h"

namespace exitlab {

/// "condition: character 12: expected a value after <, found the end".
class FilterError : public InputError {
  public:
    FilterError(const std::string& text, std::size_t begin, std::size_t end, const std::string& what);
    std::size_t begin() const { return begin_; }  ///< bytes of the text that are wrong
    std::size_t end() const { return end_; }
    const std::string& problem() const { return problem_; }  ///< without the place

  private:
    std::size_t begin_, end_;
    std::string problem_;
};

class RunFilter {
  public:
    /// Accepts every run.
    RunFilter() = default;
    /// Throws FilterError. `settings`: keys that are known besides runFields(). Blank text accepts every run.
    static RunFilter parse(const std::string& text, const std::vector<std::string>& settings);

    bool matches(const RunRow& row) const;
    bool acceptsAll() const { return !root_; }
    /// Whether a setting is looked at, so that settings must be known.
    bool needsSettings() const { return needsSettings_; }

    struct Node;

  private:
    std::shared_ptr<const Node> root_;
    bool needsSettings_ = false;
};

/// What may stand at `cursor` (bytes): what was begun there is replaced.
struct FilterCompletion {
    std::size_t begin = 0, end = 0;  ///< of the text that a candidate replaces
    std::vector<std::string> candidates;
    std::string field;  ///< whose value is asked for; candidates are then up to the caller
};
FilterCompletion completeFilter(const std::string& text, std::size_t cursor, const std::vector<std::string>& settings);

/// A value as parse() reads it back: quoted where it must be.
std::string quotedValue(const std::string& text);

/// Every word must occur in number, name, method, data set, tags, note or status, without regard to case.
std::string searchText(const RunSummary& run);
/// `words`: lower case.
bool containsWords(const std::string& searchText, const std::vector<std::string>& words);
std::vector<std::string> searchWords(const std::string& text);

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
// What a list of runs can be asked for, sorted by and filtered by: the columns of the run table and every setting,
// under the names that the command line and the window share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/analysis/run_settings.h"
#include "core/store/run_store.h"

namespace exitlab {

/// A run as the functions here read it; nothing is copied. Settings may be null while they are not read yet.
struct RunRow {
    const RunSummary* run = nullptr;
    const RunSettings* settings = nullptr;
};

struct RunField {
    enum class Kind { Number, Text, Tags, Flag };
    std::string key;    ///< "mean", "training.lr"
    std::string title;  ///< of a column in text
    Kind kind = Kind::Number;
    std::string help;  ///< one line, with the unit
};

/// Fields that every run has, settings apart: run, name, method, mean, seconds ... exit1 ... best3 ... (accuracy of one
/// exit) exist besides, for as many exits as there are.
const std::vector<RunField>& runFields();
/// Keys of the settings that every method has.
const std::vector<std::string>& commonSettings();

/// Nothing: the run has no such value.
using FieldValue = std::variant<std::monostate, bool, double, std::string_view>;

/// A field found by its name once, read from many runs.
class FieldReader {
  public:
    /// A field ("mean"), an accepted other name of one ("id", "tag", "time"), "exit2", "best2", or else the setting of
    /// that key.
    explicit FieldReader(const std::string& name);

    const std::string& key() const { return key_; }
    bool isSetting() const { return read_ == nullptr && exit_ == 0; }
    /// Of a setting: Number stands for "as it is".
    RunField::Kind kind() const { return kind_; }
    /// Text lives as long as the run. Tags are one text, joined by ", ".
    FieldValue value(const RunRow& row) const;

  private:
    FieldValue (*read_)(const RunSummary&) = nullptr;
    std::string key_;
    RunField::Kind kind_ = RunField::Kind::Number;
    int exit_ = 0;  ///< from 1; 0: none
    bool best_ = false;
};

/// The known name that a field has, or empty: "id" -> "run", "exit2" -> "exit2". Settings are not looked at.
std::string fieldKey(const std::string& name);

struct SortBy {
    std::string field;
    bool descending = false;
    bool operator==(const SortBy&) const = default;
};
/// The order of the rows by the fields, the first one first; runs without a value come last in both directions, equal
/// runs newest first. Text is compared without regard to case.
std::vector<std::size_t> sortedOrder(const std::vector<RunRow>& rows, const std::vector<SortBy>& keys);
/// "-mean,seed" (a minus: descending). Throws InputError naming the field that is none of `settings` or runFields().
std::vector<SortBy> parseSort(const std::string& text, const std::vector<std::string>& settings);

/// Mean over exits; NaN without exits or where one is unknown.
double meanOverExits(const std::vector<double>& accuracy);
/// The error for a name that is neither a field nor one of the settings, with the nearest known ones.
std::string unknownField(const std::string& name, const std::vector<std::string>& settings);

}  // namespace exitlab

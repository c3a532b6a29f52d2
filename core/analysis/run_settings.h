// SPDX-License-Identifier: GPL-3.0-or-later
// The settings of a stored run as a flat list, light enough to keep for ten thousand runs. Unlike an Experiment it
// needs no catalog of methods: runs of methods that are not installed can be compared all the same.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace exitlab {

/// A list is kept as its JSON text.
using SettingValue = std::variant<bool, std::int64_t, double, std::string>;

/// As a person writes it: "0.05", "true", "dirichlet"; numbers in the shortest form that reads back the same.
std::string settingText(const SettingValue& value);

class RunSettings {
  public:
    /// Null if the run does not have it.
    const SettingValue* find(std::string_view key) const;
    std::size_t size() const { return values_.size(); }
    bool empty() const { return values_.empty(); }
    /// In the order of the file.
    const std::string& key(std::size_t i) const { return shape_->keys[i]; }
    const SettingValue& value(std::size_t i) const { return values_[i]; }
    bool operator==(const RunSettings& other) const;

  private:
    friend class SettingsParser;
    /// Runs of one method and version have the same keys and share them.
    struct Shape {
        std::vector<std::string> keys;    ///< full dotted keys in the order of the file
        std::vector<std::size_t> sorted;  ///< places by key
    };
    std::shared_ptr<const Shape> shape_;
    std::vector<SettingValue> values_;
};

/// Reads experiments as the store keeps them; one per thread.
class SettingsParser {
  public:
    /// Text that is no JSON object gives no settings.
    RunSettings parse(const std::string& experimentJson);
    /// Without those that a form would hide because another setting makes them meaningless (the number of shards of a
    /// Dirichlet partition): they had no effect on the run.
    RunSettings used(const RunSettings& settings);

  private:
    RunSettings make(std::vector<std::string> keys, std::vector<SettingValue> values);
    std::vector<std::shared_ptr<const RunSettings::Shape>> shapes_;
};

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
// A validated configuration. The file is one JSON ("schema": "exitlab-experiment-1"); every key has a ParameterSpec.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/config/method_info.h"
#include "core/config/parameter_spec.h"

namespace exitlab {

inline constexpr const char* kExperimentSchema = "exitlab-experiment-1";

/// Values by full key. Getters throw std::logic_error for a key or type that the schema does not have: a programming
/// error, as everything in an Experiment has been validated.
class Settings {
  public:
    std::int64_t integer(const std::string& key) const;
    double real(const std::string& key) const;
    bool boolean(const std::string& key) const;
    const std::string& text(const std::string& key) const;
    bool has(const std::string& key) const { return values_.count(key) != 0; }
    const Json& value(const std::string& key) const;
    void set(const std::string& key, Json value) { values_[key] = std::move(value); }
    void erase(const std::string& key) { values_.erase(key); }
    const std::map<std::string, Json>& all() const { return values_; }
    bool operator==(const Settings&) const = default;

  private:
    std::map<std::string, Json> values_;
};

/// Sections in the order of the file: "" (name, seed), data, model, algorithm (id and the method's own), training,
/// evaluation, run. `method` may be nullptr: then the algorithm section holds only the id.
std::vector<ParameterSection> experimentSchema(const MethodInfo* method, const MethodCatalog& catalog);

class Experiment {
  public:
    /// Every setting at its default for the method; throws InputError if the method is not in the catalog.
    static Experiment defaults(const MethodCatalog& catalog, const std::string& method = "cafedistill");

    /// Throws InputError naming `file`, the key (or line and column of a syntax error) and what was expected; unknown
    /// keys come with the nearest known key. Missing keys take their defaults.
    static Experiment fromJson(const Json& json, const MethodCatalog& catalog, const std::string& file = "experiment");
    static Experiment parse(const std::string& text, const MethodCatalog& catalog,
                            const std::string& file = "experiment");
    static Experiment load(const std::string& path, const MethodCatalog& catalog);

    /// Nested, with schema first and every key of the schema, in schema order.
    Json toJson() const;
    /// toJson, indented; equal experiments give equal bytes.
    std::string toText() const;
    /// Written to a temporary file and renamed; throws Error(Storage).
    void save(const std::string& path) const;

    /// key=value as on the command line. Changing algorithm.id replaces the method's settings by their defaults.
    void set(const std::string& key, const std::string& text, const MethodCatalog& catalog);
    /// A literal is text too, not a value of its own.
    template <std::size_t N>
    void set(const std::string& key, const char (&text)[N], const MethodCatalog& catalog) {
        set(key, std::string(text), catalog);
    }
    /// The same with a typed value.
    void set(const std::string& key, const Json& value, const MethodCatalog& catalog);

    /// Checks that go across settings (exits against architecture, cohort of at least one client, ...): all that is
    /// wrong, each as (key, sentence). Empty: fine. fromJson and load throw the first.
    struct Problem {
        std::string key;
        std::string message;
    };
    std::vector<Problem> problems() const;

    std::string name() const { return settings_.text("name"); }
    std::uint64_t seed() const { return static_cast<std::uint64_t>(settings_.integer("seed")); }
    std::string method() const { return settings_.text("algorithm.id"); }
    const Settings& settings() const { return settings_; }
    /// The specs this experiment was validated against.
    const std::vector<ParameterSection>& schema() const { return *schema_; }
    const ParameterSpec* spec(const std::string& key) const;

    bool operator==(const Experiment& other) const { return settings_ == other.settings_; }

  private:
    Settings settings_;
    /// Shared by copies: a sweep or a history holds thousands of experiments of the same method.
    std::shared_ptr<const std::vector<ParameterSection>> schema_ =
        std::make_shared<const std::vector<ParameterSection>>();
};

/// A named experiment that ships with ExitLab (resources/presets/*.json, each an experiment with "description").
struct Preset {
    std::string id;           ///< file name without .json
    std::string description;  ///< one line
    std::string path;
    std::string name;             ///< of the experiment
    std::string method, dataset;  ///< ids
    bool operator==(const Preset&) const = default;
};

/// Presets found in the resource folder (see core/base/paths.h), sorted by id. Unreadable ones are left out with a
/// warning in the log.
std::vector<Preset> listPresets();
/// FILE or PRESET as given on the command line: an existing path, else a preset id; throws InputError naming near
/// presets.
Experiment loadExperimentOrPreset(const std::string& fileOrPreset, const MethodCatalog& catalog);

}  // namespace exitlab

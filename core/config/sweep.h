// SPDX-License-Identifier: GPL-3.0-or-later
// Many experiments from one: every combination of some settings' values, each with every seed. The file is one JSON:
//   {"schema": "exitlab-sweep-1", "base": "quick", "seeds": [1, 2, 3],
//    "axes": {"algorithm.id": ["cafedistill", "fedper"],
//             "training.lr": {"from": 0.01, "to": 0.1, "steps": 3, "log": true}}}
// "base" is the name of a preset, a path (relative to the sweep file), or an experiment itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/config/experiment.h"

namespace exitlab {

inline constexpr const char* kSweepSchema = "exitlab-sweep-1";
/// More experiments than anybody means.
inline constexpr std::size_t kMostSweepExperiments = 10'000;

/// `steps` values from `from` to `to`, both included, at equal distances or equal ratios. Whole-number settings get
/// rounded values, each once.
struct SweepRange {
    double from = 0, to = 1;
    int steps = 2;
    bool log = false;
    bool operator==(const SweepRange&) const = default;
};

struct SweepAxis {
    std::string key;
    std::vector<Json> values;         ///< used unless there is a range
    std::optional<SweepRange> range;  ///< for numbers
    bool operator==(const SweepAxis&) const = default;
};

/// One experiment of a sweep.
struct SweepEntry {
    Experiment experiment;
    std::string label;    ///< "training.lr=0.01, seed=2": what it has of its own
    std::string problem;  ///< empty, or why it cannot run: "training.lr: expected a number above 0, found -1"
};

struct Sweep {
    std::string baseName;  ///< as in the file; empty: the base is in the file
    Experiment base;
    std::vector<SweepAxis> axes;
    std::vector<std::uint64_t> seeds;  ///< empty: the base's own

    /// Without building them.
    std::size_t count(const MethodCatalog& catalog) const;

    /// Every combination: axes in order, the last one fastest, seeds fastest of all. The name of each says what is its
    /// own, except the seed. Points that cannot run carry their problem. Throws InputError naming `file` and the key
    /// for an axis that is none: an unknown setting, no values, a wrong range, the same setting twice, or more than
    /// kMostSweepExperiments experiments.
    std::vector<SweepEntry> points(const MethodCatalog& catalog, const std::string& file = "sweep") const;
    /// The same without problems: throws InputError naming the first point that has one.
    std::vector<Experiment> experiments(const MethodCatalog& catalog, const std::string& file = "sweep") const;

    /// Throw InputError naming the file, the key and what was expected.
    static Sweep fromJson(const Json& json, const MethodCatalog& catalog, const std::string& file);
    static Sweep load(const std::string& path, const MethodCatalog& catalog);
    Json toJson() const;
    std::string toText() const;
    /// Throws Error(Storage).
    void save(const std::string& path) const;
};

/// The values of an axis, in the form in which the setting keeps them. Throws InputError naming `file` and the key.
std::vector<Json> axisValues(const SweepAxis& axis, const ParameterSpec& spec, const std::string& file = "sweep");

/// What a person types: "0.01, 0.1" is a list, "0.01..0.1 / 5" five values at equal distances and
/// "0.01..0.1 / 5 log" at equal ratios. Throws InputError naming the setting.
SweepAxis parseAxis(const ParameterSpec& spec, const std::string& text);
/// The same in reverse.
std::string axisText(const SweepAxis& axis);

/// Whether two experiments give the same results: everything equal but the name and settings that only say how it is
/// computed (threads, checkpoints).
bool sameResults(const Experiment& a, const Experiment& b);

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
// One setting, described once. Forms, command-line flags, validation messages and the reference page derive from it.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace exitlab {

/// Keys keep their order, so a saved experiment reads like the one that was opened.
using Json = nlohmann::ordered_json;

enum class ParameterType { Integer, Real, Boolean, Choice, Text };

struct ParameterChoice {
    std::string value;  ///< as in the file
    std::string label;  ///< as on screen
    std::string help;   ///< one line
};

/// The setting is shown and accepted as meaningful only while another setting of the experiment has one of `values`.
struct VisibleWhen {
    std::string key;  ///< full path, "data.partition.kind"
    std::vector<Json> values;
};

struct ParameterSpec {
    std::string key;    ///< full dotted path: "training.lr", "data.partition.alpha", "algorithm.mu"
    std::string title;  ///< label of the form, sentence case without a colon
    ParameterType type = ParameterType::Real;
    Json defaultValue;
    std::optional<double> minimum;  ///< inclusive unless exclusiveMinimum
    std::optional<double> maximum;  ///< inclusive
    bool exclusiveMinimum = false;
    std::optional<double> step;  ///< of a spin box
    std::string unit;            ///< "rounds", "samples"; empty: a pure number
    std::vector<ParameterChoice> choices;
    std::optional<VisibleWhen> visibleWhen;
    std::string help;      ///< one line
    std::string longHelp;  ///< side panel: what it does, its formula, when to change it
    std::string source;    ///< where the default comes from: paper, equation, reference code, or our reason
};

/// A titled group of settings; its id is the first part of their keys (empty for top-level keys such as "seed").
struct ParameterSection {
    std::string id;
    std::string title;
    std::string help;
    std::vector<ParameterSpec> parameters;
};

/// What is wrong with `value` for `spec` ("expected a number above 0, found -1"), or empty. Integers given as 3.0 pass.
std::string validate(const ParameterSpec& spec, const Json& value);

/// Reads what a person typed ("0.1", "true", "dirichlet"); throws InputError naming the key, the value and what is
/// expected.
Json parseValue(const ParameterSpec& spec, const std::string& text);

/// "number above 0", "whole number from 1 to 1000", "one of iid, dirichlet, pathological".
std::string describeRange(const ParameterSpec& spec);

}  // namespace exitlab

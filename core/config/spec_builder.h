// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a ParameterSpec as one readable expression:
//   realSpec("training.lr", "Learning rate", 0.05).above(0).atMost(100).help("Step size of local SGD.")
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/config/parameter_spec.h"

namespace exitlab {

class SpecBuilder {
  public:
    SpecBuilder(std::string key, std::string title, ParameterType type, Json defaultValue) {
        spec_.key = std::move(key);
        spec_.title = std::move(title);
        spec_.type = type;
        spec_.defaultValue = std::move(defaultValue);
    }

    SpecBuilder& atLeast(double minimum) { return bound(minimum, false); }
    SpecBuilder& above(double minimum) { return bound(minimum, true); }
    SpecBuilder& atMost(double maximum) {
        spec_.maximum = maximum;
        return *this;
    }
    SpecBuilder& range(double minimum, double maximum) { return atLeast(minimum).atMost(maximum); }
    SpecBuilder& step(double step) {
        spec_.step = step;
        return *this;
    }
    SpecBuilder& unit(std::string unit) {
        spec_.unit = std::move(unit);
        return *this;
    }
    SpecBuilder& choice(std::string value, std::string label, std::string help) {
        spec_.choices.push_back({std::move(value), std::move(label), std::move(help)});
        return *this;
    }
    SpecBuilder& visibleWhen(std::string key, std::vector<Json> values) {
        spec_.visibleWhen = VisibleWhen{std::move(key), std::move(values)};
        return *this;
    }
    SpecBuilder& help(std::string line) {
        spec_.help = std::move(line);
        return *this;
    }
    SpecBuilder& longHelp(std::string text) {
        spec_.longHelp = std::move(text);
        return *this;
    }
    SpecBuilder& source(std::string text) {
        spec_.source = std::move(text);
        return *this;
    }
    operator ParameterSpec() const { return spec_; }

  private:
    SpecBuilder& bound(double minimum, bool exclusive) {
        spec_.minimum = minimum;
        spec_.exclusiveMinimum = exclusive;
        return *this;
    }
    ParameterSpec spec_;
};

inline SpecBuilder integerSpec(std::string key, std::string title, std::int64_t value) {
    return {std::move(key), std::move(title), ParameterType::Integer, value};
}
inline SpecBuilder realSpec(std::string key, std::string title, double value) {
    return {std::move(key), std::move(title), ParameterType::Real, value};
}
inline SpecBuilder booleanSpec(std::string key, std::string title, bool value) {
    return {std::move(key), std::move(title), ParameterType::Boolean, value};
}
inline SpecBuilder choiceSpec(std::string key, std::string title, const std::string& value) {
    return {std::move(key), std::move(title), ParameterType::Choice, value};
}
inline SpecBuilder textSpec(std::string key, std::string title, const std::string& value) {
    return {std::move(key), std::move(title), ParameterType::Text, value};
}

}  // namespace exitlab

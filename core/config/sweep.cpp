// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/sweep.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/error.h"
#include "core/config/parameter_value.h"

namespace exitlab {
namespace {

constexpr const char* kMethodKey = "algorithm.id";
constexpr int kMostSteps = 1000;

/// The setting of the base, or, where methods are swept, of any method that has it.
const ParameterSpec* specOf(const Sweep& sweep, const std::string& key, const MethodCatalog& catalog) {
    if (const ParameterSpec* spec = sweep.base.spec(key)) return spec;
    const bool methods =
        std::any_of(sweep.axes.begin(), sweep.axes.end(), [](const SweepAxis& axis) { return axis.key == kMethodKey; });
    if (!methods) return nullptr;
    for (const MethodInfo& method : catalog)
        for (const ParameterSpec& spec : method.parameters)
            if (spec.key == key) return &spec;
    return nullptr;
}

std::vector<Json> rangeValues(const SweepAxis& axis, const ParameterSpec& spec, const std::string& file) {
    const SweepRange& range = *axis.range;
    const auto wrong = [&](const std::string& what) { return InputError(file, "axes: " + axis.key, what); };
    if (spec.type != ParameterType::Integer && spec.type != ParameterType::Real)
        throw wrong("a range needs a setting that is a number; expected a list of values");
    if (!std::isfinite(range.from) || !std::isfinite(range.to)) throw wrong("expected a range of finite numbers");
    if (range.steps < 1 || range.steps > kMostSteps)
        throw wrong("expected from 1 to " + std::to_string(kMostSteps) + " steps, found " +
                    std::to_string(range.steps));
    if (range.log && !(range.from > 0 && range.to > 0))
        throw wrong("a logarithmic range needs both ends above 0, found " + numberText(range.from) + " and " +
                    numberText(range.to));
    std::vector<Json> values;
    for (int i = 0; i < range.steps; ++i) {
        const double share = range.steps == 1 ? 0 : static_cast<double>(i) / (range.steps - 1);
        double value = range.log ? range.from * std::pow(range.to / range.from, share)
                                 : range.from + share * (range.to - range.from);
        if (i + 1 == range.steps && range.steps > 1) value = range.to;
        if (spec.type == ParameterType::Integer) {
            const Json whole = static_cast<std::int64_t>(std::llround(value));
            if (std::find(values.begin(), values.end(), whole) == values.end()) values.push_back(whole);
            continue;
        }
        // Twelve digits remove the noise of binary fractions from what is stored and shown.
        char text[40];
        std::snprintf(text, sizeof text, "%.12g", value);
        values.push_back(std::strtod(text, nullptr));
    }
    return values;
}

std::string labelText(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

}  // namespace

std::vector<Json> axisValues(const SweepAxis& axis, const ParameterSpec& spec, const std::string& file) {
    if (axis.range) return rangeValues(axis, spec, file);
    if (axis.values.empty()) throw InputError(file, "axes: " + axis.key, "expected at least one value");
    std::vector<Json> values;
    for (const Json& value : axis.values) {
        // Wrong values are the point's to tell, so that a table can show them all; they stay as they are.
        const Json kept = validate(spec, value).empty() ? normalized(spec, value) : value;
        if (std::find(values.begin(), values.end(), kept) != values.end())
            throw InputError(file, "axes: " + axis.key, labelText(kept) + " is given twice");
        values.push_back(kept);
    }
    return values;
}

std::size_t Sweep::count(const MethodCatalog& catalog) const {
    std::size_t product = std::max<std::size_t>(1, seeds.size());
    for (const SweepAxis& axis : axes) {
        const ParameterSpec* spec = specOf(*this, axis.key, catalog);
        if (!spec) return 0;
        product *= axisValues(axis, *spec).size();
    }
    return product;
}

std::vector<SweepEntry> Sweep::points(const MethodCatalog& catalog, const std::string& file) const {
    std::vector<std::vector<Json>> values;
    std::set<std::string> seen;
    std::size_t total = std::max<std::size_t>(1, seeds.size());
    for (const SweepAxis& axis : axes) {
        const std::string place = "axes: " + axis.key;
        if (axis.key == "seed") throw InputError(file, place, "seeds have a list of their own (\"seeds\")");
        if (axis.key == "name") throw InputError(file, place, "the name follows from the values");
        if (!seen.insert(axis.key).second) throw InputError(file, place, "is swept twice");
        const ParameterSpec* spec = specOf(*this, axis.key, catalog);
        if (!spec) {
            // The experiment knows best what was meant.
            Experiment probe = base;
            try {
                probe.set(axis.key, Json(), catalog);
            } catch (const InputError& error) {
                throw InputError(file, "axes", error.what());
            }
        }
        values.push_back(axisValues(axis, *spec, file));
        total *= values.back().size();
        if (total > kMostSweepExperiments)
            throw InputError(file, "axes",
                             "more than " + std::to_string(kMostSweepExperiments) + " experiments; take fewer values");
    }

    std::vector<SweepEntry> list;
    std::vector<std::size_t> at(axes.size(), 0);
    const std::vector<std::uint64_t> roots = seeds.empty() ? std::vector<std::uint64_t>{base.seed()} : seeds;
    for (std::size_t combination = 0; combination < total / roots.size(); ++combination) {
        std::size_t rest = combination;
        for (std::size_t a = axes.size(); a-- > 0;) {
            at[a] = rest % values[a].size();
            rest /= values[a].size();
        }
        SweepEntry point{base, {}, {}};
        // The method first: other settings may be its own.
        std::vector<std::size_t> order(axes.size());
        for (std::size_t a = 0; a < order.size(); ++a) order[a] = a;
        std::stable_partition(order.begin(), order.end(), [&](std::size_t a) { return axes[a].key == kMethodKey; });
        for (const std::size_t a : order) {
            try {
                point.experiment.set(axes[a].key, values[a][at[a]], catalog);
            } catch (const InputError& error) {
                if (point.problem.empty()) point.problem = error.what();
            }
        }
        for (std::size_t a = 0; a < axes.size(); ++a)
            point.label += (a ? ", " : "") + axes[a].key + "=" + labelText(values[a][at[a]]);
        if (!point.label.empty()) point.experiment.set("name", Json(base.name() + " [" + point.label + "]"), catalog);
        if (point.problem.empty())
            if (const auto problems = point.experiment.problems(); !problems.empty())
                point.problem = problems.front().key + ": " + problems.front().message;
        const std::string own = point.label;
        for (const std::uint64_t seed : roots) {
            point.experiment.set("seed", Json(static_cast<std::int64_t>(seed)), catalog);
            if (!seeds.empty()) point.label = own + (own.empty() ? "" : ", ") + "seed=" + std::to_string(seed);
            list.push_back(point);
        }
    }
    return list;
}

std::vector<Experiment> Sweep::experiments(const MethodCatalog& catalog, const std::string& file) const {
    std::vector<Experiment> list;
    for (SweepEntry& point : points(catalog, file)) {
        if (!point.problem.empty()) throw InputError(file, point.label.empty() ? "base" : point.label, point.problem);
        list.push_back(std::move(point.experiment));
    }
    return list;
}

bool sameResults(const Experiment& a, const Experiment& b) {
    const auto essence = [](const Experiment& experiment) {
        Settings settings = experiment.settings();
        for (const char* key : {"name", "run.workers", "run.checkpoint_every", "run.checkpoint_keep"})
            settings.erase(key);
        return settings;
    };
    return essence(a) == essence(b);
}

}  // namespace exitlab

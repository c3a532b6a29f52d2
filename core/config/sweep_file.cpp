// SPDX-License-Identifier: GPL-3.0-or-later
// Sweeps as files and as a person types their axes.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <set>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/config/json_text.h"
#include "core/config/parameter_value.h"
#include "core/config/suggest.h"
#include "core/config/sweep.h"

namespace fs = std::filesystem;

namespace exitlab {
namespace {

void requireKeys(const Json& object, const std::vector<std::string>& known, const std::string& file,
                 const std::string& place) {
    for (const auto& [key, value] : object.items())
        if (std::find(known.begin(), known.end(), key) == known.end())
            throw InputError(file, place.empty() ? key : place + "." + key,
                             "unknown key" + didYouMean(nearestNames(key, known)));
}

double numberOf(const Json& range, const char* key, const std::string& file, const std::string& place) {
    const auto found = range.find(key);
    if (found == range.end()) throw InputError(file, place, std::string("the range has no \"") + key + "\"");
    if (!found->is_number()) throw InputError(file, place + "." + key, "expected a number, found " + shortText(*found));
    return found->get<double>();
}

SweepAxis readAxis(const std::string& key, const Json& value, const std::string& file) {
    const std::string place = "axes: " + key;
    SweepAxis axis{key, {}, {}};
    if (value.is_array()) {
        axis.values.assign(value.begin(), value.end());
        return axis;
    }
    if (!value.is_object())
        throw InputError(
            file, place,
            "expected a list of values or a range {\"from\", \"to\", \"steps\", \"log\"}, found " + shortText(value));
    requireKeys(value, {"from", "to", "steps", "log"}, file, place);
    SweepRange range;
    range.from = numberOf(value, "from", file, place);
    range.to = numberOf(value, "to", file, place);
    const double steps = numberOf(value, "steps", file, place);
    if (steps != std::floor(steps) || steps < 1 || steps > 1000)
        throw InputError(file, place + ".steps",
                         "expected a whole number from 1 to 1000, found " + shortText(value["steps"]));
    range.steps = static_cast<int>(steps);
    if (const auto log = value.find("log"); log != value.end()) {
        if (!log->is_boolean())
            throw InputError(file, place + ".log", "expected true or false, found " + shortText(*log));
        range.log = log->get<bool>();
    }
    axis.range = range;
    return axis;
}

std::vector<std::uint64_t> readSeeds(const Json& list, const std::string& file) {
    if (!list.is_array()) throw InputError(file, "seeds", "expected a list of whole numbers, found " + shortText(list));
    std::vector<std::uint64_t> seeds;
    for (const Json& seed : list) {
        if (!seed.is_number_integer() || seed.get<std::int64_t>() < 0)
            throw InputError(file, "seeds", "expected whole numbers from 0, found " + shortText(seed));
        const auto value = seed.get<std::uint64_t>();
        if (std::find(seeds.begin(), seeds.end(), value) != seeds.end())
            throw InputError(file, "seeds", std::to_string(value) + " is given twice");
        seeds.push_back(value);
    }
    return seeds;
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// "from..to / steps [log]", or nothing if the text has no "..".
std::optional<SweepRange> readRange(const ParameterSpec& spec, const std::string& text) {
    const std::size_t dots = text.find("..");
    if (dots == std::string::npos || spec.type == ParameterType::Text || spec.type == ParameterType::Choice) return {};
    const auto wrong = [&](const std::string& part) {
        return InputError(spec.key, "",
                          "expected a list like 0.01, 0.1 or a range like 0.01..0.1 / 5 (with log at the end for equal "
                          "ratios), found \"" +
                              part + "\"");
    };
    const std::size_t slash = text.find('/', dots);
    if (slash == std::string::npos) throw wrong(text);
    std::string tail = trimmed(text.substr(slash + 1));
    SweepRange range;
    if (tail.size() > 3 && tail.substr(tail.size() - 3) == "log") {
        range.log = true;
        tail = trimmed(tail.substr(0, tail.size() - 3));
    }
    const auto read = [&](const std::string& part, auto& number) {
        const std::string word = trimmed(part);
        const auto [stop, fault] = std::from_chars(word.data(), word.data() + word.size(), number);
        if (fault != std::errc() || stop != word.data() + word.size()) throw wrong(text);
    };
    read(text.substr(0, dots), range.from);
    read(text.substr(dots + 2, slash - dots - 2), range.to);
    read(tail, range.steps);
    return range;
}

}  // namespace

Sweep Sweep::fromJson(const Json& json, const MethodCatalog& catalog, const std::string& file) {
    if (!json.is_object()) throw InputError(file, "", "expected an object (a sweep), found " + describeKind(json));
    const auto schema = json.find("schema");
    if (schema == json.end() || *schema != kSweepSchema)
        throw InputError(file, "schema",
                         std::string("expected \"") + kSweepSchema + "\"" +
                             (schema == json.end() ? ", but the key is missing" : ", found " + shortText(*schema)));
    requireKeys(json, {"schema", "description", "base", "axes", "seeds"}, file, "");
    Sweep sweep;
    const auto base = json.find("base");
    if (base == json.end()) throw InputError(file, "base", "is missing; expected a preset, a path or an experiment");
    if (base->is_string()) {
        sweep.baseName = base->get<std::string>();
        const fs::path beside = fs::path(file).parent_path() / sweep.baseName;
        std::error_code ignored;
        const bool isFile = fs::is_regular_file(beside, ignored);
        sweep.base = loadExperimentOrPreset(isFile ? beside.string() : sweep.baseName, catalog);
    } else {
        sweep.base = Experiment::fromJson(*base, catalog, file + ": base");
    }
    if (const auto axes = json.find("axes"); axes != json.end()) {
        if (!axes->is_object())
            throw InputError(file, "axes", "expected settings with their values, found " + shortText(*axes));
        for (const auto& [key, value] : axes->items()) sweep.axes.push_back(readAxis(key, value, file));
    }
    if (const auto seeds = json.find("seeds"); seeds != json.end()) sweep.seeds = readSeeds(*seeds, file);
    return sweep;
}

Sweep Sweep::load(const std::string& path, const MethodCatalog& catalog) {
    return fromJson(parseJson(readTextFile(path), path), catalog, path);
}

Json Sweep::toJson() const {
    Json json;
    json["schema"] = kSweepSchema;
    json["base"] = baseName.empty() ? base.toJson() : Json(baseName);
    json["axes"] = Json::object();
    for (const SweepAxis& axis : axes) {
        if (axis.range)
            json["axes"][axis.key] = {{"from", axis.range->from},
                                      {"to", axis.range->to},
                                      {"steps", axis.range->steps},
                                      {"log", axis.range->log}};
        else
            json["axes"][axis.key] = axis.values;
    }
    if (!seeds.empty()) json["seeds"] = seeds;
    return json;
}

std::string Sweep::toText() const { return toJson().dump(2) + "\n"; }

void Sweep::save(const std::string& path) const {
    AtomicFile file(path);
    file.write(toText());
    file.commit();
}

SweepAxis parseAxis(const ParameterSpec& spec, const std::string& text) {
    SweepAxis axis{spec.key, {}, {}};
    if (trimmed(text).empty())
        throw InputError(spec.key, "", "expected values separated by commas, each " + describeRange(spec));
    axis.range = readRange(spec, text);
    if (!axis.range) {
        // Commas may be part of a text (a list per device tier), semicolons are not.
        const char separator = spec.type == ParameterType::Text || text.find(';') != std::string::npos ? ';' : ',';
        for (std::size_t begin = 0; begin <= text.size();) {
            const std::size_t end = std::min(text.find(separator, begin), text.size());
            axis.values.push_back(parseValue(spec, trimmed(text.substr(begin, end - begin))));
            begin = end + 1;
        }
    }
    for (const Json& value : axisValues(axis, spec))
        if (const std::string wrong = validate(spec, value); !wrong.empty()) throw InputError(spec.key, "", wrong);
    return axis;
}

std::string axisText(const SweepAxis& axis) {
    if (axis.range)
        return numberText(axis.range->from) + ".." + numberText(axis.range->to) + " / " +
               std::to_string(axis.range->steps) + (axis.range->log ? " log" : "");
    const bool commas = std::any_of(axis.values.begin(), axis.values.end(), [](const Json& value) {
        return value.is_string() && value.get<std::string>().find(',') != std::string::npos;
    });
    std::string text;
    for (const Json& value : axis.values)
        text += (text.empty() ? ""
                 : commas     ? "; "
                              : ", ") +
                (value.is_string() ? value.get<std::string>() : value.dump());
    return text;
}

}  // namespace exitlab

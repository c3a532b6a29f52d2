// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/groups.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <stdexcept>

// Boost is not written for these warnings.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include <boost/math/distributions/students_t.hpp>
#pragma GCC diagnostic pop

namespace exitlab {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Everything that makes the experiment, as one text.
std::string identity(const RunSettings& settings) {
    std::map<std::string, std::string> parts;
    for (std::size_t i = 0; i < settings.size(); ++i)
        if (settings.key(i) != "seed" && !isMachinery(settings.key(i)))
            parts[settings.key(i)] = settingText(settings.value(i));
    std::string text;
    for (const auto& [key, value] : parts) {
        text += key;
        text += '\1';
        text += value;
        text += '\2';
    }
    return text;
}

std::string valueText(const RunRecord& record, const std::string& key) {
    const SettingValue* value = record.settings.find(key);
    return value ? settingText(*value) : std::string();
}

/// A run of the same seed is better evidence when it finished, then when it is newer.
bool preferred(const RunRecord& a, const RunRecord& b) {
    const bool doneA = a.run.status == RunStatus::Finished, doneB = b.run.status == RunStatus::Finished;
    return doneA != doneB ? doneA : a.run.id > b.run.id;
}

/// Method, and the settings that tell the group from others of its method; settings of the data from all others.
void nameGroups(std::vector<RunGroup>& groups) {
    for (RunGroup& group : groups) {
        const RunRecord& mine = *group.runs.front();
        std::set<std::string> keys;
        for (const RunGroup& other : groups) {
            if (&other == &group) continue;
            const RunRecord& theirs = *other.runs.front();
            for (const Difference& difference : differences({&mine, &theirs}))
                if (difference.key != "seed" && difference.key != "algorithm.id" &&
                    (mine.run.method == theirs.run.method || difference.key.rfind("data.", 0) == 0))
                    keys.insert(difference.key);
        }
        // The data set says it all where it differs: its own settings follow from it.
        if (keys.count("data.dataset"))
            std::erase_if(keys,
                          [](const std::string& key) { return key != "data.dataset" && key.rfind("data.", 0) == 0; });
        group.label = mine.run.method;
        for (const std::string& key : keys) {
            const std::string value = valueText(mine, key);
            if (value.empty()) continue;
            const std::string name = key.substr(key.rfind('.') + 1);
            group.label += ", " + (key == "data.dataset" || name == "id" ? value : name + ' ' + value);
        }
    }
}

}  // namespace

bool isMachinery(const std::string& key) { return key == "name" || key == "description" || key.rfind("run.", 0) == 0; }

std::vector<Difference> differences(const std::vector<const RunRecord*>& runs) {
    std::vector<std::string> keys;
    std::set<std::string> seen;
    for (const RunRecord* run : runs)
        for (std::size_t i = 0; i < run->settings.size(); ++i)
            if (!isMachinery(run->settings.key(i)) && seen.insert(run->settings.key(i)).second)
                keys.push_back(run->settings.key(i));
    std::vector<Difference> found;
    for (std::string& key : keys) {
        const SettingValue* first = runs.front()->settings.find(key);
        const bool same = std::all_of(runs.begin(), runs.end(), [&](const RunRecord* run) {
            const SettingValue* value = run->settings.find(key);
            return (!value && !first) || (value && first && *value == *first);
        });
        if (same) continue;
        Difference difference;
        for (const RunRecord* run : runs) difference.values.push_back(valueText(*run, key));
        difference.key = std::move(key);
        found.push_back(std::move(difference));
    }
    return found;
}

std::vector<RunGroup> groupRuns(const std::vector<const RunRecord*>& runs) {
    std::vector<const RunRecord*> ordered = runs;
    std::sort(ordered.begin(), ordered.end(),
              [](const RunRecord* a, const RunRecord* b) { return a->run.id < b->run.id; });
    std::vector<RunGroup> groups;
    std::map<std::string, std::size_t> places;
    for (const RunRecord* run : ordered) {
        const auto [place, isNew] = places.try_emplace(identity(run->settings), groups.size());
        if (isNew) groups.emplace_back();
        RunGroup& group = groups[place->second];
        const auto twin = std::find_if(group.runs.begin(), group.runs.end(),
                                       [&](const RunRecord* other) { return other->run.seed == run->run.seed; });
        if (twin == group.runs.end()) {
            group.runs.push_back(run);
        } else {
            ++group.repeated;
            if (preferred(*run, **twin)) *twin = run;
        }
    }
    for (RunGroup& group : groups)
        std::sort(group.runs.begin(), group.runs.end(),
                  [](const RunRecord* a, const RunRecord* b) { return a->run.seed < b->run.seed; });
    nameGroups(groups);
    return groups;
}

std::vector<double> valuesOf(const RunGroup& group, const Measure& measure) {
    std::vector<double> values;
    for (const RunRecord* run : group.runs) values.push_back(measure.of(*run));
    return values;
}

PairedTest correctedPairedTest(const std::vector<double>& differences, double testPerTrain, double level,
                               bool higherIsBetter) {
    if (!(level > 0 && level < 1)) throw std::invalid_argument("the level of a test lies between 0 and 1");
    PairedTest test;
    const Spread spread = spreadOf(differences);
    test.pairs = spread.n;
    test.difference = spread.mean;
    test.deviation = spread.deviation;
    test.testPerTrain = testPerTrain;
    test.t = test.p = kNaN;
    if (spread.n < 2) {
        test.reason =
            "a test needs at least 2 seeds that both have; there " + std::string(spread.n == 1 ? "is 1" : "are none");
        return test;
    }
    if (!(testPerTrain >= 0) || !std::isfinite(testPerTrain)) {
        test.reason = "the split into training and test samples is not known";
        return test;
    }
    if (!std::isfinite(spread.mean)) {
        test.reason = "a value is not finite";
        return test;
    }
    test.degrees = spread.n - 1;
    const double error = std::sqrt((1.0 / spread.n + testPerTrain) * spread.deviation * spread.deviation);
    if (error == 0) {
        // All differences are equal: no doubt is left unless they are 0.
        test.t = spread.mean == 0 ? 0 : std::copysign(std::numeric_limits<double>::infinity(), spread.mean);
        test.p = spread.mean == 0 ? 1 : 0;
    } else {
        test.t = spread.mean / error;
        const boost::math::students_t distribution(test.degrees);
        test.p = 2 * boost::math::cdf(boost::math::complement(distribution, std::abs(test.t)));
    }
    test.verdict = !(test.p < level)                     ? Verdict::Tie
                   : (spread.mean > 0) == higherIsBetter ? Verdict::Win
                                                         : Verdict::Loss;
    return test;
}

PairedTest compareGroups(const RunGroup& challenger, const RunGroup& baseline, const Measure& measure, double level) {
    std::vector<double> differences, ratios;
    for (const RunRecord* run : challenger.runs)
        for (const RunRecord* other : baseline.runs) {
            if (run->run.seed != other->run.seed) continue;
            const double difference = measure.of(*run) - measure.of(*other);
            if (std::isnan(difference)) continue;
            differences.push_back(difference);
            ratios.push_back(run->testPerTrain);
            ratios.push_back(other->testPerTrain);
        }
    return correctedPairedTest(differences, spreadOf(ratios).mean, level, measure.higherIsBetter());
}

}  // namespace exitlab

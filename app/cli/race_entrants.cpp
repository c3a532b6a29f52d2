// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/race_entrants.h"

#include <filesystem>

#include <algorithm>
#include <map>

#include "app/cli/experiment_options.h"
#include "app/cli/run_table.h"
#include "core/base/error.h"

namespace exitlab::cli {
namespace {

Error usage(const std::string& message) { return {Error::Kind::Usage, message}; }

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
}

/// The changes for everybody under "", those for one entrant under its name.
std::map<std::string, std::vector<SettingChange>> changesByEntrant(const std::vector<std::string>& texts,
                                                                   const std::vector<std::string>& entrants) {
    std::map<std::string, std::vector<SettingChange>> changes;
    for (const std::string& text : texts) {
        const std::size_t equals = text.find('='), colon = text.rfind(':', equals);
        std::string entrant;
        if (colon != std::string::npos && equals != std::string::npos) {
            entrant = text.substr(0, colon);
            if (std::find(entrants.begin(), entrants.end(), entrant) == entrants.end())
                throw usage("--set: \"" + entrant + "\" in \"" + text + "\" takes no part; there are " +
                            joined(entrants));
        }
        changes[entrant].push_back(parseChange(entrant.empty() ? text : text.substr(colon + 1)));
    }
    return changes;
}

/// With --methods, what concerns the method itself cannot be said to all.
void requireMethodsOwn(const std::map<std::string, std::vector<SettingChange>>& changes,
                       const std::vector<std::string>& methods) {
    for (const auto& [entrant, list] : changes)
        for (const SettingChange& change : list) {
            if (change.key == "algorithm.id") throw usage("--set: --methods says which methods take part");
            if (entrant.empty() && change.key.rfind("algorithm.", 0) == 0)
                throw usage("--set: " + change.key + " belongs to one method; write " + methods.front() + ":" +
                            change.key + "=" + change.value);
        }
}

void requireComparable(const std::vector<Entrant>& entrants) {
    const auto same = [](const std::string& key) {
        return key == "seed" || key.rfind("data.", 0) == 0 || key.rfind("model.", 0) == 0;
    };
    const Entrant& first = entrants.front();
    for (const Entrant& other : entrants) {
        const std::vector<std::string> keys =
            differingKeys({first.experiment.settings(), other.experiment.settings()}, same);
        std::vector<std::string> texts;
        for (const std::string& key : keys)
            texts.push_back(key + " (" + first.experiment.settings().value(key).dump() + ", " +
                            other.experiment.settings().value(key).dump() + ")");
        if (!texts.empty())
            throw InputError("race", "",
                             "needs the same data, partition, model and seed, but " + first.name + " and " +
                                 other.name + " differ in " + joined(texts));
    }
}

/// Files are told apart by their names without folder and ending, where these differ.
void shortenNames(std::vector<Entrant>& entrants) {
    std::vector<std::string> stems;
    for (const Entrant& entrant : entrants) {
        const std::string stem = std::filesystem::path(entrant.name).stem().string();
        if (std::find(stems.begin(), stems.end(), stem) != stems.end()) return;
        stems.push_back(stem);
    }
    for (std::size_t i = 0; i < entrants.size(); ++i) entrants[i].name = stems[i];
}

}  // namespace

std::vector<std::string> commaList(const std::string& option, const std::string& text) {
    std::vector<std::string> list;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const std::string word = text.substr(begin, end - begin);
        if (word.empty()) throw usage(option + ": expected a list like a,b,c, found \"" + text + "\"");
        if (std::find(list.begin(), list.end(), word) != list.end())
            throw usage(option + ": \"" + word + "\" is named twice");
        list.push_back(word);
        begin = end + 1;
    }
    return list;
}

std::vector<Entrant> raceEntrants(Session& session, const RaceOptions& options) {
    // `--set a=1 quick`: what follows a list of changes and is none is an experiment.
    std::vector<std::string> sources = options.sources, changeTexts;
    for (const std::string& text : options.changes)
        (text.find('=') == std::string::npos ? sources : changeTexts).push_back(text);
    if (sources.empty())
        throw usage("an experiment is missing: a file or a preset (`exitlab-cli presets` lists the presets)");

    const bool byMethod = !options.methods.empty();
    if (byMethod && sources.size() > 1) throw usage("--methods goes with one experiment, found " + joined(sources));
    if (!byMethod && sources.size() < 2)
        throw usage("a race needs --methods (as in --methods cafedistill,fedper), or two experiments or more");
    const std::vector<std::string> names = byMethod ? commaList("--methods", options.methods) : sources;
    if (names.size() < 2) throw usage("--methods: a race needs two methods or more");
    for (auto name = names.begin(); name != names.end(); ++name)
        if (std::find(names.begin(), name, *name) != name) throw usage("\"" + *name + "\" is named twice");

    const auto changes = changesByEntrant(changeTexts, names);
    if (byMethod) requireMethodsOwn(changes, names);

    const MethodCatalog& catalog = session.methods();
    std::vector<Entrant> entrants;
    for (const std::string& name : names) {
        Entrant entrant{name, loadExperimentOrPreset(byMethod ? sources.front() : name, catalog)};
        if (byMethod) entrant.experiment.set("algorithm.id", name, catalog);
        std::vector<SettingChange> list;
        for (const auto& key : {std::string(), name})
            if (const auto found = changes.find(key); found != changes.end())
                list.insert(list.end(), found->second.begin(), found->second.end());
        for (const auto& [key, text] :
             {SettingChange{"name", options.name}, SettingChange{"run.workers", options.workers}})
            if (!text.empty()) list.push_back({key, text});
        // Seeds come later and differ on purpose.
        if (!options.seeds.empty()) list.push_back({"seed", commaList("--seeds", options.seeds).front()});
        applyChanges(entrant.experiment, std::move(list), catalog);
        requireNoProblems(entrant.experiment, name);
        entrants.push_back(std::move(entrant));
    }
    requireComparable(entrants);
    shortenNames(entrants);
    return entrants;
}

}  // namespace exitlab::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/derived.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>

#include "core/base/error.h"
#include "core/config/json_text.h"

namespace exitlab {
namespace {

constexpr const char* kPlaces = "model.exit_places";

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// The whole number between two commas, blanks allowed around it.
int stageNumber(const std::string& part, const std::string& all) {
    const auto first = part.find_first_not_of(' ');
    const auto last = part.find_last_not_of(' ');
    int number = 0;
    if (first != std::string::npos) {
        const char* end = part.data() + last + 1;
        const auto [stop, fault] = std::from_chars(part.data() + first, end, number);
        if (fault == std::errc() && stop == end) return number;
    }
    throw InputError(kPlaces, "", "expected stage numbers such as 1,2,3, found " + shortText(all));
}

}  // namespace

DatasetFacts datasetFacts(const Settings& settings) {
    const std::string& id = settings.text("data.dataset");
    if (id == "glyphs")
        return {static_cast<int>(settings.integer("data.glyphs.classes")), 1,
                static_cast<int>(settings.integer("data.glyphs.size"))};
    if (id == "mnist" || id == "fashion-mnist") return {10, 1, 28};
    if (id == "emnist-letters") return {26, 1, 28};
    if (id == "cifar-10") return {10, 3, 32};
    if (id == "cifar-100") return {100, 3, 32};
    if (id == "usps") return {10, 1, 16};
    if (id == "optdigits") return {10, 1, 8};
    throw std::logic_error("no facts about the data set " + id);
}

int cohortSize(const Settings& settings) {
    const double share =
        settings.real("training.participation") * static_cast<double>(settings.integer("data.clients"));
    return std::max(1, static_cast<int>(std::floor(share + 1e-9)));
}

int networkStages(const Settings& settings) {
    const std::string& architecture = settings.text("model.architecture");
    if (architecture == "resnet18") return 4;  // its depth is its name; model.stages is not shown for it
    const auto stages = static_cast<int>(settings.integer("model.stages"));
    if (stages > 0) return stages;
    if (architecture == "msdnet") return 5;
    return architecture == "transformer" || architecture == "vit" ? 4 : 3;
}

std::vector<int> exitStages(const Settings& settings) {
    const int stages = networkStages(settings);
    const auto exits = static_cast<int>(settings.integer("model.exits"));
    if (exits > stages)
        throw InputError("model.exits", "",
                         "expected at most " + std::to_string(stages) + ", one per stage of the network, found " +
                             std::to_string(exits));
    std::vector<int> places;
    const std::string& given = settings.text(kPlaces);
    if (given.find_first_not_of(' ') == std::string::npos) {
        for (int k = 1; k <= exits; ++k) places.push_back((k * stages + exits - 1) / exits);
        return places;
    }
    for (std::size_t begin = 0; begin <= given.size();) {
        const std::size_t end = std::min(given.find(',', begin), given.size());
        places.push_back(stageNumber(given.substr(begin, end - begin), given));
        begin = end + 1;
    }
    if (places.size() != static_cast<std::size_t>(exits))
        throw InputError(kPlaces, "",
                         "expected " + std::to_string(exits) + " stage numbers, one per exit (model.exits), found " +
                             std::to_string(places.size()));
    for (std::size_t k = 0; k < places.size(); ++k) {
        if (places[k] < 1 || places[k] > stages)
            throw InputError(
                kPlaces, "",
                "expected stages from 1 to " + std::to_string(stages) + ", found " + std::to_string(places[k]));
        if (k > 0 && places[k] <= places[k - 1])
            throw InputError(kPlaces, "", "expected ascending stage numbers, found " + shortText(given));
    }
    if (places.back() != stages)
        throw InputError(kPlaces, "",
                         "expected the last exit at the last stage, " + std::to_string(stages) + ", found " +
                             std::to_string(places.back()));
    return places;
}

std::vector<double> numberList(const Settings& settings, const std::string& key, int count, double minimum,
                               double maximum) {
    const std::string& text = settings.text(key);
    const auto fail = [&](const std::string& found) {
        throw InputError(key, "",
                         "expected up to " + std::to_string(count) + " numbers from " + shortText(minimum) + " to " +
                             shortText(maximum) + " separated by commas, found " + found);
    };
    std::vector<double> numbers;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const std::string part = text.substr(begin, end - begin);
        const auto first = part.find_first_not_of(' ');
        const auto last = part.find_last_not_of(' ');
        double number = 0;
        if (first == std::string::npos) fail(shortText(text));
        const auto [stop, fault] = std::from_chars(part.data() + first, part.data() + last + 1, number);
        if (fault != std::errc() || stop != part.data() + last + 1 || !(number >= minimum) || !(number <= maximum))
            fail(shortText(part));
        numbers.push_back(number);
        begin = end + 1;
    }
    if (numbers.size() > static_cast<std::size_t>(count)) fail(std::to_string(numbers.size()));
    numbers.resize(static_cast<std::size_t>(count), numbers.back());
    return numbers;
}

std::int64_t narrowedChannels(std::int64_t channels, double share) {
    // The small subtraction keeps 0.55 * 100 at 55.
    const double wanted = std::ceil(share * static_cast<double>(channels) - 1e-9);
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(wanted));
}

std::vector<int> parseMilestones(const std::string& setting, const std::string& text) {
    std::vector<int> milestones;
    if (trimmed(text).empty()) return milestones;
    const auto wrong = [&](const std::string& what) {
        return InputError(setting, "",
                          "expected rounds in ascending order like \"100,200\", found \"" + text + "\" (" + what + ")");
    };
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const std::string part = trimmed(text.substr(begin, end - begin));
        int round = 0;
        const auto [stop, failed] = std::from_chars(part.data(), part.data() + part.size(), round);
        if (failed != std::errc() || stop != part.data() + part.size())
            throw wrong("\"" + part + "\" is not a whole number");
        if (round < 1) throw wrong(part + " is not a round");
        if (!milestones.empty() && round <= milestones.back())
            throw wrong(part + " does not come after " + std::to_string(milestones.back()));
        milestones.push_back(round);
        begin = end + 1;
    }
    return milestones;
}

std::vector<double> tierList(const Settings& settings, const std::string& key, double minimum, double maximum) {
    constexpr int kMostTiers = 24;
    std::vector<double> numbers = numberList(settings, key, kMostTiers, minimum, maximum);
    numbers.resize(static_cast<std::size_t>(settings.integer("devices.tiers")));
    return numbers;
}

std::string headKind(const Settings& settings) {
    const std::string& kind = settings.text("model.head");
    // Stages of MSDNet are packed scales: only its own classifier can read them.
    if (settings.text("model.architecture") == "msdnet") return "multi-scale";
    if (kind != "auto") return kind;
    return settings.text("model.architecture") == "vit" ? "norm-linear" : "linear";
}

std::int64_t patchCount(std::int64_t patch, std::int64_t height, std::int64_t width) {
    if (height % patch == 0 && width % patch == 0) return (height / patch) * (width / patch);
    std::string fitting;
    for (std::int64_t side = 1; side <= std::min(height, width); ++side)
        if (height % side == 0 && width % side == 0) fitting += (fitting.empty() ? "" : ", ") + std::to_string(side);
    throw InputError("model.patch", "",
                     "expected a patch that divides images of " + std::to_string(height) + " x " +
                         std::to_string(width) + " pixels (" + fitting + "), found " + std::to_string(patch));
}

std::int64_t attentionHeads(const Settings& settings) {
    const std::int64_t heads = settings.integer("model.attention_heads"), width = settings.integer("model.width");
    if (width % heads == 0) return heads;
    throw InputError("model.attention_heads", "",
                     "expected a divisor of model.width (" + std::to_string(width) +
                         "), as every head has the same "
                         "part of it, found " +
                         std::to_string(heads));
}

Settings narrowedSettings(const Settings& settings, double share) {
    Settings narrow = settings;
    const auto part = [share](std::int64_t n) { return narrowedChannels(n, share); };
    if (settings.text("model.architecture") == "vit") {
        const std::int64_t heads = attentionHeads(settings), kept = part(heads);
        narrow.set("model.attention_heads", kept);
        narrow.set("model.width", kept * (settings.integer("model.width") / heads));
        return narrow;
    }
    narrow.set("model.width", part(settings.integer("model.width")));
    return narrow;
}

std::vector<int> convNetSides(int side, int stages, bool padded) {
    std::vector<int> sides;
    for (int stage = 0; stage < stages && side > 0; ++stage) {
        side = padded ? side / 2 : std::max(0, side - 2) / 2;
        sides.push_back(side);
    }
    return sides;
}

bool isVisible(const ParameterSpec& spec, const Settings& settings) {
    if (!spec.visibleWhen) return true;
    if (!settings.has(spec.visibleWhen->key)) return false;
    const Json& value = settings.value(spec.visibleWhen->key);
    const auto& shown = spec.visibleWhen->values;
    return std::find(shown.begin(), shown.end(), value) != shown.end();
}

bool isFixedInBranch(const std::string& key) {
    return key == "seed" || key == "algorithm.id" || key.rfind("data.", 0) == 0 || key.rfind("model.", 0) == 0 ||
           key.rfind("devices.", 0) == 0;
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/rates.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/base/error.h"

namespace exitlab {
namespace {

constexpr double kPi = 3.14159265358979323846;

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

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

double RateSchedule::at(int done) const {
    switch (kind) {
        case Kind::Exponential:
            return rate * std::pow(factor, done);
        case Kind::Cosine:
            if (rounds <= 0) return rate;
            return std::max(minimum, rate / 2 * (1 + std::cos(kPi * std::min(done, rounds) / rounds)));
        case Kind::Steps: {
            const auto reached = std::upper_bound(milestones.begin(), milestones.end(), done) - milestones.begin();
            return rate * std::pow(factor, static_cast<double>(reached));
        }
    }
    return rate;
}

double roundRate(const Settings& settings, int round) {
    RateSchedule schedule;
    schedule.kind = rateKindFrom("training.lr_schedule", settings.text("training.lr_schedule"));
    schedule.rate = settings.real("training.lr");
    schedule.rounds = static_cast<int>(settings.integer("training.rounds"));
    schedule.minimum = settings.real("training.lr_min");
    const bool steps = schedule.kind == RateSchedule::Kind::Steps;
    schedule.factor = settings.real(steps ? "training.lr_factor" : "training.lr_decay");
    if (steps) schedule.milestones = parseMilestones("training.lr_milestones", settings.text("training.lr_milestones"));
    return schedule.at(schedule.kind == RateSchedule::Kind::Cosine ? round + 1 : round);
}

double distillationRamp(int t, int horizon) {
    const double left = 1 - static_cast<double>(std::min(t, horizon)) / horizon;
    return std::exp(-5 * left * left);
}

RateSchedule::Kind rateKindFrom(const std::string& setting, const std::string& text) {
    if (text == "exponential") return RateSchedule::Kind::Exponential;
    if (text == "cosine") return RateSchedule::Kind::Cosine;
    if (text == "steps") return RateSchedule::Kind::Steps;
    throw InputError(setting, "", "expected exponential, cosine or steps, found \"" + text + "\"");
}

}  // namespace exitlab

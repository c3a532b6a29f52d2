// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/rates.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/config/derived.h"

namespace exitlab {
namespace {

constexpr double kPi = 3.14159265358979323846;

}  // namespace

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

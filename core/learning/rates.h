// SPDX-License-Identifier: GPL-3.0-or-later
// What changes with the number of the round: learning rates, and weights that grow.
#pragma once

#include <string>
#include <vector>

#include "core/config/experiment.h"

namespace exitlab {

struct RateSchedule {
    enum class Kind {
        Exponential,  ///< rate * factor^done
        Cosine,       ///< max(minimum, rate / 2 (1 + cos(pi done / rounds)))
        Steps         ///< rate * factor^(milestones reached)
    };
    Kind kind = Kind::Exponential;
    double rate = 0.1;                 ///< of the first round
    double factor = 1;                 ///< Exponential, Steps
    double minimum = 0;                ///< Cosine
    int rounds = 0;                    ///< Cosine: of the whole run
    std::vector<int> milestones = {};  ///< Steps: numbers of finished rounds

    /// Rate of the round that starts after `done` rounds; 0: the first.
    double at(int done) const;
};

/// Learning rate of a round (from 0) by the training.lr* settings. The cosine counts rounds from 1 (reefl.md 1.5).
/// Throws InputError naming training.lr_milestones.
double roundRate(const Settings& settings, int round);

/// Weight of distillation between exits that grows over the rounds: exp(-5 (1 - min(t, horizon) / horizon)^2), t =
/// round from 1 (reefl.md 1.4; also DepthFL).
double distillationRamp(int t, int horizon);

/// "exponential", "cosine", "steps"; throws InputError naming `setting` for anything else.
RateSchedule::Kind rateKindFrom(const std::string& setting, const std::string& text);

}  // namespace exitlab

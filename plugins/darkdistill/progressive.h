// SPDX-License-Identifier: GPL-3.0-or-later
// Progressive reverse distillation (darkdistill.md 2.5, 2.6): one generator per level; each level's model teaches the
// next larger one.
#pragma once

#include "plugins/darkdistill/stage.h"

namespace exitlab::darkdistill {

/// A batch of wanted (D, y).
struct Condition {
    Tensor difficulty;  ///< [n]
    Tensor labels;      ///< int64 [n]
};

struct GeneratorTerms {
    double label = 0, difficulty = 0, diversity = 0;
    std::vector<int> owner;  ///< exit of every sample under the level's model
};

/// Gradients of L_G = L_y + L_diff + L_div for the generator; the models are fixed and in test mode.
///   L_y    = mean CE at each sample's exit of the level's model
///   L_diff = mean (CE at the first exit of `reference` - D)^2; left out without the difficulty condition
GeneratorTerms generatorGradients(Generator& generator, Network& network, const Level& level, const Tensor& reference,
                                  const Condition& condition, const Tensor& noise, const StageRules& rules);

struct PairLoss {
    double loss = 0;
    Matching matching;  ///< of the teacher's last exit
    std::vector<std::int64_t> chosen;
    std::vector<int> owner;
};

/// Gradients of share * L_l for the student (in the network's gradients; the student's values stay loaded) and for a
/// learnt matcher: L_l = (1/K) sum_e a_e relation(student exit e, teacher exit) over the samples of the teacher's exit.
PairLoss pairGradients(Network& network, const Level& teacher, const Level& student, const Tensor& latents,
                       const Tensor& difficulty, double share, const StageRules& rules);

/// One server epoch: a step of every generator, then rules.steps steps of distillation. Changes the levels' values.
void progressiveEpoch(ServerRound& round, std::vector<Level>& levels, std::vector<Generator>& generators,
                      Matcher* matcher, const Tensor& reference, Draws& draws, const StageRules& rules, StageLog& log);

}  // namespace exitlab::darkdistill

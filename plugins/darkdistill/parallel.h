// SPDX-License-Identifier: GPL-3.0-or-later
// The parallel form, DarkDistill-PL (darkdistill.md 2.7): one generator per exit; the averaged global model learns at
// every exit from the ensembles of the levels at that exit and its neighbours.
#pragma once

#include "plugins/darkdistill/stage.h"

namespace exitlab::darkdistill {

/// Holders of an exit and their shares N_l / sum N_l; empty where no level of the round has it.
std::vector<std::pair<const Level*, double>> holders(const std::vector<Level>& levels, int exit);

struct ExitGeneratorTerms {
    double label = 0, diversity = 0, difficulty = 0;  ///< difficulty: mean D(e) under the reference
};

/// Gradients of L_y + L_div - (mean D(e) - mean D(e-1)) for the generator of exit e on (noise, labels); the last term
/// with `increase`, its other half being a constant.
///   L_y = CE(sum_l share_l out_e(M_l, x), y)
ExitGeneratorTerms exitGeneratorGradients(Generator& generator, Network& network, const std::vector<Level>& levels,
                                          int exit, const Tensor& reference, const Tensor& labels, const Tensor& noise,
                                          bool increase);

/// Per exit t: sum_l share_l f_t(M_l, latents[t]); undefined where nobody holds it. No gradient.
std::vector<Tensor> teacherFeatures(Network& network, const std::vector<Level>& levels,
                                    const std::vector<Tensor>& latents);

struct ParallelLoss {
    std::vector<double> perStudent;  ///< mean over the teachers s-1, s, s+1 that are there
    std::vector<double> difficulty;  ///< mean D(e) of the global model
    double increase = 0;             ///< sum_{e >= 1} |mean D(e) - mean D(e-1)|
};

/// Gradients for the global model (in the network's gradients; its values stay loaded) of sum_s perStudent[s] plus,
/// with rules.increase, the increase. latents, labels and teachers per exit; undefined latents: the exit is left out.
ParallelLoss parallelGradients(Network& network, const Tensor& global, const std::vector<Tensor>& latents,
                               const std::vector<Tensor>& labels, const std::vector<Tensor>& teachers,
                               const StageRules& rules);

/// One server epoch: a step of every generator, then rules.steps steps of the global model `student`, in place.
void parallelEpoch(ServerRound& round, const std::vector<Level>& levels, Level& student,
                   std::vector<Generator>& generators, const Tensor& reference, Draws& draws, const StageRules& rules,
                   StageLog& log);

}  // namespace exitlab::darkdistill

// SPDX-License-Identifier: GPL-3.0-or-later
// Settings of local training that any method can use: how exits are weighted and coupled, and the optimizer's schedule.
#include "core/config/schema_sections.h"
#include "core/config/spec_builder.h"

namespace exitlab {

void addExitTraining(std::vector<ParameterSpec>& p) {
    p.push_back(choiceSpec("training.lr_schedule", "Learning rate schedule", "exponential")
                    .choice("exponential", "Exponential", "Multiplied by the decay after every round")
                    .choice("cosine", "Cosine", "From the rate to the lowest rate along half a cosine")
                    .choice("steps", "Steps", "Multiplied by a factor at given rounds")
                    .help("How the learning rate changes over the rounds.")
                    .longHelp("exponential: lr x lr_decay^(t - 1). cosine: max(lr_min, lr / 2 (1 + cos(pi t / T))) "
                              "with t from 1 to T. steps: lr x factor^(milestones passed).")
                    .source("Exponential: reference code of CAFEDistill; cosine: ReeFL; steps: ScaleFL, HeteroFL"));
    p.push_back(realSpec("training.lr_min", "Lowest learning rate", 0.001)
                    .range(0, 100)
                    .step(0.001)
                    .visibleWhen("training.lr_schedule", {"cosine"})
                    .help("The cosine schedule does not go below this.")
                    .longHelp("max(lr_min, lr / 2 (1 + cos(pi t / T))).")
                    .source("ReeFL, reference code"));
    p.push_back(textSpec("training.lr_milestones", "Rounds of the steps", "100,200")
                    .visibleWhen("training.lr_schedule", {"steps"})
                    .help("After these rounds the learning rate is multiplied by the factor.")
                    .longHelp("Ascending round numbers separated by commas.")
                    .source("ScaleFL"));
    p.push_back(realSpec("training.lr_factor", "Factor of the steps", 0.1)
                    .above(0)
                    .atMost(1)
                    .visibleWhen("training.lr_schedule", {"steps"})
                    .help("Factor on the learning rate at each milestone.")
                    .longHelp("lr x factor^(number of milestones that lie behind).")
                    .source("ScaleFL, HeteroFL"));
    p.push_back(realSpec("training.clip_value", "Clip gradients at", 0)
                    .range(0, 1e6)
                    .step(0.5)
                    .help("Every element of the gradient is limited to this size; 0 for no limit.")
                    .longHelp("g <- min(max(g, -c), c), before weight decay and momentum. ReeFL trains with 1.")
                    .source("None in most methods; 1 in ReeFL"));
    p.push_back(choiceSpec("training.exit_weights", "Weights of exits", "method")
                    .choice("method", "The method's own", "As the method's paper states it")
                    .choice("sum", "Sum", "Every exit counts 1")
                    .choice("mean", "Mean", "Every exit counts 1 / m")
                    .choice("weighted", "Given weights", "From the list of weights")
                    .help("How the exits' task losses are weighted against each other.")
                    .longHelp("L = sum_k a_k CE_k. The method's own: 1/m for CAFEDistill, FedPer and FedAvg; 1 for "
                              "ReeFL, DepthFL and DarkDistill; k for ScaleFL. A plain sum trains like a mean with m "
                              "times the learning rate, but changes the balance with other loss terms.")
                    .source("Each method's paper"));
    p.push_back(textSpec("training.exit_weight_list", "Weight of each exit", "1")
                    .visibleWhen("training.exit_weights", {"weighted"})
                    .help("Numbers from 0, one per exit, separated by commas; the last one repeats.")
                    .longHelp("0.3,0.6,1 favours late exits; 1,0.5,0.25 early ones.")
                    .source("BranchyNet: all 1"));
    p.push_back(choiceSpec("training.exit_outputs", "Outputs of exits", "plain")
                    .choice("plain", "Plain", "Every exit answers by itself")
                    .choice("boosted", "Boosted", "Every exit adds to what earlier exits said")
                    .help("Whether an exit corrects the exits before it.")
                    .longHelp("boosted: out_k = z_k + sg[E_k], E_1 = 0, E_{k+1} = r (z_k + E_k). Exits then divide the "
                              "work instead of repeating it; outputs are used like this in training and in tests.")
                    .source("BoostNet (AAAI 2023); used by DarkDistill"));
    p.push_back(realSpec("training.boost", "Share of earlier exits", 0.2)
                    .range(0, 1)
                    .step(0.1)
                    .visibleWhen("training.exit_outputs", {"boosted"})
                    .help("r: how much of what earlier exits said is handed on.")
                    .longHelp("E_{k+1} = r (z_k + E_k). BoostNet uses 0.5, DarkDistill 0.2.")
                    .source("DarkDistill, reference code"));
    p.push_back(choiceSpec("training.exit_gradients", "Gradients of exits", "plain")
                    .choice("plain", "Plain", "Gradients of all exits add up in the trunk")
                    .choice("equilibrium", "Equilibrium", "Rescaled so that early stages are not overrun")
                    .help("Whether gradients are balanced where exits leave the trunk.")
                    .longHelp("equilibrium: of K exits, exit e (from 0) sends 1/(K-e) of its gradient into the trunk, "
                              "and what comes from above is multiplied by (K-e-1)/(K-e). Values do not change. It "
                              "costs nothing.")
                    .source("Gradient equilibrium of IMTA (ICCV 2019)"));
    p.push_back(realSpec("training.self_distillation", "Self-distillation", 0)
                    .range(0, 1)
                    .step(0.1)
                    .help("Share of the loss with which the last exit teaches the earlier ones; 0 for none.")
                    .longHelp("(1 - a) L + a sum_{k<K} T^2 KL(softmax(z_K / T) || softmax(z_k / T)), where L is the "
                              "method's loss and the last exit is not changed by teaching.")
                    .source("Be Your Own Teacher (ICCV 2019): 0.1; off by default"));
    p.push_back(realSpec("training.self_distillation_temperature", "Self-distillation temperature", 3)
                    .above(0)
                    .atMost(100)
                    .step(0.5)
                    .help("Softens the last exit's answers before they are taught.")
                    .longHelp("Only with self-distillation above 0.")
                    .source("Be Your Own Teacher (ICCV 2019)"));
    p.push_back(choiceSpec("training.gradient_surgery", "Gradient surgery", "none")
                    .choice("none", "None", "Gradients of the exits are added")
                    .choice("pcgrad", "PCGrad", "Conflicting parts are projected out")
                    .choice("cagrad", "CAGrad", "The step that helps the worst exit most, near the mean")
                    .help("What is done where gradients of different exits disagree.")
                    .longHelp("Gradients of the exits are taken apart at the outputs (one backward pass per exit) and "
                              "combined anew on the parameters that they share. PCGrad: Yu et al. 2020; CAGrad: Liu "
                              "et al. 2021. The result is scaled so that exits without conflict give the plain sum.")
                    .source("PCGrad (NeurIPS 2020), CAGrad (NeurIPS 2021); off by default"));
    p.push_back(realSpec("training.cagrad_c", "CAGrad radius", 0.5)
                    .range(0, 0.99)
                    .step(0.1)
                    .visibleWhen("training.gradient_surgery", {"cagrad"})
                    .help("How far the step may leave the mean gradient; 0 is the mean.")
                    .longHelp("d = g_0 + c |g_0| g_w / |g_w|, divided by 1 + c^2.")
                    .source("CAGrad: 0.4 to 0.5"));
}

}  // namespace exitlab

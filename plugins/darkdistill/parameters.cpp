// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/darkdistill/parameters.h"

#include "core/config/spec_builder.h"

namespace exitlab::darkdistill {
namespace {

constexpr const char* kReference = "DarkDistill, reference code";
const std::vector<Json> kProgressive{"progressive"};
const std::vector<Json> kParallel{"parallel"};

std::vector<ParameterSpec> distillation() {
    return {
        choiceSpec("algorithm.variant", "Form of distillation", "progressive")
            .choice("progressive", "Progressive", "Each level's model teaches the next larger one")
            .choice("parallel", "Parallel (PL)", "Ensembles of all levels teach the averaged model, exit by exit")
            .help("Who teaches whom on the server.")
            .longHelp(
                "progressive: one generator per level, with difficulty as an input; M_l teaches M_{l+1}, then blocks "
                "are "
                "averaged. parallel: one generator per exit, without it; blocks are averaged first, then exit s of the "
                "global model learns from the sample-weighted mean features of exits s-1, s and s+1 over the levels "
                "that "
                "have them. Generators of the parallel form learn the class from the ensemble's mean output at their "
                "exit (our reading). In the author's logs the two lie within half a point of each other.")
            .source("DarkDistill (progressive), DarkDistill-PL of the reference code"),
        integerSpec("algorithm.server_epochs", "Server epochs", 2)
            .range(1, 900)
            .unit("epochs")
            .help("Server epochs per round: one generator step each, then the distillation steps.")
            .longHelp("Every epoch draws new pairs of class and difficulty for each generator.")
            .source(kReference),
        integerSpec("algorithm.kd_steps", "Distillation steps", 5)
            .range(0, 1000)
            .unit("steps")
            .help("Steps of distillation per server epoch.")
            .longHelp("Each on new noise for the same pairs; all students move at once.")
            .source(kReference),
        integerSpec("algorithm.server_batch", "Server batch", 32)
            .range(2, 64)
            .unit("samples")
            .help("Generated samples per step.")
            .longHelp("The angles of all triples among the teacher exit's samples are compared: cost and memory grow "
                      "with the cube.")
            .source(kReference),
        realSpec("algorithm.kd_rate", "Rate of distillation", 0.05)
            .above(0)
            .atMost(10)
            .step(0.01)
            .help("Learning rate of the students' SGD on the server.")
            .longHelp("Without momentum, on the stages only: the generated features enter behind the stem, and "
                      "features are compared before the classifiers.")
            .source(kReference),
        realSpec("algorithm.kd_weight_decay", "Weight decay of distillation", 0.001)
            .range(0, 1)
            .step(0.001)
            .help("Weight decay of the students' SGD on the server.")
            .longHelp("Added to the gradient.")
            .source(kReference),
        realSpec("algorithm.rkd_distance", "Weight of distances", 5)
            .range(0, 1000)
            .step(1)
            .help("Weight of the relational loss on pairwise distances.")
            .longHelp("Smooth-L1 between the distance matrices of student and teacher features, each divided by its "
                      "mean.")
            .source(kReference),
        realSpec("algorithm.rkd_angle", "Weight of angles", 10)
            .range(0, 1000)
            .step(1)
            .help("Weight of the relational loss on angles.")
            .longHelp("Smooth-L1 between the cosines of the angles of all triples.")
            .source(kReference)};
}

std::vector<ParameterSpec> exitMatching() {
    return {
        choiceSpec("algorithm.matching", "Matching of exits", "distance")
            .choice("distance", "Distance", "By the distance between difficulties")
            .choice("learn", "Learnt", "By a small network of difficulty, mean and variance")
            .visibleWhen("algorithm.variant", kProgressive)
            .help("How it is found which student exits fit the teacher's exit.")
            .longHelp(
                "delta_e(x) = |D(x) - mu_e| / sum over exits, mu_e the mean difficulty of the samples that the quota "
                "gives student exit e; or tanh of a network of 100 hidden units on (D, mu_e, var_e), trained along "
                "with "
                "the students by Adam (0.001). Weights a = softmax over exits of -delta summed over the teacher exit's "
                "samples; an exit without samples gets 0.")
            .source(
                "distance in most main runs of the reference code (which feeds it an unrelated number for D; here it "
                "is D)"),
        choiceSpec("algorithm.matching_reduce", "Over samples", "sum")
            .choice("sum", "Sum", "Sharp weights, sharper with more samples")
            .choice("mean", "Mean", "Weights that do not depend on the batch")
            .visibleWhen("algorithm.variant", kProgressive)
            .help("How the samples' deltas are put together.")
            .longHelp("With some 16 samples the sum makes the softmax nearly one-hot.")
            .source(kReference),
        booleanSpec("algorithm.matching_hard", "One exit only", false)
            .visibleWhen("algorithm.variant", kProgressive)
            .help("Only the best matching exit learns.")
            .longHelp("The weights become one-hot. A learnt matching then gets no gradient.")
            .source("off; \"hard\" of the reference code"),
        choiceSpec("algorithm.kd_join", "Teaching exits", "last")
            .choice("last", "Last", "The teacher's last exit, with its own samples")
            .choice("all", "All", "Every exit of the teacher, each with its own samples; mean over them")
            .visibleWhen("algorithm.variant", kProgressive)
            .help("Which exits of the smaller model teach.")
            .longHelp("An exit's samples are those that the quota gives it.")
            .source("last in the reference code; all: our reading of the abstract's \"matched exits\""),
        choiceSpec("algorithm.aggregation", "Averaging", "after")
            .choice("after", "After distillation", "The levels' models are distilled, then averaged block by block")
            .choice("before", "Before distillation", "Averaged block by block, then distilled; levels stay apart")
            .visibleWhen("algorithm.variant", kProgressive)
            .help("Whether blocks are averaged before or after distillation.")
            .longHelp("before: every level keeps a model of its own, which its clients start the next round from; the "
                      "largest one is tested.")
            .source("after: reference code")};
}

std::vector<ParameterSpec> generators() {
    return {integerSpec("algorithm.generator_hidden", "Generator width", 256)
                .range(1, 4096)
                .unit("units")
                .help("Hidden units of the generators.")
                .longHelp(
                    "The last layer has width x size of the latent weights. It barely matters: 64.6 to 65.7 % over 64 "
                    "to 512 units in the author's logs.")
                .source("Our choice; published: 1000"),
            integerSpec("algorithm.generator_noise", "Generator noise", 32)
                .range(1, 1024)
                .unit("numbers")
                .help("q: length of the noise and of the embeddings of class and difficulty.")
                .longHelp("Noise is uniform in [0, 1].")
                .source("Our choice; published: the number of classes"),
            realSpec("algorithm.generator_rate", "Rate of generators", 0.01)
                .above(0)
                .atMost(1)
                .step(0.001)
                .help("Learning rate of the generators' Adam.")
                .longHelp("Generators and Adam's moments live on over rounds.")
                .source(kReference)};
}

std::vector<ParameterSpec> ablations() {
    return {
        booleanSpec("algorithm.ablation.reverse_kd", "Reverse distillation", true)
            .help("Off: no server stage; the method is EEFL.")
            .longHelp("Clients then send neither labels nor difficulties.")
            .source("ablation of the reference's figure (w/o RKD)"),
        booleanSpec("algorithm.ablation.difficulty_condition", "Difficulty condition", true)
            .visibleWhen("algorithm.variant", kProgressive)
            .help("Off: generators know nothing of difficulty.")
            .longHelp("Their input D is 0 and L_diff is left out; matching still uses the drawn D.")
            .source("ablation of the reference's figure (w/o DC)"),
        booleanSpec("algorithm.ablation.difficulty_increase", "Difficulty increase", true)
            .visibleWhen("algorithm.variant", kParallel)
            .help("Later exits' generators make harder samples, and the model evens them out.")
            .longHelp(
                "Generator e also maximises mean D(e) - mean D(e-1) under last round's model; the global model "
                "also minimises |mean D(e) - mean D(e-1)|. Only stages move. Nothing bounds the difficulty: networks "
                "trained from scratch can be thrown back (glyphs, 15 rounds: 7.8 / 15.0 / 17.8 % with it, 14.2 / "
                "24.0 / 24.4 % without); the published runs start from a pretrained transformer.")
            .source("ablation of the reference's figure (w/o DI)")};
}

}  // namespace

std::vector<ParameterSpec> parameterSpecs() {
    std::vector<ParameterSpec> all;
    for (const auto& part : {distillation(), exitMatching(), generators(), ablations()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

}  // namespace exitlab::darkdistill

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/cafedistill/parameters.h"

#include "core/config/spec_builder.h"

namespace exitlab::cafedistill {
namespace {

constexpr const char* kReference = "the authors' reference code for the image tasks";

ParameterSpec ablation(const std::string& key, const char* title, const char* help, const char* longHelp) {
    return booleanSpec("algorithm.ablation." + key, title, true)
        .help(help)
        .longHelp(longHelp)
        .source("ablation of the paper");
}

}  // namespace

std::vector<ParameterSpec> parameterSpecs() {
    return {
        realSpec("algorithm.lambda", "Distillation weight", 1.0)
            .range(0, 1000)
            .step(0.05)
            .help("Weight of the exit distillation against the task loss")
            .longHelp(
                "L = (1/m) sum CE + lambda * sum_k tau^2 KL(teacher || exit k). Published: 1 for images, 0.2 for AG "
                "News. "
                "With few, very skewed clients or a narrow network 0.03 to 0.2 was measured to work better; 0 switches "
                "distillation off and leaves FedPer with the opening schedule.")
            .source(kReference),
        realSpec("algorithm.tau", "Temperature", 2.0)
            .above(0)
            .atMost(100)
            .step(0.5)
            .help("Softens teacher and student before they are compared")
            .longHelp("Both logits are divided by tau; the divergence is multiplied by tau^2, so that the size of its "
                      "gradient does not depend on tau.")
            .source(kReference),
        realSpec("algorithm.mu", "Teacher sharing", 0.6)
            .above(0)
            .atMost(1000)
            .step(0.05)
            .help("How readily a client listens to others: large = everybody, small = only itself")
            .longHelp(
                "w_i = argmin sum_j (w_ij - 1/n)^2 - (1/mu) sum_j s_ij w_ij on the simplex. A peer gets weight only "
                "if its similarity exceeds about 1 - 2 mu. Published: 0.6 for images, 0.15 for AG News.")
            .source(kReference),
        choiceSpec("algorithm.teacher_head", "Teacher head", "replace")
            .choice("replace", "Replaces the last head", "The mixed head becomes the client's last head, as published")
            .choice("separate", "Kept beside", "The mixed head only teaches; the client keeps its own last head")
            .help("What becomes of the head that the server mixed for a client")
            .longHelp(
                "replace: as published. separate: the mixed head works on the live features and is not trained; the "
                "own last head learns from labels alone. With few, very skewed clients replacing costs the last exit "
                "several points, because the mixture brings classes that the client does not have.")
            .source("published method: replace; measured alternative: separate"),
        choiceSpec("algorithm.teacher", "Teacher during local epochs", "live")
            .choice("live", "Live", "The last exit teaches while it keeps learning")
            .choice("frozen", "Frozen", "The last head as it was downloaded teaches, on the live features")
            .visibleWhen("algorithm.teacher_head", {"replace"})
            .help("Whether the teacher keeps learning during the local epochs")
            .longHelp(
                "live: the last exit's current logits, detached. frozen: a copy of the downloaded last head on the "
                "current features. A teacher head kept beside never learns, so there is nothing to choose.")
            .source(kReference),
        choiceSpec("algorithm.selection", "Choice of clients", "one-shot")
            .choice("one-shot", "One shot", "The clients with the least total conflict")
            .choice("greedy", "Greedy", "Grown one by one by similarity to those already chosen")
            .help("How the clients that open the next exit first are chosen")
            .longHelp(
                "c_i = sum_j min(s_ij, 0). one-shot takes the largest c_i, ties by the row sum of s, then at random. "
                "greedy starts with the largest row sum and adds the client most similar on average to the chosen "
                "ones.")
            .source("one-shot: the reference code; greedy: a reader's account of the paper"),
        booleanSpec("algorithm.conflict_damped", "Conflict slows the opening", false)
            .help("Opens exits later while clients are in conflict")
            .longHelp("R'(t) = clip(R(t) + cbar m / (m - 1), 0, 1) with cbar = sum min(s_ij, 0) / n^2.")
            .source("the reference code's ratio; the paper's schedule is without it"),
        choiceSpec("algorithm.rule", "Which exits learn", "clean")
            .choice("clean", "Clean", "Cross-entropy and distillation on the opened exits, cross-entropy on the last")
            .choice("reference", "Reference parity", "The reference code's index quirks, for comparison with it")
            .help("The clean rule, or the reference code's behaviour to the letter")
            .longHelp(
                "reference: with s opened exits, cross-entropy on exits 1..s-1 and the last, distillation on exits "
                "1..max(1, s), so that the newest exit is distilled without labels; mixed heads are written back "
                "client by client, so that later mixtures see earlier ones. The clean rule was better in every "
                "comparison made.")
            .source("our choice: clean"),
        ablation("cross_client_kd", "Cross-client teachers", "Off: every client is its own teacher",
                 "Off sets W to the identity: distillation from one's own last head only."),
        ablation("selection", "Progressive opening", "Off: all exits are open from the first round",
                 "Off sets R(t) = 1."),
        ablation("depth_priority", "Shallow exits first", "Off: exits open in random order at the same rate",
                 "Off draws the same number of (client, exit) pairs without regard to depth."),
        ablation("conflict_ranking", "Rank clients by conflict", "Off: random clients open the next exit first",
                 "Off draws the clients inside a depth at random."),
        ablation("kd", "Distillation", "Off: labels only", "Off sets lambda to 0: FedPer with the opening schedule."),
    };
}

}  // namespace exitlab::cafedistill

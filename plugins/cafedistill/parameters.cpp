// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/cafedistill/parameters.h"

namespace exitlab::cafedistill {
namespace {

constexpr const char* kReference = "the authors' reference code for the image tasks";

ParameterSpec real(const char* key, const char* title, double value, double minimum, double maximum, double step,
                   bool exclusive) {
    ParameterSpec spec;
    spec.key = std::string("algorithm.") + key;
    spec.title = title;
    spec.type = ParameterType::Real;
    spec.defaultValue = value;
    spec.minimum = minimum;
    spec.maximum = maximum;
    spec.exclusiveMinimum = exclusive;
    spec.step = step;
    return spec;
}

ParameterSpec choice(const char* key, const char* title, std::vector<ParameterChoice> choices) {
    ParameterSpec spec;
    spec.key = std::string("algorithm.") + key;
    spec.title = title;
    spec.type = ParameterType::Choice;
    spec.defaultValue = choices.front().value;
    spec.choices = std::move(choices);
    return spec;
}

ParameterSpec flag(const char* key, const char* title, bool value) {
    ParameterSpec spec;
    spec.key = std::string("algorithm.") + key;
    spec.title = title;
    spec.type = ParameterType::Boolean;
    spec.defaultValue = value;
    return spec;
}

ParameterSpec described(ParameterSpec spec, const char* help, const char* longHelp, const char* source) {
    spec.help = help;
    spec.longHelp = longHelp;
    spec.source = source;
    return spec;
}

}  // namespace

std::vector<ParameterSpec> parameterSpecs() {
    return {
        described(
            real("lambda", "Distillation weight", 1.0, 0, 1000, 0.05, false),
            "Weight of the exit distillation against the task loss",
            "L = (1/m) sum CE + lambda * sum_k tau^2 KL(teacher || exit k). Published: 1 for images, 0.2 for AG News. "
            "With few, very skewed clients or a narrow network 0.03 to 0.2 was measured to work better; 0 switches "
            "distillation off and leaves FedPer with the opening schedule.",
            kReference),
        described(
            real("tau", "Temperature", 2.0, 0, 100, 0.5, true), "Softens teacher and student before they are compared",
            "Both logits are divided by tau; the divergence is multiplied by tau^2, so that the size of its gradient "
            "does not depend on tau.",
            kReference),
        described(
            real("mu", "Teacher sharing", 0.6, 0, 1000, 0.05, true),
            "How readily a client listens to others: large = everybody, small = only itself",
            "w_i = argmin sum_j (w_ij - 1/n)^2 - (1/mu) sum_j s_ij w_ij on the simplex. A peer gets weight only if its "
            "similarity exceeds about 1 - 2 mu. Published: 0.6 for images, 0.15 for AG News.",
            kReference),
        described(
            choice(
                "teacher_head", "Teacher head",
                {{"replace", "Replaces the last head", "The mixed head becomes the client's last head, as published"},
                 {"separate", "Kept beside", "The mixed head only teaches; the client keeps its own last head"}}),
            "What becomes of the head that the server mixed for a client",
            "replace: as published. separate: the mixed head works on the live features and is not trained; the own "
            "last "
            "head learns from labels alone. With few, very skewed clients replacing costs the last exit several "
            "points, because the mixture brings classes that the client does not have.",
            "published method: replace; measured alternative: separate"),
        described(
            choice("teacher", "Teacher during local epochs",
                   {{"live", "Live", "The last exit teaches while it keeps learning"},
                    {"frozen", "Frozen", "The last head as it was downloaded teaches, on the live features"}}),
            "Whether the teacher keeps learning during the local epochs",
            "live: the last exit's current logits, detached. frozen: a copy of the downloaded last head on the current "
            "features. Without effect when the teacher head is kept beside: that one never learns.",
            kReference),
        described(choice("selection", "Choice of clients",
                         {{"one-shot", "One shot", "The clients with the least total conflict"},
                          {"greedy", "Greedy", "Grown one by one by similarity to those already chosen"}}),
                  "How the clients that open the next exit first are chosen",
                  "c_i = sum_j min(s_ij, 0). one-shot takes the largest c_i, ties by the row sum of s, then at random. "
                  "greedy "
                  "starts with the largest row sum and adds the client most similar on average to the chosen ones.",
                  "one-shot: the reference code; greedy: a reader's account of the paper"),
        described(flag("conflict_damped", "Conflict slows the opening", false),
                  "Opens exits later while clients are in conflict",
                  "R'(t) = clip(R(t) + cbar m / (m - 1), 0, 1) with cbar = sum min(s_ij, 0) / n^2.",
                  "the reference code's ratio; the paper's schedule is without it"),
        described(
            choice("rule", "Which exits learn",
                   {{"clean", "Clean", "Cross-entropy and distillation on the opened exits, cross-entropy on the last"},
                    {"reference", "Reference parity", "The reference code's index quirks, for comparison with it"}}),
            "The clean rule, or the reference code's behaviour to the letter",
            "reference: with s opened exits, cross-entropy on exits 1..s-1 and the last, distillation on exits "
            "1..max(1, s), so that the newest exit is distilled without labels; mixed heads are written back client by "
            "client, so that later mixtures see earlier ones. The clean rule was better in every comparison made.",
            "our choice: clean"),
        described(flag("ablation.cross_client_kd", "Cross-client teachers", true),
                  "Off: every client is its own teacher",
                  "Off sets W to the identity: distillation from one's own last head only.", "ablation of the paper"),
        described(flag("ablation.selection", "Progressive opening", true),
                  "Off: all exits are open from the first round", "Off sets R(t) = 1.", "ablation of the paper"),
        described(flag("ablation.depth_priority", "Shallow exits first", true),
                  "Off: exits open in random order at the same rate",
                  "Off draws the same number of (client, exit) pairs without regard to depth.",
                  "ablation of the paper"),
        described(flag("ablation.conflict_ranking", "Rank clients by conflict", true),
                  "Off: random clients open the next exit first", "Off draws the clients inside a depth at random.",
                  "ablation of the paper"),
        described(flag("ablation.kd", "Distillation", true), "Off: labels only",
                  "Off sets lambda to 0: FedPer with the opening schedule.", "ablation of the paper"),
    };
}

}  // namespace exitlab::cafedistill

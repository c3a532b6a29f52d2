// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/schema_sections.h"
#include "core/config/spec_builder.h"

namespace exitlab {
namespace {

constexpr const char* kReference = "Reference code of CAFEDistill";

}  // namespace

ParameterSection generalSection() {
    std::vector<ParameterSpec> p;
    p.push_back(textSpec("name", "Name", "Untitled")
                    .help("How the experiment and its runs are listed.")
                    .longHelp("Any one line of text. It has no influence on the results.")
                    .source("Our choice"));
    p.push_back(integerSpec("seed", "Seed", 1)
                    .range(0, 0x1p53)
                    .help("Root of every random draw; the same seed gives the same bits.")
                    .longHelp("Partition, initial weights, cohorts and batches each draw from a generator keyed by "
                              "(seed, purpose, round, client). Two methods with the same seed therefore see the same "
                              "partition, initial weights and cohorts. Repeat with at least three seeds before "
                              "believing a difference.")
                    .source(std::string(kReference) + ": partition seed 1"));
    return {"", "General", "Name and seed.", std::move(p)};
}

ParameterSection trainingSection() {
    std::vector<ParameterSpec> p;
    p.push_back(integerSpec("training.rounds", "Rounds", 60)
                    .range(1, 100'000)
                    .step(10)
                    .unit("rounds")
                    .help("How many times clients are sampled, trained and combined.")
                    .longHelp("One round: a cohort receives the shared part, trains on its own data and sends its "
                              "result back. CAFEDistill opens all exits within the first half of the rounds, so "
                              "shortening a run also shortens that schedule.")
                    .source("Our choice for a desktop CPU; 300 in the reference code"));
    p.push_back(realSpec("training.participation", "Participation", 0.5)
                    .above(0)
                    .atMost(1)
                    .step(0.05)
                    .help("Share of all clients that train in a round.")
                    .longHelp("The cohort has max(1, floor(participation x clients)) clients, drawn without "
                              "replacement; everyone is evaluated. A small share costs less per round and lets "
                              "personal parts grow stale between a client's turns.")
                    .source("Our choice for 20 clients; 0.1 of 100 in the reference code"));
    p.push_back(integerSpec("training.local_epochs", "Local epochs", 2)
                    .range(1, 1000)
                    .unit("epochs")
                    .help("Passes of a client over its training samples in one round.")
                    .longHelp("More epochs mean fewer rounds and less traffic for the same work, while clients drift "
                              "further apart before they are combined.")
                    .source("Our choice for a desktop CPU; 5 in the reference code"));
    p.push_back(integerSpec("training.batch", "Batch size", 32)
                    .range(1, 65'536)
                    .step(8)
                    .unit("samples")
                    .help("Samples per step of local training.")
                    .longHelp("The last, smaller batch of an epoch is used as well. A size above a client's number of "
                              "training samples means one step per epoch on all of them.")
                    .source("Our choice for small clients; 64 in the reference code"));
    p.push_back(realSpec("training.lr", "Learning rate", 0.05)
                    .above(0)
                    .atMost(100)
                    .step(0.01)
                    .help("Step size of local SGD in the first round.")
                    .longHelp("In round t = 1, 2, ... the rate is lr x lr_decay^(t - 1). If the loss becomes NaN, "
                              "divide it by ten; if curves are still rising at the end, try twice as much.")
                    .source("Our choice for small clients; 0.1 in the reference code"));
    p.push_back(realSpec("training.lr_decay", "Learning rate decay", 0.99)
                    .above(0)
                    .atMost(1)
                    .step(0.005)
                    .help("Factor on the learning rate after every round; 1 keeps it constant.")
                    .longHelp("With 0.99 the rate halves about every 69 rounds.")
                    .source(kReference));
    p.push_back(realSpec("training.momentum", "Momentum", 0.9)
                    .range(0, 0.999)
                    .step(0.05)
                    .help("Momentum of local SGD; 0 for none.")
                    .longHelp("v <- momentum v + gradient; w <- w - lr v. See also optimizer state, which says "
                              "whether v survives between a client's turns.")
                    .source(kReference));
    p.push_back(realSpec("training.weight_decay", "Weight decay", 1e-4)
                    .range(0, 1)
                    .step(1e-4)
                    .help("Factor of the weights that is added to their gradient.")
                    .longHelp("gradient <- gradient + weight_decay w, on all trained parameters.")
                    .source(kReference));
    p.push_back(choiceSpec("training.aggregation", "Weights of clients", "samples")
                    .choice("samples", "By samples", "Proportional to a client's number of training samples")
                    .choice("uniform", "Equal", "Every client of the cohort counts the same")
                    .help("How clients count in the average of the shared part.")
                    .longHelp("samples: weight |D_i| / sum |D_j| over the cohort, as FedAvg. uniform gives small "
                              "clients the same say as large ones.")
                    .source(kReference));
    p.push_back(choiceSpec("training.optimizer_state", "Optimizer state", "keep")
                    .choice("keep", "Keep per client", "Momentum of a client's last turn goes on in its next")
                    .choice("reset", "Start afresh", "Momentum starts at zero in every round")
                    .help("Whether a client's momentum persists over rounds.")
                    .longHelp("The reference code never rebuilds a client's optimizer, so momentum from its last turn "
                              "pushes in its next one. reset is what most other simulators do and needs no memory "
                              "per client.")
                    .source(kReference));
    addExitTraining(p);
    return {"training", "Training", "Rounds, cohorts and local training.", std::move(p)};
}

ParameterSection evaluationSection() {
    std::vector<ParameterSpec> p;
    p.push_back(integerSpec("evaluation.every", "Evaluate every", 1)
                    .range(1, 100'000)
                    .unit("rounds")
                    .help("All clients are tested at all exits after every so many rounds, and after the last.")
                    .longHelp("An evaluation is one forward pass over all clients' test samples. With many clients "
                              "and small cohorts it can take longer than training; 5 or 10 then saves much time and "
                              "only makes curves coarser.")
                    .source("Our choice: full curves"));
    p.push_back(choiceSpec("evaluation.records", "Exit records", "last")
                    .choice("last", "Of the last round", "Enough for the Exits page of a finished run")
                    .choice("all", "Of every evaluation", "Lets the Exits page show earlier rounds; larger database")
                    .choice("none", "None", "Smallest database; no thresholds, budgets or calibration")
                    .help("For which evaluations each sample's prediction and confidence per exit are stored.")
                    .longHelp("Thresholds, budgets, calibration and what-if questions are answered from these "
                              "records without running the network again.")
                    .source("Our choice"));
    p.push_back(integerSpec("evaluation.conflict_every", "Measure conflict every", 5)
                    .range(0, 100'000)
                    .unit("rounds")
                    .help("How often gradient conflict between exits is measured; 0 for never.")
                    .longHelp("For the clients of the cohort, on a fixed probe batch: cosine of the gradients of two "
                              "exits' losses with respect to the trunk that both use. Negative values mean that the "
                              "exits pull the trunk in opposite directions. It costs one backward pass per exit.")
                    .source("Our choice: below 5 % of a round"));
    p.push_back(integerSpec("evaluation.probe_samples", "Probe samples", 64)
                    .range(2, 4096)
                    .step(16)
                    .unit("samples")
                    .help("Size of the fixed batch on which conflict is measured.")
                    .longHelp("More samples make the cosines less noisy and cost time in proportion.")
                    .source("Our choice"));
    p.push_back(integerSpec("evaluation.batch", "Evaluation batch", 512)
                    .range(1, 65'536)
                    .step(64)
                    .unit("samples")
                    .help("Samples per forward pass when testing.")
                    .longHelp("Has no influence on accuracies. Smaller values need less memory per worker.")
                    .source("Our choice: large enough to be fast"));
    return {"evaluation", "Evaluation", "What is measured and how often.", std::move(p)};
}

ParameterSection runSection() {
    std::vector<ParameterSpec> p;
    p.push_back(integerSpec("run.workers", "Workers", 0)
                    .range(0, 256)
                    .unit("threads")
                    .help("Clients trained at the same time; 0 for one per processor core.")
                    .longHelp("Each worker holds one network and trains one client at a time on one thread. Results "
                              "are the same bits for any number of workers.")
                    .source("Our choice: all cores"));
    p.push_back(integerSpec("run.checkpoint_every", "Checkpoint every", 10)
                    .range(0, 100'000)
                    .unit("rounds")
                    .help("How often the run can later be continued from; 0 for only at the end.")
                    .longHelp("A run that is killed loses at most the rounds since its last checkpoint; the continued "
                              "run gives the same bits as one that was never interrupted.")
                    .source("Our choice"));
    p.push_back(integerSpec("run.checkpoint_keep", "Checkpoints kept", 3)
                    .range(0, 100'000)
                    .unit("checkpoints")
                    .help("How many of the newest checkpoints stay on disk; 0 for all.")
                    .longHelp("A checkpoint holds the shared model and every client's personal part and momentum. "
                              "Keep all to branch from any of them or to export weights of earlier rounds.")
                    .source("Our choice"));
    p.push_back(
        choiceSpec("run.on_divergence", "When the loss diverges", "continue")
            .choice("continue", "Go on and flag it", "NaN and infinite values are stored and shown")
            .choice("stop", "Stop the run", "The run stops after the round in which it happens; what it did is kept")
            .help("What to do when a loss is no longer finite.")
            .longHelp("continue keeps a diverged method comparable in a race; stop saves time in a sweep.")
            .source("Our choice: show what happened"));
    return {"run", "Run", "How the run uses this machine.", std::move(p)};
}

}  // namespace exitlab

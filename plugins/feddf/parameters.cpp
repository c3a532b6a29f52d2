// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/spec_builder.h"
#include "plugins/feddf/feddf.h"

namespace exitlab::feddf {

std::vector<ParameterSpec> FedDf::parameters() {
    constexpr const char* kPaper = "FedDF (NeurIPS 2020)";
    return {
        integerSpec("algorithm.steps", "Distillation steps", 100)
            .range(0, 1'000'000)
            .step(100)
            .unit("steps")
            .help("Steps of the server in every round and for every level; 0 leaves the average as it is")
            .longHelp("Each step takes a batch of public samples (data.public_samples) and moves the level's model "
                      "towards the ensemble: (1/K) sum_k KL(softmax(mean logits) || exit k) over its K exits, "
                      "summed over classes and averaged over the batch. Levels without a client in the round are not "
                      "distilled.")
            .source(std::string(kPaper) + ": at most 10000, with early stopping; 100 for a desktop CPU"),
        integerSpec("algorithm.batch", "Distillation batch", 128)
            .range(1, 100'000)
            .unit("samples")
            .help("Public samples per distillation step")
            .longHelp("All of them in one batch if there are fewer.")
            .source(kPaper),
        realSpec("algorithm.lr", "Distillation rate", 1e-3)
            .above(0)
            .atMost(10)
            .step(1e-4)
            .help("Learning rate of Adam on the server")
            .longHelp("Falls as lr / 2 (1 + cos(pi s / S)) over the S steps of a round. Adam starts afresh in every "
                      "round and for every level.")
            .source(kPaper),
        integerSpec("algorithm.patience", "Early stopping", 0)
            .range(0, 1'000'000)
            .step(100)
            .unit("steps")
            .help("Stops after this many steps without gain on public samples kept aside; 0 makes all steps")
            .longHelp("A tenth of the public samples is kept out of the batches. Every 100 steps and at the end the "
                      "divergence from the ensemble is measured there, and the best weights are taken in the end.")
            .source(std::string(kPaper) + ": 1000; our default makes all of the fewer steps"),
        booleanSpec("algorithm.drop_worst", "Leave out the worst", false)
            .help("Clients that are worse than guessing count neither in the average nor in the ensemble")
            .longHelp("A client whose deepest exit is right on less than 1/classes of its own training samples after "
                      "local training is left out. It sends that accuracy along (4 bytes).")
            .source(std::string(kPaper) + ": the option drop-worst"),
        choiceSpec("algorithm.answers", "Tested model", "largest")
            .choice("largest", "The largest", "All exits of the largest level's model")
            .choice("smallest", "Each exit's own", "Exit k of the smallest level's model that has it")
            .help("Which level's model answers at an exit in a test")
            .longHelp(
                "largest: what the server would hand out to a device without limits. smallest: what a device gets "
                "that can just hold the exit.")
            .source("Our choice: as for other methods with one model for everybody"),
    };
}

}  // namespace exitlab::feddf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/reefl/parameters.h"

#include "core/config/spec_builder.h"

namespace exitlab::reefl {
namespace {

constexpr const char* kReference = "ReeFL, reference code";
const char* const kTeaching = "algorithm.kd";
const char* const kWeightRule = "algorithm.kd_weight_rule";
const char* const kServer = "algorithm.server";
const char* const kProximal = "algorithm.proximal";

void addTeaching(std::vector<ParameterSpec>& p) {
    const std::vector<Json> teaching{"forward", "all", "dynamic", "dynamic_ma"};
    p.push_back(choiceSpec(kTeaching, "Who teaches", "dynamic_ma")
                    .choice("dynamic_ma", "Best so far", "The exit with the lowest running training loss")
                    .choice("dynamic", "Best on held-out data", "The exit with the lowest loss on a held-out batch")
                    .choice("forward", "Deepest", "The client's deepest exit, as in ScaleFL")
                    .choice("all", "Everybody", "Every exit every other one, as in DepthFL")
                    .choice("none", "Nobody", "Exits learn from labels only")
                    .help("Which of a client's exits teaches its other exits.")
                    .longHelp("L = sum_j CE_j + w(t) sum_{j != teacher} T^2 KL(teacher || exit j). The teacher is "
                              "chosen anew for every batch and may lie at any depth. dynamic holds back part of the "
                              "client's training data and costs one more forward pass per step. all divides the sum "
                              "over ordered pairs by the number of other exits.")
                    .source("ReeFL: lowest running loss; the others are ablations of the reference code"));
    p.push_back(choiceSpec(kWeightRule, "Weight of teaching", "schedule")
                    .choice("schedule", "Growing", "w(t) = exp(-5 (1 - min(t, H) / H)^2)")
                    .choice("constant", "Constant", "The same in every round")
                    .visibleWhen(kTeaching, teaching)
                    .help("How much teaching counts against the labels over the rounds t = 1, 2, ...")
                    .longHelp("Growing: exits must first learn something worth teaching. With H = 300 w is 0.007 in "
                              "the first round, 0.29 after 150 and 1 from round 300 on.")
                    .source(kReference));
    p.push_back(integerSpec("algorithm.kd_horizon", "Rounds to full weight", 300)
                    .range(1, 100000)
                    .unit("rounds")
                    .visibleWhen(kWeightRule, {"schedule"})
                    .help("H: the round from which teaching has its full weight.")
                    .longHelp("The reference code trains 1000 rounds. A run of 50 rounds never reaches more than "
                              "w = 0.03 with H = 300: take about a third of the rounds.")
                    .source(kReference));
    p.push_back(realSpec("algorithm.kd_weight", "Constant weight", 1)
                    .range(0, 1000)
                    .step(0.1)
                    .visibleWhen(kWeightRule, {"constant"})
                    .help("w in every round.")
                    .longHelp("0 leaves the labels alone, as algorithm.kd = none does.")
                    .source("ReeFL: w reaches 1 at the end of its schedule"));
    p.push_back(
        realSpec("algorithm.temperature", "Temperature", 1)
            .above(0)
            .atMost(100)
            .step(0.5)
            .visibleWhen(kTeaching, teaching)
            .help("Softens the answers before they are compared; the loss is multiplied by its square.")
            .longHelp("T^2 KL(softmax(z_teacher / T) || softmax(z / T)), sum over classes, mean over the batch.")
            .source(kReference));
    p.push_back(
        realSpec("algorithm.memory", "Memory of the running loss", 0.8)
            .atLeast(0)
            .atMost(0.999)
            .step(0.05)
            .help("How much of the running loss of an exit remains at each batch.")
            .longHelp("rho <- memory rho + (1 - memory) CE, from 0 at the start of every local training. 0 takes "
                      "the loss of the batch alone. The running losses are a result of every run; they choose "
                      "the teacher with dynamic_ma.")
            .source(kReference));
    p.push_back(realSpec("algorithm.validation_share", "Held-out share", 0.2)
                    .above(0)
                    .atMost(0.9)
                    .step(0.05)
                    .visibleWhen(kTeaching, {"dynamic"})
                    .help("Share of each client's training data that only chooses the teacher.")
                    .longHelp("The same samples in every round; batches of them come in turn, one per step.")
                    .source(kReference));
}

void addServer(std::vector<ParameterSpec>& p) {
    p.push_back(
        choiceSpec(kServer, "Server step", "average")
            .choice("average", "Mean", "Every element becomes the mean over the clients that hold it")
            .choice("feddyn", "FedDyn", "Dynamic regularisation, per element")
            .choice("fedadam", "FedAdam", "An Adam step towards the mean, per element")
            .help("What the server does with the mean over the clients that hold an element.")
            .longHelp("Elements that nobody held in a round stay. FedDyn adds -<w, g_k> + alpha/2 |w - w^t|^2 to "
                      "every client's loss and h <- h - alpha (m/N)(mean - w), w <- mean - h/alpha on the "
                      "server; m of N clients held the element. FedAdam: g = w - mean, no bias correction.")
            .source("ReeFL: mean; FedDyn and FedAdam ship with the reference code"));
    p.push_back(realSpec("algorithm.feddyn_alpha", "FedDyn alpha", 0.1)
                    .above(0)
                    .atMost(100)
                    .step(0.05)
                    .visibleWhen(kServer, {"feddyn"})
                    .help("Strength of the dynamic regularisation.")
                    .longHelp("Each client keeps a vector of the size of its parameters; it does not travel.")
                    .source("ReeFL, reference code (DepthFL with FedDyn)"));
    const std::vector<Json> adam{"fedadam"};
    p.push_back(realSpec("algorithm.fedadam_lr", "FedAdam rate", 0.001)
                    .above(0)
                    .atMost(10)
                    .step(0.001)
                    .visibleWhen(kServer, adam)
                    .help("Step size of the server.")
                    .longHelp("w <- w - lr m / (sqrt(v) + tau).")
                    .source(kReference));
    p.push_back(realSpec("algorithm.fedadam_beta1", "FedAdam beta 1", 0.9)
                    .range(0, 0.9999)
                    .visibleWhen(kServer, adam)
                    .help("Memory of the mean step.")
                    .longHelp("m <- beta1 m + (1 - beta1) g, only where somebody held the element.")
                    .source(kReference));
    p.push_back(realSpec("algorithm.fedadam_beta2", "FedAdam beta 2", 0.999)
                    .range(0, 0.99999)
                    .visibleWhen(kServer, adam)
                    .help("Memory of the squared step.")
                    .longHelp("v <- beta2 v + (1 - beta2) g^2, only where somebody held the element.")
                    .source(kReference));
    p.push_back(realSpec("algorithm.fedadam_tau", "FedAdam tau", 1e-6)
                    .above(0)
                    .atMost(1)
                    .visibleWhen(kServer, adam)
                    .help("Added to the root of the second moment.")
                    .longHelp("Larger values make the step adapt less.")
                    .source(kReference));
    p.push_back(choiceSpec(kProximal, "Proximal term", "none")
                    .choice("none", "None", "No pull to the global model")
                    .choice("norm", "Norm", "mu/2 sum_p |w_p - w_p^t| per tensor, once per exit, as the code has it")
                    .choice("squared", "Squared norm", "mu/2 |w - w^t|^2 once, as in FedProx")
                    .help("Pulls local weights to those that the client started from.")
                    .longHelp("The reference code takes the norm without its square and adds it to the loss of every "
                              "exit; FedProx (MLSys 2020) takes the square once.")
                    .source("Off in ReeFL's runs"));
    p.push_back(realSpec("algorithm.mu", "Proximal weight", 0.01)
                    .range(0, 100)
                    .step(0.01)
                    .visibleWhen(kProximal, {"norm", "squared"})
                    .help("mu of the proximal term.")
                    .longHelp("0 switches the term off.")
                    .source("FedProx: tuned from {0.001, 0.01, 0.1, 1}"));
}

void addPersonal(std::vector<ParameterSpec>& p) {
    const std::string epochs = "algorithm.personal_epochs";
    const std::vector<Json> on{1, 2, 3, 4, 5};
    p.push_back(
        integerSpec(epochs, "Personal fine-tuning", 0)
            .range(0, 5)
            .unit("epochs")
            .help("Epochs that each client trains a copy of the global model before it is tested; 0 for none.")
            .longHelp("Accuracies are then those of the fine-tuned copies (ReeFL-FT), and the results also show "
                      "the global model's before. A client trains its own sub-model on labels and teaching "
                      "(without proximal and FedDyn terms); nothing of it stays. Every evaluation costs this training "
                      "of all clients.")
            .source("ReeFL's configuration allows 1 to 5; its published loop never calls it"));
    p.push_back(realSpec("algorithm.personal_lr", "Rate of fine-tuning", 0.001)
                    .above(0)
                    .atMost(10)
                    .step(0.001)
                    .visibleWhen(epochs, on)
                    .help("Learning rate of the personal fine-tuning.")
                    .longHelp("Momentum, weight decay, clipping and batch are those of training.")
                    .source(kReference));
    p.push_back(integerSpec("algorithm.personal_every", "Fine-tune at every", 1)
                    .range(1, 1000)
                    .unit("evaluations")
                    .visibleWhen(epochs, on)
                    .help("Only every so many evaluations, and always the last, fine-tune first.")
                    .longHelp("Evaluations between show the global model, so curves jump where fine-tuning sets in; 1 "
                              "keeps them of one kind. evaluation.every says how often tests are.")
                    .source("1: every test of a run measures the same"));
}

}  // namespace

std::vector<ParameterSpec> parameterSpecs() {
    std::vector<ParameterSpec> p;
    addTeaching(p);
    addServer(p);
    addPersonal(p);
    return p;
}

}  // namespace exitlab::reefl

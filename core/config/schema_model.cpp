// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/schema_sections.h"
#include "core/config/spec_builder.h"

namespace exitlab {

namespace {

void addMsdNet(std::vector<ParameterSpec>& p) {
    const auto msdnet = [](SpecBuilder builder) -> ParameterSpec {
        return builder.visibleWhen("model.architecture", {"msdnet"});
    };
    p.push_back(msdnet(integerSpec("model.growth", "Growth", 6)
                           .range(2, 256)
                           .unit("channels")
                           .help("Channels that every layer adds at the finest scale; 2, 4 ... times as many below.")
                           .longHelp("Half of them come from the finer scale, where there is one.")
                           .source("MSDNet, CIFAR")));
    p.push_back(msdnet(integerSpec("model.scales", "Scales", 3)
                           .range(1, 6)
                           .help("Resolutions at which the image is kept; each halves the one before.")
                           .longHelp("Channels and growth double from scale to scale.")
                           .source("MSDNet, CIFAR: 3")));
    p.push_back(msdnet(integerSpec("model.stage_layers", "Layers of the first stage", 1)
                           .range(1, 64)
                           .help("Dense layers before the first exit.")
                           .longHelp("The paper's anytime network has 4 and then 2 per stage (7 stages, even); its "
                                     "budgeted one 1, growing by 1 (5 stages, linear).")
                           .source("MSDNet, CIFAR, budgeted")));
    p.push_back(msdnet(integerSpec("model.stage_step", "Layers of later stages", 1)
                           .range(1, 64)
                           .help("Dense layers that later stages have, or grow by.")
                           .longHelp("even: each later stage has this many. linear: stage i has step (i - 1) + 1.")
                           .source("MSDNet, CIFAR, budgeted")));
    p.push_back(msdnet(choiceSpec("model.stage_growth", "Depth of stages", "linear")
                           .choice("linear", "Growing", "Each stage is deeper than the one before")
                           .choice("even", "Even", "All later stages are alike")
                           .help("How the depth of stages develops.")
                           .longHelp("Growing stages spread the costs of exits more evenly on a logarithmic scale.")
                           .source("MSDNet: linear for budgeted, even for anytime prediction")));
}

}  // namespace

ParameterSection modelSection() {
    const std::string architecture = "model.architecture";
    std::vector<ParameterSpec> p;
    p.push_back(
        choiceSpec(architecture, "Architecture", "convnet")
            .choice("convnet", "ConvNet", "Convolution 3 x 3, ReLU, max-pooling 2 per stage; small and fast")
            .choice("resnet18", "ResNet-18", "Four stages of two residual blocks, stem for small images")
            .choice("msdnet", "MSDNet", "Dense layers at several scales; made for early exits")
            .choice("mlp", "MLP", "Fully connected stages with ReLU; the cheapest")
            .choice("vit", "Vision transformer (ViT)", "Patches as tokens, one attention block per stage")
            .help("The network that every client trains; each stage can end in an exit.")
            .longHelp("convnet: the paper's network for CIFAR-10, three stages of one convolution.\n"
                      "resnet18: the paper's network for CIFAR-100; about eighteen times the multiply-adds of "
                      "the paper's ConvNet, so plan hours on a CPU.\n"
                      "msdnet: multi-scale dense network; every exit sees the whole image at a coarse scale, so "
                      "early exits do not spoil later ones. Its classifiers have two convolutions.\n"
                      "mlp: for quick trials and lessons.\n"
                      "vit: the image is cut into patches, each a token; a class token collects what the exits "
                      "answer from. The network of ReeFL and DarkDistill; it shows its strength with pretrained "
                      "weights (model.weights) and learns slowly without.\n"
                      "An exit is global average pooling (of images) or the class token (ViT) and a classifier.")
            .source("CAFEDistill (arXiv 2601.10015), CIFAR-10"));
    p.push_back(integerSpec("model.width", "Width", 64)
                    .range(1, 1024)
                    .step(8)
                    .unit("channels")
                    .help("Channels per stage (ConvNet), of the first stage (ResNet), hidden units (MLP), token length "
                          "(ViT).")
                    .longHelp("Cost and memory of inner stages grow with the square of the width. The paper's ConvNet "
                              "has 128 channels; its ResNet-18 has 64 in the first stage and doubles them at each "
                              "following one. 16 to 32 are enough for the built-in glyphs. DeiT-tiny has tokens "
                              "of 192 numbers, DeiT-S of 384.")
                    .source("Our choice for a desktop CPU; 128 (ConvNet) and 64 (ResNet-18) in the reference code"));
    p.push_back(integerSpec("model.stages", "Stages", 0)
                    .range(0, 24)
                    .unit("stages")
                    .visibleWhen(architecture, {"convnet", "msdnet", "mlp", "vit"})
                    .help("Depth; 0 for the architecture's own (ConvNet 3, MSDNet 5, MLP 3, ViT 4).")
                    .longHelp("A stage is the part of the network between two places where an exit can be. Each stage "
                              "of the ConvNet halves the image, so small images allow only few of them. ResNet-18 "
                              "always has 4. A stage of a ViT is one transformer block; DeiT has 12.")
                    .source("Reference code of CAFEDistill: ConvNet 3, ResNet-18 4"));
    p.push_back(integerSpec("model.exits", "Exits", 3)
                    .range(1, 24)
                    .unit("exits")
                    .help("Number of classifiers along the depth; 1 is an ordinary network.")
                    .longHelp("Every exit is a classifier at the end of a stage, the last one at the end of the "
                              "network. At test time a sample may leave at the first exit that is confident enough. "
                              "There cannot be more exits than stages. The paper uses 3 for the ConvNet and 4 for "
                              "ResNet-18.")
                    .source("Reference code of CAFEDistill"));
    p.push_back(textSpec("model.exit_places", "Exits after stages", "")
                    .help("Stage numbers such as 1,3,4, one per exit, the last being the last stage; empty spreads "
                          "them evenly.")
                    .longHelp("Stages count from 1. Numbers must ascend, and the last must be the last stage. Empty: "
                              "exit k of m lies after stage ceil(k S / m) of S. An early exit is cheap and weak; "
                              "where exits are close together the later one saves little.")
                    .source("Reference code of CAFEDistill: after every stage"));
    addMsdNet(p);
    p.push_back(
        choiceSpec("model.head", "Head", "auto")
            .choice("auto", "As the architecture's", "Norm and linear layer for ViT, one linear layer elsewhere")
            .choice("linear", "Linear", "Pooling (or the class token) and one linear layer")
            .choice("norm-linear", "Norm and linear", "Layer normalisation before the linear layer")
            .choice("conv", "Convolutional", "Three convolutions with batch normalisation before pooling")
            .visibleWhen("model.exit_module", {"heads"})
            .help("The classifier that stands at each exit.")
            .longHelp("Images are pooled over the plane, sequences are read at their class token. linear is "
                      "what CAFEDistill and FedPer use; ReeFL and DarkDistill put a layer normalisation "
                      "before it on a ViT; ScaleFL uses convolutional "
                      "heads. MSDNet always has its own.")
            .source("Reference codes of CAFEDistill (linear) and DarkDistill (norm-linear on ViT)"));
    p.push_back(choiceSpec("model.exit_module", "Exit design", "heads")
                    .choice("heads", "A head per exit", "Every exit has a classifier of its own")
                    .choice("recurrent", "Recurrent module (Ree)", "One small transformer and classifier for all exits")
                    .help("Whether exits have heads of their own or share one recurrent module.")
                    .longHelp("recurrent: ReeFL's module attends over the tokens of all stages so far, answers at the "
                              "exits and hands a changed token back to the trunk. It is sent whole by every client, "
                              "however shallow. The method ReeFL always uses it; with other methods it is a choice.")
                    .source("ReeFL (ICML 2024); heads elsewhere"));
    const auto ree = [](SpecBuilder builder) -> ParameterSpec {
        return builder.visibleWhen("model.exit_module", {"recurrent"});
    };
    p.push_back(ree(integerSpec("model.ree.attention", "Ree attention width", 16)
                        .range(1, 1024)
                        .help("Width of the recurrent module's attention, over all its heads.")
                        .longHelp("Tokens are projected to this width for queries, keys and values. Must be a "
                                  "multiple of the module's attention heads.")
                        .source("ReeFL, reference code")));
    p.push_back(ree(integerSpec("model.ree.heads", "Ree attention heads", 8)
                        .range(1, 64)
                        .help("Attention heads of the recurrent module.")
                        .longHelp("Scores are scaled by the whole attention width, as in the reference code.")
                        .source("ReeFL, reference code")));
    p.push_back(ree(realSpec("model.ree.ratio", "Ree hidden ratio", 1.35)
                        .above(0)
                        .atMost(8)
                        .help("Hidden layer of the recurrent module, times its width.")
                        .longHelp("1.35 makes the module as large as twelve separate heads on DeiT-S with 100 classes.")
                        .source("ReeFL, reference code")));
    p.push_back(ree(integerSpec("model.ree.width", "Ree token width", 128)
                        .range(1, 1024)
                        .help("Width of the tokens where the network has no class token (CNN, MLP).")
                        .longHelp("The token of a stage is a linear map of its pooled output to this width.")
                        .source("Our choice: 128 to 512 (CNN variant, not in the paper)")));
    p.push_back(ree(integerSpec("model.ree.steps", "Ree recurrent steps", 1)
                        .range(1, 8)
                        .help("How often the module's layers are applied to the tokens at each stage.")
                        .longHelp("An ablation of the reference code; each step costs the whole module again.")
                        .source("ReeFL, reference code")));
    p.push_back(ree(integerSpec("model.ree.layers", "Ree layers", 1)
                        .range(1, 8)
                        .help("Transformer layers of the recurrent module.")
                        .longHelp("An ablation of the reference code.")
                        .source("ReeFL, reference code")));
    p.push_back(ree(booleanSpec("model.ree.modulation", "Ree modulation", true)
                        .help("Whether the module's token goes back into the trunk.")
                        .longHelp("Off: the module only answers; the trunk is as without it.")
                        .source("ReeFL, eq. of the modulated class token; ablation of the reference code")));
    p.push_back(ree(choiceSpec("model.ree.head", "Ree classifier", "norm-linear")
                        .choice("norm-linear", "Norm and linear", "Layer normalisation, then a linear layer")
                        .choice("linear", "Linear", "A linear layer only")
                        .help("The classifier that all exits share.")
                        .longHelp("An ablation of the reference code.")
                        .source("ReeFL, reference code")));
    addVisionTransformer(p);
    addTuning(p);
    p.push_back(choiceSpec("model.padding", "Padding", "valid")
                    .choice("valid", "None (valid)", "A 3 x 3 convolution takes two pixels off each side length")
                    .choice("same", "Keep size (same)", "One pixel of zeros around; only pooling shrinks the image")
                    .visibleWhen(architecture, {"convnet"})
                    .help("Whether convolutions of the ConvNet keep the image size.")
                    .longHelp("valid, as published: a stage maps side s to floor((s - 2) / 2), so 32 pixels become "
                              "15, 6 and 2. same: s becomes floor(s / 2), which costs more and allows smaller images "
                              "or more stages.")
                    .source("Reference code of CAFEDistill: no padding"));
    p.push_back(choiceSpec("model.norm_policy", "Normalisation statistics", "local")
                    .choice("local", "Stay with the client", "Running mean and variance are never sent")
                    .choice("averaged", "Averaged", "Running mean and variance are sent and averaged")
                    .choice("batch", "Of the batch", "No running statistics: each batch's own, in tests too")
                    .visibleWhen(architecture, {"resnet18", "msdnet"})
                    .help("What happens to the running statistics of batch normalisation.")
                    .longHelp("Clients with different data have different feature statistics. local keeps them where "
                              "they were measured, for every method, as the reference code does; a client that was "
                              "never sampled then has untrained statistics. averaged is what a plain copy of the "
                              "whole model state would do. batch is what ScaleFL and HeteroFL use, where layers of "
                              "different width meet; accuracy then depends a little on the evaluation batch.")
                    .source("Reference code of CAFEDistill: buffers are neither sent nor averaged"));
    p.push_back(choiceSpec("model.norm_parameters", "Normalisation scale and shift", "averaged")
                    .choice("averaged", "Averaged", "Trained scale and shift are shared like other weights")
                    .choice("local", "Stay with the client (FedBN)", "Trained scale and shift are personal")
                    .visibleWhen(architecture, {"resnet18", "msdnet"})
                    .help("Whether scale and shift of batch normalisation are shared or personal.")
                    .longHelp("local together with local statistics is FedBN (Li et al., ICLR 2021): all of "
                              "normalisation is personal, which helps where clients' images look different rather "
                              "than only their labels.")
                    .source("Reference code of CAFEDistill: part of the shared backbone"));
    return {"model", "Model", "The multi-exit network.", std::move(p)};
}

}  // namespace exitlab

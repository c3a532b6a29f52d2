// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/schema_sections.h"
#include "core/config/spec_builder.h"

namespace exitlab {

ParameterSection modelSection() {
    const std::string architecture = "model.architecture";
    std::vector<ParameterSpec> p;
    p.push_back(choiceSpec(architecture, "Architecture", "convnet")
                    .choice("convnet", "ConvNet", "Convolution 3 x 3, ReLU, max-pooling 2 per stage; small and fast")
                    .choice("resnet18", "ResNet-18", "Four stages of two residual blocks, stem for small images")
                    .choice("mlp", "MLP", "Fully connected stages with ReLU; the cheapest")
                    .help("The network that every client trains; each stage can end in an exit.")
                    .longHelp("convnet: the paper's network for CIFAR-10, three stages of one convolution.\n"
                              "resnet18: the paper's network for CIFAR-100; about eighteen times the multiply-adds of "
                              "the paper's ConvNet, so plan hours on a CPU.\n"
                              "mlp: for quick trials and lessons.\n"
                              "An exit is global average pooling (of images) and one linear classifier.")
                    .source("CAFEDistill (arXiv 2601.10015), CIFAR-10"));
    p.push_back(integerSpec("model.width", "Width", 64)
                    .range(1, 1024)
                    .step(8)
                    .unit("channels")
                    .help("Channels per stage (ConvNet), of the first stage (ResNet) or hidden units (MLP).")
                    .longHelp("Cost and memory of inner stages grow with the square of the width. The paper's ConvNet "
                              "has 128 channels; its ResNet-18 has 64 in the first stage and doubles them at each "
                              "following one. 16 to 32 are enough for the built-in glyphs.")
                    .source("Our choice for a desktop CPU; 128 (ConvNet) and 64 (ResNet-18) in the reference code"));
    p.push_back(integerSpec("model.stages", "Stages", 0)
                    .range(0, 8)
                    .unit("stages")
                    .visibleWhen(architecture, {"convnet", "mlp"})
                    .help("Depth of the network; 0 for the architecture's own (ConvNet 3, MLP 3).")
                    .longHelp("A stage is the part of the network between two places where an exit can be. Each stage "
                              "of the ConvNet halves the image, so small images allow only few of them. ResNet-18 "
                              "always has 4.")
                    .source("Reference code of CAFEDistill: ConvNet 3, ResNet-18 4"));
    p.push_back(integerSpec("model.exits", "Exits", 3)
                    .range(1, 8)
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
                    .visibleWhen(architecture, {"resnet18"})
                    .help("What happens to the running statistics of batch normalisation.")
                    .longHelp("Clients with different data have different feature statistics. local keeps them where "
                              "they were measured, for every method, as the reference code does; a client that was "
                              "never sampled then has untrained statistics. averaged is what a plain copy of the "
                              "whole model state would do.")
                    .source("Reference code of CAFEDistill: buffers are neither sent nor averaged"));
    p.push_back(choiceSpec("model.norm_parameters", "Normalisation scale and shift", "averaged")
                    .choice("averaged", "Averaged", "Trained scale and shift are shared like other weights")
                    .choice("local", "Stay with the client (FedBN)", "Trained scale and shift are personal")
                    .visibleWhen(architecture, {"resnet18"})
                    .help("Whether scale and shift of batch normalisation are shared or personal.")
                    .longHelp("local together with local statistics is FedBN (Li et al., ICLR 2021): all of "
                              "normalisation is personal, which helps where clients' images look different rather "
                              "than only their labels.")
                    .source("Reference code of CAFEDistill: part of the shared backbone"));
    return {"model", "Model", "The multi-exit network.", std::move(p)};
}

}  // namespace exitlab

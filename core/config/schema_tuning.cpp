// SPDX-License-Identifier: GPL-3.0-or-later
// Settings of the vision transformer, of imported weights and of fine-tuning.
#include "core/config/schema_sections.h"
#include "core/config/spec_builder.h"

namespace exitlab {

void addVisionTransformer(std::vector<ParameterSpec>& model) {
    const auto vit = [&model](SpecBuilder builder) {
        model.push_back(builder.visibleWhen("model.architecture", {"vit"}));
    };
    vit(integerSpec("model.patch", "Patch side", 4)
            .range(1, 64)
            .unit("pixels")
            .help("Side of the square patches that the image is cut into; must divide the image.")
            .longHelp("Each patch becomes one token, so 32 pixels in patches of 4 are 64 tokens and the class token. "
                      "Smaller patches see more detail; the cost of attention grows with the square of their number. "
                      "DeiT uses patches of 16 on 224 pixels.")
            .source("Our choice for images of 28 or 32 pixels; 16 at 224 pixels in ReeFL and DarkDistill"));
    vit(integerSpec("model.attention_heads", "Attention heads", 4)
            .range(1, 64)
            .help("Parts that attention is computed in, side by side; must divide the width.")
            .longHelp("Every head compares tokens by its own part of their numbers, width / heads of them. The number "
                      "of parameters does not depend on it. A network narrowed for a weak device keeps the size of "
                      "its heads and has fewer. DeiT-tiny has 3 heads and DeiT-S 6, 64 numbers each.")
            .source("Our choice for narrow networks; DeiT has one head per 64 numbers"));
    vit(realSpec("model.mlp_ratio", "Hidden ratio", 4)
            .range(0.25, 8)
            .step(0.5)
            .help("Hidden units of each block's feed-forward part, times the width.")
            .longHelp("Two thirds of a block's parameters lie there at the usual 4.")
            .source("DeiT (Touvron et al. 2021), as used by ReeFL and DarkDistill"));
}

void addTuning(std::vector<ParameterSpec>& model) {
    model.push_back(
        textSpec("model.weights", "Pretrained weights", "")
            .help("A safetensors file that the network starts from; empty starts from random weights.")
            .longHelp(
                "Either a DeiT or ViT file with the public names (cls_token, blocks.0.attn.qkv.weight, ...; "
                "width, patch and ratio must be the file's) or weights that ExitLab exported. A network of fewer "
                "blocks takes the first ones; position embeddings are interpolated to another number of "
                "patches; what the file has no values for (exits, adapters) starts at random. Numbers may be "
                "stored with 32 or 16 bits. The run remembers the file's fingerprint (SHA-256): it can only be "
                "resumed with the same file. Give the full path unless the program always starts in the same folder.")
            .source("None: methods are compared from random weights. ReeFL and DarkDistill start from DeiT"));
    model.push_back(
        choiceSpec("model.tuning", "What is trained", "full")
            .choice("full", "Everything", "All parameters are trained and sent")
            .choice("frozen", "Exits only", "The trunk keeps its initial values and never travels")
            .choice("lora", "LoRA", "Low-rank updates of queries and values, or of CNN and MLP layers")
            .choice("parallel", "Parallel adapters", "A small network beside each attention and feed-forward part")
            .choice("serial", "Serial adapters", "A small network behind each attention and feed-forward part")
            .choice("ssf", "Scale and shift (SSF)", "A factor and an offset per channel behind every layer")
            .help("Which parameters are trained; only those travel.")
            .longHelp(
                "All but full are meant for pretrained weights: the trunk is then the same everywhere, and neither it "
                "nor its gradients cost traffic. The exits are always trained.\n"
                "lora: W + (alpha / r) B A with A [r, in] and B [out, r]; B starts at 0.\n"
                "parallel: f(x) + Up(ReLU(Down(x))); serial: y + Up(ReLU(Down(y))) for y = f(x); r units inside.\n"
                "ssf: scale * y + shift behind patch embedding, normalisation and linear layers (and the exits' "
                "normalisation).\n"
                "In a ConvNet or MLP each stage's layer has them, in a ResNet each convolution (lora), block "
                "(adapters) or normalisation (ssf).")
            .source("ReeFL, fine-tuning regimes"));
    const auto when = [&model](std::vector<Json> regimes, SpecBuilder builder) {
        model.push_back(builder.visibleWhen("model.tuning", std::move(regimes)));
    };
    when({"lora", "parallel", "serial"},
         integerSpec("model.adapter_rank", "Adapter rank", 32)
             .range(1, 512)
             .unit("units")
             .help("Inner size r of LoRA and adapters: how much they can change, and what they cost.")
             .longHelp("Parameters and traffic grow in proportion. For DeiT-S, 32 makes 49,152 parameters per block "
                       "with LoRA and 24,992 per adapter, of 1,774,464 in the block. Narrow networks need less: a "
                       "quarter of the width or below.")
             .source("ReeFL and DarkDistill, reference codes"));
    when({"lora"}, realSpec("model.lora_alpha", "LoRA alpha", 64)
                       .above(0)
                       .atMost(4096)
                       .help("Strength of the low-rank update: it is multiplied by alpha / rank.")
                       .longHelp("Keep alpha / rank when the rank is changed; it acts like a learning rate of the "
                                 "update. Here: 2.")
                       .source("ReeFL and DarkDistill, reference codes"));
    when({"lora"}, realSpec("model.lora_dropout", "LoRA dropout", 0)
                       .atLeast(0)
                       .atMost(0.9)
                       .step(0.01)
                       .help("Share of the inputs of the low-rank update that is zeroed while training.")
                       .longHelp("Draws from the client's own generator. DarkDistill uses 0.01.")
                       .source("ReeFL: none"));
}

}  // namespace exitlab

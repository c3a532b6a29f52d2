// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/architectures.h"

#include "core/base/error.h"
#include "core/config/derived.h"
#include "core/model/msdnet.h"
#include "core/model/transformer.h"

namespace exitlab {
namespace {

Trunk convNet(std::int64_t width, int stages, bool same) {
    Trunk trunk;
    for (int i = 0; i < stages; ++i) {
        auto stage = std::make_unique<Sequence>();
        stage->append("conv", std::make_unique<Conv>(width, 3, 1, same ? 1 : 0, true));
        stage->append("", std::make_unique<PoolRelu>());
        trunk.stages.push_back(std::move(stage));
    }
    return trunk;
}

/// Channels of stage i: width * 2^i, narrowed layer by layer, so that 0.4 of 64 and 512 are 26 and 205.
Trunk resNet18(std::int64_t width, double share, bool tracking) {
    Trunk trunk;
    auto stem = std::make_unique<Sequence>();
    stem->append("conv", std::make_unique<Conv>(narrowedChannels(width, share), 3, 1, 1, false, kNormalisedConv));
    stem->append("norm", std::make_unique<BatchNorm>(tracking));
    stem->append("", std::make_unique<Relu>());
    trunk.stem = std::move(stem);
    for (int i = 0; i < 4; ++i) {
        auto stage = std::make_unique<Sequence>();
        const std::int64_t channels = narrowedChannels(width << i, share);
        stage->append("0", std::make_unique<BasicBlock>(channels, i == 0 ? 1 : 2, tracking));
        stage->append("1", std::make_unique<BasicBlock>(channels, 1, tracking));
        trunk.stages.push_back(std::move(stage));
    }
    return trunk;
}

Trunk mlp(std::int64_t width, int stages) {
    Trunk trunk;
    trunk.stem = std::make_unique<Flatten>();
    for (int i = 0; i < stages; ++i) {
        auto stage = std::make_unique<Sequence>();
        stage->append("", std::make_unique<Linear>(width, kHiddenLayer));
        stage->append("", std::make_unique<Relu>());
        trunk.stages.push_back(std::move(stage));
    }
    return trunk;
}

Trunk visionTransformer(const Settings& settings, std::int64_t width, int stages) {
    const auto hidden = static_cast<std::int64_t>(settings.real("model.mlp_ratio") * static_cast<double>(width));
    const std::int64_t heads = attentionHeads(settings);
    Trunk trunk;
    trunk.stem = std::make_unique<PatchEmbedding>(settings.integer("model.patch"), width);
    for (int i = 0; i < stages; ++i)
        trunk.stages.push_back(std::make_unique<VisionBlock>(width, heads, std::max<std::int64_t>(1, hidden)));
    return trunk;
}

/// Text classifier of the AG News experiments: 32,000 tokens, 2 attention heads, hidden layer 4 x width, dropout 0.1.
Trunk transformer(std::int64_t width, int stages) {
    Trunk trunk;
    trunk.stem = std::make_unique<TokenEmbedding>(32000, width, 0.1);
    for (int i = 0; i < stages; ++i) trunk.stages.push_back(std::make_unique<EncoderLayer>(width, 2, 4 * width, 0.1));
    return trunk;
}

Trunk msdNet(const MsdNetSettings& settings, int stages) {
    Trunk trunk;
    trunk.stem = msdNetStem(settings);
    for (int i = 0; i < stages; ++i) trunk.stages.push_back(msdNetStage(settings, i));
    return trunk;
}

}  // namespace

Trunk buildTrunk(const Settings& full, double share) {
    const std::string& architecture = full.text("model.architecture");
    if (share < 1 && architecture == "transformer")
        throw InputError("model.architecture", "",
                         "the transformer cannot be narrowed; expected another architecture for a method whose "
                         "clients hold fewer channels");
    const Settings settings = share < 1 ? narrowedSettings(full, share) : full;
    const std::int64_t width = settings.integer("model.width");
    const int stages = networkStages(settings);
    if (architecture == "convnet") return convNet(width, stages, settings.text("model.padding") == "same");
    if (architecture == "resnet18")
        return resNet18(full.integer("model.width"), share, settings.text("model.norm_policy") != "batch");
    if (architecture == "mlp") return mlp(width, stages);
    if (architecture == "msdnet") return msdNet(MsdNetSettings::of(settings), stages);
    if (architecture == "vit") return visionTransformer(settings, width, stages);
    if (architecture == "transformer") return transformer(width, stages);
    throw InputError("model.architecture", "",
                     "no architecture '" + architecture + "'; expected convnet, resnet18, msdnet, mlp or vit");
}

}  // namespace exitlab

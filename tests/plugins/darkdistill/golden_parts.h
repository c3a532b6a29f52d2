// SPDX-License-Identifier: GPL-3.0-or-later
// The tiny network, models and generators of DarkDistill's golden files.
#pragma once

#include "plugins/darkdistill/stage.h"
#include "tests/support/networks.h"

namespace exitlab::test {

inline Network& tinyNetwork() {
    static Network network(NetworkPlan(modelSettings({{"model.architecture", "mlp"},
                                                      {"model.width", "5"},
                                                      {"training.exit_outputs", "boosted"},
                                                      {"training.boost", "0.2"}}),
                                       {1, 1, 6}, 3));
    return network;
}

/// Level l of the golden models: stages and exits 0..l; what it does not hold is NaN, so that no use goes unseen.
inline darkdistill::Level goldenLevel(const Json& named, int count, double weight = 1) {
    const SpanTable& spans = tinyNetwork().spans();
    darkdistill::Level level;
    level.count = count;
    level.exits.assign(3, false);
    std::fill_n(level.exits.begin(), count, true);
    level.values = at::full({spans.total}, std::numeric_limits<float>::quiet_NaN(), at::kFloat);
    assign(spans, level.values, named);
    level.weight = weight;
    level.trainable =
        spans.where([&](const TensorSpan& span) { return span.part == TensorSpan::Part::Stage && span.index < count; });
    return level;
}

inline darkdistill::Generator goldenGenerator(const Json& named) {
    darkdistill::GeneratorShape shape;
    shape.classes = 3;
    shape.noise = 3;
    shape.hidden = 5;
    shape.latent = tinyNetwork().plan().latent();
    shape.difficulty = named.contains("difficulty.weight");
    darkdistill::Generator generator(shape, "generator.0.", 0.01, Rng(1, Purpose::Test));
    const at::NoGradGuard noGrad;
    for (const auto& [name, value] : named.items()) Tensor(generator.tensors().at(name)).copy_(toTensor(value));
    return generator;
}

/// Gradients that are not zero by rounding alone: these two shifts vanish in the batch norm.
inline std::string generatorDifference(const darkdistill::Generator& generator, const Json& gradients, double near) {
    for (const auto& [name, value] : gradients.items()) {
        if (name == "difficulty.bias" || name == "hidden.bias") continue;
        const Tensor found = generator.tensors().at(name).grad();
        const std::string wrong = difference(found, toTensor(value), near);
        if (!wrong.empty()) return name + ": " + wrong;
    }
    return {};
}

inline std::vector<std::int64_t> wholeNumbers(const Json& json) { return json.get<std::vector<std::int64_t>>(); }

}  // namespace exitlab::test

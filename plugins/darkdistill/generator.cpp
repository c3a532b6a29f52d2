// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/darkdistill/generator.h"

namespace exitlab::darkdistill {

Generator::Generator(const GeneratorShape& shape, std::string prefix, double rate, Rng rng)
    : shape_(shape), tensors_(std::move(prefix), rate) {
    const std::int64_t q = shape.noise, inputs = (shape.difficulty ? 3 : 2) * q;
    std::int64_t latent = 1;
    for (const auto size : shape.latent) latent *= size;
    tensors_.addNormal("embedding.weight", {shape.classes, q}, rng);
    if (shape.difficulty) {
        tensors_.addUniform("difficulty.weight", {q, 1}, 1, rng);
        tensors_.addUniform("difficulty.bias", {q}, 1, rng);
    }
    tensors_.addUniform("hidden.weight", {shape.hidden, inputs}, inputs, rng);
    tensors_.addUniform("hidden.bias", {shape.hidden}, inputs, rng);
    tensors_.addConstant("norm.weight", {shape.hidden}, 1);
    tensors_.addConstant("norm.bias", {shape.hidden}, 0);
    tensors_.addUniform("output.weight", {latent, shape.hidden}, shape.hidden, rng);
    tensors_.addUniform("output.bias", {latent}, shape.hidden, rng);
    tensors_.finish();
}

Tensor Generator::generate(const Tensor& noise, const Tensor& labels, const Tensor& difficulty) const {
    const auto& w = tensors_;
    std::vector<Tensor> parts{noise, at::embedding(w.at("embedding.weight"), labels)};
    if (shape_.difficulty)
        parts.push_back(at::linear(difficulty.unsqueeze(1), w.at("difficulty.weight"), w.at("difficulty.bias")));
    Tensor h = at::linear(at::cat(parts, 1), w.at("hidden.weight"), w.at("hidden.bias"));
    h = at::batch_norm(h, w.at("norm.weight"), w.at("norm.bias"), {}, {}, /*training=*/true, 0.1, 1e-5, false);
    std::vector<std::int64_t> sizes{noise.size(0)};
    sizes.insert(sizes.end(), shape_.latent.begin(), shape_.latent.end());
    return at::linear(at::relu(h), w.at("output.weight"), w.at("output.bias")).view(sizes);
}

Tensor diversityLoss(const Tensor& noise, const Tensor& latents) {
    const Tensor x = latents.flatten(1);
    const Tensor apart = (noise.unsqueeze(1) - noise.unsqueeze(0)).square().mean(2);
    const Tensor distance = (x.unsqueeze(1) - x.unsqueeze(0)).abs().mean(2);
    return at::exp(-(apart * distance).mean());
}

}  // namespace exitlab::darkdistill

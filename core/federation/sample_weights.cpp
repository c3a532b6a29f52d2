// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/federation/sample_weights.h"

#include <cmath>

#include "core/base/error.h"
#include "core/learning/losses.h"
#include "core/learning/quota.h"

namespace exitlab {
namespace {

constexpr std::int64_t kHidden = 500;
constexpr double kReach = 0.8;
constexpr int kTensors = 4;  ///< weight, bias, weight, bias
const std::string kName = "l2w.";

std::string tensorName(int i) { return kName + std::to_string(i); }

/// Uniform in +-1/sqrt(inputs), as linear layers usually start.
Tensor uniform(const std::vector<std::int64_t>& shape, std::int64_t inputs, Rng& rng) {
    Tensor tensor = at::empty(shape, at::kFloat);
    const double bound = 1 / std::sqrt(static_cast<double>(inputs));
    for (std::int64_t i = 0; i < tensor.numel(); ++i)
        tensor.data_ptr<float>()[i] = static_cast<float>(rng.uniform(-bound, bound));
    return tensor;
}

}  // namespace

ExitLosses::ExitLosses(const ExitOutputs& out, const Tensor& labels) {
    std::vector<Tensor> columns;
    for (std::size_t k = 0; k < out.logits.size(); ++k) {
        if (!out.logits[k].defined()) continue;
        exits.push_back(static_cast<int>(k));
        columns.push_back(crossEntropyPerSample(out.logits[k], labels));
    }
    table = at::stack(columns, 1);
}

SampleWeights::SampleWeights(LocalWork& work, double rate, double quotaRatio) : work_(work), quotaRatio_(quotaRatio) {
    exits_ = std::count(work.exits().begin(), work.exits().end(), true);
    // Client ids are below 2^20; the offset keeps these draws apart from a server's.
    Rng rng(work.seed(), Purpose::Method, 0, (1U << 20) + static_cast<std::uint64_t>(work.client()));
    std::vector<Tensor> parameters{uniform({kHidden, exits_}, exits_, rng), uniform({kHidden}, exits_, rng),
                                   uniform({exits_, kHidden}, kHidden, rng), uniform({exits_}, kHidden, rng)};
    std::vector<Tensor> moments;
    const bool known = work.kept(tensorName(0)).defined();
    for (int i = 0; known && i < kTensors; ++i) {
        const Tensor kept = work.kept(tensorName(i));
        if (!kept.defined() || kept.sizes() != parameters[static_cast<std::size_t>(i)].sizes())
            throw InputError("checkpoint", "client " + std::to_string(work.client()) + " " + tensorName(i),
                             "is not of the network that weights samples");
        parameters[static_cast<std::size_t>(i)] = kept.clone();
    }
    for (Tensor& parameter : parameters) parameter.requires_grad_(true);
    AdamSettings settings;
    settings.rate = rate;
    adam_ = std::make_unique<Adam>(parameters, settings);
    for (int i = 0; known && i < 3 * kTensors; ++i) {
        moments.push_back(work.kept(tensorName(kTensors + i)));
        if (!moments.back().defined())
            throw InputError("checkpoint", "client " + std::to_string(work.client()) + " " + tensorName(kTensors + i),
                             "is missing");
    }
    if (known) adam_->restore(moments);
    for (int i = 0; i < kTensors; ++i) work.scratch[tensorName(i)] = parameters[static_cast<std::size_t>(i)];
}

Tensor SampleWeights::of(const LocalWork& work, const Tensor& losses) {
    const auto at = [&](int i) -> const Tensor& { return work.scratch.at(tensorName(i)); };
    const Tensor v = at::tanh(at::linear(at::tanh(at::linear(losses, at(0), at(1))), at(2), at(3)));
    return 1 + kReach * (v - v.mean());
}

Tensor SampleWeights::halfLosses(const Tensor& images, const Tensor& labels) const {
    return ExitLosses(work_.network().forward(images, work_.exits(), true), labels).table;
}

void SampleWeights::learn(const LocalWork::Batch& batch) {
    const std::int64_t n = batch.labels.size(0), half = n / 2;
    if (n < 4) return;
    const Network& network = work_.network();
    const Tensor before = network.values().clone();
    const auto restore = [&] {
        const at::NoGradGuard noGrad;
        network.values().copy_(before);
    };
    const Tensor images = batch.images.narrow(0, 0, half), labels = batch.labels.narrow(0, 0, half);

    // theta' = theta - lr dL_w/dtheta on the first half.
    const Tensor losses = halfLosses(images, labels);
    const Tensor weights = of(work_, losses.detach());
    (losses * weights.detach()).mean(0).sum().backward();
    SgdSettings trial;
    trial.rate = work_.learningRate();
    sgdStep(work_.trainable(), network.values(), network.gradients(), {}, trial);

    // g = gradient at theta' of the second half, each sample at its exit.
    const Tensor others = batch.labels.narrow(0, half, n - half);
    const ExitOutputs out = network.forward(batch.images.narrow(0, half, n - half), work_.exits(), true);
    const ExitLosses table(out, others);
    std::vector<Tensor> outputs;
    for (const int k : table.exits) outputs.push_back(out.logits[static_cast<std::size_t>(k)]);
    const std::vector<int> owner = assignByQuota(outputs, quotaRatio_);
    const Tensor index = at::tensor(std::vector<std::int64_t>(owner.begin(), owner.end()), at::kLong).unsqueeze(1);
    table.table.gather(1, index).mean().backward();
    const SpanSet& trainable = work_.trainable();
    const Tensor direction = trainable.gather(network.gradients());
    network.gradients().zero_();

    // d L_meta / d w_ik = -(lr / n) g . dloss_ik/dtheta: the derivative of the losses along g, by central differences
    // as in DARTS (step 0.01 / |g|). The same dropout on both sides.
    restore();
    const double length = direction.norm().item<double>();
    if (!(length > 0) || !std::isfinite(length)) return;
    const double step = 0.01 / length;
    const std::uint64_t dropout =
        Rng(work_.seed(), Purpose::Dropout, static_cast<std::uint64_t>(work_.round()),
            (static_cast<std::uint64_t>(++learned_) << 20) + static_cast<std::uint64_t>(work_.client()))
            .next();
    const Tensor packed = trainable.gather(before);
    Tensor sides[2];
    for (const int side : {0, 1}) {
        const at::NoGradGuard noGrad;
        trainable.scatter(packed + (side == 0 ? step : -step) * direction, network.values());
        work_.network().seedDropout(dropout);
        sides[side] = halfLosses(images, labels);
        restore();
    }
    const Tensor along = (sides[0] - sides[1]) / (2 * step);
    (weights * along * (-work_.learningRate() / static_cast<double>(half))).sum().backward();
    adam_->step();
}

void SampleWeights::keep() {
    for (int i = 0; i < kTensors; ++i)
        work_.keep(tensorName(i), adam_->parameters()[static_cast<std::size_t>(i)].detach().clone());
    const std::vector<Tensor> moments = adam_->state();
    for (int i = 0; i < 3 * kTensors; ++i)
        work_.keep(tensorName(kTensors + i), moments[static_cast<std::size_t>(i)].clone());
}

}  // namespace exitlab

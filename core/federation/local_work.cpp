// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/federation/local_work.h"

#include <cmath>

#include "core/federation/algorithm.h"

namespace exitlab {

LocalWork::LocalWork(Network& network, const Dataset& data, const Algorithm& algorithm, Task task, Tensor velocity,
                     const std::atomic<bool>& stop)
    : network_(network),
      data_(data),
      algorithm_(algorithm),
      task_(std::move(task)),
      velocity_(std::move(velocity)),
      stop_(stop) {
    network.seedDropout(Rng(task_.seed, Purpose::Dropout, static_cast<std::uint64_t>(task_.round),
                            static_cast<std::uint64_t>(task_.client))
                            .next());
    const auto deepest =
        std::distance(std::find(task_.exits.rbegin(), task_.exits.rend(), true), task_.exits.rend()) - 1;
    const int lastStage = deepest < 0 ? -1 : network.plan().places()[static_cast<std::size_t>(deepest)];
    trainable_ = network.spans().where([&](const TensorSpan& span) {
        if (span.buffer) return false;
        if (span.part == TensorSpan::Part::Head)
            return static_cast<bool>(task_.exits[static_cast<std::size_t>(span.index)]);
        return span.part == TensorSpan::Part::Stem || span.index <= lastStage;
    });
}

Tensor LocalWork::kept(const std::string& name) const {
    if (!task_.kept) return {};
    const auto found = task_.kept->find(name);
    return found == task_.kept->end() ? Tensor{} : found->second;
}

void LocalWork::train(int epochs) {
    const std::int64_t n = samples();
    const std::int64_t batch = std::min(task_.batch, n);
    std::vector<std::int64_t> order = *task_.train;
    for (int epoch = 0; epoch < epochs; ++epoch) {
        // Round and epoch share one field of the key: local_epochs is far below 2^20.
        Rng rng(task_.seed, Purpose::Batches,
                (static_cast<std::uint64_t>(task_.round) << 20) + static_cast<std::uint64_t>(epochsDone_++),
                static_cast<std::uint64_t>(task_.client));
        order = *task_.train;
        rng.shuffle(order);
        for (std::int64_t first = 0; first < n; first += batch) {
            if (stop_) throw StopRequested{};
            const std::int64_t count = std::min(batch, n - first);
            const std::int64_t* rows = order.data() + first;
            step(gatherBatch(data_, rows, count), gatherLabels(data_, rows, count));
        }
    }
}

void LocalWork::step(const Tensor& images, const Tensor& labels) {
    const ExitOutputs out = network_.forward(images, task_.exits, true);
    const std::vector<LossTerm> losses = algorithm_.loss({*this, out, labels});
    const auto count = images.size(0);
    Tensor total;
    for (std::size_t i = 0; i < losses.size(); ++i) {
        total = total.defined() ? total + losses[i].value : losses[i].value;
        auto at = std::find(terms_.begin(), terms_.end(), losses[i].name);
        if (at == terms_.end()) {
            at = terms_.insert(terms_.end(), losses[i].name);
            termSums_.push_back(0);
        }
        const auto value = losses[i].value.item<double>();
        diverged_ = diverged_ || !std::isfinite(value);
        termSums_[static_cast<std::size_t>(at - terms_.begin())] += value * static_cast<double>(count);
    }
    samplesSeen_ += count;
    if (!total.defined() || !total.requires_grad()) return;
    total.backward();
    sgdStep(trainable_, network_.values(), network_.gradients(), velocity_, task_.sgd);
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/federation/local_work.h"

#include <cmath>
#include <numeric>
#include <stdexcept>

#include "core/federation/algorithm.h"
#include "core/learning/losses.h"

namespace exitlab {

ExitCoupling ExitCoupling::of(const Settings& settings) {
    ExitCoupling coupling;
    coupling.selfDistillation = settings.real("training.self_distillation");
    coupling.temperature = settings.real("training.self_distillation_temperature");
    coupling.surgery = surgeryFrom(settings.text("training.gradient_surgery"));
    coupling.caGradRadius = settings.real("training.cagrad_c");
    return coupling;
}

Network& NetworkSet::narrowed(double width, WidthScaling scaling) {
    if (width == 1) return full_;
    auto& network = narrowed_[{width, scaling}];
    if (!network) network = std::make_unique<Network>(full_.plan().narrowed(width, scaling), full_);
    return *network;
}

Network& NetworkSet::companion() {
    if (!companion_) companion_ = std::make_unique<Network>(full_.plan());
    return *companion_;
}

LocalWork::LocalWork(NetworkSet& networks, const Dataset& data, const Algorithm& algorithm, Task task, Tensor velocity,
                     const std::atomic<bool>& stop)
    : networks_(networks),
      network_(&networks.narrowed(task.width, task.scaling)),
      data_(data),
      algorithm_(algorithm),
      task_(std::move(task)),
      velocity_(std::move(velocity)),
      stop_(stop),
      surgeryRng_(task_.seed, Purpose::Surgery, static_cast<std::uint64_t>(task_.round),
                  static_cast<std::uint64_t>(task_.client)),
      classCounts_(static_cast<std::size_t>(data.classes())) {
    network_->seedDropout(Rng(task_.seed, Purpose::Dropout, static_cast<std::uint64_t>(task_.round),
                              static_cast<std::uint64_t>(task_.client))
                              .next());
    const auto deepest =
        std::distance(std::find(task_.exits.rbegin(), task_.exits.rend(), true), task_.exits.rend()) - 1;
    const int lastStage = deepest < 0 ? -1 : network_->plan().places()[static_cast<std::size_t>(deepest)];
    trainable_ = network_->spans().where([&](const TensorSpan& span) {
        if (span.buffer || span.frozen) return false;
        if (span.part == TensorSpan::Part::Head)
            return static_cast<bool>(task_.exits[static_cast<std::size_t>(span.index)]);
        return span.within(lastStage);
    });
    if (task_.held) trainable_ = trainable_.intersect(*task_.held);
    rows_.resize(task_.train->size());
    std::iota(rows_.begin(), rows_.end(), std::int64_t{0});
    for (const auto sample : *task_.train)
        ++classCounts_[static_cast<std::size_t>(data.labels[static_cast<std::size_t>(sample)])];
}

void LocalWork::holdOut(double share) {
    std::vector<std::int64_t> all(task_.train->size());
    std::iota(all.begin(), all.end(), std::int64_t{0});
    const auto n = static_cast<std::int64_t>(all.size());
    const std::int64_t asked = std::llround(share * static_cast<double>(n));
    const std::int64_t held = n < 2 ? 0 : std::clamp<std::int64_t>(asked, 1, n - 1);
    // The same samples in every round: not keyed by it.
    Rng(task_.seed, Purpose::HoldOut, 0, static_cast<std::uint64_t>(task_.client)).shuffle(all);
    heldOut_.assign(all.begin(), all.begin() + held);
    rows_.assign(all.begin() + held, all.end());
    std::sort(rows_.begin(), rows_.end());
}

Tensor LocalWork::kept(const std::string& name) const {
    if (!task_.kept) return {};
    const auto found = task_.kept->find(name);
    return found == task_.kept->end() ? Tensor{} : found->second;
}

void LocalWork::send(const std::string& name, const Tensor& value, const std::string& group) {
    sent_[name] = value;
    sentBytes_[group] += static_cast<std::int64_t>(value.nbytes());
}

Tensor LocalWork::images(const std::vector<std::int64_t>& rows) const {
    std::vector<std::int64_t> samples;
    for (const auto row : rows) samples.push_back(task_.train->at(static_cast<std::size_t>(row)));
    return gatherBatch(data_, samples.data(), static_cast<std::int64_t>(samples.size()));
}

Tensor LocalWork::labels(const std::vector<std::int64_t>& rows) const {
    std::vector<std::int64_t> samples;
    for (const auto row : rows) samples.push_back(task_.train->at(static_cast<std::size_t>(row)));
    return gatherLabels(data_, samples.data(), static_cast<std::int64_t>(samples.size()));
}

void LocalWork::train(int epochs) {
    eachBatch(epochs, [this](const Batch& batch) { step(batch); });
}

void LocalWork::eachBatch(int epochs, const std::function<void(const Batch&)>& body) { eachBatch(epochs, rows_, body); }

void LocalWork::eachBatch(int epochs, const std::vector<std::int64_t>& rows,
                          const std::function<void(const Batch&)>& body) {
    const auto n = static_cast<std::int64_t>(rows.size());
    const std::int64_t size = std::min(task_.batch, n);
    std::vector<std::int64_t> order;
    epochsAsked_ = epochs;
    for (epoch_ = 0; epoch_ < epochs; ++epoch_) {
        // Round and epoch share one field of the key: local_epochs is far below 2^20.
        Rng rng(task_.seed, Purpose::Batches,
                (static_cast<std::uint64_t>(task_.round) << 20) +
                    static_cast<std::uint64_t>(task_.firstEpoch + epochsDone_++),
                static_cast<std::uint64_t>(task_.client));
        order = rows;
        rng.shuffle(order);
        for (std::int64_t first = 0; first < n; first += size) {
            if (stop_) throw StopRequested{};
            Batch batch;
            batch.rows.assign(order.begin() + first, order.begin() + std::min(first + size, n));
            batch.images = images(batch.rows);
            batch.labels = labels(batch.rows);
            batch.epoch = epoch_;
            batch.epochs = epochs;
            body(batch);
        }
    }
    epoch_ = 0;
}

Tensor LocalWork::count(const std::vector<LossTerm>& losses, std::int64_t samples) {
    Tensor total;
    for (const LossTerm& loss : losses) {
        total = total.defined() ? total + loss.value : loss.value;
        auto at = std::find(terms_.begin(), terms_.end(), loss.name);
        if (at == terms_.end()) {
            at = terms_.insert(terms_.end(), loss.name);
            termSums_.push_back(0);
        }
        const auto value = loss.value.item<double>();
        diverged_ = diverged_ || !std::isfinite(value);
        termSums_[static_cast<std::size_t>(at - terms_.begin())] += value * static_cast<double>(samples);
    }
    samplesSeen_ += samples;
    return total;
}

std::vector<LossTerm> LocalWork::losses(const ExitOutputs& out, const Batch& batch) {
    std::vector<LossTerm> terms = algorithm_.loss({*this, out, batch.images, batch.labels, batch.rows});
    const double share = task_.coupling.selfDistillation;
    if (share <= 0) return terms;
    const Tensor* last = nullptr;
    for (const Tensor& logits : out.logits)
        if (logits.defined()) last = &logits;
    Tensor taught;
    for (const Tensor& logits : out.logits) {
        if (!logits.defined() || &logits == last) continue;
        const Tensor one = distillation(*last, logits, task_.coupling.temperature);
        taught = taught.defined() ? taught + one : one;
    }
    if (!taught.defined()) return terms;
    for (LossTerm& term : terms) term.value = term.value * (1 - share);
    terms.push_back({"self_distillation", taught * share});
    return terms;
}

void LocalWork::step(const Batch& batch, const SpanSet& slices, const Network& network, const Tensor& velocity) {
    const ExitOutputs out = network.forward(batch.images, task_.exits, true);
    const auto samples = static_cast<std::int64_t>(batch.rows.size());
    if (task_.coupling.surgery != Surgery::None) {
        bool trains = false;
        surgicalBackward(
            network, out,
            [&](const ExitOutputs& leaves) {
                const Tensor total = count(losses(leaves, batch), samples);
                trains = total.defined() && total.requires_grad();
                return total;
            },
            task_.coupling.surgery, task_.coupling.caGradRadius, surgeryRng_);
        if (trains) descend(slices, network, velocity);
        return;
    }
    const Tensor total = count(losses(out, batch), samples);
    if (!total.defined() || !total.requires_grad()) return;
    total.backward();
    descend(slices, network, velocity);
}

void LocalWork::descend(const SpanSet& slices) { descend(slices, *network_, velocity_); }

void LocalWork::descend(const SpanSet& slices, const Network& network, const Tensor& velocity) {
    sgdStep(slices, network.values(), network.gradients(), velocity, task_.sgd);
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/darkdistill/stage.h"

#include "core/learning/losses.h"
#include "core/learning/relational.h"

namespace exitlab::darkdistill {

void StageLog::add(const std::string& series, const std::string& label, double value) {
    std::vector<Entry>& entries = series_[series];
    auto at = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.label == label; });
    if (at == entries.end()) at = entries.insert(entries.end(), Entry{label});
    at->sum += value;
    ++at->count;
}

std::vector<std::string> StageLog::labels(const std::string& series) const {
    std::vector<std::string> labels;
    for (const Entry& entry : series_.at(series)) labels.push_back(entry.label);
    return labels;
}

std::vector<double> StageLog::means(const std::string& series) const {
    std::vector<double> means;
    for (const Entry& entry : series_.at(series)) means.push_back(entry.sum / static_cast<double>(entry.count));
    return means;
}

void load(Network& network, const Tensor& values) {
    const at::NoGradGuard noGrad;
    network.values().copy_(values);
}

Tensor relation(const Tensor& teacher, const Tensor& student, const StageRules& rules) {
    return rules.distance * relationalDistance(teacher, student) + rules.angle * relationalAngle(teacher, student);
}

Tensor ownedLosses(const std::vector<Tensor>& outputs, const std::vector<int>& owner, const Tensor& labels) {
    std::vector<Tensor> losses;
    for (const Tensor& output : outputs) losses.push_back(crossEntropyPerSample(output, labels));
    const Tensor index = at::tensor(std::vector<std::int64_t>(owner.begin(), owner.end()), at::kLong);
    return at::stack(losses, 1).gather(1, index.unsqueeze(1)).squeeze(1);
}

std::vector<Tensor> computed(const std::vector<Tensor>& perExit) {
    std::vector<Tensor> defined;
    for (const Tensor& one : perExit)
        if (one.defined()) defined.push_back(one);
    return defined;
}

void descend(Network& network, const SpanSet& trainable, const Tensor& values, const StageRules& rules) {
    SgdSettings settings;
    settings.rate = rules.rate;
    settings.momentum = 0;
    settings.weightDecay = rules.decay;
    sgdStep(trainable, network.values(), network.gradients(), {}, settings);
    network.gradients().zero_();  // of whatever else the graph reached
    values.copy_(network.values());
}

}  // namespace exitlab::darkdistill

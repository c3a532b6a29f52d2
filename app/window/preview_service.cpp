// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/preview_service.h"

namespace exitlab {

namespace {

/// What a partition depends on.
Settings partitionSettings(const Experiment& experiment) {
    Settings key;
    for (const auto& [name, value] : experiment.settings().all())
        if (name == "seed" || name.rfind("data.", 0) == 0) key.set(name, value);
    return key;
}

}  // namespace

void PreviewService::setEngine(std::shared_ptr<const Engine> engine) { engine_ = std::move(engine); }

void PreviewService::request(quint64 token, const Experiment& experiment) {
    asked_ = token;
    {
        const std::lock_guard lock(mutex_);
        const bool queued = waiting_.has_value();
        waiting_ = Question{token, experiment, engine_};
        if (queued) return;
    }
    worker_.post([this] { answer(); });
}

void PreviewService::answer() {
    Question question;
    {
        const std::lock_guard lock(mutex_);
        question = std::move(*waiting_);
        waiting_.reset();
    }
    // The network first: it takes a millisecond, a partition of a data set on disk may take longer.
    if (question.engine) answerCost(question);
    answerPartition(question);
    QMetaObject::invokeMethod(
        this, [this, token = question.token] { answered_ = token; }, Qt::QueuedConnection);
}

void PreviewService::answerPartition(const Question& question) {
    const quint64 token = question.token;
    try {
        const Settings key = partitionSettings(question.experiment);
        if (!partitionKey_ || !(*partitionKey_ == key)) {
            partitionKey_.reset();
            partition_ = previewPartition(question.experiment, options_);
            partitionKey_ = key;
        }
        QMetaObject::invokeMethod(
            this, [this, token, preview = partition_] { Q_EMIT partitionReady(token, preview); }, Qt::QueuedConnection);
    } catch (const std::exception& error) {
        const QString reason = QString::fromUtf8(error.what());
        QMetaObject::invokeMethod(
            this, [this, token, reason] { Q_EMIT partitionFailed(token, reason); }, Qt::QueuedConnection);
    }
}

void PreviewService::answerCost(const Question& question) {
    const quint64 token = question.token;
    try {
        const CostReport cost = costOf(*question.engine, question.experiment, options_);
        QMetaObject::invokeMethod(
            this, [this, token, cost] { Q_EMIT costReady(token, cost); }, Qt::QueuedConnection);
    } catch (const std::exception& error) {
        const QString reason = QString::fromUtf8(error.what());
        QMetaObject::invokeMethod(
            this, [this, token, reason] { Q_EMIT costFailed(token, reason); }, Qt::QueuedConnection);
    }
}

}  // namespace exitlab

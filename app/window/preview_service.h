// SPDX-License-Identifier: GPL-3.0-or-later
// Partition and cost previews, computed by the code that runs use, in one thread. Only the newest question is answered.
#pragma once

#include <QObject>
#include <memory>
#include <mutex>
#include <optional>

#include "app/window/worker.h"
#include "core/federation/run.h"

namespace exitlab {

class PreviewService : public QObject {
    Q_OBJECT

  public:
    explicit PreviewService(const RunOptions& options, QObject* parent = nullptr)
        : QObject(parent), options_(options) {}

    /// Costs are answered only with an engine.
    void setEngine(std::shared_ptr<const Engine> engine);
    void request(quint64 token, const Experiment& experiment);
    /// Nothing asked is unanswered.
    bool isIdle() const { return answered_ == asked_; }

  Q_SIGNALS:
    void partitionReady(quint64 token, const exitlab::PartitionPreview& preview);
    void partitionFailed(quint64 token, const QString& reason);
    void costReady(quint64 token, const exitlab::CostReport& cost);
    void costFailed(quint64 token, const QString& reason);

  private:
    struct Question {
        quint64 token = 0;
        Experiment experiment;
        std::shared_ptr<const Engine> engine;
    };
    void answer();
    void answerPartition(const Question& question);
    void answerCost(const Question& question);

    RunOptions options_;
    std::shared_ptr<const Engine> engine_;
    quint64 asked_ = 0, answered_ = 0;
    std::mutex mutex_;
    std::optional<Question> waiting_;  // under mutex_
    // The last partition, kept by the worker alone: most changes do not touch it.
    std::optional<Settings> partitionKey_;
    PartitionPreview partition_;
    Worker worker_;  // last: ends before what its jobs touch
};

}  // namespace exitlab

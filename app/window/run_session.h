// SPDX-License-Identifier: GPL-3.0-or-later
// One run in a thread of its own, and the bridge that brings what it tells to the GUI thread: in order, in batches,
// at most one batch per 40 ms, none lost.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/federation/run.h"
#include "core/store/run_store.h"

namespace exitlab {

class RunSession : public QObject {
    Q_OBJECT

  public:
    RunSession(std::shared_ptr<const Engine> engine, std::shared_ptr<RunStore> store, const RunOptions& options,
               QObject* parent = nullptr);
    /// Stops the run and waits for it; its last checkpoint is written.
    ~RunSession() override;

    /// Either, once.
    void start(const Experiment& experiment);
    void resume(std::int64_t run);

    bool isRunning() const { return running_; }
    /// -1 until the store has given it a number.
    std::int64_t run() const { return run_; }
    bool pauseRequested() const { return control_.paused(); }
    bool stopRequested() const { return control_.stopRequested(); }

    void pause() { control_.pause(); }
    void unpause() { control_.resume(); }
    void step() { control_.step(); }
    void stop() { control_.stop(); }
    void checkpoint() { control_.checkpointNow(); }

  Q_SIGNALS:
    void created(qint64 run);
    void told(const std::vector<exitlab::ReportPtr>& reports);
    /// After the last told(). The error of a failed run is in the report.
    void finished(const exitlab::RunFinished& result);

  private:
    void launch(std::function<RunFinished(const ReportSink&)> body);
    void push(const ReportPtr& report);
    void deliver();
    void drain();

    std::shared_ptr<const Engine> engine_;
    std::shared_ptr<RunStore> store_;
    RunOptions options_;
    RunControl control_;
    std::int64_t run_ = -1;
    bool running_ = false;

    std::mutex mutex_;
    std::vector<ReportPtr> queue_;  // under mutex_
    bool announced_ = false;        // under mutex_: deliver() is on its way
    QElapsedTimer sinceDelivery_;
    QTimer later_;
    std::thread thread_;
};

}  // namespace exitlab

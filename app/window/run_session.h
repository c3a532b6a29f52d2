// SPDX-License-Identifier: GPL-3.0-or-later
// A run, or several as a race, in threads of their own, and the bridge that brings what they tell to the GUI thread: in
// order, in batches, at most one batch per 40 ms, none lost.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "core/federation/race.h"
#include "core/store/run_store.h"

namespace exitlab {

class RunSession : public QObject {
    Q_OBJECT

  public:
    RunSession(std::shared_ptr<const Engine> engine, std::shared_ptr<RunStore> store, const RunOptions& options,
               QObject* parent = nullptr);
    /// Stops the runs and waits for them; their last checkpoints are written.
    ~RunSession() override;

    /// Either, once. Stored runs are driven from their checkpoints, or from the beginning.
    void start(const Experiment& experiment);
    void start(const std::vector<std::int64_t>& runs);

    bool isRunning() const { return running_; }
    /// Empty until the store has given the run a number.
    const std::vector<std::int64_t>& runs() const { return runs_; }
    bool pauseRequested() const;
    bool stopRequested() const;

    void pause();
    void unpause();
    /// One round of each.
    void step();
    void stop();
    void checkpoint();

  Q_SIGNALS:
    void created(const std::vector<std::int64_t>& runs);
    /// Of one run each; `run` counts from 0, in the order of runs().
    void told(int run, const std::vector<exitlab::ReportPtr>& reports);
    /// After the last told(), of all. The error of a failed run is in its report.
    void finished(const std::vector<exitlab::RunFinished>& results);

  private:
    using Told = std::pair<int, ReportPtr>;
    enum class Command { Pause, Unpause, Step, Stop, Checkpoint };

    void launch(std::function<std::vector<std::int64_t>()> make);
    std::vector<RunFinished> drive(const std::vector<std::int64_t>& runs);
    void command(Command command);
    static void apply(Race& race, Command command);
    void push(int run, const ReportPtr& report);
    void deliver();
    void drain();

    std::shared_ptr<const Engine> engine_;
    std::shared_ptr<RunStore> store_;
    RunOptions options_;
    std::vector<std::int64_t> runs_;
    bool running_ = false;

    mutable std::mutex mutex_;
    std::unique_ptr<Race> race_;     // under mutex_
    std::vector<Command> commands_;  // under mutex_: given before there was a race
    std::vector<Told> queue_;        // under mutex_
    bool announced_ = false;         // under mutex_: deliver() is on its way
    QElapsedTimer sinceDelivery_;
    QTimer later_;
    std::thread thread_;
};

}  // namespace exitlab

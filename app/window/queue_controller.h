// SPDX-License-Identifier: GPL-3.0-or-later
// What is being driven and what waits: one run or race at a time, taken from the queue of the database. Everything that
// touches the disk happens in a thread; answers come as signals on the GUI thread.
#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "app/window/worker.h"
#include "core/federation/run.h"
#include "core/store/run_store.h"
#include "widgets/watch/queue_panel.h"

namespace exitlab {

class EngineService;
class RunSession;
class StoreService;

class QueueController : public QObject {
    Q_OBJECT

  public:
    QueueController(EngineService* engine, StoreService* store, const RunOptions& options, QObject* parent = nullptr);
    /// Stops what is being driven and waits for it; checkpoints are written.
    ~QueueController() override;

    /// The database is open: shows what waits. A queue that is not empty is paused until the user runs it.
    void begin();
    /// A run or a race is being driven, or is about to be.
    bool isRunning() const { return session_ != nullptr || claiming_; }
    /// Nothing is asked of the database.
    bool isIdle() const { return pending_ == 0; }
    /// What is being driven.
    const std::vector<RunSummary>& active() const { return active_; }
    bool drives(std::int64_t run) const;
    QString activeName() const;
    RunStatus status() const { return status_; }
    bool pauseRequested() const;
    bool stopRequested() const;
    const std::vector<QueueItem>& items() const { return items_; }
    int waiting() const;
    bool isPaused() const { return paused_; }

    /// Next in turn, before all others; at once if nothing is being driven.
    void start(const Experiment& experiment);
    void race(const std::vector<Experiment>& experiments);
    /// A stored run, from its checkpoint.
    void resume(std::int64_t run);
    void branch(std::int64_t parent, int round, const Experiment& experiment);
    /// At the end of the queue.
    void enqueue(const std::vector<Experiment>& experiments);
    void enqueueRace(const std::vector<Experiment>& experiments);
    void enqueueRun(std::int64_t run);
    void enqueueBranch(std::int64_t parent, int round, const Experiment& experiment);
    void move(std::int64_t run, int to);
    void remove(std::int64_t run);
    void setPaused(bool paused);
    /// Reads the queue again: another program may have changed it.
    void refresh();
    /// A fresh listing knows whether the loops wait.
    void onListed(const std::vector<RunSummary>& runs);

    void pauseRun();
    void unpauseRun();
    void stepRun();
    void checkpointRun();
    void stopRun();
    /// Stops what is being driven and begins nothing more: the window closes.
    void closeDown();

  Q_SIGNALS:
    void begun(const std::vector<exitlab::RunSummary>& runs);
    /// `run` counts from 0, in the order of begun().
    void told(int run, const std::vector<exitlab::ReportPtr>& reports);
    void stateChanged(RunStatus status);
    /// One result per run of begun(), in its order.
    void ended(const std::vector<exitlab::RunSummary>& runs, const std::vector<exitlab::RunFinished>& results);
    /// Queue, activity or commands changed.
    void changed();
    void said(const QString& message);
    void failed(const QString& message, const QString& details);

  private:
    using Answer = std::function<void()>;
    /// How runs come into being, in the thread; they are then put into the queue.
    using Make = std::function<std::vector<std::int64_t>(RunStore&)>;
    enum class Where { Front, End };

    void post(const QString& failure, std::function<Answer(RunStore&)> job, Answer otherwise = {});
    void submit(const QString& failure, Make make, Where where, bool together = false);
    void advance(bool evenIfPaused);
    void launch(std::vector<RunSummary> runs);
    void finish(const std::vector<RunFinished>& results);
    Answer readQueue(RunStore& store);

    EngineService* engine_;
    StoreService* store_;
    RunOptions options_;
    std::unique_ptr<RunSession> session_;
    std::vector<RunSummary> active_;
    std::vector<QueueItem> items_;
    RunStatus status_ = RunStatus::Queued;
    bool paused_ = false;
    bool claiming_ = false;  ///< a run is about to be driven
    bool stopWanted_ = false;
    bool closing_ = false;
    int pending_ = 0;
    Worker worker_;  // last: ends before what its jobs touch
};

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
// Several runs side by side. Torch-free, as run.h.
#pragma once

#include <deque>
#include <optional>

#include "core/federation/run.h"

namespace exitlab {

/// Runs in lock-step: each in a thread of its own, and only one advances at a time, a round per turn in the order
/// given. Every run has the whole machine in its turn, so that times compare, and gives the same bits as alone.
class Race {
  public:
    struct Entry {
        Experiment experiment;
        std::int64_t run = 0;  ///< from RunStore::createRun
    };
    /// Called by one thread at a time, with the entry's index.
    using Sink = std::function<void(std::size_t entry, const ReportPtr& report)>;

    /// The engine and the store must outlive the race.
    Race(const Engine& engine, RunStore& store, std::vector<Entry> entries, RunOptions options = {});
    /// A place of the queue: stored runs, each driven by executeQueued(). One run alone is a race too.
    Race(const Engine& engine, RunStore& store, const std::vector<std::int64_t>& queued, RunOptions options = {});

    /// Drives all runs to their ends; once. Returns their final reports in the order of the entries. A run that fails
    /// leaves the race; the others go on.
    std::vector<RunFinished> drive(const Sink& sink);
    /// Commands to all runs, from any thread. The run whose turn it is finishes its round first; a stop takes effect
    /// within a batch there, at the others when their turn comes. A step is one round of each.
    void stop();
    void pause();
    void resume();
    void step();
    void checkpointNow();
    bool paused() const;
    bool stopRequested() const;

  private:
    const Engine& engine_;
    RunStore& store_;
    struct Lane {
        std::int64_t run = 0;
        std::optional<Experiment> experiment;  ///< of a new run; none: as stored
    };
    const std::vector<Lane> lanes_;
    const RunOptions options_;
    std::deque<RunControl> controls_;
};

}  // namespace exitlab

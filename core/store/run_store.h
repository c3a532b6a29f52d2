// SPDX-License-Identifier: GPL-3.0-or-later
// The run database: one class opens, creates and migrates it; one writer thread writes; readers have connections of
// their own. SQLite appears only in this folder. Schema: core/store/schema.h.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/config/experiment.h"
#include "core/metrics/report.h"

namespace exitlab {

/// One row of the run table.
struct RunSummary {
    std::int64_t id = 0;
    std::string name, method, dataset;
    RunStatus status = RunStatus::Queued;
    std::uint64_t seed = 0;
    std::string created;       ///< ISO 8601, UTC
    int rounds = 0;            ///< configured
    int completed = 0;         ///< finished so far
    int checkpointRound = -1;  ///< newest checkpoint, -1: none (resume starts over)
    int clients = 0, exits = 0;
    std::vector<double> accuracy;      ///< per exit: mean over clients at the last evaluation; empty before the first
    std::vector<double> bestAccuracy;  ///< per exit: over rounds
    double seconds = 0;
    std::int64_t bytesUp = 0, bytesDown = 0;
    std::string weightsSha256;
    std::string error;
    bool diverged = false;
    std::string tags, note;
    bool starred = false;
    int colour = 0;                ///< categorical colour of the run, for life
    std::string experiment;        ///< JSON text
    std::int64_t parent = 0;       ///< run that this one branched from, 0: none (any more)
    int parentRound = 0;           ///< after which it branched; up to it the history is the parent's
    std::string group;             ///< race or sweep that it belongs to; empty: none
    std::vector<double> exitMacs;  ///< multiply-accumulates of one sample to each exit; empty before the start
    bool operator==(const RunSummary&) const = default;
};

/// A place of the queue: one run, or several that are driven together as a race.
struct QueuePlace {
    std::vector<std::int64_t> runs;
    bool operator==(const QueuePlace&) const = default;
};

struct CheckpointInfo {
    int round = 0;
    std::filesystem::path file;
    std::int64_t bytes = 0;
    std::string sha256;
    bool operator==(const CheckpointInfo&) const = default;
};

/// Where and when a run was made.
struct RunOrigin {
    std::string started, ended;  ///< ISO 8601, UTC; empty: not yet
    int workers = 0;             ///< threads that trained clients
    std::string version;         ///< of ExitLab
    Json libraries;              ///< {"exitlab": "0.1.0", "torch": "1.13.0", "sqlite": ..., "compiler": ...}
    Json machine;                ///< {"host", "system", "architecture", "processor", "threads", "memory_bytes"}
};

/// Read-only view over a connection of its own. Not thread-safe: one per thread. A run in progress can be read.
class RunReader {
  public:
    explicit RunReader(const std::filesystem::path& database);
    ~RunReader();
    RunReader(RunReader&&) noexcept;
    RunReader& operator=(RunReader&&) noexcept;

    /// Newest first; the trashed ones, or all others.
    std::vector<RunSummary> list(bool trashed = false) const;
    std::optional<RunSummary> find(std::int64_t run) const;
    /// What the run told, in order, as it was told (RecordsTaken included only if asked: they are large).
    std::vector<ReportPtr> reports(std::int64_t run, bool withRecords = false) const;
    /// Newest records, or those of `round`; nullopt if none.
    std::optional<RecordsTaken> records(std::int64_t run, std::optional<int> round = std::nullopt) const;
    /// The rounds with exit records of every run that has any, ascending. Reads no record.
    std::map<std::int64_t, std::vector<int>> recordedRounds() const;
    std::vector<CheckpointInfo> checkpoints(std::int64_t run) const;
    /// Runs that wait or are being driven from the queue, first to be driven first; without those in the trash.
    std::vector<QueuePlace> queue() const;
    /// True: no run of the queue is to be begun.
    bool queuePaused() const;
    std::optional<RunOrigin> origin(std::int64_t run) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// A run in a database of its own, checked and of this version, on its way into the store; its files lie on the same
/// disk.
struct StagedRun {
    std::filesystem::path database;
    std::int64_t run = 0;                      ///< there
    std::vector<std::filesystem::path> files;  ///< of its checkpoints
};

class RunStore {
  public:
    /// Opens, creates or migrates (with a backup first) and starts the writer. Throws Error(Storage): not a database,
    /// not ExitLab's, newer than this version (says which), locked, read-only; each names the file. Runs whose process
    /// is gone (heartbeat, pid, boot id) become Interrupted.
    explicit RunStore(const std::filesystem::path& database);
    ~RunStore();

    const std::filesystem::path& path() const;
    RunReader reader() const { return RunReader(path()); }

    /// Registers the run as Queued with experiment, build, library versions and machine; returns its id. `group`: race
    /// or sweep that it belongs to.
    std::int64_t createRun(const Experiment& experiment, const std::string& group = {});
    /// A new run, Queued, whose history up to `round` is that of `parent` (rows and checkpoint are copied) and whose
    /// experiment is another: what it is resumed with. Throws Error(Usage) naming the rounds if the parent has no
    /// checkpoint of that round. Knows nothing of what may differ: see branchRun().
    std::int64_t createBranch(std::int64_t parent, int round, const Experiment& experiment);
    /// Queues a report for the writer; never blocks on the disk. Status changes follow from RunStarted and RunFinished.
    void append(std::int64_t run, const ReportPtr& report);
    void setStatus(std::int64_t run, RunStatus status);
    /// Everything appended so far is on disk on return. Throws Error(Storage) if it cannot be stored at the moment
    /// (disk full, file locked: it is kept and tried again), or if something since the last flush could never be
    /// stored.
    void flush();
    /// Why nothing is stored at the moment and how much waits ("...: the disk is full (12 changes kept ..."); empty if
    /// all is well. Cheap, from any thread.
    std::string problem() const;
    /// Forgets everything after `round` (resume starts there) and sets the status to Running; -1 forgets everything,
    /// for a run that starts over. The first RunStarted stays with round 0; those of resumed sessions of which no round
    /// is left, and any RunFinished, go. Synchronous.
    void rewind(std::int64_t run, int round);

    /// Folder for the run's checkpoint files (created): <database>.files/run-<id>.
    std::filesystem::path filesDir(std::int64_t run) const;
    /// Records a checkpoint file already written and synced, which must lie in filesDir(run); deletes older ones beyond
    /// `keep` (0: keep all).
    void addCheckpoint(std::int64_t run, const CheckpointInfo& checkpoint, int keep);

    /// At the end of the queue: each run a place of its own, or `together` as one race. Runs in the queue already move.
    /// Throws Error(Usage) for a run that is finished or being driven.
    void enqueue(const std::vector<std::int64_t>& runs, bool together = false);
    /// The whole place of the run to index `to` (from 0) of the queue; beyond its end is the end.
    void moveInQueue(std::int64_t run, int to);
    /// The whole place of the run leaves the queue. A run that waited and has told nothing goes to the trash, any other
    /// that waited becomes Stopped: it can be continued. False if it was not in the queue.
    bool removeFromQueue(std::int64_t run);
    /// The run has ended: it alone leaves the queue and keeps its status.
    void finishInQueue(std::int64_t run);
    /// Takes the first place that nobody drives: its runs are marked as driven by this process and stay in the queue
    /// until finishInQueue(). Empty: the queue is empty, or all of it is being driven.
    std::vector<std::int64_t> claimNext();
    void setQueuePaused(bool paused);
    /// Copies the rows and moves the files of the runs in, all or none, in one transaction; returns their numbers. For
    /// core/store/bundle.h, which has checked them.
    std::vector<std::int64_t> adopt(const std::vector<StagedRun>& runs);

    /// Rows and files. Throws Error(Usage) while a living process drives the run.
    void remove(std::int64_t run);
    void setTrashed(std::int64_t run, bool trashed);
    /// Race or sweep that the run belongs to; empty: none.
    void setGroup(std::int64_t run, const std::string& group);
    void setStar(std::int64_t run, bool starred);
    void setNote(std::int64_t run, const std::string& note);
    /// Comma-separated; RunSummary gives them trimmed, each once, joined by ", ".
    void setTags(std::int64_t run, const std::string& tags);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace exitlab

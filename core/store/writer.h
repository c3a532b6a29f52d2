// SPDX-License-Identifier: GPL-3.0-or-later
// The one thread that writes to the database. Internal to core/store.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "core/metrics/report.h"
#include "core/store/database.h"
#include "core/store/process.h"

namespace exitlab {

/// Work is done in the order in which it came, everything that waits in one transaction. What is appended is kept until
/// it is stored, through a full disk or a locked file; calls fail at once.
class Writer {
  public:
    explicit Writer(std::unique_ptr<Connection> connection);
    /// Stores what waits (one last attempt), marks runs that are still driven as interrupted.
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    const ProcessIdentity& identity() const { return identity_; }

    /// Never waits.
    void append(std::int64_t run, ReportPtr report);
    /// Kept like a report, but seen by readers on return (unless the disk fails).
    void setStatus(std::int64_t run, RunStatus status);
    /// Runs `work` after all that was given before; returns when it is committed and throws what it threw.
    void call(std::function<void(Connection&)> work);
    /// The same, after which the run is driven by this process.
    void drive(std::int64_t run, std::function<void(Connection&)> work);
    void flush();
    /// Why nothing is stored at the moment, and how much waits; empty if all is well.
    std::string problem() const;

  private:
    /// An error on its way to the calling thread, as values: the exception itself is made there.
    struct Failure {
        Error::Kind kind = Error::Kind::Storage;
        std::string message;
    };
    struct Task {
        std::function<void(Connection&)> work;
        std::int64_t run = 0;
        std::string what;   ///< for messages: "report evaluated of run 3"
        bool keep = true;   ///< until stored; a call (false) fails with the transaction
        bool sync = false;  ///< to be on the disk, not only in the system's cache
        std::optional<Failure> failure;
        std::function<void(const std::optional<Failure>&)> done;
    };

    std::uint64_t push(Task task, bool urgent);
    std::string pendingText() const;
    void attempt(std::deque<Task>& waiting, bool sync);
    void wait(Task task);
    void loop();
    void beat();
    /// One transaction for all; false if it failed and may succeed later (`reason` says why).
    /// `answers` are those to the calls, given once the outcome is on the disk.
    bool store(std::deque<Task>& tasks, std::vector<std::function<void()>>& answers, std::string& reason);
    void runTask(Task& task);
    void noteRecovery();
    void closeRuns();

    std::unique_ptr<Connection> connection_;
    ProcessIdentity identity_;

    mutable std::mutex mutex_;
    std::condition_variable wake_;     ///< of the writer
    std::condition_variable settled_;  ///< after every attempt
    std::deque<Task> queue_;
    std::uint64_t pushed_ = 0;
    std::uint64_t settledCount_ = 0;  ///< tasks that are stored or have failed for good
    std::uint64_t failedAttempts_ = 0;
    std::string failing_;            ///< reason while attempts fail
    std::vector<std::string> lost_;  ///< what could never be stored, until flush() says so
    bool urgent_ = false;
    std::uint64_t syncTicket_ = 0;   ///< flush() wants the first so many on the disk
    std::uint64_t syncedCount_ = 0;  ///< of the settled, on the disk and not only in the system's cache
    bool stop_ = false;

    // Of the writer's thread alone.
    std::set<std::int64_t> driven_;   ///< runs whose heartbeat is ours
    std::set<std::int64_t> delayed_;  ///< runs whose reports waited for the disk
    std::thread thread_;
};

}  // namespace exitlab

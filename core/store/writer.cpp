// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/writer.h"

#include <spdlog/spdlog.h>
#include <sqlite3.h>

#include <chrono>
#include <future>
#include <memory>

#include "core/metrics/report_json.h"
#include "core/store/run_rows.h"

namespace exitlab {

namespace {

using namespace std::chrono_literals;

constexpr auto kGather = 100ms;  // reports of one round come together; one transaction holds them
constexpr auto kRetry = 1000ms;  // while the disk is full or the file locked
constexpr auto kHeartbeat = 10000ms;

std::string plural(std::size_t n, const char* thing) { return std::to_string(n) + " " + thing + (n == 1 ? "" : "s"); }

}  // namespace

Writer::Writer(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)), identity_(currentProcess()), thread_([this] { loop(); }) {}

Writer::~Writer() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void Writer::append(std::int64_t run, ReportPtr report) {
    Task task;
    task.run = run;
    task.what = std::string("report ") + reportName(*report) + " of run " + std::to_string(run);
    task.sync = std::holds_alternative<RunFinished>(*report) || std::holds_alternative<CheckpointWritten>(*report);
    task.work = [this, run, report = std::move(report)](Connection& connection) {
        storeReport(connection, run, *report, identity_);
        if (std::holds_alternative<RunStarted>(*report)) driven_.insert(run);
        if (std::holds_alternative<RunFinished>(*report)) driven_.erase(run);
    };
    push(std::move(task), false);
}

void Writer::setStatus(std::int64_t run, RunStatus status) {
    Task task;
    task.run = run;
    task.what = "status of run " + std::to_string(run);
    task.work = [this, run, status](Connection& connection) {
        setRunStatus(connection, run, status, identity_);
        if (status == RunStatus::Running || status == RunStatus::Paused)
            driven_.insert(run);
        else
            driven_.erase(run);
    };
    const std::uint64_t ticket = push(std::move(task), true);
    std::unique_lock lock(mutex_);
    const std::uint64_t failed = failedAttempts_;
    settled_.wait(lock, [&] { return settledCount_ >= ticket || failedAttempts_ != failed || !failing_.empty(); });
}

void Writer::call(std::function<void(Connection&)> work) {
    Task task;
    task.work = std::move(work);
    wait(std::move(task));
}

void Writer::drive(std::int64_t run, std::function<void(Connection&)> work) {
    Task task;
    task.work = [this, run, work = std::move(work)](Connection& connection) {
        work(connection);
        driven_.insert(run);
    };
    wait(std::move(task));
}

void Writer::wait(Task task) {
    // Shared: the writer may still be inside set_value when the caller has its answer and leaves.
    const auto promise = std::make_shared<std::promise<std::optional<Failure>>>();
    auto answer = promise->get_future();
    task.keep = false;
    task.sync = true;
    task.done = [promise](const std::optional<Failure>& failure) { promise->set_value(failure); };
    push(std::move(task), true);
    if (const auto failure = answer.get()) throw Error(failure->kind, failure->message);
}

std::uint64_t Writer::push(Task task, bool urgent) {
    std::uint64_t ticket = 0;
    {
        const std::lock_guard lock(mutex_);
        queue_.push_back(std::move(task));
        ticket = ++pushed_;
        urgent_ = urgent_ || urgent;
    }
    wake_.notify_one();
    return ticket;
}

void Writer::flush() {
    std::unique_lock lock(mutex_);
    const std::uint64_t ticket = pushed_;
    const std::uint64_t failed = failedAttempts_;
    syncTicket_ = ticket;
    urgent_ = true;
    wake_.notify_one();
    settled_.wait(lock, [&] { return syncedCount_ >= ticket || failedAttempts_ != failed; });
    if (failedAttempts_ != failed && !failing_.empty()) throw Error(Error::Kind::Storage, failing_ + pendingText());
    if (!lost_.empty()) {
        const std::string what = lost_.front();
        const std::size_t others = lost_.size() - 1;
        lost_.clear();
        throw Error(Error::Kind::Storage, what + (others ? " (and " + plural(others, "other") + ")" : ""));
    }
}

std::string Writer::problem() const {
    const std::lock_guard lock(mutex_);
    return failing_.empty() ? "" : failing_ + pendingText();
}

std::string Writer::pendingText() const {
    return " (" + plural(static_cast<std::size_t>(pushed_ - settledCount_), "change") +
           " kept in memory, tried again every second)";
}

void Writer::loop() {
    std::deque<Task> waiting;  // taken from the queue, not stored yet
    auto lastBeat = std::chrono::steady_clock::now();
    for (bool stopping = false; !stopping;) {
        bool sync = false;
        {
            std::unique_lock lock(mutex_);
            const auto something = [&] { return stop_ || urgent_ || (waiting.empty() && !queue_.empty()); };
            if (!waiting.empty())
                wake_.wait_for(lock, kRetry, something);
            else if (!driven_.empty())
                wake_.wait_until(lock, lastBeat + kHeartbeat, something);
            else
                wake_.wait(lock, something);
            if (waiting.empty() && !queue_.empty()) wake_.wait_for(lock, kGather, [&] { return stop_ || urgent_; });
            stopping = stop_;
            sync = syncTicket_ > syncedCount_;
            urgent_ = false;
            for (Task& task : queue_) waiting.push_back(std::move(task));
            queue_.clear();
        }
        if (std::chrono::steady_clock::now() - lastBeat >= kHeartbeat) {
            lastBeat = std::chrono::steady_clock::now();
            beat();
        }
        attempt(waiting, sync);
    }
    if (!waiting.empty())
        spdlog::error("{}: closed with {} that could not be stored", connection_->path().string(),
                      plural(waiting.size(), "change"));
    closeRuns();
}

void Writer::attempt(std::deque<Task>& waiting, bool sync) {
    std::string reason;
    const std::size_t before = waiting.size();
    for (const Task& task : waiting) sync = sync || task.sync;
    std::vector<std::function<void()>> answers;
    bool stored = store(waiting, answers, reason);
    if (stored && sync) {
        // A commit reaches the system; a checkpoint of the log also reaches the disk.
        try {
            connection_->database().exec("PRAGMA wal_checkpoint(PASSIVE)");
        } catch (const SQLite::Exception& error) {
            stored = false;
            reason = storageError(connection_->path(), error).what();
        }
    }
    {
        const std::lock_guard lock(mutex_);
        settledCount_ += before - waiting.size();
        if (stored) {
            failing_.clear();
            if (sync) syncedCount_ = settledCount_;
        } else {
            if (failing_.empty()) spdlog::error("{}", reason);
            failing_ = reason;
            ++failedAttempts_;
        }
    }
    settled_.notify_all();
    for (const auto& answer : answers) answer();
}

bool Writer::store(std::deque<Task>& tasks, std::vector<std::function<void()>>& answers, std::string& reason) {
    if (tasks.empty()) return true;
    SQLite::Database& database = connection_->database();
    const std::set<std::int64_t> drivenBefore = driven_;
    try {
        database.exec("BEGIN IMMEDIATE");
        for (Task& task : tasks) {
            task.failure.reset();
            runTask(task);
        }
        noteRecovery();
        database.exec("COMMIT");
    } catch (const std::exception& error) {
        const auto* refused = dynamic_cast<const SQLite::Exception*>(&error);
        reason = refused ? storageError(connection_->path(), *refused).what()
                         : connection_->path().string() + ": " + error.what();
        driven_ = drivenBefore;
        // SQLite may have rolled back by itself (disk full).
        if (sqlite3_get_autocommit(database.getHandle()) == 0)
            sqlite3_exec(database.getHandle(), "ROLLBACK", nullptr, nullptr, nullptr);
        std::deque<Task> kept;
        for (Task& task : tasks) {
            if (task.keep) {
                delayed_.insert(task.run);
                kept.push_back(std::move(task));
            } else {
                const Failure failure{Error::Kind::Storage, reason};
                answers.push_back([done = std::move(task.done), failure] { done(failure); });
            }
        }
        tasks = std::move(kept);
        return false;
    }
    delayed_.clear();
    for (Task& task : tasks) {
        if (task.done) answers.push_back([done = std::move(task.done), failure = task.failure] { done(failure); });
        if (!task.keep || !task.failure) continue;
        const std::string what = task.what + " could not be stored: " + task.failure->message;
        spdlog::error("{}", what);
        const std::lock_guard lock(mutex_);
        lost_.push_back(what);
    }
    tasks.clear();
    return true;
}

/// A task that is wrong in itself is undone alone and keeps its error; one that the disk refuses ends the transaction.
void Writer::runTask(Task& task) {
    SQLite::Database& database = connection_->database();
    database.exec("SAVEPOINT task");
    try {
        task.work(*connection_);
    } catch (const SQLite::Exception& error) {
        if (mayPass(error)) throw;
        task.failure = Failure{Error::Kind::Storage, storageError(connection_->path(), error).what()};
    } catch (const Error& error) {
        task.failure = Failure{error.kind(), error.what()};
    } catch (const std::exception& error) {
        task.failure = Failure{Error::Kind::Storage, connection_->path().string() + ": " + error.what()};
    }
    if (task.failure) database.exec("ROLLBACK TO task");
    database.exec("RELEASE task");
}

/// Says in each run's own log that its reports came late.
void Writer::noteRecovery() {
    for (const std::int64_t run : delayed_) {
        if (connection_->integer(0, "SELECT 1 FROM run WHERE id = ?", run) == 0) continue;
        const auto round = static_cast<int>(connection_->integer(0, "SELECT completed FROM run WHERE id = ?", run));
        std::string why;
        {
            const std::lock_guard lock(mutex_);
            why = failing_;
        }
        storeReport(
            *connection_, run,
            Message{round, Message::Level::Warning,
                    "Storing was interrupted (" + why + "); what waited in memory is stored now, nothing is lost."},
            identity_);
    }
}

void Writer::beat() {
    try {
        for (const std::int64_t run : driven_)
            connection_->execute("UPDATE run SET heartbeat = ? WHERE id = ?", secondsNow(), run);
    } catch (const SQLite::Exception& error) {
        // Reports are what matters; a missed beat is only seen from other machines.
        spdlog::debug("{}: heartbeat: {}", connection_->path().string(), error.what());
    }
}

void Writer::closeRuns() {
    try {
        for (const std::int64_t run : driven_) setRunStatus(*connection_, run, RunStatus::Interrupted, identity_);
    } catch (const std::exception& error) {
        spdlog::error("{}: {}", connection_->path().string(), error.what());
    }
}

}  // namespace exitlab

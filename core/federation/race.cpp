// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/federation/race.h"

#include <thread>

namespace exitlab {
namespace {

/// Whose turn it is. A run waits inside its own report sink, between two rounds: it is not paused in the store, and
/// what follows a round (its checkpoint) belongs to its next turn.
class Turns {
  public:
    explicit Turns(std::size_t count) : present_(count, true) {}

    void await(std::size_t entry) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return turn_ == entry; });
    }
    /// Gives the turn to the next one and waits until it comes back.
    void pass(std::size_t entry) {
        {
            const std::lock_guard lock(mutex_);
            advance();
        }
        await(entry);
    }
    void leave(std::size_t entry) {
        const std::lock_guard lock(mutex_);
        present_[entry] = false;
        if (turn_ == entry) advance();
    }

  private:
    void advance() {
        for (std::size_t step = 1; step <= present_.size(); ++step) {
            const std::size_t next = (turn_ + step) % present_.size();
            if (!present_[next]) continue;
            turn_ = next;
            break;
        }
        changed_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<bool> present_;
    std::size_t turn_ = 0;
};

}  // namespace

Race::Race(const Engine& engine, RunStore& store, std::vector<Entry> entries, RunOptions options)
    : engine_(engine),
      store_(store),
      entries_(std::move(entries)),
      options_(std::move(options)),
      controls_(entries_.size()) {}

std::vector<RunFinished> Race::drive(const Sink& sink) {
    std::vector<RunFinished> results(entries_.size());
    Turns turns(entries_.size());
    const auto one = [&](std::size_t i) {
        turns.await(i);
        try {
            results[i] = executeRun(
                engine_, entries_[i].experiment, store_, entries_[i].run, controls_[i],
                [&, i](const ReportPtr& report) {
                    if (sink) sink(i, report);
                    if (std::holds_alternative<RunStarted>(*report) || std::holds_alternative<RoundFinished>(*report))
                        turns.pass(i);
                },
                options_);
        } catch (const std::exception& e) {
            results[i].status = RunStatus::Failed;
            results[i].error = e.what();
        }
        turns.leave(i);
    };
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        try {
            threads.emplace_back(one, i);
        } catch (const std::exception& e) {
            // No thread to be had: the others must not wait for it.
            results[i].status = RunStatus::Failed;
            results[i].error = e.what();
            turns.leave(i);
        }
    }
    for (std::thread& thread : threads) thread.join();
    return results;
}

void Race::stop() {
    for (RunControl& control : controls_) control.stop();
}

}  // namespace exitlab

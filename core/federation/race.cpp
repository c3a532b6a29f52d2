// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/federation/race.h"

#include <algorithm>
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
    /// Gives the turn away, if it has it, without waiting for another.
    void release(std::size_t entry) {
        const std::lock_guard lock(mutex_);
        if (turn_ == entry) advance();
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
      lanes_([&] {
          std::vector<Lane> lanes;
          for (Entry& entry : entries) lanes.push_back({entry.run, std::move(entry.experiment)});
          return lanes;
      }()),
      options_(std::move(options)),
      controls_(lanes_.size()) {}

Race::Race(const Engine& engine, RunStore& store, const std::vector<std::int64_t>& queued, RunOptions options)
    : engine_(engine),
      store_(store),
      lanes_([&] {
          std::vector<Lane> lanes;
          for (const std::int64_t run : queued) lanes.push_back({run, std::nullopt});
          return lanes;
      }()),
      options_(std::move(options)),
      controls_(lanes_.size()) {}

std::vector<RunFinished> Race::drive(const Sink& sink) {
    std::vector<RunFinished> results(lanes_.size());
    Turns turns(lanes_.size());
    std::mutex telling;  // while all are paused, several write checkpoints
    const auto one = [&](std::size_t i) {
        const Lane& lane = lanes_[i];
        turns.await(i);
        // While all are paused nobody holds the turn back: a checkpoint that is asked for then is written by each.
        controls_[i].onWait = [&turns, i](bool waiting) { waiting ? turns.release(i) : turns.await(i); };
        const ReportSink tell = [&, i](const ReportPtr& report) {
            if (sink) {
                const std::lock_guard lock(telling);
                sink(i, report);
            }
            if (std::holds_alternative<RunStarted>(*report) || std::holds_alternative<RoundFinished>(*report))
                turns.pass(i);
        };
        try {
            results[i] = lane.experiment
                             ? executeRun(engine_, *lane.experiment, store_, lane.run, controls_[i], tell, options_)
                             : executeQueued(engine_, store_, lane.run, controls_[i], tell, options_);
        } catch (const std::exception& e) {
            results[i].status = RunStatus::Failed;
            results[i].error = e.what();
        }
        turns.leave(i);
    };
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
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

void Race::pause() {
    for (RunControl& control : controls_) control.pause();
}

void Race::resume() {
    for (RunControl& control : controls_) control.resume();
}

void Race::step() {
    for (RunControl& control : controls_) control.step();
}

void Race::checkpointNow() {
    for (RunControl& control : controls_) control.checkpointNow();
}

bool Race::paused() const {
    return std::any_of(controls_.begin(), controls_.end(), [](const RunControl& control) { return control.paused(); });
}

bool Race::stopRequested() const {
    return std::any_of(controls_.begin(), controls_.end(),
                       [](const RunControl& control) { return control.stopRequested(); });
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/run_session.h"

#include <algorithm>
#include <map>

namespace exitlab {

namespace {
constexpr int kDeliveryMs = 40;
}  // namespace

RunSession::RunSession(std::shared_ptr<const Engine> engine, std::shared_ptr<RunStore> store, const RunOptions& options,
                       QObject* parent)
    : QObject(parent), engine_(std::move(engine)), store_(std::move(store)), options_(options) {
    later_.setSingleShot(true);
    connect(&later_, &QTimer::timeout, this, &RunSession::drain);
}

RunSession::~RunSession() {
    stop();
    if (thread_.joinable()) thread_.join();
}

void RunSession::start(const Experiment& experiment) {
    launch([this, experiment] { return std::vector<std::int64_t>{store_->createRun(experiment)}; });
}

void RunSession::start(const std::vector<std::int64_t>& runs) {
    runs_ = runs;
    launch([runs] { return runs; });
}

void RunSession::launch(std::function<std::vector<std::int64_t>()> make) {
    running_ = true;
    sinceDelivery_.start();
    thread_ = std::thread([this, make = std::move(make)] {
        std::vector<RunFinished> results(1);
        try {
            const std::vector<std::int64_t> runs = make();
            QMetaObject::invokeMethod(
                this,
                [this, runs] {
                    runs_ = runs;
                    Q_EMIT created(runs);
                },
                Qt::QueuedConnection);
            results = drive(runs);
        } catch (const std::exception& error) {
            // Before there was a run: the store refused.
            results.front().status = RunStatus::Failed;
            results.front().error = error.what();
        }
        QMetaObject::invokeMethod(
            this,
            [this, results] {
                thread_.join();
                later_.stop();
                drain();
                running_ = false;
                Q_EMIT finished(results);
            },
            Qt::QueuedConnection);
    });
}

std::vector<RunFinished> RunSession::drive(const std::vector<std::int64_t>& runs) {
    Race* race = nullptr;
    {
        const std::lock_guard lock(mutex_);
        race_ = std::make_unique<Race>(*engine_, *store_, runs, options_);
        race = race_.get();
        for (const Command early : commands_) apply(*race, early);
    }
    std::vector<RunFinished> results = race->drive([&](std::size_t entry, const ReportPtr& report) {
        const int run = static_cast<int>(entry);
        // What a continued run told before comes first, so that its curves begin at round 1. The store has forgotten
        // what lies after the checkpoint by the time the continuation announces itself.
        if (const auto* started = std::get_if<RunStarted>(report.get()); started && started->firstRound > 1)
            for (const ReportPtr& earlier : store_->reader().reports(runs[entry]))
                if (*earlier != *report && !std::holds_alternative<RunFinished>(*earlier)) push(run, earlier);
        push(run, report);
    });
    const std::lock_guard lock(mutex_);
    race_.reset();
    return results;
}

bool RunSession::pauseRequested() const {
    const std::lock_guard lock(mutex_);
    return race_ && race_->paused();
}

bool RunSession::stopRequested() const {
    const std::lock_guard lock(mutex_);
    return race_ ? race_->stopRequested()
                 : std::find(commands_.begin(), commands_.end(), Command::Stop) != commands_.end();
}

void RunSession::apply(Race& race, Command command) {
    switch (command) {
        case Command::Pause:
            race.pause();
            break;
        case Command::Unpause:
            race.resume();
            break;
        case Command::Step:
            race.step();
            break;
        case Command::Stop:
            race.stop();
            break;
        case Command::Checkpoint:
            race.checkpointNow();
            break;
    }
}

void RunSession::command(Command command) {
    const std::lock_guard lock(mutex_);
    commands_.push_back(command);
    if (race_) apply(*race_, command);
}

void RunSession::pause() { command(Command::Pause); }
void RunSession::unpause() { command(Command::Unpause); }
void RunSession::step() { command(Command::Step); }
void RunSession::stop() { command(Command::Stop); }
void RunSession::checkpoint() { command(Command::Checkpoint); }

void RunSession::push(int run, const ReportPtr& report) {
    // Records are for the Exits page, which reads them from the store; here they would only fill the memory.
    if (std::holds_alternative<RecordsTaken>(*report)) return;
    const std::lock_guard lock(mutex_);
    queue_.emplace_back(run, report);
    if (announced_) return;
    announced_ = true;
    QMetaObject::invokeMethod(this, &RunSession::deliver, Qt::QueuedConnection);
}

void RunSession::deliver() {
    const qint64 left = kDeliveryMs - sinceDelivery_.elapsed();
    if (left > 0)
        later_.start(int(left));
    else
        drain();
}

void RunSession::drain() {
    std::vector<Told> batch;
    {
        const std::lock_guard lock(mutex_);
        batch.swap(queue_);
        announced_ = false;
    }
    sinceDelivery_.restart();
    std::map<int, std::vector<ReportPtr>> byRun;
    for (Told& one : batch) byRun[one.first].push_back(std::move(one.second));
    for (const auto& [run, reports] : byRun) Q_EMIT told(run, reports);
}

}  // namespace exitlab

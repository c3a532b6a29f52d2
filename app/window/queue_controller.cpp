// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/queue_controller.h"

#include <algorithm>
#include <utility>

#include "app/window/engine_service.h"
#include "app/window/run_session.h"
#include "app/window/store_service.h"

namespace exitlab {

namespace {

/// A name for runs that belong together, after the first of them ("race-7").
void group(RunStore& store, const std::vector<std::int64_t>& runs, const char* kind) {
    const std::string name = std::string(kind) + "-" + std::to_string(runs.front());
    for (const std::int64_t run : runs) {
        store.setGroup(run, name);
        store.setTags(run, name);
    }
}

std::vector<std::int64_t> makeRuns(RunStore& store, const std::vector<Experiment>& experiments) {
    std::vector<std::int64_t> runs;
    for (const Experiment& experiment : experiments) runs.push_back(store.createRun(experiment));
    return runs;
}

}  // namespace

QueueController::QueueController(EngineService* engine, StoreService* store, const RunOptions& options, QObject* parent)
    : QObject(parent), engine_(engine), store_(store), options_(options) {}

QueueController::~QueueController() {
    // Nothing is told any more to those who are being taken down around us.
    disconnect();
    session_.reset();
}

void QueueController::post(const QString& failure, std::function<Answer(RunStore&)> job, Answer otherwise) {
    const std::shared_ptr<RunStore> store = store_->store();
    if (!store) return;
    ++pending_;
    worker_.post([this, failure, store, job = std::move(job), otherwise = std::move(otherwise)] {
        Answer answer;
        try {
            answer = job(*store);
        } catch (const std::exception& error) {
            answer = [this, failure, otherwise, details = QString::fromUtf8(error.what())] {
                if (otherwise) otherwise();
                Q_EMIT failed(failure, details);
            };
        }
        QMetaObject::invokeMethod(
            this,
            [this, answer = std::move(answer)] {
                --pending_;
                if (answer) answer();
            },
            Qt::QueuedConnection);
    });
}

QueueController::Answer QueueController::readQueue(RunStore& store) {
    const RunReader reader = store.reader();
    std::vector<QueueItem> items;
    for (const QueuePlace& place : reader.queue()) {
        QueueItem item;
        for (const std::int64_t run : place.runs)
            if (const auto found = reader.find(run))
                item.runs.push_back({run, QString::fromStdString(found->name), QString::fromStdString(found->method),
                                     found->rounds, found->completed, found->status});
        if (!item.runs.empty()) items.push_back(std::move(item));
    }
    return [this, items = std::move(items), paused = reader.queuePaused()]() mutable {
        const bool same = items == items_ && paused == paused_;
        items_ = std::move(items);
        paused_ = paused;
        if (!same) Q_EMIT changed();
    };
}

void QueueController::begin() {
    post(tr("The queue could not be read."), [this](RunStore& store) -> Answer {
        // What waited when the program ended is not begun behind the user's back.
        if (!store.reader().queue().empty()) store.setQueuePaused(true);
        return [this, answer = readQueue(store)] {
            answer();
            Q_EMIT changed();
        };
    });
}

void QueueController::refresh() {
    if (pending_ > 0) return;
    post(tr("The queue could not be read."), [this](RunStore& store) { return readQueue(store); });
}

void QueueController::submit(const QString& failure, Make make, Where where, bool together) {
    const bool front = where == Where::Front;
    // From the first moment on no other can be begun.
    const bool mine = front && !isRunning();
    if (mine) claiming_ = true;
    const auto release = [this, mine] {
        if (!mine) return;
        claiming_ = false;
        Q_EMIT changed();
    };
    post(
        failure,
        [this, release, make = std::move(make), front, together](RunStore& store) -> Answer {
            const std::vector<std::int64_t> runs = make(store);
            store.enqueue(runs, together);
            if (front)
                for (auto run = runs.rbegin(); run != runs.rend(); ++run) store.moveInQueue(*run, 0);
            return [this, front, release, answer = readQueue(store), count = runs.size()] {
                answer();
                release();
                store_->refresh();
                if (!front && (isRunning() || paused_))
                    Q_EMIT said(tr("%n added to the queue", nullptr, static_cast<int>(count)));
                advance(front);
            };
        },
        release);
    if (mine) Q_EMIT changed();
}

void QueueController::start(const Experiment& experiment) {
    submit(
        tr("The run could not be stored."), [experiment](RunStore& store) { return makeRuns(store, {experiment}); },
        Where::Front);
}

void QueueController::race(const std::vector<Experiment>& experiments) {
    submit(
        tr("The race could not be stored."),
        [experiments](RunStore& store) {
            const auto runs = makeRuns(store, experiments);
            group(store, runs, "race");
            return runs;
        },
        Where::Front, true);
}

void QueueController::resume(std::int64_t run) {
    submit(
        tr("Run %1 cannot be resumed.").arg(run), [run](RunStore&) { return std::vector<std::int64_t>{run}; },
        Where::Front);
}

void QueueController::branch(std::int64_t parent, int round, const Experiment& experiment) {
    submit(
        tr("Run %1 cannot be branched after round %2.").arg(parent).arg(round),
        [this, engine = engine_->engine(), parent, round, experiment](RunStore& store) {
            return std::vector<std::int64_t>{branchRun(*engine, store, parent, round, experiment, options_)};
        },
        Where::Front);
}

void QueueController::enqueue(const std::vector<Experiment>& experiments) {
    submit(
        tr("The queue could not be stored."),
        [experiments](RunStore& store) {
            const auto runs = makeRuns(store, experiments);
            if (runs.size() > 1) group(store, runs, "sweep");
            return runs;
        },
        Where::End);
}

void QueueController::enqueueRace(const std::vector<Experiment>& experiments) {
    submit(
        tr("The race could not be stored."),
        [experiments](RunStore& store) {
            const auto runs = makeRuns(store, experiments);
            group(store, runs, "race");
            return runs;
        },
        Where::End, true);
}

void QueueController::enqueueRun(std::int64_t run) {
    submit(
        tr("Run %1 cannot wait in the queue.").arg(run), [run](RunStore&) { return std::vector<std::int64_t>{run}; },
        Where::End);
}

void QueueController::enqueueBranch(std::int64_t parent, int round, const Experiment& experiment) {
    submit(
        tr("Run %1 cannot be branched after round %2.").arg(parent).arg(round),
        [this, engine = engine_->engine(), parent, round, experiment](RunStore& store) {
            return std::vector<std::int64_t>{branchRun(*engine, store, parent, round, experiment, options_)};
        },
        Where::End);
}

void QueueController::move(std::int64_t run, int to) {
    post(tr("The queue could not be changed."), [this, run, to](RunStore& store) {
        store.moveInQueue(run, to);
        return readQueue(store);
    });
}

void QueueController::remove(std::int64_t run) {
    post(tr("The queue could not be changed."), [this, run](RunStore& store) -> Answer {
        store.removeFromQueue(run);
        return [this, answer = readQueue(store)] {
            answer();
            store_->refresh();
        };
    });
}

void QueueController::setPaused(bool paused) {
    post(tr("The queue could not be changed."), [this, paused](RunStore& store) -> Answer {
        store.setQueuePaused(paused);
        return [this, answer = readQueue(store), paused] {
            answer();
            if (!paused) advance(false);
        };
    });
}

void QueueController::advance(bool evenIfPaused) {
    if (isRunning() || closing_ || !engine_->engine() || !store_->store() || (paused_ && !evenIfPaused)) return;
    claiming_ = true;
    Q_EMIT changed();
    post(
        tr("The next run of the queue could not be begun."),
        [this](RunStore& store) -> Answer {
            std::vector<RunSummary> runs;
            const std::vector<std::int64_t> claimed = store.claimNext();
            const RunReader reader = store.reader();
            for (const std::int64_t run : claimed)
                if (const auto found = reader.find(run)) runs.push_back(*found);
            return [this, runs = std::move(runs), answer = readQueue(store)] {
                answer();
                claiming_ = false;
                if (!runs.empty()) launch(runs);
                Q_EMIT changed();
            };
        },
        [this] { claiming_ = false; });
}

void QueueController::launch(std::vector<RunSummary> runs) {
    active_ = std::move(runs);
    status_ = RunStatus::Queued;
    session_ = std::make_unique<RunSession>(engine_->engine(), store_->store(), options_);
    connect(session_.get(), &RunSession::told, this, [this](int run, const std::vector<ReportPtr>& reports) {
        if (status_ == RunStatus::Queued) {
            status_ = RunStatus::Running;
            Q_EMIT stateChanged(status_);
            Q_EMIT changed();
        }
        Q_EMIT told(run, reports);
    });
    connect(session_.get(), &RunSession::finished, this, &QueueController::finish);
    Q_EMIT begun(active_);
    std::vector<std::int64_t> ids;
    for (const RunSummary& run : active_) ids.push_back(run.id);
    session_->start(ids);
    if (std::exchange(stopWanted_, false)) session_->stop();
}

void QueueController::finish(const std::vector<RunFinished>& results) {
    const std::vector<RunSummary> runs = std::exchange(active_, {});
    // The session is the sender of this signal.
    session_.release()->deleteLater();
    Q_EMIT ended(runs, results);
    store_->refresh();
    refresh();
    Q_EMIT changed();
    // One that failed does not hold the others up.
    advance(false);
}

void QueueController::onListed(const std::vector<RunSummary>& runs) {
    refresh();
    if (!session_) return;
    // Of several, what most needs to be known: they wait only if all do.
    bool any = false, waits = true;
    for (const RunSummary& summary : runs)
        if (drives(summary.id) && (summary.status == RunStatus::Running || summary.status == RunStatus::Paused)) {
            any = true;
            waits = waits && summary.status == RunStatus::Paused;
        }
    const RunStatus status = waits ? RunStatus::Paused : RunStatus::Running;
    if (!any || status == status_ || status_ == RunStatus::Queued) return;
    status_ = status;
    Q_EMIT stateChanged(status_);
    Q_EMIT changed();
}

bool QueueController::drives(std::int64_t run) const {
    return std::any_of(active_.begin(), active_.end(), [run](const RunSummary& one) { return one.id == run; });
}

QString QueueController::activeName() const {
    if (active_.empty()) return {};
    const QString name = QString::fromStdString(active_.front().name);
    return active_.size() == 1 ? name : tr("Race: %1").arg(name);
}

int QueueController::waiting() const {
    return static_cast<int>(
        std::count_if(items_.begin(), items_.end(), [](const QueueItem& item) { return !item.isActive(); }));
}

bool QueueController::pauseRequested() const { return session_ && session_->pauseRequested(); }
bool QueueController::stopRequested() const { return session_ && session_->stopRequested(); }

void QueueController::pauseRun() {
    if (session_) session_->pause();
    store_->refresh();
    Q_EMIT changed();
}

void QueueController::unpauseRun() {
    if (session_) session_->unpause();
    store_->refresh();
    Q_EMIT changed();
}

void QueueController::stepRun() {
    if (session_) session_->step();
    store_->refresh();
    Q_EMIT changed();
}

void QueueController::checkpointRun() {
    if (session_) session_->checkpoint();
}

void QueueController::stopRun() {
    if (session_)
        session_->stop();
    else
        stopWanted_ = claiming_;
    Q_EMIT changed();
}

void QueueController::closeDown() {
    closing_ = true;
    stopRun();
}

}  // namespace exitlab

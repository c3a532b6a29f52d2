// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/run_session.h"

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
    control_.stop();
    if (thread_.joinable()) thread_.join();
}

void RunSession::start(const Experiment& experiment) {
    launch([this, experiment](const ReportSink& sink) {
        const std::int64_t run = store_->createRun(experiment);
        QMetaObject::invokeMethod(
            this,
            [this, run] {
                run_ = run;
                Q_EMIT created(run);
            },
            Qt::QueuedConnection);
        return executeRun(*engine_, experiment, *store_, run, control_, sink, options_);
    });
}

void RunSession::resume(std::int64_t run) {
    run_ = run;
    launch([this, run](const ReportSink& sink) {
        // What the run told before comes first, so that the curves begin at round 1. The store has forgotten what lies
        // after the checkpoint by the time the continuation announces itself.
        const ReportSink withHistory = [&](const ReportPtr& report) {
            if (std::holds_alternative<RunStarted>(*report))
                for (const ReportPtr& earlier : store_->reader().reports(run))
                    if (*earlier != *report && !std::holds_alternative<RunFinished>(*earlier)) sink(earlier);
            sink(report);
        };
        return resumeRun(*engine_, *store_, run, control_, withHistory, options_);
    });
}

void RunSession::launch(std::function<RunFinished(const ReportSink&)> body) {
    running_ = true;
    sinceDelivery_.start();
    thread_ = std::thread([this, body = std::move(body)] {
        RunFinished result;
        try {
            result = body([this](const ReportPtr& report) { push(report); });
        } catch (const std::exception& error) {
            // Before the loop began: the store refused, or the run cannot be resumed.
            result.status = RunStatus::Failed;
            result.error = error.what();
        }
        QMetaObject::invokeMethod(
            this,
            [this, result] {
                thread_.join();
                later_.stop();
                drain();
                running_ = false;
                Q_EMIT finished(result);
            },
            Qt::QueuedConnection);
    });
}

void RunSession::push(const ReportPtr& report) {
    const std::lock_guard lock(mutex_);
    queue_.push_back(report);
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
    std::vector<ReportPtr> batch;
    {
        const std::lock_guard lock(mutex_);
        batch.swap(queue_);
        announced_ = false;
    }
    sinceDelivery_.restart();
    if (!batch.empty()) Q_EMIT told(batch);
}

}  // namespace exitlab

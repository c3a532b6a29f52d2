// SPDX-License-Identifier: GPL-3.0-or-later
// Forecasts in a thread of their own: memory and traffic at once, the time by a probe that a newer question cancels.
#pragma once

#include <QObject>
#include <memory>
#include <mutex>
#include <optional>

#include "app/window/worker.h"
#include "core/federation/forecast.h"

namespace exitlab {

class ForecastService : public QObject {
    Q_OBJECT

  public:
    explicit ForecastService(const RunOptions& options, QObject* parent = nullptr)
        : QObject(parent), options_(options) {}
    /// Cancels a probe and waits for it.
    ~ForecastService() override { cancel(); }

    void setEngine(std::shared_ptr<const Engine> engine) { engine_ = std::move(engine); }
    /// Only the newest question is answered. Nothing happens without an engine.
    void request(quint64 token, const Experiment& experiment, bool probe);
    /// Ends the probe that is going on; its question is not answered.
    void cancel();
    bool isIdle() const { return pending_ == 0; }

  Q_SIGNALS:
    void ready(quint64 token, const exitlab::Forecast& forecast);
    void failed(quint64 token, const QString& reason);
    /// A probe ended without an answer.
    void cancelled(quint64 token);

  private:
    void answer(quint64 token, const Experiment& experiment, bool probe, const std::shared_ptr<RunControl>& control);

    RunOptions options_;
    std::shared_ptr<const Engine> engine_;
    std::shared_ptr<RunControl> control_;  ///< of the newest question
    int pending_ = 0;
    Worker worker_;  // last: ends before what its jobs touch
};

}  // namespace exitlab

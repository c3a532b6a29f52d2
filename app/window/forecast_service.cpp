// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/forecast_service.h"

namespace exitlab {

void ForecastService::request(quint64 token, const Experiment& experiment, bool probe) {
    if (!engine_) return;
    cancel();
    control_ = std::make_shared<RunControl>();
    ++pending_;
    worker_.post([this, token, experiment, probe, control = control_] { answer(token, experiment, probe, control); });
}

void ForecastService::cancel() {
    if (control_) control_->stop();
}

void ForecastService::answer(quint64 token, const Experiment& experiment, bool probe,
                             const std::shared_ptr<RunControl>& control) {
    std::optional<Forecast> forecast;
    QString error;
    // A question that was overtaken while it waited is not worth an answer.
    if (!control->stopRequested()) {
        try {
            forecast = probe ? probeForecast(*engine_, experiment, *control, options_)
                             : std::optional(forecastOf(*engine_, experiment, options_));
        } catch (const std::exception& failure) {
            error = QString::fromUtf8(failure.what());
        }
    }
    QMetaObject::invokeMethod(
        this,
        [this, token, forecast, error] {
            --pending_;
            if (!error.isEmpty())
                Q_EMIT failed(token, error);
            else if (forecast)
                Q_EMIT ready(token, *forecast);
            else
                Q_EMIT cancelled(token);
        },
        Qt::QueuedConnection);
}

}  // namespace exitlab

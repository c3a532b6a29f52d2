// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/design_controller.h"

#include <QFileInfo>

#include "app/window/app_settings.h"
#include "app/window/forecast_service.h"
#include "widgets/design/design_view.h"

namespace exitlab {

DesignController::DesignController(DesignView* view, AppSettings& settings, const RunOptions& options, bool remember,
                                   QObject* parent)
    : QObject(parent), view_(view), settings_(settings), options_(options), remember_(remember) {
    forecasts_ = new ForecastService(options, this);
    connect(view, &DesignView::forecastRequested, forecasts_, &ForecastService::request);
    connect(view, &DesignView::forecastCancelled, forecasts_, &ForecastService::cancel);
    connect(forecasts_, &ForecastService::ready, view, &DesignView::showForecast);
    connect(forecasts_, &ForecastService::failed, view, &DesignView::showForecastError);
    connect(forecasts_, &ForecastService::cancelled, view, &DesignView::forecastEnded);
    connect(view, &DesignView::fileUsed, this, &DesignController::useFile);
    if (remember_) view->setRecentFiles(settings_.recentFiles());
}

DesignController::~DesignController() = default;

void DesignController::setEngine(std::shared_ptr<const Engine> engine) {
    forecasts_->setEngine(std::move(engine));
    lookForData();
}

bool DesignController::isIdle() const { return forecasts_->isIdle() && looking_ == 0; }

void DesignController::useFile(const QString& path) {
    if (remember_) view_->setRecentFiles(settings_.addRecentFile(QFileInfo(path).absoluteFilePath()));
}

void DesignController::lookForData() {
    ++looking_;
    worker_.post([this] {
        QStringList missing;
        for (const std::string& id : missingDatasets(options_)) missing << QString::fromStdString(id);
        QMetaObject::invokeMethod(
            this,
            [this, missing] {
                --looking_;
                view_->setMissingData(missing);
            },
            Qt::QueuedConnection);
    });
}

}  // namespace exitlab

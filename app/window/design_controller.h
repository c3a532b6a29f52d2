// SPDX-License-Identifier: GPL-3.0-or-later
// What the Design page needs of the rest: forecasts, the list of recent files, which data sets are there.
#pragma once

#include <QObject>
#include <filesystem>

#include "app/window/worker.h"
#include "core/federation/run.h"

namespace exitlab {

class AppSettings;
class DesignView;
class ForecastService;

class DesignController : public QObject {
    Q_OBJECT

  public:
    /// `remember`: whether recent files are kept in the settings.
    DesignController(DesignView* view, AppSettings& settings, const RunOptions& options, bool remember,
                     QObject* parent = nullptr);
    ~DesignController() override;

    void setEngine(std::shared_ptr<const Engine> engine);
    /// Nothing asked is unanswered.
    bool isIdle() const;

  private:
    void useFile(const QString& path);
    void lookForData();

    DesignView* view_;
    AppSettings& settings_;
    RunOptions options_;
    bool remember_;
    ForecastService* forecasts_;
    int looking_ = 0;
    Worker worker_;  // last: ends before what its jobs touch
};

}  // namespace exitlab

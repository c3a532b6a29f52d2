// SPDX-License-Identifier: GPL-3.0-or-later
// Loads the methods in a thread of its own, so the window is there at once.
#pragma once

#include <QObject>
#include <filesystem>
#include <memory>
#include <vector>

#include "app/window/worker.h"
#include "core/config/experiment.h"
#include "core/federation/run.h"

namespace exitlab {

class EngineService : public QObject {
    Q_OBJECT

  public:
    explicit EngineService(QObject* parent = nullptr) : QObject(parent) {}

    void load(const std::vector<std::filesystem::path>& pluginDirs);
    /// Null before ready().
    const std::shared_ptr<const Engine>& engine() const { return engine_; }
    const std::vector<Preset>& presets() const { return presets_; }

  Q_SIGNALS:
    void ready();
    void failed(const QString& message, const QString& details);

  private:
    std::shared_ptr<const Engine> engine_;
    std::vector<Preset> presets_;
    Worker worker_;  // last: ends before what its jobs touch
};

}  // namespace exitlab

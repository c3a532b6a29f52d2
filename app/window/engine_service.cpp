// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/engine_service.h"

namespace exitlab {

void EngineService::load(const std::vector<std::filesystem::path>& pluginDirs) {
    worker_.post([this, pluginDirs] {
        std::shared_ptr<const Engine> engine;
        std::vector<Preset> presets;
        QString error;
        try {
            engine = std::make_shared<const Engine>(pluginDirs);
            presets = listPresets();
        } catch (const std::exception& e) {
            error = QString::fromUtf8(e.what());
        }
        QMetaObject::invokeMethod(
            this,
            [this, engine, presets, error] {
                if (!engine) {
                    Q_EMIT failed(tr("The methods could not be loaded; stored runs can be looked at."), error);
                    return;
                }
                engine_ = engine;
                presets_ = presets;
                Q_EMIT ready();
            },
            Qt::QueuedConnection);
    });
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
// Experiments that ship with ExitLab, grouped by method, with a field that finds among all of them.
#pragma once

#include <QMenu>
#include <QStringList>
#include <vector>

#include "core/config/experiment.h"

class QLineEdit;

namespace exitlab {

class PresetMenu : public QMenu {
    Q_OBJECT

  public:
    explicit PresetMenu(QWidget* parent = nullptr);
    void setPresets(const std::vector<Preset>& presets, const MethodCatalog& catalog);
    /// Data sets (ids) whose files are not there: presets that need one say so.
    void setMissingData(const QStringList& datasets);

  Q_SIGNALS:
    void chosen(const exitlab::Preset& preset);

  protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void describe();
    void find(const QString& text);

    struct Entry {
        Preset preset;
        QString group;
        QAction* action;
    };
    QLineEdit* search_ = nullptr;
    QAction* nothing_ = nullptr;
    std::vector<QMenu*> groups_;
    std::vector<Entry> entries_;
    QStringList missing_;
};

}  // namespace exitlab

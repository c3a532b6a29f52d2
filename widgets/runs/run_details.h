// SPDX-License-Identifier: GPL-3.0-or-later
// What one run was: state, accuracy of every exit, and its settings.
#pragma once

#include <QWidget>

#include "core/store/run_store.h"

class QLabel;
class QTextBrowser;

namespace exitlab {

class ExitBars;

class RunDetails : public QWidget {
    Q_OBJECT

  public:
    explicit RunDetails(QWidget* parent = nullptr);
    /// nullptr: says what to do. `others`: how many more runs are selected.
    void setRun(const RunSummary* run, int others = 0);

  private:
    QString html(const RunSummary& run) const;

    QLabel* title_ = nullptr;
    QLabel* state_ = nullptr;
    ExitBars* bars_ = nullptr;
    QTextBrowser* text_ = nullptr;
};

/// Settings of a stored experiment by full key in the order of the file: "training.lr" -> "0.01".
std::vector<std::pair<QString, QString>> flatSettings(const std::string& experimentJson);

}  // namespace exitlab

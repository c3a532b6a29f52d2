// SPDX-License-Identifier: GPL-3.0-or-later
// Several methods on the designed experiment: the same data, partition, initial weights and cohorts. The designed
// method keeps its settings, the others have theirs at their defaults.
#pragma once

#include <QDialog>
#include <vector>

#include "core/config/experiment.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace exitlab {

class RaceDialog : public QDialog {
    Q_OBJECT

  public:
    RaceDialog(const Experiment& base, const MethodCatalog& catalog, QWidget* parent = nullptr);

  Q_SIGNALS:
    /// A race per seed, the entrants of one seed next to each other.
    void raceRequested(const std::vector<exitlab::Experiment>& experiments);

  private:
    QStringList chosen() const;
    void showState();
    void begin();

    Experiment base_;
    MethodCatalog catalog_;
    QListWidget* methods_ = nullptr;
    QLineEdit* seeds_ = nullptr;
    QLabel* summary_ = nullptr;
    QPushButton* start_ = nullptr;
};

}  // namespace exitlab

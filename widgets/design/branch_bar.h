// SPDX-License-Identifier: GPL-3.0-or-later
// The strip above the form while a branch of a stored run is being set up.
#pragma once

#include <QFrame>

class QLabel;

namespace exitlab {

class BranchBar : public QFrame {
    Q_OBJECT

  public:
    explicit BranchBar(QWidget* parent = nullptr);
    void setBranch(std::int64_t run, int round);

  Q_SIGNALS:
    void cancelled();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void paintFrame();
    QLabel* words_ = nullptr;
};

}  // namespace exitlab

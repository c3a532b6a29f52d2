// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of the window, top to bottom at its left edge.
#pragma once

#include <QWidget>

class QAction;
class QVBoxLayout;

namespace exitlab {

class PageRail : public QWidget {
    Q_OBJECT

  public:
    explicit PageRail(QWidget* parent = nullptr);
    /// `action` is checkable and shows the page.
    void addPage(QAction* action);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QVBoxLayout* column_ = nullptr;
    int pages_ = 0;
};

}  // namespace exitlab

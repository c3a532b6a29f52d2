// SPDX-License-Identifier: GPL-3.0-or-later
// Panels in docks that read their data only while they are seen, one after another: many docks never hold the GUI
// thread up together.
#pragma once

#include <QMainWindow>
#include <QTimer>
#include <functional>
#include <vector>

class QDockWidget;
class QMenu;

namespace exitlab {

class DockPanel;

class DockBoard : public QMainWindow {
    Q_OBJECT
  public:
    /// `read`: lets a panel read what it shows.
    explicit DockBoard(std::function<void(DockPanel*)> read, QWidget* parent = nullptr);
    ~DockBoard() override;

    /// `name`: of the dock, stable. `keys` show and hide it.
    void add(DockPanel* panel, const QString& name, const QKeySequence& keys);
    /// Columns of tabbed docks, by name, the first of each in front: `top`, and `bottom` below them.
    void place(const QList<QStringList>& top, const QList<QStringList>& bottom, const QList<int>& widths);

    /// Panels of these kinds have not read the newest data; they will soon, or when they are seen.
    void mark(unsigned kinds);
    void mark(const std::function<bool(const DockPanel*)>& which);
    bool isSeen(const DockPanel* panel) const;
    void raise(const QString& name);

    const QList<DockPanel*>& panels() const { return panels_; }
    const QList<QDockWidget*>& docks() const { return docks_; }
    /// One toggle per dock; whoever owns the board adds more.
    QMenu* menu() const { return menu_; }
    /// All panels read and all plots are drawn now (for tests and pictures).
    void flush();

  signals:
    /// Before the first panel of a burst reads.
    void refreshing();

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    void schedule();
    void refreshNext();
    bool refreshPanel(qsizetype i);

    std::function<void(DockPanel*)> read_;
    QMenu* menu_;
    QList<DockPanel*> panels_;
    QList<QDockWidget*> docks_;
    std::vector<bool> stale_;  ///< has not read the newest
    std::vector<bool> seen_;   ///< in front, not behind another tab
    QTimer pause_;             ///< between two bursts
    QTimer next_;              ///< between two panels of a burst: events come in between
};

}  // namespace exitlab

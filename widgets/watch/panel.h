// SPDX-License-Identifier: GPL-3.0-or-later
// One dock of the Watch page: a plot and the few choices that belong to it.
#pragma once

#include <QComboBox>
#include <QWidget>

#include "widgets/watch/run_history.h"

class QHBoxLayout;
class QLabel;

namespace exitlab {

class PlotBase;

/// The content of a dock: what it is about, and choices for its title bar.
class DockPanel : public QWidget {
    Q_OBJECT
  public:
    /// `id` is stable (dock object name, saved layouts); `title` is read.
    DockPanel(const QString& id, const QString& title, unsigned kinds);

    QString id() const { return id_; }
    QString title() const { return title_; }
    /// RunHistory::Kind bits it shows.
    unsigned kinds() const { return kinds_; }
    /// True when it shows one round, which the slider chooses; false when it shows all rounds.
    virtual bool followsSlider() const { return false; }
    /// Marks the round in plots over rounds; NaN: none.
    void markRound(double round);
    /// Choices for the dock's title bar; may be null.
    QWidget* controls() const { return controls_; }

  signals:
    /// A choice has changed: refresh me.
    void stale();

  protected:
    /// Adds a choice; changing it emits stale().
    QComboBox* addChoice(const QString& name, const QStringList& entries);
    /// Replaces the entries and keeps the chosen one, by its data if entries have data, else by its text.
    static void setEntries(QComboBox* box, const QStringList& entries, const QList<QVariant>& data = {});
    /// One line of words at the right of the title.
    QLabel* addWords();
    void setContent(QWidget* widget);

  private:
    QString id_, title_;
    unsigned kinds_;
    QWidget* controls_;
    QHBoxLayout* row_;
};

/// About one run.
class WatchPanel : public DockPanel {
    Q_OBJECT
  public:
    using DockPanel::DockPanel;
    /// Reads what it shows. `round`: the round that the slider chooses.
    virtual void refresh(const RunHistory& history, int round) = 0;
    virtual void clear() = 0;
};

/// Titles of results by which they can be told apart: those that several share get their ids.
QStringList distinctTitles(const QStringList& titles, const QStringList& ids);

/// Depth from 0 of something named after one: "exit 2", "cross-entropy of exit 2", "level 2"; -1: of nothing like it.
int depthOf(const QString& name);

/// "exit 1", counted from the shallowest.
QString exitName(int exit);
QStringList exitNames(int exits);

}  // namespace exitlab

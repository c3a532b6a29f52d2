// SPDX-License-Identifier: GPL-3.0-or-later
// How the cells of the run table are drawn and edited.
#pragma once

#include <QStyledItemDelegate>

namespace exitlab {

/// Selected rows have a pale ground, so icons keep the colour that says the state.
class RunDelegate : public QStyledItemDelegate {
    Q_OBJECT
  public:
    using QStyledItemDelegate::QStyledItemDelegate;

  protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

/// Percent per exit in columns of one width, each over a line in the exit's colour as long as the accuracy.
class ExitAccuracyDelegate : public RunDelegate {
    Q_OBJECT
  public:
    using RunDelegate::RunDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// A star that one click, or the space bar, gives or takes.
class StarDelegate : public RunDelegate {
    Q_OBJECT
  public:
    using RunDelegate::RunDelegate;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// The run's line (colour, dash and marker for life) before its name.
class RunNameDelegate : public RunDelegate {
    Q_OBJECT
  public:
    using RunDelegate::RunDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// A line edit that completes the tag under the cursor from those in use.
class TagDelegate : public RunDelegate {
    Q_OBJECT
  public:
    using RunDelegate::RunDelegate;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// Tags of all runs of a table, each once, sorted.
QStringList tagsInUse(const QAbstractItemModel& model, int column);

/// The line sample of a category: how the run is drawn in every plot.
void drawRunLine(QPainter* painter, const QRectF& place, int category);

}  // namespace exitlab

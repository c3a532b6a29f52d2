// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/run_delegates.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>
#include <QSet>
#include <QWidget>
#include <cmath>

#include "widgets/models/run_table_model.h"
#include "widgets/theme/theme.h"

namespace exitlab {

namespace {

int accuracyWidth() {
    static const int width = QFontMetrics(Theme::numbers()).horizontalAdvance(QStringLiteral("100.0")) + space::wide;
    return width;
}

constexpr int kLine = 18;  ///< length of a run's line sample

}  // namespace

void drawRunLine(QPainter* painter, const QRectF& place, int category) {
    const CategoryStyle style = categoryStyle(Theme::instance().colours(), category);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(style.colour, 1.5, style.dash));
    painter->drawLine(QPointF(place.left(), place.center().y()), QPointF(place.right(), place.center().y()));
    QPen solid(style.colour, 1);
    painter->setPen(solid);
    painter->setBrush(style.colour);
    const double r = 2.5;
    const QPointF c = place.center();
    switch (style.marker) {
        case Marker::Square:
            painter->drawRect(QRectF(c.x() - r, c.y() - r, 2 * r, 2 * r));
            break;
        case Marker::Diamond:
            painter->drawPolygon(
                QPolygonF{{{c.x() - r, c.y()}, {c.x(), c.y() - r}, {c.x() + r, c.y()}, {c.x(), c.y() + r}}});
            break;
        case Marker::TriangleUp:
            painter->drawPolygon(QPolygonF{{{c.x() - r, c.y() + r}, {c.x() + r, c.y() + r}, {c.x(), c.y() - r}}});
            break;
        case Marker::TriangleDown:
            painter->drawPolygon(QPolygonF{{{c.x() - r, c.y() - r}, {c.x() + r, c.y() - r}, {c.x(), c.y() + r}}});
            break;
        case Marker::Plus:
            painter->drawLine(QPointF(c.x(), c.y() - r), QPointF(c.x(), c.y() + r));
            break;
        case Marker::Cross:
            painter->drawLine(QPointF(c.x() - r, c.y() - r), QPointF(c.x() + r, c.y() + r));
            painter->drawLine(QPointF(c.x() - r, c.y() + r), QPointF(c.x() + r, c.y() - r));
            break;
        case Marker::Disc:
            painter->drawEllipse(c, r, r);
            break;
    }
    painter->restore();
}

void RunDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    if (option->icon.isNull() || !(option->state & QStyle::State_Selected)) return;
    const QPixmap picture = option->icon.pixmap(option->decorationSize, option->widget->devicePixelRatioF());
    QIcon steady;
    steady.addPixmap(picture, QIcon::Normal);
    steady.addPixmap(picture, QIcon::Selected);
    option->icon = steady;
}

QSize ExitAccuracyDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    const auto accuracy = index.data(RunTableModel::AccuracyRole).value<QList<double>>();
    return {int(accuracy.size()) * accuracyWidth() + space::grid, space::rowHeight};
}

void ExitAccuracyDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const {
    QStyleOptionViewItem background = option;
    initStyleOption(&background, index);
    background.text.clear();
    option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &background, painter, option.widget);
    const auto accuracy = index.data(RunTableModel::AccuracyRole).value<QList<double>>();
    const ThemeColours& colours = Theme::instance().colours();
    const int width = accuracyWidth();
    painter->save();
    painter->setFont(Theme::numbers());
    painter->setClipRect(option.rect);
    const bool selected = option.state & QStyle::State_Selected;
    for (int k = 0; k < int(accuracy.size()); ++k) {
        const QRect cell(option.rect.left() + space::half + k * width, option.rect.top(), width, option.rect.height());
        const bool known = std::isfinite(accuracy[k]);
        painter->setPen(selected ? option.palette.color(QPalette::HighlightedText) : colours.text);
        painter->drawText(cell.adjusted(0, 0, -space::grid, -3), Qt::AlignRight | Qt::AlignVCenter,
                          known ? QString::number(100 * accuracy[k], 'f', 1) : QStringLiteral("-"));
        if (!known) continue;
        QRectF line(cell.left() + space::half, cell.bottom() - 3, width - space::grid - space::half, 2);
        painter->fillRect(line, colours.line);
        line.setWidth(line.width() * std::clamp(accuracy[k], 0.0, 1.0));
        painter->fillRect(line, exitColour(colours, k, int(accuracy.size())));
    }
    painter->restore();
}

bool StarDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem&,
                               const QModelIndex& index) {
    const bool click =
        event->type() == QEvent::MouseButtonRelease && static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton;
    const bool key = event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space;
    return (click || key) && model->setData(index, !index.data(Qt::EditRole).toBool());
}

void StarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyledItemDelegate::paint(painter, option, index);
    if (index.data(Qt::EditRole).toBool() || !(option.state & QStyle::State_MouseOver)) return;
    painter->setOpacity(0.35);
    QRect place(0, 0, space::iconSmall, space::iconSmall);
    place.moveCenter(option.rect.center());
    icon(QStringLiteral("star")).paint(painter, place);
    painter->setOpacity(1);
}

void RunNameDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem background = option;
    initStyleOption(&background, index);
    const QString words = background.text;
    background.text.clear();
    option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &background, painter, option.widget);
    const QRect rect = option.rect.adjusted(space::half, 0, -space::half, 0);
    painter->save();
    painter->setClipRect(option.rect);
    drawRunLine(painter, QRectF(rect.left(), rect.top(), kLine, rect.height()),
                index.data(RunTableModel::ColourRole).toInt());
    const QRect place = rect.adjusted(kLine + space::half + 2, 0, 0, 0);
    painter->setFont(background.font);
    painter->setPen(
        option.palette.color(option.state & QStyle::State_Selected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                      background.fontMetrics.elidedText(words, Qt::ElideRight, place.width()));
    painter->restore();
}

QStringList tagsInUse(const QAbstractItemModel& model, int column) {
    QSet<QString> found;
    for (int row = 0; row < model.rowCount(); ++row)
        for (const QString& tag : model.index(row, column).data().toString().split(u',', Qt::SkipEmptyParts))
            found << tag.trimmed();
    QStringList tags(found.begin(), found.end());
    tags.sort(Qt::CaseInsensitive);
    return tags;
}

QWidget* TagDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                   const QModelIndex& index) const {
    QWidget* editor = QStyledItemDelegate::createEditor(parent, option, index);
    auto* line = qobject_cast<QLineEdit*>(editor);
    if (!line) return editor;
    line->setObjectName(QStringLiteral("tagEditor"));
    line->setAccessibleName(tr("Tags, separated by commas"));
    auto* completer = new QCompleter(tagsInUse(*index.model(), index.column()), line);
    completer->setWidget(line);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    connect(line, &QLineEdit::textEdited, completer, [line, completer](const QString& text) {
        const qsizetype comma = text.lastIndexOf(u',', std::max(0, line->cursorPosition() - 1));
        const QString begun = text.mid(comma + 1, line->cursorPosition() - comma - 1).trimmed();
        completer->setCompletionPrefix(begun);
        if (begun.isEmpty() || completer->completionCount() == 0)
            completer->popup()->hide();
        else
            completer->complete();
    });
    connect(completer, qOverload<const QString&>(&QCompleter::activated), line, [line](const QString& tag) {
        const QString text = line->text();
        const qsizetype comma = text.lastIndexOf(u',', std::max(0, line->cursorPosition() - 1));
        const QString before = comma < 0 ? QString() : text.left(comma + 1) + u' ';
        line->setText(before + tag + text.mid(line->cursorPosition()));
        line->setCursorPosition(int(before.size() + tag.size()));
    });
    return editor;
}

}  // namespace exitlab

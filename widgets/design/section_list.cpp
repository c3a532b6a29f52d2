// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/design/section_list.h"

#include <QPainter>
#include <QStyledItemDelegate>

#include "widgets/theme/theme.h"

namespace exitlab {

namespace {

enum Role { IdRole = Qt::UserRole + 1, ChangedRole, ProblemsRole };

class SectionDelegate : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        size.setHeight(space::controlHeight + space::half);
        return size;
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const ThemeColours& colours = Theme::instance().colours();
        const bool selected = option.state & QStyle::State_Selected;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRect row = option.rect.adjusted(space::half, 1, -space::half, -1);
        if (selected || option.state & QStyle::State_MouseOver) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(selected ? colours.selection : colours.raised);
            painter->drawRoundedRect(row, space::radius, space::radius);
        }
        if (option.state & QStyle::State_HasFocus && selected) {
            painter->setPen(QPen(colours.accent, 1));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5), space::radius, space::radius);
        }
        QRect inside = row.adjusted(space::grid, 0, -space::grid, 0);
        const int problems = index.data(ProblemsRole).toInt(), changed = index.data(ChangedRole).toInt();
        if (problems > 0) {
            const QRect place(inside.right() - space::iconSmall, inside.center().y() - space::grid + 1,
                              space::iconSmall, space::iconSmall);
            icon(QStringLiteral("error"), &ThemeColours::error).paint(painter, place);
            inside.setRight(place.left() - space::half);
        } else if (changed > 0) {
            painter->setFont(Theme::numbers(type::small));
            painter->setPen(colours.secondary);
            const QString count = QString::number(changed);
            painter->drawText(inside, Qt::AlignRight | Qt::AlignVCenter, count);
            const int width = painter->fontMetrics().horizontalAdvance(count);
            painter->setPen(Qt::NoPen);
            painter->setBrush(colours.accent);
            painter->drawEllipse(QPointF(inside.right() - width - space::grid, inside.center().y() + 1), 2.5, 2.5);
            inside.setRight(inside.right() - width - space::wide);
        }
        painter->setFont(Theme::font(type::body, selected ? QFont::DemiBold : QFont::Normal));
        painter->setPen(colours.text);
        painter->drawText(inside, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
        painter->restore();
    }
};

}  // namespace

SectionList::SectionList(QWidget* parent) : QListWidget(parent) {
    setObjectName(QStringLiteral("sectionList"));
    setAccessibleName(tr("Sections of the experiment"));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setItemDelegate(new SectionDelegate(this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    connect(this, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* now) {
        if (now && !quiet_) Q_EMIT sectionChosen(now->data(IdRole).toString());
    });
    connect(this, &QListWidget::itemClicked, this,
            [this](QListWidgetItem* item) { Q_EMIT sectionChosen(item->data(IdRole).toString()); });
}

void SectionList::setSections(const std::vector<SpecForm::SectionState>& sections) {
    quiet_ = true;
    while (count() > int(sections.size())) delete takeItem(count() - 1);
    while (count() < int(sections.size())) addItem(QString());
    for (int row = 0; row < count(); ++row) {
        const SpecForm::SectionState& state = sections[std::size_t(row)];
        QListWidgetItem* at = item(row);
        at->setText(state.title);
        at->setData(IdRole, QString::fromStdString(state.id));
        at->setData(ChangedRole, state.changed);
        at->setData(ProblemsRole, state.problems);
        const QString words = state.problems > 0  ? tr("%n problem(s)", nullptr, state.problems)
                              : state.changed > 0 ? tr("%n setting(s) changed", nullptr, state.changed)
                                                  : tr("all at their defaults");
        at->setToolTip(words);
        at->setData(Qt::AccessibleDescriptionRole, words);
    }
    quiet_ = false;
}

void SectionList::setCurrent(const QString& id) {
    quiet_ = true;
    for (int row = 0; row < count(); ++row)
        if (item(row)->data(IdRole).toString() == id) setCurrentRow(row);
    quiet_ = false;
}

}  // namespace exitlab

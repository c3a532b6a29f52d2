// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/page_rail.h"

#include <QAction>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/theme/theme.h"

namespace exitlab {

namespace {

/// Icon over word; the current page has an accent bar and a tinted ground.
class RailButton : public QToolButton {
  public:
    using QToolButton::QToolButton;

  protected:
    void paintEvent(QPaintEvent*) override {
        const ThemeColours& colours = Theme::instance().colours();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool current = isChecked();
        const QRect ground = rect().adjusted(space::half, 2, -space::half, -2);
        if (current || underMouse() || hasFocus()) {
            painter.setPen(hasFocus() ? QPen(colours.accent, 1) : Qt::NoPen);
            painter.setBrush(current ? colours.selection : colours.raised);
            painter.drawRoundedRect(QRectF(ground).adjusted(0.5, 0.5, -0.5, -0.5), space::radius, space::radius);
        }
        if (current)
            painter.fillRect(QRect(0, ground.top() + space::grid, 3, ground.height() - space::wide), colours.accent);
        QRect place(0, ground.top() + space::grid, space::iconLarge, space::iconLarge);
        place.moveLeft((width() - space::iconLarge) / 2);
        icon().paint(&painter, place);
        painter.setFont(Theme::font(type::small, current ? QFont::DemiBold : QFont::Normal));
        painter.setPen(colours.text);
        painter.drawText(QRect(0, place.bottom() + 2, width(), ground.bottom() - place.bottom() - 4), Qt::AlignCenter,
                         defaultAction()->iconText());
    }
};

}  // namespace

PageRail::PageRail(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("pageRail"));
    setAccessibleName(tr("Pages"));
    setFixedWidth(space::railWidth);
    column_ = new QVBoxLayout(this);
    column_->setContentsMargins(0, space::grid, 0, space::grid);
    column_->setSpacing(0);
    column_->addStretch(1);
}

void PageRail::addPage(QAction* action) {
    auto* button = new RailButton(this);
    button->setDefaultAction(action);
    button->setObjectName(action->objectName() + QStringLiteral(".button"));
    button->setFixedSize(space::railWidth, 7 * space::grid + space::half);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action->iconText());
    column_->insertWidget(pages_++, button);
}

void PageRail::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), Theme::instance().colours().line);
}

}  // namespace exitlab

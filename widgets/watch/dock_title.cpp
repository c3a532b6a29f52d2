// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/watch/dock_title.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include "widgets/theme/theme.h"

namespace exitlab {

DockTitle::DockTitle(QDockWidget* dock, QWidget* controls) : QWidget(dock) {
    auto* title = new QLabel(dock->windowTitle());
    title->setFont(Theme::font(type::body, QFont::DemiBold));
    title->setTextFormat(Qt::PlainText);
    const auto button = [](const char* name, const QString& tip) {
        auto* b = new QToolButton;
        b->setIcon(icon(QLatin1String(name)));
        b->setIconSize({12, 12});
        b->setAutoRaise(true);
        b->setToolTip(tip);
        b->setAccessibleName(tip);
        b->setFocusPolicy(Qt::TabFocus);
        return b;
    };
    QToolButton* floating = button("float", tr("Detach or attach this dock"));
    QToolButton* close = button("close", tr("Close this dock; the Docks menu opens it again"));
    connect(floating, &QToolButton::clicked, dock, [dock] { dock->setFloating(!dock->isFloating()); });
    connect(close, &QToolButton::clicked, dock, &QDockWidget::close);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::grid, 2, 2, 2);
    row->setSpacing(space::half);
    row->addWidget(title);
    row->addWidget(controls, 1);
    row->addWidget(floating);
    row->addWidget(close);
    setFixedHeight(space::controlHeight);
}

void DockTitle::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ThemeColours& c = Theme::instance().colours();
    painter.fillRect(rect(), c.panel);
    painter.setPen(c.line);
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

}  // namespace exitlab

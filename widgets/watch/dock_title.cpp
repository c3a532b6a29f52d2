// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/watch/dock_title.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

#include "widgets/plots/plot_base.h"
#include "widgets/theme/theme.h"

namespace exitlab {

namespace {

/// What can be done with the plots that are seen, made when it is asked for.
void fillFrom(QMenu* menu, const QWidget* content) {
    menu->clear();
    QList<PlotBase*> plots;
    for (PlotBase* plot : content->findChildren<PlotBase*>())
        if (plot->isVisible()) plots << plot;
    for (PlotBase* plot : plots) plot->fillMenu(plots.size() > 1 ? menu->addMenu(plot->title()) : menu);
}

}  // namespace

DockTitle::DockTitle(QDockWidget* dock, QWidget* controls, QWidget* content) : QWidget(dock) {
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
    if (controls)
        row->addWidget(controls, 1);
    else
        row->addStretch(1);
    if (content && content->findChild<PlotBase*>()) {
        QToolButton* plot =
            button("menu", tr("Axes, smoothing, table and export of the plot of %1").arg(dock->windowTitle()));
        plot->setObjectName(QStringLiteral("plotMenu"));
        plot->setPopupMode(QToolButton::InstantPopup);
        auto* menu = new QMenu(plot);
        plot->setMenu(menu);
        connect(menu, &QMenu::aboutToShow, content, [menu, content] { fillFrom(menu, content); });
        row->addWidget(plot);
    }
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/watch/dock_board.h"

#include <QAction>
#include <QDockWidget>
#include <QMenu>

#include "widgets/plots/plot_base.h"
#include "widgets/watch/dock_title.h"
#include "widgets/watch/panel.h"

namespace exitlab {
namespace {
constexpr int shortestInterval = 40;  // ms between two bursts
}

DockBoard::DockBoard(std::function<void(DockPanel*)> read, QWidget* parent)
    : QMainWindow(parent), read_(std::move(read)), menu_(new QMenu(tr("Docks"), this)) {
    setWindowFlags(Qt::Widget);
    setDockNestingEnabled(true);
    setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks | QMainWindow::AnimatedDocks);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setDocumentMode(true);
    menu_->setToolTipsVisible(true);
    for (QTimer* timer : {&pause_, &next_}) timer->setSingleShot(true);
    pause_.setInterval(shortestInterval);
    next_.setInterval(0);
    connect(&pause_, &QTimer::timeout, this, [this] {
        emit refreshing();
        refreshNext();
    });
    connect(&next_, &QTimer::timeout, this, &DockBoard::refreshNext);
}

DockBoard::~DockBoard() {
    // Docks tell that they vanish while they are destroyed: that must not reach members that are gone already.
    for (QDockWidget* dock : docks_) dock->disconnect(this);
    for (DockPanel* panel : panels_) panel->disconnect(this);
}

void DockBoard::add(DockPanel* panel, const QString& name, const QKeySequence& keys) {
    auto* dock = new QDockWidget(panel->title(), this);
    dock->setObjectName(name);
    dock->setWidget(panel);
    dock->setTitleBarWidget(new DockTitle(dock, panel->controls(), panel));
    QAction* toggle = dock->toggleViewAction();
    toggle->setToolTip(tr("Show or hide the dock %1").arg(panel->title()));
    toggle->setShortcut(keys);
    menu_->addAction(toggle);
    const qsizetype i = panels_.size();
    panels_ << panel;
    docks_ << dock;
    stale_.push_back(true);
    seen_.push_back(false);
    connect(panel, &DockPanel::stale, this, [this, i] {
        stale_[static_cast<std::size_t>(i)] = true;
        refreshPanel(i);
    });
    connect(dock, &QDockWidget::visibilityChanged, this, [this, i](bool visible) {
        seen_[static_cast<std::size_t>(i)] = visible;
        if (visible) schedule();
    });
}

void DockBoard::place(const QList<QStringList>& top, const QList<QStringList>& bottom, const QList<int>& widths) {
    const auto dock = [this](const QString& name) {
        for (QDockWidget* d : docks_)
            if (d->objectName() == name) return d;
        return docks_.front();
    };
    for (QDockWidget* d : docks_) {
        d->setFloating(false);
        removeDockWidget(d);
    }
    QList<QDockWidget*> heads;
    for (qsizetype column = 0; column < top.size(); ++column) {
        QDockWidget* head = dock(top[column].front());
        if (column == 0)
            addDockWidget(Qt::TopDockWidgetArea, head);
        else
            splitDockWidget(heads.back(), head, Qt::Horizontal);
        heads << head;
    }
    QList<QDockWidget*> feet;
    for (qsizetype column = 0; column < bottom.size(); ++column) {
        QDockWidget* foot = dock(bottom[column].front());
        splitDockWidget(heads[column], foot, Qt::Vertical);
        feet << foot;
    }
    for (const QList<QStringList>* groups : {&top, &bottom})
        for (const QStringList& group : *groups) {
            for (qsizetype k = 1; k < group.size(); ++k) tabifyDockWidget(dock(group[k - 1]), dock(group[k]));
            for (const QString& name : group) dock(name)->show();
            dock(group.front())->raise();
        }
    resizeDocks(heads, widths, Qt::Horizontal);
    for (qsizetype column = 0; column < feet.size(); ++column)
        resizeDocks({heads[column], feet[column]}, {560, 440}, Qt::Vertical);
}

void DockBoard::mark(unsigned kinds) {
    mark([kinds](const DockPanel* panel) { return (panel->kinds() & kinds) != 0; });
}

void DockBoard::mark(const std::function<bool(const DockPanel*)>& which) {
    for (qsizetype i = 0; i < panels_.size(); ++i)
        if (which(panels_[i])) stale_[static_cast<std::size_t>(i)] = true;
    schedule();
}

bool DockBoard::isSeen(const DockPanel* panel) const {
    const qsizetype i = panels_.indexOf(const_cast<DockPanel*>(panel));
    return i >= 0 && seen_[static_cast<std::size_t>(i)];
}

void DockBoard::raise(const QString& name) {
    for (QDockWidget* dock : docks_)
        if (dock->objectName() == name) {
            dock->show();
            dock->raise();
        }
}

void DockBoard::schedule() {
    if (isVisible() && !pause_.isActive() && !next_.isActive()) pause_.start();
}

void DockBoard::refreshNext() {
    for (qsizetype i = 0; i < panels_.size(); ++i)
        if (refreshPanel(i)) {
            next_.start();
            return;
        }
}

bool DockBoard::refreshPanel(qsizetype i) {
    const auto at = static_cast<std::size_t>(i);
    // A dock behind another tab is "visible" to Qt; its own signal knows better.
    if (!stale_[at] || !seen_[at] || !panels_[i]->isVisible()) return false;
    stale_[at] = false;
    read_(panels_[i]);
    return true;
}

void DockBoard::flush() {
    pause_.stop();
    next_.stop();
    emit refreshing();
    for (qsizetype i = 0; i < panels_.size(); ++i) {
        stale_[static_cast<std::size_t>(i)] = false;
        read_(panels_[i]);
        for (PlotBase* plot : panels_[i]->findChildren<PlotBase*>()) plot->flush();
    }
}

void DockBoard::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    pause_.start();
}

}  // namespace exitlab

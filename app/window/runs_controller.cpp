// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/runs_controller.h"

#include "app/window/comparison_service.h"
#include "app/window/store_service.h"
#include "widgets/runs/compare_panel.h"
#include "widgets/runs/runs_view.h"

namespace exitlab {

RunsController::RunsController(RunsView* view, StoreService* store, QObject* parent)
    : QObject(parent), comparison_(new ComparisonService(store->database(), this)) {
    connect(store, &StoreService::entriesListed, view, &RunsView::setEntries);
    connect(store, &StoreService::trashListed, view, &RunsView::setTrash);
    connect(view, &RunsView::refreshRequested, store, &StoreService::refresh);
    connect(view, &RunsView::trashShown, store, &StoreService::followTrash);
    const auto ready = [store] { return store->store() != nullptr; };
    connect(view, &RunsView::starEdited, store, [=](qint64 run, bool starred) {
        if (ready()) store->setStar(run, starred);
    });
    connect(view, &RunsView::noteEdited, store, [=](qint64 run, const QString& note) {
        if (ready()) store->setNote(run, note);
    });
    connect(view, &RunsView::tagsEdited, store, [=](qint64 run, const QString& tags) {
        if (ready()) store->setTags(run, tags);
    });
    connect(view, &RunsView::trashRequested, this, [=, this](const QList<qint64>& runs) {
        if (!ready()) return;
        Q_EMIT leaving(runs);
        store->setTrashed(runs, true);
        Q_EMIT said(runs.size() == 1 ? tr("1 run moved to the trash")
                                     : tr("%1 runs moved to the trash").arg(runs.size()));
    });
    connect(view, &RunsView::restoreRequested, this, [=, this](const QList<qint64>& runs) {
        if (!ready()) return;
        store->setTrashed(runs, false);
        Q_EMIT said(runs.size() == 1 ? tr("1 run restored") : tr("%1 runs restored").arg(runs.size()));
    });
    connect(view, &RunsView::deleteRequested, this, [=, this](const QList<qint64>& runs) {
        if (!ready()) return;
        Q_EMIT leaving(runs);
        store->remove(runs);
    });
    connect(view, &RunsView::recordsRequested, comparison_, &ComparisonService::ask);
    connect(comparison_, &ComparisonService::answered, view->comparePanel(), &ComparePanel::setRecords);
    connect(comparison_, &ComparisonService::failed, this, &RunsController::failed);
}

bool RunsController::isIdle() const { return comparison_->isIdle(); }

}  // namespace exitlab

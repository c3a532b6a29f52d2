// SPDX-License-Identifier: GPL-3.0-or-later
// Connects the Runs page with the database: listing, edits, trash, comparison.
#pragma once

#include <QObject>

namespace exitlab {

class ComparisonService;
class RunsView;
class StoreService;

class RunsController : public QObject {
    Q_OBJECT

  public:
    RunsController(RunsView* view, StoreService* store, QObject* parent);
    bool isIdle() const;

  Q_SIGNALS:
    /// These runs leave the page: whatever shows them closes.
    void leaving(const QList<qint64>& runs);
    void said(const QString& words);
    void failed(const QString& message, const QString& details);

  private:
    ComparisonService* comparison_;
};

}  // namespace exitlab

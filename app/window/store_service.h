// SPDX-License-Identifier: GPL-3.0-or-later
// The run database for the window: opening, listing, loading and small edits happen in one thread, answers come as
// signals on the GUI thread.
#pragma once

#include <QList>
#include <QObject>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "app/window/worker.h"
#include "core/analysis/run_listing.h"
#include "core/store/run_store.h"

namespace exitlab {

class StoreService : public QObject {
    Q_OBJECT

  public:
    explicit StoreService(const std::filesystem::path& database, QObject* parent = nullptr);
    ~StoreService() override;

    void open();
    /// Null before opened().
    const std::shared_ptr<RunStore>& store() const { return store_; }
    const std::filesystem::path& database() const { return database_; }

    /// Asked again while a listing is under way, one more follows.
    void refresh();
    /// Everything the run told, in order.
    void load(std::int64_t run);
    void remove(const QList<qint64>& runs);
    void setStar(std::int64_t run, bool starred);
    void setNote(std::int64_t run, const QString& note);
    void setTags(std::int64_t run, const QString& tags);
    void setTrashed(const QList<qint64>& runs, bool trashed);
    /// While the trash is shown, every listing includes it.
    void followTrash(bool shown);
    bool isIdle() const { return pending_ == 0; }

  Q_SIGNALS:
    void opened();
    void listed(const std::vector<exitlab::RunSummary>& runs);
    /// The same runs as shared values with their settings, which may come a moment later: then it is told twice.
    void entriesListed(const std::vector<exitlab::RunEntryPtr>& entries);
    void trashListed(const std::vector<exitlab::RunEntryPtr>& entries);
    void loaded(const exitlab::RunSummary& run, const std::vector<exitlab::ReportPtr>& reports);
    void failed(const QString& message, const QString& details);

  private:
    /// Does `job` in the thread and what it returns (if anything) on the GUI thread; failures become failed().
    using Answer = std::function<void()>;
    void post(const QString& failure, std::function<Answer()> job);
    void readSettings();
    void listTrash();

    std::filesystem::path database_;
    std::shared_ptr<RunStore> store_;
    std::optional<RunReader> reader_;  // of the worker alone
    RunListing listing_, trash_;       // likewise
    bool trashShown_ = false;
    int pending_ = 0;
    bool isListing_ = false, listAgain_ = false;
    std::unique_ptr<Worker> worker_;
};

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
// The Exits page: reads records, answers plans and fetches images in threads of its own; the view shows them.
#pragma once

#include <QWidget>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "app/window/worker.h"
#include "core/store/run_store.h"
#include "widgets/exits/exits_values.h"

class QAction;

namespace exitlab {

class ExitsView;

class ExitsPage : public QWidget {
    Q_OBJECT

  public:
    ExitsPage(const std::filesystem::path& database, const RunOptions& options, QWidget* parent = nullptr);
    ~ExitsPage() override;

    /// The database can be read.
    void open();
    /// Images need the methods, whose settings an experiment is checked against.
    void setEngine(std::shared_ptr<const Engine> engine);
    void setRuns(const std::vector<RunSummary>& runs);
    /// Explores the first, compares with the others.
    void explore(const QList<qint64>& runs);
    /// "Explore exits" of what is selected elsewhere; who knows what that is connects it.
    QAction* exploreAction() const { return explore_; }
    ExitsView* view() const { return view_; }
    /// Nothing asked is unanswered.
    bool isIdle() const;

    QByteArray saveState() const;
    void restoreState(const QByteArray& state);

  Q_SIGNALS:
    void failed(const QString& message, const QString& details);
    void said(const QString& words);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    /// A run with its records, made once and not changed.
    struct Loaded {
        ExploredRun about;
        std::string experiment;
        std::shared_ptr<const ExitExplorer> explorer;
    };
    using Key = std::pair<qint64, int>;
    struct Question {
        quint64 token = 0;
        std::shared_ptr<const Loaded> run;
        ExitPlan plan;
    };

    /// Does `job` in the thread that loads, and what it returns on the GUI thread.
    using Answer = std::function<void()>;
    void post(std::function<Answer()> job);
    std::shared_ptr<const Loaded> load(qint64 run, int round);  ///< in that thread
    void listRecords();
    void loadRun(qint64 run, int round);
    void ask(const ExitPlan& plan);
    void answerNewest();
    void askForCurves();
    void fetchGallery(const GalleryQuery& query);

    std::filesystem::path database_;
    RunOptions options_;
    ExitsView* view_ = nullptr;
    QAction* explore_ = nullptr;
    std::shared_ptr<const Engine> engine_;
    bool open_ = false, listing_ = false, listStale_ = true;
    std::vector<RunSummary> summaries_;
    int pending_ = 0;
    quint64 runToken_ = 0, curvesToken_ = 0, galleryToken_ = 0;
    std::shared_ptr<const Loaded> run_;
    std::shared_ptr<const ExploredAnswer> answer_;
    std::optional<ExitPolicy> curvesPolicy_;
    bool galleryWaits_ = false;

    quint64 asked_ = 0, answered_ = 0;
    std::mutex mutex_;
    std::optional<Question> waiting_;  // under mutex_

    // Of the thread that loads, alone.
    std::optional<RunReader> reader_;
    std::map<Key, std::shared_ptr<const Loaded>> library_;
    std::map<std::pair<Key, ExitPolicy>, std::vector<SweepPoint>> sweeps_;

    Worker answers_, loads_;  // last: end before what their jobs touch
};

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/exits_page.h"

#include <QAction>
#include <QVBoxLayout>

#include "core/base/error.h"
#include "core/store/gallery_export.h"
#include "widgets/exits/exits_view.h"
#include "widgets/theme/theme.h"

namespace exitlab {

namespace {
/// Runs whose records stay in memory: 10,000 samples x 4 exits take about 0.7 MB.
constexpr std::size_t kLibrary = 64;
}  // namespace

ExitsPage::ExitsPage(const std::filesystem::path& database, const RunOptions& options, QWidget* parent)
    : QWidget(parent), database_(database), options_(options) {
    setObjectName(QStringLiteral("exitsPage"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    view_ = new ExitsView(this);
    layout->addWidget(view_);
    explore_ = new QAction(icon(QStringLiteral("exits")), tr("E&xplore exits"), this);
    explore_->setObjectName(QStringLiteral("exploreExits"));
    explore_->setShortcut(QKeySequence(tr("Ctrl+Shift+X")));
    const QString tip = tr("Show what early exits save in the selected run, against the other selected runs");
    explore_->setToolTip(QStringLiteral("%1 (%2)").arg(tip, explore_->shortcut().toString(QKeySequence::NativeText)));
    explore_->setStatusTip(tip);
    connect(view_, &ExitsView::runChosen, this, &ExitsPage::loadRun);
    connect(view_, &ExitsView::comparedChanged, this, &ExitsPage::askForCurves);
    connect(view_, &ExitsView::planChanged, this, &ExitsPage::ask);
    connect(view_, &ExitsView::galleryWanted, this, &ExitsPage::fetchGallery);
    connect(view_, &ExitsView::said, this, &ExitsPage::said);
}

ExitsPage::~ExitsPage() {
    // The view tells of its own end (docks, selections); nobody listens any more.
    view_->disconnect(this);
}

bool ExitsPage::isIdle() const { return pending_ == 0 && answered_ == asked_; }

void ExitsPage::open() {
    open_ = true;
    listRecords();
}

void ExitsPage::setEngine(std::shared_ptr<const Engine> engine) {
    engine_ = std::move(engine);
    if (galleryWaits_) fetchGallery(view_->galleryQuery());
}

void ExitsPage::post(std::function<Answer()> job) {
    ++pending_;
    loads_.post([this, job = std::move(job)] {
        Answer answer;
        try {
            answer = job();
        } catch (const std::exception& error) {
            answer = [this, details = QString::fromUtf8(error.what())] {
                Q_EMIT failed(tr("The exit records could not be read."), details);
            };
        }
        QMetaObject::invokeMethod(
            this,
            [this, answer = std::move(answer)] {
                --pending_;
                if (answer) answer();
            },
            Qt::QueuedConnection);
    });
}

void ExitsPage::setRuns(const std::vector<RunSummary>& runs) {
    // While a run is in progress the list comes every second; records appear with evaluations only.
    const bool same = std::equal(
        runs.begin(), runs.end(), summaries_.begin(), summaries_.end(), [](const RunSummary& a, const RunSummary& b) {
            return a.id == b.id && a.completed == b.completed && a.status == b.status && a.name == b.name;
        });
    if (same && !listStale_) return;
    summaries_ = runs;
    listStale_ = true;
    listRecords();
}

void ExitsPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    listRecords();
}

void ExitsPage::listRecords() {
    if (!open_ || listing_ || !listStale_ || !isVisible()) return;
    listing_ = true;
    listStale_ = false;
    post([this]() -> Answer {
        if (!reader_) reader_.emplace(database_);
        std::map<std::int64_t, std::vector<int>> recorded;
        QString problem;
        try {
            recorded = reader_->recordedRounds();
        } catch (const std::exception& error) {
            problem = QString::fromUtf8(error.what());
        }
        return [this, recorded = std::move(recorded), problem] {
            listing_ = false;
            if (!problem.isEmpty()) {
                Q_EMIT failed(tr("The runs with exit records could not be listed."), problem);
                return;
            }
            std::vector<RecordedRun> runs;
            for (const RunSummary& summary : summaries_) {
                const auto found = recorded.find(summary.id);
                if (found == recorded.end()) continue;
                runs.push_back({summary.id, QString::fromStdString(summary.name),
                                QString::fromStdString(summary.method), QString::fromStdString(summary.dataset),
                                summary.colour, found->second});
            }
            view_->setRuns(std::move(runs));
            listRecords();
        };
    });
}

void ExitsPage::explore(const QList<qint64>& runs) {
    if (runs.isEmpty()) return;
    view_->explore(runs.front());
    view_->compareWith(runs.mid(1));
}

std::shared_ptr<const ExitsPage::Loaded> ExitsPage::load(qint64 run, int round) {
    if (!reader_) reader_.emplace(database_);
    const auto summary = reader_->find(run);
    if (!summary) throw InputError("run " + std::to_string(run), "", "is not in the database any more");
    const auto records = reader_->records(run, round > 0 ? std::optional<int>(round) : std::nullopt);
    if (!records || !records->test)
        throw InputError("run " + std::to_string(run), round > 0 ? "round " + std::to_string(round) : "",
                         "has no exit records");
    const Key key{run, records->round};
    if (const auto known = library_.find(key); known != library_.end()) return known->second;
    auto loaded = std::make_shared<Loaded>();
    for (const ReportPtr& report : reader_->reports(run))
        if (const auto* started = std::get_if<RunStarted>(report.get())) {
            loaded->about.macs = started->exitMacs;
            for (const std::string& name : started->classNames)
                loaded->about.classNames.push_back(QString::fromStdString(name));
            break;
        }
    auto explorer = std::make_shared<const ExitExplorer>(*records->test, records->validation.get(), loaded->about.macs);
    loaded->about.run = run;
    loaded->about.round = records->round;
    loaded->about.clients = explorer->clients();
    loaded->about.classes = records->test->classes;
    loaded->about.samples = static_cast<std::int64_t>(records->test->size());
    loaded->about.validationSamples = records->validation ? static_cast<std::int64_t>(records->validation->size()) : 0;
    loaded->about.alone = explorer->exitsAlone();
    loaded->about.reliability = exitReliability(explorer->records());
    loaded->experiment = summary->experiment;
    loaded->explorer = std::move(explorer);
    if (library_.size() >= kLibrary) {
        library_.clear();
        sweeps_.clear();
    }
    library_[key] = loaded;
    return loaded;
}

void ExitsPage::loadRun(qint64 run, int round) {
    const quint64 token = ++runToken_;
    // Images of the run before are of no use any more.
    ++galleryToken_;
    answer_.reset();
    post([this, run, round, token]() -> Answer {
        std::shared_ptr<const Loaded> loaded;
        QString problem;
        try {
            loaded = load(run, round);
        } catch (const std::exception& error) {
            problem = QString::fromUtf8(error.what());
        }
        return [this, loaded, problem, token] {
            if (token != runToken_) return;
            run_ = loaded;
            if (!loaded) {
                view_->setRunProblem(problem);
                return;
            }
            curvesPolicy_.reset();
            view_->setExplored(loaded->about);  // which asks for its answer
        };
    });
}

void ExitsPage::ask(const ExitPlan& plan) {
    if (!run_) return;
    ++asked_;
    bool queued = false;
    {
        const std::lock_guard lock(mutex_);
        queued = waiting_.has_value();
        // A question that nobody has begun to answer is of no use once there is a newer one.
        waiting_ = Question{runToken_, run_, plan};
    }
    if (queued)
        ++answered_;
    else
        answers_.post([this] { answerNewest(); });
    if (curvesPolicy_ != plan.fleet.policy) askForCurves();
}

void ExitsPage::answerNewest() {
    Question question;
    {
        const std::lock_guard lock(mutex_);
        question = std::move(*waiting_);
        waiting_.reset();
    }
    auto answer = std::make_shared<ExploredAnswer>();
    QString problem;
    try {
        answer->plan = question.plan;
        answer->answer = question.run->explorer->answer(question.plan);
        answer->leaving = exitReliability(question.run->explorer->records(), &answer->answer.taken);
    } catch (const std::exception& error) {
        problem = QString::fromUtf8(error.what());
    }
    QMetaObject::invokeMethod(
        this,
        [this, token = question.token, answer, problem] {
            ++answered_;
            if (token != runToken_) return;
            if (!problem.isEmpty()) {
                view_->setPlanProblem(problem);
                return;
            }
            answer_ = answer;
            view_->setAnswer(*answer);
        },
        Qt::QueuedConnection);
}

void ExitsPage::askForCurves() {
    if (!run_) return;
    const quint64 token = ++curvesToken_;
    const ExitPolicy policy = view_->plan().fleet.policy;
    curvesPolicy_ = policy;
    QList<qint64> runs{run_->about.run};
    runs += view_->compared();
    post([this, token, policy, runs, round = run_->about.round]() -> Answer {
        std::vector<ExploredCurve> curves;
        QStringList problems;
        for (const qint64 run : runs) {
            try {
                const auto loaded = load(run, run == runs.front() ? round : 0);
                const auto key = std::pair(Key{run, loaded->about.round}, policy);
                auto known = sweeps_.find(key);
                if (known == sweeps_.end()) known = sweeps_.emplace(key, loaded->explorer->sweep(policy)).first;
                ExploredCurve curve;
                curve.run = run;
                curve.fullMacs = loaded->about.macs.back();
                curve.points = known->second;
                curves.push_back(std::move(curve));
            } catch (const std::exception& error) {
                problems << QString::fromUtf8(error.what());
            }
        }
        return [this, token, curves = std::move(curves), problems]() mutable {
            if (!problems.isEmpty()) Q_EMIT failed(tr("Not every run could be compared."), problems.join(u'\n'));
            if (token != curvesToken_) return;
            for (ExploredCurve& curve : curves)
                for (const RunSummary& summary : summaries_)
                    if (summary.id == curve.run) {
                        curve.method = QString::fromStdString(summary.method);
                        curve.colour = summary.colour;
                    }
            view_->setCurves(std::move(curves));
        };
    });
}

void ExitsPage::fetchGallery(const GalleryQuery& query) {
    if (!run_ || !answer_) return;
    galleryWaits_ = !engine_;
    if (!engine_) {
        view_->setGalleryProblem(tr("The methods are being loaded; then the images come."));
        return;
    }
    const quint64 token = ++galleryToken_;
    post([this, token, query, run = run_, answer = answer_, engine = engine_]() -> Answer {
        auto gallery = std::make_shared<ExploredGallery>();
        QString problem;
        try {
            gallery->exits = galleryOf(run->explorer->records(), answer->answer.taken, query);
            const Experiment experiment =
                Experiment::parse(run->experiment, engine->methods(), "run " + std::to_string(run->about.run));
            gallery->images = sampleImages(experiment, gallerySamples(gallery->exits), options_);
        } catch (const std::exception& error) {
            problem = tr("The images cannot be shown: %1").arg(QString::fromUtf8(error.what()));
        }
        return [this, token, gallery, problem] {
            if (token != galleryToken_) return;
            if (problem.isEmpty())
                view_->setGallery(*gallery);
            else
                view_->setGalleryProblem(problem);
        };
    });
}

QByteArray ExitsPage::saveState() const { return view_->saveState(); }

void ExitsPage::restoreState(const QByteArray& state) { (void)view_->restoreState(state); }

}  // namespace exitlab

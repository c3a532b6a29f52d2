// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/watch/run_header.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeySequence>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>
#include <map>
#include <numeric>

#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"
#include "widgets/watch/run_history.h"

namespace exitlab {
namespace {

constexpr std::size_t recentRounds = 8;  // of the time split

QString withKeys(const QString& tip, const QKeySequence& keys) {
    return QStringLiteral("%1 (%2)").arg(tip, keys.toString(QKeySequence::NativeText));
}

/// A label that shortens its words with an ellipsis instead of cutting them; the tool tip has them all.
class ElidedLabel : public QLabel {
  public:
    ElidedLabel() { setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); }

  protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(text(), Qt::ElideRight, width()));
    }
};

}  // namespace

PhaseBar::PhaseBar(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Time split of the last rounds"));
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize PhaseBar::sizeHint() const { return {120, space::grid}; }

void PhaseBar::setPhases(std::vector<QString> names, std::vector<double> seconds) {
    names_ = std::move(names);
    seconds_ = std::move(seconds);
    const double sum = std::accumulate(seconds_.begin(), seconds_.end(), 0.0);
    QStringList lines;
    for (std::size_t i = 0; i < names_.size(); ++i)
        lines << tr("%1: %2, %3")
                     .arg(names_[i], formatDuration(seconds_[i]), formatPercent(sum > 0 ? seconds_[i] / sum : 0, 0));
    setToolTip(lines.isEmpty() ? QString() : tr("Mean of the last rounds by phase") + '\n' + lines.join('\n'));
    setAccessibleDescription(lines.join(QStringLiteral("; ")));
    update();
}

void PhaseBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ThemeColours& c = Theme::instance().colours();
    painter.fillRect(rect(), c.line);
    const double sum = std::accumulate(seconds_.begin(), seconds_.end(), 0.0);
    if (sum <= 0) return;
    double x = 0;
    for (std::size_t i = 0; i < seconds_.size(); ++i) {
        const double w = seconds_[i] / sum * width();
        painter.fillRect(QRectF(x, 0, w, height()), categoryStyle(c, static_cast<int>(i)).colour);
        x += w;
    }
}

RunHeader::RunHeader(QWidget* parent) : QWidget(parent) {
    const auto label = [](int size, bool caption = false) {
        auto* l = new QLabel;
        if (caption)
            makeCaption(l);
        else
            l->setFont(Theme::numbers(size));
        l->setTextFormat(Qt::PlainText);
        return l;
    };
    stateIcon_ = new QLabel;
    state_ = new QLabel;
    state_->setFont(Theme::font(type::body, QFont::DemiBold));
    name_ = new ElidedLabel;
    makeHeading(name_);
    name_->setTextFormat(Qt::PlainText);
    name_->setMinimumWidth(60);
    method_ = new ElidedLabel;
    makeCaption(method_);
    progress_ = label(type::body);
    left_ = label(type::body);
    speed_ = label(type::body);
    bar_ = new QProgressBar;
    bar_->setTextVisible(false);
    bar_->setFixedSize(120, space::grid);
    bar_->setAccessibleName(tr("Rounds done"));
    phases_ = new PhaseBar;
    speed_->setToolTip(tr("Training samples per second of wall time, over the last rounds"));
    left_->setToolTip(tr("From the mean time of the last rounds; the first round does not count"));

    auto* tools = new QToolBar;
    tools->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    tools->setIconSize({space::iconSmall, space::iconSmall});
    pause_ = addCommand("pause", tr("Pause"), tr("Pause after this round"), Qt::Key_F6, &RunHeader::pauseRequested);
    resume_ = addCommand("resume", tr("Resume"), tr("Go on with the rounds"), Qt::Key_F5, &RunHeader::resumeRequested);
    step_ = addCommand("step", tr("Step"), tr("Run one round, then pause"), Qt::Key_F10, &RunHeader::stepRequested);
    stop_ = addCommand("stop", tr("Stop"), tr("Stop the run; completed rounds are kept"),
                       QKeySequence(Qt::SHIFT | Qt::Key_F5), &RunHeader::stopRequested);
    checkpoint_ = addCommand("checkpoint", tr("Checkpoint"), tr("Write a checkpoint after this round"), Qt::Key_F8,
                             &RunHeader::checkpointRequested);
    for (QAction* action : {pause_, resume_, step_, stop_, checkpoint_}) tools->addAction(action);

    branch_ = new QAction(icon(QStringLiteral("branch")), tr("Branch"), this);
    branch_->setShortcut(Qt::Key_F9);
    branch_->setToolTip(
        withKeys(tr("Open Design with this run's settings, to go on from the shown round"), Qt::Key_F9));
    connect(branch_, &QAction::triggered, this, [this] { emit branchRequested(round_); });
    follow_ = new QAction(icon(QStringLiteral("next")), tr("Latest"), this);
    follow_->setShortcut(Qt::CTRL | Qt::Key_End);
    follow_->setToolTip(withKeys(tr("Show the latest round and follow the run"), Qt::CTRL | Qt::Key_End));
    connect(follow_, &QAction::triggered, this, [this] { slider_->setValue(slider_->maximum()); });
    for (QAction* action : {branch_, follow_}) {
        addAction(action);
        commands_ << action;
    }

    roundLabel_ = label(type::body);
    slider_ = new QSlider(Qt::Horizontal);
    slider_->setMinimumWidth(100);
    slider_->setMaximumWidth(360);
    slider_->setRange(0, 0);
    slider_->setToolTip(tr("Round that matrices and maps show"));
    slider_->setAccessibleName(tr("Shown round"));
    connect(slider_, &QSlider::valueChanged, this, [this](int value) {
        round_ = value;
        follows_ = value == slider_->maximum();
        showRound();
        emit roundChosen(round_);
    });
    const auto button = [](QAction* action) {
        auto* b = new QToolButton;
        b->setDefaultAction(action);
        b->setAutoRaise(true);
        b->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        b->setIconSize({space::iconSmall, space::iconSmall});
        return b;
    };
    docks_ = new QToolButton;
    docks_->setText(tr("Docks"));
    docks_->setToolTip(tr("Show and hide docks, reset the layout"));
    docks_->setIcon(icon(QStringLiteral("layout")));
    docks_->setAutoRaise(true);
    docks_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    docks_->setPopupMode(QToolButton::InstantPopup);
    docks_->setIconSize({space::iconSmall, space::iconSmall});

    auto* first = new QHBoxLayout;
    first->setSpacing(space::grid);
    first->addWidget(stateIcon_);
    first->addWidget(state_);
    first->addSpacing(space::grid);
    first->addWidget(name_, 5);
    first->addWidget(method_, 3);
    first->addWidget(tools);
    first->addWidget(docks_);
    auto* second = new QHBoxLayout;
    second->setSpacing(space::grid);
    facts_ = new QWidget;
    auto* facts = new QHBoxLayout(facts_);
    facts->setContentsMargins(0, 0, 0, 0);
    facts->setSpacing(space::grid);
    auto* split = label(type::body);
    split->setText(tr("time"));
    split->setToolTip(tr("Time split of the last rounds by phase"));
    facts->addWidget(progress_);
    facts->addWidget(bar_);
    facts->addSpacing(space::grid);
    facts->addWidget(left_);
    facts->addSpacing(space::grid);
    facts->addWidget(speed_);
    facts->addSpacing(space::grid);
    facts->addWidget(split);
    facts->addWidget(phases_);
    second->addWidget(facts_);
    second->addStretch(1);
    second->addWidget(roundLabel_);
    second->addWidget(slider_, 2);
    second->addWidget(button(follow_));
    second->addWidget(button(branch_));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::wide, space::half, space::grid, space::half);
    layout->setSpacing(0);
    layout->addLayout(first);
    layout->addLayout(second);

    connect(&Theme::instance(), &Theme::changed, this, &RunHeader::showStatus);
    clear();
}

QAction* RunHeader::addCommand(const QString& iconName, const QString& text, const QString& tip,
                               const QKeySequence& keys, void (RunHeader::*signal)()) {
    auto* action = new QAction(icon(iconName), text, this);
    action->setShortcut(keys);
    action->setToolTip(withKeys(tip, keys));
    connect(action, &QAction::triggered, this, signal);
    commands_ << action;
    return action;
}

void RunHeader::setDockMenu(QMenu* menu) { docks_->setMenu(menu); }

void RunHeader::setStatus(RunStatus status, bool diverged) {
    status_ = status;
    diverged_ = diverged;
    any_ = true;
    showStatus();
    enableCommands();
}

void RunHeader::setReadOnly(bool readOnly) {
    readOnly_ = readOnly;
    enableCommands();
}

void RunHeader::enableCommands() {
    const bool live = any_ && !readOnly_;
    const bool running = live && status_ == RunStatus::Running, paused = live && status_ == RunStatus::Paused;
    pause_->setEnabled(running);
    resume_->setEnabled(paused);
    step_->setEnabled(paused);
    stop_->setEnabled(running || paused);
    checkpoint_->setEnabled(running || paused);
    branch_->setEnabled(any_ && round_ > 0 && !several_);
    follow_->setEnabled(!follows_);
}

void RunHeader::showStatus() {
    const ThemeColours& c = Theme::instance().colours();
    StatusStyle style = statusStyle(c, status_, diverged_);
    if (!any_) style = {QStringLiteral("queued"), tr("No run"), c.secondary};
    QColor ThemeColours::*token = &ThemeColours::secondary;
    for (QColor ThemeColours::*candidate : {&ThemeColours::running, &ThemeColours::finished, &ThemeColours::paused,
                                            &ThemeColours::interrupted, &ThemeColours::error})
        if (c.*candidate == style.colour) {
            token = candidate;
            break;
        }
    stateIcon_->setPixmap(
        icon(style.icon, token).pixmap(QSize(space::iconSmall, space::iconSmall), devicePixelRatioF()));
    state_->setText(style.word);
    QPalette palette = state_->palette();
    palette.setColor(QPalette::WindowText, style.colour);
    state_->setPalette(palette);
    state_->setAccessibleName(tr("State: %1").arg(style.word));
}

void RunHeader::showRound() {
    roundLabel_->setText(round_ == 0 ? tr("no round yet") : tr("showing round %1").arg(formatCount(round_)));
    enableCommands();
}

void RunHeader::refresh(const RunHistory& history) {
    if (history.started) {
        const QString name = QString::fromStdString(history.started->name);
        name_->setText(name);
        name_->setToolTip(name);
        method_->setText(tr("%1, %2 clients, %3 exits")
                             .arg(QString::fromStdString(history.started->method))
                             .arg(formatCount(history.started->clients))
                             .arg(history.started->exits));
        method_->setToolTip(method_->text());
    }
    showFacts({&history});
}

void RunHeader::refresh(const std::vector<const RunHistory*>& runs, const QString& title, const QString& about) {
    several_ = true;
    name_->setText(title);
    name_->setToolTip(title);
    method_->setText(about);
    method_->setToolTip(about);
    showFacts(runs);
}

void RunHeader::showFacts(const std::vector<const RunHistory*>& runs) {
    int done = 0, total = 0;
    double left = 0, samples = 0, busy = 0, took = 0;
    bool over = !runs.empty();
    last_ = 0;
    std::vector<QString> names;
    std::vector<double> seconds;
    for (const RunHistory* history : runs) {
        const int reached = history->rounds.empty() ? 0 : history->rounds.last()->round;
        done = history == runs.front() ? reached : std::min(done, reached);
        total = std::max(total, history->started ? history->started->rounds : 0);
        last_ = std::max(last_, history->lastRound());
        if (history->finished)
            took += history->finished->seconds;
        else
            over = false, left += history->secondsLeft();
        const std::size_t used = std::min(recentRounds, history->rounds.size());
        for (auto r = history->rounds.end() - static_cast<std::ptrdiff_t>(used); r != history->rounds.end(); ++r) {
            samples += static_cast<double>((*r)->samples);
            busy += (*r)->seconds;
            for (std::size_t p = 0; p < (*r)->phases.size() && p < (*r)->phaseSeconds.size(); ++p) {
                const QString phase = QString::fromStdString((*r)->phases[p]);
                const auto at = std::find(names.begin(), names.end(), phase);
                const auto i = static_cast<std::size_t>(at - names.begin());
                if (at == names.end()) {
                    names.push_back(phase);
                    seconds.push_back(0);
                }
                seconds[i] += (*r)->phaseSeconds[p] / static_cast<double>(used);
            }
        }
    }
    facts_->setVisible(any_);
    progress_->setText(total ? tr("round %1 of %2").arg(formatCount(done), formatCount(total)) : QString());
    bar_->setRange(0, std::max(1, total));
    bar_->setValue(done);
    if (over)
        left_->setText(tr("took %1").arg(formatDuration(took)));
    else
        left_->setText(std::isfinite(left) ? tr("%1 left").arg(formatDuration(left)) : tr("time left after 2 rounds"));
    speed_->setText(busy > 0 ? tr("%1 samples/s").arg(formatNumber(samples / busy, 3)) : QString());
    phases_->setPhases(std::move(names), std::move(seconds));

    const QSignalBlocker quiet(slider_);
    slider_->setRange(last_ > 0 ? 1 : 0, std::max(0, last_));
    if (follows_) slider_->setValue(last_);
    round_ = slider_->value();
    slider_->setEnabled(last_ > 1);
    showRound();
}

void RunHeader::clear() {
    any_ = false;
    diverged_ = false;
    follows_ = true;
    round_ = last_ = 0;
    facts_->setVisible(false);
    name_->setText(tr("No run to watch"));
    name_->setToolTip({});
    method_->clear();
    progress_->clear();
    left_->clear();
    speed_->clear();
    bar_->setRange(0, 1);
    bar_->setValue(0);
    phases_->setPhases({}, {});
    const QSignalBlocker quiet(slider_);
    slider_->setRange(0, 0);
    slider_->setEnabled(false);
    showStatus();
    showRound();
}

}  // namespace exitlab

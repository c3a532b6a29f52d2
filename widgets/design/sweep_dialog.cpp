// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/design/sweep_dialog.h"

#include <QComboBox>
#include <QCompleter>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTableView>
#include <QThreadPool>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/base/error.h"
#include "widgets/language/language.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace exitlab {

namespace {

constexpr int kDelayMs = 80;
constexpr std::size_t kMostSeeds = 1000;

void say(QLabel* label, const QString& problem) {
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, Theme::instance().colours().error);
    label->setPalette(palette);
    label->setText(problem);
}

/// The sentence without the key it begins with: the row names the setting already.
QString withoutKey(const std::string& message, const std::string& key) {
    const std::string begin = key + ": ";
    return QString::fromStdString(message.rfind(begin, 0) == 0 ? message.substr(begin.size()) : message);
}

}  // namespace

std::vector<std::uint64_t> parseSeeds(const QString& text) {
    std::vector<std::uint64_t> seeds;
    const auto wrong = [](const QString& part) {
        return InputError("seeds", "",
                          "expected whole numbers from 0 like 1, 2, 3 or 1..5, found \"" + part.toStdString() + "\"");
    };
    const auto add = [&](std::uint64_t seed) {
        if (std::find(seeds.begin(), seeds.end(), seed) == seeds.end()) seeds.push_back(seed);
    };
    for (const QString& word : text.split(u',', Qt::SkipEmptyParts)) {
        const QString part = word.trimmed();
        if (part.isEmpty()) continue;
        const QStringList ends = part.split(QStringLiteral(".."));
        bool first = false, last = false;
        const qulonglong from = ends.front().trimmed().toULongLong(&first),
                         to = ends.back().trimmed().toULongLong(&last);
        if (!first || !last || ends.size() > 2 || to < from || to - from >= kMostSeeds || to > 0x1p53)
            throw wrong(part);
        for (qulonglong seed = from; seed <= to; ++seed) add(seed);
    }
    return seeds;
}

SweepDialog::SweepDialog(const Experiment& base, const MethodCatalog& catalog, const std::optional<Forecast>& forecast,
                         QWidget* parent)
    : QDialog(parent), base_(base), catalog_(catalog), forecast_(forecast) {
    setObjectName(QStringLiteral("sweepDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Sweep"));
    resize(760, 620);
    later_ = new QTimer(this);
    later_->setSingleShot(true);
    connect(later_, &QTimer::timeout, this, &SweepDialog::count);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(space::grid);
    baseWords_ = new QLabel(this);
    baseWords_->setWordWrap(true);
    column->addWidget(baseWords_);
    column->addWidget(makeAxes());
    model_ = new SweepModel(this);
    table_ = new QTableView(this);
    table_->setObjectName(QStringLiteral("sweepTable"));
    table_->setAccessibleName(tr("Experiments of the sweep"));
    table_->setModel(model_);
    table_->setShowGrid(false);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(space::rowHeight);
    table_->horizontalHeader()->setSectionResizeMode(SweepModel::Label, QHeaderView::Stretch);
    table_->horizontalHeader()->resizeSection(SweepModel::Number, 6 * space::grid);
    table_->horizontalHeader()->resizeSection(SweepModel::Problem, space::sidePanel);
    column->addWidget(table_, 1);
    summary_ = new QLabel(this);
    summary_->setObjectName(QStringLiteral("sweepSummary"));
    summary_->setWordWrap(true);
    column->addWidget(summary_);
    column->addWidget(makeButtons());
    addRow("training.lr");
    recount();
}

QWidget* SweepDialog::makeAxes() {
    auto* box = new QWidget(this);
    axes_ = new QVBoxLayout(box);
    axes_->setContentsMargins(0, 0, 0, 0);
    axes_->setSpacing(space::half);
    auto* line = new QHBoxLayout;
    auto* add = new QPushButton(icon(QStringLiteral("add")), tr("Add a setting"), box);
    add->setObjectName(QStringLiteral("addAxis"));
    add->setToolTip(tr("Vary one more setting; every combination is run"));
    connect(add, &QPushButton::clicked, this, [this] { addRow(); });
    line->addWidget(add);
    line->addStretch(1);
    auto* label = new QLabel(tr("See&ds"), box);
    seeds_ = new QLineEdit(box);
    seeds_->setObjectName(QStringLiteral("sweepSeeds"));
    seeds_->setPlaceholderText(tr("1, 2, 3 or 1..5"));
    seeds_->setToolTip(tr("Every experiment is run with each of these seeds; empty: with its own"));
    seeds_->setAccessibleName(tr("Seeds"));
    label->setBuddy(seeds_);
    seedProblem_ = new QLabel(box);
    line->addWidget(label);
    line->addWidget(seeds_);
    axes_->addLayout(line);
    axes_->addWidget(seedProblem_);
    seedProblem_->hide();
    connect(seeds_, &QLineEdit::textEdited, this, &SweepDialog::recount);
    return box;
}

QWidget* SweepDialog::makeButtons() {
    auto* buttons = new QDialogButtonBox(this);
    const auto button = [&](const char* name, const QString& text, const QString& tip,
                            QDialogButtonBox::ButtonRole role) {
        QPushButton* made = buttons->addButton(text, role);
        made->setObjectName(QString::fromLatin1(name));
        made->setToolTip(tip);
        return made;
    };
    auto* open = button("openSweep", tr("&Open..."), tr("Open a sweep file"), QDialogButtonBox::ResetRole);
    auto* save = button("saveSweep", tr("&Save..."), tr("Save this sweep; `exitlab-cli sweep` runs it too"),
                        QDialogButtonBox::ResetRole);
    add_ = button("queueSweep", tr("Add to queue"), tr("Run these experiments one after another"),
                  QDialogButtonBox::AcceptRole);
    add_->setIcon(icon(QStringLiteral("queued")));
    buttons->addButton(QDialogButtonBox::Cancel);
    connect(open, &QPushButton::clicked, this, [this] { chooseFile(false); });
    connect(save, &QPushButton::clicked, this, [this] { chooseFile(true); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(add_, &QPushButton::clicked, this, [this] {
        if (!points_ || !isSettled()) return;
        std::vector<Experiment> experiments;
        for (const SweepEntry& point : *points_) experiments.push_back(point.experiment);
        Q_EMIT sweepRequested(experiments);
        accept();
    });
    return buttons;
}

void SweepDialog::fillSettings(QComboBox* box) const {
    for (const ParameterSection& section : translated(base_.schema()))
        for (const ParameterSpec& spec : section.parameters) {
            if (spec.key == "name" || spec.key == "seed") continue;
            const QString title = QString::fromStdString(spec.title), key = QString::fromStdString(spec.key);
            box->addItem(tr("%1 (%2)").arg(title, key), key);
            box->setItemData(box->count() - 1, QString::fromStdString(spec.help), Qt::ToolTipRole);
        }
}

void SweepDialog::addRow(const std::string& key, const QString& values) {
    Row row{new QWidget(this), nullptr, nullptr, nullptr};
    auto* grid = new QGridLayout(row.box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(0);
    row.setting = new QComboBox(row.box);
    row.setting->setObjectName(QStringLiteral("axisSetting"));
    row.setting->setAccessibleName(tr("Setting to vary"));
    row.setting->setToolTip(tr("The setting to vary; type to find one"));
    row.setting->setEditable(true);
    row.setting->setInsertPolicy(QComboBox::NoInsert);
    row.setting->setMinimumWidth(space::sidePanel);
    fillSettings(row.setting);
    row.setting->completer()->setFilterMode(Qt::MatchContains);
    row.setting->completer()->setCompletionMode(QCompleter::PopupCompletion);
    int at = row.setting->findData(QString::fromStdString(key));
    if (const ParameterSpec* spec = at < 0 ? specOf(key) : nullptr) {
        // A setting of another method, where methods are varied too.
        row.setting->addItem(tr("%1 (%2)").arg(QString::fromStdString(spec->title), QString::fromStdString(key)),
                             QString::fromStdString(key));
        at = row.setting->count() - 1;
    }
    row.setting->setCurrentIndex(key.empty() ? -1 : at);
    row.values = new QLineEdit(values, row.box);
    row.values->setObjectName(QStringLiteral("axisValues"));
    row.values->setAccessibleName(tr("Values of the setting"));
    row.values->setPlaceholderText(tr("0.01, 0.1   or   0.01..0.1 / 5   or   0.01..0.1 / 5 log"));
    row.values->setToolTip(
        tr("<p>A list with commas, or a range: from..to / number of values, with \"log\" for equal "
           "ratios. Lists of texts that have commas themselves are separated by semicolons.</p>"));
    auto* remove = new QToolButton(row.box);
    remove->setObjectName(QStringLiteral("removeAxis"));
    remove->setIcon(icon(QStringLiteral("delete")));
    remove->setAutoRaise(true);
    remove->setToolTip(tr("Do not vary this setting"));
    remove->setAccessibleName(tr("Do not vary this setting"));
    row.problem = new QLabel(row.box);
    row.problem->setObjectName(QStringLiteral("axisProblem"));
    row.problem->setTextFormat(Qt::PlainText);
    makeCaption(row.problem);
    grid->addWidget(row.setting, 0, 0);
    grid->addWidget(row.values, 0, 1);
    grid->addWidget(remove, 0, 2);
    grid->addWidget(row.problem, 1, 0, 1, 3);
    grid->setColumnStretch(1, 1);
    axes_->insertWidget(int(rows_.size()), row.box);
    rows_.push_back(row);
    connect(row.setting, &QComboBox::currentIndexChanged, this, &SweepDialog::recount);
    connect(row.values, &QLineEdit::textEdited, this, &SweepDialog::recount);
    connect(remove, &QToolButton::clicked, this, [this, box = row.box] { removeRow(box); });
    if (key.empty()) row.setting->setFocus(Qt::OtherFocusReason);
    recount();
}

void SweepDialog::removeRow(QWidget* box) {
    std::erase_if(rows_, [&](const Row& row) { return row.box == box; });
    box->hide();
    box->deleteLater();
    recount();
}

const ParameterSpec* SweepDialog::specOf(const std::string& key) const {
    if (const ParameterSpec* spec = base_.spec(key)) return spec;
    for (const MethodInfo& method : catalog_)
        for (const ParameterSpec& spec : method.parameters)
            if (spec.key == key) return &spec;
    return nullptr;
}

std::optional<Sweep> SweepDialog::sweep() const {
    Sweep sweep;
    sweep.base = base_;
    bool right = true;
    for (const Row& row : rows_) {
        const std::string key = row.setting->currentData().toString().toStdString();
        const ParameterSpec* spec = row.setting->currentIndex() < 0 ? nullptr : specOf(key);
        QString problem;
        if (!spec && row.values->text().trimmed().isEmpty()) {
            say(row.problem, {});
            continue;  // a row that is only begun
        }
        try {
            if (!spec) throw InputError("axes", "", tr("Choose a setting.").toStdString());
            if (!row.values->text().trimmed().isEmpty())
                sweep.axes.push_back(parseAxis(*spec, row.values->text().toStdString()));
        } catch (const Error& error) {
            problem = withoutKey(error.what(), spec ? key : "axes");
            right = false;
        }
        say(row.problem, problem);
    }
    QString problem;
    try {
        sweep.seeds = parseSeeds(seeds_->text());
    } catch (const Error& error) {
        problem = withoutKey(error.what(), "seeds");
        right = false;
    }
    say(seedProblem_, problem);
    seedProblem_->setVisible(!problem.isEmpty());
    if (!right) return std::nullopt;
    return sweep;
}

void SweepDialog::recount() {
    ++token_;
    if (add_) add_->setEnabled(false);
    later_->start(kDelayMs);
}

void SweepDialog::count() {
    baseWords_->setText(tr("Every combination of these values, starting from \"%1\" as it is designed now.")
                            .arg(QString::fromStdString(base_.name())));
    const std::optional<Sweep> asked = sweep();
    if (!asked) {
        showEntries(nullptr, tr("A value above is not right yet."));
        return;
    }
    QThreadPool::globalInstance()->start([asked = *asked, catalog = catalog_, token = token_,
                                          self = QPointer<SweepDialog>(this), app = QCoreApplication::instance()] {
        SweepEntries points;
        QString error;
        try {
            points = std::make_shared<const std::vector<SweepEntry>>(asked.points(catalog));
        } catch (const std::exception& failure) {
            error = QString::fromUtf8(failure.what());
        }
        QMetaObject::invokeMethod(
            app,
            [self, token, points, error] {
                if (self && token == self->token_) self->showEntries(points, error);
            },
            Qt::QueuedConnection);
    });
}

void SweepDialog::showEntries(SweepEntries points, const QString& error) {
    shown_ = token_;
    points_ = std::move(points);
    model_->setPoints(points_);
    int wrong = 0;
    if (points_)
        for (const SweepEntry& point : *points_) wrong += !point.problem.empty();
    table_->setColumnHidden(SweepModel::Problem, wrong == 0);
    const int count = points_ ? int(points_->size()) : 0;
    add_->setEnabled(count > 0 && wrong == 0);
    QString words;
    if (!points_) {
        words = error;
    } else if (wrong > 0) {
        words = tr("%1 of %2 experiments cannot run; the table says why.").arg(wrong).arg(count);
    } else if (forecast_ && forecast_->time) {
        words = tr("%n experiment(s), about %1 and %2 of traffic if each takes what the designed one takes.", nullptr,
                   count)
                    .arg(formatDuration(forecast_->time->total * count),
                         formatBytes(double(forecast_->traffic.upTotal + forecast_->traffic.downTotal) * count));
    } else if (forecast_) {
        words = tr("%n experiment(s), about %1 of traffic if each takes what the designed one takes.", nullptr, count)
                    .arg(formatBytes(double(forecast_->traffic.upTotal + forecast_->traffic.downTotal) * count));
    } else {
        words = tr("%n experiment(s)", nullptr, count);
    }
    summary_->setText(words);
}

bool SweepDialog::openFile(const QString& path) {
    try {
        const Sweep opened = Sweep::load(path.toStdString(), catalog_);
        // Broken axes are refused before anything on screen is given up.
        (void)opened.points(catalog_, path.toStdString());
        base_ = opened.base;
        while (!rows_.empty()) removeRow(rows_.back().box);
        for (const SweepAxis& axis : opened.axes) addRow(axis.key, QString::fromStdString(axisText(axis)));
        QStringList seeds;
        for (const std::uint64_t seed : opened.seeds) seeds << QString::number(seed);
        seeds_->setText(seeds.join(QStringLiteral(", ")));
        forecast_.reset();
        recount();
    } catch (const std::exception& error) {
        Q_EMIT failed(tr("The sweep was not opened."), QString::fromUtf8(error.what()));
        return false;
    }
    return true;
}

bool SweepDialog::saveFile(const QString& path) {
    const std::optional<Sweep> asked = sweep();
    if (!asked) {
        Q_EMIT failed(tr("The sweep was not saved."), tr("A value in it is not right yet."));
        return false;
    }
    try {
        asked->save(path.toStdString());
    } catch (const std::exception& error) {
        Q_EMIT failed(tr("The sweep was not saved."), QString::fromUtf8(error.what()));
        return false;
    }
    return true;
}

void SweepDialog::chooseFile(bool save) {
    auto* dialog = new QFileDialog(this, save ? tr("Save sweep") : tr("Open sweep"), {}, tr("Sweeps (*.json)"));
    dialog->setObjectName(QStringLiteral("sweepFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(save ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(save ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, save](const QString& path) { save ? saveFile(path) : openFile(path); });
    dialog->open();
}

}  // namespace exitlab

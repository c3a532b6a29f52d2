// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/design/race_dialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/base/error.h"
#include "widgets/design/sweep_dialog.h"
#include "widgets/language/language.h"
#include "widgets/theme/theme.h"

namespace exitlab {

RaceDialog::RaceDialog(const Experiment& base, const MethodCatalog& catalog, QWidget* parent)
    : QDialog(parent), base_(base), catalog_(catalog) {
    setObjectName(QStringLiteral("raceDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Race"));
    resize(520, 560);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(space::grid);
    auto* words = new QLabel(tr("These methods run side by side on the data, partition, initial weights and cohorts of "
                                "\"%1\". Its own method "
                                "keeps its settings, the others have theirs at their defaults.")
                                 .arg(QString::fromStdString(base.name())),
                             this);
    words->setWordWrap(true);
    column->addWidget(words);
    methods_ = new QListWidget(this);
    methods_->setObjectName(QStringLiteral("raceMethods"));
    methods_->setAccessibleName(tr("Methods that take part"));
    for (const MethodInfo& method : catalog) {
        auto* item = new QListWidgetItem(QString::fromStdString(method.name), methods_);
        item->setData(Qt::UserRole, QString::fromStdString(method.id));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(method.id == base.method() ? Qt::Checked : Qt::Unchecked);
        const QString tip = coreText(method.summary);
        item->setToolTip(QStringLiteral("<p>%1</p>").arg(tip.toHtmlEscaped()));
    }
    column->addWidget(methods_, 1);
    auto* line = new QHBoxLayout;
    auto* label = new QLabel(tr("See&ds"), this);
    seeds_ = new QLineEdit(QString::number(base.seed()), this);
    seeds_->setObjectName(QStringLiteral("raceSeeds"));
    seeds_->setAccessibleName(tr("Seeds"));
    seeds_->setToolTip(tr("A race for each seed, one after another: 1, 2, 3 or 1..3"));
    label->setBuddy(seeds_);
    line->addWidget(label);
    line->addWidget(seeds_, 1);
    column->addLayout(line);
    summary_ = new QLabel(this);
    summary_->setObjectName(QStringLiteral("raceSummary"));
    summary_->setWordWrap(true);
    column->addWidget(summary_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    start_ = buttons->addButton(tr("Start the race"), QDialogButtonBox::AcceptRole);
    start_->setObjectName(QStringLiteral("startRace"));
    start_->setIcon(icon(QStringLiteral("run")));
    start_->setToolTip(tr("Run the checked methods side by side and watch them on shared axes"));
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(start_, &QPushButton::clicked, this, &RaceDialog::begin);
    connect(methods_, &QListWidget::itemChanged, this, &RaceDialog::showState);
    connect(seeds_, &QLineEdit::textEdited, this, &RaceDialog::showState);
    showState();
}

QStringList RaceDialog::chosen() const {
    QStringList ids;
    for (int row = 0; row < methods_->count(); ++row)
        if (methods_->item(row)->checkState() == Qt::Checked) ids << methods_->item(row)->data(Qt::UserRole).toString();
    return ids;
}

void RaceDialog::showState() {
    QString problem;
    std::size_t seeds = 1;
    try {
        seeds = std::max<std::size_t>(1, parseSeeds(seeds_->text()).size());
    } catch (const Error& error) {
        problem = QString::fromUtf8(error.what());
    }
    const int methods = int(chosen().size());
    if (problem.isEmpty() && methods < 2) problem = tr("Check two methods or more.");
    QPalette palette = summary_->palette();
    const ThemeColours& colours = Theme::instance().colours();
    palette.setColor(QPalette::WindowText, problem.isEmpty() ? colours.text : colours.secondary);
    summary_->setPalette(palette);
    summary_->setText(problem.isEmpty() ? tr("%n run(s)", nullptr, methods * int(seeds)) : problem);
    start_->setEnabled(problem.isEmpty());
}

void RaceDialog::begin() {
    std::vector<Experiment> experiments;
    try {
        std::vector<std::uint64_t> seeds = parseSeeds(seeds_->text());
        if (seeds.empty()) seeds.push_back(base_.seed());
        for (const std::uint64_t seed : seeds)
            for (const QString& id : chosen()) {
                Experiment one = base_;
                one.set("algorithm.id", Json(id.toStdString()), catalog_);
                one.set("seed", Json(static_cast<std::int64_t>(seed)), catalog_);
                if (const auto problems = one.problems(); !problems.empty())
                    throw InputError(id.toStdString(), problems.front().key, problems.front().message);
                experiments.push_back(std::move(one));
            }
    } catch (const Error& error) {
        summary_->setText(QString::fromUtf8(error.what()));
        return;
    }
    Q_EMIT raceRequested(experiments);
    accept();
}

}  // namespace exitlab

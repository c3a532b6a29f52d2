// SPDX-License-Identifier: GPL-3.0-or-later
// Heat maps side by side, and the table of the shown round.
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/models/run_table_model.h"
#include "widgets/plots/plot_table.h"
#include "widgets/theme/theme.h"
#include "widgets/watch/compare_panels.h"
#include "widgets/watch/conflict_panels.h"

namespace exitlab {
namespace {

constexpr int tileWidth = 260, tileHeight = 220;  // least, pixels

enum Picture { Clients, Cosine, Similarity, Teachers };

/// The picture of a run at a round; empty if it has none. `round` becomes that of the picture.
HeatData pictureOf(const RunHistory& history, Picture what, int& round) {
    HeatData data;
    if (what == Clients) {
        const Evaluated* evaluation = history.evaluated.at(round);
        if (!evaluation) return data;
        round = evaluation->round;
        data.rowAxis = CompareTiles::tr("client");
        data.colAxis = CompareTiles::tr("exit");
        data.values = evaluation->accuracy;
        data.closed = history.closedExits(round);
        if (data.closed.size() != data.values.values.size()) data.closed.clear();
        for (int r = 0; r < data.values.rows; ++r) data.rows.push_back(r);
        for (int c = 1; c <= data.values.cols; ++c) data.cols.push_back(c);
        return data;
    }
    if (what == Teachers) {
        const auto found = history.matrices.find("teacher_weights");
        const MethodMatrix* matrix = found == history.matrices.end() ? nullptr : found->second.at(round);
        if (!matrix) return data;
        round = matrix->round;
        data.rowAxis = QString::fromStdString(matrix->rowAxis);
        data.colAxis = QString::fromStdString(matrix->colAxis);
        data.rows = matrix->rows;
        data.cols = matrix->cols;
        data.values = matrix->values;
        return data;
    }
    const ConflictMeasured* conflict = history.conflicts.at(round);
    if (!conflict) return data;
    round = conflict->round;
    if (what == Cosine && !conflict->exitCosine.empty()) {
        data.rowAxis = data.colAxis = CompareTiles::tr("exit");
        data.values = conflict->exitCosine.back();  // what all exits share
        for (int e = 1; e <= data.values.rows; ++e) data.rows.push_back(e);
        data.cols = data.rows;
    } else if (what == Similarity) {
        data.rowAxis = data.colAxis = CompareTiles::tr("client");
        data.values = conflict->clientSimilarity;
        data.rows = data.cols = conflict->cohort;
    }
    return data;
}

}  // namespace

CompareTiles::CompareTiles()
    : ComparedPanel(QStringLiteral("tiles"), tr("Side by side"),
                    RunHistory::Evaluation | RunHistory::Matrix | RunHistory::Conflict),
      scroll_(new QScrollArea),
      grid_(nullptr) {
    scroll_->setAccessibleName(title());
    words_ = addWords();
    what_ = addChoice(tr("Picture"),
                      {tr("accuracy of clients"), tr("exit conflict"), tr("similarity of clients"), tr("teachers")});
    auto* inside = new QWidget;
    grid_ = new QGridLayout(inside);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setSpacing(space::half);
    scroll_->setWidget(inside);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setAccessibleName(tr("One picture per run"));
    setContent(scroll_);
}

void CompareTiles::refresh(const ComparedRuns& runs, const CompareChoice& choice) {
    const auto what = static_cast<Picture>(what_->currentIndex());
    std::vector<const ComparedRun*> shown;
    for (const ComparedRun& run : runs)
        if (run.visible) shown.push_back(&run);
    const bool recount = shown.size() != tiles_.size();
    while (tiles_.size() > shown.size()) {
        delete tiles_.back().box;
        tiles_.pop_back();
    }
    while (tiles_.size() < shown.size()) {
        auto* box = new QWidget;
        auto* column = new QVBoxLayout(box);
        column->setContentsMargins(space::half, space::half, 0, 0);
        column->setSpacing(0);
        auto* title = new QLabel;
        makeCaption(title);
        title->setTextFormat(Qt::PlainText);
        auto* map = new HeatMap;
        column->addWidget(title);
        column->addWidget(map, 1);
        box->setMinimumSize(tileWidth, tileHeight);
        tiles_.push_back({box, title, map});
    }
    // One scale for all, so that equal colours are equal numbers.
    double low = 0, high = 1;
    std::vector<HeatData> pictures;
    std::vector<int> rounds;
    for (const ComparedRun* run : shown) {
        int round = choice.round;
        pictures.push_back(pictureOf(*run->history, what, round));
        rounds.push_back(round);
    }
    if (what == Teachers) {
        high = 0;
        for (const HeatData& picture : pictures)
            for (const double value : picture.values.values)
                if (std::isfinite(value)) high = std::max(high, value);
        if (high <= 0) high = 1;
    }
    const QString titles[] = {tr("test accuracy"), tr("gradient cosine"), tr("cosine of updates"), tr("weight")};
    const QString empties[] = {
        tr("Appears after the first evaluation."), tr("Appears when the conflict metrics have been measured."),
        tr("Appears when the conflict metrics have been measured."), tr("This method chooses no teachers.")};
    for (std::size_t i = 0; i < shown.size(); ++i) {
        HeatMap* map = tiles_[i].map;
        map->setTitle(tr("%1 of %2").arg(what_->currentText(), shown[i]->label));
        map->setEmptyText(empties[what]);
        map->setColours(what == Clients || what == Teachers ? HeatMap::Colours::Magnitude
                                                            : HeatMap::Colours::Diverging);
        map->setRange(low, high);
        map->setValueTitle(titles[what], what == Clients ? Unit::Percent : Unit::Number);
        map->setMissingWords(what == Clients ? tr("no test samples") : tr("nothing shared here"), tr("not opened yet"));
        tiles_[i].title->setText(pictures[i].values.empty() ? shown[i]->label
                                                            : tr("%1, round %2").arg(shown[i]->label).arg(rounds[i]));
        map->setData(std::move(pictures[i]));
    }
    words_->setText(what == Teachers ? tr("one scale for all") : QString());
    if (recount) arrange();
}

void CompareTiles::arrange() {
    const int room = std::max(1, (scroll_->viewport()->width() + space::half) / (tileWidth + space::half));
    columns_ = std::max(1, std::min<int>(room, static_cast<int>(tiles_.size())));
    for (std::size_t i = 0; i < tiles_.size(); ++i) {
        grid_->removeWidget(tiles_[i].box);
        grid_->addWidget(tiles_[i].box, static_cast<int>(i) / columns_, static_cast<int>(i) % columns_);
        tiles_[i].box->show();
    }
}

void CompareTiles::resizeEvent(QResizeEvent* event) {
    ComparedPanel::resizeEvent(event);
    const int room = std::max(1, (scroll_->viewport()->width() + space::half) / (tileWidth + space::half));
    if (std::max(1, std::min<int>(room, static_cast<int>(tiles_.size()))) != columns_) arrange();
}

CompareTable::CompareTable()
    : ComparedPanel(QStringLiteral("table"), tr("Numbers"), RunHistory::Everything), view_(new QTableView) {
    words_ = addWords();
    view_->setObjectName(QStringLiteral("compareTable"));
    view_->setAccessibleName(tr("Numbers of every run at the shown round"));
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->setAlternatingRowColors(true);
    view_->setFrameShape(QFrame::NoFrame);
    view_->verticalHeader()->hide();
    view_->verticalHeader()->setDefaultSectionSize(space::rowHeight);
    view_->setToolTip(tr("Enter or a double click opens the run alone"));
    connect(view_, &QTableView::activated, this, [this](const QModelIndex& index) {
        if (index.isValid()) emit openRequested(rows_[static_cast<std::size_t>(index.row())]);
    });
    setContent(view_);
}

void CompareTable::refresh(const ComparedRuns& runs, const CompareChoice& choice) {
    PlotTable table;
    const QString of = choice.exit < 0 ? tr("mean of all exits") : exitName(choice.exit);
    table.columns = {{tr("run"), Unit::Number},
                     {tr("state"), Unit::Number},
                     {tr("round"), Unit::Number},
                     {tr("mean"), Unit::Percent},
                     {tr("worst client"), Unit::Percent},
                     {tr("10th percentile"), Unit::Percent},
                     {tr("median"), Unit::Percent},
                     {tr("bytes sent"), Unit::Bytes},
                     {tr("wall time"), Unit::Seconds},
                     {tr("simulated time"), Unit::Seconds},
                     {tr("negative pairs"), Unit::Percent}};
    rows_.clear();
    for (const ComparedRun& run : runs) {
        const RunHistory& history = *run.history;
        const int last = history.rounds.empty() ? 0 : history.rounds.last()->round;
        const int round = std::min(choice.round, last);
        std::vector<PlotTable::Cell> row{run.label,
                                         statusStyle(Theme::instance().colours(), run.status, run.diverged).word,
                                         static_cast<double>(round)};
        if (const Evaluated* evaluation = history.evaluated.at(round)) {
            const ClientSummary s = chosenSummary(history, *evaluation, choice.exit);
            for (const double value : {s.mean, s.worst, s.p10, s.median}) row.emplace_back(value);
        } else {
            row.resize(row.size() + 4);
        }
        row.emplace_back(history.bytesUntil(round));
        row.emplace_back(history.secondsUntil(round));
        row.emplace_back(history.simulatedUntil(round));
        if (const ConflictMeasured* conflict = history.conflicts.at(round))
            row.emplace_back(conflict->negativeShare);
        else
            row.emplace_back();
        table.rows.push_back(std::move(row));
        rows_.push_back(run.run);
    }
    const int chosen = view_->currentIndex().row();
    auto* before = view_->model();
    auto* model = new PlotTableModel(std::move(table), view_);
    view_->setModel(model);
    delete before;
    if (chosen >= 0 && chosen < model->rowCount()) view_->setCurrentIndex(model->index(chosen, 0));
    view_->resizeColumnsToContents();
    words_->setText(tr("%1 at round %2").arg(of).arg(choice.round));
}

}  // namespace exitlab

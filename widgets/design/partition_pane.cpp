// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/design/partition_pane.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "widgets/design/client_editor.h"
#include "widgets/design/readouts.h"
#include "widgets/plots/bar_plot.h"
#include "widgets/plots/heat_map.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace exitlab {

PartitionPane::PartitionPane(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("partitionPane"));
    auto* trouble = new QWidget(this);
    auto* troubleColumn = new QVBoxLayout(trouble);
    message_ = new QLabel(tr("The clients' samples appear here."), trouble);
    message_->setObjectName(QStringLiteral("partitionMessage"));
    message_->setAlignment(Qt::AlignCenter);
    message_->setWordWrap(true);
    message_->setMargin(space::wide);
    message_->setTextFormat(Qt::PlainText);
    message_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    message_->setForegroundRole(QPalette::PlaceholderText);
    dropEdits_ = new QPushButton(tr("Drop the hand edits"), trouble);
    dropEdits_->setObjectName(QStringLiteral("dropEdits"));
    dropEdits_->setToolTip(tr("Go back to the partition as it is drawn"));
    dropEdits_->hide();
    troubleColumn->addStretch(1);
    troubleColumn->addWidget(message_);
    troubleColumn->addWidget(dropEdits_, 0, Qt::AlignHCenter);
    troubleColumn->addStretch(1);

    auto* page = new QWidget(this);
    makePlots(page);
    stack_ = new QStackedWidget(this);
    stack_->addWidget(trouble);
    stack_->addWidget(page);
    editor_ = new ClientEditor(this);
    editor_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(stack_, 3);
    column->addWidget(editor_, 2);
    connectEditor();
}

void PartitionPane::makePlots(QWidget* page) {
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(space::grid, space::grid, space::grid, 0);
    column->setSpacing(space::half);
    auto* head = new QHBoxLayout;
    readouts_ = new Readouts(page);
    state_ = new QLabel(page);
    makeCaption(state_);
    sizesBy_ = new QComboBox(page);
    sizesBy_->setObjectName(QStringLiteral("sizesBy"));
    sizesBy_->addItem(tr("Bars by part"));
    sizesBy_->addItem(tr("Bars by class"));
    sizesBy_->setToolTip(tr("Stack each client's samples by training, validation and test, or by class"));
    sizesBy_->setAccessibleName(tr("What the bars are stacked by"));
    head->addWidget(readouts_, 1);
    head->addWidget(state_, 0, Qt::AlignTop);
    head->addWidget(sizesBy_, 0, Qt::AlignTop);
    column->addLayout(head);
    connect(sizesBy_, &QComboBox::currentIndexChanged, this, &PartitionPane::showSizes);

    auto* split = new QSplitter(Qt::Horizontal, page);
    split->setObjectName(QStringLiteral("partitionPlots"));
    classes_ = new HeatMap(split);
    classes_->setObjectName(QStringLiteral("partitionClasses"));
    classes_->setTitle(tr("Samples per client and class"));
    classes_->setColours(HeatMap::Colours::Magnitude);
    classes_->setRange(0, 0);
    classes_->setValueTitle(tr("Samples"), Unit::Count);
    classes_->setRowsClickable(true);
    classes_->setToolTip(tr("Click a cell, or press Enter on it, to set its number of samples by hand"));
    auto* right = new QSplitter(Qt::Vertical, split);
    sizes_ = new BarPlot(right);
    sizes_->setObjectName(QStringLiteral("partitionSizes"));
    sizes_->setTitle(tr("Samples per client"));
    sizes_->setKeyAxis(tr("Client"));
    sizes_->setValueAxis(tr("Samples"), Unit::Count);
    entropy_ = new BarPlot(right);
    entropy_->setObjectName(QStringLiteral("partitionEntropy"));
    entropy_->setTitle(tr("Label entropy per client"));
    entropy_->setKeyAxis(tr("Client"));
    entropy_->setValueAxis(tr("Label entropy, nats"));
    right->addWidget(sizes_);
    right->addWidget(entropy_);
    split->addWidget(classes_);
    split->addWidget(right);
    split->setStretchFactor(0, 5);
    split->setStretchFactor(1, 4);
    split->setChildrenCollapsible(false);
    column->addWidget(split, 1);
}

void PartitionPane::connectEditor() {
    connect(classes_, &HeatMap::cellActivated, this, &PartitionPane::editCell);
    connect(editor_, &ClientEditor::edited, this,
            [this](const std::vector<PartitionEdit>& edits, int client, int label, bool typing) {
                const QString name = label < int(preview_.classNames.size())
                                         ? QString::fromStdString(preview_.classNames[std::size_t(label)])
                                         : QString::number(label);
                Q_EMIT editsWanted(edits, tr("change of %1 at client %2").arg(name).arg(client), typing);
            });
    connect(editor_, &ClientEditor::resetClientRequested, this,
            [this](const std::vector<PartitionEdit>& rest, int client) {
                Q_EMIT editsWanted(rest, tr("reset of client %1").arg(client), false);
            });
    const auto dropAll = [this] { Q_EMIT editsWanted({}, tr("reset of all clients"), false); };
    connect(editor_, &ClientEditor::resetAllRequested, this, dropAll);
    connect(dropEdits_, &QPushButton::clicked, this, dropAll);
    connect(editor_, &ClientEditor::closed, this, [this] {
        editor_->hide();
        classes_->setSelectedRow(-1);
        classes_->setFocus(Qt::OtherFocusReason);
    });
}

void PartitionPane::editCell(int client, int label) {
    if (locked_) return;
    classes_->setSelectedRow(client);
    editor_->show();
    editor_->showClient(client, label);
}

void PartitionPane::setLocked(bool locked) {
    locked_ = locked;
    classes_->setRowsClickable(!locked);
    if (locked) editor_->hide();
}

void PartitionPane::setEdits(const std::vector<PartitionEdit>& edits) {
    edits_ = edits;
    editor_->setEdits(edits);
    dropEdits_->setVisible(!edits.empty() && !locked_);
}

void PartitionPane::showSizes() {
    const int clients = preview_.labels.rows, classes = preview_.labels.cols;
    std::vector<double> keys(static_cast<std::size_t>(clients));
    std::iota(keys.begin(), keys.end(), 0.0);
    const auto doubles = [](const std::vector<std::int64_t>& counts) {
        return std::vector<double>(counts.begin(), counts.end());
    };
    const bool byClass = sizesBy_->currentIndex() == 1;
    std::vector<BarSeries> layers;
    if (byClass) {
        for (int c = 0; c < classes; ++c) {
            BarSeries layer{QString::fromStdString(preview_.classNames[std::size_t(c)]), c, false, {}};
            for (int i = 0; i < clients; ++i) layer.values.push_back(preview_.labels.at(i, c));
            layers.push_back(std::move(layer));
        }
    } else {
        layers = {{tr("Training"), 0, false, doubles(preview_.train)},
                  {tr("Validation"), 1, false, doubles(preview_.validation)},
                  {tr("Test"), 2, false, doubles(preview_.test)}};
    }
    sizes_->setSequentialColours(byClass);
    sizes_->setBars(std::move(keys), std::move(layers));
}

void PartitionPane::setPreview(const PartitionPreview& preview) {
    preview_ = preview;
    const int clients = preview.labels.rows, classes = preview.labels.cols;
    HeatData heat;
    heat.rowAxis = tr("Client");
    heat.colAxis = tr("Class");
    for (int i = 0; i < clients; ++i) heat.rows.push_back(i);
    for (int c = 0; c < classes; ++c) heat.cols.push_back(c);
    for (const std::string& name : preview.classNames) heat.colLabels.push_back(QString::fromStdString(name));
    heat.values = preview.labels;
    classes_->setData(std::move(heat));
    showSizes();
    std::vector<double> keys(static_cast<std::size_t>(clients));
    std::iota(keys.begin(), keys.end(), 0.0);
    entropy_->setBars(keys, {{tr("Label entropy"), 0, false, preview.entropy}});
    editor_->setTables(preview.drawn, preview.dealt, preview.classNames);
    if (editor_->client() < 0) editor_->hide();

    std::int64_t all = 0, smallest = -1, largest = 0;
    for (std::size_t i = 0; i < std::size_t(clients); ++i) {
        const std::int64_t size = preview.train[i] + preview.validation[i] + preview.test[i];
        all += size;
        smallest = smallest < 0 ? size : std::min(smallest, size);
        largest = std::max(largest, size);
    }
    const double entropy =
        clients > 0 ? std::accumulate(preview.entropy.begin(), preview.entropy.end(), 0.0) / clients : 0;
    const double highest = classes > 1 ? std::log(double(classes)) : 1;
    std::vector<Readouts::Value> values{
        {tr("Clients"), formatCount(clients), {}},
        {tr("Samples"), formatCount(all), tr("Training, validation and test samples of all clients")},
        {tr("Smallest and largest"),
         QStringLiteral("%1 – %2").arg(formatCount(std::max<std::int64_t>(0, smallest)), formatCount(largest)),
         tr("Samples of the smallest and of the largest client")},
        {tr("Label entropy"), tr("%1 nats").arg(formatNumber(entropy, 3)),
         tr("Mean over clients: %1 % of an equal mixture of %2 classes")
             .arg(formatNumber(100 * entropy / highest, 3))
             .arg(classes)}};
    if (!edits_.empty())
        values.push_back({tr("Set by hand"), tr("%n cell(s)", nullptr, int(edits_.size())),
                          QString::fromStdString(partitionEditsText(edits_))});
    readouts_->setValues(values);
    state_->clear();
    stack_->setCurrentIndex(1);
}

void PartitionPane::setError(const QString& reason) {
    message_->setText(reason);
    stack_->setCurrentIndex(0);
}

void PartitionPane::setPending() { state_->setText(tr("updating")); }

}  // namespace exitlab

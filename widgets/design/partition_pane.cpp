// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/design/partition_pane.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStackedLayout>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "widgets/design/readouts.h"
#include "widgets/plots/bar_plot.h"
#include "widgets/plots/heat_map.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace exitlab {

PartitionPane::PartitionPane(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("partitionPane"));
    message_ = new QLabel(tr("The clients' samples appear here."), this);
    message_->setObjectName(QStringLiteral("partitionMessage"));
    message_->setAlignment(Qt::AlignCenter);
    message_->setWordWrap(true);
    message_->setMargin(space::wide);
    message_->setTextFormat(Qt::PlainText);
    message_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    message_->setForegroundRole(QPalette::PlaceholderText);

    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(space::grid, space::grid, space::grid, 0);
    column->setSpacing(space::half);
    auto* head = new QHBoxLayout;
    readouts_ = new Readouts(page);
    state_ = new QLabel(page);
    makeCaption(state_);
    head->addWidget(readouts_, 1);
    head->addWidget(state_, 0, Qt::AlignTop);
    column->addLayout(head);

    auto* split = new QSplitter(Qt::Horizontal, page);
    split->setObjectName(QStringLiteral("partitionPlots"));
    classes_ = new HeatMap(split);
    classes_->setObjectName(QStringLiteral("partitionClasses"));
    classes_->setTitle(tr("Samples per client and class"));
    classes_->setColours(HeatMap::Colours::Magnitude);
    classes_->setRange(0, 0);
    classes_->setValueTitle(tr("Samples"), Unit::Count);
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

    stack_ = new QStackedLayout(this);
    stack_->addWidget(message_);
    stack_->addWidget(page);
}

void PartitionPane::setPreview(const PartitionPreview& preview) {
    const int clients = preview.labels.rows, classes = preview.labels.cols;
    std::vector<double> keys(static_cast<std::size_t>(clients));
    std::iota(keys.begin(), keys.end(), 0.0);
    const auto doubles = [](const std::vector<std::int64_t>& counts) {
        return std::vector<double>(counts.begin(), counts.end());
    };
    HeatData heat;
    heat.rowAxis = tr("Client");
    heat.colAxis = tr("Class");
    for (int i = 0; i < clients; ++i) heat.rows.push_back(i);
    for (int c = 0; c < classes; ++c) heat.cols.push_back(c);
    for (const std::string& name : preview.classNames) heat.colLabels.push_back(QString::fromStdString(name));
    heat.values = preview.labels;
    classes_->setData(std::move(heat));
    sizes_->setBars(keys, {{tr("Training"), 0, false, doubles(preview.train)},
                           {tr("Validation"), 1, false, doubles(preview.validation)},
                           {tr("Test"), 2, false, doubles(preview.test)}});
    entropy_->setBars(keys, {{tr("Label entropy"), 0, false, preview.entropy}});

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
    readouts_->setValues(
        {{tr("Clients"), formatCount(clients), {}},
         {tr("Samples"), formatCount(all), tr("Training, validation and test samples of all clients")},
         {tr("Smallest and largest"),
          QStringLiteral("%1 – %2").arg(formatCount(std::max<std::int64_t>(0, smallest)), formatCount(largest)),
          tr("Samples of the smallest and of the largest client")},
         {tr("Label entropy"), tr("%1 nats").arg(formatNumber(entropy, 3)),
          tr("Mean over clients: %1 % of an equal mixture of %2 classes")
              .arg(formatNumber(100 * entropy / highest, 3))
              .arg(classes)}});
    state_->clear();
    stack_->setCurrentIndex(1);
}

void PartitionPane::setError(const QString& reason) {
    message_->setText(reason);
    stack_->setCurrentIndex(0);
}

void PartitionPane::setPending() { state_->setText(tr("updating")); }

}  // namespace exitlab

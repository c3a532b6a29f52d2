// SPDX-License-Identifier: GPL-3.0-or-later
// The run facade's questions about who owns what: answered from labels alone, by the code that runs use.
#include <algorithm>
#include <cmath>

#include "core/data/dataset.h"
#include "core/data/partition.h"
#include "core/federation/run.h"

namespace exitlab {
namespace {

Partition partitionOf(const Experiment& experiment, const Dataset& data) {
    return makePartition(experiment.settings(), experiment.seed(), data.labels, data.classes(), data.officialTrain);
}

/// Of a row of counts, in nats.
double entropyOf(const Table& counts, int row) {
    double total = 0;
    for (int c = 0; c < counts.cols; ++c) total += counts.at(row, c);
    double entropy = 0;
    for (int c = 0; c < counts.cols; ++c)
        if (const double p = counts.at(row, c) / total; p > 0) entropy -= p * std::log(p);
    return entropy;
}

Table tableOf(const std::vector<std::vector<std::int64_t>>& counts, int classes) {
    Table table(static_cast<int>(counts.size()), classes);
    for (int i = 0; i < table.rows; ++i)
        for (int c = 0; c < classes; ++c)
            table.at(i, c) = static_cast<double>(counts[static_cast<std::size_t>(i)][static_cast<std::size_t>(c)]);
    return table;
}

}  // namespace

PartitionPreview previewPartition(const Experiment& experiment, const RunOptions& options) {
    const auto data = loadLabels(experiment.settings(), options.dataDir);
    const Partition partition = partitionOf(experiment, *data);
    const int clients = static_cast<int>(partition.clients.size());
    PartitionPreview preview;
    preview.classNames = data->classNames;
    preview.labels = Table(clients, data->classes());
    for (int i = 0; i < clients; ++i) {
        const ClientSamples& client = partition.clients[static_cast<std::size_t>(i)];
        for (const auto* part : {&client.train, &client.validation, &client.test})
            for (const std::int64_t sample : *part)
                preview.labels.at(i, data->labels[static_cast<std::size_t>(sample)]) += 1;
        preview.train.push_back(static_cast<std::int64_t>(client.train.size()));
        preview.validation.push_back(static_cast<std::int64_t>(client.validation.size()));
        preview.test.push_back(static_cast<std::int64_t>(client.test.size()));
        preview.entropy.push_back(entropyOf(preview.labels, i));
    }
    preview.drawn = tableOf(partition.drawn, data->classes());
    preview.dealt = tableOf(partition.dealt, data->classes());
    return preview;
}

std::vector<PartitionRow> partitionRows(const Experiment& experiment, const RunOptions& options) {
    const auto data = loadLabels(experiment.settings(), options.dataDir);
    const Partition partition = partitionOf(experiment, *data);
    std::vector<PartitionRow> rows;
    for (std::size_t i = 0; i < partition.clients.size(); ++i) {
        const ClientSamples& client = partition.clients[i];
        const auto add = [&](const std::vector<std::int64_t>& samples, PartitionRow::Part part) {
            for (const std::int64_t sample : samples) rows.push_back({sample, static_cast<int>(i), part});
        };
        add(client.train, PartitionRow::Part::Train);
        add(client.validation, PartitionRow::Part::Validation);
        add(client.test, PartitionRow::Part::Test);
    }
    std::sort(rows.begin(), rows.end(),
              [](const PartitionRow& a, const PartitionRow& b) { return a.sample < b.sample; });
    return rows;
}

}  // namespace exitlab

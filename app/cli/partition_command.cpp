// SPDX-License-Identifier: GPL-3.0-or-later
// partition: who owns which samples, drawn by the code that runs use, before any training.
#include <fmt/core.h>

#include "app/cli/experiment_options.h"
#include "app/cli/program.h"
#include "app/cli/text_table.h"

namespace exitlab::cli {
namespace {

/// More classes than this do not fit a line; --json has them all.
constexpr int kMostColumns = 26;

void printJson(const PartitionPreview& preview) {
    for (int i = 0; i < preview.labels.rows; ++i) {
        const auto at = static_cast<std::size_t>(i);
        Json out = {{"client", i},
                    {"train", preview.train[at]},
                    {"validation", preview.validation[at]},
                    {"test", preview.test[at]},
                    {"entropy", preview.entropy[at]}};
        Json labels = Json::object();
        for (int c = 0; c < preview.labels.cols; ++c)
            labels[preview.classNames[static_cast<std::size_t>(c)]] =
                static_cast<std::int64_t>(preview.labels.at(i, c));
        out["labels"] = std::move(labels);
        fmt::print("{}\n", out.dump());
    }
}

void printTable(const PartitionPreview& preview) {
    const bool classes = preview.labels.cols <= kMostColumns;
    TextTable table;
    for (const char* title : {"client", "train", "validation", "test", "entropy"}) table.column(title);
    for (int c = 0; classes && c < preview.labels.cols; ++c)
        table.column(preview.classNames[static_cast<std::size_t>(c)], TextTable::Align::Right, 10);
    for (int i = 0; i < preview.labels.rows; ++i) {
        const auto at = static_cast<std::size_t>(i);
        std::vector<std::string> cells{fmt::format("{}", i), fmt::format("{}", preview.train[at]),
                                       fmt::format("{}", preview.validation[at]), fmt::format("{}", preview.test[at]),
                                       number(preview.entropy[at])};
        for (int c = 0; classes && c < preview.labels.cols; ++c)
            cells.push_back(fmt::format("{}", static_cast<std::int64_t>(preview.labels.at(i, c))));
        table.row(std::move(cells));
    }
    fmt::print("{}\nEntropy of the labels in nats; classes count all samples of a client.{}\n",
               table.text(Style(stdout)), classes ? "" : " --json lists the classes.");
}

}  // namespace

void addPartitionCommand(Program& program) {
    struct Options {
        ExperimentOptions experiment;
        bool json = false;
    };
    auto options = std::make_shared<Options>();
    CLI::App* command =
        program.add(kResultsGroup, "partition",
                    "Who owns which samples, without training\n"
                    "Drawn by the code that runs use, hand edits (data.partition.edits) included. Impossible requests "
                    "are refused with the feasible range.",
                    {"exitlab-cli partition quick", "exitlab-cli partition quick --set data.partition.alpha=0.05",
                     "exitlab-cli partition quick --set data.partition.edits=3:0=50,3:1=0"});
    options->experiment.addTo(command);
    command->add_flag("--json", options->json, "One JSON object per client");
    program.onRun(command, [&program, options] {
        Session& session = program.session();
        const PartitionPreview preview = previewPartition(options->experiment.load(session), session.runOptions());
        options->json ? printJson(preview) : printTable(preview);
        return ExitCode::Ok;
    });
}

}  // namespace exitlab::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/export.h"

#include <fmt/core.h>

#include <utility>

#include "app/cli/help.h"
#include "app/cli/program.h"
#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "core/base/error.h"
#include "core/store/bundle.h"

namespace exitlab::cli {
namespace {

struct Options {
    std::string run, to, bundle;
    std::string checkpoints = "newest";  ///< in the bundle
    int round = -1;                      ///< of the weights; -1: none
    bool json = false;
};

/// Owner of every sample. Needs the method and the data set, which an old run may have outlived.
std::vector<PartitionRow> partitionOf(Session& session, const RunSummary& run) {
    try {
        const Experiment experiment =
            Experiment::parse(run.experiment, session.methods(), fmt::format("run {}", run.id));
        return partitionRows(experiment, session.runOptions());
    } catch (const Error& error) {
        printWarning(std::string("partition.csv is left out: ") + error.what());
        return {};
    }
}

void printBundle(const BundleInfo& info, bool json) {
    if (json) {
        fmt::print(
            "{}\n",
            Json({{"file", info.file.string()}, {"bytes", info.bytes}, {"checkpoints", info.checkpoints}}).dump());
        return;
    }
    std::string rounds;
    for (const int round : info.checkpoints) rounds += fmt::format("{}{}", rounds.empty() ? "" : ", ", round);
    fmt::print("{} ({}): {}\n", info.file.string(), bytesText(static_cast<double>(info.bytes)),
               rounds.empty() ? "without a checkpoint; it can be read but not resumed"
                              : "with the checkpoint of round " + rounds);
}

ExitCode exportCommand(Session& session, const Options& options) {
    if (options.to.empty() && options.bundle.empty())
        throw Error(Error::Kind::Usage,
                    "export: --to DIR or --bundle FILE is missing (see `exitlab-cli export --help`)");
    if (options.to.empty() && options.round >= 0)
        throw Error(Error::Kind::Usage, "export: --round chooses weights for --to DIR, which is missing");
    const RunSummary run = session.run(options.run);
    if (!options.bundle.empty()) {
        const BundleCheckpoints which = options.checkpoints == "all"    ? BundleCheckpoints::All
                                        : options.checkpoints == "none" ? BundleCheckpoints::None
                                                                        : BundleCheckpoints::Newest;
        printBundle(writeBundle(session.database(), run.id, options.bundle, which), options.json);
        if (options.to.empty()) return ExitCode::Ok;
    }
    const std::filesystem::path dir = options.to;
    const std::vector<std::filesystem::path> tables =
        exportRun(session.reader(), run.id, dir, partitionOf(session, run));
    std::vector<std::filesystem::path> weights;
    const std::filesystem::path weightsDir = dir / fmt::format("weights-round-{}", options.round);
    if (options.round >= 0)
        weights =
            exportWeights(session.engine(), session.store(), run.id, options.round, weightsDir, session.runOptions());
    if (options.json) {
        for (const std::vector<std::filesystem::path>* files : {&tables, &std::as_const(weights)})
            for (const std::filesystem::path& file : *files)
                fmt::print("{}\n", Json({{"file", file.string()}, {"bytes", std::filesystem::file_size(file)}}).dump());
        return ExitCode::Ok;
    }
    TextTable table;
    table.column("file", TextTable::Align::Left);
    table.column("size");
    for (const std::filesystem::path& file : tables)
        table.row({file.string(), bytesText(static_cast<double>(std::filesystem::file_size(file)))});
    if (!weights.empty()) {
        // One row for all: there is a file per client.
        double bytes = 0;
        for (const std::filesystem::path& file : weights)
            bytes += static_cast<double>(std::filesystem::file_size(file));
        table.row(
            {fmt::format("{} ({})", weightsDir.string(), plural(static_cast<std::int64_t>(weights.size()), "file")),
             bytesText(bytes)});
    }
    fmt::print("{}", table.text(Style(stdout)));
    return ExitCode::Ok;
}

}  // namespace

void addExportCommand(Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add(
        kResultsGroup, "export",
        "Write a run as CSV files, its weights as safetensors, or all of it as one bundle\n"
        "metrics.csv holds every number (round, client, exit, metric, value); further files hold the summary over "
        "clients, losses, rounds, traffic, matrices, the method's own results, exit records, the partition and the "
        "experiment. Weights: "
        "global.safetensors and one file per client with its personal part, in the folder weights-round-K; in Python: "
        "safetensors.torch.load_file(\"global.safetensors\"). A bundle is one file that `exitlab-cli import` and the "
        "window open on another machine, where the run can be looked at, compared and resumed.",
        {"exitlab-cli export last --to results", "exitlab-cli export 3 --to results --round 30",
         "exitlab-cli export 3 --bundle run3.exitlab"});
    command->add_option("RUN", options->run, "Number of the run, or \"last\"")->type_name("")->required();
    command->add_option("--to", options->to, "Folder to write into (created; files of the same name are replaced)")
        ->type_name("DIR");
    CLI::Option* bundle =
        command
            ->add_option("--bundle", options->bundle, "Bundle to write (replaced if it exists), NAME.exitlab by custom")
            ->type_name("FILE");
    command
        ->add_option("--checkpoints", options->checkpoints,
                     "Checkpoints in the bundle: newest, all or none (default: newest)")
        ->type_name("WHICH")
        ->check(oneOf({"newest", "all", "none"}))
        ->needs(bundle);
    command
        ->add_option("--round", options->round,
                     "Also the weights after round K: one with a checkpoint (see `exitlab-cli show`), or 0 for the "
                     "initial ones")
        ->type_name("K")
        ->check(wholeNumberFrom(0));
    command->add_flag("--json", options->json, "One JSON object per file and line");
    program.onRun(command, [&program, options] { return exportCommand(program.session(), *options); });
}

}  // namespace exitlab::cli

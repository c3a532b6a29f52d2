// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "app/cli/help.h"
#include "app/cli/program.h"
#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "core/base/error.h"
#include "core/report/report.h"

namespace exitlab::cli {
namespace {

struct Options {
    std::vector<std::string> runs;
    std::string to;
    ReportOptions report;
    bool json = false;
};

ExitCode reportCommand(Session& session, const Options& options) {
    if (!options.to.empty()) reportFormat(options.to);  // before anything is read
    std::vector<std::int64_t> runs;
    for (const std::string& which : options.runs) {
        const std::int64_t run = session.run(which).id;
        if (std::find(runs.begin(), runs.end(), run) == runs.end()) runs.push_back(run);
    }
    const std::filesystem::path file = options.to.empty() ? reportFileName(runs, ReportFormat::Html) : options.to;
    const ReportContext context{
        session.methods(),
        [&](const Experiment& experiment) { return costOf(session.engine(), experiment, session.runOptions()); },
        {},
        nullptr};
    const ReportInfo info = writeReportFile(session.reader(), runs, file, context, options.report);
    if (options.json) {
        Json out{{"file", info.file.string()}, {"bytes", info.bytes}, {"runs", runs}};
        if (info.pages > 0) out["pages"] = info.pages;
        fmt::print("{}\n", out.dump());
        return ExitCode::Ok;
    }
    fmt::print("{} ({}{})\n", info.file.string(), info.pages > 0 ? plural(info.pages, "page") + ", " : "",
               bytesText(static_cast<double>(info.bytes)));
    return ExitCode::Ok;
}

}  // namespace

void addReportCommand(Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add(
        kResultsGroup, "report",
        "Write a report of runs with figures and tables, as HTML or PDF\n"
        "Of one run: results, leaving early, calibration, conflict, losses, traffic, time, data, network, settings. Of "
        "several: an overview with shared curves and repetitions over seeds, then each in short. The file stands "
        "alone.",
        {"exitlab-cli report last", "exitlab-cli report 3 --to run3.pdf",
         "exitlab-cli report 1 2 3 --to methods.pdf --title \"Three methods\""});
    command->add_option("RUN", options->runs, "Numbers of the runs, or \"last\"")->type_name("")->required();
    command
        ->add_option("--to", options->to,
                     "File to write, NAME.html or NAME.pdf (default: report-run-N.html in the current folder)")
        ->type_name("FILE");
    command->add_option("--title", options->report.title, "Title of the report (default: the name of the runs)")
        ->type_name("TEXT");
    command
        ->add_option("--threshold", options->report.threshold,
                     "Confidence at which samples leave, for comparisons (default: 0.6)")
        ->type_name("X")
        ->check(numberBetween(0, 1));
    command->add_flag("--json", options->json, "One JSON object");
    program.onRun(command, [&program, options] { return reportCommand(program.session(), *options); });
}

}  // namespace exitlab::cli

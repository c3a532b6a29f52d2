// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <algorithm>

#include "app/cli/program.h"
#include "app/cli/run_text.h"
#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "core/base/error.h"
#include "core/store/bundle.h"

namespace exitlab::cli {
namespace {

struct Options {
    std::vector<std::string> files;
    bool json = false;
};

ExitCode importCommand(Session& session, const Options& options) {
    const std::vector<std::filesystem::path> files(options.files.begin(), options.files.end());
    const std::vector<std::int64_t> runs = readBundles(session.store(), files, session.methods());
    TextTable table;
    table.column("run");
    for (const char* title : {"name", "method", "data"}) table.column(title, TextTable::Align::Left, 28);
    table.column("rounds");
    table.column("from", TextTable::Align::Left);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto run = session.reader().find(runs[i]);
        if (!run) throw Error(Error::Kind::Storage, fmt::format("run {} was removed at once", runs[i]));
        if (options.json) {
            Json out = summaryJson(*run);
            out["file"] = options.files[i];
            fmt::print("{}\n", out.dump());
            continue;
        }
        table.row({fmt::format("{}", run->id), run->name, run->method, run->dataset,
                   fmt::format("{}/{}", run->completed, run->rounds), options.files[i]});
    }
    if (!options.json) fmt::print("{}", table.text(Style(stdout)));
    return ExitCode::Ok;
}

}  // namespace

void addImportCommand(Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add(
        kResultsGroup, "import",
        "Add runs from bundles to the database\n"
        "A bundle (`exitlab-cli export RUN --bundle FILE`) holds a run with all it told, its exit records and its "
        "checkpoints; here it gets a number of its own. Every bundle is checked first; with one that is damaged, newer "
        "than this program or of a method that is not installed, nothing is added at all.",
        {"exitlab-cli import run3.exitlab", "exitlab-cli import *.exitlab --db team.db"});
    command->add_option("FILE", options->files, "Bundles")->type_name("")->required();
    command->add_flag("--json", options->json, "One JSON object per run and line");
    program.onRun(command, [&program, options] { return importCommand(program.session(), *options); });
}

}  // namespace exitlab::cli

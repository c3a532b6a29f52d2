// SPDX-License-Identifier: GPL-3.0-or-later
// presets, datasets: what ships with ExitLab and what lies on this machine.
#include <fmt/core.h>

#include "app/cli/fetch_dataset.h"
#include "app/cli/help.h"
#include "app/cli/program.h"
#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/config/suggest.h"

namespace exitlab::cli {
namespace {

ExitCode listPresetsCommand(bool json) {
    const std::vector<Preset> presets = listPresets();
    if (json) {
        for (const Preset& preset : presets)
            fmt::print("{}\n",
                       Json({{"id", preset.id}, {"description", preset.description}, {"path", preset.path}}).dump());
        return ExitCode::Ok;
    }
    TextTable table;
    table.column("preset", TextTable::Align::Left);
    table.column("what it is", TextTable::Align::Left);
    for (const Preset& preset : presets) table.row({preset.id, preset.description});
    fmt::print("{}\nStart one with: exitlab-cli run PRESET\n", table.text(Style(stdout)));
    return ExitCode::Ok;
}

struct DatasetOptions {
    std::string action = "list", id;
    bool json = false;
};

/// "MNIST/raw" of "MNIST/raw/a[.gz], MNIST/raw/b[.gz], ...".
std::filesystem::path folderOf(const DatasetInfo& set) {
    return std::filesystem::path(set.files.substr(0, set.files.find(", "))).parent_path();
}

/// "MNIST/raw (4 files)"
std::string filesText(const DatasetInfo& set) {
    if (set.builtIn) return "none needed: drawn on the spot";
    std::size_t files = 1;
    for (std::size_t at = set.files.find(", "); at != std::string::npos; at = set.files.find(", ", at + 2)) ++files;
    return fmt::format("{} ({})", folderOf(set).string(), plural(static_cast<std::int64_t>(files), "file"));
}

ExitCode listDatasetsCommand(const DatasetOptions& options, const Session& session) {
    const std::vector<DatasetInfo> sets = listDatasets();
    if (options.json) {
        for (const DatasetInfo& set : sets)
            fmt::print("{}\n", Json({{"id", set.id},
                                     {"title", set.title},
                                     {"shape", set.shape},
                                     {"classes", set.classes},
                                     {"files", set.files},
                                     {"built_in", set.builtIn}})
                                   .dump());
        return ExitCode::Ok;
    }
    TextTable table;
    table.column("data set", TextTable::Align::Left);
    table.column("title", TextTable::Align::Left);
    table.column("image");
    table.column("classes");
    table.column("files", TextTable::Align::Left);
    for (const DatasetInfo& set : sets)
        table.row({set.id, set.title, set.shape, fmt::format("{}", set.classes), filesText(set)});
    fmt::print("{}\nFiles are looked for in {}; `exitlab-cli datasets check` reads them.\n", table.text(Style(stdout)),
               dataRoot(session.options.dataDir).string());
    return ExitCode::Ok;
}

/// One named set, or all: then a set without files is no error, as nobody has all of them.
ExitCode checkDatasetsCommand(const DatasetOptions& options, const Session& session) {
    const Style style(stdout);
    if (!options.id.empty()) {
        std::vector<std::string> ids;
        bool known = false;
        for (const DatasetInfo& set : listDatasets()) {
            ids.push_back(set.id);
            known = known || set.id == options.id;
        }
        if (!known) {
            std::string list;
            for (const std::string& id : ids) list += (list.empty() ? "" : ", ") + id;
            const auto near = nearestNames(options.id, ids);
            throw InputError(options.id, "",
                             "there is no such data set" + (near.empty() ? "; there are " + list : didYouMean(near)));
        }
        const std::string found = checkDataset(options.id, session.runOptions());
        if (options.json)
            fmt::print("{}\n", Json({{"id", options.id}, {"ok", true}, {"found", found}}).dump());
        else
            fmt::print("{}  {}\n", options.id, found);
        return ExitCode::Ok;
    }
    const std::filesystem::path root = dataRoot(session.options.dataDir);
    TextTable table;
    table.column("data set", TextTable::Align::Left);
    table.column("", TextTable::Align::Left);
    table.column("found", TextTable::Align::Left);
    for (const DatasetInfo& set : listDatasets()) {
        bool ok = true;
        std::string found;
        try {
            const std::filesystem::path folder = folderOf(set);
            if (!set.builtIn && !std::filesystem::is_directory(root / folder)) {
                ok = false;
                found = "no folder " + folder.string();
            } else {
                found = checkDataset(set.id, session.runOptions());
            }
        } catch (const Error& error) {
            ok = false;
            found = error.what();
        }
        if (options.json)
            fmt::print("{}\n", Json({{"id", set.id}, {"ok", ok}, {"found", found}}).dump());
        else
            table.row({set.id, ok ? "ready" : "-", found});
    }
    if (!options.json)
        fmt::print("{}\nLooked for in {}; --data DIR or EXITLAB_DATA chooses another folder.\n", table.text(style),
                   root.string());
    return ExitCode::Ok;
}

}  // namespace

void addPresetsCommand(Program& program) {
    auto json = std::make_shared<bool>(false);
    CLI::App* command = program.add(kKnowledgeGroup, "presets", "List the experiments that come with ExitLab",
                                    {"exitlab-cli presets", "exitlab-cli run quick"});
    command->add_flag("--json", *json, "One JSON object per preset and line");
    program.onRun(command, [json] { return listPresetsCommand(*json); });
}

void addDatasetsCommand(Program& program) {
    auto options = std::make_shared<DatasetOptions>();
    CLI::App* command = program.add(kKnowledgeGroup, "datasets",
                                    "List the data sets that can be read, check the files of one or all, or fetch one\n"
                                    "Checking reads every byte that a run would read and says what is wrong with it. "
                                    "Fetching downloads a public set over HTTPS, verifies its SHA-256 and unpacks it; "
                                    "broken off, it goes on where it stopped. Without an ID it lists what can be "
                                    "fetched, how large it is and under which terms.",
                                    {"exitlab-cli datasets", "exitlab-cli datasets check fashion-mnist --data ~/data",
                                     "exitlab-cli datasets fetch cifar-10 --data ~/data"});
    command->add_option("ACTION", options->action, "list (default), check or fetch")
        ->type_name("")
        ->check(oneOf({"list", "check", "fetch"}));
    command->add_option("ID", options->id, "The data set to check (default: all) or to fetch")->type_name("");
    command->add_flag("--json", options->json, "One JSON object per data set and line");
    program.onRun(command, [&program, options] {
        if (options->action == "fetch")
            return options->id.empty() ? listFetchable(options->json)
                                       : fetchDatasetCommand(options->id, options->json, program.session());
        if (options->action == "check") return checkDatasetsCommand(*options, program.session());
        if (!options->id.empty())
            throw Error(Error::Kind::Usage,
                        "datasets list takes no ID; did you mean `datasets check " + options->id + "`?");
        return listDatasetsCommand(*options, program.session());
    });
}

}  // namespace exitlab::cli

// SPDX-License-Identifier: GPL-3.0-or-later
// What a person writes on runs: tags, notes, stars; and the trash.
#include <fmt/core.h>

#include <algorithm>

#include "app/cli/help.h"
#include "app/cli/program.h"
#include "app/cli/run_choice.h"
#include "app/cli/run_text.h"
#include "app/cli/terminal.h"
#include "app/cli/text_table.h"

namespace exitlab::cli {
namespace {

/// Runs named on the command line or by a condition.
struct Chosen {
    std::vector<std::string> runs;
    std::string where;
    bool json = false;
};

void addChoice(CLI::App* command, Chosen& chosen, bool condition = true) {
    command->add_option("RUN", chosen.runs, "Numbers of the runs, or \"last\"")
        ->type_name("")
        ->option_text(condition ? "or --where" : kRequiredByUs);
    if (condition)
        command->add_option("-w,--where", chosen.where, "The runs for which the condition holds (see list)")
            ->type_name("CONDITION");
    command->add_flag("--json", chosen.json, "One JSON object per run and line: what it is now");
}

/// Throws if nothing was named; each run once. `trashed`: a condition looks into the trash.
std::vector<RunSummary> chosenRuns(Session& session, const Chosen& chosen, bool trashed = false) {
    std::vector<RunSummary> runs;
    const auto add = [&](const RunSummary& run) {
        const auto same = [&](const RunSummary& other) { return other.id == run.id; };
        if (std::none_of(runs.begin(), runs.end(), same)) runs.push_back(run);
    };
    for (const std::string& which : chosen.runs) add(session.run(which));
    if (!chosen.where.empty())
        for (const RunEntryPtr& entry : RunTable(session, trashed).choose(chosen.where, {}, {})) add(entry->run);
    if (chosen.runs.empty() && chosen.where.empty())
        throw Error(Error::Kind::Usage, "name runs by their numbers or with --where");
    return runs;
}

ExitCode tell(Session& session, const Chosen& chosen, const std::vector<RunSummary>& runs, const std::string& done) {
    if (!chosen.json) {
        fmt::print("{} {}\n", plural(static_cast<std::int64_t>(runs.size()), "run"), done);
        return ExitCode::Ok;
    }
    session.store().flush();
    for (const RunSummary& run : runs)
        if (const auto now = session.reader().find(run.id)) fmt::print("{}\n", summaryJson(*now).dump());
    return ExitCode::Ok;
}

std::vector<std::string> splitTags(const std::string& text) {
    std::vector<std::string> tags;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        std::string tag = text.substr(begin, end - begin);
        tag.erase(0, tag.find_first_not_of(" \t"));
        tag.erase(tag.find_last_not_of(" \t") + 1);
        if (!tag.empty()) tags.push_back(std::move(tag));
        begin = end + 1;
    }
    return tags;
}

struct TagOptions : Chosen {
    std::string add, remove, set;
    bool replaces = false;
};

ExitCode tag(Session& session, const TagOptions& options) {
    if (options.add.empty() && options.remove.empty() && !options.replaces)
        throw Error(Error::Kind::Usage, "tag: say what with --add, --remove or --set");
    const std::vector<RunSummary> runs = chosenRuns(session, options);
    for (const RunSummary& run : runs) {
        std::vector<std::string> tags = splitTags(options.replaces ? options.set : run.tags);
        for (const std::string& gone : splitTags(options.remove)) std::erase(tags, gone);
        for (const std::string& given : splitTags(options.add)) tags.push_back(given);  // the store keeps each once
        std::string text;
        for (const std::string& one : tags) text += (text.empty() ? "" : ", ") + one;
        session.store().setTags(run.id, text);
    }
    return tell(session, options, runs, "tagged");
}

struct NoteOptions : Chosen {
    std::string text;
};

ExitCode note(Session& session, const NoteOptions& options) {
    const std::vector<RunSummary> runs = chosenRuns(session, options);
    for (const RunSummary& run : runs) session.store().setNote(run.id, options.text);
    return tell(session, options, runs, options.text.empty() ? "without a note now" : "noted");
}

struct StarOptions : Chosen {
    bool off = false;
};

ExitCode star(Session& session, const StarOptions& options) {
    const std::vector<RunSummary> runs = chosenRuns(session, options);
    for (const RunSummary& run : runs) session.store().setStar(run.id, !options.off);
    return tell(session, options, runs, options.off ? "without a star now" : "starred");
}

struct TrashOptions : Chosen {
    bool empty = false, yes = false;
};

ExitCode emptyTrash(Session& session, const TrashOptions& options) {
    if (!options.runs.empty() || !options.where.empty())
        throw Error(Error::Kind::Usage, "trash --empty deletes all that is in the trash; it takes no runs");
    const std::vector<RunSummary> runs = session.reader().list(true);
    if (!runs.empty() && !options.yes)
        throw Error(Error::Kind::Usage,
                    fmt::format("this deletes {} for good, with checkpoints; add --yes if that is meant",
                                plural(static_cast<std::int64_t>(runs.size()), "run")));
    for (const RunSummary& run : runs) session.store().remove(run.id);
    if (options.json)
        fmt::print("{}\n", Json{{"deleted", runs.size()}}.dump());
    else
        fmt::print("{} deleted\n", plural(static_cast<std::int64_t>(runs.size()), "run"));
    return ExitCode::Ok;
}

ExitCode trash(Session& session, const TrashOptions& options) {
    if (options.empty) return emptyTrash(session, options);
    const std::vector<RunSummary> runs = chosenRuns(session, options);
    for (const RunSummary& run : runs)
        if (run.status == RunStatus::Running || run.status == RunStatus::Paused)
            throw Error(Error::Kind::Usage, fmt::format("run {} is {}: stop it before it is moved to the trash", run.id,
                                                        toString(run.status)));
    for (const RunSummary& run : runs) session.store().setTrashed(run.id, true);
    return tell(session, options, runs, "moved to the trash; `exitlab-cli restore` takes it back");
}

ExitCode restore(Session& session, const Chosen& options) {
    const std::vector<RunSummary> runs = chosenRuns(session, options, true);
    for (const RunSummary& run : runs) session.store().setTrashed(run.id, false);
    return tell(session, options, runs, "restored");
}

}  // namespace

void addMarkCommands(Program& program) {
    {
        auto options = std::make_shared<TagOptions>();
        CLI::App* command =
            program.add(kRunsGroup, "tag", "Give tags to runs, or take them",
                        {"exitlab-cli tag 3 4 --add paper,\"figure 2\"", "exitlab-cli tag last --remove draft",
                         "exitlab-cli tag --where \"method = fedper\" --add baseline"});
        addChoice(command, *options);
        command->add_option("--add", options->add, "Tags to give")->type_name("A,B,...");
        command->add_option("--remove", options->remove, "Tags to take")->type_name("A,B,...");
        CLI::Option* set =
            command->add_option("--set", options->set, "Exactly these tags; empty: none")->type_name("A,B,...");
        program.onRun(command, [&program, options, set] {
            options->replaces = set->count() > 0;
            return tag(program.session(), *options);
        });
    }
    {
        auto options = std::make_shared<NoteOptions>();
        CLI::App* command = program.add(kRunsGroup, "note", "Write a note on runs",
                                        {"exitlab-cli note 3 --text \"the one in figure 2\"",
                                         "exitlab-cli note 3 --text \"\"   # takes the note away"});
        addChoice(command, *options);
        command->add_option("--text", options->text, "The note; empty: none")->type_name("TEXT")->required();
        program.onRun(command, [&program, options] { return note(program.session(), *options); });
    }
    {
        auto options = std::make_shared<StarOptions>();
        CLI::App* command = program.add(kRunsGroup, "star", "Star runs, or take the star",
                                        {"exitlab-cli star 3 4", "exitlab-cli star last --off"});
        addChoice(command, *options);
        command->add_flag("--off", options->off, "Take the star");
        program.onRun(command, [&program, options] { return star(program.session(), *options); });
    }
    {
        auto options = std::make_shared<TrashOptions>();
        CLI::App* command =
            program.add(kRunsGroup, "trash",
                        "Move runs to the trash, or empty it\n"
                        "Runs in the trash keep everything and can be restored; `list --trash` shows them.",
                        {"exitlab-cli trash 3 4", "exitlab-cli trash --where \"status = failed\"",
                         "exitlab-cli trash --empty --yes"});
        addChoice(command, *options);
        command->add_flag("--empty", options->empty, "Delete all runs of the trash for good, with their checkpoints");
        command->add_flag("--yes", options->yes, "That is meant");
        program.onRun(command, [&program, options] { return trash(program.session(), *options); });
    }
    {
        auto options = std::make_shared<Chosen>();
        CLI::App* command =
            program.add(kRunsGroup, "restore", "Take runs out of the trash\nA condition looks into the trash only.",
                        {"exitlab-cli restore 3", "exitlab-cli restore --where \"tag = paper\""});
        addChoice(command, *options);
        program.onRun(command, [&program, options] { return restore(program.session(), *options); });
    }
}

}  // namespace exitlab::cli

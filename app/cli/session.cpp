// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/session.h"

#include <fmt/core.h>

#include <charconv>

#include "core/base/error.h"
#include "core/base/paths.h"

namespace fs = std::filesystem;

namespace exitlab::cli {

const Engine& Session::engine() {
    if (!engine_) {
        const std::vector<fs::path> extra(options.pluginDirs.begin(), options.pluginDirs.end());
        for (const fs::path& dir : extra)
            if (!fs::is_directory(dir)) throw InputError("--plugin-dir", dir.string(), "there is no such folder");
        engine_ = std::make_unique<Engine>(pluginDirs(extra));
    }
    return *engine_;
}

fs::path Session::database() const {
    return options.database.empty() ? defaultDatabase() : fs::absolute(options.database);
}

bool Session::databaseExists() const { return fs::exists(database()); }

RunStore& Session::store() {
    if (!store_) store_ = std::make_unique<RunStore>(database());
    return *store_;
}

const RunReader& Session::reader() {
    if (!reader_) {
        if (!databaseExists())
            throw Error(Error::Kind::Storage, database().string() + ": there is no such database; `exitlab-cli run` " +
                                                  "makes one, --db chooses another");
        // Opening it for writing brings an old one up to date and marks runs whose process is gone.
        reader_ = std::make_unique<RunReader>(store().reader());
    }
    return *reader_;
}

RunSummary Session::run(const std::string& text) {
    const std::vector<RunSummary> runs = reader().list();
    if (runs.empty())
        throw InputError("run " + text, "", database().string() + " holds no runs; start one with `exitlab-cli run`");
    if (text == "last") return runs.front();
    std::int64_t id = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (failed != std::errc() || end != text.data() + text.size() || id < 1)
        throw Error(Error::Kind::Usage, fmt::format("expected the number of a run or \"last\", found \"{}\"", text));
    if (const auto found = reader().find(id)) return *found;
    throw InputError(
        "run " + text, "",
        fmt::format("is not in {}; the newest is {} (see `exitlab-cli list`)", database().string(), runs.front().id));
}

RunStarted startOf(const std::vector<ReportPtr>& reports, std::int64_t run) {
    for (const ReportPtr& report : reports)
        if (const auto* started = std::get_if<RunStarted>(report.get())) return *started;
    throw InputError(fmt::format("run {}", run), "", "never started, so there is nothing to show of it");
}

}  // namespace exitlab::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/fetch_dataset.h"

#include <fmt/core.h>

#include <atomic>

#include "app/cli/run_text.h"
#include "app/cli/signals.h"
#include "app/cli/status_line.h"
#include "app/cli/text_table.h"
#include "core/base/paths.h"
#include "core/fetch/catalogue.h"

namespace exitlab::cli {

ExitCode listFetchable(bool json) {
    TextTable table;
    table.column("data set", TextTable::Align::Left);
    table.column("download");
    table.column("terms", TextTable::Align::Left);
    table.column("site", TextTable::Align::Left);
    for (const FetchableDataset& set : fetchableDatasets()) {
        if (json)
            fmt::print(
                "{}\n",
                Json({{"id", set.id}, {"bytes", set.bytes()}, {"terms", set.licence}, {"site", set.site}}).dump());
        else
            table.row({set.id, bytesText(set.bytes()), set.licence, set.site});
    }
    if (!json) fmt::print("{}\nFetch one with: exitlab-cli datasets fetch ID --data DIR\n", table.text(Style(stdout)));
    return ExitCode::Ok;
}

ExitCode fetchDatasetCommand(const std::string& id, bool json, const Session& session) {
    const FetchableDataset& set = fetchableDataset(id);
    const std::filesystem::path root = dataRoot(session.options.dataDir);
    if (!json)
        fmt::print("{}: {} into {}\nTerms: {}\nSite: {}\n", set.id, bytesText(set.bytes()), root.string(), set.licence,
                   set.site);
    StatusLine line(!json && isTerminal(stderr));
    std::atomic<bool> cancel{false};
    DownloadOptions options;
    options.cancel = &cancel;
    try {
        const SignalWatch watch([&] { cancel = true; }, [] {});
        fetchDataset(set, root, options, [&](const FetchProgress& at) {
            const double share = at.total > 0 ? static_cast<double>(at.done) / static_cast<double>(at.total) : 0;
            line.draw(fmt::format("{}/{} {}", at.file, at.files, at.url.substr(at.url.rfind('/') + 1)), share,
                      fmt::format("{} of {}", bytesText(at.done), bytesText(at.total)));
        });
    } catch (const Cancelled&) {
        line.clear();
        fmt::print(stderr, "Stopped. What has arrived is kept; the same command goes on from there.\n");
        return ExitCode::Signal;
    }
    line.clear();
    const std::string found = checkDataset(id, session.runOptions());
    if (json)
        fmt::print("{}\n", Json({{"id", id}, {"ok", true}, {"found", found}}).dump());
    else
        fmt::print("{}  {}\n", id, found);
    return ExitCode::Ok;
}

}  // namespace exitlab::cli

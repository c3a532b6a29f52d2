// SPDX-License-Identifier: GPL-3.0-or-later
// One run in the foreground: progress, Ctrl-C, the summary at its end. Shared by run, resume and branch.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "app/cli/exit_codes.h"
#include "app/cli/session.h"

namespace exitlab::cli {

struct OutputOptions {
    bool json = false, quiet = false;

    void addTo(CLI::App* command);
};

using Drive = std::function<RunFinished(RunControl&, const ReportSink&)>;

/// Runs `execute` and tells about it; throws Error(Run) if the run failed.
ExitCode driveRun(Session& session, std::int64_t id, const OutputOptions& output, const Drive& execute);

}  // namespace exitlab::cli

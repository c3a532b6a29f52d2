// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/exit_codes.h"
#include "app/cli/session.h"

namespace exitlab::cli {

/// `datasets fetch ID`: downloads with progress, Ctrl-C keeps what has arrived.
ExitCode fetchDatasetCommand(const std::string& id, bool json, const Session& session);
/// `datasets fetch`: what can be fetched, how large it is and under which terms.
ExitCode listFetchable(bool json);

}  // namespace exitlab::cli

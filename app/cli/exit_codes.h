// SPDX-License-Identifier: GPL-3.0-or-later
// Exit codes of exitlab-cli: part of its interface, the same for every command.
#pragma once

#include <string>

#include "core/base/error.h"

namespace exitlab::cli {

enum class ExitCode : int {
    Ok = 0,
    Internal = 1,  ///< an error that should not exist
    Usage = 2,
    Input = 3,
    Storage = 4,
    Run = 5,
    Signal = 6
};

struct ExitCodeHelp {
    ExitCode code;
    const char* meaning;
};
inline constexpr ExitCodeHelp kExitCodes[] = {
    {ExitCode::Ok, "done"},
    {ExitCode::Internal, "internal error; please report it"},
    {ExitCode::Usage, "wrong command line"},
    {ExitCode::Input, "wrong input: file, setting, data set or run number"},
    {ExitCode::Storage, "database or disk"},
    {ExitCode::Run, "the run itself failed"},
    {ExitCode::Signal, "stopped by a signal (Ctrl-C); `resume` goes on"},
};

inline ExitCode exitCodeOf(Error::Kind kind) {
    switch (kind) {
        case Error::Kind::Usage:
            return ExitCode::Usage;
        case Error::Kind::Input:
            return ExitCode::Input;
        case Error::Kind::Storage:
            return ExitCode::Storage;
        case Error::Kind::Run:
            return ExitCode::Run;
    }
    return ExitCode::Internal;
}

}  // namespace exitlab::cli

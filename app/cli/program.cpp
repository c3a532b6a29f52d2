// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/program.h"

#include <fmt/core.h>

#include <cerrno>
#include <cstring>

#include "app/cli/help.h"
#include "app/cli/terminal.h"
#include "exitlab/build_info.h"

namespace exitlab::cli {

Program::Program()
    : app_(
          "Personalized federated learning with early-exit networks, without a window: starts runs, keeps them in a "
          "database and answers what each exit costs and buys.",
          "exitlab-cli") {
    app_.formatter(std::make_shared<HelpFormatter>());
    app_.set_help_flag("-h,--help", "Show this help and exit");
    app_.set_version_flag("--version",
                          std::string("exitlab-cli " EXITLAB_VERSION " (libtorch " EXITLAB_TORCH_VERSION ")"),
                          "Show the version and exit");
    app_.require_subcommand(1);
    app_.add_option("--db", session_.options.database,
                    "Database of runs (default: exitlab.db in the user's data folder, ~/.local/share/exitlab)")
        ->type_name("FILE");
    app_.add_option("--data", session_.options.dataDir,
                    "Folder of the data sets (default: $EXITLAB_DATA, else the folder data beside the database of "
                    "the user)")
        ->type_name("DIR");
    app_.add_option("--plugin-dir", session_.options.pluginDirs, "Folder with more methods, searched first; repeatable")
        ->type_name("DIR")
        ->allow_extra_args(false);
    app_.footer(
        "  exitlab-cli presets\n"
        "  exitlab-cli run quick --seed 2\n"
        "  exitlab-cli exits last --threshold 0.6");
}

CLI::App* Program::add(const std::string& group, const std::string& name, const std::string& description,
                       const std::vector<std::string>& examples) {
    CLI::App* command = app_.add_subcommand(name, description);
    command->group(group);
    command->fallthrough();
    std::string text;
    for (const std::string& example : examples) text += (text.empty() ? "  " : "\n  ") + example;
    command->footer(text);
    return command;
}

void Program::onRun(CLI::App* command, std::function<ExitCode()> action) {
    command->callback([this, action = std::move(action)] { action_ = action; });
}

ExitCode Program::parseAndRun(int argc, char** argv) {
    try {
        app_.parse(argc, argv);
    } catch (const CLI::Success&) {
        throw;
    } catch (const CLI::ParseError& error) {
        throw Error(Error::Kind::Usage, usageMessage(app_, error));
    }
    return action_();
}

int Program::run(int argc, char** argv) {
    ExitCode code = ExitCode::Internal;
    try {
        code = parseAndRun(argc, argv);
    } catch (const CLI::CallForVersion& version) {
        fmt::print("{}\n", version.what());
        code = ExitCode::Ok;
    } catch (const CLI::Success&) {
        fmt::print("{}", app_.help());
        code = ExitCode::Ok;
    } catch (const Error& error) {
        printError(error.what());
        code = exitCodeOf(error.kind());
    } catch (const std::filesystem::filesystem_error& error) {
        printError(error.what());
        code = ExitCode::Storage;
    } catch (const std::bad_alloc&) {
        printError("out of memory");
        code = ExitCode::Run;
    } catch (const std::exception& error) {
        printError(std::string("internal error: ") + error.what());
        code = ExitCode::Internal;
    }
    // A full disk shows only when the buffers are written out.
    errno = 0;
    if ((std::fflush(stdout) != 0 || std::ferror(stdout)) && code == ExitCode::Ok) {
        printError(std::string("the output could not be written") + (errno ? ": " : "") +
                   (errno ? std::strerror(errno) : ""));
        code = ExitCode::Storage;
    }
    return static_cast<int>(code);
}

}  // namespace exitlab::cli

// SPDX-License-Identifier: GPL-3.0-or-later
// The command line as a whole: global options, commands, help and usage errors. Commands add themselves through the
// functions at the end; each lives in a file of its own.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "app/cli/exit_codes.h"
#include "app/cli/session.h"

namespace exitlab::cli {

class Program {
  public:
    Program();

    /// A command; `examples` ("exitlab-cli list --db runs.db") end its help.
    CLI::App* add(const std::string& group, const std::string& name, const std::string& description,
                  const std::vector<std::string>& examples);
    /// What the command does once the whole command line has been understood.
    void onRun(CLI::App* command, std::function<ExitCode()> action);

    /// Everything from the arguments to the exit code; prints errors.
    int run(int argc, char** argv);

    CLI::App& app() { return app_; }
    Session& session() { return session_; }

  private:
    ExitCode parseAndRun(int argc, char** argv);

    CLI::App app_;
    Session session_;
    std::function<ExitCode()> action_;
};

inline constexpr const char* kRunsGroup = "Runs";
inline constexpr const char* kResultsGroup = "Results";
inline constexpr const char* kKnowledgeGroup = "What there is";

void addRunCommand(Program& program);
void addRaceCommand(Program& program);
void addSweepCommand(Program& program);
void addResumeCommand(Program& program);
void addBranchCommand(Program& program);
void addQueueCommand(Program& program);
void addListCommand(Program& program);
void addMarkCommands(Program& program);
void addShowCommand(Program& program);
void addExitsCommand(Program& program);
void addCompareCommand(Program& program);
void addExportCommand(Program& program);
void addImportCommand(Program& program);
void addReportCommand(Program& program);
void addCostCommand(Program& program);
void addPartitionCommand(Program& program);
void addMethodsCommand(Program& program);
void addDescribeCommand(Program& program);
void addPresetsCommand(Program& program);
void addDatasetsCommand(Program& program);
void addCompletionCommand(Program& program);

}  // namespace exitlab::cli

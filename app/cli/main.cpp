// SPDX-License-Identifier: GPL-3.0-or-later
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include <mutex>

#include "app/cli/program.h"
#include "app/cli/terminal.h"

namespace {

/// Warnings of the libraries in the program's own form; the standard output stays free for results.
class WarningSink : public spdlog::sinks::base_sink<std::mutex> {
  protected:
    void sink_it_(const spdlog::details::log_msg& message) override {
        const std::string text(message.payload.data(), message.payload.size());
        if (message.level >= spdlog::level::err)
            exitlab::cli::printError(text);
        else
            exitlab::cli::printWarning(text);
    }
    void flush_() override {}
};

}  // namespace

int main(int argc, char** argv) {
    auto logger = std::make_shared<spdlog::logger>("exitlab-cli", std::make_shared<WarningSink>());
    logger->set_level(spdlog::level::warn);
    spdlog::set_default_logger(logger);

    exitlab::cli::Program program;
    using namespace exitlab::cli;
    for (const auto add :
         {addRunCommand,       addRaceCommand,    addSweepCommand,    addResumeCommand,  addBranchCommand,
          addQueueCommand,     addListCommand,    addMarkCommands,    addShowCommand,    addExitsCommand,
          addExportCommand,    addImportCommand,  addReportCommand,   addCompareCommand, addCostCommand,
          addPartitionCommand, addMethodsCommand, addDescribeCommand, addPresetsCommand, addDatasetsCommand,
          addCompletionCommand})
        add(program);
    return program.run(argc, argv);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/darkdistill/reports.h"

namespace exitlab::darkdistill {
namespace {

void reportSeries(ServerRound& round, const StageLog& log, const std::string& id, const std::string& title,
                  const std::string& axis) {
    if (log.has(id)) round.report(MethodSeries{0, id, title, axis, log.labels(id), log.means(id)});
}

}  // namespace

void reportStage(ServerRound& round, const StageLog& log) {
    reportSeries(round, log, "generator_loss", "Loss of the generators", "loss, mean over generators");
    reportSeries(round, log, "generator_difficulty", "Difficulty of generated samples",
                 "mean loss at the first exit (nats)");
    reportSeries(round, log, "reverse_kd", "Loss of distillation on the server", "relational loss");
    for (int level = 1; log.has("matching." + std::to_string(level)); ++level)
        reportSeries(round, log, "matching." + std::to_string(level),
                     "Exit matching, teacher level " + std::to_string(level), "weight of the student's exit");
}

void reportPools(ServerRound& round, const std::vector<Level>& levels) {
    MethodSeries pools{0, "pools", "Samples behind the server stage", "pairs of difficulty and label", {}, {}};
    for (std::size_t l = 0; l < levels.size(); ++l) {
        pools.labels.push_back("level " + std::to_string(l + 1));
        pools.values.push_back(levels[l].labels.defined() ? static_cast<double>(levels[l].labels.size(0)) : 0);
    }
    round.report(std::move(pools));
}

}  // namespace exitlab::darkdistill

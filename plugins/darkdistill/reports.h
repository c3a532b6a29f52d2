// SPDX-License-Identifier: GPL-3.0-or-later
// What DarkDistill tells of a round beside its results.
#pragma once

#include "plugins/darkdistill/stage.h"

namespace exitlab::darkdistill {

/// Losses and matching weights of the server stage.
void reportStage(ServerRound& round, const StageLog& log);

/// Pairs (D, y) that each level has sent this round.
void reportPools(ServerRound& round, const std::vector<Level>& levels);

/// How difficult the clients' samples are that each exit would answer by the quota, level by level: where exits of one
/// depth differ between levels, their parameters were trained on other samples (exit unalignment). From notes
/// "difficulty" and "owner" of the uploads.
void reportDifficulty(ServerRound& round, const std::vector<int>& exitsOfLevels, std::int64_t classes);

/// Generated features of one class on their two principal axes. Progressive form: of the generator of `level`, by
/// quartile of the level's difficulties.
void reportLatents(ServerRound& round, const Generator& generator, const Level& level, bool condition, Rng rng);
/// Parallel form: of every exit's generator.
void reportLatents(ServerRound& round, const std::vector<Generator>& generators, Rng rng);

}  // namespace exitlab::darkdistill

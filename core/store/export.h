// SPDX-License-Identifier: GPL-3.0-or-later
// A stored run as files that any other tool reads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/federation/run.h"
#include "core/store/run_store.h"

namespace exitlab {

/// Writes into `dir` (created) and returns the files, each whole or absent:
///
///   experiment.json         the configuration
///   metrics.csv             round, client, exit, metric, value: accuracy, loss, samples, calibration, divergence, ...
///   summary.csv             per round and exit: accuracy over clients and calibration error
///   losses.csv              per round and term of the local loss, "total" last
///   rounds.csv              cohort, failures and time of each round; one column per phase
///   traffic.csv             bytes per round and tensor group, summed over the cohort
///   series.csv              a method's own values, if it has any
///   messages.csv            the log
///   labels.csv, exit_cosine.csv, client_similarity.csv, matrix_<id>.csv    matrices: one row per entry
///   histogram_<id>.csv      a method's distributions: count per round, group and bin
///   scatter_<id>.csv        a method's points: group, place and value; value is empty if it has none
///   images_<id>.csv         where the tiles of a method's pictures lie: pixels from the upper left corner of
///   images_<id>_round_<k>.pgm, .ppm    all tiles of a round side by side, grey or colour
///   exit_records.csv        the newest evaluation that kept them
///   partition.csv           owner and part of every sample, if `partition` is not empty
///
/// Rounds count from 1; clients, exits and classes from 0; an empty field means "all" or "none".
/// Throws Error(Usage) if there is no such run, Error(Storage) naming the file that could not be written.
std::vector<std::filesystem::path> exportRun(const RunReader& reader, std::int64_t run,
                                             const std::filesystem::path& dir,
                                             const std::vector<PartitionRow>& partition = {});

/// All tiles side by side as a portable graymap or pixmap, which every picture program reads.
std::string portableAnymap(const MethodImageGrid& images);

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
// What every method must give: the same bits for any number of workers, and from a checkpoint in the middle.
#pragma once

#include "tests/support/federation.h"

namespace exitlab::test {

/// The global values of every group and what the server keeps after the last round.
struct Outcome {
    std::string weights;  ///< SHA-256 of all values
    std::vector<Tensor> globals;
    NamedTensors server;
    Recorder told;
};

/// Runs to the end. `from`: a checkpoint file to go on from. `checkpoint`: file that the state after `round` rounds is
/// written to.
Outcome runOut(const Experiment& experiment, const std::string& from = {}, int round = 0,
               const std::string& checkpoint = {});

/// The first difference between two outcomes, empty if there is none: weights, values, server state, tests.
std::string difference(const Outcome& a, const Outcome& b);

/// Runs the experiment at once, with three workers instead of one, and in two parts with a checkpoint after `round`;
/// the first difference, or empty.
std::string outcomeDepends(Experiment experiment, int round);

}  // namespace exitlab::test

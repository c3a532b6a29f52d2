// SPDX-License-Identifier: GPL-3.0-or-later
// A federation from a golden file of tests/reference, run through the real RoundLoop: given data, tiers, initial values
// and cohorts, everything else is the engine's own.
#pragma once

#include "tests/support/networks.h"

namespace exitlab::test {

/// A float32 run of the reference stays within 4e-6; the smallest wrong formula moves more than 5e-5.
inline constexpr double kGoldenTolerance = 1e-5;

/// The golden federation as a RunSetup: an MLP with an exit after every stage, full batches; clients[i] {x, y, tier},
/// cohorts, settings {local_epochs, lr, lr_decay, momentum, weight_decay} of `golden`. Hidden width from the initial
/// values. Clients are tested on their training samples. `changes` come last; `cohorts` replaces the file's.
RunSetup goldenSetup(const Json& golden, const std::string& method, const Changes& changes = {},
                     const Json& cohorts = {});

/// What state and reports say right after a round.
struct AfterRound {
    std::vector<Tensor> globals;     ///< per group
    std::vector<Tensor> clients;     ///< all values of each client
    std::vector<NamedTensors> kept;  ///< of each client
    NamedTensors server;             ///< Algorithm::state()
    Recorder told;                   ///< reports of this round

    const Tensor& global() const { return globals.front(); }
};

/// Runs to the end from `initial` values by name; empty if the run did not finish.
std::vector<AfterRound> runGolden(RunSetup& setup, const Json& initial);

/// The reported loss of a round against the reference's steps: `losses[c][step]` are {total, terms} (or plain totals)
/// in cohort order, weighted by samples.
void compareLoss(const LossMeasured& found, const Json& losses, const std::vector<std::int64_t>& cohortSamples);
/// Every tensor of `expected` {name: tensor} against the slices of `values`.
void compareValues(const SpanTable& spans, const Tensor& values, const Json& expected);

}  // namespace exitlab::test

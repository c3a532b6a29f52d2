// SPDX-License-Identifier: GPL-3.0-or-later
// Small federations for tests, driven through the real RoundLoop, and a recorder of what they tell.
#pragma once

#include "core/federation/round_loop.h"

namespace exitlab::test {

/// Settings as on the command line.
using Changes = std::vector<std::pair<std::string, std::string>>;

/// The methods of the build tree plus those of tests/support/modules that load.
const Engine& engine();

/// 6 clients, 480 glyphs of 16 x 16 in 4 classes, an MLP of 3 stages and exits, 4 rounds of half the clients; a round
/// takes milliseconds.
Experiment smallExperiment(const std::string& method, const Changes& changes = {});
/// The same with a ResNet-18 of width 2 (normalisation layers).
Experiment smallResNet(const std::string& method, const Changes& changes = {});

class Recorder {
  public:
    ReportSink sink() {
        return [this](const ReportPtr& report) { reports.push_back(report); };
    }
    template <class T>
    std::vector<T> of() const {
        std::vector<T> found;
        for (const ReportPtr& report : reports)
            if (const auto* body = std::get_if<T>(report.get())) found.push_back(*body);
        return found;
    }
    /// Of the methods' results, those with this id.
    template <class T>
    std::vector<T> of(const std::string& id) const {
        std::vector<T> found;
        for (T& one : of<T>())
            if (one.id == id) found.push_back(std::move(one));
        return found;
    }
    std::vector<ReportPtr> reports;
};

/// The reports as values, without wall-clock times, names of checkpoint files and the number of workers: what must
/// not depend on the machine.
std::vector<ReportBody> comparable(const std::vector<ReportPtr>& reports);

/// What a run without a store left behind.
struct Driven {
    RunFinished finished;
    Recorder told;
    Tensor initial, global;
    std::vector<ClientState> clients;
    Layout layout;
    std::vector<NamedTensors> checkpoints;  ///< server state of each checkpoint asked for
    /// Values client i would be tested with, flat [total].
    std::vector<Tensor> values;
};

Driven drive(RunSetup& setup, RunControl& control);
Driven drive(const Experiment& experiment);

/// Whether every client would be tested with the same bits.
bool sameValues(const Driven& a, const Driven& b);

}  // namespace exitlab::test

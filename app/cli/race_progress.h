// SPDX-License-Identifier: GPL-3.0-or-later
// What a person sees of a race.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "app/cli/status_line.h"
#include "core/metrics/report.h"

namespace exitlab::cli {

/// Takes the reports of all entrants over all seeds. Every member may be called from any thread.
class RaceProgress {
  public:
    /// lines: where the standard error is no terminal for a bar, a line per evaluated round on the standard output.
    RaceProgress(std::vector<std::string> entrants, std::size_t seeds, bool lines);

    /// The next seed's runs begin.
    void begin(std::uint64_t seed);
    /// False once nobody reads the standard output any more.
    bool take(std::size_t entrant, const ReportPtr& report);
    void tick();
    /// A line above the bar.
    void note(const std::string& text);
    /// Removes the bar; nothing is drawn after that.
    void end();

  private:
    struct Entrant {
        std::string name;
        int round = 0, rounds = 0, evaluated = 0;
        double accuracy = 0;  ///< mean over exits and clients
        bool running = true;
    };

    void take(Entrant& entrant, const RunStarted& started);
    void take(Entrant& entrant, const Evaluated& evaluated);
    void take(Entrant& entrant, const RoundFinished& finished);
    void take(Entrant& entrant, const RunFinished& finished);
    void take(Entrant& entrant, const Message& message);
    template <class Other>
    void take(Entrant&, const Other&) {}

    /// The round that everybody still running has finished.
    int commonRound() const;
    void lineIfComplete();
    void draw();

    std::mutex mutex_;
    std::vector<Entrant> entrants_;
    const std::size_t seeds_;
    StatusLine bar_;
    const bool lines_;
    std::size_t seedsBegun_ = 0;
    std::uint64_t seed_ = 0;
    int printed_ = 0;
    bool ended_ = true;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace exitlab::cli

// SPDX-License-Identifier: GPL-3.0-or-later
// What a person or a program sees of a run in progress.
#pragma once

#include <chrono>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include "app/cli/status_line.h"
#include "core/metrics/report.h"

namespace exitlab::cli {

/// Takes the reports of one run. Every member may be called from any thread.
class RunProgress {
  public:
    /// json: one report per line on the standard output. Otherwise, and unless quiet: a bar on the standard error if
    /// that is a terminal, else a line per evaluation on the standard output.
    RunProgress(std::int64_t run, bool json, bool quiet);

    /// False once nobody reads the standard output any more.
    bool take(const ReportPtr& report);
    /// Lets the remaining time count down.
    void tick();
    /// A line above the bar.
    void note(const std::string& text);
    /// Removes the bar; nothing is drawn after that.
    void end();

  private:
    using Clock = std::chrono::steady_clock;

    void take(const RunStarted& started);
    void take(const Evaluated& evaluated);
    void take(const LossMeasured& loss);
    void take(const RoundFinished& finished);
    void take(const Message& message);
    template <class Other>
    void take(const Other&) {}

    void line(const std::string& text);
    void draw();
    double secondsPerRound() const;

    std::mutex mutex_;
    const std::int64_t run_;
    const bool json_;
    StatusLine bar_;
    const bool lines_;
    const Style out_;
    bool ended_ = false;

    int round_ = 0, rounds_ = 0, exits_ = 0;
    std::vector<double> accuracy_;
    int evaluatedRound_ = 0;
    double loss_ = 0;
    Clock::time_point start_ = Clock::now();
    std::deque<Clock::time_point> marks_;  ///< ends of the last rounds, the start first
};

}  // namespace exitlab::cli

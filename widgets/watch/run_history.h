// SPDX-License-Identifier: GPL-3.0-or-later
// The reports of one run, sorted by what they are about: what the panels of the Watch page read. No widgets here.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "core/metrics/report.h"
#include "core/metrics/summary.h"

namespace exitlab {

/// Reports of one type in the order of their rounds. A round that is reported again (a resumed run) replaces the old.
template <typename T>
class ByRound {
  public:
    void put(std::shared_ptr<const T> report) {
        const auto at = place(report->round);
        if (at != list_.end() && (*at)->round == report->round)
            *at = std::move(report);
        else
            list_.insert(at, std::move(report));
    }
    /// The report of this round or the last one before it; null when there is none.
    const T* at(int round) const {
        auto next = std::upper_bound(list_.begin(), list_.end(), round,
                                     [](int r, const auto& report) { return r < report->round; });
        return next == list_.begin() ? nullptr : (next - 1)->get();
    }
    const T* last() const { return list_.empty() ? nullptr : list_.back().get(); }
    bool empty() const { return list_.empty(); }
    std::size_t size() const { return list_.size(); }
    auto begin() const { return list_.begin(); }
    auto end() const { return list_.end(); }

  private:
    auto place(int round) {
        return std::lower_bound(list_.begin(), list_.end(), round,
                                [](const auto& report, int r) { return report->round < r; });
    }
    std::vector<std::shared_ptr<const T>> list_;
};

struct LogLine {
    int round = 0;
    Message::Level level = Message::Level::Info;
    std::string text;
    bool finished = false;  ///< the run's last line
};

class RunHistory {
  public:
    /// What a report is about; the panels say which kinds they show.
    enum Kind : unsigned {
        Start = 1u << 0,
        Evaluation = 1u << 1,
        Loss = 1u << 2,
        Conflict = 1u << 3,
        Series = 1u << 4,
        Matrix = 1u << 5,
        Traffic = 1u << 6,
        Round = 1u << 7,
        Log = 1u << 8,
        End = 1u << 9,
        Histogram = 1u << 10,
        Scatter = 1u << 11,
        Images = 1u << 12,
        Everything = ~0u
    };

    /// Takes the report in and returns its kind.
    unsigned add(const ReportPtr& report);

    std::shared_ptr<const RunStarted> started;
    ByRound<Evaluated> evaluated;
    ByRound<LossMeasured> losses;
    ByRound<ConflictMeasured> conflicts;
    ByRound<TrafficMeasured> traffic;
    ByRound<RoundFinished> rounds;
    std::map<std::string, ByRound<MethodSeries>> series;    ///< by id
    std::map<std::string, ByRound<MethodMatrix>> matrices;  ///< by id
    std::map<std::string, ByRound<MethodHistogram>> histograms;
    std::map<std::string, ByRound<MethodScatter>> scatters;
    std::map<std::string, ByRound<MethodImageGrid>> images;
    std::vector<LogLine> log;    ///< the last lines; a flood of messages cannot fill the memory
    std::size_t logDropped = 0;  ///< lines before log[0]
    std::optional<RunFinished> finished;

    int exits() const;
    int clients() const;
    /// Last round of any report; 0 before the first.
    int lastRound() const { return lastRound_; }
    /// Per exit, of one evaluation; computed once.
    const std::vector<ClientSummary>& summaries(const Evaluated& evaluation) const;
    /// Of every client's mean over its exits; computed once.
    const ClientSummary& meanSummary(const Evaluated& evaluation) const;
    /// clients x exits: not opened in any round up to `round` by the method's matrix "opened". Empty when the method
    /// does not open exits step by step.
    std::vector<bool> closedExits(int round) const;
    /// clients x rounds with an "opened" report: deepest open exit before the last, from 1; 0: the last only; NaN for
    /// clients that were not sampled.
    Table openDepth(std::vector<int>& roundsOut) const;

    /// Training samples per second of wall time over the last rounds; NaN before the first.
    double samplesPerSecond() const;
    /// Seconds until the last round, from the mean of the last rounds; NaN before two rounds are done.
    double secondsLeft() const;
    /// Bytes up and down of all rounds to `round` and wall seconds likewise.
    double bytesUntil(int round) const;
    double secondsUntil(int round) const;
    /// Simulated seconds on the devices likewise; NaN before the engine has told.
    double simulatedUntil(int round) const;

  private:
    void say(LogLine line);

    /// Sums of all rounds up to each; a long run asks for them at every evaluation.
    struct Sums {
        std::vector<std::pair<int, double>> upTo;  ///< round, sum
        bool stale = true;
        double at(int round) const;
    };

    mutable Sums bytes_, seconds_;
    mutable std::map<const Evaluated*, std::vector<ClientSummary>> summaries_;
    mutable std::map<const Evaluated*, ClientSummary> meanSummaries_;
    int lastRound_ = 0;
};

}  // namespace exitlab

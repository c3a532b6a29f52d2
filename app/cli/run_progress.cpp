// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_progress.h"

#include <fmt/core.h>

#include <algorithm>

#include "app/cli/text_table.h"
#include "core/metrics/report_json.h"
#include "core/metrics/summary.h"

namespace exitlab::cli {
namespace {

/// Rounds whose mean duration forecasts the rest; the first ones are slower (warm-up), so old ones drop out.
constexpr std::size_t kEtaRounds = 8;

std::string accuracies(const std::vector<double>& values) {
    std::string out;
    for (const double value : values) out += fmt::format("{:>{}}", percent(value), out.empty() ? 7 : 9);
    return out;
}

}  // namespace

RunProgress::RunProgress(std::int64_t run, bool json, bool quiet)
    : run_(run),
      json_(json),
      bar_(!quiet && isTerminal(stderr)),
      lines_(!quiet && !json && !bar_.shown()),
      out_(stdout) {}

bool RunProgress::take(const ReportPtr& report) {
    const std::lock_guard lock(mutex_);
    if (json_) {
        fmt::print("{}\n", toJson(*report, run_).dump());
        std::fflush(stdout);
    }
    std::visit([this](const auto& body) { take(body); }, *report);
    return !std::ferror(stdout);
}

void RunProgress::take(const RunStarted& started) {
    round_ = started.firstRound - 1;
    rounds_ = started.rounds;
    exits_ = started.exits;
    marks_.assign(1, Clock::now());
    if (lines_) {
        std::string header = fmt::format("{:>{}}", "round", static_cast<int>(2 * std::to_string(rounds_).size() + 1));
        for (int k = 1; k <= exits_; ++k) header += fmt::format("{:>{}}", fmt::format("exit {}", k), k == 1 ? 11 : 9);
        line(out_.bold(header + fmt::format("{:>11}{:>10}", "loss", "time")));
    }
    draw();
}

void RunProgress::take(const Evaluated& evaluated) {
    accuracy_ = meanPerExit(evaluated);
    evaluatedRound_ = evaluated.round;
}

void RunProgress::take(const LossMeasured& loss) { loss_ = loss.total; }

void RunProgress::take(const RoundFinished& finished) {
    round_ = finished.round;
    marks_.push_back(Clock::now());
    if (marks_.size() > kEtaRounds + 1) marks_.pop_front();
    if (lines_ && evaluatedRound_ == round_) {
        const int digits = static_cast<int>(std::to_string(rounds_).size());
        const std::string count = fmt::format("{}/{}", round_, rounds_);
        line(fmt::format("{:>{}}    {}{:>11}{:>10}", count, std::max(5, 2 * digits + 1), accuracies(accuracy_),
                         number(loss_), durationText(secondsBetween(start_, Clock::now()))));
    }
    draw();
}

void RunProgress::take(const Message& message) {
    bar_.clear();
    const std::string text = fmt::format("round {}: {}", message.round, message.text);
    if (message.level == Message::Level::Info) {
        if (lines_ || bar_.shown()) fmt::print(stderr, "{}\n", oneLine(text));
    } else if (message.level == Message::Level::Warning) {
        printWarning(text);
    } else {
        printError(text);
    }
    draw();
}

void RunProgress::tick() {
    const std::lock_guard lock(mutex_);
    draw();
}

void RunProgress::note(const std::string& text) {
    const std::lock_guard lock(mutex_);
    bar_.clear();
    fmt::print(stderr, "{}\n", oneLine(text));
    draw();
}

void RunProgress::end() {
    const std::lock_guard lock(mutex_);
    bar_.clear();
    ended_ = true;
}

void RunProgress::line(const std::string& text) {
    fmt::print("{}\n", text);
    std::fflush(stdout);
}

double RunProgress::secondsPerRound() const {
    return secondsBetween(marks_.front(), marks_.back()) / static_cast<double>(marks_.size() - 1);
}

void RunProgress::draw() {
    if (!bar_.shown() || ended_ || rounds_ == 0) return;
    std::string left = fmt::format("round {:>{}}/{} ", round_, std::to_string(rounds_).size(), rounds_), right;
    if (!accuracy_.empty()) {
        right += "  exits";
        for (const double value : accuracy_) right += fmt::format(" {:>5.1f}", 100 * value);
        right += " %";
    }
    const auto now = Clock::now();
    if (marks_.size() > 1 && round_ < rounds_) {
        const double rest = secondsPerRound() * (rounds_ - round_) - secondsBetween(marks_.back(), now);
        right += "  ETA " + clockText(rest);
    } else {
        right += "  " + clockText(secondsBetween(start_, now));
    }
    bar_.draw(left, static_cast<double>(round_) / rounds_, right);
}

}  // namespace exitlab::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/race_progress.h"

#include <fmt/core.h>

#include <algorithm>

#include "app/cli/run_text.h"
#include "app/cli/text_table.h"
#include "core/metrics/summary.h"

namespace exitlab::cli {
namespace {

/// Width of a column with an entrant's name or "100.0 %".
int columnWidth(const std::string& name) { return std::max(displayWidth(name), 7) + 3; }

std::string rightAligned(const std::string& text, int width) {
    return std::string(static_cast<std::size_t>(std::max(0, width - displayWidth(text))), ' ') + text;
}

}  // namespace

RaceProgress::RaceProgress(std::vector<std::string> entrants, std::size_t seeds, bool lines)
    : seeds_(seeds), bar_(isTerminal(stderr)), lines_(lines && !bar_.shown()) {
    for (std::string& name : entrants) entrants_.push_back({std::move(name)});
}

void RaceProgress::begin(std::uint64_t seed) {
    const std::lock_guard lock(mutex_);
    seed_ = seed;
    ++seedsBegun_;
    printed_ = 0;
    ended_ = false;
    for (Entrant& entrant : entrants_) entrant = {entrant.name};
    if (!lines_ || seedsBegun_ > 1) return;
    std::string header = fmt::format("{:>6}{:>10}", "seed", "round");
    for (const Entrant& entrant : entrants_) header += rightAligned(entrant.name, columnWidth(entrant.name));
    fmt::print("{}\n", Style(stdout).bold(header + fmt::format("{:>10}", "time")));
    std::fflush(stdout);
}

bool RaceProgress::take(std::size_t entrant, const ReportPtr& report) {
    const std::lock_guard lock(mutex_);
    std::visit([&](const auto& body) { take(entrants_[entrant], body); }, *report);
    draw();
    return !std::ferror(stdout);
}

void RaceProgress::take(Entrant& entrant, const RunStarted& started) { entrant.rounds = started.rounds; }

void RaceProgress::take(Entrant& entrant, const Evaluated& evaluated) {
    entrant.accuracy = meanOf(meanPerExit(evaluated));
    entrant.evaluated = evaluated.round;
}

void RaceProgress::take(Entrant& entrant, const RoundFinished& finished) {
    entrant.round = finished.round;
    lineIfComplete();
}

void RaceProgress::take(Entrant& entrant, const RunFinished& finished) {
    entrant.running = false;
    if (finished.status == RunStatus::Failed) {
        bar_.clear();
        const bool alone = std::none_of(entrants_.begin(), entrants_.end(), [](const Entrant& e) { return e.running; });
        printError(entrant.name + " failed: " + finished.error + (alone ? "" : " (the others go on)"));
    }
    lineIfComplete();
}

void RaceProgress::take(Entrant& entrant, const Message& message) {
    const std::string text = fmt::format("{}, round {}: {}", entrant.name, message.round, message.text);
    if (message.level == Message::Level::Info && !lines_ && !bar_.shown()) return;
    bar_.clear();
    if (message.level == Message::Level::Info)
        fmt::print(stderr, "{}\n", oneLine(text));
    else if (message.level == Message::Level::Warning)
        printWarning(text);
    else
        printError(text);
}

int RaceProgress::commonRound() const {
    int common = -1;
    for (const Entrant& entrant : entrants_)
        if (entrant.running) common = common < 0 ? entrant.round : std::min(common, entrant.round);
    return std::max(common, 0);
}

void RaceProgress::lineIfComplete() {
    const int round = commonRound();
    if (!lines_ || round <= printed_) return;
    printed_ = round;
    int rounds = 0;
    bool evaluated = false;
    for (const Entrant& entrant : entrants_) {
        rounds = std::max(rounds, entrant.rounds);
        evaluated = evaluated || entrant.evaluated == round;
    }
    if (!evaluated) return;
    std::string line = fmt::format("{:>6}{:>10}", seed_, fmt::format("{}/{}", round, rounds));
    for (const Entrant& entrant : entrants_)
        line += rightAligned(entrant.evaluated > 0 ? percent(entrant.accuracy) : "-", columnWidth(entrant.name));
    const auto now = std::chrono::steady_clock::now();
    fmt::print("{}{:>10}\n", line, durationText(secondsBetween(start_, now)));
    std::fflush(stdout);
}

void RaceProgress::tick() {
    const std::lock_guard lock(mutex_);
    draw();
}

void RaceProgress::note(const std::string& text) {
    const std::lock_guard lock(mutex_);
    bar_.clear();
    fmt::print(stderr, "{}\n", oneLine(text));
    draw();
}

void RaceProgress::end() {
    const std::lock_guard lock(mutex_);
    bar_.clear();
    ended_ = true;
}

void RaceProgress::draw() {
    if (!bar_.shown() || ended_) return;
    // Rounds of all entrants count alike; seeds to come take as long as those before.
    double done = 0, all = 0;
    int rounds = 0;
    for (const Entrant& entrant : entrants_) {
        rounds = std::max(rounds, entrant.rounds);
        done += entrant.running ? entrant.round : entrant.rounds;
        all += entrant.rounds;
    }
    // Between two seeds there is nothing to tell.
    const bool running = std::any_of(entrants_.begin(), entrants_.end(), [](const Entrant& e) { return e.running; });
    if (all <= 0 || !running) return;
    const double share = (static_cast<double>(seedsBegun_ - 1) + done / all) / static_cast<double>(seeds_);
    std::string left;
    if (seeds_ > 1) left = fmt::format("seed {} ({}/{})  ", seed_, seedsBegun_, seeds_);
    left += fmt::format("round {:>{}}/{} ", commonRound(), std::to_string(rounds).size(), rounds);
    std::string right;
    for (const Entrant& entrant : entrants_) {
        right += "  " + entrant.name;
        right += entrant.evaluated > 0 ? fmt::format(" {:.1f}", 100 * entrant.accuracy) : " -";
    }
    const double passed = secondsBetween(start_, std::chrono::steady_clock::now());
    right += share > 0 && share < 1 ? " %  ETA " + clockText(passed / share * (1 - share)) : " %  " + clockText(passed);
    bar_.draw(left, share, right);
}

}  // namespace exitlab::cli

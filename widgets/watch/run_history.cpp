// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/watch/run_history.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

namespace exitlab {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t mostLines = 10000;
constexpr std::size_t recentRounds = 8;  // of throughput and remaining time

}  // namespace

unsigned RunHistory::add(const ReportPtr& report) {
    return std::visit(
        [&](const auto& body) -> unsigned {
            using T = std::decay_t<decltype(body)>;
            const std::shared_ptr<const T> held(report, &body);  // shares the report's life
            if constexpr (std::is_same_v<T, RunStarted>) {
                started = held;
                finished.reset();
                return Everything;  // sizes and names of everything may have changed
            } else {
                lastRound_ = std::max(lastRound_, body.round);
                if constexpr (std::is_same_v<T, Evaluated>) {
                    const Evaluated* old = evaluated.at(body.round);
                    if (old && old->round == body.round) {
                        summaries_.erase(old);
                        meanSummaries_.erase(old);
                    }
                    evaluated.put(held);
                    return Evaluation;
                } else if constexpr (std::is_same_v<T, LossMeasured>) {
                    losses.put(held);
                    return Loss;
                } else if constexpr (std::is_same_v<T, ConflictMeasured>) {
                    conflicts.put(held);
                    return Conflict;
                } else if constexpr (std::is_same_v<T, MethodSeries>) {
                    series[body.id].put(held);
                    return Series;
                } else if constexpr (std::is_same_v<T, MethodMatrix>) {
                    matrices[body.id].put(held);
                    return Matrix;
                } else if constexpr (std::is_same_v<T, MethodHistogram>) {
                    histograms[body.id].put(held);
                    return Histogram;
                } else if constexpr (std::is_same_v<T, MethodScatter>) {
                    scatters[body.id].put(held);
                    return Scatter;
                } else if constexpr (std::is_same_v<T, MethodImageGrid>) {
                    images[body.id].put(held);
                    return Images;
                } else if constexpr (std::is_same_v<T, TrafficMeasured>) {
                    traffic.put(held);
                    bytes_.stale = true;
                    return Traffic;
                } else if constexpr (std::is_same_v<T, RoundFinished>) {
                    rounds.put(held);
                    seconds_.stale = true;
                    for (const int client : body.failed)
                        say({body.round, Message::Level::Warning,
                             "Client " + std::to_string(client) + " failed in this round; its update was left out.",
                             false});
                    return Round | (body.failed.empty() ? 0u : unsigned{Log});
                } else if constexpr (std::is_same_v<T, Message>) {
                    say({body.round, body.level, body.text, false});
                    return Log;
                } else if constexpr (std::is_same_v<T, CheckpointWritten>) {
                    say({body.round, Message::Level::Info, "Checkpoint written: " + body.file, false});
                    return Log;
                } else if constexpr (std::is_same_v<T, RunFinished>) {
                    finished = body;
                    const bool bad = body.status == RunStatus::Failed || body.diverged;
                    std::string text = std::string("Run ") + toString(body.status) + " after round " +
                                       std::to_string(body.round) + ".";
                    if (!body.error.empty()) text += " " + body.error;
                    say({body.round, bad ? Message::Level::Error : Message::Level::Info, text, !bad});
                    return End | Log;
                } else {
                    return 0;  // exit records belong to the Exits page
                }
            }
        },
        *report);
}

void RunHistory::say(LogLine line) {
    if (log.size() >= mostLines) {
        const std::size_t gone = mostLines / 2;
        log.erase(log.begin(), log.begin() + static_cast<std::ptrdiff_t>(gone));
        logDropped += gone;
    }
    log.push_back(std::move(line));
}

int RunHistory::exits() const {
    if (started) return started->exits;
    return evaluated.empty() ? 0 : evaluated.last()->accuracy.cols;
}

int RunHistory::clients() const {
    if (started) return started->clients;
    return evaluated.empty() ? 0 : evaluated.last()->accuracy.rows;
}

const std::vector<ClientSummary>& RunHistory::summaries(const Evaluated& evaluation) const {
    auto& list = summaries_[&evaluation];
    if (list.empty())
        for (int e = 0; e < evaluation.accuracy.cols; ++e)
            list.push_back(summarizeExit(evaluation.accuracy, e, evaluation.samples));
    return list;
}

const ClientSummary& RunHistory::meanSummary(const Evaluated& evaluation) const {
    const auto [at, fresh] = meanSummaries_.try_emplace(&evaluation);
    if (!fresh) return at->second;
    const Table& accuracy = evaluation.accuracy;
    Table means(accuracy.rows, 1, nan);
    for (int client = 0; client < accuracy.rows; ++client) {
        double sum = 0;
        for (int exit = 0; exit < accuracy.cols; ++exit) sum += accuracy.at(client, exit);
        if (accuracy.cols > 0) means.at(client, 0) = sum / accuracy.cols;
    }
    return at->second = summarizeExit(means, 0, evaluation.samples);
}

std::vector<bool> RunHistory::closedExits(int round) const {
    const auto opened = matrices.find("opened");
    if (opened == matrices.end()) return {};
    const int exitCount = exits(), clientCount = clients();
    std::vector<bool> closed(static_cast<std::size_t>(exitCount) * static_cast<std::size_t>(clientCount), true);
    for (const auto& matrix : opened->second) {
        if (matrix->round > round) break;
        for (int r = 0; r < matrix->values.rows; ++r)
            for (int c = 0; c < matrix->values.cols; ++c) {
                const int client = matrix->rows[static_cast<std::size_t>(r)];
                const int exit = matrix->cols[static_cast<std::size_t>(c)];
                if (client < 0 || client >= clientCount || exit < 0 || exit >= exitCount) continue;
                if (matrix->values.at(r, c) >= 0.5) closed[static_cast<std::size_t>(client * exitCount + exit)] = false;
            }
    }
    return closed;
}

Table RunHistory::openDepth(std::vector<int>& roundsOut) const {
    roundsOut.clear();
    const auto opened = matrices.find("opened");
    if (opened == matrices.end() || clients() == 0) return {};
    for (const auto& matrix : opened->second) roundsOut.push_back(matrix->round);
    Table depth(clients(), static_cast<int>(roundsOut.size()), nan);
    int column = 0;
    for (const auto& matrix : opened->second) {
        for (int r = 0; r < matrix->values.rows; ++r) {
            const int client = matrix->rows[static_cast<std::size_t>(r)];
            if (client < 0 || client >= depth.rows) continue;
            // The last exit learns in every round; what opens are the exits before it.
            int open = matrix->values.cols - 1;
            while (open > 0 && matrix->values.at(r, open - 1) < 0.5) --open;
            depth.at(client, column) = open;
        }
        ++column;
    }
    return depth;
}

double RunHistory::samplesPerSecond() const {
    double samples = 0, seconds = 0;
    std::size_t skip = rounds.size() > recentRounds ? rounds.size() - recentRounds : 0;
    for (const auto& round : rounds) {
        if (skip > 0) {
            --skip;
            continue;
        }
        samples += static_cast<double>(round->samples);
        seconds += round->seconds;
    }
    return seconds > 0 ? samples / seconds : nan;
}

double RunHistory::secondsLeft() const {
    if (!started || rounds.size() < 2) return nan;
    // The first round warms caches up; it does not count.
    const std::size_t used = std::min(recentRounds, rounds.size() - 1);
    double seconds = 0;
    for (auto r = rounds.end() - static_cast<std::ptrdiff_t>(used); r != rounds.end(); ++r) seconds += (*r)->seconds;
    return seconds / static_cast<double>(used) * std::max(0, started->rounds - rounds.last()->round);
}

double RunHistory::Sums::at(int round) const {
    const auto next = std::upper_bound(upTo.begin(), upTo.end(), round,
                                       [](int r, const std::pair<int, double>& sum) { return r < sum.first; });
    return next == upTo.begin() ? 0 : (next - 1)->second;
}

double RunHistory::bytesUntil(int round) const {
    if (bytes_.stale) {
        bytes_.stale = false;
        bytes_.upTo.clear();
        double bytes = 0;
        for (const auto& t : traffic) {
            for (const auto b : t->up) bytes += static_cast<double>(b);
            for (const auto b : t->down) bytes += static_cast<double>(b);
            bytes_.upTo.emplace_back(t->round, bytes);
        }
    }
    return bytes_.at(round);
}

double RunHistory::secondsUntil(int round) const {
    if (seconds_.stale) {
        seconds_.stale = false;
        seconds_.upTo.clear();
        double seconds = 0;
        for (const auto& r : rounds) seconds_.upTo.emplace_back(r->round, seconds += r->seconds);
    }
    return seconds_.at(round);
}

double RunHistory::simulatedUntil(int round) const {
    const auto times = series.find(kDeviceTime);
    const MethodSeries* last = times == series.end() ? nullptr : times->second.at(round);
    return last && !last->values.empty() ? last->values.back() : nan;  // the last label: since the start
}

}  // namespace exitlab

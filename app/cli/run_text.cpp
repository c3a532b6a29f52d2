// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_text.h"

#include <cmath>
#include <ctime>
#include <limits>
#include <numeric>

namespace exitlab::cli {

std::string statusText(const RunSummary& run) {
    return std::string(toString(run.status)) + (run.diverged ? ", diverged" : "");
}

std::string localTime(const std::string& utc) {
    std::tm time{};
    if (!strptime(utc.c_str(), "%Y-%m-%dT%H:%M:%S", &time)) return utc;
    const std::time_t seconds = timegm(&time);
    std::tm local{};
    char text[32];
    if (!localtime_r(&seconds, &local) || std::strftime(text, sizeof text, "%Y-%m-%d %H:%M", &local) == 0) return utc;
    return text;
}

double meanOf(const std::vector<double>& values) {
    if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

Json summaryJson(const RunSummary& run) {
    Json out = Json::object();
    out["run"] = run.id;
    out["name"] = run.name;
    out["method"] = run.method;
    out["dataset"] = run.dataset;
    out["seed"] = run.seed;
    out["status"] = toString(run.status);
    out["diverged"] = run.diverged;
    out["created"] = run.created;
    out["rounds"] = run.rounds;
    out["completed"] = run.completed;
    out["checkpoint_round"] = run.checkpointRound < 0 ? Json(nullptr) : Json(run.checkpointRound);
    out["clients"] = run.clients;
    out["exits"] = run.exits;
    out["accuracy"] = numbersJson(run.accuracy);
    out["best_accuracy"] = numbersJson(run.bestAccuracy);
    out["seconds"] = numberJson(run.seconds);
    out["bytes_up"] = run.bytesUp;
    out["bytes_down"] = run.bytesDown;
    out["weights_sha256"] = run.weightsSha256;
    out["error"] = run.error;
    out["tags"] = run.tags;
    out["note"] = run.note;
    out["group"] = run.group;
    out["parent"] = run.parent == 0 ? Json(nullptr) : Json(run.parent);
    out["parent_round"] = run.parent == 0 ? Json(nullptr) : Json(run.parentRound);
    out["starred"] = run.starred;
    out["exit_macs"] = numbersJson(run.exitMacs);
    return out;
}

}  // namespace exitlab::cli

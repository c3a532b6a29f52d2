// SPDX-License-Identifier: GPL-3.0-or-later
// Runs made by hand for the comparison of runs.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "core/analysis/run_record.h"
#include "core/config/parameter_spec.h"

namespace exitlab::testing {

/// Records that stay where they are.
class Bench {
  public:
    struct Given {
        std::string method = "fedper", data = "glyphs";
        std::uint64_t seed = 1;
        double lr = 0.1, accuracy = 0.5;
        RunStatus status = RunStatus::Finished;
        std::string partition = "dirichlet";
    };

    RunRecord& add(const Given& given) {
        RunRecord& record = records_.emplace_back();
        RunSummary& run = record.run;
        run.id = static_cast<std::int64_t>(records_.size());
        run.name = "Run " + std::to_string(run.id);
        run.method = given.method;
        run.dataset = given.data;
        run.seed = given.seed;
        run.status = given.status;
        run.rounds = run.completed = 10;
        run.exits = 2;
        run.accuracy = {given.accuracy - 0.1, given.accuracy + 0.1};
        run.bestAccuracy = {given.accuracy, given.accuracy + 0.2};
        run.seconds = 10.0 * static_cast<double>(run.id);
        run.bytesUp = 1'000'000 * run.id;
        run.bytesDown = 2'000'000 * run.id;
        run.exitMacs = {1e6, 4e6};
        run.created = "2026-11-0" + std::to_string(run.id % 9 + 1) + "T10:00:00Z";
        run.experiment = experiment(given, run.name);
        record.settings = parser_.used(parser_.parse(run.experiment));
        record.testPerTrain = 0.25;
        return record;
    }
    std::vector<const RunRecord*> all() const {
        std::vector<const RunRecord*> list;
        for (const RunRecord& record : records_) list.push_back(&record);
        return list;
    }
    SettingsParser& parser() { return parser_; }

    static std::string experiment(const Given& given, const std::string& name) {
        Json json = Json::object();
        json["schema"] = "exitlab-experiment-1";
        json["name"] = name;
        json["seed"] = given.seed;
        json["data"] = {{"dataset", given.data},
                        {"partition", {{"kind", given.partition}, {"alpha", 0.3}, {"classes_per_client", 2}}}};
        json["algorithm"] = {{"id", given.method}};
        json["training"] = {{"lr", given.lr}, {"rounds", 10}};
        json["run"] = {{"workers", static_cast<int>(given.seed)}};
        return json.dump(2);
    }

  private:
    std::deque<RunRecord> records_;
    SettingsParser parser_;
};

}  // namespace exitlab::testing

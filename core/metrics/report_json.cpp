// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/report_json.h"

#include <array>
#include <cmath>

namespace exitlab {

namespace {

using Json = nlohmann::ordered_json;

/// In the order of ReportBody; part of the output format and of databases.
constexpr std::array<const char*, std::variant_size_v<ReportBody>> kNames = {
    "run_started",      "evaluated",      "records_taken",    "loss_measured",      "conflict_measured",
    "method_series",    "method_matrix",  "method_histogram", "method_scatter",     "method_image_grid",
    "traffic_measured", "round_finished", "message",          "checkpoint_written", "run_finished"};

Json rows(const Table& table) {
    Json out = Json::array();
    for (int r = 0; r < table.rows; ++r) {
        Json row = Json::array();
        for (int c = 0; c < table.cols; ++c) row.push_back(numberJson(table.at(r, c)));
        out.push_back(std::move(row));
    }
    return out;
}

/// {"name": value, ...} from parallel lists.
template <class Values, class Convert>
Json named(const std::vector<std::string>& names, const Values& values, Convert convert) {
    Json out = Json::object();
    for (std::size_t i = 0; i < names.size() && i < values.size(); ++i) out[names[i]] = convert(values[i]);
    return out;
}

const char* levelName(Message::Level level) {
    switch (level) {
        case Message::Level::Info:
            return "info";
        case Message::Level::Warning:
            return "warning";
        case Message::Level::Error:
            return "error";
    }
    return "info";
}

const char* colourName(ColourMeaning colour) {
    switch (colour) {
        case ColourMeaning::Diverging:
            return "diverging";
        case ColourMeaning::Magnitude:
            return "magnitude";
        case ColourMeaning::State:
            return "state";
    }
    return "magnitude";
}

void fill(Json& out, const RunStarted& r) {
    out["name"] = r.name;
    out["method"] = r.method;
    const Json experiment = Json::parse(r.experiment, nullptr, false);
    out["experiment"] = experiment.is_discarded() ? Json(r.experiment) : experiment;
    out["first_round"] = r.firstRound;
    out["rounds"] = r.rounds;
    out["clients"] = r.clients;
    out["exits"] = r.exits;
    out["classes"] = r.classes;
    out["workers"] = r.workers;
    out["class_names"] = r.classNames;
    out["train_samples"] = r.trainSamples;
    out["validation_samples"] = r.validationSamples;
    out["test_samples"] = r.testSamples;
    out["labels"] = rows(r.labels);
    out["exit_macs"] = numbersJson(r.exitMacs);
    out["exit_parameters"] = r.exitParameters;
    out["stages"] = r.stages;
    out["devices"] = Json::array();
    for (const ClientDevice& device : r.devices)
        out["devices"].push_back({{"tier", device.tier},
                                  {"macs_per_second", numberJson(device.macsPerSecond)},
                                  {"bytes_per_second", numberJson(device.bytesPerSecond)}});
}

void fill(Json& out, const Evaluated& r) {
    out["round"] = r.round;
    out["accuracy"] = rows(r.accuracy);
    out["loss"] = rows(r.loss);
    out["samples"] = r.samples;
    out["calibration"] = numbersJson(r.calibration);
}

void fill(Json& out, const RecordsTaken& r) {
    out["round"] = r.round;
    out["test_samples"] = r.test ? r.test->size() : 0;
    out["validation_samples"] = r.validation ? r.validation->size() : 0;
    out["exits"] = r.test ? r.test->exits : r.validation ? r.validation->exits : 0;
}

void fill(Json& out, const LossMeasured& r) {
    out["round"] = r.round;
    out["learning_rate"] = numberJson(r.learningRate);
    out["terms"] = named(r.terms, r.values, numberJson);
    out["total"] = numberJson(r.total);
}

void fill(Json& out, const ConflictMeasured& r) {
    out["round"] = r.round;
    out["cohort"] = r.cohort;
    out["exit_cosine"] = named(r.stages, r.exitCosine, rows);
    out["negative_share"] = numberJson(r.negativeShare);
    out["client_similarity"] = rows(r.clientSimilarity);
    out["divergence"] = numbersJson(r.divergence);
    out["agreement"] = numbersJson(r.agreement);
}

void fill(Json& out, const MethodSeries& r) {
    out["round"] = r.round;
    out["id"] = r.id;
    out["title"] = r.title;
    out["axis"] = r.axis;
    out["labels"] = r.labels;
    out["values"] = numbersJson(r.values);
}

void fill(Json& out, const MethodMatrix& r) {
    out["round"] = r.round;
    out["id"] = r.id;
    out["title"] = r.title;
    out["row_axis"] = r.rowAxis;
    out["col_axis"] = r.colAxis;
    out["rows"] = r.rows;
    out["cols"] = r.cols;
    out["values"] = rows(r.values);
    out["colour"] = colourName(r.colour);
}

void fill(Json& out, const MethodHistogram& r) {
    out["round"] = r.round;
    out["id"] = r.id;
    out["title"] = r.title;
    out["axis"] = r.axis;
    out["value_axis"] = r.valueAxis;
    out["bins"] = r.bins;
    out["groups"] = r.groups;
    out["counts"] = rows(r.counts);
}

void fill(Json& out, const MethodScatter& r) {
    out["round"] = r.round;
    out["id"] = r.id;
    out["title"] = r.title;
    out["x_axis"] = r.xAxis;
    out["y_axis"] = r.yAxis;
    out["value_axis"] = r.valueAxis;
    out["groups"] = r.groups;
    out["x"] = numbersJson(r.x);
    out["y"] = numbersJson(r.y);
    out["group"] = r.group;
    out["value"] = numbersJson(r.value);
}

void fill(Json& out, const MethodImageGrid& r) {
    out["round"] = r.round;
    out["id"] = r.id;
    out["title"] = r.title;
    out["rows"] = r.rows;
    out["cols"] = r.cols;
    out["channels"] = r.channels;
    out["height"] = r.height;
    out["width"] = r.width;
    out["tiles"] = r.tiles();
    out["labels"] = r.labels;
}

void fill(Json& out, const TrafficMeasured& r) {
    out["round"] = r.round;
    const auto same = [](std::int64_t bytes) { return Json(bytes); };
    out["up"] = named(r.groups, r.up, same);
    out["down"] = named(r.groups, r.down, same);
}

void fill(Json& out, const RoundFinished& r) {
    out["round"] = r.round;
    out["cohort"] = r.cohort;
    out["failed"] = r.failed;
    out["seconds"] = numberJson(r.seconds);
    out["samples"] = r.samples;
    out["phases"] = named(r.phases, r.phaseSeconds, numberJson);
    out["costs"] = Json::array();
    for (const ClientCost& cost : r.costs)
        out["costs"].push_back({{"client", cost.client},
                                {"bytes_up", cost.bytesUp},
                                {"bytes_down", cost.bytesDown},
                                {"seconds", numberJson(cost.seconds)}});
}

void fill(Json& out, const Message& r) {
    out["round"] = r.round;
    out["level"] = levelName(r.level);
    out["text"] = r.text;
}

void fill(Json& out, const CheckpointWritten& r) {
    out["round"] = r.round;
    out["file"] = r.file;
    out["bytes"] = r.bytes;
}

void fill(Json& out, const RunFinished& r) {
    out["status"] = toString(r.status);
    out["round"] = r.round;
    out["accuracy"] = numbersJson(r.accuracy);
    out["seconds"] = numberJson(r.seconds);
    out["bytes_up"] = r.bytesUp;
    out["bytes_down"] = r.bytesDown;
    out["weights_sha256"] = r.weightsSha256;
    out["error"] = r.error;
    out["diverged"] = r.diverged;
}

}  // namespace

Json numberJson(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json numbersJson(const std::vector<double>& values) {
    Json out = Json::array();
    for (const double value : values) out.push_back(numberJson(value));
    return out;
}

const char* reportName(const ReportBody& report) { return kNames.at(report.index()); }

Json toJson(const ReportBody& report, std::int64_t run) {
    Json out = Json::object();
    out["report"] = reportName(report);
    out["run"] = run;
    std::visit([&out](const auto& body) { fill(out, body); }, report);
    return out;
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "core/metrics/report_json.h"
#include "core/store/report_rows.h"

namespace exitlab {

namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

template <class T>
std::string listOf(const std::vector<T>& values) {
    return dump(Json(values));
}

void checkTable(const char* what, const Table& table) {
    if (table.rows < 0 || table.cols < 0 ||
        table.values.size() != static_cast<std::size_t>(table.rows) * static_cast<std::size_t>(table.cols))
        throw Error(Error::Kind::Usage, std::string(what) + ": " + std::to_string(table.values.size()) +
                                            " values for " + std::to_string(table.rows) + " x " +
                                            std::to_string(table.cols));
}

/// Refuses a result that contradicts itself.
template <class Result>
void checkResult(const Result& result) {
    if (const std::string what = flaw(result); !what.empty())
        throw Error(Error::Kind::Usage, "result \"" + result.id + "\": " + what);
}

std::string doubles(const std::vector<double>& values) {
    std::string bytes(values.size() * 8, '\0');
    for (std::size_t i = 0; i < values.size(); ++i) {
        auto bits = std::bit_cast<std::uint64_t>(values[i]);
        for (std::size_t b = 0; b < 8; ++b, bits >>= 8) bytes[i * 8 + b] = static_cast<char>(bits & 0xff);
    }
    return bytes;
}

const char* name(ColourMeaning colour) {
    switch (colour) {
        case ColourMeaning::Diverging:
            return "diverging";
        case ColourMeaning::State:
            return "state";
        case ColourMeaning::Magnitude:
            break;
    }
    return "magnitude";
}

const char* name(Message::Level level) {
    switch (level) {
        case Message::Level::Warning:
            return "warning";
        case Message::Level::Error:
            return "error";
        case Message::Level::Info:
            break;
    }
    return "info";
}

/// Writes one report; its members share the key.
class RowWriter {
  public:
    RowWriter(Connection& connection, std::int64_t run, std::int64_t seq, int round)
        : connection_(connection), run_(run), seq_(seq), round_(round) {}

    void operator()(const RunStarted& r) {
        // The text of the experiment is stored once per experiment, not once per run.
        const bool known = connection_.integer(0,
                                               "SELECT e.configuration = ? FROM run r JOIN experiment e "
                                               "ON e.id = r.experiment WHERE r.id = ?",
                                               r.experiment, run_) == 1;
        const auto insert = [&](const auto& configuration) {
            connection_.execute(
                "INSERT INTO run_start VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", run_, seq_,
                round_, r.firstRound, r.name, r.method, configuration, r.rounds, r.clients, r.exits, r.classes,
                r.workers, listOf(r.classNames), listOf(r.trainSamples), listOf(r.validationSamples),
                listOf(r.testSamples), listText(r.exitMacs), listOf(r.exitParameters), listOf(r.stages));
        };
        if (known)
            insert(Null{});
        else
            insert(r.experiment);
        MethodMatrix labels;
        labels.rowAxis = "client";
        labels.colAxis = "class";
        labels.values = r.labels;
        matrix("labels", labels);
        for (std::size_t client = 0; client < r.devices.size(); ++client)
            connection_.execute("INSERT INTO client_device VALUES (?, ?, ?, ?, ?, ?, ?)", run_, seq_, client, round_,
                                r.devices[client].tier, r.devices[client].macsPerSecond,
                                r.devices[client].bytesPerSecond);
    }

    void operator()(const Evaluated& r) {
        checkTable("accuracy", r.accuracy);
        checkTable("loss", r.loss);
        connection_.execute("INSERT INTO evaluation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", run_, seq_, round_,
                            r.accuracy.rows, r.accuracy.cols, r.loss.rows, r.loss.cols, r.samples.size(),
                            r.calibration.size());
        metrics(Metric::Accuracy, r.accuracy);
        metrics(Metric::Loss, r.loss);
        for (std::size_t client = 0; client < r.samples.size(); ++client) {
            const auto value = static_cast<double>(r.samples[client]);
            if (static_cast<std::int64_t>(value) != r.samples[client])
                throw Error(Error::Kind::Usage,
                            "samples: " + std::to_string(r.samples[client]) + " is no sample count");
            metric(Metric::Samples, static_cast<int>(client), -1, value);
        }
        perExit(Metric::Calibration, r.calibration);
    }

    void operator()(const RecordsTaken& r) {
        for (const auto& [part, records] :
             {std::pair{"test", r.test.get()}, std::pair{"validation", r.validation.get()}}) {
            if (!records) continue;
            const std::string data = encodeRecords(*records);
            connection_.execute("INSERT INTO exit_record VALUES (?, ?, ?, ?, ?, ?, ?)", run_, seq_, part, round_,
                                records->size(), records->exits, BlobRef{data});
        }
    }

    void operator()(const LossMeasured& r) {
        connection_.execute("INSERT INTO loss VALUES (?, ?, ?, ?, ?, ?, ?)", run_, seq_, round_, r.learningRate,
                            r.total, r.terms.size(), r.values.size());
        pairs("INSERT INTO loss_term VALUES (?, ?, ?, ?, ?, ?)", r.terms, r.values);
    }

    void operator()(const ConflictMeasured& r) {
        connection_.execute("INSERT INTO conflict VALUES (?, ?, ?, ?, ?, ?, ?, ?)", run_, seq_, round_,
                            listOf(r.cohort), listOf(r.stages), r.negativeShare, r.divergence.size(),
                            r.agreement.size());
        for (std::size_t i = 0; i < r.exitCosine.size(); ++i) {
            MethodMatrix cosine;
            cosine.id = i < r.stages.size() ? r.stages[i] : "";
            cosine.rowAxis = cosine.colAxis = "exit";
            cosine.values = r.exitCosine[i];
            cosine.colour = ColourMeaning::Diverging;
            matrix("exit_cosine", cosine);
        }
        MethodMatrix similarity;
        similarity.rowAxis = similarity.colAxis = "client";
        similarity.rows = similarity.cols = r.cohort;
        similarity.values = r.clientSimilarity;
        similarity.colour = ColourMeaning::Diverging;
        matrix("client_similarity", similarity);
        perExit(Metric::Divergence, r.divergence);
        perExit(Metric::Agreement, r.agreement);
    }

    void operator()(const MethodSeries& r) {
        connection_.execute("INSERT INTO series VALUES (?, ?, ?, ?, ?, ?, ?, ?)", run_, seq_, round_, r.id, r.title,
                            r.axis, r.labels.size(), r.values.size());
        pairs("INSERT INTO series_value VALUES (?, ?, ?, ?, ?, ?)", r.labels, r.values);
    }

    void operator()(const MethodMatrix& r) { matrix("method", r); }

    void operator()(const MethodHistogram& r) {
        checkResult(r);
        const std::string data = doubles(r.counts.values);
        connection_.execute("INSERT INTO histogram VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", run_, seq_, round_, r.id,
                            r.title, r.axis, r.valueAxis, listOf(r.bins), listOf(r.groups), BlobRef{data});
    }

    void operator()(const MethodScatter& r) {
        checkResult(r);
        const std::string x = doubles(r.x), y = doubles(r.y), value = doubles(r.value);
        const auto insert = [&](const auto& values) {
            connection_.execute("INSERT INTO scatter VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", run_, seq_,
                                round_, r.id, r.title, r.xAxis, r.yAxis, r.valueAxis, listOf(r.groups), r.x.size(),
                                BlobRef{x}, BlobRef{y}, listOf(r.group), values);
        };
        if (r.value.empty())
            insert(Null{});
        else
            insert(BlobRef{value});
    }

    void operator()(const MethodImageGrid& r) {
        checkResult(r);
        const std::string pixels(r.pixels.begin(), r.pixels.end());
        connection_.execute("INSERT INTO image_grid VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", run_, seq_, round_,
                            r.id, r.title, r.rows, r.cols, r.channels, r.height, r.width, listOf(r.labels),
                            BlobRef{pixels});
    }

    void operator()(const TrafficMeasured& r) {
        SQLite::Statement& insert = connection_.bound("INSERT INTO traffic VALUES (?, ?, ?, ?, ?, ?, ?)", run_, seq_);
        const std::size_t n = std::max({r.groups.size(), r.up.size(), r.down.size()});
        for (std::size_t i = 0; i < n; ++i) {
            insert.bind(3, static_cast<std::int64_t>(i));
            insert.bind(4, round_);
            i < r.groups.size() ? insert.bind(5, r.groups[i]) : insert.bind(5);
            i < r.up.size() ? insert.bind(6, r.up[i]) : insert.bind(6);
            i < r.down.size() ? insert.bind(7, r.down[i]) : insert.bind(7);
            insert.exec();
            insert.reset();
        }
    }

    void operator()(const RoundFinished& r) {
        connection_.execute("INSERT INTO round VALUES (?, ?, ?, ?, ?, ?, ?)", run_, seq_, round_, listOf(r.cohort),
                            listOf(r.failed), r.seconds, r.samples);
        SQLite::Statement& insert = connection_.bound("INSERT INTO phase VALUES (?, ?, ?, ?, ?, ?, ?)", run_, seq_);
        const std::size_t n = std::max(r.phases.size(), r.phaseSeconds.size());
        for (std::size_t i = 0; i < n; ++i) {
            const bool timed = i < r.phaseSeconds.size();
            insert.bind(3, static_cast<std::int64_t>(i));
            insert.bind(4, round_);
            i < r.phases.size() ? insert.bind(5, r.phases[i]) : insert.bind(5);
            timed ? insert.bind(6, r.phaseSeconds[i]) : insert.bind(6);
            insert.bind(7, timed ? 1 : 0);
            insert.exec();
            insert.reset();
        }
        for (std::size_t i = 0; i < r.costs.size(); ++i)
            connection_.execute("INSERT INTO client_cost VALUES (?, ?, ?, ?, ?, ?, ?, ?)", run_, seq_, i, round_,
                                r.costs[i].client, r.costs[i].bytesUp, r.costs[i].bytesDown, r.costs[i].seconds);
    }

    void operator()(const Message& r) {
        connection_.execute("INSERT INTO message VALUES (?, ?, ?, ?, ?)", run_, seq_, round_, name(r.level), r.text);
    }

    void operator()(const CheckpointWritten& r) {
        connection_.execute("INSERT INTO checkpoint_written VALUES (?, ?, ?, ?, ?)", run_, seq_, round_, r.file,
                            r.bytes);
    }

    void operator()(const RunFinished& r) {
        connection_.execute("INSERT INTO run_end VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", run_, seq_, round_,
                            toString(r.status), listText(r.accuracy), r.seconds, r.bytesUp, r.bytesDown,
                            r.weightsSha256, r.error, r.diverged);
    }

  private:
    void metric(Metric kind, int client, int exit, double value) {
        connection_.execute("INSERT INTO metric VALUES (?, ?, ?, ?, ?, ?, ?)", run_, round_, kind, client, exit, seq_,
                            value);
    }
    void metrics(Metric kind, const Table& table) {
        for (int client = 0; client < table.rows; ++client)
            for (int exit = 0; exit < table.cols; ++exit) metric(kind, client, exit, table.at(client, exit));
    }
    void perExit(Metric kind, const std::vector<double>& values) {
        for (std::size_t exit = 0; exit < values.size(); ++exit) metric(kind, -1, static_cast<int>(exit), values[exit]);
    }
    /// Columns run, seq, position, round, name, value.
    void pairs(const char* sql, const std::vector<std::string>& names, const std::vector<double>& values) {
        SQLite::Statement& insert = connection_.bound(sql, run_, seq_);
        for (std::size_t i = 0; i < std::max(names.size(), values.size()); ++i) {
            insert.bind(3, static_cast<std::int64_t>(i));
            insert.bind(4, round_);
            i < names.size() ? insert.bind(5, names[i]) : insert.bind(5);
            i < values.size() ? insert.bind(6, values[i]) : insert.bind(6);
            insert.exec();
            insert.reset();
        }
    }
    void matrix(const char* kind, const MethodMatrix& m) {
        checkTable(kind, m.values);
        const std::string data = doubles(m.values.values);
        connection_.execute("INSERT INTO matrix VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", run_, seq_,
                            part_++, round_, kind, m.id, m.title, m.rowAxis, m.colAxis, listOf(m.rows), listOf(m.cols),
                            m.values.rows, m.values.cols, name(m.colour), BlobRef{data});
    }

    Connection& connection_;
    std::int64_t run_;
    std::int64_t seq_;
    int round_;
    int part_ = 0;
};

}  // namespace

std::string listText(const std::vector<double>& values) {
    Json list = Json::array();
    for (const double value : values)
        list.push_back(std::isfinite(value) ? Json(value)
                       : std::isnan(value)  ? Json(nullptr)
                                            : Json(value > 0 ? "inf" : "-inf"));
    return list.dump();
}

int roundOf(const ReportBody& report) {
    return std::visit(
        [](const auto& body) {
            if constexpr (requires { body.firstRound; })
                return body.firstRound - 1;
            else
                return body.round;
        },
        report);
}

void writeReport(Connection& connection, std::int64_t run, std::int64_t seq, const ReportBody& report) {
    const int round = roundOf(report);
    connection.execute("INSERT INTO report VALUES (?, ?, ?, ?)", run, seq, round, reportName(report));
    std::visit(RowWriter(connection, run, seq, round), report);
}

}  // namespace exitlab

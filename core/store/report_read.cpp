// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/metrics/report_json.h"
#include "core/store/report_rows.h"

namespace exitlab {

namespace {

using Json = nlohmann::ordered_json;

// Far above any report; keeps a damaged count from asking for all memory.
constexpr std::int64_t kMaxLength = 100'000'000;

std::size_t length(const Rows& rows, int column) {
    const std::int64_t value = rows.integer(column);
    if (value < 0 || value > kMaxLength) throw damaged("a length of " + std::to_string(value));
    return static_cast<std::size_t>(value);
}

Table emptyTable(const Rows& rows, int column) {
    const std::size_t r = length(rows, column), c = length(rows, column + 1);
    if (c != 0 && r > static_cast<std::size_t>(kMaxLength) / c)
        throw damaged("a table of " + std::to_string(r) + " x " + std::to_string(c));
    return Table(static_cast<int>(r), static_cast<int>(c));
}

template <class T>
std::vector<T> listFrom(const std::string& text) {
    try {
        return Json::parse(text).get<std::vector<T>>();
    } catch (const Json::exception& error) {
        throw damaged(std::string("not a list: ") + error.what());
    }
}

std::vector<double> doubles(const SQLite::Column& column, std::size_t expected) {
    const auto* bytes = static_cast<const unsigned char*>(column.getBlob());
    const auto size = static_cast<std::size_t>(column.getBytes());
    if (size != expected * 8)
        throw damaged("numbers in " + std::to_string(size) + " bytes, expected " + std::to_string(expected * 8));
    std::vector<double> values(expected);
    for (std::size_t i = 0; i < expected; ++i) {
        std::uint64_t bits = 0;
        for (std::size_t b = 8; b-- > 0;) bits = bits << 8 | bytes[i * 8 + b];
        values[i] = std::bit_cast<double>(bits);
    }
    return values;
}

ColourMeaning colourFrom(const std::string& name) {
    if (name == "diverging") return ColourMeaning::Diverging;
    if (name == "magnitude") return ColourMeaning::Magnitude;
    if (name == "state") return ColourMeaning::State;
    throw damaged("colour \"" + name + "\"");
}

Message::Level levelFrom(const std::string& name) {
    if (name == "info") return Message::Level::Info;
    if (name == "warning") return Message::Level::Warning;
    if (name == "error") return Message::Level::Error;
    throw damaged("level \"" + name + "\"");
}

class RowReader {
  public:
    RowReader(Connection& connection, std::int64_t run, std::int64_t seq, int round)
        : connection_(connection), run_(run), seq_(seq), round_(round) {}

    RunStarted runStarted() {
        Rows row = one(
            "SELECT s.name, s.method, coalesce(s.configuration, e.configuration), s.first_round, s.rounds, s.clients, "
            "s.exits, s.classes, s.workers, s.class_names, s.train_samples, s.validation_samples, s.test_samples, "
            "s.exit_macs, s.exit_parameters, s.stages FROM run_start s JOIN run r ON r.id = s.run "
            "JOIN experiment e ON e.id = r.experiment WHERE s.run = ? AND s.seq = ?");
        RunStarted r;
        r.name = row.text(0);
        r.method = row.text(1);
        r.experiment = row.text(2);
        r.firstRound = row.number(3);
        r.rounds = row.number(4);
        r.clients = row.number(5);
        r.exits = row.number(6);
        r.classes = row.number(7);
        r.workers = row.number(8);
        r.classNames = listFrom<std::string>(row.text(9));
        r.trainSamples = listFrom<std::int64_t>(row.text(10));
        r.validationSamples = listFrom<std::int64_t>(row.text(11));
        r.testSamples = listFrom<std::int64_t>(row.text(12));
        r.exitMacs = realList(row.text(13));
        r.exitParameters = listFrom<std::int64_t>(row.text(14));
        r.stages = listFrom<std::string>(row.text(15));
        r.labels = onlyMatrix().values;
        Rows devices(
            connection_.bound("SELECT tier, macs_per_second, bytes_per_second FROM client_device WHERE run = ? AND "
                              "seq = ? ORDER BY client",
                              run_, seq_));
        while (devices.next()) r.devices.push_back({devices.number(0), devices.real(1), devices.real(2)});
        return r;
    }

    Evaluated evaluated() {
        Rows row =
            one("SELECT accuracy_rows, accuracy_cols, loss_rows, loss_cols, samples, calibration FROM evaluation "
                "WHERE run = ? AND seq = ?");
        Evaluated r;
        r.round = round_;
        r.accuracy = emptyTable(row, 0);
        r.loss = emptyTable(row, 2);
        metrics(Metric::Accuracy, r.accuracy.values);
        metrics(Metric::Loss, r.loss.values);
        std::vector<double> samples(length(row, 4));
        metrics(Metric::Samples, samples);
        for (const double value : samples) {
            if (!(value >= 0 && value < 9e15)) throw damaged("a sample count");
            r.samples.push_back(static_cast<std::int64_t>(value));
        }
        r.calibration.resize(length(row, 5));
        metrics(Metric::Calibration, r.calibration);
        return r;
    }

    RecordsTaken recordsTaken() {
        RecordsTaken r;
        r.round = round_;
        Rows rows(connection_.bound("SELECT part, data FROM exit_record WHERE run = ? AND seq = ?", run_, seq_));
        while (rows.next()) {
            auto records = std::make_shared<const ExitRecords>(decodeRecords(rows.text(1)));
            (rows.text(0) == "test" ? r.test : r.validation) = std::move(records);
        }
        return r;
    }

    LossMeasured lossMeasured() {
        Rows row = one("SELECT learning_rate, total, terms, term_values FROM loss WHERE run = ? AND seq = ?");
        LossMeasured r;
        r.round = round_;
        r.learningRate = row.real(0);
        r.total = row.real(1);
        pairs("SELECT name, value FROM loss_term WHERE run = ? AND seq = ? ORDER BY position", length(row, 2),
              length(row, 3), r.terms, r.values);
        return r;
    }

    ConflictMeasured conflictMeasured() {
        Rows row =
            one("SELECT cohort, stages, negative_share, divergence, agreement FROM conflict WHERE run = ? AND seq = ?");
        ConflictMeasured r;
        r.round = round_;
        r.cohort = listFrom<int>(row.text(0));
        r.stages = listFrom<std::string>(row.text(1));
        r.negativeShare = row.real(2);
        r.divergence.resize(length(row, 3));
        metrics(Metric::Divergence, r.divergence);
        r.agreement.resize(length(row, 4));
        metrics(Metric::Agreement, r.agreement);
        for (auto& [kind, matrix] : matrices()) {
            if (kind == "exit_cosine")
                r.exitCosine.push_back(std::move(matrix.values));
            else
                r.clientSimilarity = std::move(matrix.values);
        }
        return r;
    }

    MethodSeries methodSeries() {
        Rows row = one("SELECT id, title, axis, labels, label_values FROM series WHERE run = ? AND seq = ?");
        MethodSeries r;
        r.round = round_;
        r.id = row.text(0);
        r.title = row.text(1);
        r.axis = row.text(2);
        pairs("SELECT label, value FROM series_value WHERE run = ? AND seq = ? ORDER BY position", length(row, 3),
              length(row, 4), r.labels, r.values);
        return r;
    }

    MethodMatrix methodMatrix() { return onlyMatrix(); }

    MethodHistogram methodHistogram() {
        SQLite::Statement& statement = step(
            "SELECT id, title, axis, value_axis, bin_labels, group_labels, data FROM histogram WHERE run = ? AND "
            "seq = ?");
        const Rows row(statement);
        MethodHistogram r;
        r.round = round_;
        r.id = row.text(0);
        r.title = row.text(1);
        r.axis = row.text(2);
        r.valueAxis = row.text(3);
        r.bins = listFrom<std::string>(row.text(4));
        r.groups = listFrom<std::string>(row.text(5));
        r.counts.rows = static_cast<int>(r.groups.size());
        r.counts.cols = static_cast<int>(r.bins.size());
        r.counts.values = doubles(statement.getColumn(6), r.groups.size() * r.bins.size());
        return sound(std::move(r));
    }

    MethodScatter methodScatter() {
        SQLite::Statement& statement = step(
            "SELECT id, title, x_axis, y_axis, value_axis, group_labels, points, x, y, group_index, value FROM scatter "
            "WHERE run = ? AND seq = ?");
        const Rows row(statement);
        MethodScatter r;
        r.round = round_;
        r.id = row.text(0);
        r.title = row.text(1);
        r.xAxis = row.text(2);
        r.yAxis = row.text(3);
        r.valueAxis = row.text(4);
        r.groups = listFrom<std::string>(row.text(5));
        const std::size_t points = length(row, 6);
        r.x = doubles(statement.getColumn(7), points);
        r.y = doubles(statement.getColumn(8), points);
        r.group = listFrom<int>(row.text(9));
        if (!row.isNull(10)) r.value = doubles(statement.getColumn(10), points);
        return sound(std::move(r));
    }

    MethodImageGrid methodImageGrid() {
        const Rows row =
            one("SELECT id, title, row_count, col_count, channels, height, width, labels, pixels FROM image_grid WHERE "
                "run = ? AND seq = ?");
        MethodImageGrid r;
        r.round = round_;
        r.id = row.text(0);
        r.title = row.text(1);
        r.rows = row.number(2);
        r.cols = row.number(3);
        r.channels = row.number(4);
        r.height = row.number(5);
        r.width = row.number(6);
        r.labels = listFrom<std::string>(row.text(7));
        const std::string pixels = row.text(8);
        r.pixels.assign(pixels.begin(), pixels.end());
        return sound(std::move(r));
    }

    TrafficMeasured trafficMeasured() {
        TrafficMeasured r;
        r.round = round_;
        Rows rows(connection_.bound(
            "SELECT payload, bytes_up, bytes_down FROM traffic WHERE run = ? AND seq = ? ORDER BY position", run_,
            seq_));
        while (rows.next()) {
            if (!rows.isNull(0)) r.groups.push_back(rows.text(0));
            if (!rows.isNull(1)) r.up.push_back(rows.integer(1));
            if (!rows.isNull(2)) r.down.push_back(rows.integer(2));
        }
        return r;
    }

    RoundFinished roundFinished() {
        Rows row = one("SELECT cohort, failed, seconds, samples FROM round WHERE run = ? AND seq = ?");
        RoundFinished r;
        r.round = round_;
        r.cohort = listFrom<int>(row.text(0));
        r.failed = listFrom<int>(row.text(1));
        r.seconds = row.real(2);
        r.samples = row.integer(3);
        Rows phases(connection_.bound(
            "SELECT name, seconds, timed FROM phase WHERE run = ? AND seq = ? ORDER BY position", run_, seq_));
        while (phases.next()) {
            if (!phases.isNull(0)) r.phases.push_back(phases.text(0));
            if (phases.integer(2) != 0) r.phaseSeconds.push_back(phases.real(1));
        }
        Rows costs(
            connection_.bound("SELECT client, bytes_up, bytes_down, seconds FROM client_cost WHERE run = ? AND seq = ? "
                              "ORDER BY position",
                              run_, seq_));
        while (costs.next()) r.costs.push_back({costs.number(0), costs.integer(1), costs.integer(2), costs.real(3)});
        return r;
    }

    Message message() {
        Rows row = one("SELECT level, text FROM message WHERE run = ? AND seq = ?");
        return {round_, levelFrom(row.text(0)), row.text(1)};
    }

    CheckpointWritten checkpointWritten() {
        Rows row = one("SELECT file, bytes FROM checkpoint_written WHERE run = ? AND seq = ?");
        return {round_, row.text(0), row.integer(1)};
    }

    RunFinished runFinished() {
        Rows row =
            one("SELECT status, accuracy, seconds, bytes_up, bytes_down, weights_sha256, error, diverged FROM run_end "
                "WHERE run = ? AND seq = ?");
        RunFinished r;
        r.status = runStatusFrom(row.text(0));
        r.round = round_;
        r.accuracy = realList(row.text(1));
        r.seconds = row.real(2);
        r.bytesUp = row.integer(3);
        r.bytesDown = row.integer(4);
        r.weightsSha256 = row.text(5);
        r.error = row.text(6);
        r.diverged = row.integer(7) != 0;
        return r;
    }

  private:
    /// At the one row of this report.
    SQLite::Statement& step(const char* sql) {
        SQLite::Statement& statement = connection_.bound(sql, run_, seq_);
        if (!statement.executeStep())
            throw damaged("report " + std::to_string(seq_) + " of run " + std::to_string(run_) + " has no content");
        return statement;
    }
    Rows one(const char* sql) { return Rows(step(sql)); }

    /// A result as it was written: without contradictions.
    template <class Result>
    Result sound(Result result) const {
        if (const std::string what = flaw(result); !what.empty())
            throw damaged("report " + std::to_string(seq_) + " of run " + std::to_string(run_) + ": " + what);
        return result;
    }

    /// Fills `values` in the order of (client, exit), which is that of the tables and of the primary key.
    void metrics(Metric kind, std::vector<double>& values) {
        Rows rows(
            connection_.bound("SELECT value FROM metric WHERE run = ? AND round = ? AND metric = ? AND seq = ? "
                              "ORDER BY client, exit",
                              run_, round_, kind, seq_));
        std::size_t found = 0;
        for (; rows.next(); ++found)
            if (found < values.size()) values[found] = rows.real(0);
        if (found != values.size())
            throw damaged("report " + std::to_string(seq_) + " of run " + std::to_string(run_) + " has " +
                          std::to_string(found) + " values of metric " + std::to_string(static_cast<int>(kind)) +
                          ", expected " + std::to_string(values.size()));
    }

    void pairs(const char* sql, std::size_t nameCount, std::size_t valueCount, std::vector<std::string>& names,
               std::vector<double>& values) {
        Rows rows(connection_.bound(sql, run_, seq_));
        for (std::size_t i = 0; rows.next(); ++i) {
            if (i < nameCount) names.push_back(rows.text(0));
            if (i < valueCount) values.push_back(rows.real(1));
        }
        if (names.size() != nameCount || values.size() != valueCount)
            throw damaged("report " + std::to_string(seq_) + " of run " + std::to_string(run_) + " lacks rows");
    }

    std::vector<std::pair<std::string, MethodMatrix>> matrices() {
        SQLite::Statement& statement = connection_.bound(
            "SELECT kind, name, title, row_axis, col_axis, row_ids, col_ids, row_count, col_count, colour, data "
            "FROM matrix WHERE run = ? AND seq = ? ORDER BY part",
            run_, seq_);
        Rows rows(statement);
        std::vector<std::pair<std::string, MethodMatrix>> found;
        while (rows.next()) {
            MethodMatrix m;
            m.round = round_;
            m.id = rows.text(1);
            m.title = rows.text(2);
            m.rowAxis = rows.text(3);
            m.colAxis = rows.text(4);
            m.rows = listFrom<int>(rows.text(5));
            m.cols = listFrom<int>(rows.text(6));
            m.values = emptyTable(rows, 7);
            m.colour = colourFrom(rows.text(9));
            m.values.values = doubles(statement.getColumn(10), m.values.values.size());
            found.emplace_back(rows.text(0), std::move(m));
        }
        return found;
    }

    MethodMatrix onlyMatrix() {
        auto found = matrices();
        if (found.size() != 1)
            throw damaged("report " + std::to_string(seq_) + " of run " + std::to_string(run_) + " has " +
                          std::to_string(found.size()) + " matrices, expected 1");
        return std::move(found.front().second);
    }

    Connection& connection_;
    std::int64_t run_;
    std::int64_t seq_;
    int round_;
};

template <class T>
ReportPtr make(T body) {
    return makeReport(std::move(body));
}

}  // namespace

namespace {

/// "[0.5,0.25]" without a parser's tree: a listing of ten thousand runs holds thirty thousand such lists. False if it
/// is anything else, a list with null or "inf" included.
bool plainList(const std::string& text, std::vector<double>& values) {
    if (text.size() < 2 || text.front() != '[' || text.back() != ']') return false;
    const char* at = text.data() + 1;
    const char* const end = text.data() + text.size() - 1;
    while (at < end) {
        double value = 0;
        const auto [after, failed] = std::from_chars(at, end, value);
        if (failed != std::errc() || !std::isfinite(value) || (after != end && *after != ',')) return false;
        values.push_back(value);
        at = after == end ? end : after + 1;
        if (after != end && at == end) return false;
    }
    return true;
}

}  // namespace

std::vector<double> realList(const std::string& text) {
    std::vector<double> values;
    if (plainList(text, values)) return values;
    values.clear();
    try {
        for (const Json& value : Json::parse(text)) {
            if (value.is_number())
                values.push_back(value.get<double>());
            else if (value.is_null())
                values.push_back(std::numeric_limits<double>::quiet_NaN());
            else
                values.push_back(value.get<std::string>() == "inf" ? std::numeric_limits<double>::infinity()
                                                                   : -std::numeric_limits<double>::infinity());
        }
    } catch (const Json::exception& error) {
        throw damaged(std::string("not a list: ") + error.what());
    }
    return values;
}

ReportPtr readReport(Connection& connection, std::int64_t run, std::int64_t seq, int round, const std::string& kind) {
    RowReader reader(connection, run, seq, round);
    // By the names of core/metrics/report_json.h.
    if (kind == "run_started") return make(reader.runStarted());
    if (kind == "evaluated") return make(reader.evaluated());
    if (kind == "records_taken") return make(reader.recordsTaken());
    if (kind == "loss_measured") return make(reader.lossMeasured());
    if (kind == "conflict_measured") return make(reader.conflictMeasured());
    if (kind == "method_series") return make(reader.methodSeries());
    if (kind == "method_matrix") return make(reader.methodMatrix());
    if (kind == "method_histogram") return make(reader.methodHistogram());
    if (kind == "method_scatter") return make(reader.methodScatter());
    if (kind == "method_image_grid") return make(reader.methodImageGrid());
    if (kind == "traffic_measured") return make(reader.trafficMeasured());
    if (kind == "round_finished") return make(reader.roundFinished());
    if (kind == "message") return make(reader.message());
    if (kind == "checkpoint_written") return make(reader.checkpointWritten());
    if (kind == "run_finished") return make(reader.runFinished());
    throw damaged("report of unknown kind \"" + kind + "\"");
}

}  // namespace exitlab

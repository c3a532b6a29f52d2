// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/run_fields.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/error.h"
#include "core/config/experiment.h"
#include "core/config/suggest.h"

namespace exitlab {

namespace {

using Kind = RunField::Kind;

FieldValue number(double value) { return std::isnan(value) ? FieldValue() : FieldValue(value); }
FieldValue count(int value) { return value > 0 ? FieldValue(static_cast<double>(value)) : FieldValue(); }

struct Known {
    RunField field;
    FieldValue (*read)(const RunSummary&);
};

const std::vector<Known>& known() {
    static const std::vector<Known> fields = {
        {{"run", "run", Kind::Number, "Number of the run in this database"},
         [](const RunSummary& r) -> FieldValue { return static_cast<double>(r.id); }},
        {{"status", "status", Kind::Text, "queued, running, paused, finished, stopped, interrupted or failed"},
         [](const RunSummary& r) -> FieldValue { return std::string_view(toString(r.status)); }},
        {{"name", "name", Kind::Text, "Name of the experiment"},
         [](const RunSummary& r) -> FieldValue { return std::string_view(r.name); }},
        {{"method", "method", Kind::Text, "Federated learning method"},
         [](const RunSummary& r) -> FieldValue { return std::string_view(r.method); }},
        {{"data", "data", Kind::Text, "Data set"},
         [](const RunSummary& r) -> FieldValue { return std::string_view(r.dataset); }},
        {{"seed", "seed", Kind::Number, "Seed of every random draw"},
         [](const RunSummary& r) -> FieldValue { return static_cast<double>(r.seed); }},
        {{"completed", "completed", Kind::Number, "Rounds finished"},
         [](const RunSummary& r) -> FieldValue { return static_cast<double>(r.completed); }},
        {{"rounds", "rounds", Kind::Number, "Rounds asked for"},
         [](const RunSummary& r) -> FieldValue { return static_cast<double>(r.rounds); }},
        {{"clients", "clients", Kind::Number, "Clients"}, [](const RunSummary& r) { return count(r.clients); }},
        {{"exits", "exits", Kind::Number, "Exits of the network"}, [](const RunSummary& r) { return count(r.exits); }},
        {{"mean", "mean", Kind::Number, "Accuracy 0..1 (or 0%..100%): mean over exits at the last evaluation"},
         [](const RunSummary& r) { return number(meanOverExits(r.accuracy)); }},
        {{"last", "last exit", Kind::Number, "Accuracy of the deepest exit at the last evaluation"},
         [](const RunSummary& r) { return r.accuracy.empty() ? FieldValue() : number(r.accuracy.back()); }},
        {{"best_mean", "best mean", Kind::Number, "Mean over exits of each exit's best accuracy over the rounds"},
         [](const RunSummary& r) { return number(meanOverExits(r.bestAccuracy)); }},
        {{"best", "best last exit", Kind::Number, "Best accuracy of the deepest exit over the rounds"},
         [](const RunSummary& r) { return r.bestAccuracy.empty() ? FieldValue() : number(r.bestAccuracy.back()); }},
        {{"macs", "MACs", Kind::Number, "Multiply-accumulates of the whole network for one sample"},
         [](const RunSummary& r) { return r.exitMacs.empty() ? FieldValue() : number(r.exitMacs.back()); }},
        {{"traffic", "traffic", Kind::Number, "Bytes up and down, all clients and rounds"},
         [](const RunSummary& r) -> FieldValue { return static_cast<double>(r.bytesUp + r.bytesDown); }},
        {{"up", "up", Kind::Number, "Bytes from the clients to the server"},
         [](const RunSummary& r) -> FieldValue { return static_cast<double>(r.bytesUp); }},
        {{"down", "down", Kind::Number, "Bytes from the server to the clients"},
         [](const RunSummary& r) -> FieldValue { return static_cast<double>(r.bytesDown); }},
        {{"seconds", "time", Kind::Number, "Wall time in seconds"},
         [](const RunSummary& r) -> FieldValue { return r.seconds; }},
        {{"created", "created", Kind::Text, "When the run was made: ISO 8601, UTC"},
         [](const RunSummary& r) -> FieldValue { return std::string_view(r.created); }},
        {{"tags", "tags", Kind::Tags, "Tags; a condition holds if it holds for any of them"},
         [](const RunSummary& r) -> FieldValue { return std::string_view(r.tags); }},
        {{"star", "star", Kind::Flag, "Whether the run is starred"},
         [](const RunSummary& r) -> FieldValue { return r.starred; }},
        {{"note", "note", Kind::Text, "Note"},
         [](const RunSummary& r) -> FieldValue { return std::string_view(r.note); }},
        {{"group", "group", Kind::Text, "Race or sweep that the run belongs to"},
         [](const RunSummary& r) -> FieldValue { return std::string_view(r.group); }},
        {{"parent", "parent", Kind::Number, "Run that this one branched from"},
         [](const RunSummary& r) { return r.parent > 0 ? FieldValue(static_cast<double>(r.parent)) : FieldValue(); }},
        {{"diverged", "diverged", Kind::Flag, "Whether a loss or weight became infinite or not a number"},
         [](const RunSummary& r) -> FieldValue { return r.diverged; }},
        {{"error", "error", Kind::Text, "Why the run failed"},
         [](const RunSummary& r) -> FieldValue { return std::string_view(r.error); }},
    };
    return fields;
}

const std::vector<std::pair<std::string, std::string>>& otherNames() {
    static const std::vector<std::pair<std::string, std::string>> names = {
        {"id", "run"},        {"no", "run"},       {"number", "run"},   {"state", "status"},    {"dataset", "data"},
        {"tag", "tags"},      {"starred", "star"}, {"time", "seconds"}, {"started", "created"}, {"accuracy", "mean"},
        {"bytes", "traffic"}, {"race", "group"},   {"sweep", "group"},  {"round", "completed"}};
    return names;
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

/// "exit2" -> 2; 0 if it is none.
int exitOf(const std::string& name, const std::string& prefix) {
    if (name.size() <= prefix.size() || name.compare(0, prefix.size(), prefix) != 0) return 0;
    int exit = 0;
    const char* end = name.data() + name.size();
    const auto [at, failed] = std::from_chars(name.data() + prefix.size(), end, exit);
    return failed == std::errc() && at == end && exit > 0 && exit < 1000 ? exit : 0;
}

FieldValue settingOf(const RunRow& row, const std::string& key) {
    const SettingValue* found = row.settings ? row.settings->find(key) : nullptr;
    if (!found) return {};
    struct As {
        FieldValue operator()(bool on) const { return on; }
        FieldValue operator()(std::int64_t whole) const { return static_cast<double>(whole); }
        FieldValue operator()(double real) const { return number(real); }
        FieldValue operator()(const std::string& text) const { return std::string_view(text); }
    };
    return std::visit(As{}, *found);
}

/// A value as the order compares it: numbers before words.
struct Place {
    int rank = 2;  ///< 0 number, 1 text, 2 nothing
    double value = 0;
    std::string text;
};

Place placeOf(const FieldValue& value) {
    struct As {
        Place operator()(std::monostate) const { return {}; }
        Place operator()(bool on) const { return {0, on ? 1.0 : 0.0, {}}; }
        Place operator()(double real) const { return {0, real, {}}; }
        Place operator()(std::string_view text) const { return text.empty() ? Place{} : Place{1, 0, lower(text)}; }
    };
    return std::visit(As{}, value);
}

}  // namespace

double meanOverExits(const std::vector<double>& accuracy) {
    if (accuracy.empty()) return std::numeric_limits<double>::quiet_NaN();
    return std::accumulate(accuracy.begin(), accuracy.end(), 0.0) / static_cast<double>(accuracy.size());
}

const std::vector<RunField>& runFields() {
    static const std::vector<RunField> fields = [] {
        std::vector<RunField> list;
        for (const Known& one : known()) list.push_back(one.field);
        return list;
    }();
    return fields;
}

const std::vector<std::string>& commonSettings() {
    static const std::vector<std::string> keys = [] {
        std::vector<std::string> list;
        for (const ParameterSection& section : experimentSchema(nullptr, {}))
            for (const ParameterSpec& spec : section.parameters)
                if (spec.key.find('.') != std::string::npos) list.push_back(spec.key);
        return list;
    }();
    return keys;
}

std::string fieldKey(const std::string& name) {
    const std::string wanted = lower(name);
    for (const Known& one : known())
        if (one.field.key == wanted) return wanted;
    for (const auto& [other, key] : otherNames())
        if (other == wanted) return key;
    return exitOf(wanted, "exit") > 0 || exitOf(wanted, "best") > 0 ? wanted : std::string();
}

FieldReader::FieldReader(const std::string& name) : key_(fieldKey(name)) {
    if (key_.empty()) {
        key_ = name;
        return;
    }
    for (const Known& one : known())
        if (one.field.key == key_) {
            read_ = one.read;
            kind_ = one.field.kind;
            return;
        }
    exit_ = exitOf(key_, "exit");
    best_ = exit_ == 0;
    if (best_) exit_ = exitOf(key_, "best");
}

FieldValue FieldReader::value(const RunRow& row) const {
    if (read_) return read_(*row.run);
    if (exit_ == 0) return settingOf(row, key_);
    const std::vector<double>& accuracy = best_ ? row.run->bestAccuracy : row.run->accuracy;
    const auto at = static_cast<std::size_t>(exit_ - 1);
    return at < accuracy.size() ? number(accuracy[at]) : FieldValue();
}

std::vector<std::size_t> sortedOrder(const std::vector<RunRow>& rows, const std::vector<SortBy>& keys) {
    std::vector<std::vector<Place>> places;
    for (const SortBy& key : keys) {
        const FieldReader reader(key.field);
        auto& column = places.emplace_back();
        column.reserve(rows.size());
        for (const RunRow& row : rows) column.push_back(placeOf(reader.value(row)));
    }
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        for (std::size_t k = 0; k < keys.size(); ++k) {
            const Place &x = places[k][a], &y = places[k][b];
            if (x.rank != y.rank) {
                if (x.rank == 2 || y.rank == 2) return y.rank == 2;
                return (x.rank < y.rank) != keys[k].descending;
            }
            if (x.value != y.value) return (x.value < y.value) != keys[k].descending;
            if (const int text = x.text.compare(y.text); text != 0) return (text < 0) != keys[k].descending;
        }
        return rows[a].run->id > rows[b].run->id;
    });
    return order;
}

std::string unknownField(const std::string& name, const std::vector<std::string>& settings) {
    std::vector<KnownKey> keys;
    for (const RunField& field : runFields()) keys.push_back({field.key, field.title});
    for (const std::string& key : settings) keys.push_back({key, {}});
    return "there is no column or setting \"" + name + "\"" + didYouMean(nearestKeys(name, keys));
}

std::vector<SortBy> parseSort(const std::string& text, const std::vector<std::string>& settings) {
    std::vector<SortBy> keys;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        std::string name = text.substr(begin, end - begin);
        begin = end + 1;
        name.erase(0, name.find_first_not_of(' '));
        name.erase(name.find_last_not_of(' ') + 1);
        SortBy key;
        if (!name.empty() && (name.front() == '-' || name.front() == '+')) {
            key.descending = name.front() == '-';
            name.erase(0, 1);
        }
        key.field = fieldKey(name);
        if (key.field.empty()) {
            if (std::find(settings.begin(), settings.end(), name) == settings.end())
                throw InputError("sort order", "", unknownField(name, settings));
            key.field = name;
        }
        keys.push_back(std::move(key));
    }
    return keys;
}

}  // namespace exitlab

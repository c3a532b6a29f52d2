// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_copy.h"

#include <sqlite3.h>

#include <algorithm>
#include <set>

namespace exitlab {

namespace {

constexpr int kStepRows = 2000;

struct Column {
    std::string name;
    bool required = false;
};

/// Names are those of our own schema, never of a person.
std::vector<Column> columnsOf(SQLite::Database& database, const std::string& table) {
    std::vector<Column> columns;
    SQLite::Statement rows(database, "SELECT name, \"notnull\" FROM pragma_table_info(?) ORDER BY cid");
    rows.bind(1, table);
    while (rows.executeStep()) columns.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getInt() != 0});
    return columns;
}

/// Columns that name another run: only `run` itself goes along.
std::set<std::string> otherRuns(SQLite::Database& database, const std::string& table) {
    std::set<std::string> columns;
    SQLite::Statement rows(database, "SELECT \"from\" FROM pragma_foreign_key_list(?) WHERE \"table\" = 'run'");
    rows.bind(1, table);
    while (rows.executeStep())
        if (rows.getColumn(0).getString() != "run") columns.insert(rows.getColumn(0).getString());
    return columns;
}

/// Tables that hold what belongs to a run, in the order in which they were made. The queue is of the database: a run
/// that arrives from elsewhere must not start by itself.
std::vector<std::string> tablesOfRuns(SQLite::Database& database) {
    std::vector<std::string> tables;
    SQLite::Statement rows(database,
                           "SELECT s.name FROM sqlite_schema s WHERE s.type = 'table' AND EXISTS (SELECT 1 FROM "
                           "pragma_table_info(s.name) WHERE name = 'run') AND s.name <> 'queue' ORDER BY s.rowid");
    while (rows.executeStep()) tables.push_back(rows.getColumn(0).getString());
    return tables;
}

void bindSame(SQLite::Statement& to, int index, const SQLite::Column& value) {
    switch (value.getType()) {
        case SQLITE_INTEGER:
            to.bind(index, value.getInt64());
            break;
        case SQLITE_FLOAT:
            to.bind(index, value.getDouble());
            break;
        case SQLITE_TEXT:
            to.bind(index, value.getString());
            break;
        case SQLITE_BLOB:
            to.bind(index, value.getBlob(), value.getBytes());
            break;
        default:
            to.bind(index);
    }
}

class Copier {
  public:
    Copier(Connection& from, std::int64_t run, Connection& to, const std::function<void()>& step)
        : from_(from), run_(run), to_(to), step_(step) {}

    std::int64_t copy() {
        if (from_.integer(0, "SELECT 1 FROM run WHERE id = ?", run_) == 0)
            throw Error(Error::Kind::Usage, "there is no run " + std::to_string(run_));
        to_.database().exec("PRAGMA defer_foreign_keys = ON");
        const std::int64_t experiment = copyExperiment();
        copyRow(experiment);
        for (const std::string& table : tablesOfRuns(to_.database())) copyTable(table);
        to_.execute(
            "UPDATE run SET status = CASE WHEN status IN ('running', 'paused') THEN 'interrupted' ELSE status END, "
            "trashed = 0, owner_pid = NULL, owner_started = NULL, owner_boot = NULL, owner_host = NULL, heartbeat = "
            "NULL WHERE id = ?",
            id_);
        return id_;
    }

  private:
    std::int64_t copyExperiment() {
        const std::int64_t old = from_.integer(0, "SELECT experiment FROM run WHERE id = ?", run_);
        Rows row(
            from_.bound("SELECT sha256, name, method, dataset, seed, configuration FROM experiment WHERE id = ?", old));
        if (!row.next()) throw damaged("run " + std::to_string(run_) + " has no experiment");
        const std::string key = row.text(0);
        to_.execute(
            "INSERT INTO experiment (sha256, name, method, dataset, seed, configuration) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (sha256) DO NOTHING",
            key, row.text(1), row.text(2), row.text(3), row.integer(4), row.text(5));
        return to_.integer(0, "SELECT id FROM experiment WHERE sha256 = ?", key);
    }

    void copyRow(std::int64_t experiment) {
        const std::set<std::string> others = otherRuns(to_.database(), "run");
        std::vector<Column> columns = columnsOf(to_.database(), "run");
        std::erase_if(columns, [&](const Column& c) { return c.name == "id" || others.count(c.name) != 0; });
        rows("run", columns, "id", [&](SQLite::Statement& insert, std::size_t c, const SQLite::Column& value) {
            if (columns[c].name == "experiment")
                insert.bind(static_cast<int>(c) + 1, experiment);
            else
                bindSame(insert, static_cast<int>(c) + 1, value);
        });
        id_ = to_.database().getLastInsertRowid();
    }

    void copyTable(const std::string& table) {
        const std::set<std::string> others = otherRuns(to_.database(), table);
        std::vector<Column> columns = columnsOf(to_.database(), table);
        // A row that is about two runs has no place in a copy of one.
        for (const Column& column : columns)
            if (others.count(column.name) != 0 && column.required) return;
        std::erase_if(columns, [&](const Column& c) { return others.count(c.name) != 0; });
        rows(table, columns, "run", [&](SQLite::Statement& insert, std::size_t c, const SQLite::Column& value) {
            if (columns[c].name == "run")
                insert.bind(static_cast<int>(c) + 1, id_);
            else
                bindSame(insert, static_cast<int>(c) + 1, value);
        });
    }

    template <class Bind>
    void rows(const std::string& table, const std::vector<Column>& columns, const std::string& key, Bind bind) {
        std::string names, marks;
        for (const Column& column : columns) {
            names += (names.empty() ? "\"" : ", \"") + column.name + '"';
            marks += marks.empty() ? "?" : ", ?";
        }
        SQLite::Statement select(from_.database(), "SELECT " + names + " FROM \"" + table + "\" WHERE " + key + " = ?");
        SQLite::Statement insert(to_.database(),
                                 "INSERT INTO \"" + table + "\" (" + names + ") VALUES (" + marks + ")");
        select.bind(1, run_);
        while (select.executeStep()) {
            for (std::size_t c = 0; c < columns.size(); ++c) bind(insert, c, select.getColumn(static_cast<int>(c)));
            insert.exec();
            insert.reset();
            if (step_ && ++copied_ % kStepRows == 0) step_();
        }
        if (step_) step_();
    }

    Connection& from_;
    std::int64_t run_;
    Connection& to_;
    const std::function<void()>& step_;
    std::int64_t id_ = 0;
    std::int64_t copied_ = 0;
};

}  // namespace

std::int64_t copyRun(Connection& from, std::int64_t run, Connection& to, const std::function<void()>& step) {
    return Copier(from, run, to, step).copy();
}

std::string schemaText(SQLite::Database& database) {
    std::string text;
    // SQLite's own: the counter of AUTOINCREMENT, and indexes that follow from the tables.
    SQLite::Statement rows(database,
                           "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema WHERE name <> "
                           "'sqlite_sequence' AND name NOT GLOB 'sqlite_autoindex_*' ORDER BY type, name");
    while (rows.executeStep())
        for (int c = 0; c < 4; ++c) text += rows.getColumn(c).getString() + (c < 3 ? '\x1f' : '\n');
    return text;
}

std::string schemaTextOf(int version) {
    SQLite::Database fresh(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    for (int v = 0; v < version; ++v) fresh.exec(schemaMigrations()[static_cast<std::size_t>(v)].sql);
    return schemaText(fresh);
}

}  // namespace exitlab

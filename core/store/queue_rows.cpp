// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/queue_rows.h"

#include <algorithm>

namespace exitlab {

namespace {

/// Every table with what a run told; each has the columns run and round.
constexpr const char* kToldTables[] = {"report",
                                       "run_start",
                                       "round",
                                       "phase",
                                       "metric",
                                       "evaluation",
                                       "loss",
                                       "loss_term",
                                       "conflict",
                                       "series",
                                       "series_value",
                                       "matrix",
                                       "histogram",
                                       "scatter",
                                       "image_grid",
                                       "exit_record",
                                       "traffic",
                                       "message",
                                       "checkpoint_written",
                                       "client_device",
                                       "client_cost"};

bool isDriven(const std::string& status) { return status == "running" || status == "paused"; }

std::string statusOf(Connection& connection, std::int64_t run) {
    Rows row(connection.bound("SELECT status FROM run WHERE id = ?", run));
    if (!row.next()) throw Error(Error::Kind::Usage, "there is no run " + std::to_string(run));
    return row.text(0);
}

std::int64_t placeOf(Connection& connection, std::int64_t run) {
    return connection.integer(-1, "SELECT place FROM queue WHERE run = ?", run);
}

std::vector<std::int64_t> runsAt(Connection& connection, std::int64_t place) {
    std::vector<std::int64_t> runs;
    Rows rows(connection.bound("SELECT run FROM queue WHERE place = ? ORDER BY position", place));
    while (rows.next()) runs.push_back(rows.integer(0));
    return runs;
}

void renumber(Connection& connection, const std::vector<QueuePlace>& places) {
    for (std::size_t place = 0; place < places.size(); ++place)
        for (const std::int64_t run : places[place].runs)
            connection.execute("UPDATE queue SET place = ? WHERE run = ?", place, run);
}

/// INSERT INTO t (run, ...) SELECT <branch>, ... with the columns that the table has now.
void copyRows(Connection& connection, const std::string& table, std::int64_t parent, std::int64_t branch, int round) {
    std::string columns;
    SQLite::Statement info(connection.database(), "SELECT name FROM pragma_table_info(?) WHERE name <> 'run'");
    info.bind(1, table);
    while (info.executeStep()) columns += ", " + info.getColumn(0).getString();
    SQLite::Statement copy(connection.database(), "INSERT INTO " + table + " (run" + columns + ") SELECT ?" + columns +
                                                      " FROM " + table + " WHERE run = ? AND round <= ?");
    copy.bind(1, branch);
    copy.bind(2, parent);
    copy.bind(3, round);
    copy.exec();
}

}  // namespace

std::vector<QueuePlace> queuePlaces(Connection& connection) {
    std::vector<QueuePlace> places;
    std::int64_t last = -1;
    Rows rows(
        connection.bound("SELECT q.run, q.place FROM queue q JOIN run r ON r.id = q.run WHERE r.trashed = 0 "
                         "ORDER BY q.place, q.position"));
    while (rows.next()) {
        if (places.empty() || rows.integer(1) != last) places.emplace_back();
        last = rows.integer(1);
        places.back().runs.push_back(rows.integer(0));
    }
    return places;
}

void enqueueRuns(Connection& connection, const std::vector<std::int64_t>& runs, bool together) {
    for (const std::int64_t run : runs) {
        const std::string status = statusOf(connection, run);
        if (status == "finished" || isDriven(status))
            throw Error(Error::Kind::Usage, "run " + std::to_string(run) + " is " + status +
                                                ": only runs that have not finished can wait in the queue");
    }
    std::int64_t place = 1 + connection.integer(-1, "SELECT max(place) FROM queue");
    for (std::size_t i = 0; i < runs.size(); ++i) {
        connection.execute(
            "INSERT INTO queue VALUES (?, ?, ?) ON CONFLICT (run) DO UPDATE SET place = excluded.place, "
            "position = excluded.position",
            runs[i], together ? place : place++, i);
        connection.execute("UPDATE run SET status = 'queued' WHERE id = ?", runs[i]);
    }
}

void moveQueuePlace(Connection& connection, std::int64_t run, int to) {
    const std::int64_t from = placeOf(connection, run);
    if (from < 0) throw Error(Error::Kind::Usage, "run " + std::to_string(run) + " is not in the queue");
    std::vector<QueuePlace> places = queuePlaces(connection);
    const auto mine = std::find_if(places.begin(), places.end(), [run](const QueuePlace& place) {
        return std::find(place.runs.begin(), place.runs.end(), run) != place.runs.end();
    });
    if (mine == places.end()) throw Error(Error::Kind::Usage, "run " + std::to_string(run) + " is in the trash");
    const QueuePlace moved = *mine;
    places.erase(mine);
    const auto at = std::clamp<std::ptrdiff_t>(to, 0, static_cast<std::ptrdiff_t>(places.size()));
    places.insert(places.begin() + at, moved);
    renumber(connection, places);
}

bool dropQueuePlace(Connection& connection, std::int64_t run) {
    const std::int64_t place = placeOf(connection, run);
    if (place < 0) return false;
    for (const std::int64_t one : runsAt(connection, place)) {
        connection.execute("DELETE FROM queue WHERE run = ?", one);
        if (statusOf(connection, one) != "queued") continue;
        const bool told = connection.integer(0, "SELECT 1 FROM report WHERE run = ? LIMIT 1", one) == 1;
        connection.execute("UPDATE run SET status = 'stopped', trashed = ? WHERE id = ?", told ? 0 : 1, one);
    }
    return true;
}

void dropQueueRun(Connection& connection, std::int64_t run) {
    connection.execute("DELETE FROM queue WHERE run = ?", run);
}

std::vector<std::int64_t> claimQueuePlace(Connection& connection, const ProcessIdentity& owner) {
    for (const QueuePlace& place : queuePlaces(connection)) {
        const bool taken = std::any_of(place.runs.begin(), place.runs.end(),
                                       [&](std::int64_t run) { return isDriven(statusOf(connection, run)); });
        if (taken) continue;
        for (const std::int64_t run : place.runs) setRunStatus(connection, run, RunStatus::Running, owner);
        return place.runs;
    }
    return {};
}

std::string checkpointFile(Connection& connection, std::int64_t run, int round) {
    (void)statusOf(connection, run);
    std::string known;
    Rows rows(connection.bound("SELECT round, file FROM checkpoint WHERE run = ? ORDER BY round", run));
    while (rows.next()) {
        if (rows.number(0) == round) return rows.text(1);
        known += (known.empty() ? "" : ", ") + std::to_string(rows.number(0));
    }
    throw Error(Error::Kind::Usage, "run " + std::to_string(run) + ", round " + std::to_string(round) +
                                        ": there is no checkpoint of it to branch from; " +
                                        (known.empty() ? "the run has none" : "there are those of rounds " + known) +
                                        " (run.checkpoint_every and run.checkpoint_keep decide which are kept)");
}

std::int64_t insertBranch(Connection& connection, std::int64_t parent, int round, const NewRun& row) {
    const std::int64_t branch = insertRun(connection, row);
    for (const char* table : kToldTables) copyRows(connection, table, parent, branch, round);
    // The beginning that is copied had the parent's settings, which its row leaves out.
    connection.execute(
        "UPDATE run_start SET configuration = (SELECT e.configuration FROM run r JOIN experiment e ON "
        "e.id = r.experiment WHERE r.id = ?) WHERE run = ? AND configuration IS NULL AND "
        "(SELECT experiment FROM run WHERE id = ?1) <> (SELECT experiment FROM run WHERE id = ?2)",
        parent, branch);
    connection.execute(
        "INSERT INTO checkpoint SELECT ?, round, file, bytes, sha256 FROM checkpoint WHERE run = ? AND round = ?",
        branch, parent, round);
    // What the run's row says of its rounds is computed as after a rewind to this round.
    (void)rewindRun(connection, branch, round, {});
    setRunStatus(connection, branch, RunStatus::Queued, {});
    connection.execute(
        "UPDATE run SET parent = ?, parent_round = ?, clients = p.clients, exits = p.exits, classes = p.classes, "
        "workers = p.workers, checkpoint_round = ? FROM (SELECT * FROM run WHERE id = ?1) AS p WHERE run.id = ?4",
        parent, round, round, branch);
    return branch;
}

}  // namespace exitlab

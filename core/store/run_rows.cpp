// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_rows.h"

#include <algorithm>
#include <cmath>

#include "core/base/sha256.h"
#include "core/metrics/summary.h"
#include "core/store/report_rows.h"

namespace exitlab {

namespace {

// As many as there are styles of colour, dash and marker that can be told apart (widgets/theme/tokens.h).
constexpr std::int64_t kColours = 28;

bool isDriven(RunStatus status) { return status == RunStatus::Running || status == RunStatus::Paused; }

void requireRun(Connection& connection, std::int64_t run) {
    if (connection.integer(0, "SELECT 1 FROM run WHERE id = ?", run) == 0)
        throw Error(Error::Kind::Usage, "there is no run " + std::to_string(run));
}

/// Elementwise maximum, where NaN gives way.
std::vector<double> best(const std::vector<double>& a, const std::vector<double>& b) {
    std::vector<double> result = b;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        if (!(b[i] >= a[i]) && !std::isnan(a[i])) result[i] = a[i];
    return result;
}

std::vector<double> storedList(Connection& connection, const char* sql, std::int64_t run) {
    Rows row(connection.bound(sql, run));
    return row.next() ? realList(row.text(0)) : std::vector<double>{};
}

void addEvaluation(Connection& connection, std::int64_t run, const Evaluated& evaluated) {
    const std::vector<double> mean = meanPerExit(evaluated);
    const auto before = storedList(connection, "SELECT accuracy_best FROM run WHERE id = ?", run);
    connection.execute("UPDATE run SET accuracy_last = ?, accuracy_best = ? WHERE id = ?", listText(mean),
                       listText(before.empty() ? mean : best(before, mean)), run);
}

/// Updates the run's row for one report.
class RowUpdate {
  public:
    RowUpdate(Connection& connection, std::int64_t run, const ProcessIdentity& owner)
        : connection_(connection), run_(run), owner_(owner) {}

    void operator()(const RunStarted& r) {
        connection_.execute(
            "UPDATE run SET started = coalesce(started, ?), ended = NULL, rounds = ?, completed = ?, clients = ?, "
            "exits = ?, classes = ?, workers = ?, error = '', diverged = 0 WHERE id = ?",
            timeNow(), r.rounds, r.firstRound - 1, r.clients, r.exits, r.classes, r.workers, run_);
        setRunStatus(connection_, run_, RunStatus::Running, owner_);
    }
    void operator()(const Evaluated& r) { addEvaluation(connection_, run_, r); }
    void operator()(const RoundFinished& r) {
        connection_.execute("UPDATE run SET completed = ?, seconds = seconds + ? WHERE id = ?", r.round,
                            std::isfinite(r.seconds) ? r.seconds : 0.0, run_);
    }
    void operator()(const TrafficMeasured& r) {
        std::int64_t up = 0, down = 0;
        for (const std::int64_t bytes : r.up) up += bytes;
        for (const std::int64_t bytes : r.down) down += bytes;
        connection_.execute("UPDATE run SET bytes_up = bytes_up + ?, bytes_down = bytes_down + ? WHERE id = ?", up,
                            down, run_);
    }
    void operator()(const RunFinished& r) {
        // A resumed run may count its last session only; the rounds add up over all of them.
        connection_.execute(
            "UPDATE run SET ended = ?, completed = ?, seconds = max(seconds, ?), bytes_up = max(bytes_up, ?), "
            "bytes_down = max(bytes_down, ?), weights_sha256 = ?, error = ?, diverged = ? WHERE id = ?",
            timeNow(), r.round, std::isfinite(r.seconds) ? r.seconds : 0.0, r.bytesUp, r.bytesDown, r.weightsSha256,
            r.error, r.diverged, run_);
        if (!r.accuracy.empty())
            connection_.execute("UPDATE run SET accuracy_last = ? WHERE id = ?", listText(r.accuracy), run_);
        setRunStatus(connection_, run_, r.status, owner_);
    }
    template <class T>
    void operator()(const T&) {}

  private:
    Connection& connection_;
    std::int64_t run_;
    const ProcessIdentity& owner_;
};

std::vector<std::string> dropCheckpoints(Connection& connection, std::int64_t run, int after, int upTo) {
    std::vector<std::string> files;
    {
        Rows rows(connection.bound("SELECT file FROM checkpoint WHERE run = ? AND round > ? AND round <= ?", run, after,
                                   upTo));
        while (rows.next()) files.push_back(rows.text(0));
    }
    connection.execute("DELETE FROM checkpoint WHERE run = ? AND round > ? AND round <= ?", run, after, upTo);
    connection.execute(
        "UPDATE run SET checkpoint_round = coalesce((SELECT max(round) FROM checkpoint WHERE run = run.id), -1) "
        "WHERE id = ?",
        run);
    // A file still listed under another round stays.
    std::erase_if(files, [&](const std::string& file) {
        return connection.integer(0, "SELECT count(*) FROM checkpoint WHERE run = ? AND file = ?", run, file) != 0;
    });
    return files;
}

}  // namespace

std::int64_t insertRun(Connection& connection, const NewRun& run) {
    Sha256 sha;
    sha.update(run.configuration.data(), run.configuration.size());
    const std::string key = sha.hex();
    connection.execute(
        "INSERT INTO experiment (sha256, name, method, dataset, seed, configuration) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (sha256) DO NOTHING",
        key, run.name, run.method, run.dataset, run.seed, run.configuration);
    const std::int64_t experiment = connection.integer(0, "SELECT id FROM experiment WHERE sha256 = ?", key);
    connection.execute(
        "INSERT INTO run (experiment, status, created, rounds, colour, version, libraries, machine) "
        "VALUES (?, 'queued', ?, ?, 0, json_extract(?4, '$.exitlab'), ?4, ?5)",
        experiment, timeNow(), run.rounds, librariesJson(), machineJson());
    const std::int64_t id = connection.database().getLastInsertRowid();
    connection.execute("UPDATE run SET colour = ? WHERE id = ?", (id - 1) % kColours, id);
    if (!run.group.empty()) connection.execute("UPDATE run SET group_name = ? WHERE id = ?", run.group, id);
    return id;
}

void storeReport(Connection& connection, std::int64_t run, const ReportBody& report, const ProcessIdentity& owner) {
    requireRun(connection, run);
    const std::int64_t seq = 1 + connection.integer(0, "SELECT max(seq) FROM report WHERE run = ?", run);
    writeReport(connection, run, seq, report);
    std::visit(RowUpdate(connection, run, owner), report);
}

void setRunStatus(Connection& connection, std::int64_t run, RunStatus status, const ProcessIdentity& owner) {
    requireRun(connection, run);
    if (isDriven(status))
        connection.execute(
            "UPDATE run SET status = ?, owner_pid = ?, owner_started = ?, owner_boot = ?, owner_host = ?, "
            "heartbeat = ? WHERE id = ?",
            toString(status), owner.pid, owner.started, owner.boot, owner.host, secondsNow(), run);
    else
        connection.execute(
            "UPDATE run SET status = ?, owner_pid = NULL, owner_started = NULL, owner_boot = NULL, owner_host = NULL "
            "WHERE id = ?",
            toString(status), run);
}

std::vector<std::string> rewindRun(Connection& connection, std::int64_t run, int round, const ProcessIdentity& owner) {
    requireRun(connection, run);
    // A session that began at or after the point of return has nothing left; the first beginning stays with its rounds.
    static const char* const kLater[] = {
        "DELETE FROM matrix WHERE run = ?1 AND (round > ?2 OR seq IN (SELECT seq FROM run_start WHERE run = ?1 AND "
        "first_round > 1 AND first_round - 1 >= ?2))",
        "DELETE FROM report WHERE run = ?1 AND (round > ?2 OR kind = 'run_finished' OR seq IN (SELECT seq FROM "
        "run_start WHERE run = ?1 AND first_round > 1 AND first_round - 1 >= ?2))",
        "DELETE FROM run_start WHERE run = ?1 AND (round > ?2 OR (first_round > 1 AND first_round - 1 >= ?2))",
        "DELETE FROM run_end WHERE run = ?1 AND ?2 = ?2",
        "DELETE FROM round WHERE run = ? AND round > ?",
        "DELETE FROM phase WHERE run = ? AND round > ?",
        "DELETE FROM metric WHERE run = ? AND round > ?",
        "DELETE FROM evaluation WHERE run = ? AND round > ?",
        "DELETE FROM loss WHERE run = ? AND round > ?",
        "DELETE FROM loss_term WHERE run = ? AND round > ?",
        "DELETE FROM conflict WHERE run = ? AND round > ?",
        "DELETE FROM series WHERE run = ? AND round > ?",
        "DELETE FROM series_value WHERE run = ? AND round > ?",
        "DELETE FROM histogram WHERE run = ? AND round > ?",
        "DELETE FROM scatter WHERE run = ? AND round > ?",
        "DELETE FROM image_grid WHERE run = ? AND round > ?",
        "DELETE FROM exit_record WHERE run = ? AND round > ?",
        "DELETE FROM traffic WHERE run = ? AND round > ?",
        "DELETE FROM message WHERE run = ? AND round > ?",
        "DELETE FROM checkpoint_written WHERE run = ? AND round > ?",
        "DELETE FROM client_device WHERE run = ? AND round > ?",
        "DELETE FROM client_cost WHERE run = ? AND round > ?"};
    for (const char* sql : kLater) connection.execute(sql, run, round);
    std::vector<std::string> files = dropCheckpoints(connection, run, round, INT32_MAX);
    connection.execute(
        "UPDATE run SET ended = NULL, error = '', diverged = 0, weights_sha256 = '', accuracy_last = '[]', "
        "accuracy_best = '[]', "
        "completed = coalesce((SELECT max(round) FROM round WHERE run = run.id), 0), "
        "seconds = coalesce((SELECT sum(seconds) FROM round WHERE run = run.id), 0), "
        "bytes_up = coalesce((SELECT sum(bytes_up) FROM traffic WHERE run = run.id), 0), "
        "bytes_down = coalesce((SELECT sum(bytes_down) FROM traffic WHERE run = run.id), 0) WHERE id = ?",
        run);
    std::vector<std::pair<std::int64_t, int>> evaluations;
    {
        Rows rows(connection.bound("SELECT seq, round FROM evaluation WHERE run = ? ORDER BY seq", run));
        while (rows.next()) evaluations.emplace_back(rows.integer(0), rows.number(1));
    }
    for (const auto& [seq, at] : evaluations)
        addEvaluation(connection, run, std::get<Evaluated>(*readReport(connection, run, seq, at, "evaluated")));
    setRunStatus(connection, run, RunStatus::Running, owner);
    return files;
}

std::vector<std::string> insertCheckpoint(Connection& connection, std::int64_t run, int round, const std::string& file,
                                          std::int64_t bytes, const std::string& sha256, int keep) {
    requireRun(connection, run);
    std::vector<std::string> files = dropCheckpoints(connection, run, round - 1, round);
    connection.execute("INSERT INTO checkpoint VALUES (?, ?, ?, ?, ?)", run, round, file, bytes, sha256);
    int last = -1;  // newest that goes
    if (keep > 0)
        last = static_cast<int>(connection.integer(
            -1, "SELECT round FROM checkpoint WHERE run = ? ORDER BY round DESC LIMIT 1 OFFSET ?", run, keep));
    const auto old = dropCheckpoints(connection, run, INT32_MIN, last);
    files.insert(files.end(), old.begin(), old.end());
    std::erase(files, file);
    return files;
}

void deleteRun(Connection& connection, std::int64_t run) {
    requireRun(connection, run);
    {
        Rows row(connection.bound(
            "SELECT status, owner_pid, owner_started, owner_boot, owner_host, heartbeat FROM run WHERE id = ?", run));
        row.next();
        const ProcessIdentity owner{row.integer(1), row.integer(2), row.text(3), row.text(4)};
        if (isDriven(runStatusFrom(row.text(0))) && !isGone(owner, row.integer(5), secondsNow()))
            throw Error(Error::Kind::Usage,
                        "run " + std::to_string(run) + " is " + row.text(0) + ": stop it before it is removed");
    }
    const std::int64_t experiment = connection.integer(0, "SELECT experiment FROM run WHERE id = ?", run);
    connection.execute("DELETE FROM run WHERE id = ?", run);
    connection.execute(
        "DELETE FROM experiment WHERE id = ? AND NOT EXISTS (SELECT 1 FROM run WHERE experiment = experiment.id)",
        experiment);
    connection.database().exec("PRAGMA incremental_vacuum");
}

int interruptOrphans(Connection& connection) {
    std::vector<std::int64_t> gone;
    const std::int64_t now = secondsNow();
    {
        Rows rows(
            connection.bound("SELECT id, owner_pid, owner_started, owner_boot, owner_host, heartbeat FROM run "
                             "WHERE status IN ('running', 'paused')"));
        while (rows.next()) {
            const ProcessIdentity owner{rows.integer(1), rows.integer(2), rows.text(3), rows.text(4)};
            if (isGone(owner, rows.integer(5), now)) gone.push_back(rows.integer(0));
        }
    }
    for (const std::int64_t run : gone) setRunStatus(connection, run, RunStatus::Interrupted, {});
    return static_cast<int>(gone.size());
}

void setRunFlag(Connection& connection, std::int64_t run, const char* sql, bool flag) {
    requireRun(connection, run);
    connection.execute(sql, flag, run);
}

void setRunTags(Connection& connection, std::int64_t run, const std::string& tags) {
    requireRun(connection, run);
    connection.execute("DELETE FROM tag WHERE run = ?", run);
    std::vector<std::string> names;
    for (std::size_t begin = 0; begin <= tags.size();) {
        const std::size_t end = std::min(tags.find(',', begin), tags.size());
        std::string name = tags.substr(begin, end - begin);
        const auto first = name.find_first_not_of(" \t\n");
        name = first == std::string::npos ? "" : name.substr(first, name.find_last_not_of(" \t\n") - first + 1);
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
        begin = end + 1;
    }
    for (std::size_t i = 0; i < names.size(); ++i)
        connection.execute("INSERT INTO tag VALUES (?, ?, ?)", run, i, names[i]);
}

void setRunNote(Connection& connection, std::int64_t run, const std::string& note) {
    requireRun(connection, run);
    if (note.empty())
        connection.execute("DELETE FROM note WHERE run = ?", run);
    else
        connection.execute("INSERT INTO note VALUES (?, ?) ON CONFLICT (run) DO UPDATE SET text = excluded.text", run,
                           note);
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "core/store/database.h"
#include "core/store/queue_rows.h"
#include "core/store/report_rows.h"
#include "core/store/run_store.h"

namespace exitlab {

namespace fs = std::filesystem;

namespace {

#define EXITLAB_SUMMARY                                                                                                \
    "SELECT r.id, e.name, e.method, e.dataset, r.status, e.seed, r.created, r.rounds, r.completed, "                   \
    "r.checkpoint_round, r.clients, r.exits, r.accuracy_last, r.accuracy_best, r.seconds, r.bytes_up, r.bytes_down, "  \
    "r.weights_sha256, r.error, r.diverged, "                                                                          \
    "coalesce((SELECT group_concat(name, ', ') FROM (SELECT name FROM tag WHERE run = r.id ORDER BY position)), ''), " \
    "coalesce((SELECT text FROM note WHERE run = r.id), ''), r.starred, r.colour, e.configuration, "                   \
    "coalesce(r.parent, 0), r.parent_round, r.group_name, "                                                            \
    "(SELECT exit_macs FROM run_start WHERE run = r.id ORDER BY seq LIMIT 1) "                                         \
    "FROM run r JOIN experiment e ON e.id = r.experiment "

constexpr const char* kList = EXITLAB_SUMMARY "WHERE r.trashed = ? ORDER BY r.id DESC";
constexpr const char* kFind = EXITLAB_SUMMARY "WHERE r.id = ?";
#undef EXITLAB_SUMMARY

RunSummary summaryOf(const Rows& row) {
    RunSummary s;
    s.id = row.integer(0);
    s.name = row.text(1);
    s.method = row.text(2);
    s.dataset = row.text(3);
    s.status = runStatusFrom(row.text(4));
    s.seed = static_cast<std::uint64_t>(row.integer(5));
    s.created = row.text(6);
    s.rounds = row.number(7);
    s.completed = row.number(8);
    s.checkpointRound = row.number(9);
    s.clients = row.number(10);
    s.exits = row.number(11);
    s.accuracy = realList(row.text(12));
    s.bestAccuracy = realList(row.text(13));
    s.seconds = row.real(14);
    s.bytesUp = row.integer(15);
    s.bytesDown = row.integer(16);
    s.weightsSha256 = row.text(17);
    s.error = row.text(18);
    s.diverged = row.integer(19) != 0;
    s.tags = row.text(20);
    s.note = row.text(21);
    s.starred = row.integer(22) != 0;
    s.colour = row.number(23);
    s.experiment = row.text(24);
    s.parent = row.integer(25);
    s.parentRound = row.number(26);
    s.group = row.text(27);
    if (!row.isNull(28)) s.exitMacs = realList(row.text(28));
    return s;
}

}  // namespace

struct RunReader::Impl {
    fs::path path;
    std::unique_ptr<Connection> connection;

    /// Runs `work` on one state of the database, whatever the writer does meanwhile.
    template <class Work>
    auto read(Work work) {
        try {
            SQLite::Transaction snapshot(connection->database());
            auto result = work(*connection);
            snapshot.commit();
            return result;
        } catch (const SQLite::Exception& failure) {
            throw storageError(path, failure);
        } catch (const Error& error) {
            throw Error(error.kind(), path.string() + ": " + error.what());
        }
    }
};

RunReader::RunReader(const fs::path& database) : impl_(std::make_unique<Impl>()) {
    impl_->path = database;
    impl_->connection = openForReading(database);
}

RunReader::~RunReader() = default;
RunReader::RunReader(RunReader&&) noexcept = default;
RunReader& RunReader::operator=(RunReader&&) noexcept = default;

std::vector<RunSummary> RunReader::list(bool trashed) const {
    return impl_->read([&](Connection& connection) {
        std::vector<RunSummary> runs;
        Rows rows(connection.bound(kList, trashed));
        while (rows.next()) runs.push_back(summaryOf(rows));
        return runs;
    });
}

std::optional<RunSummary> RunReader::find(std::int64_t run) const {
    return impl_->read([&](Connection& connection) -> std::optional<RunSummary> {
        Rows rows(connection.bound(kFind, run));
        if (!rows.next()) return std::nullopt;
        return summaryOf(rows);
    });
}

std::vector<ReportPtr> RunReader::reports(std::int64_t run, bool withRecords) const {
    return impl_->read([&](Connection& connection) {
        std::vector<ReportPtr> reports;
        Rows rows(connection.bound("SELECT seq, round, kind FROM report WHERE run = ? ORDER BY seq", run));
        while (rows.next()) {
            const std::string kind = rows.text(2);
            if (kind == "records_taken" && !withRecords) continue;
            reports.push_back(readReport(connection, run, rows.integer(0), rows.number(1), kind));
        }
        return reports;
    });
}

std::optional<RecordsTaken> RunReader::records(std::int64_t run, std::optional<int> round) const {
    return impl_->read([&](Connection& connection) -> std::optional<RecordsTaken> {
        std::int64_t seq = 0;
        int found = 0;
        {
            Rows rows(connection.bound(
                "SELECT seq, round FROM report WHERE run = ?1 AND kind = 'records_taken' AND (?2 = 0 OR round = ?3) "
                "ORDER BY seq DESC LIMIT 1",
                run, round.has_value(), round.value_or(0)));
            if (!rows.next()) return std::nullopt;
            seq = rows.integer(0);
            found = rows.number(1);
        }
        return std::get<RecordsTaken>(*readReport(connection, run, seq, found, "records_taken"));
    });
}

std::vector<QueuePlace> RunReader::queue() const {
    return impl_->read([](Connection& connection) { return queuePlaces(connection); });
}

bool RunReader::queuePaused() const {
    return impl_->read([](Connection& connection) {
        return connection.integer(0, "SELECT value = '1' FROM setting WHERE name = 'queue_paused'") == 1;
    });
}

std::map<std::int64_t, std::vector<int>> RunReader::recordedRounds() const {
    return impl_->read([](Connection& connection) {
        std::map<std::int64_t, std::vector<int>> found;
        Rows rows(connection.bound(
            "SELECT DISTINCT run, round FROM exit_record WHERE part = 'test' AND samples > 0 ORDER BY run, round"));
        while (rows.next()) found[rows.integer(0)].push_back(rows.number(1));
        return found;
    });
}

std::vector<CheckpointInfo> RunReader::checkpoints(std::int64_t run) const {
    return impl_->read([&](Connection& connection) {
        std::vector<CheckpointInfo> found;
        const fs::path folder = fs::absolute(impl_->path).string() + ".files/run-" + std::to_string(run);
        Rows rows(
            connection.bound("SELECT round, file, bytes, sha256 FROM checkpoint WHERE run = ? ORDER BY round", run));
        while (rows.next()) {
            const std::string file = rows.text(1);
            if (file.empty() || fs::path(file).filename() != file || file == "." || file == "..")
                throw damaged("checkpoint file \"" + file + "\", expected a plain name");
            found.push_back({rows.number(0), folder / file, rows.integer(2), rows.text(3)});
        }
        return found;
    });
}

std::optional<RunOrigin> RunReader::origin(std::int64_t run) const {
    return impl_->read([&](Connection& connection) -> std::optional<RunOrigin> {
        Rows row(connection.bound(
            "SELECT coalesce(started, ''), coalesce(ended, ''), workers, version, libraries, machine FROM run WHERE id "
            "= ?",
            run));
        if (!row.next()) return std::nullopt;
        // What describes a machine is of no use when damaged, but no reason to hide the run.
        return RunOrigin{row.text(0),
                         row.text(1),
                         row.number(2),
                         row.text(3),
                         Json::parse(row.text(4), nullptr, false),
                         Json::parse(row.text(5), nullptr, false)};
    });
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_store.h"

#include <spdlog/spdlog.h>

#include "core/base/atomic_file.h"
#include "core/store/database.h"
#include "core/store/queue_rows.h"
#include "core/store/run_copy.h"
#include "core/store/run_rows.h"
#include "core/store/writer.h"

namespace exitlab {

namespace fs = std::filesystem;

struct RunStore::Impl {
    fs::path path;
    std::unique_ptr<Writer> writer;

    explicit Impl(const fs::path& database) : path(database) {
        std::unique_ptr<Connection> connection = openForWriting(database);
        try {
            const int interrupted = interruptOrphans(*connection);
            if (interrupted > 0)
                spdlog::info("{}: {} run(s) whose process is gone marked as interrupted", database.string(),
                             interrupted);
        } catch (const SQLite::Exception& failure) {
            throw storageError(database, failure);
        }
        writer = std::make_unique<Writer>(std::move(connection));
    }

    fs::path folder(std::int64_t run) const { return path.string() + ".files/run-" + std::to_string(run); }

    /// Names come from the database: only plain names inside the run's own folder are ever removed.
    void removeFiles(std::int64_t run, const std::vector<std::string>& names) const {
        for (const std::string& name : names) {
            if (fs::path(name).filename() != name || name == ".." || name == ".") continue;
            std::error_code error;
            fs::remove(folder(run) / name, error);
            if (error) spdlog::warn("{}: {}", (folder(run) / name).string(), error.message());
        }
    }
};

RunStore::RunStore(const fs::path& database) : impl_(std::make_unique<Impl>(fs::absolute(database))) {}

RunStore::~RunStore() = default;

const fs::path& RunStore::path() const { return impl_->path; }

namespace {

NewRun rowOf(const Experiment& experiment) {
    NewRun run;
    run.name = experiment.name();
    run.method = experiment.method();
    const Settings& settings = experiment.settings();
    if (settings.has("data.dataset")) run.dataset = settings.text("data.dataset");
    if (settings.has("training.rounds")) run.rounds = static_cast<int>(settings.integer("training.rounds"));
    run.seed = experiment.seed();
    run.configuration = experiment.toText();
    return run;
}

}  // namespace

std::int64_t RunStore::createRun(const Experiment& experiment, const std::string& group) {
    NewRun run = rowOf(experiment);
    run.group = group;
    std::int64_t id = 0;
    impl_->writer->call([&](Connection& connection) { id = insertRun(connection, run); });
    return id;
}

std::int64_t RunStore::createBranch(std::int64_t parent, int round, const Experiment& experiment) {
    const NewRun row = rowOf(experiment);
    flush();  // what the parent has told so far is on its way
    std::int64_t id = 0;
    impl_->writer->call([&](Connection& connection) {
        const std::string file = checkpointFile(connection, parent, round);
        id = insertBranch(connection, parent, round, row);
        // Inside the transaction: without its file there is no branch.
        const fs::path folder = filesDir(id), from = impl_->folder(parent) / file;
        std::error_code error;
        fs::copy_file(from, folder / file, fs::copy_options::overwrite_existing, error);
        if (error)
            throw Error(Error::Kind::Storage, from.string() + ": the checkpoint cannot be copied: " + error.message());
        syncFolder(folder);
    });
    return id;
}

void RunStore::enqueue(const std::vector<std::int64_t>& runs, bool together) {
    impl_->writer->call([&](Connection& connection) { enqueueRuns(connection, runs, together); });
}

void RunStore::moveInQueue(std::int64_t run, int to) {
    impl_->writer->call([&](Connection& connection) { moveQueuePlace(connection, run, to); });
}

bool RunStore::removeFromQueue(std::int64_t run) {
    bool found = false;
    impl_->writer->call([&](Connection& connection) { found = dropQueuePlace(connection, run); });
    return found;
}

void RunStore::finishInQueue(std::int64_t run) {
    impl_->writer->call([&](Connection& connection) { dropQueueRun(connection, run); });
}

std::vector<std::int64_t> RunStore::claimNext() {
    std::vector<std::int64_t> runs;
    impl_->writer->call([&](Connection& connection) { runs = claimQueuePlace(connection, impl_->writer->identity()); });
    // From now on the heartbeat of each is ours.
    for (const std::int64_t run : runs) impl_->writer->drive(run, [](Connection&) {});
    return runs;
}

void RunStore::setQueuePaused(bool paused) {
    impl_->writer->call([&](Connection& connection) {
        connection.execute(
            "INSERT INTO setting VALUES ('queue_paused', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            paused ? "1" : "0");
    });
}

void RunStore::append(std::int64_t run, const ReportPtr& report) {
    if (!report) throw Error(Error::Kind::Usage, "append: no report");
    impl_->writer->append(run, report);
}

void RunStore::setStatus(std::int64_t run, RunStatus status) { impl_->writer->setStatus(run, status); }

void RunStore::flush() { impl_->writer->flush(); }

std::string RunStore::problem() const { return impl_->writer->problem(); }

void RunStore::rewind(std::int64_t run, int round) {
    std::vector<std::string> files;
    impl_->writer->drive(
        run, [&](Connection& connection) { files = rewindRun(connection, run, round, impl_->writer->identity()); });
    impl_->removeFiles(run, files);
}

fs::path RunStore::filesDir(std::int64_t run) const {
    const fs::path folder = impl_->folder(run);
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        throw Error(Error::Kind::Storage, folder.string() + ": the folder cannot be created: " + error.message());
    return folder;
}

void RunStore::addCheckpoint(std::int64_t run, const CheckpointInfo& checkpoint, int keep) {
    const std::string name = checkpoint.file.filename().string();
    if (checkpoint.round < 0)
        throw Error(Error::Kind::Usage, "checkpoint: round " + std::to_string(checkpoint.round) + " is below 0");
    if (fs::absolute(checkpoint.file).lexically_normal() != (impl_->folder(run) / name).lexically_normal())
        throw Error(Error::Kind::Usage, checkpoint.file.string() + ": a checkpoint of run " + std::to_string(run) +
                                            " must lie in " + impl_->folder(run).string());
    std::vector<std::string> files;
    impl_->writer->call([&](Connection& connection) {
        files = insertCheckpoint(connection, run, checkpoint.round, name, checkpoint.bytes, checkpoint.sha256, keep);
    });
    impl_->removeFiles(run, files);
}

std::vector<std::int64_t> RunStore::adopt(const std::vector<StagedRun>& runs) {
    std::vector<std::int64_t> ids;
    std::vector<fs::path> placed;
    try {
        impl_->writer->call([&](Connection& connection) {
            for (const StagedRun& staged : runs) {
                const auto from = openForReading(staged.database);
                const std::int64_t id = copyRun(*from, staged.run, connection);
                ids.push_back(id);
                if (staged.files.empty()) continue;
                // A number that was taken back may have left files behind.
                const fs::path folder = impl_->folder(id);
                fs::remove_all(folder);
                fs::create_directories(folder);
                placed.push_back(folder);
                for (const fs::path& file : staged.files) fs::rename(file, folder / file.filename());
                syncFolder(folder);
            }
        });
    } catch (...) {
        std::error_code ignored;
        for (const fs::path& folder : placed) fs::remove_all(folder, ignored);
        throw;
    }
    return ids;
}

void RunStore::remove(std::int64_t run) {
    impl_->writer->call([&](Connection& connection) { deleteRun(connection, run); });
    std::error_code error;
    fs::remove_all(impl_->folder(run), error);
    if (error) spdlog::warn("{}: {}", impl_->folder(run).string(), error.message());
}

void RunStore::setTrashed(std::int64_t run, bool trashed) {
    impl_->writer->call([&](Connection& connection) {
        setRunFlag(connection, run, "UPDATE run SET trashed = ? WHERE id = ?", trashed);
    });
}

void RunStore::setGroup(std::int64_t run, const std::string& group) {
    impl_->writer->call([&](Connection& connection) {
        if (connection.execute("UPDATE run SET group_name = ? WHERE id = ?", group, run) == 0)
            throw Error(Error::Kind::Usage, "there is no run " + std::to_string(run));
    });
}

void RunStore::setStar(std::int64_t run, bool starred) {
    impl_->writer->call([&](Connection& connection) {
        setRunFlag(connection, run, "UPDATE run SET starred = ? WHERE id = ?", starred);
    });
}

void RunStore::setNote(std::int64_t run, const std::string& note) {
    impl_->writer->call([&](Connection& connection) { setRunNote(connection, run, note); });
}

void RunStore::setTags(std::int64_t run, const std::string& tags) {
    impl_->writer->call([&](Connection& connection) { setRunTags(connection, run, tags); });
}

}  // namespace exitlab

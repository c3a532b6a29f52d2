// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <set>

#include "core/base/atomic_file.h"
#include "core/config/experiment.h"
#include "core/config/json_text.h"
#include "core/store/archive_file.h"
#include "core/store/bundle.h"
#include "core/store/bundle_manifest.h"
#include "core/store/database.h"
#include "core/store/run_copy.h"
#include "core/store/safetensors.h"

namespace exitlab {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kMaxManifest = 4 << 20;
constexpr std::int64_t kMaxExperiment = 4 << 20;
// Text and rows shrink ten times, floats hardly; what promises to grow more than this is meant to fill the disk.
constexpr std::int64_t kMostGrowth = 100;
constexpr std::int64_t kGrowthSlack = 64 << 20;

/// Unpacks and checks one bundle; what is right then lies in a folder of its own.
class BundleReader {
  public:
    BundleReader(const fs::path& file, fs::path folder, const MethodCatalog& methods,
                 std::function<void(double)> progress)
        : file_(file), folder_(std::move(folder)), methods_(methods), progress_(std::move(progress)) {}

    StagedRun read() {
        fs::create_directories(folder_);
        unpack();
        const fs::path rows = folder_ / kDatabaseEntry;
        checkTables(rows);
        try {
            return checkRows(rows);
        } catch (const SQLite::Exception& error) {
            bad(kDatabaseEntry, error.what());
        } catch (const InputError&) {
            throw;
        } catch (const Error& error) {
            // The place on this machine means nothing to the person; the bundle and its entry do.
            std::string what = error.what();
            const std::string here = rows.string() + ": ";
            if (what.rfind(here, 0) == 0) what.erase(0, here.size());
            bad(kDatabaseEntry, what);
        }
    }

  private:
    [[noreturn]] void bad(const std::string& entry, const std::string& what) const {
        throw InputError(file_.string(), "entry \"" + entry + "\"", what);
    }

    void unpack() {
        ArchiveReader archive(file_);
        const auto first = archive.next();
        if (!first || first->name != kManifestEntry || !first->kind.empty())
            throw InputError(file_.string(), "",
                             std::string("is no bundle: expected ") + kManifestEntry + " as its first entry, found " +
                                 (first ? "\"" + first->name + "\"" : "nothing"));
        std::string text;
        archive.read(kMaxManifest, [&](const char* data, std::size_t bytes) { text.append(data, bytes); });
        manifest_ = readManifest(text, file_.string());
        checkSizes();
        std::map<std::string, const BundleEntry*> expected;
        for (const BundleEntry& entry : manifest_.entries) expected[entry.path] = &entry;
        while (const auto entry = archive.next()) {
            if (!entry->kind.empty()) bad(entry->name, "is " + entry->kind + ", expected a plain file");
            const auto found = expected.find(entry->name);
            if (found == expected.end()) bad(entry->name, "is not in manifest.json, or comes twice");
            store(archive, *found->second);
            expected.erase(found);
        }
        if (!expected.empty()) bad(expected.begin()->first, "is in manifest.json but not in the file");
    }

    /// Before a byte is unpacked: what the manifest promises must be what such a file can hold, and fit the disk.
    void checkSizes() const {
        const auto packed = static_cast<std::int64_t>(fs::file_size(file_));
        std::int64_t total = 0;
        for (const BundleEntry& entry : manifest_.entries) {
            total += entry.bytes;
            if (total > packed * kMostGrowth + kGrowthSlack)
                bad(entry.path, "with it the contents come to " + std::to_string(total) + " bytes, which a file of " +
                                    std::to_string(packed) + " bytes cannot honestly hold");
            if (entry.path == kExperimentEntry && entry.bytes > kMaxExperiment)
                bad(entry.path, "has " + std::to_string(entry.bytes) + " bytes, expected at most " +
                                    std::to_string(kMaxExperiment));
        }
        std::error_code error;
        const fs::space_info space = fs::space(folder_, error);
        if (!error && static_cast<std::uintmax_t>(total) > space.available)
            throw Error(Error::Kind::Storage, file_.string() + ": its contents need " + std::to_string(total) +
                                                  " bytes, but only " + std::to_string(space.available) +
                                                  " are free where the runs are kept");
        total_ = total;
    }

    void store(ArchiveReader& archive, const BundleEntry& entry) {
        const fs::path name = fs::path(entry.path).filename();  // readManifest has refused all but plain names
        const fs::path folder = entry.path.rfind(kCheckpointFolder, 0) == 0 ? folder_ / "checkpoints" : folder_;
        fs::create_directories(folder);
        AtomicFile out(folder / name);
        std::int64_t bytes = 0;
        archive.read(entry.bytes, [&](const char* data, std::size_t count) {
            out.write(data, count);
            bytes += static_cast<std::int64_t>(count);
            unpacked_ += static_cast<std::int64_t>(count);
            progress_(static_cast<double>(unpacked_) / static_cast<double>(std::max<std::int64_t>(total_, 1)));
        });
        const std::string sha = out.commit();
        if (bytes != entry.bytes)
            bad(entry.path,
                "has " + std::to_string(bytes) + " bytes, manifest.json says " + std::to_string(entry.bytes));
        if (sha != entry.sha256)
            bad(entry.path, "SHA-256 is " + sha + ", manifest.json says " + entry.sha256 + ": the file was changed");
    }

    /// Whose database it is, before any of our statements runs on it: tables of another make could answer anything.
    void checkTables(const fs::path& rows) const {
        try {
            SQLite::Database database(rows.string(), SQLite::OPEN_READONLY);
            database.exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0");
            const auto pragma = [&](const char* sql) { return database.execAndGet(sql).getInt64(); };
            if (pragma("PRAGMA application_id") != kApplicationId) bad(kDatabaseEntry, "is no database of ExitLab");
            const std::int64_t version = pragma("PRAGMA user_version");
            const auto known = static_cast<std::int64_t>(schemaMigrations().size());
            if (version > known)
                bad(kDatabaseEntry, "was written by a newer ExitLab, " + manifest_.exitlab + " (database version " +
                                        std::to_string(version) + ", this program knows up to " +
                                        std::to_string(known) + "): update ExitLab to open it");
            if (version < 1 || version != manifest_.database)
                bad(kDatabaseEntry, "has database version " + std::to_string(version) + ", manifest.json says " +
                                        std::to_string(manifest_.database));
            if (schemaText(database) != schemaTextOf(static_cast<int>(version)))
                bad(kDatabaseEntry,
                    "its tables are not those of ExitLab's database version " + std::to_string(version));
            const std::string answer = database.execAndGet("PRAGMA integrity_check(1)").getString();
            if (answer != "ok") bad(kDatabaseEntry, "is damaged: " + answer);
            SQLite::Statement violations(database, "PRAGMA foreign_key_check");
            if (violations.executeStep())
                bad(kDatabaseEntry,
                    "table " + violations.getColumn(0).getString() + " refers to a row that is not there");
        } catch (const SQLite::Exception& error) {
            bad(kDatabaseEntry, std::string("is damaged: ") + error.what());
        }
    }

    StagedRun checkRows(const fs::path& rows) const {
        StagedRun staged;
        staged.database = rows;
        {
            // Brings an older version up to date, in our own copy.
            const auto connection = openForWriting(rows);
            if (connection->integer(0, "SELECT count(*) FROM run") != 1 ||
                connection->integer(0, "SELECT count(*) FROM experiment") != 1)
                bad(kDatabaseEntry, "expected exactly one run and its experiment");
            staged.run = connection->integer(0, "SELECT id FROM run");
            checkExperiment(*connection);
        }
        const RunReader reader(rows);
        // Everything a person may ask for later is read once now: a row that cannot be read keeps the bundle out.
        (void)reader.reports(staged.run, true);
        if (!reader.find(staged.run)) bad(kDatabaseEntry, "its run cannot be read");
        progress_(1);
        checkCheckpoints(reader, staged);
        return staged;
    }

    void checkExperiment(Connection& connection) const {
        Rows row(connection.bound("SELECT configuration, sha256, name, method, dataset, seed FROM experiment"));
        row.next();
        const std::string text = readTextFile((folder_ / kExperimentEntry).string(), kMaxExperiment);
        if (text != row.text(0)) bad(kExperimentEntry, std::string("is not the experiment of ") + kDatabaseEntry);
        Sha256 sha;
        sha.update(text.data(), text.size());
        if (sha.hex() != row.text(1)) bad(kDatabaseEntry, "its experiment has another SHA-256 than it says");
        const Experiment experiment =
            Experiment::parse(text, methods_, file_.string() + ": entry \"" + kExperimentEntry + "\"");
        const Settings& settings = experiment.settings();
        if (row.text(2) != experiment.name() || row.text(3) != experiment.method() ||
            row.text(4) != (settings.has("data.dataset") ? settings.text("data.dataset") : "") ||
            static_cast<std::uint64_t>(row.integer(5)) != experiment.seed())
            bad(kDatabaseEntry, "name, method, data set or seed of the run are not those of its experiment");
    }

    void checkCheckpoints(const RunReader& reader, StagedRun& staged) const {
        std::map<std::string, const BundleEntry*> files;
        for (const BundleEntry& entry : manifest_.entries)
            if (entry.path.rfind(kCheckpointFolder, 0) == 0) files[fs::path(entry.path).filename()] = &entry;
        std::set<std::string> listed;
        for (const CheckpointInfo& checkpoint : reader.checkpoints(staged.run)) {
            const std::string name = checkpoint.file.filename().string();
            const auto found = files.find(name);
            if (found == files.end())
                bad(kDatabaseEntry, "names the checkpoint " + name + ", which is not in the file");
            if (found->second->bytes != checkpoint.bytes || found->second->sha256 != checkpoint.sha256)
                bad(found->second->path, std::string("is not the checkpoint that ") + kDatabaseEntry + " names");
            try {
                (void)readSafetensors(folder_ / "checkpoints" / name);
            } catch (const InputError& error) {
                bad(found->second->path, std::string("is no checkpoint: ") + error.what());
            }
            listed.insert(name);
        }
        for (const auto& [name, entry] : files) {
            if (listed.count(name) == 0) bad(entry->path, std::string("is not named in ") + kDatabaseEntry);
            staged.files.push_back(folder_ / "checkpoints" / name);
        }
    }

    const fs::path& file_;
    fs::path folder_;
    const MethodCatalog& methods_;
    std::function<void(double)> progress_;
    BundleManifest manifest_;
    mutable std::int64_t total_ = 0;
    std::int64_t unpacked_ = 0;
};

}  // namespace

std::vector<std::int64_t> readBundles(RunStore& store, const std::vector<fs::path>& files, const MethodCatalog& methods,
                                      const BundleWatch& watch) {
    const StagingFolder staging(store.path().string() + ".files");
    std::vector<StagedRun> runs;
    try {
        for (std::size_t i = 0; i < files.size(); ++i) {
            const auto tell = [&, i](double share) {
                if (watch.cancel && *watch.cancel) throw BundleCancelled();
                if (watch.progress)
                    watch.progress((static_cast<double>(i) + share) / static_cast<double>(files.size()));
            };
            tell(0);
            runs.push_back(BundleReader(files[i], staging.path() / std::to_string(i), methods, tell).read());
        }
    } catch (const fs::filesystem_error& error) {
        throw Error(Error::Kind::Storage, staging.path().string() + ": " + error.code().message());
    }
    return store.adopt(runs);
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>

#include "core/base/sha256.h"
#include "core/store/archive_file.h"
#include "core/store/bundle.h"
#include "core/store/bundle_manifest.h"
#include "core/store/database.h"
#include "core/store/run_copy.h"
#include "exitlab/build_info.h"

namespace exitlab {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kBlock = 1 << 20;
/// Share of the work that goes into the rows, where checkpoints are the rest.
constexpr double kRowsShare = 0.3;

class BundleWriter {
  public:
    BundleWriter(const fs::path& database, std::int64_t run, fs::path file, BundleCheckpoints which,
                 const BundleWatch& watch)
        : database_(database), run_(run), file_(std::move(file)), which_(which), watch_(watch) {}

    BundleInfo write() {
        const RunReader reader(database_);
        const auto summary = reader.find(run_);
        if (!summary) throw Error(Error::Kind::Usage, database_.string() + ": there is no run " + std::to_string(run_));
        chooseCheckpoints(reader);
        const StagingFolder staging(fs::absolute(file_).parent_path());
        const fs::path rows = staging.path() / kDatabaseEntry;
        writeRows(rows);
        tell(kRowsShare);

        BundleManifest manifest{kBundleVersion, EXITLAB_VERSION, static_cast<int>(schemaMigrations().size()),
                                summary->name,  summary->method, {}};
        Sha256 sha;
        sha.update(summary->experiment.data(), summary->experiment.size());
        manifest.entries.push_back(
            {kExperimentEntry, static_cast<std::int64_t>(summary->experiment.size()), sha.hex()});
        manifest.entries.push_back(
            {kDatabaseEntry, static_cast<std::int64_t>(fs::file_size(rows)), sha256OfFile(rows)});
        for (const CheckpointInfo& checkpoint : checkpoints_)
            manifest.entries.push_back(
                {kCheckpointFolder + checkpoint.file.filename().string(), checkpoint.bytes, checkpoint.sha256});
        for (const BundleEntry& entry : manifest.entries) total_ += entry.bytes;

        ArchiveWriter archive(file_);
        const std::string text = manifestText(manifest);
        archive.entry(kManifestEntry, static_cast<std::int64_t>(text.size()), true);
        archive.write(text.data(), text.size());
        archive.entry(kExperimentEntry, manifest.entries[0].bytes, true);
        archive.write(summary->experiment.data(), summary->experiment.size());
        written_ += manifest.entries[0].bytes;
        pour(archive, rows, manifest.entries[1], true);
        for (std::size_t i = 0; i < checkpoints_.size(); ++i)
            pour(archive, checkpoints_[i].file, manifest.entries[i + 2], false);
        archive.commit();
        BundleInfo info{file_, static_cast<std::int64_t>(fs::file_size(file_)), {}};
        for (const CheckpointInfo& checkpoint : checkpoints_) info.checkpoints.push_back(checkpoint.round);
        return info;
    }

  private:
    void chooseCheckpoints(const RunReader& reader) {
        if (which_ == BundleCheckpoints::None) return;
        checkpoints_ = reader.checkpoints(run_);
        if (which_ == BundleCheckpoints::Newest && checkpoints_.size() > 1)
            checkpoints_.erase(checkpoints_.begin(), checkpoints_.end() - 1);
    }

    void writeRows(const fs::path& path) {
        try {
            const auto from = openForReading(database_);
            const auto to = openForWriting(path);
            SQLite::Transaction snapshot(from->database());
            SQLite::Transaction transaction(to->database());
            const std::int64_t id = copyRun(*from, run_, *to, [this] { tell(0); });
            // Only files that come along are listed.
            std::string rounds;
            for (const CheckpointInfo& checkpoint : checkpoints_)
                rounds += (rounds.empty() ? "" : ", ") + std::to_string(checkpoint.round);
            to->database().exec("DELETE FROM checkpoint WHERE round NOT IN (" + rounds + ")");
            to->execute(
                "UPDATE run SET checkpoint_round = coalesce((SELECT max(round) FROM checkpoint WHERE run = run.id), "
                "-1) WHERE id = ?",
                id);
            transaction.commit();
            // One file, without the log beside it.
            to->database().exec("PRAGMA journal_mode = DELETE");
        } catch (const SQLite::Exception& failure) {
            throw storageError(path, failure);
        }
    }

    /// Copies a file into the archive; it must be what the manifest says.
    void pour(ArchiveWriter& archive, const fs::path& file, const BundleEntry& entry, bool packed) {
        std::ifstream stream(file, std::ios::binary);
        if (!stream)
            throw InputError(file.string(), "",
                             "cannot be read; a bundle without checkpoints can be written all the same");
        archive.entry(entry.path, entry.bytes, packed);
        Sha256 sha;
        std::string buffer(kBlock, '\0');
        std::int64_t bytes = 0;
        while (stream) {
            stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
            const auto got = static_cast<std::size_t>(stream.gcount());
            if (got == 0) break;
            sha.update(buffer.data(), got);
            bytes += static_cast<std::int64_t>(got);
            if (bytes > entry.bytes) break;
            archive.write(buffer.data(), got);
            written_ += static_cast<std::int64_t>(got);
            tell(kRowsShare + (1 - kRowsShare) * static_cast<double>(written_) / static_cast<double>(total_));
        }
        if (bytes != entry.bytes || sha.hex() != entry.sha256)
            throw InputError(file.string(), "SHA-256",
                             "the file was changed after it was written, so it is not put into a bundle");
    }

    void tell(double share) const {
        if (watch_.cancel && *watch_.cancel) throw BundleCancelled();
        if (watch_.progress) watch_.progress(share);
    }

    const fs::path& database_;
    std::int64_t run_;
    fs::path file_;
    BundleCheckpoints which_;
    const BundleWatch& watch_;
    std::vector<CheckpointInfo> checkpoints_;
    std::int64_t total_ = 0, written_ = 0;
};

}  // namespace

BundleInfo writeBundle(const fs::path& database, std::int64_t run, const fs::path& file, BundleCheckpoints checkpoints,
                       const BundleWatch& watch) {
    try {
        return BundleWriter(database, run, file, checkpoints, watch).write();
    } catch (const fs::filesystem_error& error) {
        throw Error(Error::Kind::Storage, file.string() + ": " + error.code().message());
    }
}

std::string bundleName(const RunSummary& run) {
    std::string name;
    for (const char c : run.name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (plain)
            name += c;
        else if (!name.empty() && name.back() != '-')
            name += '-';
    }
    while (!name.empty() && name.back() == '-') name.pop_back();
    if (name.size() > 60) name.resize(60);
    return (name.empty() ? "" : name + "-") + "run-" + std::to_string(run.id) + kBundleSuffix;
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <system_error>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/fetch/catalogue.h"
#include "core/store/archive_file.h"

namespace exitlab {

namespace fs = std::filesystem;

namespace {

bool isInPlace(const FetchedFile& file, const fs::path& root) {
    return std::all_of(file.places.begin(), file.places.end(), [&](const FetchedPlace& place) {
        std::error_code error;
        return fs::is_regular_file(root / place.file, error);
    });
}

bool isArchive(const FetchedFile& file) { return !file.places.front().member.empty(); }

/// Only members named in the catalogue are written, each to the place named there and up to its size: what an archive
/// says about paths and sizes decides nothing.
void unpackMembers(const fs::path& archive, const FetchedFile& file, const fs::path& root,
                   const std::atomic<bool>* cancel) {
    ArchiveReader reader(archive, ArchiveReader::Format::ZipOrTar);
    std::vector<FetchedPlace> missing = file.places;
    while (const auto entry = reader.next()) {
        const auto place = std::find_if(missing.begin(), missing.end(),
                                        [&](const FetchedPlace& p) { return p.member == entry->name; });
        if (place == missing.end()) continue;
        if (!entry->kind.empty())
            throw InputError(archive.string(), "entry \"" + entry->name + "\"",
                             "is " + entry->kind + ", expected a plain file");
        const fs::path target = root / place->file;
        std::error_code error;
        fs::create_directories(target.parent_path(), error);
        if (error)
            throw Error(Error::Kind::Storage, target.parent_path().string() + ": cannot be made: " + error.message());
        AtomicFile out(target);
        reader.read(place->bytes, [&](const char* data, std::size_t bytes) {
            if (cancel && cancel->load()) throw Cancelled{};
            out.write(data, bytes);
        });
        out.commit();
        missing.erase(place);
        if (missing.empty()) return;
    }
    throw InputError(archive.string(), "", "has no entry \"" + missing.front().member + "\"");
}

}  // namespace

void fetchDataset(const FetchableDataset& set, const fs::path& root, const DownloadOptions& options,
                  const std::function<void(const FetchProgress&)>& progress) {
    int number = 0;
    for (const FetchedFile& file : set.files) {
        ++number;
        if (isInPlace(file, root)) continue;
        const std::string name = file.url.substr(file.url.rfind('/') + 1);
        const fs::path target =
            root / (isArchive(file) ? fs::path(".downloads") / name : fs::path(file.places.front().file));
        DownloadOptions ours = options;
        ours.progress = [&](std::int64_t done, std::int64_t total) {
            if (progress) progress({file.url, done, total, number, static_cast<int>(set.files.size())});
        };
        download({file.url, target, file.bytes, file.sha256}, ours);
        if (!isArchive(file)) continue;
        unpackMembers(target, file, root, options.cancel);
        std::error_code ignored;
        fs::remove(target, ignored);
        fs::remove(target.parent_path(), ignored);  // only if nothing else waits there
    }
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
// Where the public data sets lie, and how they become the folders that the loaders read. Nothing is fetched without the
// user's word; every file has a fixed size and SHA-256.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/fetch/download.h"

namespace exitlab {

/// A member of an archive that is kept, and where; or the downloaded file itself if `member` is empty.
struct FetchedPlace {
    std::string member;
    std::string file;        ///< relative to the data root
    std::int64_t bytes = 0;  ///< of the unpacked file; more is refused
};
struct FetchedFile {
    std::string url;
    std::string sha256;
    std::int64_t bytes = 0;
    std::vector<FetchedPlace> places;
};
struct FetchableDataset {
    std::string id;       ///< value of data.dataset
    std::string licence;  ///< one line: terms and who asks to be cited
    std::string site;     ///< for people
    std::vector<FetchedFile> files;
    std::int64_t bytes() const;  ///< to be downloaded
};

const std::vector<FetchableDataset>& fetchableDatasets();
/// Throws InputError naming the sets that can be fetched and, for one that is read but not fetched, why.
const FetchableDataset& fetchableDataset(const std::string& id);

struct FetchProgress {
    std::string url;
    std::int64_t done = 0, total = 0;  ///< bytes of this file
    int file = 0, files = 0;           ///< which of how many, from 1
};

/// Fetches and unpacks all of it under `root`; what is there with the right size is left alone. Archives are removed
/// when their members are in place. Throws as download() and unpackMembers() do.
void fetchDataset(const FetchableDataset& set, const std::filesystem::path& root, const DownloadOptions& options,
                  const std::function<void(const FetchProgress&)>& progress = {});

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
// Bundles taken apart and put together again with a lie in them.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <string>
#include <vector>

#include "core/base/sha256.h"
#include "core/config/parameter_spec.h"
#include "store_testing.h"

namespace exitlab::testing {

struct Packed {
    std::string name, data;
    std::string link;  ///< not empty: a symbolic link to there
};

inline std::vector<Packed> unpack(const std::filesystem::path& file) {
    std::vector<Packed> entries;
    archive* a = archive_read_new();
    archive_read_support_format_zip_seekable(a);
    archive_read_open_filename(a, file.c_str(), 10240);
    archive_entry* entry = nullptr;
    while (archive_read_next_header(a, &entry) == ARCHIVE_OK) {
        Packed one{archive_entry_pathname(entry), {}, {}};
        char buffer[4096];
        for (la_ssize_t got = 0; (got = archive_read_data(a, buffer, sizeof buffer)) > 0;)
            one.data.append(buffer, static_cast<std::size_t>(got));
        entries.push_back(std::move(one));
    }
    archive_read_free(a);
    return entries;
}

inline void pack(const std::filesystem::path& file, const std::vector<Packed>& entries) {
    archive* a = archive_write_new();
    archive_write_set_format_zip(a);
    archive_write_open_filename(a, file.c_str());
    for (const Packed& one : entries) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, one.name.c_str());
        archive_entry_set_filetype(entry, one.link.empty() ? AE_IFREG : AE_IFLNK);
        if (!one.link.empty()) archive_entry_set_symlink(entry, one.link.c_str());
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, static_cast<la_int64_t>(one.data.size()));
        archive_write_header(a, entry);
        archive_write_data(a, one.data.data(), one.data.size());
        archive_entry_free(entry);
    }
    archive_write_close(a);
    archive_write_free(a);
}

inline Packed& entryOf(std::vector<Packed>& entries, const std::string& name) {
    for (Packed& one : entries)
        if (one.name == name) return one;
    throw std::runtime_error("the bundle has no " + name);
}

/// The manifest says again what the entries are: only a lie deeper inside remains.
inline void sign(std::vector<Packed>& entries) {
    Json manifest = Json::parse(entries.front().data);
    manifest["entries"] = Json::array();
    for (std::size_t i = 1; i < entries.size(); ++i) {
        Sha256 sha;
        sha.update(entries[i].data.data(), entries[i].data.size());
        manifest["entries"].push_back(
            {{"path", entries[i].name}, {"bytes", entries[i].data.size()}, {"sha256", sha.hex()}});
    }
    entries.front().data = manifest.dump();
}

inline void writeFile(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace exitlab::testing

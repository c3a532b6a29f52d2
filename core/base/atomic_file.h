// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are whole or absent, whatever happens while they are written.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/sha256.h"

namespace exitlab {

/// Writes to a temporary file beside `path`; commit() syncs it, renames it and syncs the folder. Without commit()
/// nothing is left. Every failure is an Error(Storage) naming the file and the system's reason.
class AtomicFile {
  public:
    explicit AtomicFile(std::filesystem::path path);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void write(const void* data, std::size_t bytes);
    void write(std::string_view text) { write(text.data(), text.size()); }
    /// Returns the SHA-256 of what was written.
    std::string commit();

  private:
    [[noreturn]] void fail(const char* action) const;
    void writeOut(const char* data, std::size_t bytes);

    std::filesystem::path path_;
    std::filesystem::path temporary_;
    int file_ = -1;
    std::string buffer_;
    Sha256 sha_;
};

/// Makes a rename, creation or removal in `folder` survive a power failure.
void syncFolder(const std::filesystem::path& folder);

}  // namespace exitlab

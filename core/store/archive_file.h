// SPDX-License-Identifier: GPL-3.0-or-later
// Archives through libarchive: ZIP is written, ZIP and compressed tar are read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/base/atomic_file.h"

struct archive;

namespace exitlab {

/// Writes entries one after another; the file is whole after commit() or absent. Failures are Error(Storage).
class ArchiveWriter {
  public:
    explicit ArchiveWriter(const std::filesystem::path& path);
    ~ArchiveWriter();
    ArchiveWriter(const ArchiveWriter&) = delete;
    ArchiveWriter& operator=(const ArchiveWriter&) = delete;

    /// Begins the entry; exactly `bytes` must follow through write(). `packed`: worth compressing (text, rows), rather
    /// than floats that do not shrink.
    void entry(const std::string& name, std::int64_t bytes, bool packed);
    void write(const char* data, std::size_t bytes);
    void commit();

  private:
    [[noreturn]] void fail() const;

    std::filesystem::path path_;
    AtomicFile file_;
    std::string problem_;  ///< of the file, on its way through libarchive's C code
    archive* archive_ = nullptr;
};

/// Reads entries in the order of the file. Every failure is an InputError naming the file and the entry.
class ArchiveReader {
  public:
    enum class Format {
        Zip,       ///< with its directory at the end: a file that was cut short is seen at once
        ZipOrTar,  ///< tar may be packed with gzip
    };
    explicit ArchiveReader(const std::filesystem::path& path, Format format = Format::Zip);
    ~ArchiveReader();
    ArchiveReader(const ArchiveReader&) = delete;
    ArchiveReader& operator=(const ArchiveReader&) = delete;

    struct Entry {
        std::string name;
        std::string kind;  ///< empty: a plain file; else what it is ("a link", "a folder", "an encrypted file")
    };
    std::optional<Entry> next();
    /// The contents of the entry in pieces. Throws once there are more than `limit` bytes.
    void read(std::int64_t limit, const std::function<void(const char* data, std::size_t bytes)>& use);

  private:
    [[noreturn]] void fail(const std::string& what) const;

    std::filesystem::path path_;
    std::string entry_;
    archive* archive_ = nullptr;
};

}  // namespace exitlab

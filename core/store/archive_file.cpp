// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/archive_file.h"

#include <archive.h>
#include <archive_entry.h>

#include <ctime>

#include "core/base/error.h"

namespace exitlab {

namespace {

constexpr std::size_t kBlock = 1 << 16;

/// What libarchive says last, or `otherwise` if it says nothing.
std::string reason(archive* a, const char* otherwise) {
    const char* text = archive_error_string(a);
    return text && *text ? text : otherwise;
}

}  // namespace

ArchiveWriter::ArchiveWriter(const std::filesystem::path& path) : path_(path), file_(path) {
    archive_ = archive_write_new();
    // Exceptions must not pass through C: the message waits in problem_.
    const auto write = [](archive*, void* self, const void* data, std::size_t bytes) -> la_ssize_t {
        auto* writer = static_cast<ArchiveWriter*>(self);
        try {
            writer->file_.write(data, bytes);
            return static_cast<la_ssize_t>(bytes);
        } catch (const std::exception& error) {
            writer->problem_ = error.what();
            return -1;
        }
    };
    if (archive_write_set_format_zip(archive_) != ARCHIVE_OK || archive_write_add_filter_none(archive_) != ARCHIVE_OK ||
        archive_write_set_bytes_per_block(archive_, 0) != ARCHIVE_OK ||
        archive_write_open(archive_, this, nullptr, write, nullptr) != ARCHIVE_OK) {
        const std::string what = reason(archive_, "no ZIP archive can be written");
        archive_write_free(archive_);
        throw Error(Error::Kind::Storage, path_.string() + ": " + what);
    }
}

ArchiveWriter::~ArchiveWriter() { archive_write_free(archive_); }

void ArchiveWriter::fail() const {
    if (!problem_.empty()) throw Error(Error::Kind::Storage, problem_);
    throw Error(Error::Kind::Storage, path_.string() + ": " + reason(archive_, "cannot be written"));
}

void ArchiveWriter::entry(const std::string& name, std::int64_t bytes, bool packed) {
    if ((packed ? archive_write_zip_set_compression_deflate(archive_)
                : archive_write_zip_set_compression_store(archive_)) != ARCHIVE_OK)
        fail();
    const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(), archive_entry_free);
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), bytes);
    archive_entry_set_mtime(entry.get(), std::time(nullptr), 0);
    if (archive_write_header(archive_, entry.get()) != ARCHIVE_OK) fail();
}

void ArchiveWriter::write(const char* data, std::size_t bytes) {
    if (archive_write_data(archive_, data, bytes) != static_cast<la_ssize_t>(bytes)) fail();
}

void ArchiveWriter::commit() {
    if (archive_write_close(archive_) != ARCHIVE_OK) fail();
    file_.commit();
}

ArchiveReader::ArchiveReader(const std::filesystem::path& path, Format format) : path_(path) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        throw InputError(path.string(), "", std::filesystem::exists(path, error) ? "is not a file" : "does not exist");
    archive_ = archive_read_new();
    archive_read_support_format_zip_seekable(archive_);
    if (format == Format::ZipOrTar) {
        archive_read_support_format_tar(archive_);
        archive_read_support_filter_gzip(archive_);
    }
    if (archive_read_open_filename(archive_, path.c_str(), kBlock) != ARCHIVE_OK) {
        const std::string what = reason(archive_, "cannot be read");
        archive_read_free(archive_);
        throw InputError(
            path.string(), "",
            std::string(format == Format::Zip ? "is no bundle, or was cut short: expected a ZIP archive ("
                                              : "cannot be opened, or was cut short: expected a ZIP or tar archive (") +
                what + ")");
    }
}

ArchiveReader::~ArchiveReader() { archive_read_free(archive_); }

void ArchiveReader::fail(const std::string& what) const {
    throw InputError(path_.string(), entry_.empty() ? "" : "entry \"" + entry_ + "\"", what);
}

std::optional<ArchiveReader::Entry> ArchiveReader::next() {
    archive_entry* entry = nullptr;
    const int code = archive_read_next_header(archive_, &entry);
    if (code == ARCHIVE_EOF) return std::nullopt;
    if (code != ARCHIVE_OK && code != ARCHIVE_WARN) {
        const std::string after = entry_.empty() ? "" : " after entry \"" + entry_ + "\"";
        entry_.clear();
        fail("is no archive, or is damaged" + after + ": " + reason(archive_, "the archive cannot be read"));
    }
    const char* name = archive_entry_pathname_utf8(entry);
    if (!name) name = archive_entry_pathname(entry);
    if (!name || !*name) fail("an entry has no name that can be read");
    entry_ = name;
    Entry found{entry_, {}};
    if (archive_entry_symlink(entry) || archive_entry_hardlink(entry) || archive_entry_filetype(entry) == AE_IFLNK)
        found.kind = "a link";
    else if (archive_entry_filetype(entry) == AE_IFDIR)
        found.kind = "a folder";
    else if (archive_entry_filetype(entry) != AE_IFREG)
        found.kind = "no plain file";
    else if (archive_entry_is_encrypted(entry))
        found.kind = "an encrypted file";
    return found;
}

void ArchiveReader::read(std::int64_t limit, const std::function<void(const char*, std::size_t)>& use) {
    std::string buffer(kBlock, '\0');
    std::int64_t total = 0;
    for (;;) {
        const la_ssize_t got = archive_read_data(archive_, buffer.data(), buffer.size());
        if (got < 0) fail("is damaged: " + reason(archive_, "it cannot be unpacked"));
        if (got == 0) return;
        total += got;
        if (total > limit) fail("is larger than the " + std::to_string(limit) + " bytes it may have");
        use(buffer.data(), static_cast<std::size_t>(got));
    }
}

}  // namespace exitlab

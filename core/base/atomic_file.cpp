// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <system_error>

#include "core/base/error.h"

namespace exitlab {

namespace {

constexpr std::size_t kBuffer = 1 << 20;

/// Unique within the machine: two writers of one path never share a temporary file.
std::filesystem::path temporaryName(const std::filesystem::path& path) {
    static std::atomic<unsigned> counter{0};
    std::filesystem::path name = path;
    name += ".part-" + std::to_string(::getpid()) + "-" + std::to_string(counter++);
    return name;
}

std::filesystem::path folderOf(const std::filesystem::path& path) {
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

}  // namespace

AtomicFile::AtomicFile(std::filesystem::path path) : path_(std::move(path)), temporary_(temporaryName(path_)) {
    file_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file_ < 0) fail("cannot be written");
    buffer_.reserve(kBuffer);
}

AtomicFile::~AtomicFile() {
    if (file_ >= 0) {
        ::close(file_);
        ::unlink(temporary_.c_str());
    }
}

void AtomicFile::fail(const char* action) const {
    const std::string reason = std::generic_category().message(errno);
    throw Error(Error::Kind::Storage, path_.string() + ": " + action + ": " + reason);
}

void AtomicFile::writeOut(const char* data, std::size_t bytes) {
    while (bytes > 0) {
        const ssize_t written = ::write(file_, data, bytes);
        if (written < 0) {
            if (errno == EINTR) continue;
            fail("cannot be written");
        }
        data += written;
        bytes -= static_cast<std::size_t>(written);
    }
}

void AtomicFile::write(const void* data, std::size_t bytes) {
    if (bytes == 0) return;
    sha_.update(data, bytes);
    if (buffer_.size() + bytes > kBuffer) {
        writeOut(buffer_.data(), buffer_.size());
        buffer_.clear();
    }
    if (bytes >= kBuffer)
        writeOut(static_cast<const char*>(data), bytes);
    else
        buffer_.append(static_cast<const char*>(data), bytes);
}

std::string AtomicFile::commit() {
    writeOut(buffer_.data(), buffer_.size());
    buffer_.clear();
    // A file that is replaced keeps its rights.
    struct stat replaced {};
    if (::stat(path_.c_str(), &replaced) == 0 && ::fchmod(file_, replaced.st_mode & 07777) != 0)
        fail("cannot be written");
    if (::fsync(file_) != 0) fail("cannot be written");
    const int file = file_;
    file_ = -1;
    if (::close(file) != 0 || ::rename(temporary_.c_str(), path_.c_str()) != 0) {
        const int reason = errno;
        ::unlink(temporary_.c_str());
        errno = reason;
        fail("cannot be written");
    }
    syncFolder(folderOf(path_));
    return sha_.hex();
}

void syncFolder(const std::filesystem::path& folder) {
    const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) return;  // a folder that may be written but not listed: the rename itself has happened
    ::fsync(file);
    ::close(file);
}

}  // namespace exitlab

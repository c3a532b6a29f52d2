// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "core/base/error.h"
#include "core/config/experiment.h"

namespace fs = std::filesystem;

namespace exitlab {
namespace {

[[noreturn]] void cannotWrite(const std::string& path) {
    throw Error(Error::Kind::Storage, path + ": cannot be written: " + std::strerror(errno));
}

/// A new file beside the target that disappears unless it is put in its place.
class TemporaryFile {
  public:
    explicit TemporaryFile(const fs::path& target) : target_(target.string()), name_(target_ + ".XXXXXX") {
        file_ = mkstemp(name_.data());
        if (file_ < 0) cannotWrite(target_);
    }
    ~TemporaryFile() {
        if (file_ >= 0) close(file_);
        if (!name_.empty()) unlink(name_.c_str());
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    void write(const std::string& text) {
        for (std::size_t done = 0; done < text.size();) {
            const ssize_t n = ::write(file_, text.data() + done, text.size() - done);
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) cannotWrite(target_);
            done += static_cast<std::size_t>(n);
        }
    }
    void replaceTarget() {
        // mkstemp makes the file private; an experiment gets the rights of the file it replaces, or the usual ones.
        struct stat old {};
        mode_t mode = 0666;
        if (stat(target_.c_str(), &old) == 0) {
            mode = old.st_mode & 07777;
        } else {
            const mode_t mask = umask(0);
            umask(mask);
            mode &= ~mask;
        }
        if (fchmod(file_, mode) != 0 || fsync(file_) != 0 || rename(name_.c_str(), target_.c_str()) != 0)
            cannotWrite(target_);
        name_.clear();
    }

  private:
    std::string target_, name_;
    int file_ = -1;
};

}  // namespace

void Experiment::save(const std::string& path) const {
    // Renaming onto a link would replace the link and leave the file it points to as it was.
    std::error_code failed;
    const fs::path real = fs::weakly_canonical(path, failed);
    const fs::path target = failed ? fs::path(path) : real;
    if (fs::is_directory(target, failed)) throw Error(Error::Kind::Storage, path + ": this is a folder");
    TemporaryFile file(target);
    file.write(toText());
    file.replaceTarget();
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/config/experiment.h"

namespace fs = std::filesystem;

namespace exitlab {

void Experiment::save(const std::string& path) const {
    // Renaming onto a link would replace the link and leave the file it points to as it was.
    std::error_code failed;
    const fs::path real = fs::weakly_canonical(path, failed);
    const fs::path target = failed ? fs::path(path) : real;
    if (fs::is_directory(target, failed)) throw Error(Error::Kind::Storage, path + ": this is a folder");
    AtomicFile file(target);
    file.write(toText());
    file.commit();
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz.h"

#include <spdlog/spdlog.h>
#include <stdlib.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "core/base/error.h"

namespace exitlab::fuzz {

namespace {

struct Folder {
    std::filesystem::path path;
    Folder() {
        // Memory rather than a disk, where there is such a folder: tens of thousands of files a second.
        const bool memory = std::filesystem::is_directory("/dev/shm");
        std::string name =
            (memory ? "/dev/shm" : std::filesystem::temp_directory_path().string()) + "/exitlab-fuzz-XXXXXX";
        if (!::mkdtemp(name.data())) std::abort();
        path = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
};

}  // namespace

const std::filesystem::path& file(const std::string& name, const std::uint8_t* data, std::size_t size) {
    static const Folder folder;
    static std::filesystem::path path;
    path = folder.path / name;
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    return path;
}

void expect(bool holds, const char* promise) {
    if (holds) return;
    std::fprintf(stderr, "promise broken: %s\n", promise);
    std::abort();
}

}  // namespace exitlab::fuzz

extern "C" int LLVMFuzzerInitialize(int*, char***) {
    spdlog::set_level(spdlog::level::off);
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        exitlab::fuzz::target(data, size);
    } catch (const exitlab::Error& error) {
        exitlab::fuzz::expect(error.what()[0] != '\0', "an error says what is wrong");
    }
    return 0;
}

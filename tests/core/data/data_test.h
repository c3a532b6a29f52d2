// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of core/data share.
#pragma once

#include <zlib.h>

#include <QByteArray>
#include <QString>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include "core/base/error.h"
#include "core/config/experiment.h"

/// The folder of the real data sets; the test is skipped, with a reason, where nobody says where they are.
#define NEEDS_DATA()                                      \
    const char* dataFolder = std::getenv("EXITLAB_DATA"); \
    if (!dataFolder) QSKIP("EXITLAB_DATA is not set: no real data sets to test with")

/// The call throws an InputError whose message contains every one of the given parts.
#define EXPECT_INPUT_ERROR(call, ...)                                                                         \
    do {                                                                                                      \
        const std::string message = exitlab::test::inputError([&] { (void)(call); });                         \
        for (const std::string& part : std::initializer_list<std::string>{__VA_ARGS__})                       \
            QVERIFY2(message.find(part) != std::string::npos, ("'" + part + "' not in: " + message).c_str()); \
    } while (false)

namespace exitlab::test {

inline std::string inputError(const std::function<void()>& call) {
    try {
        call();
    } catch (const InputError& error) {
        return error.what();
    }
    return "(no InputError)";
}

/// Every setting at its default, with this data set.
inline Settings settingsFor(const std::string& dataset) {
    Settings settings;
    for (const ParameterSection& section : experimentSchema(nullptr, {}))
        for (const ParameterSpec& spec : section.parameters) settings.set(spec.key, spec.defaultValue);
    settings.set("data.dataset", dataset);
    return settings;
}

inline void writeFile(const std::filesystem::path& path, const std::string& bytes) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

/// As one gzip member.
inline std::string gzipped(const std::string& bytes) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&stream, static_cast<uLong>(bytes.size())) + 64, '\0');
    std::string input = bytes;
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

inline std::string bigEndian(std::uint32_t value) {
    return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8),
            static_cast<char>(value)};
}

inline std::string idxLabels(const std::string& labels) {
    return bigEndian(2049) + bigEndian(static_cast<std::uint32_t>(labels.size())) + labels;
}

inline std::string idxImages(std::uint32_t count, std::uint32_t height, std::uint32_t width,
                             const std::string& pixels) {
    return bigEndian(2051) + bigEndian(count) + bigEndian(height) + bigEndian(width) + pixels;
}

}  // namespace exitlab::test

// SPDX-License-Identifier: GPL-3.0-or-later
// Files in the safetensors layout (8-byte little-endian header length, JSON header, raw little-endian data),
// torch-free.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace exitlab {

/// One tensor to write: `data` is borrowed for the duration of the call.
struct TensorRef {
    std::string name;
    std::string dtype;  ///< "F32", "F64", "I64", "U8"
    std::vector<std::int64_t> shape;
    const void* data = nullptr;
    std::size_t bytes = 0;
};

struct StoredTensor {
    std::string dtype;
    std::vector<std::int64_t> shape;
    std::string data;  ///< raw bytes
};

struct SafetensorsFile {
    std::map<std::string, StoredTensor> tensors;
    std::map<std::string, std::string> metadata;  ///< "__metadata__"
};

/// Writes to a temporary file beside `path`, syncs and renames: the file is whole or absent. Returns its SHA-256.
/// Throws Error(Storage) with the reason of the system.
std::string writeSafetensors(const std::filesystem::path& path, const std::vector<TensorRef>& tensors,
                             const std::map<std::string, std::string>& metadata = {});

/// Throws InputError naming the file, the place in it and what was expected: header length against file size, JSON,
/// known dtype, shape against byte range, ranges inside the file, without gaps or overlap.
SafetensorsFile readSafetensors(const std::filesystem::path& path);

}  // namespace exitlab

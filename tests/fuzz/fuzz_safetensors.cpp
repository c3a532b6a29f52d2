// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/safetensors.h"
#include "tests/fuzz/fuzz.h"

void exitlab::fuzz::target(const std::uint8_t* data, std::size_t size) {
    const SafetensorsFile read = readSafetensors(file("f.safetensors", data, size));
    std::size_t bytes = 0;
    for (const auto& [name, tensor] : read.tensors) bytes += tensor.data.size();
    expect(bytes <= size, "no more data than the file has");
}

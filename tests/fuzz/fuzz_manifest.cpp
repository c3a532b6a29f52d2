// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plugin/manifest.h"
#include "tests/fuzz/fuzz.h"

void exitlab::fuzz::target(const std::uint8_t* data, std::size_t size) {
    expect(readManifest(file("fuzz.json", data, size)).info.id == "fuzz", "a manifest is of its file");
}

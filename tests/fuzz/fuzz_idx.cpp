// SPDX-License-Identifier: GPL-3.0-or-later
// First byte: labels or images, plain or packed, upright or transposed; the rest is the file.
#include "core/data/loaders.h"
#include "tests/fuzz/fuzz.h"

void exitlab::fuzz::target(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return;
    const bool labels = data[0] & 1, packed = data[0] & 2, transposed = data[0] & 4;
    const auto& path = file(packed ? "f.gz" : "f", data + 1, size - 1);
    if (labels) {
        std::vector<std::int32_t> read;
        readIdxLabels(path, 0, 10, read);
        for (const std::int32_t label : read) expect(label >= 0 && label < 10, "labels lie in their range");
    } else {
        std::vector<std::uint8_t> pixels;
        readIdxImages(path, 3, 4, 4, transposed, pixels);
        expect(pixels.size() == 3 * 4 * 4, "exactly the images asked for");
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
// First byte: USPS, optdigits or a list of names, plain or packed.
#include "core/data/loaders.h"
#include "tests/fuzz/fuzz.h"

void exitlab::fuzz::target(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return;
    const auto& path = file(data[0] & 4 ? "f.gz" : "f", data + 1, size - 1);
    RawSamples samples;
    std::size_t pixels = 0;
    switch (data[0] & 3) {
        case 0:
            readUsps(path, samples);
            pixels = 256;
            break;
        case 1:
            readOptdigits(path, samples);
            pixels = 64;
            break;
        default:
            expect(readNames(path, 3).size() == 3, "exactly the names asked for");
            return;
    }
    expect(samples.pixels.size() == samples.labels.size() * pixels, "pixels of every label");
    for (const std::int32_t label : samples.labels) expect(label >= 0 && label < 10, "labels lie in their range");
}

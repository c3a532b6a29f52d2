// SPDX-License-Identifier: GPL-3.0-or-later
// First byte: CIFAR-10 or CIFAR-100, with or without pixels; the rest is repeated to a whole record, so that the fuzzer
// need not find 3,073 bytes by itself, unless its third bit says not to.
#include "core/data/loaders.h"
#include "tests/fuzz/fuzz.h"

void exitlab::fuzz::target(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return;
    const bool fine = data[0] & 1, pixels = data[0] & 2, stretch = !(data[0] & 4);
    std::vector<std::uint8_t> bytes(data + 1, data + size);
    if (stretch) {
        const std::size_t record = 3 * 32 * 32 + (fine ? 2 : 1);
        const std::size_t given = bytes.size();
        bytes.resize(record);
        for (std::size_t i = given; i < record; ++i) bytes[i] = bytes[i % given];
    }
    RawSamples samples;
    readCifar(file("f.bin", bytes.data(), bytes.size()), fine ? std::vector<int>{20, 100} : std::vector<int>{10},
              pixels ? ReadWhat::All : ReadWhat::LabelsOnly, samples);
    for (const std::int32_t label : samples.labels)
        expect(label >= 0 && label < (fine ? 100 : 10), "labels lie in their range");
    expect(samples.pixels.size() == (pixels ? samples.labels.size() * 3072 : 0), "pixels of every label");
}

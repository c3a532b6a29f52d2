// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "core/data/byte_source.h"
#include "core/data/loaders.h"

namespace exitlab {

void readCifar(const std::filesystem::path& file, const std::vector<int>& labelLimits, ReadWhat what, RawSamples& to) {
    constexpr std::size_t imageBytes = 3 * 32 * 32;
    const std::size_t recordBytes = labelLimits.size() + imageBytes;
    ByteSource source(file);
    std::error_code problem;
    const std::uint64_t size = std::filesystem::file_size(file, problem);
    if (problem || size % recordBytes != 0)
        throw InputError(file.string(), source.place(size - size % recordBytes),
                         "the file has " + grouped(size) + " bytes, expected a multiple of " + grouped(recordBytes) +
                             ", the size of one record");
    const std::size_t records = size / recordBytes;
    const std::size_t before = to.pixels.size();
    if (what == ReadWhat::All) to.pixels.resize(before + records * imageBytes);
    to.labels.reserve(to.labels.size() + records);
    std::array<std::uint8_t, imageBytes> skipped;
    for (std::size_t i = 0; i < records; ++i) {
        std::uint8_t label = 0;
        for (const int limit : labelLimits) {
            const std::uint64_t at = source.position();
            source.read(&label, 1, "label");
            if (label >= limit)
                throw InputError(file.string(), source.place(at),
                                 "label " + std::to_string(label) + ", expected 0 to " + std::to_string(limit - 1));
        }
        to.labels.push_back(label);
        source.read(what == ReadWhat::All ? to.pixels.data() + before + i * imageBytes : skipped.data(), imageBytes,
                    "image");
    }
    source.expectEnd();
}

}  // namespace exitlab

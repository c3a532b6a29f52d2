// SPDX-License-Identifier: GPL-3.0-or-later
// The IDX format of MNIST: big-endian magic (third byte 8: unsigned bytes; fourth: number of dimensions), the
// dimensions as 32-bit counts, then the bytes.
#include <utility>

#include "core/data/byte_source.h"
#include "core/data/loaders.h"

namespace exitlab {
namespace {

constexpr std::uint32_t kLabelMagic = 2049;
constexpr std::uint32_t kImageMagic = 2051;

std::uint64_t readHeader(ByteSource& source, std::uint32_t magic, const char* kind) {
    const std::uint32_t found = source.readBigEndian32("magic number");
    if (found != magic)
        throw InputError(
            source.name(), source.place(0),
            "magic number " + std::to_string(found) + ", expected " + std::to_string(magic) + " (IDX " + kind + ")");
    const std::uint32_t count = source.readBigEndian32("header");
    if (count == 0)
        throw InputError(source.name(), source.place(4), std::string("announces 0 ") + kind + ", expected at least 1");
    return count;
}

}  // namespace

void readIdxLabels(const std::filesystem::path& file, int lowest, int classes, std::vector<std::int32_t>& labels) {
    ByteSource source(file);
    const std::uint64_t count = readHeader(source, kLabelMagic, "labels");
    constexpr std::uint64_t header = 8;
    source.expectSize(header + count);
    std::vector<std::uint8_t> bytes(count);
    source.read(bytes.data(), bytes.size(), "labels");
    source.expectEnd();
    labels.reserve(labels.size() + count);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const int label = int{bytes[i]} - lowest;
        if (label < 0 || label >= classes)
            throw InputError(file.string(), source.place(header + i),
                             "label " + std::to_string(bytes[i]) + ", expected " + std::to_string(lowest) + " to " +
                                 std::to_string(lowest + classes - 1));
        labels.push_back(label);
    }
}

void readIdxImages(const std::filesystem::path& file, std::int64_t count, std::int64_t height, std::int64_t width,
                   bool transposed, std::vector<std::uint8_t>& pixels) {
    ByteSource source(file);
    const std::uint64_t found = readHeader(source, kImageMagic, "images");
    if (found != static_cast<std::uint64_t>(count))
        throw InputError(file.string(), source.place(4),
                         grouped(found) + " images, expected " + grouped(static_cast<std::uint64_t>(count)) +
                             ", one for each label");
    const std::uint64_t rows = source.readBigEndian32("header");
    const std::uint64_t columns = source.readBigEndian32("header");
    if (rows != static_cast<std::uint64_t>(height) || columns != static_cast<std::uint64_t>(width))
        throw InputError(file.string(), source.place(8),
                         "images of " + std::to_string(rows) + " x " + std::to_string(columns) + " pixels, expected " +
                             std::to_string(height) + " x " + std::to_string(width));
    // At most 2^32 images of some thousand pixels: no overflow in 64 bits.
    const std::uint64_t bytes = found * rows * columns;
    source.expectSize(16 + bytes);
    const std::size_t before = pixels.size();
    pixels.resize(before + bytes);
    source.read(pixels.data() + before, bytes, "images");
    source.expectEnd();
    if (!transposed) return;
    const auto side = static_cast<std::size_t>(height);  // transposed sets are square
    for (std::uint8_t* image = pixels.data() + before; image != pixels.data() + pixels.size(); image += side * side)
        for (std::size_t y = 0; y < side; ++y)
            for (std::size_t x = y + 1; x < side; ++x) std::swap(image[y * side + x], image[x * side + y]);
}

}  // namespace exitlab

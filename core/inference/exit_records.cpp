// SPDX-License-Identifier: GPL-3.0-or-later
// Layout, all little-endian:
//   0  "EXRC"
//   4  u16 version (1)
//   6  u8  width of a class number: 1, 2 or 4 bytes
//   7  u8  0
//   8  u32 exits K
//  12  u32 classes C
//  16  u64 samples n
//  24  i32 client[n], i32 sample[n], class label[n], class prediction[n K],
//      f32 confidence[n K], f32 entropy[n K], f32 margin[n K]
// end  u32 CRC-32 of everything before it
#include "core/inference/exit_records.h"

#include <zlib.h>

#include <bit>
#include <cstring>
#include <limits>

#include "core/base/error.h"

namespace exitlab {

namespace {

constexpr char kMagic[4] = {'E', 'X', 'R', 'C'};
constexpr std::uint16_t kVersion = 1;
constexpr std::size_t kHeader = 24;
constexpr std::size_t kChecksum = 4;
// Far above any network; keeps products of counts below 2^64.
constexpr std::uint64_t kMaxExits = 4096;
constexpr std::uint64_t kMaxClasses = 1u << 30;

[[noreturn]] void bad(std::size_t offset, const std::string& what) {
    throw InputError("exit records", "byte " + std::to_string(offset), what);
}

template <class T>
T swapped(T value) {
    if constexpr (std::endian::native == std::endian::big) {
        auto* bytes = reinterpret_cast<unsigned char*>(&value);
        for (std::size_t i = 0; i < sizeof(T) / 2; ++i) std::swap(bytes[i], bytes[sizeof(T) - 1 - i]);
    }
    return value;
}

template <class T>
void put(std::string& out, T value) {
    value = swapped(value);
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class T>
void putAll(std::string& out, const std::vector<T>& values) {
    if constexpr (std::endian::native == std::endian::little) {
        out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
    } else {
        for (const T value : values) put(out, value);
    }
}

template <class T>
T get(const std::string& blob, std::size_t offset) {
    T value;
    std::memcpy(&value, blob.data() + offset, sizeof value);
    return swapped(value);
}

template <class T>
std::vector<T> getAll(const std::string& blob, std::size_t& offset, std::size_t count) {
    std::vector<T> values(count);
    if (count != 0) std::memcpy(values.data(), blob.data() + offset, count * sizeof(T));
    if constexpr (std::endian::native == std::endian::big)
        for (T& value : values) value = swapped(value);
    offset += count * sizeof(T);
    return values;
}

void putClasses(std::string& out, const std::vector<std::int32_t>& values, int width) {
    if (width == 4) return putAll(out, values);
    for (const std::int32_t value : values) {
        if (width == 1)
            put(out, static_cast<std::uint8_t>(value));
        else
            put(out, static_cast<std::uint16_t>(value));
    }
}

std::vector<std::int32_t> getClasses(const std::string& blob, std::size_t& offset, std::size_t count, int width,
                                     int classes, const char* what) {
    const std::size_t start = offset;
    std::vector<std::int32_t> values;
    if (width == 4) {
        values = getAll<std::int32_t>(blob, offset, count);
    } else if (width == 2) {
        const auto narrow = getAll<std::uint16_t>(blob, offset, count);
        values.assign(narrow.begin(), narrow.end());
    } else {
        const auto narrow = getAll<std::uint8_t>(blob, offset, count);
        values.assign(narrow.begin(), narrow.end());
    }
    for (std::size_t i = 0; i < count; ++i)
        if (values[i] < 0 || values[i] >= classes)
            bad(start + i * static_cast<std::size_t>(width),
                std::string(what) + " " + std::to_string(values[i]) + ", expected 0 to " + std::to_string(classes - 1));
    return values;
}

std::uint32_t checksum(const std::string& blob, std::size_t bytes) {
    return static_cast<std::uint32_t>(
        crc32_z(crc32_z(0, nullptr, 0), reinterpret_cast<const unsigned char*>(blob.data()), bytes));
}

void checkShape(const ExitRecords& records) {
    const auto wrong = [](const std::string& what) { throw Error(Error::Kind::Usage, "exit records: " + what); };
    if (records.exits < 1 || static_cast<std::uint64_t>(records.exits) > kMaxExits) wrong("exits out of range");
    if (records.classes < 1 || static_cast<std::uint64_t>(records.classes) > kMaxClasses) wrong("classes out of range");
    const std::size_t n = records.size();
    const std::size_t nk = n * static_cast<std::size_t>(records.exits);
    if (records.sample.size() != n || records.label.size() != n) wrong("client, sample and label differ in length");
    if (records.prediction.size() != nk || records.confidence.size() != nk || records.entropy.size() != nk ||
        records.margin.size() != nk)
        wrong("an array per exit does not have samples x exits values");
    for (const auto* classes : {&records.label, &records.prediction})
        for (const std::int32_t value : *classes)
            if (value < 0 || value >= records.classes) wrong("class " + std::to_string(value) + " out of range");
}

}  // namespace

std::string encodeRecords(const ExitRecords& records) {
    checkShape(records);
    const int width = records.classes <= 256 ? 1 : records.classes <= 65536 ? 2 : 4;
    const std::size_t n = records.size();
    const std::size_t nk = n * static_cast<std::size_t>(records.exits);
    std::string out;
    out.reserve(kHeader + n * 8 + (n + nk) * static_cast<std::size_t>(width) + nk * 12 + kChecksum);
    out.append(kMagic, sizeof kMagic);
    put(out, kVersion);
    put(out, static_cast<std::uint8_t>(width));
    put(out, std::uint8_t{0});
    put(out, static_cast<std::uint32_t>(records.exits));
    put(out, static_cast<std::uint32_t>(records.classes));
    put(out, static_cast<std::uint64_t>(n));
    putAll(out, records.client);
    putAll(out, records.sample);
    putClasses(out, records.label, width);
    putClasses(out, records.prediction, width);
    putAll(out, records.confidence);
    putAll(out, records.entropy);
    putAll(out, records.margin);
    put(out, checksum(out, out.size()));
    return out;
}

ExitRecords decodeRecords(const std::string& blob) {
    if (blob.size() < kHeader + kChecksum)
        bad(blob.size(), "ends here, expected at least " + std::to_string(kHeader + kChecksum) + " bytes");
    if (std::memcmp(blob.data(), kMagic, sizeof kMagic) != 0) bad(0, "expected \"EXRC\"");
    const auto version = get<std::uint16_t>(blob, 4);
    if (version != kVersion)
        bad(4, "version " + std::to_string(version) + ", expected " + std::to_string(kVersion) +
                   " (written by another version of ExitLab)");
    const int width = get<std::uint8_t>(blob, 6);
    if (width != 1 && width != 2 && width != 4) bad(6, "class width " + std::to_string(width) + ", expected 1, 2 or 4");
    if (blob[7] != 0) bad(7, "expected 0");
    const std::uint64_t exits = get<std::uint32_t>(blob, 8);
    if (exits < 1 || exits > kMaxExits)
        bad(8, std::to_string(exits) + " exits, expected 1 to " + std::to_string(kMaxExits));
    const std::uint64_t classes = get<std::uint32_t>(blob, 12);
    if (classes < 1 || classes > kMaxClasses)
        bad(12, std::to_string(classes) + " classes, expected 1 to " + std::to_string(kMaxClasses));
    const auto n = get<std::uint64_t>(blob, 16);
    const auto w = static_cast<std::uint64_t>(width);
    const std::uint64_t perSample = 8 + w + exits * (w + 12);
    // Compared by division: n may be anything.
    const std::uint64_t body = blob.size() - kHeader - kChecksum;
    if (n > body / perSample || n * perSample != body)
        bad(16, std::to_string(n) + " samples of " + std::to_string(perSample) +
                    " bytes do not fit the length: expected " + std::to_string(body / perSample));
    const std::size_t end = blob.size() - kChecksum;
    if (get<std::uint32_t>(blob, end) != checksum(blob, end)) bad(end, "checksum does not match: the data is damaged");

    ExitRecords records;
    records.exits = static_cast<int>(exits);
    records.classes = static_cast<int>(classes);
    const auto count = static_cast<std::size_t>(n);
    const std::size_t nk = count * static_cast<std::size_t>(exits);
    std::size_t offset = kHeader;
    records.client = getAll<std::int32_t>(blob, offset, count);
    records.sample = getAll<std::int32_t>(blob, offset, count);
    records.label = getClasses(blob, offset, count, width, records.classes, "label");
    records.prediction = getClasses(blob, offset, nk, width, records.classes, "prediction");
    records.confidence = getAll<float>(blob, offset, nk);
    records.entropy = getAll<float>(blob, offset, nk);
    records.margin = getAll<float>(blob, offset, nk);
    return records;
}

}  // namespace exitlab

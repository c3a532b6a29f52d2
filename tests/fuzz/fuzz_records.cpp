// SPDX-License-Identifier: GPL-3.0-or-later
// First byte: whether the checksum at the end is put right, as no fuzzer finds one.
#include <zlib.h>

#include "core/inference/exit_records.h"
#include "tests/fuzz/fuzz.h"

void exitlab::fuzz::target(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return;
    std::string blob(reinterpret_cast<const char*>(data + 1), size - 1);
    if (data[0] & 1) {
        const auto sum = static_cast<std::uint32_t>(
            crc32(0, reinterpret_cast<const Bytef*>(blob.data()), static_cast<uInt>(blob.size())));
        for (int byte = 0; byte < 4; ++byte) blob += static_cast<char>(sum >> (8 * byte) & 0xff);
    }
    const ExitRecords records = decodeRecords(blob);
    const std::size_t cells = records.size() * static_cast<std::size_t>(records.exits);
    expect(records.prediction.size() == cells && records.confidence.size() == cells, "columns of equal length");
    expect(decodeRecords(encodeRecords(records)) == records || encodeRecords(records).size() == blob.size(),
           "what was read is written again");
}

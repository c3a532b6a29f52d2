// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/safetensors.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>

#include "core/base/atomic_file.h"
#include "core/base/error.h"

namespace exitlab {

namespace {

using Json = nlohmann::ordered_json;

// The reference implementation refuses longer headers too.
constexpr std::uint64_t kMaxHeader = 100'000'000;
// {"name": {"shape": [...]}} and nothing deeper.
constexpr int kMaxDepth = 3;
constexpr const char* kMetadata = "__metadata__";

/// Bytes of one element, 0 if the name is unknown.
std::uint64_t elementBytes(const std::string& dtype) {
    static const std::map<std::string, std::uint64_t> sizes = {
        {"BOOL", 1}, {"U8", 1},  {"I8", 1},  {"U16", 2}, {"I16", 2}, {"F16", 2}, {"BF16", 2},
        {"U32", 4},  {"I32", 4}, {"F32", 4}, {"U64", 8}, {"I64", 8}, {"F64", 8}};
    const auto found = sizes.find(dtype);
    return found == sizes.end() ? 0 : found->second;
}

/// False if the number of bytes does not fit 64 bits.
bool byteCount(const std::vector<std::int64_t>& shape, std::uint64_t element, std::uint64_t& bytes) {
    bytes = element;
    // A zero anywhere makes the tensor empty, however large the other sizes are.
    if (std::find(shape.begin(), shape.end(), 0) != shape.end()) {
        bytes = 0;
        return true;
    }
    for (const std::int64_t size : shape)
        if (__builtin_mul_overflow(bytes, static_cast<std::uint64_t>(size), &bytes)) return false;
    return true;
}

std::string shapeText(const std::vector<std::int64_t>& shape) {
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i) text += (i ? ", " : "") + std::to_string(shape[i]);
    return text + "]";
}

std::string headerLength(std::uint64_t length) {
    std::string bytes(8, '\0');
    for (int i = 0; i < 8; ++i) bytes[static_cast<std::size_t>(i)] = static_cast<char>(length >> (8 * i));
    return bytes;
}

/// The reader of one file: every complaint names it.
class Reader {
  public:
    explicit Reader(const std::filesystem::path& path) : file_(path.string()) {
        std::error_code error;
        if (!std::filesystem::is_regular_file(path, error))
            bad("", std::filesystem::exists(path, error) ? "is not a regular file" : "does not exist");
        stream_.open(path, std::ios::binary);
        if (!stream_) bad("", "cannot be opened for reading");
        stream_.seekg(0, std::ios::end);
        size_ = static_cast<std::uint64_t>(stream_.tellg());
        stream_.seekg(0);
    }

    SafetensorsFile read() {
        const Json header = readHeader();
        SafetensorsFile file;
        std::vector<Range> ranges;
        for (const auto& [name, entry] : header.items()) {
            if (name == kMetadata)
                readMetadata(entry, file.metadata);
            else
                ranges.push_back(readEntry(name, entry));
        }
        checkRanges(ranges);
        // In file order: one pass from front to back.
        for (Range& range : ranges) {
            range.tensor.data.resize(range.end - range.begin);
            stream_.read(range.tensor.data.data(), static_cast<std::streamsize>(range.tensor.data.size()));
            if (!stream_) bad(place(range.name), "the file ended while it was read");
            file.tensors.emplace(range.name, std::move(range.tensor));
        }
        return file;
    }

  private:
    struct Range {
        std::string name;
        std::uint64_t begin = 0, end = 0;
        StoredTensor tensor;
    };

    [[noreturn]] void bad(const std::string& where, const std::string& what) const {
        throw InputError(file_, where, what);
    }
    static std::string place(const std::string& tensor) { return "tensor \"" + tensor + "\""; }

    Json readHeader() {
        if (size_ < 8)
            bad("byte " + std::to_string(size_), "ends here, expected a header length of 8 bytes (safetensors)");
        unsigned char bytes[8];
        stream_.read(reinterpret_cast<char*>(bytes), 8);
        std::uint64_t length = 0;
        for (int i = 7; i >= 0; --i) length = length << 8 | bytes[i];
        if (length > size_ - 8)
            bad("byte 0", "header length " + std::to_string(length) + " exceeds the " + std::to_string(size_ - 8) +
                              " bytes that follow");
        if (length > kMaxHeader)
            bad("byte 0",
                "header length " + std::to_string(length) + ", expected at most " + std::to_string(kMaxHeader));
        std::string text(length, '\0');
        stream_.read(text.data(), static_cast<std::streamsize>(length));
        if (!stream_) bad("byte 8", "the file ended while its header was read");
        if (text.empty() || text[0] != '{') bad("byte 8", "expected a JSON object");
        data_ = size_ - 8 - length;
        checkDepth(text);
        return parse(text);
    }

    /// Before the parser sees it: depth is bounded, so nothing downstream recurses far.
    void checkDepth(const std::string& text) const {
        int depth = 0;
        bool string = false;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            if (string) {
                if (c == '\\') ++i;
                if (c == '"') string = false;
            } else if (c == '"') {
                string = true;
            } else if (c == '{' || c == '[') {
                if (++depth > kMaxDepth)
                    bad("byte " + std::to_string(8 + i), "JSON nested deeper than " + std::to_string(kMaxDepth));
            } else if (c == '}' || c == ']') {
                --depth;
            }
        }
    }

    Json parse(const std::string& text) const {
        // The parser keeps the last of two equal keys; here the second is an error.
        std::vector<std::set<std::string>> keys;
        std::string twice;
        const auto watch = [&](int, Json::parse_event_t event, Json& value) {
            if (event == Json::parse_event_t::object_start) keys.emplace_back();
            if (event == Json::parse_event_t::object_end) keys.pop_back();
            if (event == Json::parse_event_t::key && !keys.back().insert(value.get<std::string>()).second)
                twice = value.get<std::string>();
            return true;
        };
        Json header;
        try {
            header = Json::parse(text, watch);
        } catch (const Json::parse_error& error) {
            bad("byte " + std::to_string(8 + error.byte), std::string("not JSON: ") + error.what());
        }
        if (!twice.empty()) bad("header", "the key \"" + twice + "\" appears twice");
        return header;
    }

    void readMetadata(const Json& entry, std::map<std::string, std::string>& metadata) const {
        if (!entry.is_object()) bad(kMetadata, "expected an object of texts");
        for (const auto& [key, value] : entry.items()) {
            if (!value.is_string()) bad(std::string(kMetadata) + "." + key, "expected a text");
            metadata.emplace(key, value.get<std::string>());
        }
    }

    Range readEntry(const std::string& name, const Json& entry) const {
        const std::string where = place(name);
        if (!entry.is_object()) bad(where, "expected an object");
        for (const auto& [key, value] : entry.items())
            if (key != "dtype" && key != "shape" && key != "data_offsets")
                bad(where, "unknown key \"" + key + "\", expected dtype, shape and data_offsets");
        for (const char* key : {"dtype", "shape", "data_offsets"})
            if (!entry.contains(key)) bad(where, std::string("has no ") + key);
        Range range;
        range.name = name;
        const Json& dtype = entry["dtype"];
        if (!dtype.is_string()) bad(where, "dtype: expected a text");
        range.tensor.dtype = dtype.get<std::string>();
        const std::uint64_t element = elementBytes(range.tensor.dtype);
        if (element == 0)
            bad(where, "unknown dtype \"" + range.tensor.dtype + "\", expected F32, F64, F16, BF16, I64, I32, ...");
        const Json& shape = entry["shape"];
        if (!shape.is_array()) bad(where, "shape: expected a list of sizes");
        for (const Json& size : shape) {
            if (!size.is_number_unsigned() || size.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX))
                bad(where, "shape: expected whole numbers from 0");
            range.tensor.shape.push_back(size.get<std::int64_t>());
        }
        const Json& offsets = entry["data_offsets"];
        if (!offsets.is_array() || offsets.size() != 2 || !offsets[0].is_number_unsigned() ||
            !offsets[1].is_number_unsigned())
            bad(where, "data_offsets: expected [begin, end]");
        range.begin = offsets[0].get<std::uint64_t>();
        range.end = offsets[1].get<std::uint64_t>();
        if (range.begin > range.end || range.end > data_)
            bad(where, "data_offsets [" + std::to_string(range.begin) + ", " + std::to_string(range.end) +
                           "] outside the " + std::to_string(data_) + " bytes of data");
        std::uint64_t bytes = 0;
        if (!byteCount(range.tensor.shape, element, bytes))
            bad(where, "shape " + shapeText(range.tensor.shape) + " is larger than any file");
        if (bytes != range.end - range.begin)
            bad(where, "shape " + shapeText(range.tensor.shape) + " of " + range.tensor.dtype + " needs " +
                           std::to_string(bytes) + " bytes, data_offsets give " +
                           std::to_string(range.end - range.begin));
        return range;
    }

    void checkRanges(std::vector<Range>& ranges) const {
        std::sort(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) {
            return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
        });
        std::uint64_t expected = 0;
        for (const Range& range : ranges) {
            if (range.begin != expected)
                bad(place(range.name), std::string(range.begin < expected ? "overlaps the tensor before it"
                                                                          : "leaves a gap after the tensor before it") +
                                           ": begins at " + std::to_string(range.begin) + ", expected " +
                                           std::to_string(expected));
            expected = range.end;
        }
        if (expected != data_)
            bad("byte " + std::to_string(size_ - data_ + expected),
                std::to_string(data_ - expected) + " bytes after the last tensor belong to none");
    }

    std::string file_;
    std::ifstream stream_;
    std::uint64_t size_ = 0;
    std::uint64_t data_ = 0;  ///< bytes after the header
};

}  // namespace

std::string writeSafetensors(const std::filesystem::path& path, const std::vector<TensorRef>& tensors,
                             const std::map<std::string, std::string>& metadata) {
    const auto wrong = [&](const TensorRef& tensor, const std::string& what) {
        throw Error(Error::Kind::Usage, path.string() + ": tensor \"" + tensor.name + "\": " + what);
    };
    Json header = Json::object();
    if (!metadata.empty()) header[kMetadata] = metadata;
    // Wide elements first, so that every tensor is aligned to its element in the file.
    std::vector<std::size_t> order(tensors.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return elementBytes(tensors[a].dtype) > elementBytes(tensors[b].dtype);
    });
    std::uint64_t offset = 0;
    for (const std::size_t i : order) {
        const TensorRef& tensor = tensors[i];
        const std::uint64_t element = elementBytes(tensor.dtype);
        if (element == 0) wrong(tensor, "unknown dtype \"" + tensor.dtype + "\"");
        for (const std::int64_t size : tensor.shape)
            if (size < 0) wrong(tensor, "negative size in shape " + shapeText(tensor.shape));
        std::uint64_t bytes = 0;
        if (!byteCount(tensor.shape, element, bytes) || bytes != tensor.bytes)
            wrong(tensor, "shape " + shapeText(tensor.shape) + " of " + tensor.dtype + " does not have " +
                              std::to_string(tensor.bytes) + " bytes");
        if (tensor.name == kMetadata || header.contains(tensor.name)) wrong(tensor, "the name is already taken");
        header[tensor.name] = {
            {"dtype", tensor.dtype}, {"shape", tensor.shape}, {"data_offsets", {offset, offset + bytes}}};
        offset += bytes;
    }
    std::string text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' ');
    AtomicFile file(path);
    file.write(headerLength(text.size()));
    file.write(text);
    for (const std::size_t i : order) file.write(tensors[i].data, tensors[i].bytes);
    return file.commit();
}

SafetensorsFile readSafetensors(const std::filesystem::path& path) { return Reader(path).read(); }

}  // namespace exitlab

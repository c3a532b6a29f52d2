// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/byte_source.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace exitlab {
namespace {

constexpr std::size_t kBuffer = 256 * 1024;
constexpr std::size_t kLongestLine = 8 * 1024;
/// Deflate codes at best 258 bytes in 2 bits, so 1032 : 1 (zlib's own documentation gives the same bound).
constexpr std::uint64_t kLargestRatio = 1032;

struct FileCloser {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

struct ByteSource::State {
    std::filesystem::path path;
    std::unique_ptr<std::FILE, FileCloser> file;
    std::uint64_t size = 0;      ///< of the file as it lies on disk
    std::uint64_t position = 0;  ///< unpacked bytes handed out
    bool packed = false;
    bool memberEnded = false;  ///< the last gzip member is complete
    z_stream stream{};
    std::vector<unsigned char> input = std::vector<unsigned char>(kBuffer);
    std::vector<char> text;  ///< unread part of readLine's buffer
    std::size_t textNext = 0;

    ~State() {
        if (packed) inflateEnd(&stream);
    }

    [[noreturn]] void fail(const std::string& where, const std::string& what) const {
        throw InputError(path.string(), where, what);
    }

    /// Refills the packed input; false at the end of the file.
    bool refill() {
        const std::size_t got = std::fread(input.data(), 1, input.size(), file.get());
        if (got == 0 && std::ferror(file.get())) fail("", std::string("cannot be read: ") + std::strerror(errno));
        stream.next_in = input.data();
        stream.avail_in = static_cast<uInt>(got);
        return got != 0;
    }

    std::size_t readPlain(unsigned char* to, std::size_t bytes) {
        const std::size_t got = std::fread(to, 1, bytes, file.get());
        if (got < bytes && std::ferror(file.get())) fail("", std::string("cannot be read: ") + std::strerror(errno));
        return got;
    }

    std::size_t readPacked(unsigned char* to, std::size_t bytes) {
        std::size_t done = 0;
        while (done < bytes) {
            if (stream.avail_in == 0 && !refill()) {
                if (memberEnded) break;
                fail("unpacked byte " + std::to_string(position + done),
                     "the gzip data ends in the middle (an incomplete copy?), expected its closing checksum");
            }
            if (memberEnded) {  // gzip files may hold several members one after the other
                inflateReset(&stream);
                memberEnded = false;
            }
            const std::size_t chunk = std::min<std::size_t>(bytes - done, 1U << 30);
            stream.next_out = to + done;
            stream.avail_out = static_cast<uInt>(chunk);
            const int status = inflate(&stream, Z_NO_FLUSH);
            done += chunk - stream.avail_out;
            if (status == Z_STREAM_END) {
                memberEnded = true;
            } else if (status != Z_OK && status != Z_BUF_ERROR) {
                fail("unpacked byte " + std::to_string(position + done),
                     std::string("damaged gzip data (") + (stream.msg ? stream.msg : "preset dictionary") +
                         "), expected a file packed by gzip");
            }
        }
        return done;
    }

    std::size_t readSome(void* to, std::size_t bytes) {
        auto* out = static_cast<unsigned char*>(to);
        const std::size_t got = packed ? readPacked(out, bytes) : readPlain(out, bytes);
        position += got;
        return got;
    }
};

ByteSource::ByteSource(const std::filesystem::path& file) : state_(std::make_unique<State>()) {
    state_->path = file;
    std::error_code problem;
    if (!std::filesystem::is_regular_file(file, problem)) state_->fail("", "is not a file, expected a data file");
    state_->size = std::filesystem::file_size(file, problem);
    state_->file.reset(std::fopen(file.c_str(), "rb"));
    if (!state_->file) state_->fail("", std::string("cannot be opened: ") + std::strerror(errno));
    if (state_->size == 0) state_->fail("byte 0", "the file is empty");
    if (file.extension() == ".gz") {
        // 15: the largest window; + 16: a gzip header and checksum, nothing else.
        if (inflateInit2(&state_->stream, 15 + 16) != Z_OK) throw std::bad_alloc();
        state_->packed = true;
    }
}

ByteSource::~ByteSource() = default;

std::string ByteSource::name() const { return state_->path.string(); }
std::uint64_t ByteSource::position() const { return state_->position; }

std::string ByteSource::place(std::uint64_t byte) const {
    return (state_->packed ? "unpacked byte " : "byte ") + std::to_string(byte);
}

void ByteSource::expectSize(std::uint64_t bytes) const {
    const State& s = *state_;
    if (!s.packed && s.size != bytes)
        s.fail("byte " + std::to_string(std::min(s.size, bytes)),
               "the file has " + grouped(s.size) + " bytes, expected " + grouped(bytes) + " as its header announces");
    if (s.packed && bytes / kLargestRatio > s.size)
        s.fail("unpacked byte 4", "the header announces " + grouped(bytes) + " bytes, more than the " +
                                      grouped(s.size) + " packed bytes of the file can hold");
}

void ByteSource::read(void* to, std::size_t bytes, const char* what) {
    const std::size_t got = state_->readSome(to, bytes);
    if (got != bytes)
        state_->fail(place(position()), std::string("the file ends in the ") + what + ", expected " +
                                            grouped(bytes - got) + " more bytes");
}

std::uint32_t ByteSource::readBigEndian32(const char* what) {
    std::array<unsigned char, 4> b{};
    read(b.data(), b.size(), what);
    return std::uint32_t{b[0]} << 24 | std::uint32_t{b[1]} << 16 | std::uint32_t{b[2]} << 8 | std::uint32_t{b[3]};
}

bool ByteSource::readLine(std::string& line) {
    State& s = *state_;
    line.clear();
    for (;;) {
        if (s.textNext == s.text.size()) {
            s.text.resize(kBuffer);
            s.text.resize(s.readSome(s.text.data(), s.text.size()));
            s.textNext = 0;
            if (s.text.empty()) break;
        }
        const char* from = s.text.data() + s.textNext;
        const std::size_t left = s.text.size() - s.textNext;
        const auto* end = static_cast<const char*>(std::memchr(from, '\n', left));
        const std::size_t length = end ? static_cast<std::size_t>(end - from) : left;
        if (line.size() + length > kLongestLine)
            s.fail(place(position()), "a line of more than 8,192 characters, expected the text of a data set");
        line.append(from, length);
        s.textNext += length + (end ? 1 : 0);
        if (end) {
            if (!line.empty() && line.back() == '\r') line.pop_back();
            return true;
        }
    }
    return !line.empty();
}

void ByteSource::expectEnd() {
    const std::uint64_t end = position();
    unsigned char extra = 0;
    if (state_->readSome(&extra, 1) != 0)
        state_->fail(place(end), "more data follows, expected the end of the file as its header announces");
}

std::filesystem::path findDataFile(const std::filesystem::path& root, const std::vector<std::string>& names,
                                   const std::string& title, bool packable) {
    std::string tried;
    for (const std::string& name : names)
        for (const char* suffix : {"", ".gz"}) {
            if (*suffix && !packable) continue;
            std::error_code ignored;
            const std::filesystem::path path = root / (name + suffix);
            if (std::filesystem::exists(path, ignored)) return path;
            tried += (tried.empty() ? "" : ", ") + name + suffix;
        }
    throw InputError(title, "",
                     "no data file found in the data folder " + root.string() + " (tried " + tried +
                         "); set the folder with --data DIR or EXITLAB_DATA");
}

std::string grouped(std::uint64_t value) {
    const std::string digits = std::to_string(value);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
        text += digits[i];
    }
    return text;
}

}  // namespace exitlab

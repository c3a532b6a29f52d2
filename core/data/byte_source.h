// SPDX-License-Identifier: GPL-3.0-or-later
// Checked reading of data set files, packed with gzip or plain. Never holds more than the caller asked for, so an
// archive that unpacks to far more than it announces costs nothing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace exitlab {

/// A file read from front to back. Names that end in ".gz" are unpacked on the way; positions are those of the unpacked
/// bytes. Every failure is an InputError naming file and byte.
class ByteSource {
  public:
    explicit ByteSource(const std::filesystem::path& file);
    ~ByteSource();
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;

    std::string name() const;
    std::uint64_t position() const;
    /// Throws where the file cannot hold exactly `bytes` unpacked bytes: a plain file is compared by size, a packed one
    /// by the largest ratio deflate can reach. Called before memory is set aside for what a header announces.
    void expectSize(std::uint64_t bytes) const;
    /// Reads exactly `bytes`; `what` names them in the message if the file ends early.
    void read(void* to, std::size_t bytes, const char* what);
    std::uint32_t readBigEndian32(const char* what);
    /// False at the end of the file. Strips a carriage return; lines above 8 KiB are an error.
    bool readLine(std::string& line);
    /// Throws if anything follows.
    void expectEnd();
    /// "byte 16", "unpacked byte 16".
    std::string place(std::uint64_t byte) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The first of `names` (relative to `root`; each is tried plain and, if `packable`, with ".gz") that exists. Throws an
/// InputError that lists what was tried and says how to set the root.
std::filesystem::path findDataFile(const std::filesystem::path& root, const std::vector<std::string>& names,
                                   const std::string& title, bool packable = true);

/// "70,000".
std::string grouped(std::uint64_t value);

}  // namespace exitlab

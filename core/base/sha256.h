// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

namespace exitlab {

/// Running SHA-256 (libcrypto).
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    void update(const void* data, std::size_t bytes);
    /// 64 lower-case hexadecimal digits; ends the computation.
    std::string hex();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Of a whole file. Throws InputError if it cannot be read.
std::string sha256OfFile(const std::filesystem::path& file);

}  // namespace exitlab

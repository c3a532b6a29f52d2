// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
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

}  // namespace exitlab

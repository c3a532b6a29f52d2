// SPDX-License-Identifier: GPL-3.0-or-later
// The random numbers of the server stage, one stream per generator and server epoch, so that they do not depend on the
// order of the work.
#pragma once

#include <functional>

#include "core/base/rng.h"
#include "core/torch.h"

namespace exitlab::darkdistill {

/// What one server epoch draws.
class Draws {
  public:
    virtual ~Draws() = default;
    /// `count` positions below `pool`, with replacement.
    virtual std::vector<std::int64_t> pairs(int generator, std::int64_t pool, std::int64_t count) = 0;
    /// Uniform in [0, 1): [rows, width].
    virtual Tensor noise(int generator, std::int64_t rows, std::int64_t width) = 0;
};

using DrawSource = std::function<std::unique_ptr<Draws>(int round, int epoch)>;

class RandomDraws final : public Draws {
  public:
    RandomDraws(std::uint64_t seed, int round, int epoch, int generators);
    std::vector<std::int64_t> pairs(int generator, std::int64_t pool, std::int64_t count) override;
    Tensor noise(int generator, std::int64_t rows, std::int64_t width) override;

  private:
    std::vector<Rng> streams_;
};

}  // namespace exitlab::darkdistill

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/darkdistill/draws.h"

namespace exitlab::darkdistill {

RandomDraws::RandomDraws(std::uint64_t seed, int round, int epoch, int generators) {
    for (int g = 0; g < generators; ++g)
        streams_.emplace_back(seed, Purpose::Method, static_cast<std::uint64_t>(round) * 1000 + epoch, 10 + g);
}

std::vector<std::int64_t> RandomDraws::pairs(int generator, std::int64_t pool, std::int64_t count) {
    Rng& rng = streams_[static_cast<std::size_t>(generator)];
    std::vector<std::int64_t> drawn;
    for (std::int64_t i = 0; i < count; ++i)
        drawn.push_back(static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(pool))));
    return drawn;
}

Tensor RandomDraws::noise(int generator, std::int64_t rows, std::int64_t width) {
    Rng& rng = streams_[static_cast<std::size_t>(generator)];
    Tensor noise = at::empty({rows, width}, at::kFloat);
    for (std::int64_t i = 0; i < noise.numel(); ++i) noise.data_ptr<float>()[i] = static_cast<float>(rng.uniform());
    return noise;
}

}  // namespace exitlab::darkdistill

// SPDX-License-Identifier: GPL-3.0-or-later
// The built-in data set: small grey symbols drawn from the seed, so that everything can be tried without a download.
// Each sample has a known difficulty in [0, 1] that sets how far it is distorted, cluttered, covered and noisy: easy
// ones can leave at a shallow exit, hard ones need depth. Torch-free.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/data/loaders.h"

namespace exitlab {

inline constexpr int kGlyphClasses = 16;  ///< symbols there are; an experiment uses the first few

struct GlyphOptions {
    std::uint64_t seed = 0;
    std::int64_t samples = 0;
    int size = 24;            ///< pixels, height = width
    int classes = 10;         ///< 1 .. kGlyphClasses
    double difficulty = 0.5;  ///< mean of the samples' difficulty
};

/// "ring", "cross", ...
const std::vector<std::string>& glyphNames();
/// Class of sample `index`: classes take turns, so every stretch of the set is balanced.
inline std::int32_t glyphLabel(std::int64_t index, int classes) { return static_cast<std::int32_t>(index % classes); }
/// The first three quarters are the official training part.
inline std::int64_t glyphOfficialTrain(std::int64_t samples) { return samples - samples / 4; }

/// Draws sample `index` into size x size bytes and returns its difficulty. Depends on nothing but the options (not on
/// their `samples`) and the index.
float drawGlyph(const GlyphOptions& options, std::int64_t index, std::uint8_t* pixels);
/// One sample of a given class and difficulty: for lessons and tests. `variant` chooses among the random draws.
void drawGlyphOf(const GlyphOptions& options, int label, double difficulty, std::uint64_t variant,
                 std::uint8_t* pixels);

RawSamples drawGlyphs(const GlyphOptions& options, ReadWhat what);

}  // namespace exitlab

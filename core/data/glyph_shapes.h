// SPDX-License-Identifier: GPL-3.0-or-later
// The symbols of the built-in data set as strokes.
#pragma once

#include <vector>

namespace exitlab {

/// x to the right, y down; a symbol fills about -1 .. 1.
struct GlyphPoint {
    float x = 0;
    float y = 0;
};
using GlyphStroke = std::vector<GlyphPoint>;
using GlyphShape = std::vector<GlyphStroke>;

/// One shape per class, in the order of glyphNames(); strokes are cut into short pieces, so that they can be bent.
const std::vector<GlyphShape>& glyphShapes();

}  // namespace exitlab

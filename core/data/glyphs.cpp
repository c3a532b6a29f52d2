// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/glyphs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "core/base/rng.h"
#include "core/data/glyph_shapes.h"

namespace exitlab {
namespace {

constexpr double kPi = std::numbers::pi;
/// Concentration of the Beta distribution of the difficulty: near 2, so that easy, middling and hard samples are about
/// equally frequent at a mean of one half.
constexpr double kSpread = 2.2;
constexpr int kLargestSize = 64;

double drawDifficulty(Rng& rng, double mean) {
    if (mean <= 0) return 0;
    if (mean >= 1) return 1;
    const double a = rng.gamma(kSpread * mean);
    const double b = rng.gamma(kSpread * (1 - mean));
    return a + b > 0 ? a / (a + b) : mean;
}

/// Grey image in 0 .. 1 with strokes drawn by their distance, so edges are anti-aliased over one pixel.
class Canvas {
  public:
    explicit Canvas(int size) : size_(size) { ink_.fill(0); }

    /// Points in pixels. `halfWidth` in pixels; overlapping strokes keep the stronger ink.
    void draw(const GlyphStroke& stroke, float halfWidth, float ink) {
        for (std::size_t i = 1; i < stroke.size(); ++i) segment(stroke[i - 1], stroke[i], halfWidth, ink);
    }
    float* row(int y) { return ink_.data() + y * size_; }
    int size() const { return size_; }

  private:
    void segment(GlyphPoint a, GlyphPoint b, float halfWidth, float ink) {
        const float reach = halfWidth + 0.5f;
        const auto first = [&](float v) { return std::max(0, static_cast<int>(std::floor(v - reach))); };
        const auto last = [&](float v) { return std::min(size_ - 1, static_cast<int>(std::ceil(v + reach))); };
        const float dx = b.x - a.x;
        const float dy = b.y - a.y;
        const float scale = 1 / std::max(dx * dx + dy * dy, 1e-12f);
        const int left = first(std::min(a.x, b.x));
        const int right = last(std::max(a.x, b.x));
        for (int y = first(std::min(a.y, b.y)); y <= last(std::max(a.y, b.y)); ++y)
            for (int x = left; x <= right; ++x) {
                const float px = static_cast<float>(x) - a.x;
                const float py = static_cast<float>(y) - a.y;
                const float t = std::clamp((px * dx + py * dy) * scale, 0.0f, 1.0f);
                const float ex = px - t * dx;
                const float ey = py - t * dy;
                const float square = ex * ex + ey * ey;
                if (square >= reach * reach) continue;
                const float cover = std::min(1.0f, reach - std::sqrt(square));
                float& pixel = row(y)[x];
                pixel = std::max(pixel, cover * ink);
            }
    }

    int size_;
    std::array<float, kLargestSize * kLargestSize> ink_;
};

/// Affine map and a smooth bend (one wave along each axis) from the unit shape to pixels.
struct Distortion {
    float xx, xy, yx, yy, x0, y0;
    float bendX, bendY, frequencyX, frequencyY, phaseX, phaseY;

    Distortion(Rng& rng, double d, int size) {
        const double angle = (5 + 30 * d) * rng.uniform(-1, 1) * kPi / 180;
        const double zoom = (0.74 - 0.1 * d) * (1 + (0.06 + 0.24 * d) * rng.uniform(-1, 1)) * size / 2;
        const double aspect = 1 + (0.04 + 0.22 * d) * rng.uniform(-1, 1);
        const double shear = (0.03 + 0.32 * d) * rng.uniform(-1, 1);
        const double c = std::cos(angle) * zoom;
        const double s = std::sin(angle) * zoom;
        xx = static_cast<float>(c * aspect);
        xy = static_cast<float>(c * shear - s / aspect);
        yx = static_cast<float>(s * aspect);
        yy = static_cast<float>(s * shear + c / aspect);
        const double shift = (0.03 + 0.11 * d) * size;
        x0 = static_cast<float>((size - 1) / 2.0 + shift * rng.uniform(-1, 1));
        y0 = static_cast<float>((size - 1) / 2.0 + shift * rng.uniform(-1, 1));
        const double bend = 0.02 + 0.17 * d;
        bendX = static_cast<float>(bend * rng.uniform(-1, 1));
        bendY = static_cast<float>(bend * rng.uniform(-1, 1));
        frequencyX = static_cast<float>(rng.uniform(1.2, 3));
        frequencyY = static_cast<float>(rng.uniform(1.2, 3));
        phaseX = static_cast<float>(rng.uniform(0, 2 * kPi));
        phaseY = static_cast<float>(rng.uniform(0, 2 * kPi));
    }

    GlyphPoint operator()(GlyphPoint p) const {
        const float x = p.x + bendX * std::sin(frequencyX * p.y + phaseX);
        const float y = p.y + bendY * std::sin(frequencyY * p.x + phaseY);
        return {xx * x + xy * y + x0, yx * x + yy * y + y0};
    }
};

/// Strokes that belong to no symbol: short lines and arcs, mostly towards the border.
void drawClutter(Canvas& canvas, Rng& rng, double d, float halfWidth, float ink) {
    const double size = canvas.size();
    const int strokes = static_cast<int>(d * 4.2 + rng.uniform() * (0.3 + d));
    for (int i = 0; i < strokes; ++i) {
        double x = size * rng.uniform();
        double y = size * rng.uniform();
        double angle = rng.uniform(0, 2 * kPi);
        const double turn = rng.uniform(-0.5, 0.5);
        const double step = size * rng.uniform(0.05, 0.11);
        const float strokeInk = ink * static_cast<float>(rng.uniform(0.45, 1));
        const float strokeWidth = halfWidth * static_cast<float>(rng.uniform(0.5, 0.9));
        GlyphStroke stroke;
        for (int p = 0; p < 4; ++p) {
            stroke.push_back({static_cast<float>(x), static_cast<float>(y)});
            x += step * std::cos(angle);
            y += step * std::sin(angle);
            angle += turn;
        }
        canvas.draw(stroke, strokeWidth, strokeInk);
    }
}

/// A band across the image that hides what lies beneath.
void cover(Canvas& canvas, Rng& rng, double d) {
    const double size = canvas.size();
    const double angle = rng.uniform(0, kPi);
    const double width = size * d * rng.uniform(0.05, 0.18);
    const double offset = size * rng.uniform(-0.28, 0.28);
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    const double centre = (size - 1) / 2;
    for (int y = 0; y < canvas.size(); ++y)
        for (int x = 0; x < canvas.size(); ++x) {
            const double distance = std::abs((x - centre) * c + (y - centre) * s - offset);
            const double hidden = std::clamp(width / 2 - distance + 0.5, 0.0, 1.0);
            canvas.row(y)[x] *= static_cast<float>(1 - hidden);
        }
}

/// About normal (sum of four uniforms of 16 bits, scaled to variance 1): one draw of the generator per pixel.
float noise(Rng& rng) {
    const std::uint64_t bits = rng.next();
    const auto part = [&](int shift) { return static_cast<std::int32_t>(bits >> shift & 0xffff); };
    const std::int32_t sum = part(0) + part(16) + part(32) + part(48) - 2 * 0xffff;
    return static_cast<float>(sum) * (1.7320508f / 65536);
}

void drawSample(const GlyphOptions& options, Rng& rng, int label, double d, std::uint8_t* pixels) {
    const int size = options.size;
    Canvas canvas(size);
    const Distortion distort(rng, d, size);
    const float halfWidth =
        static_cast<float>(size * 0.048 * (1 + (0.1 + 0.4 * d) * rng.uniform(-1, 1)));  // about 2.3 of 24 pixels wide
    const float ink = static_cast<float>(1 - (0.1 + 0.3 * d) * rng.uniform());
    for (GlyphStroke stroke : glyphShapes()[static_cast<std::size_t>(label)]) {
        for (GlyphPoint& point : stroke) point = distort(point);
        canvas.draw(stroke, halfWidth, ink);
    }
    if (d > 0.3 && rng.uniform() < d) cover(canvas, rng, d);
    drawClutter(canvas, rng, d, halfWidth, ink);

    // A sloping background under everything, then noise.
    const float base = static_cast<float>(0.18 * d * rng.uniform());
    const float slopeX = static_cast<float>(0.14 * d * rng.uniform(-1, 1) / size);
    const float slopeY = static_cast<float>(0.14 * d * rng.uniform(-1, 1) / size);
    const float sigma = static_cast<float>(0.015 + 0.11 * d);
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) {
            const float back = base + slopeX * static_cast<float>(x) + slopeY * static_cast<float>(y);
            const float value = std::max(canvas.row(y)[x], back) + sigma * noise(rng);
            pixels[y * size + x] = static_cast<std::uint8_t>(std::clamp(value, 0.0f, 1.0f) * 255 + 0.5f);
        }
}

}  // namespace

float drawGlyph(const GlyphOptions& options, std::int64_t index, std::uint8_t* pixels) {
    Rng rng(options.seed, Purpose::Glyphs, static_cast<std::uint64_t>(index));
    const double d = drawDifficulty(rng, options.difficulty);
    drawSample(options, rng, glyphLabel(index, options.classes), d, pixels);
    return static_cast<float>(d);
}

void drawGlyphOf(const GlyphOptions& options, int label, double difficulty, std::uint64_t variant,
                 std::uint8_t* pixels) {
    Rng rng(options.seed, Purpose::Glyphs, variant, 1);
    drawSample(options, rng, label, difficulty, pixels);
}

RawSamples drawGlyphs(const GlyphOptions& options, ReadWhat what) {
    if (options.samples < 1 || options.size < 8 || options.size > kLargestSize || options.classes < 1 ||
        options.classes > kGlyphClasses)
        throw std::invalid_argument("drawGlyphs: options out of range");
    RawSamples set;
    set.officialTrain = glyphOfficialTrain(options.samples);
    set.labels.reserve(static_cast<std::size_t>(options.samples));
    for (std::int64_t i = 0; i < options.samples; ++i) set.labels.push_back(glyphLabel(i, options.classes));
    if (what == ReadWhat::LabelsOnly) return set;
    const auto bytes = static_cast<std::size_t>(options.size) * static_cast<std::size_t>(options.size);
    set.pixels.resize(static_cast<std::size_t>(options.samples) * bytes);
    set.difficulty.reserve(set.labels.size());
    for (std::int64_t i = 0; i < options.samples; ++i)
        set.difficulty.push_back(drawGlyph(options, i, set.pixels.data() + static_cast<std::size_t>(i) * bytes));
    return set;
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QtTest>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/data/glyphs.h"
#include "tests/core/data/data_test.h"

using namespace exitlab;

class GlyphsTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void sameSeedSamePixels();
    void sampleDependsOnItsIndexAlone();
    void labelsAreBalanced();
    void difficultyFollowsTheSetting_data();
    void difficultyFollowsTheSetting();
    void everySymbolIsSeen();
    void easyOnesAreEasierThanHardOnes();
    void drawnInWellUnderASecond();
    void optionsOutOfRange();
};

namespace {

GlyphOptions options(std::int64_t samples) { return {.seed = 3, .samples = samples}; }

std::vector<std::uint8_t> image(const RawSamples& set, std::size_t i, std::size_t area) {
    const auto from = set.pixels.begin() + static_cast<std::ptrdiff_t>(i * area);
    return {from, from + static_cast<std::ptrdiff_t>(area)};
}

}  // namespace

void GlyphsTest::sameSeedSamePixels() {
    const RawSamples a = drawGlyphs(options(200), ReadWhat::All);
    const RawSamples b = drawGlyphs(options(200), ReadWhat::All);
    QCOMPARE(a.pixels.size(), std::size_t{200 * 24 * 24});
    QVERIFY(a.pixels == b.pixels && a.labels == b.labels && a.difficulty == b.difficulty);
    GlyphOptions other = options(200);
    other.seed = 4;
    QVERIFY(drawGlyphs(other, ReadWhat::All).pixels != a.pixels);
}

void GlyphsTest::sampleDependsOnItsIndexAlone() {
    const RawSamples few = drawGlyphs(options(40), ReadWhat::All);
    const RawSamples many = drawGlyphs(options(400), ReadWhat::All);
    QVERIFY(std::equal(few.pixels.begin(), few.pixels.end(), many.pixels.begin()));
    std::vector<std::uint8_t> alone(24 * 24);
    QCOMPARE(drawGlyph(options(400), 123, alone.data()), many.difficulty[123]);
    QVERIFY(alone == image(many, 123, 24 * 24));
    QVERIFY(alone != image(many, 133, 24 * 24));  // same class, another draw
}

void GlyphsTest::labelsAreBalanced() {
    GlyphOptions o = options(803);
    o.classes = 7;
    const RawSamples set = drawGlyphs(o, ReadWhat::All);
    QCOMPARE(set.officialTrain, std::int64_t{603});  // 803 - 200
    std::vector<int> train(7, 0), test(7, 0);
    for (std::size_t i = 0; i < set.labels.size(); ++i)
        ++(i < 603 ? train : test)[static_cast<std::size_t>(set.labels[i])];
    for (const auto& counts : {train, test})
        QVERIFY(*std::max_element(counts.begin(), counts.end()) - *std::min_element(counts.begin(), counts.end()) <= 1);
    const RawSamples labels = drawGlyphs(o, ReadWhat::LabelsOnly);
    QVERIFY(labels.labels == set.labels && labels.officialTrain == set.officialTrain && labels.pixels.empty());
}

void GlyphsTest::difficultyFollowsTheSetting_data() {
    QTest::addColumn<double>("mean");
    for (const double mean : {0.0, 0.2, 0.5, 0.8, 1.0}) QTest::newRow(std::to_string(mean).c_str()) << mean;
}

void GlyphsTest::difficultyFollowsTheSetting() {
    QFETCH(double, mean);
    GlyphOptions o = options(3000);
    o.difficulty = mean;
    o.size = 16;
    const RawSamples set = drawGlyphs(o, ReadWhat::All);
    double sum = 0, squares = 0;
    for (const float d : set.difficulty) {
        QVERIFY(d >= 0 && d <= 1);
        sum += double{d};
        squares += double{d} * double{d};
    }
    const double average = sum / 3000;
    QVERIFY2(std::abs(average - mean) < 0.02, std::to_string(average).c_str());
    // Beta with concentration 2.2: variance mean (1 - mean) / 3.2.
    QVERIFY(std::abs(squares / 3000 - average * average - mean * (1 - mean) / 3.2) < 0.01);
}

void GlyphsTest::everySymbolIsSeen() {
    QCOMPARE(glyphNames().size(), std::size_t{kGlyphClasses});
    for (int size = 16; size <= 32; size += 8) {
        GlyphOptions o = options(1);
        o.size = size;
        const auto area = static_cast<std::size_t>(size * size);
        std::vector<std::vector<double>> means;
        for (int label = 0; label < kGlyphClasses; ++label) {
            std::vector<double> mean(area, 0);
            std::vector<std::uint8_t> pixels(area);
            for (std::uint64_t variant = 0; variant < 20; ++variant) {
                drawGlyphOf(o, label, 0, variant, pixels.data());
                for (std::size_t p = 0; p < area; ++p) mean[p] += pixels[p] / (20 * 255.0);
            }
            // Neither empty nor a blot: strokes on a dark ground.
            const double ink = std::accumulate(mean.begin(), mean.end(), 0.0) / static_cast<double>(area);
            QVERIFY2(ink > 0.05 && ink < 0.45, glyphNames()[static_cast<std::size_t>(label)].c_str());
            for (const auto& other : means) {
                double distance = 0;
                for (std::size_t p = 0; p < area; ++p) distance += std::pow(mean[p] - other[p], 2);
                QVERIFY2(std::sqrt(distance / static_cast<double>(area)) > 0.08,
                         glyphNames()[static_cast<std::size_t>(label)].c_str());
            }
            means.push_back(std::move(mean));
        }
    }
}

void GlyphsTest::easyOnesAreEasierThanHardOnes() {
    // A nearest class mean stands for what little a shallow exit can do.
    constexpr std::size_t area = 24 * 24;
    const RawSamples set = drawGlyphs(options(6000), ReadWhat::All);
    const auto train = static_cast<std::size_t>(set.officialTrain);
    std::vector<std::vector<double>> means(10, std::vector<double>(area, 0));
    for (std::size_t i = 0; i < train; ++i)
        for (std::size_t p = 0; p < area; ++p)
            means[static_cast<std::size_t>(set.labels[i])][p] += set.pixels[i * area + p] / (double(train) / 10);
    int right[3] = {}, all[3] = {};
    for (std::size_t i = train; i < set.labels.size(); ++i) {
        std::size_t best = 0;
        double bestDistance = std::numeric_limits<double>::max();
        for (std::size_t c = 0; c < means.size(); ++c) {
            double distance = 0;
            for (std::size_t p = 0; p < area; ++p) distance += std::pow(set.pixels[i * area + p] - means[c][p], 2);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = c;
            }
        }
        const int third = std::min(2, static_cast<int>(set.difficulty[i] * 3));
        ++all[third];
        right[third] += best == static_cast<std::size_t>(set.labels[i]);
    }
    const auto accuracy = [&](int third) { return double(right[third]) / all[third]; };
    qInfo("nearest class mean: %.1f %% easy, %.1f %% middling, %.1f %% hard", 100 * accuracy(0), 100 * accuracy(1),
          100 * accuracy(2));
    QVERIFY(accuracy(0) > 0.95);
    QVERIFY(accuracy(0) > accuracy(1) + 0.1);
    QVERIFY(accuracy(1) > accuracy(2) + 0.1);
    QVERIFY(accuracy(2) > 0.25);  // hard, not hopeless: chance is 0.1
}

void GlyphsTest::drawnInWellUnderASecond() {
    QElapsedTimer timer;
    timer.start();
    const RawSamples set = drawGlyphs(options(6000), ReadWhat::All);
    qInfo("6000 glyphs of 24 x 24: %lld ms", static_cast<long long>(timer.elapsed()));
    QCOMPARE(set.labels.size(), std::size_t{6000});
    QVERIFY(timer.elapsed() < 2000);  // about 80 ms; the bound leaves room for sanitizers
}

void GlyphsTest::optionsOutOfRange() {
    GlyphOptions o = options(10);
    o.classes = 17;
    QVERIFY_EXCEPTION_THROWN(drawGlyphs(o, ReadWhat::All), std::invalid_argument);
    o = options(10);
    o.size = 65;
    QVERIFY_EXCEPTION_THROWN(drawGlyphs(o, ReadWhat::All), std::invalid_argument);
    QVERIFY_EXCEPTION_THROWN(drawGlyphs(options(0), ReadWhat::All), std::invalid_argument);
}

QTEST_GUILESS_MAIN(GlyphsTest)
#include "tst_glyphs.moc"

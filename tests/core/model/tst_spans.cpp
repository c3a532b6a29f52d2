// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/rng.h"
#include "core/model/spans.h"
#include "tests/support/golden.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

using Ranges = std::vector<std::pair<std::int64_t, std::int64_t>>;

/// stem 4, stage 0: conv 6 and norm 2 + 2, head 0: 3 + 1, statistics 2.
SpanTable table() {
    SpanTable t;
    const auto add = [&](const char* name, std::int64_t n, TensorSpan::Part part, int index, bool norm, bool buffer) {
        t.spans.push_back({name, {n}, t.total, n, part, index, norm, buffer});
        t.total += n;
        if (!buffer) t.parameters = t.total;
    };
    add("stem.weight", 4, TensorSpan::Part::Stem, 0, false, false);
    add("stages.0.weight", 6, TensorSpan::Part::Stage, 0, false, false);
    add("stages.0.norm.weight", 2, TensorSpan::Part::Stage, 0, true, false);
    add("stages.1.weight", 5, TensorSpan::Part::Stage, 1, false, false);
    add("heads.0.weight", 3, TensorSpan::Part::Head, 0, false, false);
    add("heads.1.weight", 1, TensorSpan::Part::Head, 1, false, false);
    add("stages.0.norm.running_mean", 2, TensorSpan::Part::Stage, 0, true, true);
    return t;
}

}  // namespace

class TestSpans : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void rangesAreSortedMergedAndDisjoint() {
        SpanSet set;
        QVERIFY(set.empty());
        set.add(10, 5);
        set.add(0, 2);
        set.add(5, 0);
        QCOMPARE(set.ranges(), (Ranges{{0, 2}, {10, 5}}));
        set.add(2, 3);   // touches the first
        set.add(12, 6);  // overlaps the second
        QCOMPARE(set.ranges(), (Ranges{{0, 5}, {10, 8}}));
        set.add(4, 7);  // joins both
        QCOMPARE(set.ranges(), (Ranges{{0, 18}}));
        set.add(3, 2);  // inside
        QCOMPARE(set.ranges(), (Ranges{{0, 18}}));
        QCOMPARE(set.numel(), std::int64_t{18});
    }

    void orderOfAddingDoesNotMatter() {
        SpanSet a, b;
        for (const auto& [offset, length] : Ranges{{0, 2}, {2, 2}, {9, 1}}) a.add(offset, length);
        for (const auto& [offset, length] : Ranges{{9, 1}, {2, 2}, {0, 2}}) b.add(offset, length);
        QVERIFY(a == b);
    }

    void containsOnlyWholeSpans() {
        const SpanTable t = table();
        SpanSet set;
        set.add(4, 7);
        QVERIFY(set.contains(t.spans[1]));
        QVERIFY2(!set.contains(t.spans[2]), "half of it is missing");
        QVERIFY(!set.contains(t.spans[0]));
    }

    void gatherAndScatterAreInverse() {
        SpanSet set;
        set.add(1, 2);
        set.add(5, 3);
        const Tensor flat = at::arange(10, at::kFloat);
        const Tensor packed = set.gather(flat);
        QCOMPARE(toDoubles(packed), (std::vector<double>{1, 2, 5, 6, 7}));
        const Tensor target = at::full({10}, -1, at::kFloat);
        set.scatter(packed * 10, target);
        QCOMPARE(toDoubles(target), (std::vector<double>{-1, 10, 20, -1, -1, 50, 60, 70, -1, -1}));
        set.copy(flat, target);
        QCOMPARE(toDoubles(target), (std::vector<double>{-1, 1, 2, -1, -1, 5, 6, 7, -1, -1}));
    }

    void payloadOfAnotherSizeIsRefused() {
        SpanSet set;
        set.add(0, 3);
        QVERIFY_EXCEPTION_THROWN(set.scatter(at::zeros({4}), at::zeros({5})), std::logic_error);
    }

    void groupsCoverTheArenaOnce() {
        const SpanTable t = table();
        QCOMPARE(t.all().ranges(), (Ranges{{0, 23}}));
        QCOMPARE(t.parameters, std::int64_t{21});
        QCOMPARE(t.backbone().ranges(), (Ranges{{0, 17}}));
        QCOMPARE(t.heads().ranges(), (Ranges{{17, 4}}));
        QCOMPARE(t.statistics().ranges(), (Ranges{{21, 2}}));
        QCOMPARE(t.backbone().numel() + t.heads().numel() + t.statistics().numel(), t.total);
    }

    void stemBelongsToStageOne() {
        const SpanTable t = table();
        QCOMPARE(t.stage(0).ranges(), (Ranges{{0, 12}}));
        QCOMPARE(t.stage(1).ranges(), (Ranges{{12, 5}}));
        QCOMPARE(t.head(1).ranges(), (Ranges{{20, 1}}));
    }

    void intersectAndWithoutOfAnySets() {
        Rng rng(3, Purpose::Test);
        for (int trial = 0; trial < 500; ++trial) {
            constexpr std::int64_t kSize = 40;
            SpanSet sets[2];
            std::vector<bool> in[2] = {std::vector<bool>(kSize, false), std::vector<bool>(kSize, false)};
            for (int s = 0; s < 2; ++s) {
                for (std::uint64_t i = rng.below(7); i > 0; --i) {
                    const auto offset = static_cast<std::int64_t>(rng.below(kSize));
                    const auto length =
                        static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(kSize - offset)));
                    sets[s].add(offset, length);
                    std::fill_n(in[s].begin() + offset, length, true);
                }
            }
            SpanSet common, rest;
            for (std::int64_t i = 0; i < kSize; ++i) {
                const auto at = static_cast<std::size_t>(i);
                if (in[0][at] && in[1][at]) common.add(i, 1);
                if (in[0][at] && !in[1][at]) rest.add(i, 1);
            }
            QVERIFY(sets[0].intersect(sets[1]) == common);
            QVERIFY(sets[1].intersect(sets[0]) == common);
            QVERIFY(sets[0].without(sets[1]) == rest);
        }
    }

    void groupNames() {
        const SpanTable t = table();
        QCOMPARE(t.spans.front().group(), std::string("backbone"));
        QCOMPARE(t.spans[2].group(), std::string("backbone"));
        QCOMPARE(t.spans[4].group(), std::string("heads"));
        QCOMPARE(t.spans.back().group(), std::string("norm statistics"));
    }
};

QTEST_GUILESS_MAIN(TestSpans)
#include "tst_spans.moc"

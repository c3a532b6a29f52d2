// SPDX-License-Identifier: GPL-3.0-or-later
// Savings in words, reliability and the gallery, on results and records made by hand.
#include <QTest>
#include <cmath>

#include "core/inference/gallery.h"
#include "core/inference/reliability.h"
#include "core/inference/savings.h"

using namespace exitlab;

namespace {

PolicyResult at(double macs, double accuracy) {
    PolicyResult result;
    result.macs = macs;
    result.accuracy = accuracy;
    return result;
}

/// Two exits, two clients, six samples.
ExitRecords handRecords() {
    ExitRecords r;
    r.exits = 2;
    r.classes = 3;
    r.client = {0, 0, 0, 1, 1, 1};
    r.sample = {10, 11, 12, 13, 14, 15};
    r.label = {0, 1, 2, 0, 1, 2};
    r.prediction = {0, 0, 2, 1, 2, 2, 0, 0, 0, 1, 2, 2};
    r.confidence = {0.95f, 0.9f, 0.75f, 0.8f, 0.4f, 0.9f, 0.95f, 1.0f, 0.35f, 0.6f, 0.75f, 0.85f};
    r.entropy.assign(12, 0.5f);
    r.margin.assign(12, 0.5f);
    return r;
}

}  // namespace

class TestSavings : public QObject {
    Q_OBJECT

  private slots:
    void againstTheLastExit() {
        const PolicyResult last = at(10e6, 0.72);
        const auto words = [&](double macs, double accuracy) {
            return QString::fromStdString(inWords(againstLastExit(at(macs, accuracy), last)));
        };
        QCOMPARE(words(6.3e6, 0.70), QString("37.0 % fewer MACs than always using the last exit, for 2.0 points of "
                                             "accuracy."));
        QCOMPARE(words(6.3e6, 0.725), QString("37.0 % fewer MACs than always using the last exit, and 0.5 points more "
                                              "accuracy."));
        QCOMPARE(words(5e6, 0.72), QString("50.0 % fewer MACs than always using the last exit, at the same accuracy."));
        QCOMPARE(words(10e6, 0.72), QString("Nothing is saved: no sample leaves early."));
    }

    void againstAnotherCurve() {
        const std::vector<PolicyResult> curve{at(2e6, 0.60), at(5e6, 0.70), at(8e6, 0.68), at(12e6, 0.75)};
        const auto both = againstCurve(at(4e6, 0.70), "run 2", curve);
        QCOMPARE(both.size(), std::size_t(2));
        QCOMPARE(both[0].otherMacs, 5e6);
        QCOMPARE(QString::fromStdString(inWords(both[0])),
                 QString("At 70.0 % accuracy: 20.0 % fewer MACs than run 2 (4.000 M instead of 5.000 M)."));
        QCOMPARE(both[1].otherAccuracy, 0.60);
        QCOMPARE(QString::fromStdString(inWords(both[1])),
                 QString("For 4.000 M MACs: 10.0 points more accurate than run 2 (70.0 % instead of 60.0 %)."));
        // The other never gets there; the other has nothing as cheap.
        const auto out = againstCurve(at(1e6, 0.80), "run 2", curve);
        QVERIFY(!out[0].reached && !out[1].reached);
        QCOMPARE(QString::fromStdString(inWords(out[0])),
                 QString("80.0 % is not reached by run 2, which comes to 75.0 % at most."));
        QCOMPARE(QString::fromStdString(inWords(out[1])),
                 QString("1.000 M MACs are too few for run 2, which needs 2.000 M at least."));
        // Worse is said as plainly.
        const auto worse = againstCurve(at(9e6, 0.60), "run 2", curve);
        QVERIFY(inWords(worse[0]).find("350.0 % more MACs than run 2") != std::string::npos);
        QVERIFY(inWords(worse[1]).find("10.0 points less accurate") != std::string::npos);
        // Against itself nothing is won.
        const auto self = againstCurve(curve[1], "itself", curve);
        QCOMPARE(self[0].saving(), 0.0);
        QCOMPARE(self[1].points(), 0.0);
        QVERIFY(againstCurve(curve[1], "nothing", {}).empty());
    }

    void averaging() {
        PolicyResult result = at(3e6, 0.5);
        result.clientAccuracy = 0.6;
        result.clientSaving = 0.25;
        QCOMPARE(averaged(result, Averaging::Samples, 4e6), result);
        const PolicyResult clients = averaged(result, Averaging::Clients, 4e6);
        QCOMPARE(clients.accuracy, 0.6);
        QCOMPARE(clients.macs, 3e6);
        QCOMPARE(clients.saving, 0.25);
    }

    void reliabilityOfAllAndOfThoseThatLeave() {
        const ExitRecords records = handRecords();
        const auto all = exitReliability(records, nullptr, 10);
        QCOMPARE(all.size(), std::size_t(2));
        for (int k = 0; k < 2; ++k) {
            const auto& one = all[static_cast<std::size_t>(k)];
            QCOMPARE(one.bins, reliability(records, k, 10));
            QCOMPARE(one.error, expectedCalibrationError(records, k, 10));
            QCOMPARE(one.samples, std::int64_t(6));
        }
        QVERIFY(std::abs(all[0].accuracy - 4.0 / 6) < 1e-12);  // all but samples 11 and 14
        // Samples 0, 1 and 3 leave at exit 1: right, wrong (a 2 for a 1), right.
        const std::vector<int> taken{0, 0, 1, 0, 1, 1};
        const auto leaving = exitReliability(records, &taken, 10);
        QCOMPARE(leaving[0].samples, std::int64_t(3));
        QVERIFY(std::abs(leaving[0].accuracy - 2.0 / 3) < 1e-12);
        QVERIFY(std::abs(leaving[0].confidence - (0.95f + 0.75f + 0.95f) / 3.0) < 1e-6);
        QCOMPARE(leaving[1].samples, std::int64_t(3));
        const std::vector<int> nobody(6, 1);
        QVERIFY(std::isnan(exitReliability(records, &nobody)[0].error));
    }

    void galleryByExitAndConfidence() {
        const ExitRecords records = handRecords();
        const std::vector<int> taken{0, 0, 1, 0, 1, 1};
        GalleryQuery query;
        auto exits = galleryOf(records, taken, query);
        QCOMPARE(exits.size(), std::size_t(2));
        // 0.95 (sample 10), 0.95 (13), 0.75 (11).
        QCOMPARE(exits[0].found, std::size_t(3));
        QCOMPARE(exits[0].items[0].sample, 10);
        QCOMPARE(exits[0].items[1].sample, 13);
        QCOMPARE(exits[0].items[2].sample, 11);
        QVERIFY(!exits[0].items[2].right());
        QCOMPARE(exits[0].items[2].prediction, 2);
        QCOMPARE(exits[1].items[0].confidence, 0.9f);
        query.surestFirst = false;
        QCOMPARE(galleryOf(records, taken, query)[0].items[0].sample, 11);
        query.right = true;
        exits = galleryOf(records, taken, query);
        QCOMPARE(exits[0].found, std::size_t(2));
        query.right = false;
        query.client = 1;
        exits = galleryOf(records, taken, query);
        QCOMPARE(exits[0].found, std::size_t(0));
        query = {};
        query.limit = 1;
        exits = galleryOf(records, taken, query);
        QCOMPARE(exits[1].items.size(), std::size_t(1));
        QCOMPARE(exits[1].found, std::size_t(3));
    }
};

QTEST_APPLESS_MAIN(TestSavings)
#include "tst_savings.moc"

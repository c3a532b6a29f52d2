// SPDX-License-Identifier: GPL-3.0-or-later
// What a method reports on its way to the sink.
#include <QTest>

#include "core/federation/server_round.h"

using namespace exitlab;

namespace {

struct Told {
    std::function<void(const ReportPtr&)> sink() {
        return [this](const ReportPtr& report) { reports.push_back(report); };
    }
    template <class T>
    const T& at(std::size_t i) const {
        return std::get<T>(*reports.at(i));
    }
    std::vector<ReportPtr> reports;
};

}  // namespace

class TestServerRound : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void resultsOfEveryKindGetTheirRound() {
        Told told;
        RoundReporter reporter(7, told.sink());
        MethodReporter& round = reporter;  // what a method sees
        round.report(MethodSeries{0, "s", "", "", {"a"}, {1}});
        round.report(MethodMatrix{0, "m", "", "client", "exit", {0}, {0}, Table(1, 1, 2), ColourMeaning::State});
        round.report(MethodHistogram{0, "h", "", "", "", {"b"}, {"g"}, Table(1, 1, 3)});
        round.report(MethodScatter{0, "p", "", "", "", {}, {4}, {5}, {}, {}, ""});
        round.report(MethodImageGrid{0, "i", "", 1, 1, 1, 1, 1, {6}, {}});
        QCOMPARE(told.reports.size(), std::size_t(5));
        QCOMPARE(told.at<MethodSeries>(0).round, 7);
        QCOMPARE(told.at<MethodMatrix>(1).round, 7);
        QCOMPARE(told.at<MethodHistogram>(2), (MethodHistogram{7, "h", "", "", "", {"b"}, {"g"}, Table(1, 1, 3)}));
        QCOMPARE(told.at<MethodScatter>(3), (MethodScatter{7, "p", "", "", "", {}, {4}, {5}, {}, {}, ""}));
        QCOMPARE(told.at<MethodImageGrid>(4), (MethodImageGrid{7, "i", "", 1, 1, 1, 1, 1, {6}, {}}));
    }
    void contradictingResultsAreRefused() {
        Told told;
        RoundReporter round(7, told.sink());
        const auto refused = [&](auto result, const std::string& expected) {
            try {
                round.report(std::move(result));
            } catch (const Error& error) {
                QCOMPARE(std::string(error.what()), expected);
                QCOMPARE(static_cast<int>(error.kind()), static_cast<int>(Error::Kind::Run));
                return;
            }
            QFAIL("was taken");
        };
        refused(MethodHistogram{0, "h", "", "", "", {"b"}, {"g", "h"}, Table(1, 1)},
                "result \"h\" of the method: 1 counts as 1 x 1, expected 2 groups x 1 bins");
        refused(MethodScatter{0, "p", "", "", "", {}, {4}, {}, {}, {}, ""},
                "result \"p\" of the method: 1 x, 0 y, 0 groups and 0 values of points, expected as many of each "
                "(values: or none)");
        refused(MethodImageGrid{0, "i", "", 1, 1, 4, 1, 1, {1, 2, 3, 4}, {}},
                "result \"i\" of the method: 4 channels, expected 1 (grey) or 3 (red, green, blue)");
        QVERIFY(told.reports.empty());
    }
};

QTEST_GUILESS_MAIN(TestServerRound)
#include "tst_server_round.moc"

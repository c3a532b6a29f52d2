// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>
#include <clocale>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/config/parameter_value.h"
#include "core/config/suggest.h"
#include "tests/core/config/test_catalog.h"

using namespace exitlab;
using exitlab::test::messageOf;

Q_DECLARE_METATYPE(exitlab::ParameterSpec)
Q_DECLARE_METATYPE(exitlab::Json)

namespace {

ParameterSpec rounds() { return integerSpec("training.rounds", "Rounds", 60).range(1, 1000); }
ParameterSpec rate() { return realSpec("training.lr", "Learning rate", 0.05).above(0); }
ParameterSpec share() { return realSpec("training.participation", "Participation", 0.5).above(0).atMost(1); }
ParameterSpec anyWhole() { return integerSpec("n", "N", 0); }
ParameterSpec flag() { return booleanSpec("f", "Flag", true); }
ParameterSpec name() { return textSpec("name", "Name", ""); }
ParameterSpec kind() {
    return choiceSpec("data.partition.kind", "Partition", "iid")
        .choice("iid", "", "")
        .choice("dirichlet", "", "")
        .choice("pathological", "", "");
}

}  // namespace

class TestParameterSpec : public QObject {
    Q_OBJECT

  private slots:
    void rangesAreDescribed_data() {
        QTest::addColumn<ParameterSpec>("spec");
        QTest::addColumn<QString>("text");
        QTest::newRow("above") << rate() << "number above 0";
        QTest::newRow("above, up to") << share() << "number above 0 up to 1";
        QTest::newRow("from to") << rounds() << "whole number from 1 to 1000";
        QTest::newRow("at least") << ParameterSpec(realSpec("x", "", 0).atLeast(0.25)) << "number of at least 0.25";
        QTest::newRow("at most") << ParameterSpec(integerSpec("x", "", 0).atMost(-3)) << "whole number of at most -3";
        QTest::newRow("any") << anyWhole() << "whole number";
        QTest::newRow("large") << ParameterSpec(integerSpec("x", "", 0).range(0, 0x1p53))
                               << "whole number from 0 to 9007199254740992";
        QTest::newRow("choice") << kind() << "one of iid, dirichlet, pathological";
        QTest::newRow("boolean") << flag() << "true or false";
        QTest::newRow("text") << name() << "one line of text";
    }
    void rangesAreDescribed() {
        QFETCH(ParameterSpec, spec);
        QTEST(QString::fromStdString(describeRange(spec)), "text");
    }

    void valuesAreValidated_data() {
        QTest::addColumn<ParameterSpec>("spec");
        QTest::addColumn<Json>("value");
        QTest::addColumn<QString>("message");
        const double nan = std::nan(""), infinity = std::numeric_limits<double>::infinity();
        const QString whole = "expected a whole number from 1 to 1000, found ";
        QTest::newRow("lowest") << rounds() << Json(1) << "";
        QTest::newRow("highest") << rounds() << Json(1000u) << "";
        QTest::newRow("3.0 is whole") << rounds() << Json(3.0) << "";
        QTest::newRow("3.5 is not") << rounds() << Json(3.5) << whole + "3.5";
        QTest::newRow("too low") << rounds() << Json(0) << whole + "0";
        QTest::newRow("too high") << rounds() << Json(1001) << whole + "1001";
        QTest::newRow("beyond int64") << anyWhole() << Json(std::numeric_limits<std::uint64_t>::max())
                                      << "expected a whole number, found 18446744073709551615";
        QTest::newRow("1e300") << anyWhole() << Json(1e300) << "expected a whole number, found 1e+300";
        QTest::newRow("text for a number") << rounds() << Json("10") << whole + "\"10\"";
        QTest::newRow("truth for a number") << rounds() << Json(true) << whole + "true";
        QTest::newRow("null") << rounds() << Json(nullptr) << whole + "null";
        QTest::newRow("list") << rounds() << Json::array({1}) << whole + "a list";
        QTest::newRow("object") << rounds() << Json::object() << whole + "an object";
        QTest::newRow("real") << rate() << Json(0.1) << "";
        QTest::newRow("whole real") << rate() << Json(1) << "";
        QTest::newRow("negative") << rate() << Json(-1) << "expected a number above 0, found -1";
        QTest::newRow("bound excluded") << rate() << Json(0.0) << "expected a number above 0, found 0.0";
        QTest::newRow("upper bound included") << share() << Json(1.0) << "";
        QTest::newRow("NaN") << rate() << Json(nan) << "expected a number above 0, found NaN";
        QTest::newRow("infinity") << rate() << Json(infinity) << "expected a number above 0, found infinity";
        QTest::newRow("NaN whole") << rounds() << Json(nan) << whole + "NaN";
        QTest::newRow("minus infinity") << anyWhole() << Json(-infinity) << "expected a whole number, found -infinity";
        QTest::newRow("boolean") << flag() << Json(false) << "";
        QTest::newRow("1 is no truth value") << flag() << Json(1) << "expected true or false, found 1";
        QTest::newRow("choice") << kind() << Json("iid") << "";
        QTest::newRow("unknown choice") << kind() << Json("dirichlett")
                                        << "expected one of iid, dirichlet, pathological, found \"dirichlett\"; did "
                                           "you mean \"dirichlet\"?";
        QTest::newRow("number for a choice")
            << kind() << Json(1) << "expected one of iid, dirichlet, pathological, found 1";
        QTest::newRow("text") << name() << Json("\xC3\xA9t\xC3\xA9") << "";
        QTest::newRow("two lines") << name() << Json("a\nb") << "expected one line of text, found \"a\\nb\"";
        QTest::newRow("number for text") << name() << Json(1) << "expected one line of text, found 1";
        QTest::newRow("long") << kind() << Json(std::string(500, 'x'))
                              << "expected one of iid, dirichlet, pathological, found \"" + QString(56, 'x') + "...\"";
    }
    void valuesAreValidated() {
        QFETCH(ParameterSpec, spec);
        QFETCH(Json, value);
        QTEST(QString::fromStdString(validate(spec, value)), "message");
    }
    void brokenUtf8IsNoText() { QVERIFY(!validate(name(), Json("a\xff")).empty()); }

    void textIsParsed_data() {
        QTest::addColumn<ParameterSpec>("spec");
        QTest::addColumn<QString>("text");
        QTest::addColumn<Json>("value");
        QTest::newRow("whole") << rounds() << "12" << Json(12);
        QTest::newRow("blanks") << rounds() << " 12 " << Json(12);
        QTest::newRow("plus") << rounds() << "+12" << Json(12);
        QTest::newRow("1e2 is whole") << rounds() << "1e2" << Json(100);
        QTest::newRow("12.0 is whole") << rounds() << "12.0" << Json(12);
        QTest::newRow("real") << rate() << "0.1" << Json(0.1);
        QTest::newRow("exponent") << rate() << "1e-4" << Json(1e-4);
        QTest::newRow("whole real") << rate() << "2" << Json(2.0);
        QTest::newRow("true") << flag() << "true" << Json(true);
        QTest::newRow("Off") << flag() << "Off" << Json(false);
        QTest::newRow("no") << flag() << "no" << Json(false);
        QTest::newRow("1") << flag() << "1" << Json(true);
        QTest::newRow("choice") << kind() << "dirichlet" << Json("dirichlet");
        QTest::newRow("text") << name() << " kept as it is " << Json(" kept as it is ");
        QTest::newRow("empty text") << name() << "" << Json("");
    }
    void textIsParsed() {
        QFETCH(ParameterSpec, spec);
        QFETCH(QString, text);
        QFETCH(Json, value);
        const Json parsed = parseValue(spec, text.toStdString());
        QCOMPARE(QString::fromStdString(parsed.dump()), QString::fromStdString(value.dump()));
        QCOMPARE(parsed.type(), normalized(spec, value).type());
    }

    void badTextIsRefused_data() {
        QTest::addColumn<ParameterSpec>("spec");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        const QString rateMessage = "training.lr: expected a number above 0, found ";
        QTest::newRow("word") << rate() << "fast" << rateMessage + "\"fast\"";
        QTest::newRow("comma") << rate() << "0,1" << rateMessage + "\"0,1\"";
        QTest::newRow("trailing") << rate() << "0.1x" << rateMessage + "\"0.1x\"";
        QTest::newRow("empty") << rate() << "" << rateMessage + "\"\"";
        QTest::newRow("two signs") << rate() << "+-1" << rateMessage + "\"+-1\"";
        QTest::newRow("nan") << rate() << "nan" << rateMessage + "\"nan\"";
        QTest::newRow("inf") << rate() << "inf" << rateMessage + "\"inf\"";
        QTest::newRow("overflow") << rate() << "1e999" << rateMessage + "\"1e999\"";
        QTest::newRow("range") << rate() << "-1" << rateMessage + "-1";
        QTest::newRow("fraction") << rounds() << "1.5"
                                  << "training.rounds: expected a whole number from 1 to 1000, found 1.5";
        QTest::newRow("truth") << flag() << "maybe"
                               << "f: expected true or false, found \"maybe\"";
        QTest::newRow("choice") << kind() << "idd"
                                << "data.partition.kind: expected one of iid, dirichlet, pathological, found \"idd\"; "
                                   "did you mean \"iid\"?";
    }
    void badTextIsRefused() {
        QFETCH(ParameterSpec, spec);
        QFETCH(QString, text);
        const auto message = messageOf<InputError>([&] { parseValue(spec, text.toStdString()); });
        QTEST(QString::fromStdString(message), "message");
    }

    void valuesHaveOneForm() {
        QVERIFY(normalized(rounds(), 3.0).is_number_integer());
        QVERIFY(normalized(rounds(), 3u).type() == Json::value_t::number_integer);
        QVERIFY(normalized(rate(), 1).is_number_float());
        QCOMPARE(normalized(rate(), -0.0).dump(), std::string("0.0"));
    }

    void faultyDescriptionsAreNamed_data() {
        QTest::addColumn<ParameterSpec>("spec");
        QTest::addColumn<QString>("part");
        QTest::newRow("fine") << ParameterSpec(realSpec("a.b", "T", 1).help("h")) << "";
        QTest::newRow("key") << ParameterSpec(realSpec("a..b", "T", 1).help("h")) << "dotted key";
        QTest::newRow("title") << ParameterSpec(realSpec("a.b", "", 1).help("h")) << "title";
        QTest::newRow("help") << ParameterSpec(realSpec("a.b", "T", 1)) << "help";
        QTest::newRow("default") << ParameterSpec(realSpec("a.b", "T", 1).above(1).help("h")) << "default";
        QTest::newRow("bounds") << ParameterSpec(realSpec("a.b", "T", 1).range(2, 1).help("h")) << "minimum";
        QTest::newRow("choices") << ParameterSpec(choiceSpec("a.b", "T", "x").help("h")) << "choice";
        QTest::newRow("hidden") << ParameterSpec(realSpec("a.b", "T", 1).visibleWhen("c", {}).help("h")) << "visible";
    }
    void faultyDescriptionsAreNamed() {
        QFETCH(ParameterSpec, spec);
        QFETCH(QString, part);
        const QString problem = QString::fromStdString(specProblem(spec));
        QCOMPARE(problem.isEmpty(), part.isEmpty());
        QVERIFY2(problem.contains(part), qPrintable(problem));
    }

    void distancesAreCounted() {
        QCOMPARE(editDistance("", "abc"), 3u);
        QCOMPARE(editDistance("kitten", "sitting"), 3u);
        QCOMPARE(editDistance("alpah", "alpha"), 1u);
        QCOMPARE(editDistance("same", "same"), 0u);
    }

    void namesAreSuggested() {
        const std::vector<std::string> names{"quick", "quick-fedper", "cafedistill-paper-cifar10"};
        QCOMPARE(nearestNames("quik", names), std::vector<std::string>{"quick"});
        QCOMPARE(nearestNames("Quick", names), std::vector<std::string>{"quick"});
        QCOMPARE(nearestNames("cafedistill", names), std::vector<std::string>{"cafedistill-paper-cifar10"});
        QCOMPARE(nearestNames("zebra", names), std::vector<std::string>{});
        QCOMPARE(nearestNames("", names), std::vector<std::string>{});
        QCOMPARE(nearestNames(std::string(1'000'000, 'q'), names), std::vector<std::string>{});
        QCOMPARE(didYouMean({}), std::string());
        QCOMPARE(didYouMean({"a", "b", "c"}), std::string("; did you mean \"a\", \"b\" or \"c\"?"));
    }
};

QTEST_GUILESS_MAIN(TestParameterSpec)
#include "tst_parameter_spec.moc"

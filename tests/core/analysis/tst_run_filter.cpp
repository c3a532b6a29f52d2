// SPDX-License-Identifier: GPL-3.0-or-later
// Conditions and orders as a person types them, broken ones included.
#include <QtTest>

#include "analysis_testing.h"
#include "core/analysis/run_filter.h"

using namespace exitlab;
using exitlab::testing::Bench;

namespace {

const std::vector<std::string> kSettings{"training.lr", "training.rounds", "data.partition.kind",
                                         "data.partition.alpha", "algorithm.mu"};

struct Runs {
    Bench bench;
    Runs() {
        bench.add({"fedper", "glyphs", 1, 0.05, 0.5}).run.tags = "paper, fig 2";
        bench.add({"fedavg", "glyphs", 2, 0.1, 0.6}).run.starred = true;
        bench.add({"CAFEDistill", "fashion-mnist", 3, 0.2, 0.7, RunStatus::Failed}).run.note = "look, \"here\"";
        RunRecord& bare = bench.add({"local", "cifar-10", 4});
        bare.run.accuracy.clear();
        bare.run.bestAccuracy.clear();
    }
    /// Ids that match, as text: "1 3".
    std::string operator()(const std::string& condition) const {
        const RunFilter filter = RunFilter::parse(condition, kSettings);
        std::string ids;
        for (const RunRecord* record : bench.all())
            if (filter.matches({&record->run, &record->settings}))
                ids += (ids.empty() ? "" : " ") + std::to_string(record->run.id);
        return ids;
    }
};

}  // namespace

class TestRunFilter : public QObject {
    Q_OBJECT

  private slots:
    void conditions_data() {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<QString>("ids");
        const auto row = [](const char* condition, const char* ids) {
            QTest::newRow(condition) << QString::fromUtf8(condition) << QString::fromLatin1(ids);
        };
        row("", "1 2 3 4");
        row("  \t", "1 2 3 4");
        row("training.lr < 0.1", "1");
        row("training.lr<=0.1 and method = FEDPER and tag = paper", "1");
        row("method = cafedistill", "3");
        row("method ~ fed", "1 2 3");
        row("method !~ fed", "4");
        row("tag = \"fig 2\"", "1");
        row("tags ~ fig", "1");
        row("tag != paper", "2 3 4");
        row("star", "2");
        row("not star and status = finished", "1 4");
        row("star = no", "1 3 4");
        row("mean > 55%", "2 3");
        row("mean >= 0.6", "2 3");
        row("exit2 > 0.75 or best1 <= 0.5", "1 3");
        row("exit9 > 0", "");
        row("mean != 0.5", "2 3 4");
        row("traffic > 5 MB", "2 3 4");
        row("traffic > 5MB and time < 0.6min", "2 3");
        row("macs = 4M", "1 2 3 4");
        row("data in (glyphs, \"cifar-10\") and seed in (1, 4)", "1 4");
        row("(method = fedper or method = fedavg) and not (seed = 1)", "2");
        row("method = fedper || method = fedavg && seed = 1", "1");
        row("! star && run > 2", "3 4");
        row("created > 2026-11-04", "3 4");
        row("note = ''", "1 2 4");
        row("note ~ '\"here\"'", "3");
        row("algorithm.mu = 3", "");
        row("algorithm.mu != 3", "1 2 3 4");
        row("data.partition.kind = Dirichlet", "1 2 3 4");
        row("id = 1 or no = 2", "1 2");
    }
    void conditions() {
        QFETCH(QString, condition);
        QFETCH(QString, ids);
        QCOMPARE(QString::fromStdString(Runs()(condition.toStdString())), ids);
    }

    void brokenOnesNameThePlace_data() {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* condition, const char* message) {
            QTest::newRow(condition) << QString::fromUtf8(condition) << QString::fromUtf8(message);
        };
        row("training.lr <", "condition: character 14: expected a value after <, found the end");
        row("training.lr",
            "condition: character 12: expected = != < <= > >= ~ !~ or \"in\" after training.lr, found the end");
        row("trainng.lr < 1",
            "condition: character 1: there is no column or setting \"trainng.lr\"; did you mean \"training.lr\"?");
        row("and", "condition: character 1: expected a column or setting, found \"and\"");
        row("mean > 0.5 and", "condition: character 15: expected a column or setting, found the end");
        row("mean > 0.5 method = x", "condition: character 12: expected \"and\" or \"or\", found \"method\"");
        row("(mean > 0.5", "condition: character 1: expected ) to close this (");
        row("mean > 0.5)", "condition: character 11: there is no ( for this )");
        row("mean > high", "condition: character 8: mean is a number, found \"high\"");
        row("star = maybe", "condition: character 8: star is true or false, found \"maybe\"");
        row("name = \"open", "condition: character 8: this quote never ends");
        row("name = ü and mean ? 3", "condition: character 19: \"?\" means nothing here");
        row("seed in 3", "condition: character 9: expected ( and values after \"in\", found \"3\"");
        row("seed in (3 4)", "condition: character 12: expected , or ) after a value, found \"4\"");
        row("seed in ()", "condition: character 10: expected a value after in, found \")\"");
        row("= 3", "condition: character 1: expected a column or setting, found \"=\"");
        row("mean = = 3", "condition: character 8: expected a value after =, found \"=\"");
    }
    void brokenOnesNameThePlace() {
        QFETCH(QString, condition);
        QFETCH(QString, message);
        const std::string text = condition.toStdString();
        try {
            RunFilter::parse(text, kSettings);
            QFAIL("accepted");
        } catch (const FilterError& error) {
            QCOMPARE(QString::fromUtf8(error.what()), message);
            QVERIFY(error.begin() <= error.end() && error.end() <= text.size());
            QVERIFY(message.endsWith(QString::fromStdString(error.problem())));
        }
    }

    void anyTextIsReadOrRefused() {
        // No text may crash, hang or exhaust the stack.
        const std::string bits[] = {"mean", "training.lr", "(", ")",   "<", "=", "and", "or", "not", "!",   "'",
                                    "\"",   "in",          ",", "0.5", "%", "~", "ü",   " ",  "60%", "tag", "star"};
        std::uint64_t state = 7;
        int refused = 0, read = 0;
        for (int i = 0; i < 20'000; ++i) {
            std::string text;
            for (int k = 0; k < 8; ++k) {
                state = state * 6364136223846793005ULL + 1442695040888963407ULL;
                text += bits[(state >> 33) % std::size(bits)] + (state & 1u << 20 ? " " : "");
            }
            try {
                RunFilter::parse(text, kSettings);
                ++read;
            } catch (const FilterError&) {
                ++refused;
            }
            completeFilter(text, text.size() / 2, kSettings);
        }
        QVERIFY(read > 0 && refused > read);
        QVERIFY_EXCEPTION_THROWN(RunFilter::parse(std::string(100'000, '('), kSettings), FilterError);
        QVERIFY_EXCEPTION_THROWN(RunFilter::parse(std::string(100'000, '!'), kSettings), FilterError);
    }

    void completes() {
        const auto at = [](const std::string& text) { return completeFilter(text, text.size(), kSettings); };
        QVERIFY(at("").candidates.size() > 20);
        QCOMPARE(at("train").candidates, (std::vector<std::string>{"training.lr", "training.rounds"}));
        QCOMPARE(at("mean > 1 and train").begin, std::size_t(13));
        QVERIFY(at("lr").candidates == std::vector<std::string>{"training.lr"});
        QCOMPARE(at("mean ").candidates.front(), std::string("="));
        QCOMPARE(at("method = ").field, std::string("method"));
        QCOMPARE(at("method = fed").begin, std::size_t(9));
        QCOMPARE(at("name = \"Quick st").begin, std::size_t(7));
        QCOMPARE(at("name = \"Quick st").field, std::string("name"));
        QCOMPARE(at("method = fedper ").candidates, (std::vector<std::string>{"and", "or"}));
        QCOMPARE(at("method in (fedper, ").field, std::string("method"));
        QCOMPARE(at("star a").candidates, (std::vector<std::string>{"and"}));
        // In the middle only what stands before the cursor counts.
        const FilterCompletion middle = completeFilter("tra > 3", 3, kSettings);
        QCOMPARE(middle.begin, std::size_t(0));
        QCOMPARE(middle.end, std::size_t(3));
        QCOMPARE(quotedValue("fedper"), std::string("fedper"));
        QCOMPARE(quotedValue("Quick start"), std::string("\"Quick start\""));
        QCOMPARE(quotedValue("say \"so\""), std::string("'say \"so\"'"));
        QCOMPARE(quotedValue("and"), std::string("\"and\""));
        for (const char* value : {"a b", "and", "x<y", "", "12", "Ünïcode"}) {
            const RunFilter back = RunFilter::parse("note = " + quotedValue(value), kSettings);
            RunSummary run;
            run.note = value;
            QVERIFY2(back.matches({&run, nullptr}), value);
        }
    }

    void sorts() {
        const Runs runs;
        std::vector<RunRow> rows;
        for (const RunRecord* record : runs.bench.all()) rows.push_back({&record->run, &record->settings});
        const auto order = [&](const std::string& keys) {
            std::string ids;
            for (const std::size_t at : sortedOrder(rows, parseSort(keys, kSettings)))
                ids += std::to_string(rows[at].run->id);
            return ids;
        };
        QCOMPARE(order("mean"), std::string("1234"));
        QVERIFY2(order("-mean") == "3214", "no value: last in both directions");
        QVERIFY2(order("status,-run") == "3421", "failed before finished, then newest first");
        QVERIFY2(order("status,seed") == "3124", "several keys");
        QCOMPARE(order("method"), std::string("3214"));
        QCOMPARE(order("-training.lr, run"), std::string("3241"));
        QVERIFY_EXCEPTION_THROWN(parseSort("men", kSettings), InputError);
        QVERIFY_EXCEPTION_THROWN(parseSort("mean,,", kSettings), InputError);
    }

    void settingsAreFlat() {
        SettingsParser parser;
        const RunSettings settings = parser.parse(
            R"({"schema": "x", "a": {"b": 1, "c": {"d": 0.5, "e": [1, {"k": "v"}, []]}}, "f": true, "g": "t", "h": []})");
        QCOMPARE(settings.size(), std::size_t(6));
        QCOMPARE(settings.key(0), std::string("a.b"));
        QCOMPARE(settingText(*settings.find("a.c.e")), std::string(R"([1,{"k":"v"},[]])"));
        QCOMPARE(settingText(*settings.find("h")), std::string("[]"));
        QCOMPARE(settingText(*settings.find("f")), std::string("true"));
        QVERIFY(settings.find("a") == nullptr);
        QVERIFY(parser.parse(
                    R"({"a": {"b": 1, "c": {"d": 0.5, "e": [1, {"k": "v"}, []]}}, "f": true, "g": "t", "h": []})") ==
                settings);
        for (const char* broken : {"", "{", "[1]", "3", "nonsense", "{\"a\": }"})
            QVERIFY2(parser.parse(broken).empty(), broken);
        // What had no effect is not told: classes per client of a Dirichlet partition.
        Bench bench;
        QVERIFY(bench.add({}).settings.find("data.partition.classes_per_client") == nullptr);
        QVERIFY(bench.add({}).settings.find("data.partition.alpha") != nullptr);
        Bench::Given given;
        given.partition = "pathological";
        QVERIFY(bench.add(given).settings.find("data.partition.alpha") == nullptr);
    }
};

QTEST_MAIN(TestRunFilter)
#include "tst_run_filter.moc"

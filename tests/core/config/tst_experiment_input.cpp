// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a file is said in one sentence that names the file, the place and what was expected.
#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <limits>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/config/experiment.h"
#include "tests/core/config/test_catalog.h"

using namespace exitlab;
using exitlab::test::messageOf;

namespace {

const MethodCatalog kCatalog = test::catalog();

std::string parseError(const std::string& text) {
    return messageOf<InputError>([&] { Experiment::parse(text, kCatalog, "e.json"); });
}

/// An experiment with these members after the schema.
std::string with(const std::string& members) { return R"({"schema": "exitlab-experiment-1", )" + members + "}"; }

}  // namespace

class TestExperimentInput : public QObject {
    Q_OBJECT

  private slots:
    void faultsAreNamed_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const std::string& text, const char* message) {
            QTest::newRow(name) << QString::fromStdString(text) << message;
        };
        row("no object", "[1]", "e.json: expected an object (an experiment), found a list");
        row("no schema", R"({"seed": 1})", "e.json: schema: expected \"exitlab-experiment-1\", but the key is missing");
        row("wrong schema", R"({"schema": "something"})",
            "e.json: schema: expected \"exitlab-experiment-1\", found \"something\"");
        row("schema of another type", R"({"schema": 1})", "e.json: schema: expected \"exitlab-experiment-1\", found 1");
        row("newer schema", R"({"schema": "exitlab-experiment-2"})",
            "e.json: schema: written by a newer ExitLab in format 2; this version reads format 1");
        row("format 0", R"({"schema": "exitlab-experiment-0"})",
            "e.json: schema: expected \"exitlab-experiment-1\", found \"exitlab-experiment-0\"");

        row("unknown section", with(R"("trainig": {"lr": 1})"),
            "e.json: trainig: unknown group of settings; did you mean \"training\"?");
        row("unknown group", with(R"("data": {"partitions": {"kind": "iid"}})"),
            "e.json: data.partitions: unknown group of settings; did you mean \"data.partition\"?");
        row("unknown key", with(R"("training": {"momentun": 0.9})"),
            "e.json: training.momentun: unknown setting; did you mean \"training.momentum\"?");
        row("top level", with(R"("lr": 0.1)"), "e.json: lr: unknown setting; did you mean \"training.lr\"?");
        row("another section", with(R"("model": {"alpha": 0.1})"),
            "e.json: model.alpha: unknown setting; did you mean \"data.partition.alpha\"?");
        row("two as near", with(R"("batch": 1)"),
            "e.json: batch: unknown setting; did you mean \"training.batch\" or \"evaluation.batch\"?");
        row("by its title", with(R"("training": {"batch_size": 1})"),
            "e.json: training.batch_size: unknown setting; did you mean \"training.batch\"?");
        row("a word of it", with(R"("training": {"epochs": 1})"),
            "e.json: training.epochs: unknown setting; did you mean \"training.local_epochs\"?");
        row("nothing near", with(R"("zzzzzz": 1)"), "e.json: zzzzzz: unknown setting");
        row("deep", with(R"("data": {"partition": {"alfa": 1}})"),
            "e.json: data.partition.alfa: unknown setting; did you mean \"data.partition.alpha\"?");
        row("of another method", with(R"("algorithm": {"id": "fedper", "lambda": 1})"),
            "e.json: algorithm.lambda: unknown setting of fedper (it belongs to cafedistill)");
        row("dots", with(R"("training.lr": 0.1)"),
            "e.json: training.lr: a key with dots; write it nested: {\"training\": {\"lr\": 0.1}}");
        row("dots inside", with(R"("data": {"partition.alpha": 0.1})"),
            "e.json: data.partition.alpha: a key with dots; write it nested: {\"partition\": {\"alpha\": 0.1}}");

        row("section is a number", with(R"("training": 3)"),
            "e.json: training: expected an object with settings, found 3");
        row("group is a list", with(R"("data": {"partition": [1]})"),
            "e.json: data.partition: expected an object with settings, found a list");
        row("value is an object", with(R"("training": {"lr": {}})"),
            "e.json: training.lr: expected a number above 0 up to 100, found an object");
        row("text for a number", with(R"("training": {"lr": "0.1"})"),
            "e.json: training.lr: expected a number above 0 up to 100, found \"0.1\"");
        row("fraction", with(R"("training": {"rounds": 1.5})"),
            "e.json: training.rounds: expected a whole number from 1 to 100000, found 1.5");
        row("out of range", with(R"("training": {"participation": 0})"),
            "e.json: training.participation: expected a number above 0 up to 1, found 0");
        row("seed beyond 2^53", with(R"("seed": 9007199254740993)"),
            "e.json: seed: expected a whole number from 0 to 9007199254740992, found 9007199254740993");
        row("negative seed", with(R"("seed": -1)"),
            "e.json: seed: expected a whole number from 0 to 9007199254740992, found -1");
        row("choice", with(R"("data": {"dataset": "cifar10"})"),
            "e.json: data.dataset: expected one of glyphs, mnist, fashion-mnist, emnist-letters, cifar-10, cifar-100, "
            "usps, optdigits, found \"cifar10\"; did you mean \"cifar-10\"?");
        row("truth value", with(R"("algorithm": {"ablation": {"kd": 1}})"),
            "e.json: algorithm.ablation.kd: expected true or false, found 1");
        row("null", with(R"("training": {"lr": null})"),
            "e.json: training.lr: expected a number above 0 up to 100, found null");
        row("name of two lines", with(R"("name": "a\nb")"), "e.json: name: expected one line of text, found \"a\\nb\"");
        row("description", with(R"("description": 1)"), "e.json: description: expected text, found a number");
        row("unknown method", with(R"("algorithm": {"id": "cafe-distill"})"),
            "e.json: algorithm.id: expected a method that is loaded (cafedistill, fedavg, fedper, fedprox, local), "
            "found \"cafe-distill\"; did you mean \"cafedistill\"?");
        row("method of another type", with(R"("algorithm": {"id": 1})"),
            "e.json: algorithm.id: expected the id of a method, found 1");
        row("algorithm is text", with(R"("algorithm": "fedper")"),
            "e.json: algorithm: expected an object with settings, found \"fedper\"");
        row("across settings", with(R"("model": {"exits": 4})"),
            "e.json: model.exits: expected at most 3, one per stage of the network, found 4");
    }
    void faultsAreNamed() {
        QFETCH(QString, text);
        QTEST(QString::fromStdString(parseError(text.toStdString())), "message");
    }

    void syntaxFaultsHaveAPlace_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("start");
        const QString invalid = ": this is not valid JSON: ";
        QTest::newRow("missing comma") << "{\n  \"seed\": 1\n  \"name\": \"x\"\n}"
                                       << "e.json: line 3, column 8" + invalid;
        QTest::newRow("cut off") << "{\"seed\": 1"
                                 << "e.json: line 1, column 11" + invalid;
        QTest::newRow("NaN") << "{\"seed\":\nNaN}"
                             << "e.json: line 2, column 1" + invalid;
        QTest::newRow("comment") << "{ // no\n}"
                                 << "e.json: line 1, column 3" + invalid;
        QTest::newRow("overflow") << "{\"training\":\n {\"lr\": 1e999}}"
                                  << "e.json: line 2, column 13" + invalid;
        QTest::newRow("after umlauts") << QString::fromUtf8("{\"äöü\": x}") << "e.json: line 1, column 9" + invalid;
        QTest::newRow("two values") << "{} {}"
                                    << "e.json: line 1, column 4" + invalid;
        QTest::newRow("empty") << " \n"
                               << "e.json: the file is empty";
        QTest::newRow("twice") << "{\n\"training\": {\"lr\": 1,\n\"rounds\": 5, \"lr\": 2}}"
                               << "e.json: line 3, column 17: the key \"lr\" is given twice";
        QTest::newRow("section twice") << "{\"data\": {}, \"data\": {}}"
                                       << "e.json: line 1, column 19: the key \"data\" is given twice";
        QTest::newRow("deep") << QString(100, '[') << "e.json: line 1, column 65: nested deeper than 64 levels";
    }
    void syntaxFaultsHaveAPlace() {
        QFETCH(QString, text);
        QFETCH(QString, start);
        const QString message = QString::fromStdString(parseError(text.toStdString()));
        QVERIFY2(message.startsWith(start), qPrintable(message));
        QVERIFY2(!message.contains("json.exception"), qPrintable(message));
    }
    void invalidUtf8IsASyntaxFault() {
        const std::string message = parseError("{\"name\": \"\xff\"}");
        QVERIFY2(message.rfind("e.json: line 1, column 11: this is not valid JSON: ", 0) == 0, message.c_str());
    }
    void aMillionKeysAreRefusedAtOnce() {
        std::string text = "{";
        for (int i = 0; i < 100'000; ++i) text += "\"k" + std::to_string(i) + "\":1,";
        QVERIFY(parseError(text + "\"z\":1}").find("more than 1000 keys in one object") != std::string::npos);
    }
    void equalKeysInDifferentObjectsAreFine() {
        const std::string text = with(R"("training": {"batch": 8}, "evaluation": {"batch": 9})");
        QCOMPARE(Experiment::parse(text, kCatalog).settings().integer("evaluation.batch"), 9);
    }
    void nonFiniteNumbersInAValueAreRefused() {
        Json json = Experiment::defaults(kCatalog).toJson();
        json["training"]["lr"] = std::numeric_limits<double>::quiet_NaN();
        QCOMPARE(messageOf<InputError>([&] { Experiment::fromJson(json, kCatalog, "e.json"); }),
                 std::string("e.json: training.lr: expected a number above 0 up to 100, found NaN"));
    }

    void damagedFilesNeverGetThrough() {
        // Whatever byte is lost or changed: an experiment that is valid, or one clear error.
        const std::string good = Experiment::defaults(kCatalog).toText();
        Rng rng(1, Purpose::Test);
        int refused = 0;
        for (int i = 0; i < 2000; ++i) {
            std::string text = good;
            const std::size_t at = rng.below(text.size());
            switch (rng.below(4)) {
                case 0:
                    text.resize(at);
                    break;
                case 1:
                    text[at] = static_cast<char>(rng.below(256));
                    break;
                case 2:
                    text.erase(at, 1 + rng.below(20));
                    break;
                default:
                    text.insert(at, text.substr(rng.below(text.size()), rng.below(30)));
            }
            try {
                const Experiment e = Experiment::parse(text, kCatalog, "e.json");
                QVERIFY(e.problems().empty());
                QVERIFY(Experiment::parse(e.toText(), kCatalog) == e);
            } catch (const InputError& e) {
                ++refused;
                QCOMPARE(std::string(e.what()).substr(0, 8), std::string("e.json: "));
            }
        }
        QVERIFY2(refused > 1000, qPrintable(QString::number(refused)));
    }

    void unreadableFilesAreNamed() {
        const QTemporaryDir dir;
        const auto load = [](const std::string& path) {
            return messageOf<InputError>([&] { Experiment::load(path, kCatalog); });
        };
        const std::string folder = dir.path().toStdString(), path = folder + "/e.json";
        QCOMPARE(load(path), path + ": there is no such file");
        QCOMPARE(load(folder), folder + ": this is a folder, expected a file");
        std::ofstream(path) << with(R"("seed": "x")");
        QCOMPARE(load(path), path + ": seed: expected a whole number from 0 to 9007199254740992, found \"x\"");
        std::ofstream(path) << std::string(5 << 20, ' ');
        QCOMPARE(load(path), path + ": larger than 4096 KiB, which no experiment is");
        QVERIFY(load("/dev/zero").find("larger than") != std::string::npos);
    }
    void aByteOrderMarkIsAccepted() {
        const std::string text = "\xEF\xBB\xBF" + with(R"("seed": 5)");
        QCOMPARE(Experiment::parse(text, kCatalog).seed(), std::uint64_t{5});
    }
};

QTEST_GUILESS_MAIN(TestExperimentInput)
#include "tst_experiment_input.moc"

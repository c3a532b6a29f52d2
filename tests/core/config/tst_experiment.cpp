// SPDX-License-Identifier: GPL-3.0-or-later
// The schema itself, defaults, writing and reading back, and changing single settings.
#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <set>
#include <sstream>

#include "core/base/error.h"
#include "core/config/derived.h"
#include "core/config/experiment.h"
#include "core/config/method_check.h"
#include "core/config/parameter_value.h"
#include "tests/core/config/test_catalog.h"

using namespace exitlab;
using exitlab::test::messageOf;

namespace {

const MethodCatalog kCatalog = test::catalog();

std::string contents(const std::string& path) {
    std::stringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

}  // namespace

class TestExperiment : public QObject {
    Q_OBJECT

  private slots:
    void sectionsAreInOrder() {
        std::vector<std::string> ids;
        for (const auto& section : experimentSchema(nullptr, kCatalog)) ids.push_back(section.id);
        QCOMPARE(ids, (std::vector<std::string>{"", "data", "model", "algorithm", "devices", "training", "evaluation",
                                                "run"}));
    }

    void everySettingIsFullyDescribed() {
        const auto schema = experimentSchema(nullptr, kCatalog);
        std::set<std::string> keys;
        std::map<std::string, ParameterSpec> specs;
        for (const auto& section : schema) {
            QVERIFY2(!section.title.empty() && !section.help.empty(), section.id.c_str());
            for (const auto& spec : section.parameters) {
                QCOMPARE(specProblem(spec), std::string());
                QVERIFY2(keys.insert(spec.key).second, spec.key.c_str());
                QVERIFY2(!spec.longHelp.empty() && !spec.source.empty(), spec.key.c_str());
                QVERIFY2(spec.help.find('\n') == std::string::npos && spec.help.back() == '.', spec.key.c_str());
                QVERIFY2(spec.title.back() != ':', spec.key.c_str());
                const bool number = spec.type == ParameterType::Integer || spec.type == ParameterType::Real;
                QVERIFY2(!number || (spec.minimum && spec.maximum), spec.key.c_str());
                for (const auto& choice : spec.choices)
                    QVERIFY2(!choice.label.empty() && !choice.help.empty(), spec.key.c_str());
                const std::string prefix = section.id.empty() ? "" : section.id + ".";
                QCOMPARE(spec.key.substr(0, prefix.size()), prefix);
                specs[spec.key] = spec;
            }
        }
        for (const auto& [key, spec] : specs) {
            if (!spec.visibleWhen) continue;
            QVERIFY2(specs.count(spec.visibleWhen->key), key.c_str());
            for (const Json& value : spec.visibleWhen->values)
                QCOMPARE(validate(specs[spec.visibleWhen->key], value), std::string());
        }
    }

    void methodsOfTheCatalogAreUsable() {
        for (const auto& method : kCatalog) QCOMPARE(methodProblems(method), std::vector<std::string>{});
    }
    void faultyMethodsAreNamed() {
        MethodInfo method = kCatalog.front();
        method.id = "Not an id";
        method.name.clear();
        method.parameters = {realSpec("algorithm.a", "A", 1).help("h"),
                             realSpec("algorithm.a", "A", 1).help("h"),
                             realSpec("mu", "Mu", 1).help("h"),
                             booleanSpec("algorithm.id", "Id", true).help("h"),
                             realSpec("algorithm.a.b", "B", 1).help("h").visibleWhen("algorithm.x", {1}),
                             realSpec("algorithm.c", "C", 1).help("h").visibleWhen("data.split", {"half"}),
                             realSpec("algorithm.d", "D", 1).above(1).help("h")};
        const auto problems = methodProblems(method);
        std::string all;
        for (const auto& problem : problems) all += problem + "\n";
        for (const char* part :
             {"\"Not an id\" is not an id", "the name is missing", "algorithm.a: given twice", "mu: must begin with",
              "algorithm.id: given twice", "algorithm.a: also the group of algorithm.a.b",
              "algorithm.a.b: depends on algorithm.x, which does not exist",
              "algorithm.c: depends on a value that data.split cannot have", "algorithm.d: wrong default"})
            QVERIFY2(all.find(part) != std::string::npos, (all + " lacks " + part).c_str());
    }

    void defaultsAreThePublishedOnes() {
        const Experiment e = Experiment::defaults(kCatalog);
        const Settings& s = e.settings();
        QCOMPARE(e.name(), std::string("Untitled"));
        QCOMPARE(e.seed(), std::uint64_t{1});
        QCOMPARE(e.method(), std::string("cafedistill"));
        QCOMPARE(s.text("data.dataset"), std::string("glyphs"));
        QCOMPARE(s.real("data.train_share"), 0.75);
        QCOMPARE(s.integer("data.partition.min_samples"), 4);
        QCOMPARE(s.real("training.weight_decay"), 1e-4);
        QCOMPARE(s.real("algorithm.mu"), 0.6);
        QCOMPARE(s.boolean("algorithm.ablation.kd"), true);
        QVERIFY(e.problems().empty());
        QCOMPARE(Experiment::defaults(kCatalog, "fedper").method(), std::string("fedper"));
        QVERIFY(!Experiment::defaults(kCatalog, "fedper").settings().has("algorithm.mu"));
        QCOMPARE(messageOf<InputError>([] { Experiment::defaults(kCatalog, "fedpar"); }),
                 std::string("algorithm.id: expected a method that is loaded (cafedistill, fedavg, fedper, fedprox, "
                             "local), found \"fedpar\"; did you mean \"fedper\"?"));
        QCOMPARE(messageOf<InputError>([] { Experiment::defaults({}, "x"); }),
                 std::string("algorithm.id: no method is loaded, found \"x\""));
    }

    void writingAndReadingGivesTheSameBytes() {
        for (const auto& method : kCatalog) {
            const Experiment e = Experiment::defaults(kCatalog, method.id);
            const Experiment again = Experiment::parse(e.toText(), kCatalog);
            QVERIFY(again == e);
            QCOMPARE(again.toText(), e.toText());
        }
    }
    void everyKeyIsWrittenNestedInOrder() {
        const Experiment e = Experiment::defaults(kCatalog);
        const Json json = e.toJson();
        QCOMPARE(json.begin().key(), std::string("schema"));
        QCOMPARE(json.at("schema").get<std::string>(), std::string(kExperimentSchema));
        QCOMPARE(json.at("data").at("partition").at("alpha").get<double>(), 0.1);
        QCOMPARE(json.at("algorithm").begin().key(), std::string("id"));
        std::size_t leaves = 0, settings = 0;
        const Json flat = json.flatten();
        leaves = flat.size();
        for (const auto& section : e.schema()) settings += section.parameters.size();
        QCOMPARE(leaves, settings + 1);  // and "schema"
        QVERIFY(e.toText().back() == '\n');
    }
    void numbersSurviveTheFile() {
        Experiment e = Experiment::defaults(kCatalog);
        for (const double value : {0.1, 1.0 / 3, 1e-17, 5e-324, 0.30000000000000004, 99.999999999999986}) {
            e.set("training.lr", Json(value), kCatalog);
            QCOMPARE(Experiment::parse(e.toText(), kCatalog).settings().real("training.lr"), value);
        }
        e.set("seed", "9007199254740992", kCatalog);
        QCOMPARE(Experiment::parse(e.toText(), kCatalog).seed(), std::uint64_t{1} << 53);
    }
    void equalSettingsGiveEqualBytes() {
        Experiment a = Experiment::defaults(kCatalog), b = a;
        a.set("training.momentum", Json(-0.0), kCatalog);
        b.set("training.momentum", Json(0), kCatalog);
        a.set("training.rounds", Json(3.0), kCatalog);
        b.set("training.rounds", Json(3u), kCatalog);
        QVERIFY(a == b);
        QCOMPARE(a.toText(), b.toText());
    }

    void aShortFileTakesDefaults() {
        const Experiment e = Experiment::parse(R"({"schema": "exitlab-experiment-1", "description": "for a preset",
            "training": {"rounds": 7.0, "lr": 1}, "algorithm": {"ablation": {"kd": false}}})",
                                               kCatalog);
        QCOMPARE(e.settings().integer("training.rounds"), 7);
        QCOMPARE(e.settings().real("training.lr"), 1.0);
        QCOMPARE(e.settings().boolean("algorithm.ablation.kd"), false);
        QCOMPARE(e.method(), std::string("cafedistill"));
        QVERIFY(!e.toJson().contains("description"));
    }

    void settingsAreSetFromText() {
        Experiment e = Experiment::defaults(kCatalog);
        e.set("training.rounds", "12", kCatalog);
        e.set("training.lr", std::string("1e-2"), kCatalog);
        e.set("algorithm.ablation.kd", "off", kCatalog);
        e.set("data.partition.kind", "iid", kCatalog);
        e.set("name", "two words", kCatalog);
        const Settings& s = e.settings();
        QCOMPARE(s.integer("training.rounds"), 12);
        QCOMPARE(s.real("training.lr"), 0.01);
        QCOMPARE(s.boolean("algorithm.ablation.kd"), false);
        QCOMPARE(s.text("data.partition.kind"), std::string("iid"));
        QCOMPARE(e.name(), std::string("two words"));
    }
    void wrongSettingsLeaveAllAsItWas() {
        Experiment e = Experiment::defaults(kCatalog);
        const Experiment before = e;
        const auto set = [&](const std::string& key, const Json& value) {
            return messageOf<InputError>([&] { e.set(key, value, kCatalog); });
        };
        QCOMPARE(set("training.rounds", 0),
                 std::string("training.rounds: expected a whole number from 1 to 100000, found 0"));
        QCOMPARE(set("lr", 1), std::string("lr: unknown setting; did you mean \"training.lr\"?"));
        QCOMPARE(set("algorithm.id", 1), std::string("algorithm.id: expected the id of a method, found 1"));
        QCOMPARE(messageOf<InputError>([&] { e.set("learning_rate", "1", kCatalog); }),
                 std::string("learning_rate: unknown setting; did you mean \"training.lr\"?"));
        QCOMPARE(messageOf<InputError>([&] { e.set("algorithm.warmup", "1", kCatalog); }),
                 std::string("algorithm.warmup: unknown setting of cafedistill (it belongs to fedprox)"));
        QCOMPARE(messageOf<InputError>([&] { e.set("algorithm.id", "fedprx", kCatalog); }),
                 std::string("algorithm.id: expected a method that is loaded (cafedistill, fedavg, fedper, fedprox, "
                             "local), found \"fedprx\"; did you mean \"fedprox\"?"));
        QVERIFY(e == before);
    }
    void anotherMethodBringsItsOwnSettings() {
        Experiment e = Experiment::defaults(kCatalog);
        e.set("training.rounds", "7", kCatalog);
        e.set("algorithm.mu", "5", kCatalog);
        e.set("algorithm.id", "cafedistill", kCatalog);
        QCOMPARE(e.settings().real("algorithm.mu"), 5.0);  // not changed, nothing replaced
        e.set("algorithm.id", "fedprox", kCatalog);
        QCOMPARE(e.method(), std::string("fedprox"));
        QCOMPARE(e.settings().real("algorithm.mu"), 0.05);  // same key, another setting
        QCOMPARE(e.settings().integer("algorithm.warmup"), 3);
        QCOMPARE(e.settings().integer("training.rounds"), 7);
        QVERIFY(!e.settings().has("algorithm.lambda"));
        QVERIFY(e.spec("algorithm.warmup") && !e.spec("algorithm.lambda"));
        QVERIFY(Experiment::parse(e.toText(), kCatalog) == e);
    }
    void wrongUseInCodeIsALogicError() {
        const Settings s = Experiment::defaults(kCatalog).settings();
        QVERIFY_EXCEPTION_THROWN((void)s.integer("training.lr"), std::logic_error);
        QVERIFY_EXCEPTION_THROWN((void)s.integer("no.such"), std::logic_error);
        QVERIFY_EXCEPTION_THROWN((void)s.text("seed"), std::logic_error);
        QVERIFY_EXCEPTION_THROWN((void)s.boolean("seed"), std::logic_error);
        QVERIFY_EXCEPTION_THROWN((void)s.real("name"), std::logic_error);
        QCOMPARE(s.real("seed"), 1.0);  // a whole number is a number
    }

    void visibilityFollowsAnotherSetting() {
        Experiment e = Experiment::defaults(kCatalog);
        const auto visible = [&](const std::string& key) { return isVisible(*e.spec(key), e.settings()); };
        QVERIFY(visible("seed") && visible("data.partition.alpha") && visible("data.glyphs.size"));
        QVERIFY(!visible("data.partition.classes_per_client") && !visible("model.norm_policy"));
        e.set("data.partition.kind", "pathological", kCatalog);
        e.set("model.architecture", "resnet18", kCatalog);
        QVERIFY(!visible("data.partition.alpha") && visible("data.partition.classes_per_client"));
        QVERIFY(visible("model.norm_policy") && !visible("model.padding") && !visible("model.stages"));
    }

    void filesAreReplacedWhole() {
        const QTemporaryDir dir;
        const std::string path = dir.filePath("experiment.json").toStdString();
        Experiment e = Experiment::defaults(kCatalog);
        e.save(path);
        QCOMPARE(contents(path), e.toText());
        QVERIFY(Experiment::load(path, kCatalog) == e);
        e.set("name", "second", kCatalog);
        QVERIFY(QFile::setPermissions(dir.filePath("experiment.json"), QFile::ReadOwner | QFile::WriteOwner));
        const std::string link = dir.filePath("link.json").toStdString();
        QVERIFY(QFile::link(dir.filePath("experiment.json"), dir.filePath("link.json")));
        e.save(link);
        QCOMPARE(contents(path), e.toText());
        QVERIFY(QFileInfo(dir.filePath("link.json")).isSymLink());
        QCOMPARE(QFile::permissions(dir.filePath("experiment.json")) & 0x77, QFile::Permissions(QFile::Permission(0)));
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden).size(), 2);  // no temporary file is left
    }
    void whatCannotBeWrittenIsAStorageError() {
        const QTemporaryDir dir;
        const Experiment e = Experiment::defaults(kCatalog);
        const std::string folder = dir.path().toStdString();
        const std::string missing = folder + "/none/experiment.json";
        QCOMPARE(messageOf<Error>([&] { e.save(missing); }),
                 missing + ": cannot be written: No such file or directory");
        QCOMPARE(messageOf<Error>([&] { e.save(folder); }), folder + ": this is a folder");
        try {
            e.save(missing);
        } catch (const Error& error) {
            QVERIFY(error.kind() == Error::Kind::Storage);
        }
    }
};

QTEST_GUILESS_MAIN(TestExperiment)
#include "tst_experiment.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <fstream>

#include "core/base/error.h"
#include "core/config/derived.h"
#include "core/config/experiment.h"
#include "core/config/json_text.h"
#include "tests/core/config/test_catalog.h"

using namespace exitlab;
using exitlab::test::messageOf;

namespace {

const MethodCatalog kCatalog = test::catalog();

void write(const QString& path, const std::string& text) { std::ofstream(path.toStdString()) << text; }

}  // namespace

class TestPresets : public QObject {
    Q_OBJECT

  private slots:
    void init() { qunsetenv("EXITLAB_RESOURCES"); }

    void shippedPresetsAreListed() {
        std::vector<std::string> ids;
        for (const Preset& preset : listPresets()) {
            ids.push_back(preset.id);
            QVERIFY(!preset.description.empty() && preset.description.find('\n') == std::string::npos);
        }
        QVERIFY(std::is_sorted(ids.begin(), ids.end()));
        for (const char* id : {"cafedistill-paper-cifar10", "fashion-mnist-cafedistill", "quick", "quick-local"})
            QVERIFY2(std::find(ids.begin(), ids.end(), id) != ids.end(), id);
        std::size_t files = 0;
        for (const auto& entry : std::filesystem::directory_iterator(EXITLAB_SOURCE_DIR "/resources/presets"))
            files += entry.is_regular_file();
        QCOMPARE(ids.size(), files);  // none was left out
    }
    void shippedPresetsLoad() {
        // Those of all methods are loaded with the real plugins in tests/plugins/tst_presets.cpp.
        for (const Preset& preset : listPresets()) {
            std::ifstream in(preset.path);
            const std::string method = Json::parse(in).at("algorithm").at("id");
            if (std::none_of(kCatalog.begin(), kCatalog.end(), [&](const auto& one) { return one.id == method; }))
                continue;
            const Experiment e = loadExperimentOrPreset(preset.id, kCatalog);
            QVERIFY2(e.problems().empty(), preset.id.c_str());
            QVERIFY2(e.name() != "Untitled", preset.id.c_str());
            QVERIFY(Experiment::load(preset.path, kCatalog) == e);
        }
    }
    void paperPresetsHaveThePublishedSettings() {
        const Experiment cifar10 = loadExperimentOrPreset("cafedistill-paper-cifar10", kCatalog);
        const Settings& s = cifar10.settings();
        QCOMPARE(s.integer("data.clients"), 100);
        QCOMPARE(cohortSize(s), 10);
        QCOMPARE(s.integer("training.rounds"), 300);
        QCOMPARE(s.integer("training.local_epochs"), 5);
        QCOMPARE(s.integer("training.batch"), 64);
        QCOMPARE(s.real("training.lr"), 0.1);
        QCOMPARE(s.integer("model.width"), 128);
        QCOMPARE(s.integer("model.exits"), 3);
        QCOMPARE(s.real("algorithm.lambda"), 1.0);
        QCOMPARE(s.real("algorithm.mu"), 0.6);
        QCOMPARE(s.real("algorithm.tau"), 2.0);
        QCOMPARE(s.text("algorithm.teacher_head"), std::string("replace"));
        QCOMPARE(s.real("data.validation_share"), 0.0);
        // CIFAR-100 differs in data and network only.
        Experiment cifar100 = loadExperimentOrPreset("cafedistill-paper-cifar100", kCatalog);
        QCOMPARE(cifar100.settings().text("model.architecture"), std::string("resnet18"));
        QCOMPARE(cifar100.settings().integer("model.exits"), 4);
        QCOMPARE(cifar100.settings().integer("model.width"), 64);
        for (const char* key : {"name", "data.dataset", "model.architecture", "model.width", "model.exits"})
            cifar100.set(key, s.value(key), kCatalog);
        QVERIFY(cifar100 == cifar10);
    }
    void quickPresetsDifferOnlyInTheMethod() {
        const Experiment quick = loadExperimentOrPreset("quick", kCatalog);
        QCOMPARE(quick.settings().real("algorithm.lambda"), 0.1);
        QCOMPARE(quick.settings().text("algorithm.teacher_head"), std::string("separate"));
        for (const char* method : {"fedper", "fedavg", "local"}) {
            const Experiment other = loadExperimentOrPreset(std::string("quick-") + method, kCatalog);
            Experiment expected = quick;
            expected.set("algorithm.id", std::string(method), kCatalog);
            expected.set("name", other.name(), kCatalog);
            QVERIFY2(other == expected, method);
        }
    }

    void filesGoBeforePresets() {
        const QTemporaryDir dir;
        const QString path = dir.filePath("mine.json");
        write(path, R"({"schema": "exitlab-experiment-1", "seed": 42})");
        QCOMPARE(loadExperimentOrPreset(path.toStdString(), kCatalog).seed(), std::uint64_t{42});
        const std::string folder = dir.path().toStdString();
        QCOMPARE(messageOf<InputError>([&] { loadExperimentOrPreset(folder, kCatalog); }),
                 folder + ": this is a folder, expected an experiment file");
    }
    void unknownNamesComeWithNearPresets() {
        QCOMPARE(messageOf<InputError>([] { loadExperimentOrPreset("quick-fedprr", kCatalog); }),
                 std::string("quick-fedprr: there is no such file and no preset of this name; did you mean "
                             "\"quick-fedper\"?"));
        QCOMPARE(messageOf<InputError>([] { loadExperimentOrPreset("zebra.json", kCatalog); }),
                 std::string("zebra.json: there is no such file and no preset of this name"));
        QCOMPARE(messageOf<InputError>([] { loadExperimentOrPreset("cafedistill-paper", kCatalog); }),
                 std::string("cafedistill-paper: there is no such file and no preset of this name; did you mean "
                             "\"cafedistill-paper-cifar10\" or \"cafedistill-paper-cifar100\"?"));
    }
    void brokenPresetsAreLeftOut() {
        const QTemporaryDir dir;
        QVERIFY(QDir(dir.path()).mkpath("presets/folder.json"));
        const QString folder = dir.filePath("presets/");
        write(folder + "b.json", R"({"schema": "exitlab-experiment-1", "description": "fine"})");
        write(folder + "a.json", R"({"schema": "exitlab-experiment-1", "description": "first"})");
        write(folder + "syntax.json", "{");
        write(folder + "newer.json", R"({"schema": "exitlab-experiment-9", "description": "d"})");
        write(folder + "silent.json", R"({"schema": "exitlab-experiment-1"})");
        write(folder + "notes.txt", "not a preset");
        qputenv("EXITLAB_RESOURCES", dir.path().toUtf8());
        const std::string path = (folder + "a.json").toStdString();
        const auto presets = listPresets();
        QCOMPARE(presets.size(), std::size_t{2});
        QVERIFY(presets[0] == (Preset{"a", "first", path, "", "cafedistill", "glyphs"}));
        QCOMPARE(presets[1].id, std::string("b"));
    }
    void noPresetFolderIsNoPresets() {
        const QTemporaryDir dir;
        qputenv("EXITLAB_RESOURCES", dir.path().toUtf8());
        QVERIFY(listPresets().empty());
    }
};

QTEST_GUILESS_MAIN(TestPresets)
#include "tst_presets.moc"

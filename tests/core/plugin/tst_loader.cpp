// SPDX-License-Identifier: GPL-3.0-or-later
// A bad plugin becomes a row that says why; the good ones load all the same.
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

#include "core/base/error.h"
#include "core/config/method_check.h"
#include "core/plugin/loader.h"
#include "tests/support/federation.h"

using namespace exitlab;
using namespace exitlab::test;
namespace fs = std::filesystem;

namespace {

const fs::path kModule = fs::path(EXITLAB_TEST_MODULE_DIR) / "faulty.so";

nlohmann::json manifest(const std::string& id) {
    return {{"id", id},          {"name", "Some method"}, {"version", "1.0"},   {"kind", "algorithm"},
            {"interface", 2},    {"compatible_since", 2}, {"summary", "Short"}, {"help", "Long"},
            {"citation", "None"}};
}

void write(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

/// A folder with one plugin; the module is a copy, as the system loads one file once.
struct Folder {
    QTemporaryDir dir;
    fs::path path() const { return dir.path().toStdString(); }
    void add(const std::string& id, const std::string& json, const fs::path& module = kModule) const {
        write(path() / (id + ".json"), json);
        if (!module.empty()) fs::copy_file(module, path() / (id + ".so"), fs::copy_options::overwrite_existing);
    }
    void add(const std::string& id) const { add(id, manifest(id).dump()); }
};

}  // namespace

class TestLoader : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void cleanup() { qunsetenv("EXITLAB_TEST_FAULT"); }

    void shippedMethodsLoad() {
        std::vector<std::string> ids;
        for (const MethodInfo& method : engine().methods()) {
            ids.push_back(method.id);
            QVERIFY2(methodProblems(method).empty(), method.id.c_str());
            for (const std::string* text :
                 {&method.name, &method.version, &method.summary, &method.longHelp, &method.citation})
                QVERIFY2(!text->empty(), method.id.c_str());
            for (const ParameterSpec& spec : method.parameters) QVERIFY2(!spec.help.empty(), spec.key.c_str());
            QVERIFY(Experiment::defaults(engine().methods(), method.id).problems().empty());
        }
        // Every folder under plugins/ with a manifest, and the test module that fails only when it runs.
        std::vector<std::string> expected{"failing"};
        for (const auto& folder : std::filesystem::directory_iterator(EXITLAB_SOURCE_DIR "/plugins"))
            if (std::filesystem::exists(folder.path() / "manifest.json"))
                expected.push_back(folder.path().filename().string());
        std::sort(expected.begin(), expected.end());
        QVERIFY(expected.size() > 18);
        QCOMPARE(ids, expected);
        // The folder of the test modules also holds a module without a manifest: not a plugin, not a problem.
        QVERIFY(engine().pluginProblems().empty());
    }

    void theTemplateCitesItsPaper() {
        const MethodInfo* method = findMethod(engine().methods(), "template");
        QVERIFY(method->citation.rfind("Li et al.", 0) == 0);
        QVERIFY(method->longHelp.find("||w - w_global||^2") != std::string::npos);
    }

    void brokenManifest_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto changed = [](const std::function<void(nlohmann::json&)>& change) {
            nlohmann::json json = manifest("bad");
            change(json);
            return QByteArray::fromStdString(json.dump());
        };
        QTest::newRow("empty") << QByteArray() << QByteArray("not JSON");
        QTest::newRow("no JSON") << QByteArray("id = bad") << QByteArray("not JSON");
        QTest::newRow("cut off") << QByteArray::fromStdString(manifest("bad").dump()).chopped(5)
                                 << QByteArray("not JSON");
        QTest::newRow("bytes") << QByteArray("\xff\xfe\x00\x01", 4) << QByteArray("not JSON");
        QTest::newRow("list") << QByteArray("[1, 2]") << QByteArray("expected a JSON object");
        QTest::newRow("too large") << QByteArray(70 * 1024, ' ') << QByteArray("larger than 64 KiB");
        for (const char* key : {"id", "name", "version", "kind", "summary", "help", "citation"}) {
            const QByteArray expected = QByteArray(key) + ": expected a text";
            QTest::addRow("no %s", key) << changed([=](auto& json) { json.erase(key); }) << expected;
            QTest::addRow("%s is a number", key) << changed([=](auto& json) { json[key] = 7; }) << expected;
            QTest::addRow("%s is empty", key) << changed([=](auto& json) { json[key] = ""; }) << expected;
        }
        for (const char* key : {"interface", "compatible_since"}) {
            const QByteArray expected = QByteArray(key) + ": expected a whole number";
            QTest::addRow("no %s", key) << changed([=](auto& json) { json.erase(key); }) << expected;
            QTest::addRow("%s is a text", key) << changed([=](auto& json) { json[key] = "1"; }) << expected;
            QTest::addRow("%s is a fraction", key) << changed([=](auto& json) { json[key] = 1.5; }) << expected;
        }
        QTest::newRow("id of another") << changed([](auto& json) { json["id"] = "good"; })
                                       << QByteArray("'good' differs from the file name 'bad'");
        QTest::newRow("kind") << changed([](auto& json) { json["kind"] = "dataset"; })
                              << QByteArray("expected algorithm");
        QTest::newRow("interface too new")
            << changed([](auto& json) { json["interface"] = json["compatible_since"] = 99; })
            << QByteArray("plugin interface 99");
        QTest::newRow("interface too old")
            << changed([](auto& json) { json["interface"] = 0; }) << QByteArray("plugin interface 0");
    }
    void brokenManifest() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        const Folder folder;
        folder.add("bad", text.toStdString(), {});
        folder.add("good");
        const LoadedPlugins plugins = loadPlugins({folder.path()});
        QCOMPARE(plugins.methods.size(), std::size_t{1});
        QCOMPARE(plugins.methods[0].info.id, std::string("good"));
        QCOMPARE(plugins.problems.size(), std::size_t{1});
        QCOMPARE(plugins.problems[0].file, (folder.path() / "bad.json").string());
        QVERIFY2(QByteArray::fromStdString(plugins.problems[0].message).contains(expected),
                 plugins.problems[0].message.c_str());
        QVERIFY_EXCEPTION_THROWN(readManifest(folder.path() / "bad.json"), InputError);
    }

    void brokenModule_data() {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("settings throw") << QByteArray("throws") << QByteArray("no parameters today");
        QTest::newRow("settings throw a number") << QByteArray("throws a number") << QByteArray("no exception");
        QTest::newRow("key outside algorithm") << QByteArray("key") << QByteArray("algorithm.");
        QTest::newRow("default out of range") << QByteArray("default") << QByteArray("algorithm.weight");
        QTest::newRow("entry gives nothing") << QByteArray("null") << QByteArray("another plugin interface");
        QTest::newRow("built for another interface")
            << QByteArray("interface") << QByteArray("another plugin interface");
    }
    void brokenModule() {
        QFETCH(QByteArray, fault);
        QFETCH(QByteArray, expected);
        const Folder folder;
        folder.add("bad");
        qputenv("EXITLAB_TEST_FAULT", fault);
        const LoadedPlugins plugins = loadPlugins({folder.path()});
        QVERIFY(plugins.methods.empty());
        QCOMPARE(plugins.problems.size(), std::size_t{1});
        QVERIFY2(QByteArray::fromStdString(plugins.problems[0].message).contains(expected),
                 plugins.problems[0].message.c_str());
        qunsetenv("EXITLAB_TEST_FAULT");
        QCOMPARE(loadPlugins({folder.path()}).methods.size(),
                 std::size_t{1});  // the fault was the module's, not the folder's
    }

    void filesThatAreNoModule() {
        const Folder folder;
        folder.add("missing", manifest("missing").dump(), {});
        folder.add("text", manifest("text").dump(), {});
        write(folder.path() / "text.so", "not an ELF file");
        folder.add("empty", manifest("empty").dump(), {});
        write(folder.path() / "empty.so", "");
        folder.add("library", manifest("library").dump(), fs::path(EXITLAB_BINARY_DIR) / "lib/libexitlab_base.so");
        folder.add("good");
        const LoadedPlugins plugins = loadPlugins({folder.path()});
        QCOMPARE(plugins.methods.size(), std::size_t{1});
        QCOMPARE(plugins.problems.size(), std::size_t{4});
        const char* expected[][2] = {{"empty", "cannot be loaded"},
                                     {"library", "has no function exitlab_method"},
                                     {"missing", "module is missing"},
                                     {"text", "cannot be loaded"}};
        for (std::size_t i = 0; i < 4; ++i) {
            QCOMPARE(fs::path(plugins.problems[i].file).stem().string(), std::string(expected[i][0]));
            QVERIFY2(plugins.problems[i].message.find(expected[i][1]) != std::string::npos,
                     plugins.problems[i].message.c_str());
        }
    }

    void theFirstFolderWins() {
        const Folder first, second;
        nlohmann::json json = manifest("same");
        json["version"] = "1";
        first.add("same", json.dump());
        json["version"] = "2";
        second.add("same", json.dump());
        second.add("other");
        const LoadedPlugins plugins = loadPlugins({first.path(), second.path()});
        QCOMPARE(plugins.methods.size(), std::size_t{2});
        QCOMPARE(plugins.methods[0].info.id, std::string("other"));
        QCOMPARE(plugins.methods[1].info.version, std::string("1"));
        QVERIFY(plugins.problems.empty());
        QCOMPARE(loadPlugins({second.path(), first.path()}).methods[1].info.version, std::string("2"));
    }

    void aBadFirstLeavesRoomForTheSecond() {
        const Folder first, second;
        first.add("same", "broken", {});
        second.add("same");
        const LoadedPlugins plugins = loadPlugins({first.path(), second.path()});
        QCOMPARE(plugins.methods.size(), std::size_t{1});
        QCOMPARE(plugins.problems.size(), std::size_t{1});
    }

    void foldersWithoutPlugins() {
        const Folder empty;
        QVERIFY(loadPlugins({empty.path()}).problems.empty());
        const LoadedPlugins plugins = loadPlugins({empty.path() / "nowhere"});
        QCOMPARE(plugins.problems.size(), std::size_t{1});
        QVERIFY(loadPlugins({}).methods.empty());
    }

    void anUnknownMethodIsNamed() {
        Experiment experiment = smallExperiment("fedavg");
        const Engine small({});
        try {
            prepareRun(small, experiment, {});
            QFAIL("there is no method");
        } catch (const InputError& e) {
            QVERIFY2(QByteArray(e.what()).contains("no method 'fedavg'"), e.what());
        }
    }
};

QTEST_GUILESS_MAIN(TestLoader)
#include "tst_loader.moc"

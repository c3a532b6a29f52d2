// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>

#include "core/base/error.h"
#include "core/base/paths.h"

using namespace exitlab;
namespace fs = std::filesystem;

class TestPaths : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    QByteArray home_, xdg_;
    fs::path root() const { return fs::canonical(dir_->path().toStdString()); }

  private slots:
    void initTestCase() {
        home_ = qgetenv("HOME");
        xdg_ = qgetenv("XDG_DATA_HOME");
    }
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", QByteArray::fromStdString((root() / "xdg").string()));
        qunsetenv("EXITLAB_RESOURCES");
        qunsetenv("EXITLAB_DATA");
    }
    void cleanup() {
        qputenv("HOME", home_);
        qputenv("XDG_DATA_HOME", xdg_);
    }

    void theProgramIsFound() {
        QCOMPARE(executableDir(), fs::canonical(QCoreApplication::applicationDirPath().toStdString()));
        QVERIFY(fs::exists(executableDir() / "tst_core_base_paths"));
    }

    void resourcesLieBesideTheSourceInABuildTree() {
        QCOMPARE(fs::canonical(resourceDir()), fs::canonical(EXITLAB_SOURCE_DIR "/resources"));
    }
    void resourcesCanBeChosen() {
        qputenv("EXITLAB_RESOURCES", dir_->path().toUtf8());
        QCOMPARE(resourceDir(), fs::path(dir_->path().toStdString()));
        qputenv("EXITLAB_RESOURCES", "");
        QCOMPARE(fs::canonical(resourceDir()), fs::canonical(EXITLAB_SOURCE_DIR "/resources"));
    }
    void aCopyElsewhereUsesItsOwnPrefix() {
        // The same program outside the build tree must not reach into the source.
        if (qEnvironmentVariableIsSet("TST_PATHS_COPY")) {
            QCOMPARE(resourceDir(), executableDir().parent_path() / "share/exitlab");
            QVERIFY(pluginDirs().empty());
            return;
        }
        fs::create_directories(root() / "bin");
        const fs::path copy = root() / "bin/tst_core_base_paths";
        fs::copy_file(executableDir() / "tst_core_base_paths", copy);
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("TST_PATHS_COPY", "1");
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QString::fromStdString(copy.string()), {"aCopyElsewhereUsesItsOwnPrefix"});
        QVERIFY(process.waitForFinished());
        QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0,
                 process.readAll().constData());
    }

    void userDataFollowsXdg() {
        QCOMPARE(userDataDir(), root() / "xdg/exitlab");
        QVERIFY(fs::is_directory(root() / "xdg/exitlab"));
        QCOMPARE(defaultDatabase(), root() / "xdg/exitlab/exitlab.db");
    }
    void withoutXdgItLiesInHome() {
        qputenv("HOME", QByteArray::fromStdString(root().string()));
        qunsetenv("XDG_DATA_HOME");
        QCOMPARE(userDataDir(), root() / ".local/share/exitlab");
        // The specification: relative values are to be ignored.
        qputenv("XDG_DATA_HOME", "relative");
        QCOMPARE(userDataDir(), root() / ".local/share/exitlab");
    }
    void withoutHomeTheAccountSays() {
        qunsetenv("HOME");
        qunsetenv("XDG_DATA_HOME");
        QVERIFY(dataRoot().is_absolute());
    }
    void whatCannotBeCreatedIsAStorageError() {
        qputenv("XDG_DATA_HOME", "/dev/null/x");
        try {
            userDataDir();
            QFAIL("nothing was thrown");
        } catch (const Error& e) {
            QVERIFY(e.kind() == Error::Kind::Storage);
            QVERIFY2(std::string(e.what()).rfind("/dev/null/x/exitlab: cannot create", 0) == 0, e.what());
        }
    }

    void dataRootIsChosenInOrder() {
        QCOMPARE(dataRoot(), root() / "xdg/exitlab/data");
        qputenv("EXITLAB_DATA", "/somewhere/data");
        QCOMPARE(dataRoot(), fs::path("/somewhere/data"));
        QCOMPARE(dataRoot("/given"), fs::path("/given"));
        QVERIFY(!fs::exists(root() / "xdg"));  // looking does not write
    }

    void pluginFoldersComeInOrder() {
        const fs::path mine = root() / "mine", user = root() / "xdg/exitlab/plugins";
        fs::create_directories(mine);
        fs::create_directories(user);
        fs::create_directory_symlink(mine, root() / "link");
        const auto dirs = pluginDirs({mine, root() / "missing", "", root() / "link", user});
        QVERIFY(dirs.size() >= 2);
        QCOMPARE(dirs[0], mine);
        QCOMPARE(dirs[1], user);
        QCOMPARE(std::count(dirs.begin(), dirs.end(), mine), 1);
        QCOMPARE(std::count(dirs.begin(), dirs.end(), user), 1);
        QCOMPARE(std::count(dirs.begin(), dirs.end(), fs::current_path()), 0);
        const fs::path built = fs::path(EXITLAB_BINARY_DIR) / "lib/exitlab/plugins";
        if (fs::is_directory(built)) QCOMPARE(dirs[2], fs::canonical(built));
    }
    void lookingForPluginsDoesNotWrite() {
        (void)pluginDirs();
        QVERIFY(!fs::exists(root() / "xdg"));
    }
};

QTEST_GUILESS_MAIN(TestPaths)
#include "tst_paths.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The command that runs an experiment again.
#include <QTest>

#include "core/config/command_line.h"

using namespace exitlab;

class TestCommandLine : public QObject {
    Q_OBJECT

  private slots:
    void wordsOfAShell() {
        QCOMPARE(shellQuoted("training.lr=1e-3"), std::string("training.lr=1e-3"));
        QCOMPARE(shellQuoted("a b"), std::string("'a b'"));
        QCOMPARE(shellQuoted("it's"), std::string("'it'\\''s'"));
        QCOMPARE(shellQuoted(""), std::string("''"));
        QCOMPARE(shellQuoted("$HOME;rm"), std::string("'$HOME;rm'"));
    }

    void fromTheNearestPreset() {
        MethodInfo fedavg;
        fedavg.id = fedavg.name = "fedavg";
        fedavg.version = "1";
        const MethodCatalog catalog{fedavg};
        for (const Preset& preset : listPresets()) {
            if (preset.id != "quick-fedavg") continue;
            Experiment experiment = Experiment::load(preset.path, catalog);
            QCOMPARE(commandLine(experiment, catalog), std::string("exitlab-cli run quick-fedavg"));
            experiment.set("training.rounds", "7", catalog);
            experiment.set("name", "My run", catalog);
            QCOMPARE(commandLine(experiment, catalog),
                     std::string("exitlab-cli run quick-fedavg --set 'name=My run' training.rounds=7"));
            return;
        }
        QFAIL("there is no preset quick-fedavg");
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"

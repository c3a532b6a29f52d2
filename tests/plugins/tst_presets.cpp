// SPDX-License-Identifier: GPL-3.0-or-later
// Every preset that ships fits the methods that ship: it loads, has no problems, and its network can be planned.
#include <QTest>

#include "core/config/derived.h"
#include "core/federation/setup.h"
#include "tests/support/federation.h"

using namespace exitlab;
using namespace exitlab::test;

class TestPresets : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void preset_data() {
        QTest::addColumn<QString>("id");
        for (const Preset& preset : listPresets())
            QTest::newRow(preset.id.c_str()) << QString::fromStdString(preset.id);
    }
    void preset() {
        QFETCH(QString, id);
        const Experiment experiment = loadExperimentOrPreset(id.toStdString(), engine().methods());
        for (const auto& problem : experiment.problems()) QFAIL(problem.message.c_str());
        QVERIFY(experiment.name() != "Untitled");
        const Settings settings = adaptedSettings(engine(), experiment.settings());
        const DatasetFacts facts = datasetFacts(settings);
        const NetworkPlan plan(settings, {facts.channels, facts.side, facts.side}, facts.classes);
        QCOMPARE(plan.exits(), static_cast<int>(settings.integer("model.exits")));
        QVERIFY(cohortSize(settings) >= 2);
    }
};

QTEST_GUILESS_MAIN(TestPresets)
#include "tst_presets.moc"

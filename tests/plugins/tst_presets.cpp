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

    void everyMethodHasPaperSettingsAndASmallVariant_data() {
        QTest::addColumn<QString>("method");
        for (const MethodInfo& method : engine().methods())
            if (method.id != "failing" && method.id != "faulty")
                QTest::newRow(method.id.c_str()) << QString::fromStdString(method.id);
    }
    void everyMethodHasPaperSettingsAndASmallVariant() {
        QFETCH(QString, method);
        bool paper = false, small = false;
        for (const Preset& preset : listPresets()) {
            QVERIFY2(!preset.name.empty() && !preset.description.empty(), preset.id.c_str());
            if (preset.method != method.toStdString()) continue;
            paper = paper || preset.id.find("-paper-") != std::string::npos;
            small = small || preset.id.find("-small-") != std::string::npos;
            const Experiment experiment = loadExperimentOrPreset(preset.id, engine().methods());
            QCOMPARE(experiment.method(), preset.method);
            QCOMPARE(experiment.settings().text("data.dataset"), preset.dataset);
        }
        QVERIFY2(paper, "no preset with the paper's settings");
        QVERIFY2(small, "no variant for a small CPU");
    }

    void methodsAndSectionsExplainEverySetting_data() { everyMethodHasPaperSettingsAndASmallVariant_data(); }
    void methodsAndSectionsExplainEverySetting() {
        QFETCH(QString, method);
        const Experiment experiment = Experiment::defaults(engine().methods(), method.toStdString());
        for (const ParameterSection& section : experiment.schema()) {
            QVERIFY2(!section.title.empty() && !section.help.empty(), section.id.c_str());
            for (const ParameterSpec& spec : section.parameters) {
                const char* key = spec.key.c_str();
                QVERIFY2(!spec.title.empty() && !spec.help.empty() && !spec.longHelp.empty(), key);
                QVERIFY2(!spec.source.empty(), key);
                // The side panel says more than the line below the field.
                QVERIFY2(spec.longHelp != spec.help, key);
                const bool number = spec.type == ParameterType::Integer || spec.type == ParameterType::Real;
                QVERIFY2(!number || spec.minimum || spec.maximum, key);
                for (const ParameterChoice& choice : spec.choices)
                    QVERIFY2(!choice.label.empty() && !choice.help.empty(), key);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestPresets)
#include "tst_presets.moc"

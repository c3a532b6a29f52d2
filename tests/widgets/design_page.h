// SPDX-License-Identifier: GPL-3.0-or-later
// The Design page with two made-up methods and answers made up by the test.
#pragma once

#include <QAbstractSpinBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

#include "widgets/design/design_view.h"
#include "widgets/plots/heat_map.h"

namespace exitlab::test {

inline MethodCatalog catalog() {
    MethodInfo plain{"plain", "Plain", "1", "Averages everything", "Somebody 2020", "A paragraph.", {}};
    MethodInfo fine{"fine", "Fine", "1", "Distils", "Somebody 2024", "Another.", {}};
    ParameterSpec mu;
    mu.key = "algorithm.mu";
    mu.title = "Mu";
    mu.type = ParameterType::Real;
    mu.defaultValue = 0.5;
    mu.minimum = 0;
    mu.help = "Weight of the term";
    mu.longHelp = "L + mu D";
    mu.source = "equation (2)";
    fine.parameters = {mu};
    return {plain, fine};
}

inline PartitionPreview partition(int clients) {
    PartitionPreview preview;
    preview.classNames = {"a", "b"};
    preview.labels = Table(clients, 2, 10);
    preview.train.assign(std::size_t(clients), 12);
    preview.validation.assign(std::size_t(clients), 3);
    preview.test.assign(std::size_t(clients), 5);
    preview.entropy.assign(std::size_t(clients), 0.69);
    preview.drawn = preview.dealt = preview.labels;
    return preview;
}

inline CostReport cost() {
    CostReport report;
    report.exits = {{"stage 1", 1000, 100, 1100, 250'000, 0.25, 4400, 4400},
                    {"stage 2", 5000, 200, 6300, 1'000'000, 1.0, 20'800, 20'800}};
    report.groups = {{"backbone", 6000, 24000}, {"heads", 300, 1200}};
    report.parameters = 6300;
    report.uplinkBytes = 25200;
    report.downlinkBytes = 25200;
    return report;
}

struct Page {
    DesignView view;
    QSignalSpy asked{&view, &DesignView::previewRequested};
    QSignalSpy started{&view, &DesignView::startRequested};
    QSignalSpy failed{&view, &DesignView::failed};
    Page() {
        view.resize(1200, 700);
        view.setCatalog(catalog(), {}, Experiment::defaults(catalog(), "plain"));
        view.show();
        view.activateWindow();
        if (!QTest::qWaitForWindowActive(&view)) qFatal("the platform gives no window the focus");
    }
    template <class T>
    T* find(const char* name) {
        return view.findChild<T*>(QString::fromLatin1(name));
    }
    void set(const char* key, const QString& text) {
        auto* edit = find<QAbstractSpinBox>(key)->findChild<QLineEdit*>();
        edit->setFocus();
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
    }
    quint64 token() { return asked.last().at(0).toULongLong(); }
    int clientsShown() { return find<HeatMap>("partitionClasses")->data().values.rows; }
};

}  // namespace exitlab::test

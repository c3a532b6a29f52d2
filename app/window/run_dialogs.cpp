// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/run_dialogs.h"

#include <QMessageBox>
#include <QPushButton>

namespace exitlab {

namespace {

QMessageBox* question(QWidget* window, const char* name, const QString& title, const QString& text,
                      const QString& more) {
    auto* box = new QMessageBox(QMessageBox::Question, title, text, QMessageBox::Cancel, window);
    box->setObjectName(QLatin1String(name));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(more);
    return box;
}

QPushButton* addButton(QMessageBox* box, const char* name, const QString& text, const std::function<void()>& act) {
    QPushButton* button = box->addButton(text, QMessageBox::AcceptRole);
    button->setObjectName(QLatin1String(name));
    QObject::connect(button, &QPushButton::clicked, box->parentWidget(), act);
    return button;
}

}  // namespace

void askQueue(QWidget* window, const QString& active, const QString& name, const std::function<void()>& add) {
    if (window->findChild<QMessageBox*>(QStringLiteral("queueQuestion"))) return;
    QMessageBox* box =
        question(window, "queueQuestion", QObject::tr("A run is in progress"),
                 QObject::tr("\"%1\" is in progress; one run or race at a time.").arg(active),
                 QObject::tr("\"%1\" can wait in the queue and begins when the others are done.").arg(name));
    box->setDefaultButton(addButton(box, "confirmQueue", QObject::tr("Add to queue"), add));
    box->open();
}

void askStop(QWidget* window, const QString& active, int waiting, const std::function<void(bool)>& stop) {
    if (window->findChild<QMessageBox*>(QStringLiteral("stopQuestion"))) return;
    QMessageBox* box = question(
        window, "stopQuestion", QObject::tr("Stop the run"), QObject::tr("Stop \"%1\" now?").arg(active),
        QObject::tr("The round in progress is dropped, finished rounds and a checkpoint are kept. It can be resumed "
                    "later."));
    if (waiting > 0) {
        addButton(box, "confirmStopNext", QObject::tr("Stop and begin the next"), [stop] { stop(true); });
        box->setDefaultButton(
            addButton(box, "confirmStop", QObject::tr("Stop and pause the queue"), [stop] { stop(false); }));
    } else {
        box->setDefaultButton(addButton(box, "confirmStop", QObject::tr("Stop"), [stop] { stop(true); }));
    }
    box->open();
}

void askClose(QWidget* window, const QString& active, const std::function<void()>& close) {
    if (window->findChild<QMessageBox*>(QStringLiteral("closeQuestion"))) return;
    QMessageBox* box = question(window, "closeQuestion", QObject::tr("A run is in progress"),
                                QObject::tr("\"%1\" has not finished.").arg(active),
                                QObject::tr("It can be stopped with a checkpoint and resumed later from the Runs page. "
                                            "What waits in the queue stays there."));
    box->setDefaultButton(addButton(box, "confirmClose", QObject::tr("Checkpoint and quit"), close));
    box->open();
}

}  // namespace exitlab

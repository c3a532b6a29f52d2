// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/watch_controller.h"

#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cstdlib>

#include "app/window/store_service.h"
#include "core/federation/run.h"
#include "widgets/watch/run_picker.h"

namespace exitlab {

WatchController::WatchController(WatchPage* page, StoreService* store, QWidget* window)
    : QObject(window), page_(page), store_(store), window_(window) {
    connect(page_, &WatchPage::compareRequested, this, &WatchController::chooseRuns);
    connect(page_, &WatchPage::branchRequested, this, &WatchController::beginBranch);
}

void WatchController::post(const QString& failure, std::function<Answer(const RunReader&)> job) {
    const std::shared_ptr<RunStore> store = store_->store();
    if (!store) return;
    ++pending_;
    worker_.post([this, failure, store, job = std::move(job)] {
        Answer answer;
        try {
            answer = job(store->reader());
        } catch (const std::exception& error) {
            answer = [this, failure, details = QString::fromUtf8(error.what())] { Q_EMIT failed(failure, details); };
        }
        QMetaObject::invokeMethod(
            this,
            [this, answer = std::move(answer)] {
                --pending_;
                answer();
            },
            Qt::QueuedConnection);
    });
}

void WatchController::chooseRuns(const QList<qint64>& shown) {
    post(tr("The runs could not be listed."), [this, shown](const RunReader& reader) -> Answer {
        return [this, shown, runs = reader.list()] {
            if (window_->findChild<RunPicker*>()) return;
            auto* picker = new RunPicker(runs, shown, 2, window_);
            picker->setAttribute(Qt::WA_DeleteOnClose);
            connect(picker, &RunPicker::picked, this, &WatchController::compare);
            picker->open();
        };
    });
}

void WatchController::compare(const QList<qint64>& runs) {
    const quint64 token = ++comparison_;
    post(tr("The runs could not be loaded."), [this, runs, token](const RunReader& reader) -> Answer {
        WatchPage::Loaded loaded;
        for (const qint64 run : runs)
            if (const auto summary = reader.find(run)) loaded.emplace_back(*summary, reader.reports(run));
        return [this, token, loaded = std::move(loaded)] {
            if (token == comparison_) page_->showComparison(loaded);
        };
    });
}

void WatchController::beginBranch(qint64 run, int round, const QString& experiment) {
    post(tr("Run %1 cannot be branched.").arg(run), [this, run, round, experiment](const RunReader& reader) -> Answer {
        std::vector<int> rounds;
        for (const CheckpointInfo& checkpoint : reader.checkpoints(run))
            if (checkpoint.round > 0) rounds.push_back(checkpoint.round);
        return [this, run, round, rounds, experiment] {
            if (std::find(rounds.begin(), rounds.end(), round) != rounds.end())
                Q_EMIT branchReady(run, round, experiment);
            else
                askRound(run, round, rounds, experiment);
        };
    });
}

void WatchController::askRound(qint64 run, int round, const std::vector<int>& rounds, const QString& experiment) {
    const QString more = tr(
        "To keep a checkpoint of every round, set Checkpoint every to 1 and Checkpoints kept to 0 (all) before a run "
        "starts. A run in progress writes one with Checkpoint.");
    if (rounds.empty()) {
        auto* message = new QMessageBox(QMessageBox::Information, tr("Branch from a round"),
                                        tr("Run %1 has no checkpoint yet, so nothing can branch from it.").arg(run),
                                        QMessageBox::Close, window_);
        message->setObjectName(QStringLiteral("noCheckpoint"));
        message->setAttribute(Qt::WA_DeleteOnClose);
        message->setTextFormat(Qt::PlainText);
        message->setInformativeText(more);
        message->open();
        return;
    }
    auto* dialog = new QDialog(window_);
    dialog->setObjectName(QStringLiteral("branchRound"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Branch from a round"));
    auto* words =
        new QLabel(tr("Round %1 of run %2 has no checkpoint. Branch after another round:").arg(round).arg(run));
    words->setWordWrap(true);
    auto* box = new QComboBox;
    box->setObjectName(QStringLiteral("branchRoundBox"));
    box->setAccessibleName(tr("Round with a checkpoint"));
    box->setToolTip(tr("Rounds with a checkpoint; the nearest is chosen"));
    int nearest = 0;
    for (std::size_t i = 0; i < rounds.size(); ++i) {
        box->addItem(tr("round %1").arg(rounds[i]), rounds[i]);
        if (std::abs(rounds[i] - round) < std::abs(rounds[static_cast<std::size_t>(nearest)] - round))
            nearest = static_cast<int>(i);
    }
    box->setCurrentIndex(nearest);
    auto* hint = new QLabel(more);
    hint->setWordWrap(true);
    hint->setForegroundRole(QPalette::PlaceholderText);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    auto* ok = buttons->addButton(tr("Branch"), QDialogButtonBox::AcceptRole);
    ok->setObjectName(QStringLiteral("confirmBranchRound"));
    auto* column = new QVBoxLayout(dialog);
    column->addWidget(words);
    column->addWidget(box);
    column->addWidget(hint);
    column->addWidget(buttons);
    dialog->resize(420, dialog->sizeHint().height());
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, dialog, [this, dialog, box, run, experiment] {
        Q_EMIT branchReady(run, box->currentData().toInt(), experiment);
        dialog->accept();
    });
    dialog->open();
}

}  // namespace exitlab

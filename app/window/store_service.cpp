// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/store_service.h"

namespace exitlab {

StoreService::StoreService(const std::filesystem::path& database, QObject* parent)
    : QObject(parent), database_(database), worker_(std::make_unique<Worker>()) {}

StoreService::~StoreService() { worker_.reset(); }

void StoreService::post(const QString& failure, std::function<Answer()> job) {
    ++pending_;
    worker_->post([this, failure, job = std::move(job)] {
        Answer answer;
        try {
            answer = job();
        } catch (const std::exception& error) {
            answer = [this, failure, details = QString::fromUtf8(error.what())] { Q_EMIT failed(failure, details); };
        }
        QMetaObject::invokeMethod(
            this,
            [this, answer = std::move(answer)] {
                --pending_;
                if (answer) answer();
            },
            Qt::QueuedConnection);
    });
}

void StoreService::open() {
    post(tr("The run database cannot be used. Runs can be neither started nor listed."), [this]() -> Answer {
        auto store = std::make_shared<RunStore>(database_);
        reader_.emplace(store->reader());
        return [this, store] {
            store_ = store;
            Q_EMIT opened();
        };
    });
}

void StoreService::refresh() {
    if (!store_) return;
    if (isListing_) {
        listAgain_ = true;
        return;
    }
    isListing_ = true;
    post(tr("The runs could not be listed."), [this]() -> Answer {
        // The answer to a failure must also end the listing, so it is made here.
        std::vector<RunSummary> runs;
        QString error;
        try {
            runs = reader_->list();
            listing_.update(runs);
        } catch (const std::exception& e) {
            error = QString::fromUtf8(e.what());
        }
        return [this, runs = std::move(runs), entries = listing_.entries(), error] {
            isListing_ = false;
            if (error.isEmpty()) {
                Q_EMIT listed(runs);
                Q_EMIT entriesListed(entries);
                readSettings();
                if (trashShown_) listTrash();
            } else {
                Q_EMIT failed(tr("The runs could not be listed."), error);
            }
            if (listAgain_) {
                listAgain_ = false;
                refresh();
            }
        };
    });
}

void StoreService::readSettings() {
    // The table does not wait for it: reading ten thousand configurations takes a fraction of a second.
    post(tr("The settings of the runs could not be read."), [this]() -> Answer {
        if (!listing_.readSettings()) return {};
        return [this, entries = listing_.entries()] { Q_EMIT entriesListed(entries); };
    });
}

void StoreService::listTrash() {
    post(tr("The trash could not be listed."), [this]() -> Answer {
        trash_.update(reader_->list(true));
        trash_.readSettings();
        return [this, entries = trash_.entries()] { Q_EMIT trashListed(entries); };
    });
}

void StoreService::followTrash(bool shown) {
    trashShown_ = shown;
    if (shown && store_) listTrash();
}

void StoreService::load(std::int64_t run) {
    post(tr("Run %1 could not be loaded.").arg(run), [this, run]() -> Answer {
        const auto summary = reader_->find(run);
        if (!summary) throw std::runtime_error(tr("It is not in the database (any more).").toStdString());
        auto reports = reader_->reports(run);
        return [this, found = *summary, told = std::move(reports)] { Q_EMIT loaded(found, told); };
    });
}

void StoreService::remove(const QList<qint64>& runs) {
    post(tr("Not every run could be deleted."), [store = store_, runs, this]() -> Answer {
        for (const qint64 run : runs) store->remove(run);
        return [this] { refresh(); };
    });
}

void StoreService::setStar(std::int64_t run, bool starred) {
    post(tr("The star was not stored."), [store = store_, run, starred]() -> Answer {
        store->setStar(run, starred);
        return {};
    });
}

void StoreService::setNote(std::int64_t run, const QString& note) {
    post(tr("The note was not stored."), [store = store_, run, note]() -> Answer {
        store->setNote(run, note.toStdString());
        return {};
    });
}

void StoreService::setTags(std::int64_t run, const QString& tags) {
    post(tr("The tags were not stored."), [store = store_, run, tags]() -> Answer {
        store->setTags(run, tags.toStdString());
        return {};
    });
}

void StoreService::setTrashed(const QList<qint64>& runs, bool trashed) {
    post(trashed ? tr("Not every run could be moved to the trash.") : tr("Not every run could be restored."),
         [store = store_, runs, trashed, this]() -> Answer {
             for (const qint64 run : runs) store->setTrashed(run, trashed);
             return [this] { refresh(); };
         });
}

}  // namespace exitlab

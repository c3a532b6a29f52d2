// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/comparison_service.h"

namespace exitlab {

ComparisonService::ComparisonService(const std::filesystem::path& database, QObject* parent)
    : QObject(parent), database_(database), worker_(std::make_unique<Worker>()) {}

ComparisonService::~ComparisonService() {
    ++token_;
    worker_.reset();
}

ComparisonService::RecordPtr ComparisonService::record(std::int64_t run, double threshold) {
    const auto summary = reader_->find(run);
    if (!summary) return nullptr;
    const auto found = known_.find(run);
    if (found != known_.end() && found->second.threshold == threshold) {
        RunSummary before = found->second.record->run;
        // Words and stars say nothing about the reports.
        before.tags = summary->tags;
        before.note = summary->note;
        before.starred = summary->starred;
        if (before == *summary) return found->second.record;
    }
    auto made = std::make_shared<const RunRecord>(
        makeRecord(*summary, reader_->reports(run), reader_->records(run), threshold, parser_));
    if (known_.size() > 2 * kMost) known_.clear();
    known_[run] = {threshold, made};
    return made;
}

void ComparisonService::ask(const QList<qint64>& runs, double threshold) {
    const int token = ++token_;
    if (runs.isEmpty()) return;
    ++pending_;
    worker_->post([this, runs, threshold, token] {
        std::vector<RecordPtr> records;
        QString error;
        try {
            if (!reader_) reader_.emplace(database_);
            for (const qint64 run : runs) {
                if (token != token_ || records.size() == kMost) break;
                if (RecordPtr one = record(run, threshold)) records.push_back(std::move(one));
            }
        } catch (const std::exception& failure) {
            error = QString::fromUtf8(failure.what());
        }
        const int leftOut = std::max(0, int(runs.size()) - kMost);
        QMetaObject::invokeMethod(
            this,
            [this, records = std::move(records), error, leftOut, token] {
                --pending_;
                if (token != token_) return;
                if (!error.isEmpty()) Q_EMIT failed(tr("The selected runs could not be compared."), error);
                Q_EMIT answered(records, leftOut);
            },
            Qt::QueuedConnection);
    });
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
// Reads what a comparison needs of runs (reports, exit records) in a thread of its own. The latest question wins: a
// later one ends the reading for an earlier one.
#pragma once

#include <QList>
#include <QObject>
#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "app/window/worker.h"
#include "core/analysis/run_record.h"

namespace exitlab {

class ComparisonService : public QObject {
    Q_OBJECT

  public:
    explicit ComparisonService(const std::filesystem::path& database, QObject* parent = nullptr);
    ~ComparisonService() override;

    /// So many runs are compared at once; the others of a question are left out.
    static constexpr int kMost = 300;

    void ask(const QList<qint64>& runs, double threshold);
    bool isIdle() const { return pending_ == 0; }

  Q_SIGNALS:
    void answered(const std::vector<std::shared_ptr<const exitlab::RunRecord>>& records, int leftOut);
    void failed(const QString& message, const QString& details);

  private:
    using RecordPtr = std::shared_ptr<const RunRecord>;
    RecordPtr record(std::int64_t run, double threshold);

    std::filesystem::path database_;
    std::atomic<int> token_ = 0;  ///< of the latest question
    int pending_ = 0;
    // Of the worker alone: what was read stays until a run changes.
    std::optional<RunReader> reader_;
    SettingsParser parser_;
    struct Known {
        double threshold;
        RecordPtr record;
    };
    std::map<std::int64_t, Known> known_;
    std::unique_ptr<Worker> worker_;
};

}  // namespace exitlab

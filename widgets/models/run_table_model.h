// SPDX-License-Identifier: GPL-3.0-or-later
// The stored runs as a table, newest first: what every run has, then as many settings as are asked for.
#pragma once

#include <QAbstractTableModel>
#include <QIcon>
#include <QStringList>
#include <optional>
#include <ranges>
#include <vector>

#include "core/analysis/run_fields.h"
#include "core/analysis/run_listing.h"

namespace exitlab {

class RunTableModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column {
        Star,
        Id,
        Status,
        Name,
        Method,
        DataSet,
        Seed,
        Rounds,
        Accuracy,  ///< per exit, last evaluation
        Mean,      ///< over exits, last evaluation
        Best,      ///< per exit, over the rounds
        BestMean,  ///< over exits
        Macs,
        Traffic,
        Up,
        Down,
        Seconds,
        Clients,
        Exits,
        Created,
        Tags,
        Note,
        ColumnCount  ///< columns of settings follow
    };
    enum Role {
        RunIdRole = Qt::UserRole + 1,  ///< qint64
        AccuracyRole,                  ///< QList<double>, 0..1 per exit, of the columns Accuracy and Best
        ColourRole                     ///< int: the run's categorical colour
    };

    explicit RunTableModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// Star (bool), Tags and Note (text) only; tells the store through the signals.
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

    /// Takes over a fresh listing, newest first; rows that stay keep their selection, equal rows are not repainted.
    void setEntries(std::vector<RunEntryPtr> entries);
    /// The same from summaries alone.
    void setRuns(std::vector<RunSummary> runs);
    const std::vector<RunEntryPtr>& entries() const { return entries_; }
    auto runs() const {
        return std::views::transform(entries_,
                                     [](const RunEntryPtr& entry) -> const RunSummary& { return entry->run; });
    }
    /// Nullptr if there is none.
    const RunSummary* find(std::int64_t run) const;
    int rowOf(std::int64_t run) const;  ///< -1 if there is none

    /// Columns of settings, by key, after the others.
    const QStringList& settingColumns() const { return settings_; }
    void addSettingColumn(const QString& key);
    void removeSettingColumn(const QString& key);
    /// What identifies a column for ever: "mean", "training.lr". See FieldReader.
    QString fieldOf(int column) const;
    int columnOf(const QString& field) const;  ///< -1 if there is none
    /// Title of a column that the header shows without words (the star), in words.
    QString titleOf(int column) const;
    bool isRightAligned(int column) const;

  Q_SIGNALS:
    void starEdited(qint64 run, bool starred);
    void noteEdited(qint64 run, const QString& note);
    void tagsEdited(qint64 run, const QString& tags);
    /// All rows are as they should be: filter and order may follow.
    void refreshed();

  private:
    QVariant display(const RunEntry& entry, int column) const;
    QVariant toolTip(const RunEntry& entry, int column) const;
    QString settingText(const RunEntry& entry, int column) const;

    void noteNumbers();

    std::vector<RunEntryPtr> entries_;  ///< by descending id
    QStringList settings_;
    std::vector<bool> numbers_;  ///< per column of settings: a run has a number there
    RunListing listing_;         ///< of setRuns()
};

/// The icon of a state, in the state's colour.
QIcon statusIcon(RunStatus status, bool diverged = false);
/// Accuracy in percent, one decimal, per exit: "61.2  64.0  66.1".
QString accuracyText(const std::vector<double>& accuracy);
/// Mean of the exits, or nullopt before the first evaluation.
std::optional<double> meanAccuracy(const std::vector<double>& accuracy);

}  // namespace exitlab

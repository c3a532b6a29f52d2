// SPDX-License-Identifier: GPL-3.0-or-later
// The small questions of the Runs page. None blocks: each is shown and answers through a function.
#pragma once

#include <QList>
#include <QStringList>
#include <cstdint>
#include <functional>

#include "widgets/runs/run_table_view.h"

class QWidget;

namespace exitlab {

class RunTableModel;

/// A tag and how many of the selected runs have it.
struct TagUse {
    QString tag;
    int runs = 0;
};
/// Tags of `count` runs: known ones can be given to all or taken from all, new ones given. `answer`: tags to give and
/// to take.
void askTags(QWidget* parent, int count, const QList<TagUse>& tags,
             const std::function<void(const QStringList& give, const QStringList& take)>& answer);

/// The same experiment again: `proposed` is a seed that it has not run with. `now` is false while no run may be started
/// (`blocked` says why); the other answer opens it in Design.
void askRepeat(QWidget* parent, const QString& name, std::uint64_t seed, std::uint64_t proposed, const QString& blocked,
               const std::function<void(std::uint64_t seed, bool start)>& answer);

/// Which columns, settings included, and in which order. `settings`: keys that any run has.
void askColumns(QWidget* parent, const RunTableModel& model, const std::vector<ColumnChoice>& columns,
                const QStringList& settings,
                const std::function<void(const std::vector<ColumnChoice>& columns)>& answer,
                const std::function<void()>& reset);

}  // namespace exitlab

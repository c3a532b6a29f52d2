// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/run_table_model.h"

#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace exitlab {

namespace {

QString text(const std::string& utf8) { return QString::fromUtf8(utf8.data(), qsizetype(utf8.size())); }

QDateTime createdAt(const RunSummary& run) {
    QDateTime when = QDateTime::fromString(text(run.created), Qt::ISODateWithMs);
    if (when.timeSpec() == Qt::LocalTime) when.setTimeSpec(Qt::UTC);
    return when;
}

StatusStyle styleOf(const RunSummary& run) {
    return statusStyle(Theme::instance().colours(), run.status, run.diverged);
}

}  // namespace

QIcon statusIcon(RunStatus status, bool diverged) {
    const auto token = [&]() -> QColor ThemeColours::* {
        if (diverged) return &ThemeColours::interrupted;
        switch (status) {
            case RunStatus::Queued:
                return &ThemeColours::queued;
            case RunStatus::Running:
                return &ThemeColours::running;
            case RunStatus::Finished:
                return &ThemeColours::finished;
            case RunStatus::Paused:
            case RunStatus::Stopped:
                return &ThemeColours::paused;
            case RunStatus::Interrupted:
                return &ThemeColours::interrupted;
            case RunStatus::Failed:
                return &ThemeColours::error;
        }
        return &ThemeColours::text;
    }();
    // Icons take their colour when painted, so one per state serves both themes.
    static std::map<std::pair<RunStatus, bool>, QIcon> icons;
    QIcon& known = icons[{status, diverged}];
    if (known.isNull()) known = icon(statusStyle(Theme::instance().colours(), status, diverged).icon, token);
    return known;
}

QString accuracyText(const std::vector<double>& accuracy) {
    QStringList parts;
    for (const double value : accuracy)
        parts << (std::isfinite(value) ? QString::number(100 * value, 'f', 1) : QStringLiteral("-"));
    return parts.join(QStringLiteral("  "));
}

std::optional<double> meanAccuracy(const std::vector<double>& accuracy) {
    if (accuracy.empty()) return std::nullopt;
    const double mean = std::accumulate(accuracy.begin(), accuracy.end(), 0.0) / double(accuracy.size());
    return std::isfinite(mean) ? std::optional(mean) : std::nullopt;
}

RunTableModel::RunTableModel(QObject* parent) : QAbstractTableModel(parent) {
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        if (!runs_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
}

int RunTableModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(runs_.size()); }

int RunTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(ColumnCount); }

QVariant RunTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const RunSummary& run = runs_[std::size_t(index.row())];
    const int column = index.column();
    switch (role) {
        case Qt::DisplayRole:
            return display(run, column);
        case Qt::EditRole:
            if (column == Star) return run.starred;
            return display(run, column);
        case SortRole:
            return sortKey(run, column);
        case RunIdRole:
            return qint64{run.id};
        case AccuracyRole:
            return QVariant::fromValue(QList<double>(run.accuracy.begin(), run.accuracy.end()));
        case BestAccuracyRole:
            return QVariant::fromValue(QList<double>(run.bestAccuracy.begin(), run.bestAccuracy.end()));
        case FilterRole:
            return QStringList{QString::number(run.id), text(run.name), text(run.method),  text(run.dataset),
                               text(run.tags),          text(run.note), styleOf(run).word, text(toString(run.status))}
                .join(u'\n')
                .toLower();
        case Qt::ToolTipRole:
            return toolTip(run, column);
        case Qt::AccessibleTextRole:
            if (column == Star) return run.starred ? tr("Starred") : tr("Not starred");
            return display(run, column);
        case Qt::DecorationRole:
            if (column == Status) return statusIcon(run.status, run.diverged);
            if (column == Star && run.starred) return icon(QStringLiteral("star"), &ThemeColours::accent);
            return {};
        case Qt::ForegroundRole:
            if (column == Status) return styleOf(run).colour;
            if (column == Star) return Theme::instance().colours().accent;
            return {};
        case Qt::TextAlignmentRole:
            switch (column) {
                case Id:
                case Seed:
                case Rounds:
                case Mean:
                case Traffic:
                case Seconds:
                    return int(Qt::AlignRight | Qt::AlignVCenter);
                default:
                    return int(Qt::AlignLeft | Qt::AlignVCenter);
            }
        case Qt::FontRole:
            return column == Id || column == Seed || (column >= Rounds && column <= Created)
                       ? QVariant(Theme::numbers())
                       : QVariant();
        default:
            return {};
    }
}

QVariant RunTableModel::display(const RunSummary& run, int column) const {
    switch (column) {
        case Id:
            return QString::number(run.id);
        case Status:
            return styleOf(run).word;
        case Name:
            return text(run.name);
        case Method:
            return text(run.method);
        case DataSet:
            return text(run.dataset);
        case Seed:
            return QString::number(run.seed);
        case Rounds:
            return QStringLiteral("%1 / %2").arg(run.completed).arg(run.rounds);
        case Accuracy:
            return accuracyText(run.accuracy);
        case Mean: {
            const auto mean = meanAccuracy(run.accuracy);
            return mean ? QString::number(100 * *mean, 'f', 1) : QString();
        }
        case Traffic:
            return run.bytesUp + run.bytesDown > 0 ? formatBytes(double(run.bytesUp + run.bytesDown)) : QString();
        case Seconds:
            return run.seconds > 0 ? formatDuration(run.seconds) : QString();
        case Created:
            return createdAt(run).toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"));
        case Note:
            return text(run.note);
        default:
            return {};
    }
}

QVariant RunTableModel::sortKey(const RunSummary& run, int column) const {
    switch (column) {
        case Star:
            return run.starred ? 1 : 0;
        case Id:
            return qint64{run.id};
        case Status:
            return int(run.status);
        case Seed:
            return quint64{run.seed};
        case Rounds:
            return run.completed;
        case Accuracy:
            // The deepest exit decides; the mean has a column of its own.
            return run.accuracy.empty() || !std::isfinite(run.accuracy.back()) ? QVariant() : run.accuracy.back();
        case Mean: {
            const auto mean = meanAccuracy(run.accuracy);
            return mean ? QVariant(*mean) : QVariant();
        }
        case Traffic:
            return qint64{run.bytesUp + run.bytesDown};
        case Seconds:
            return run.seconds;
        case Created:
            return text(run.created);
        default:
            return display(run, column).toString().toLower();
    }
}

QVariant RunTableModel::toolTip(const RunSummary& run, int column) const {
    const auto paragraph = [](const QString& plain) { return QStringLiteral("<p>%1</p>").arg(plain.toHtmlEscaped()); };
    switch (column) {
        case Star:
            return run.starred ? tr("Starred: click to remove the star") : tr("Click to star this run");
        case Status:
            if (!run.error.empty()) return paragraph(text(run.error));
            if (run.status == RunStatus::Interrupted)
                return run.checkpointRound > 0
                           ? tr("Its program ended before the run did. It can be resumed after round %1.")
                                 .arg(run.checkpointRound)
                           : tr("Its program ended before the first checkpoint. Resuming starts over.");
            if (run.diverged) return tr("A loss or a weight became infinite or not a number.");
            return styleOf(run).word;
        case Accuracy: {
            if (run.accuracy.empty()) return tr("Not evaluated yet");
            QString tip = QStringLiteral("<table><tr><td></td><td align='right'>%1</td><td align='right'>%2</td></tr>")
                              .arg(tr("last&nbsp;"), tr("best"));
            for (std::size_t k = 0; k < run.accuracy.size(); ++k)
                tip += QStringLiteral(
                           "<tr><td>%1&nbsp;</td><td align='right'>%2&nbsp;</td>"
                           "<td align='right'>%3</td></tr>")
                           .arg(tr("Exit %1").arg(k + 1), QString::number(100 * run.accuracy[k], 'f', 3),
                                k < run.bestAccuracy.size() ? QString::number(100 * run.bestAccuracy[k], 'f', 3)
                                                            : QString());
            return tip + QStringLiteral("</table>");
        }
        case Mean: {
            const auto mean = meanAccuracy(run.accuracy);
            return mean ? tr("%1 %, mean of the exits, each a mean over clients").arg(formatExact(100 * *mean))
                        : tr("Not evaluated yet");
        }
        case Traffic:
            return tr("%1 B up, %2 B down").arg(formatCount(run.bytesUp), formatCount(run.bytesDown));
        case Seconds:
            return tr("%1 s").arg(formatExact(run.seconds));
        case Created:
            return tr("%1 (UTC)").arg(text(run.created));
        case Note:
            return run.note.empty() ? tr("Double-click to write a note") : paragraph(text(run.note));
        case Name:
            return run.tags.empty() ? QVariant() : paragraph(tr("Tags: %1").arg(text(run.tags)));
        default:
            return {};
    }
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    struct Header {
        QString title, tip;
    };
    static const std::vector<Header> headers = {
        {QString(), tr("Starred")},
        {tr("No."), tr("Number of the run in this database")},
        {tr("State"), tr("What the run is doing or how it ended")},
        {tr("Name"), tr("Name given in Design")},
        {tr("Method"), tr("Federated learning method")},
        {tr("Data set"), tr("Data set")},
        {tr("Seed"), tr("Seed of every random draw of the run")},
        {tr("Rounds"), tr("Rounds finished of rounds asked for")},
        {tr("Accuracy per exit, %"), tr("Mean over clients at the last evaluation; sorts by the deepest exit")},
        {tr("Mean, %"), tr("Mean over the exits of the accuracy at the last evaluation")},
        {tr("Traffic"), tr("Bytes up and down, all clients and rounds")},
        {tr("Time"), tr("Wall time of the run")},
        {tr("Created"), tr("When the run was made, local time")},
        {tr("Note"), tr("Your own words; double-click to edit")},
    };
    const Header& header = headers[std::size_t(section)];
    if (role == Qt::DisplayRole) return header.title;
    if (role == Qt::ToolTipRole) return header.tip;
    if (role == Qt::AccessibleTextRole) return header.title.isEmpty() ? header.tip : header.title;
    if (role == Qt::TextAlignmentRole && section < ColumnCount)
        return section == Id || section == Seed || section == Rounds || section == Mean || section == Traffic ||
                       section == Seconds
                   ? int(Qt::AlignRight | Qt::AlignVCenter)
                   : int(Qt::AlignLeft | Qt::AlignVCenter);
    return {};
}

Qt::ItemFlags RunTableModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return QAbstractTableModel::flags(index);
    Qt::ItemFlags flags = QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
    if (index.column() == Note) flags |= Qt::ItemIsEditable;
    return flags;
}

bool RunTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid)) return false;
    RunSummary& run = runs_[std::size_t(index.row())];
    if (index.column() == Star) {
        if (run.starred == value.toBool()) return false;
        run.starred = value.toBool();
        Q_EMIT starEdited(run.id, run.starred);
    } else if (index.column() == Note) {
        const std::string note = value.toString().trimmed().toStdString();
        if (run.note == note) return false;
        run.note = note;
        Q_EMIT noteEdited(run.id, text(note));
    } else {
        return false;
    }
    Q_EMIT dataChanged(index, index);
    return true;
}

void RunTableModel::setRuns(std::vector<RunSummary> runs) {
    std::sort(runs.begin(), runs.end(), [](const RunSummary& a, const RunSummary& b) { return a.id > b.id; });
    const auto has = [](const std::vector<RunSummary>& in, std::int64_t id) {
        const auto at = std::lower_bound(in.begin(), in.end(), id,
                                         [](const RunSummary& row, std::int64_t wanted) { return row.id > wanted; });
        return at != in.end() && at->id == id;
    };
    // Remove what is gone, in blocks from the end, so that the numbers of the rows before stay right.
    for (int last = rowCount() - 1; last >= 0;) {
        if (has(runs, runs_[std::size_t(last)].id)) {
            --last;
            continue;
        }
        int first = last;
        while (first > 0 && !has(runs, runs_[std::size_t(first - 1)].id)) --first;
        beginRemoveRows({}, first, last);
        runs_.erase(runs_.begin() + first, runs_.begin() + last + 1);
        endRemoveRows();
        last = first - 1;
    }
    // What is left is a subsequence of `runs`: walk both, inserting blocks and replacing rows that differ.
    for (std::size_t at = 0; at < runs.size();) {
        if (at < runs_.size() && runs_[at].id == runs[at].id) {
            if (!(runs_[at] == runs[at])) {
                runs_[at] = std::move(runs[at]);
                Q_EMIT dataChanged(index(int(at), 0), index(int(at), ColumnCount - 1));
            }
            ++at;
            continue;
        }
        std::size_t end = at + 1;
        while (end < runs.size() && (at >= runs_.size() || runs[end].id > runs_[at].id)) ++end;
        beginInsertRows({}, int(at), int(end) - 1);
        runs_.insert(runs_.begin() + std::ptrdiff_t(at), std::make_move_iterator(runs.begin() + std::ptrdiff_t(at)),
                     std::make_move_iterator(runs.begin() + std::ptrdiff_t(end)));
        endInsertRows();
        at = end;
    }
}

int RunTableModel::rowOf(std::int64_t run) const {
    const auto found = std::lower_bound(runs_.begin(), runs_.end(), run,
                                        [](const RunSummary& row, std::int64_t id) { return row.id > id; });
    return found != runs_.end() && found->id == run ? int(found - runs_.begin()) : -1;
}

const RunSummary* RunTableModel::find(std::int64_t run) const {
    const int row = rowOf(run);
    return row < 0 ? nullptr : &runs_[std::size_t(row)];
}

RunFilterModel::RunFilterModel(QObject* parent) : QSortFilterProxyModel(parent) {
    setSortRole(RunTableModel::SortRole);
    setDynamicSortFilter(true);
}

void RunFilterModel::setText(const QString& text) {
    words_ = text.toLower().split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

void RunFilterModel::setStatuses(const QSet<int>& statuses) {
    statuses_ = statuses;
    invalidateFilter();
}

void RunFilterModel::setStarredOnly(bool starred) {
    starredOnly_ = starred;
    invalidateFilter();
}

bool RunFilterModel::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QAbstractItemModel* source = sourceModel();
    if (starredOnly_ && !source->index(row, RunTableModel::Star, parent).data(Qt::EditRole).toBool()) return false;
    if (!statuses_.isEmpty() &&
        !statuses_.contains(source->index(row, RunTableModel::Status, parent).data(RunTableModel::SortRole).toInt()))
        return false;
    if (words_.isEmpty()) return true;
    const QString all = source->index(row, 0, parent).data(RunTableModel::FilterRole).toString();
    return std::all_of(words_.begin(), words_.end(), [&](const QString& word) { return all.contains(word); });
}

bool RunFilterModel::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const QVariant a = left.data(RunTableModel::SortRole), b = right.data(RunTableModel::SortRole);
    if (a.isValid() != b.isValid()) return a.isValid() == (sortOrder() == Qt::AscendingOrder);
    if (a.isValid()) {
        const QPartialOrdering order = QVariant::compare(a, b);
        if (order == QPartialOrdering::Less) return true;
        if (order == QPartialOrdering::Greater) return false;
    }
    // Equal: the newer one first, in both directions.
    const bool newer =
        left.data(RunTableModel::RunIdRole).toLongLong() > right.data(RunTableModel::RunIdRole).toLongLong();
    return newer == (sortOrder() == Qt::AscendingOrder);
}

}  // namespace exitlab

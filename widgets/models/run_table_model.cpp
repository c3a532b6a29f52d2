// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/run_table_model.h"

#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <cmath>
#include <map>

#include "core/analysis/run_filter.h"
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

QString number(double value) { return formatNumber(value); }

QString percent(double share) { return std::isfinite(share) ? formatFixed(100 * share, 1) : QString(); }

/// The fields behind the columns, in the order of RunTableModel::Column.
constexpr const char* kFields[] = {
    "star",      "run",  "status",  "name", "method", "data",    "seed",    "completed", "last",    "mean", "best",
    "best_mean", "macs", "traffic", "up",   "down",   "seconds", "clients", "exits",     "created", "tags", "note"};
static_assert(std::size(kFields) == RunTableModel::ColumnCount);

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
    const double mean = meanOverExits(accuracy);
    return std::isfinite(mean) ? std::optional(mean) : std::nullopt;
}

RunTableModel::RunTableModel(QObject* parent) : QAbstractTableModel(parent) {
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        if (!entries_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    });
}

int RunTableModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(entries_.size()); }

int RunTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount) + int(settings_.size());
}

QString RunTableModel::fieldOf(int column) const {
    if (column < 0 || column >= columnCount()) return {};
    return column < ColumnCount ? QString::fromLatin1(kFields[column]) : settings_[column - ColumnCount];
}

int RunTableModel::columnOf(const QString& field) const {
    for (int column = 0; column < columnCount(); ++column)
        if (fieldOf(column) == field) return column;
    return -1;
}

bool RunTableModel::isRightAligned(int column) const {
    switch (column) {
        case Star:
        case Status:
        case Name:
        case Method:
        case DataSet:
        case Accuracy:
        case Best:
        case Created:
        case Tags:
        case Note:
            return false;
        default:
            break;
    }
    return column < ColumnCount || numbers_[std::size_t(column - ColumnCount)];
}

void RunTableModel::noteNumbers() {
    numbers_.assign(std::size_t(settings_.size()), false);
    for (qsizetype i = 0; i < settings_.size(); ++i) {
        const std::string key = settings_[i].toStdString();
        // The first run that has the setting tells.
        for (const RunEntryPtr& entry : entries_)
            if (const SettingValue* value = entry->settings ? entry->settings->find(key) : nullptr) {
                numbers_[std::size_t(i)] =
                    std::holds_alternative<double>(*value) || std::holds_alternative<std::int64_t>(*value);
                break;
            }
    }
}

QVariant RunTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const RunEntry& entry = *entries_[std::size_t(index.row())];
    const RunSummary& run = entry.run;
    const int column = index.column();
    switch (role) {
        case Qt::DisplayRole:
            return display(entry, column);
        case Qt::EditRole:
            if (column == Star) return run.starred;
            return display(entry, column);
        case RunIdRole:
            return qint64{run.id};
        case ColourRole:
            return run.colour;
        case AccuracyRole: {
            const std::vector<double>& shown = column == Best ? run.bestAccuracy : run.accuracy;
            return QVariant::fromValue(QList<double>(shown.begin(), shown.end()));
        }
        case Qt::ToolTipRole:
            return toolTip(entry, column);
        case Qt::AccessibleTextRole:
            if (column == Star) return run.starred ? tr("Starred") : tr("Not starred");
            return display(entry, column);
        case Qt::DecorationRole:
            if (column == Status) return statusIcon(run.status, run.diverged);
            if (column == Star && run.starred) return icon(QStringLiteral("star"), &ThemeColours::accent);
            return {};
        case Qt::ForegroundRole:
            if (column == Status) return styleOf(run).colour;
            if (column == Star) return Theme::instance().colours().accent;
            return {};
        case Qt::TextAlignmentRole:
            return int((isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        case Qt::FontRole:
            return isRightAligned(column) || column == Accuracy || column == Best || column == Created
                       ? QVariant(Theme::numbers())
                       : QVariant();
        default:
            return {};
    }
}

QString RunTableModel::settingText(const RunEntry& entry, int column) const {
    const SettingValue* value =
        entry.settings ? entry.settings->find(settings_[column - ColumnCount].toStdString()) : nullptr;
    if (!value) return {};
    if (const auto* real = std::get_if<double>(value)) return formatNumber(*real);
    if (const auto* whole = std::get_if<std::int64_t>(value)) return formatCount(*whole);
    if (const auto* on = std::get_if<bool>(value)) return *on ? tr("yes") : tr("no");
    return text(std::get<std::string>(*value));
}

QVariant RunTableModel::display(const RunEntry& entry, int column) const {
    const RunSummary& run = entry.run;
    if (column >= ColumnCount) return settingText(entry, column);
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
            return tr("%1 / %2").arg(run.completed).arg(run.rounds);
        case Accuracy:
            return accuracyText(run.accuracy);
        case Mean:
            return percent(meanOverExits(run.accuracy));
        case Best:
            return accuracyText(run.bestAccuracy);
        case BestMean:
            return percent(meanOverExits(run.bestAccuracy));
        case Macs:
            return run.exitMacs.empty() ? QString() : number(run.exitMacs.back() / 1e6);
        case Traffic:
            return run.bytesUp + run.bytesDown > 0 ? number(double(run.bytesUp + run.bytesDown) / 1e6) : QString();
        case Up:
            return run.bytesUp > 0 ? number(double(run.bytesUp) / 1e6) : QString();
        case Down:
            return run.bytesDown > 0 ? number(double(run.bytesDown) / 1e6) : QString();
        case Seconds:
            return run.seconds > 0 ? number(run.seconds) : QString();
        case Clients:
            return run.clients > 0 ? formatCount(run.clients) : QString();
        case Exits:
            return run.exits > 0 ? QString::number(run.exits) : QString();
        case Created:
            return createdAt(run).toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"));
        case Tags:
            return text(run.tags);
        case Note:
            return text(run.note);
        default:
            return {};
    }
}

QVariant RunTableModel::toolTip(const RunEntry& entry, int column) const {
    const RunSummary& run = entry.run;
    const auto paragraph = [](const QString& plain) { return QStringLiteral("<p>%1</p>").arg(plain.toHtmlEscaped()); };
    const auto exact = [](double value) { return std::isfinite(value) ? QVariant(formatExact(value)) : QVariant(); };
    if (column >= ColumnCount) {
        const SettingValue* value =
            entry.settings ? entry.settings->find(settings_[column - ColumnCount].toStdString()) : nullptr;
        return value ? paragraph(text(exitlab::settingText(*value))) : tr("This run does not have the setting");
    }
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
        case Accuracy:
        case Best: {
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
        case Mean:
            return exact(100 * meanOverExits(run.accuracy));
        case BestMean:
            return exact(100 * meanOverExits(run.bestAccuracy));
        case Macs: {
            if (run.exitMacs.empty()) return {};
            QStringList parts;
            for (std::size_t k = 0; k < run.exitMacs.size(); ++k)
                parts << tr("Exit %1: %2").arg(k + 1).arg(formatExact(run.exitMacs[k]));
            return parts.join(u'\n');
        }
        case Traffic:
        case Up:
        case Down:
            return tr("%1 up, %2 down").arg(formatBytes(double(run.bytesUp)), formatBytes(double(run.bytesDown)));
        case Seconds:
            return formatDuration(run.seconds);
        case Name:
        case Note: {
            const QString shown = column == Name ? text(run.name) : text(run.note);
            return shown.isEmpty() ? QVariant(column == Note ? tr("Double-click to write a note") : QString())
                                   : paragraph(shown);
        }
        case Tags:
            return run.tags.empty() ? tr("Double-click to write tags, separated by commas") : paragraph(text(run.tags));
        default:
            return {};
    }
}

QString RunTableModel::titleOf(int column) const {
    if (column == Star) return tr("Star");
    return headerData(column, Qt::Horizontal).toString();
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    if (role == Qt::TextAlignmentRole)
        return int((isRightAligned(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (section >= ColumnCount) {
        const QString& key = settings_[section - ColumnCount];
        if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) return key;
        if (role == Qt::ToolTipRole) return tr("Setting %1 of the experiment").arg(key);
        return {};
    }
    struct Header {
        QString title, tip;
    };
    // Asked anew, so that a change of language is followed.
    const Header header = [&]() -> Header {
        switch (Column(section)) {
            case Star:
                return {QString(), tr("Starred")};
            case Id:
                return {tr("No."), tr("Number of the run in this database")};
            case Status:
                return {tr("State"), tr("What the run is doing or how it ended")};
            case Name:
                return {tr("Name"), tr("Name given in Design")};
            case Method:
                return {tr("Method"), tr("Federated learning method")};
            case DataSet:
                return {tr("Data set"), tr("Data set")};
            case Seed:
                return {tr("Seed"), tr("Seed of every random draw of the run")};
            case Rounds:
                return {tr("Rounds"), tr("Rounds finished of rounds asked for")};
            case Accuracy:
                return {tr("Accuracy per exit, %"),
                        tr("Mean over clients at the last evaluation; sorts by the deepest exit")};
            case Mean:
                return {tr("Mean, %"), tr("Mean over the exits of the accuracy at the last evaluation")};
            case Best:
                return {tr("Best per exit, %"),
                        tr("Best accuracy of each exit over the rounds; sorts by the deepest exit")};
            case BestMean:
                return {tr("Best mean, %"), tr("Mean over the exits of their best accuracies")};
            case Macs:
                return {tr("MACs, M"), tr("Million multiply-accumulates of the whole network for one sample")};
            case Traffic:
                return {tr("Traffic, MB"), tr("Megabytes up and down, all clients and rounds")};
            case Up:
                return {tr("Up, MB"), tr("Megabytes from the clients to the server")};
            case Down:
                return {tr("Down, MB"), tr("Megabytes from the server to the clients")};
            case Seconds:
                return {tr("Time, s"), tr("Wall time of the run in seconds")};
            case Clients:
                return {tr("Clients"), tr("Clients of the federation")};
            case Exits:
                return {tr("Exits"), tr("Exits of the network")};
            case Created:
                return {tr("Created"), tr("When the run was made, local time")};
            case Tags:
                return {tr("Tags"), tr("Your own words to find runs by; double-click to edit")};
            case Note:
                return {tr("Note"), tr("Your own words; double-click to edit")};
            case ColumnCount:
                break;
        }
        return {};
    }();
    if (role == Qt::DisplayRole) return header.title;
    if (role == Qt::ToolTipRole) return header.tip;
    if (role == Qt::AccessibleTextRole) return header.title.isEmpty() ? header.tip : header.title;
    return {};
}

Qt::ItemFlags RunTableModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return QAbstractTableModel::flags(index);
    Qt::ItemFlags flags = QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
    if (index.column() == Note || index.column() == Tags) flags |= Qt::ItemIsEditable;
    return flags;
}

bool RunTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid)) return false;
    RunEntryPtr& entry = entries_[std::size_t(index.row())];
    auto edited = std::make_shared<RunEntry>(*entry);
    RunSummary& run = edited->run;
    const std::string words = value.toString().trimmed().toStdString();
    if (index.column() == Star && run.starred != value.toBool())
        run.starred = value.toBool();
    else if (index.column() == Note && run.note != words)
        run.note = words;
    else if (index.column() == Tags && run.tags != words)
        run.tags = words;
    else
        return false;
    edited->search = searchText(run);
    const std::int64_t id = run.id;
    entry = std::move(edited);
    Q_EMIT dataChanged(index, index);
    // The row may move or leave: what is told after this does not rely on it.
    if (index.column() == Star)
        Q_EMIT starEdited(id, value.toBool());
    else if (index.column() == Note)
        Q_EMIT noteEdited(id, text(words));
    else
        Q_EMIT tagsEdited(id, text(words));
    Q_EMIT refreshed();
    return true;
}

void RunTableModel::addSettingColumn(const QString& key) {
    if (settings_.contains(key) || columnOf(key) >= 0) return;
    beginInsertColumns({}, columnCount(), columnCount());
    settings_ << key;
    noteNumbers();
    endInsertColumns();
}

void RunTableModel::removeSettingColumn(const QString& key) {
    const int at = int(settings_.indexOf(key));
    if (at < 0) return;
    beginRemoveColumns({}, ColumnCount + at, ColumnCount + at);
    settings_.removeAt(at);
    noteNumbers();
    endRemoveColumns();
}

void RunTableModel::setRuns(std::vector<RunSummary> runs) {
    listing_.update(std::move(runs));
    listing_.readSettings();
    setEntries(listing_.entries());
}

void RunTableModel::setEntries(std::vector<RunEntryPtr> entries) {
    const auto has = [](const std::vector<RunEntryPtr>& in, std::int64_t id) {
        const auto at = std::lower_bound(
            in.begin(), in.end(), id, [](const RunEntryPtr& row, std::int64_t wanted) { return row->run.id > wanted; });
        return at != in.end() && (*at)->run.id == id;
    };
    // Remove what is gone, in blocks from the end, so that the numbers of the rows before stay right.
    for (int last = rowCount() - 1; last >= 0;) {
        if (has(entries, entries_[std::size_t(last)]->run.id)) {
            --last;
            continue;
        }
        int first = last;
        while (first > 0 && !has(entries, entries_[std::size_t(first - 1)]->run.id)) --first;
        beginRemoveRows({}, first, last);
        entries_.erase(entries_.begin() + first, entries_.begin() + last + 1);
        endRemoveRows();
        last = first - 1;
    }
    // What is left is a subsequence of `entries`: walk both, inserting blocks and replacing blocks that differ.
    for (std::size_t at = 0; at < entries.size();) {
        std::size_t end = at;
        while (end < entries.size() && end < entries_.size() && entries_[end]->run.id == entries[end]->run.id &&
               entries_[end] != entries[end]) {
            entries_[end] = entries[end];
            ++end;
        }
        if (end > at) {
            Q_EMIT dataChanged(index(int(at), 0), index(int(end) - 1, columnCount() - 1));
            at = end;
            continue;
        }
        if (at < entries_.size() && entries_[at]->run.id == entries[at]->run.id) {
            ++at;
            continue;
        }
        end = at + 1;
        while (end < entries.size() && (at >= entries_.size() || entries[end]->run.id > entries_[at]->run.id)) ++end;
        beginInsertRows({}, int(at), int(end) - 1);
        entries_.insert(entries_.begin() + std::ptrdiff_t(at), entries.begin() + std::ptrdiff_t(at),
                        entries.begin() + std::ptrdiff_t(end));
        endInsertRows();
        at = end;
    }
    const std::vector<bool> before = numbers_;
    noteNumbers();
    if (numbers_ != before) Q_EMIT headerDataChanged(Qt::Horizontal, ColumnCount, columnCount() - 1);
    Q_EMIT refreshed();
}

int RunTableModel::rowOf(std::int64_t run) const {
    const auto found = std::lower_bound(entries_.begin(), entries_.end(), run,
                                        [](const RunEntryPtr& row, std::int64_t id) { return row->run.id > id; });
    return found != entries_.end() && (*found)->run.id == run ? int(found - entries_.begin()) : -1;
}

const RunSummary* RunTableModel::find(std::int64_t run) const {
    const int row = rowOf(run);
    return row < 0 ? nullptr : &entries_[std::size_t(row)]->run;
}

}  // namespace exitlab

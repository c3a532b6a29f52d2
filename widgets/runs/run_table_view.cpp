// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/run_table_view.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <algorithm>

#include "widgets/models/run_filter_model.h"
#include "widgets/runs/run_delegates.h"
#include "widgets/theme/theme.h"

namespace exitlab {

namespace {

constexpr int kStateVersion = 3;

/// What a person looks for first stands first. Widths are in characters of a figure: they follow the font.
struct Place {
    const char* field;
    int width;
    bool shown;
};
constexpr Place kPlaces[] = {{"star", 2, true},
                             {"run", 6, true},
                             {"status", 12, true},
                             {"name", 22, true},
                             {"method", 11, true},
                             {"data", 13, true},
                             {"mean", 8, true},
                             {"last", 22, true},
                             {"completed", 9, true},
                             {"seconds", 8, true},
                             {"traffic", 11, true},
                             {"macs", 8, true},
                             {"seed", 5, true},
                             {"tags", 14, true},
                             {"note", 20, true},
                             {"best", 22, true},
                             {"best_mean", 11, false},
                             {"training.lr", 10, true},
                             {"data.partition.alpha", 18, true},
                             {"clients", 8, false},
                             {"exits", 6, false},
                             {"up", 8, false},
                             {"down", 9, false},
                             {"created", 16, true}};

}  // namespace

SortHeader::SortHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
    setSectionsClickable(true);
    setSectionsMovable(true);
    setHighlightSections(false);
    setMinimumSectionSize(3 * space::grid);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void SortHeader::setSorted(std::vector<std::pair<int, bool>> sorted) {
    sorted_ = std::move(sorted);
    viewport()->update();
}

void SortHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
    painter->save();
    QHeaderView::paintSection(painter, rect, section);
    painter->restore();
    const auto found =
        std::find_if(sorted_.begin(), sorted_.end(), [section](const auto& sorted) { return sorted.first == section; });
    if (found == sorted_.end()) return;
    const ThemeColours& colours = Theme::instance().colours();
    const bool several = sorted_.size() > 1;
    const int width = several ? 2 * space::grid + 2 : space::grid + 4;
    // Opposite to the words: at the left where they stand at the right.
    const bool left = model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
    const QRect mark(left ? rect.left() + 3 : rect.right() - width, rect.top() + 1, width, rect.height() - 3);
    painter->save();
    painter->fillRect(mark, palette().color(QPalette::Button));
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colours.accent);
    const double x = mark.left() + 1, y = mark.center().y() + 0.5, up = found->second ? 1 : -1;
    painter->drawPolygon(QPolygonF{{{x, y - 2 * up}, {x + 7, y - 2 * up}, {x + 3.5, y + 2.5 * up}}});
    if (several) {
        painter->setPen(colours.accent);
        painter->setFont(Theme::numbers(type::small));
        painter->drawText(mark.adjusted(9, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                          QString::number(found - sorted_.begin() + 1));
    }
    painter->restore();
}

RunTableView::RunTableView(RunTableModel* model, RunFilterModel* filter, QWidget* parent)
    : QTableView(parent), table_(model), filter_(filter), header_(new SortHeader(this)) {
    setObjectName(QStringLiteral("runTable"));
    setAccessibleName(tr("Runs"));
    setHorizontalHeader(header_);
    header_->setObjectName(QStringLiteral("runHeader"));
    header_->setContextMenuPolicy(Qt::CustomContextMenu);
    setModel(filter);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(space::rowHeight);
    const auto paleSelection = [this] {
        const ThemeColours& colours = Theme::instance().colours();
        QPalette pale = palette();
        pale.setColor(QPalette::Highlight, colours.selection);
        pale.setColor(QPalette::HighlightedText, colours.text);
        setPalette(pale);
    };
    connect(&Theme::instance(), &Theme::changed, this, paleSelection);
    paleSelection();
    setDelegates();
    keepSelection();
    connect(header_, &QHeaderView::sectionClicked, this,
            [this](int column) { sortBy(column, QGuiApplication::keyboardModifiers().testFlag(Qt::ShiftModifier)); });
    connect(header_, &QHeaderView::customContextMenuRequested, this, [this](const QPoint& at) {
        Q_EMIT columnMenuRequested(header_->viewport()->mapToGlobal(at), header_->logicalIndexAt(at));
    });
    resetColumns();
}

void RunTableView::setDelegates() {
    setItemDelegate(new RunDelegate(this));
    auto* accuracy = new ExitAccuracyDelegate(this);
    setItemDelegateForColumn(RunTableModel::Accuracy, accuracy);
    setItemDelegateForColumn(RunTableModel::Best, accuracy);
    setItemDelegateForColumn(RunTableModel::Star, new StarDelegate(this));
    setItemDelegateForColumn(RunTableModel::Name, new RunNameDelegate(this));
    setItemDelegateForColumn(RunTableModel::Tags, new TagDelegate(this));
}

/// A filter that changes many rows starts over; what was chosen stays chosen all the same.
void RunTableView::keepSelection() {
    connect(filter_, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        kept_ = selectedRuns();
        keptCurrent_ = currentIndex().isValid() ? currentIndex().data(RunTableModel::RunIdRole).toLongLong() : -1;
        if (currentIndex().isValid()) keptColumn_ = currentIndex().column();
    });
    // After the view's own slot, which was connected when it took the model.
    connect(filter_, &QAbstractItemModel::modelReset, this, [this] { selectRuns(kept_, keptCurrent_); });
}

QList<qint64> RunTableView::selectedRuns() const {
    // By ranges: whole rows are selected, and asking row by row takes long when all of ten thousand are.
    std::vector<int> rows;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom(); ++row) rows.push_back(row);
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    QList<qint64> runs;
    runs.reserve(qsizetype(rows.size()));
    for (const int row : rows)
        runs << filter_->index(row, RunTableModel::Id).data(RunTableModel::RunIdRole).toLongLong();
    return runs;
}

void RunTableView::selectRuns(const QList<qint64>& runs, qint64 current) {
    std::vector<int> rows;
    for (const qint64 run : runs) {
        const QModelIndex at = filter_->mapFromSource(table_->index(table_->rowOf(run), 0));
        if (at.isValid()) rows.push_back(at.row());
    }
    std::sort(rows.begin(), rows.end());
    // Neighbours as one range: Qt looks through all ranges for every row it paints.
    QItemSelection selection;
    const int last = filter_->columnCount() - 1;
    for (std::size_t first = 0, next = 0; first < rows.size(); first = next) {
        for (next = first + 1; next < rows.size() && rows[next] <= rows[next - 1] + 1;) ++next;
        selection.select(filter_->index(rows[first], 0), filter_->index(rows[next - 1], last));
    }
    const QModelIndex at = filter_->mapFromSource(table_->index(table_->rowOf(current), keptColumn_));
    if (at.isValid()) selectionModel()->setCurrentIndex(at, QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (at.isValid()) scrollTo(at);
}

void RunTableView::sortBy(int column, bool more) {
    const std::string field = table_->fieldOf(column).toStdString();
    if (field.empty()) return;
    std::vector<SortBy> keys = filter_->sorting();
    const auto found = std::find_if(keys.begin(), keys.end(), [&](const SortBy& key) { return key.field == field; });
    // What is compared is a large number first; names are read from A.
    const bool downFirst = table_->isRightAligned(column) || column == RunTableModel::Accuracy ||
                           column == RunTableModel::Best || column == RunTableModel::Star ||
                           column == RunTableModel::Created;
    if (!more) {
        const bool down = found == keys.end() || keys.size() > 1 ? downFirst : !found->descending;
        keys = {{field, down}};
    } else if (found == keys.end()) {
        keys.push_back({field, downFirst});
    } else if (found->descending == downFirst) {
        found->descending = !downFirst;
    } else {
        keys.erase(found);
    }
    setSorting(std::move(keys));
}

void RunTableView::setSorting(std::vector<SortBy> keys) {
    filter_->setSorting(std::move(keys));
    showSorting();
    Q_EMIT sortingChanged();
}

void RunTableView::showSorting() {
    std::vector<std::pair<int, bool>> sections;
    for (const SortBy& key : filter_->sorting())
        if (const int column = table_->columnOf(QString::fromStdString(key.field)); column >= 0)
            sections.emplace_back(column, key.descending);
    header_->setSorted(std::move(sections));
}

QString RunTableView::sortingText() const {
    QStringList parts;
    for (const SortBy& key : filter_->sorting()) {
        const QString field = QString::fromStdString(key.field);
        const int column = table_->columnOf(field);
        const QString title = column < 0 ? field : table_->titleOf(column);
        parts << (key.descending ? tr("%1, largest first").arg(title) : tr("%1, smallest first").arg(title));
    }
    return parts.join(tr("; "));
}

int RunTableView::defaultWidth(int column) const {
    static const int figure = QFontMetrics(Theme::numbers()).horizontalAdvance(u'0');
    const QString field = table_->fieldOf(column);
    for (const Place& place : kPlaces)
        if (field == QLatin1String(place.field)) return place.width * figure + space::wide;
    return std::max(10, int(field.size()) + 2) * figure + space::wide;
}

std::vector<ColumnChoice> RunTableView::columns() const {
    std::vector<ColumnChoice> chosen;
    for (int at = 0; at < header_->count(); ++at) {
        const int column = header_->logicalIndex(at);
        const bool shown = !header_->isSectionHidden(column);
        ColumnChoice choice{table_->fieldOf(column), shown, 0};
        // The width of a hidden section is 0; shown again it has its own.
        if (shown) choice.width = header_->sectionSize(column);
        chosen.push_back(std::move(choice));
    }
    return chosen;
}

void RunTableView::setColumns(const std::vector<ColumnChoice>& columns) {
    const auto chosen = [&](const QString& field) {
        return std::any_of(columns.begin(), columns.end(),
                           [&](const ColumnChoice& choice) { return choice.field == field && choice.shown; });
    };
    for (const QString& key : QStringList(table_->settingColumns()))
        if (!chosen(key)) table_->removeSettingColumn(key);
    int at = 0;
    for (const ColumnChoice& choice : columns) {
        int column = table_->columnOf(choice.field);
        if (column < 0) {
            // Hidden settings need no column; other unknown names are of another version.
            if (!choice.shown || !choice.field.contains(u'.')) continue;
            table_->addSettingColumn(choice.field);
            column = table_->columnOf(choice.field);
        }
        header_->moveSection(header_->visualIndex(column), at++);
        header_->setSectionHidden(column, false);
        header_->resizeSection(column, choice.width > 0 ? choice.width : defaultWidth(column));
        header_->setSectionHidden(column, !choice.shown);
    }
    for (; at < header_->count(); ++at) header_->setSectionHidden(header_->logicalIndex(at), true);
    showSorting();
}

void RunTableView::resetColumns() {
    std::vector<ColumnChoice> columns;
    for (const Place& place : kPlaces) columns.push_back({QString::fromLatin1(place.field), place.shown, 0});
    setColumns(columns);
    setSorting({{"run", true}});
}

QByteArray RunTableView::saveState() const {
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    const std::vector<ColumnChoice> chosen = columns();
    stream << kStateVersion << int(chosen.size());
    for (const ColumnChoice& choice : chosen) stream << choice.field << choice.shown << choice.width;
    stream << int(filter_->sorting().size());
    for (const SortBy& key : filter_->sorting()) stream << QString::fromStdString(key.field) << key.descending;
    return state;
}

bool RunTableView::restoreState(const QByteArray& state) {
    QDataStream stream(state);
    int version = 0, count = 0;
    stream >> version >> count;
    if (stream.status() != QDataStream::Ok || version != kStateVersion || count < 1 || count > 1000) return false;
    std::vector<ColumnChoice> chosen(static_cast<std::size_t>(count));
    for (ColumnChoice& choice : chosen) stream >> choice.field >> choice.shown >> choice.width;
    stream >> count;
    if (stream.status() != QDataStream::Ok || count < 0 || count > 100) return false;
    std::vector<SortBy> keys;
    for (int i = 0; i < count; ++i) {
        QString field;
        bool descending = false;
        stream >> field >> descending;
        keys.push_back({field.toStdString(), descending});
    }
    if (stream.status() != QDataStream::Ok) return false;
    setColumns(chosen);
    setSorting(std::move(keys));
    return true;
}

void RunTableView::keyPressEvent(QKeyEvent* event) {
    // The space bar gives and takes the star wherever the cursor is in the row.
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier && currentIndex().isValid() &&
        state() != QAbstractItemView::EditingState) {
        const QModelIndex star = currentIndex().siblingAtColumn(RunTableModel::Star);
        filter_->setData(star, !star.data(Qt::EditRole).toBool());
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

}  // namespace exitlab

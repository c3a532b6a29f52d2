// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/watch/log_panel.h"

#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>

#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace exitlab {
namespace {

/// Lines of a level and above.
class LevelFilter : public QSortFilterProxyModel {
  public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setLevel(int level) {
        level_ = level;
        invalidateFilter();
    }

  protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override {
        return sourceModel()->index(row, 0, parent).data(LogModel::LevelRole).toInt() >= level_;
    }

  private:
    int level_ = 0;
};

}  // namespace

LogModel::LogModel(QObject* parent)
    : QAbstractTableModel(parent),
      info_(icon(QStringLiteral("info"), &ThemeColours::info)),
      warning_(icon(QStringLiteral("warning"), &ThemeColours::warning)),
      error_(icon(QStringLiteral("error"), &ThemeColours::error)),
      finished_(icon(QStringLiteral("finished"), &ThemeColours::finished)) {}

void LogModel::append(const std::vector<LogLine>& lines, std::size_t from) {
    if (from >= lines.size()) return;
    if (lines.size() - from > most) from = lines.size() - most;
    const std::size_t fresh = lines.size() - from;
    if (lines_.size() + fresh > most) {
        const std::size_t gone = std::min(lines_.size(), lines_.size() + fresh - most);
        beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
        lines_.erase(lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(gone));
        endRemoveRows();
    }
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(fresh) - 1);
    lines_.insert(lines_.end(), lines.begin() + static_cast<std::ptrdiff_t>(from), lines.end());
    endInsertRows();
}

void LogModel::clear() {
    beginResetModel();
    lines_.clear();
    endResetModel();
}

int LogModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(lines_.size());
}

int LogModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant LogModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const LogLine& line = lines_[static_cast<std::size_t>(index.row())];
    if (role == LevelRole) return static_cast<int>(line.level);
    const auto levelWord = [&] {
        switch (line.level) {
            case Message::Level::Warning:
                return tr("Warning");
            case Message::Level::Error:
                return tr("Error");
            case Message::Level::Info:
                break;
        }
        return line.finished ? tr("End") : tr("Note");
    };
    const auto levelIcon = [&] {
        switch (line.level) {
            case Message::Level::Warning:
                return warning_;
            case Message::Level::Error:
                return error_;
            case Message::Level::Info:
                break;
        }
        return line.finished ? finished_ : info_;
    };
    switch (index.column()) {
        case RoundColumn:
            if (role == Qt::DisplayRole) return formatCount(line.round);
            if (role == SortRole) return line.round;
            if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
            if (role == Qt::FontRole) return Theme::numbers();
            break;
        case LevelColumn:
            if (role == Qt::DisplayRole) return levelWord();
            if (role == Qt::DecorationRole) return levelIcon();
            if (role == SortRole) return static_cast<int>(line.level);
            break;
        case TextColumn:
            if (role == Qt::DisplayRole || role == Qt::ToolTipRole || role == SortRole)
                return QString::fromStdString(line.text);
            break;
        default:
            break;
    }
    return {};
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole) {
        if (section == RoundColumn) return tr("Round");
        if (section == LevelColumn) return tr("Level");
        if (section == TextColumn) return tr("Message");
    }
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return QVariant((section == RoundColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return QAbstractTableModel::headerData(section, orientation, role);
}

LogPanel::LogPanel()
    : WatchPanel(QStringLiteral("log"), tr("Log"), RunHistory::Log | RunHistory::End),
      model_(new LogModel(this)),
      view_(new QTableView),
      empty_(new QLabel(tr("Messages, checkpoints and the end of the run appear here as they happen."))) {
    level_ = addChoice(tr("Lowest level"), {tr("all levels"), tr("warnings"), tr("errors")});
    auto* filter = new LevelFilter(this);
    filter->setSourceModel(model_);
    connect(level_, &QComboBox::currentIndexChanged, filter, &LevelFilter::setLevel);
    view_->setModel(filter);
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    view_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view_->setShowGrid(false);
    view_->setWordWrap(false);
    view_->setFrameShape(QFrame::NoFrame);
    view_->verticalHeader()->hide();
    view_->verticalHeader()->setDefaultSectionSize(space::rowHeight);
    view_->horizontalHeader()->setStretchLastSection(true);
    view_->horizontalHeader()->setSectionsMovable(false);
    view_->setColumnWidth(LogModel::RoundColumn, 64);
    view_->setColumnWidth(LogModel::LevelColumn, 96);
    view_->setAccessibleName(title());
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setMargin(space::wide);
    auto* pages = new QStackedWidget;
    pages->addWidget(empty_);
    pages->addWidget(view_);
    pages->setAutoFillBackground(true);
    pages->setBackgroundRole(QPalette::Base);
    setContent(pages);
    setFocusProxy(view_);
}

void LogPanel::refresh(const RunHistory& history, int) {
    // Follows the end only while the user is there; reading further up is not disturbed.
    QScrollBar* bar = view_->verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum() - 1;
    const std::size_t total = history.logDropped + history.log.size();
    if (taken_ > total) clear();
    model_->append(history.log, taken_ > history.logDropped ? taken_ - history.logDropped : 0);
    taken_ = total;
    auto* pages = qobject_cast<QStackedWidget*>(view_->parentWidget());
    pages->setCurrentWidget(model_->rowCount() ? static_cast<QWidget*>(view_) : empty_);
    if (atEnd) view_->scrollToBottom();
}

void LogPanel::clear() {
    model_->clear();
    taken_ = 0;
    qobject_cast<QStackedWidget*>(view_->parentWidget())->setCurrentWidget(empty_);
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
// How the Exits page is put together: columns, docks, menu. What it does is in exits_view.cpp.
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDockWidget>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QMainWindow>
#include <QMenu>
#include <QMessageBox>
#include <QSaveFile>
#include <QScrollArea>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <set>

#include "widgets/design/readouts.h"
#include "widgets/exits/device_panel.h"
#include "widgets/exits/exit_clients_model.h"
#include "widgets/exits/exits_view.h"
#include "widgets/exits/gallery_view.h"
#include "widgets/exits/policy_panel.h"
#include "widgets/exits/run_chooser.h"
#include "widgets/plots/bar_plot.h"
#include "widgets/plots/reliability_plot.h"
#include "widgets/plots/trade_off_plot.h"
#include "widgets/theme/theme.h"
#include "widgets/watch/dock_title.h"

namespace exitlab {
namespace {

constexpr int kChoices = space::sidePanel + 5 * space::grid;  // width of the column of choices

}  // namespace

QWidget* ExitsView::makeChoices() {
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("exitChoices"));
    scroll->setAccessibleName(tr("Policy and device"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(space::sidePanel);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(space::grid, space::grid, space::grid, space::grid);
    column->setSpacing(space::half);
    const auto section = [&](const QString& title, QWidget* content) {
        auto* heading = new QLabel(title, page);
        heading->setFont(Theme::font(type::body, QFont::DemiBold));
        if (column->count() > 0) column->addSpacing(space::grid);
        column->addWidget(heading);
        column->addWidget(content);
    };
    runs_ = new RunChooser(page);
    policy_ = new PolicyPanel(page);
    device_ = new DevicePanel(page);
    section(tr("Run"), runs_);
    section(tr("Policy"), policy_);
    section(tr("Device"), device_);
    column->setStretchFactor(runs_, 1);
    column->addStretch(0);
    scroll->setWidget(page);
    return scroll;
}

QWidget* ExitsView::makeHeader() {
    auto* header = new QWidget(this);
    auto* column = new QVBoxLayout(header);
    column->setContentsMargins(space::grid, space::grid, space::grid, space::half);
    column->setSpacing(space::half);
    auto* row = new QHBoxLayout;
    row->setSpacing(3 * space::grid);
    title_ = new QLabel(header);
    title_->setObjectName(QStringLiteral("exitsTitle"));
    makeHeading(title_);
    title_->setTextFormat(Qt::PlainText);
    title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    averaging_ = new QComboBox(header);
    averaging_->setObjectName(QStringLiteral("exitAveraging"));
    averaging_->addItems({tr("Mean over clients"), tr("Over samples")});
    averaging_->setAccessibleName(tr("How accuracy and cost are averaged"));
    averaging_->setToolTip(tr("Every client alike, or every sample alike: for numbers, curves and sentences"));
    row->addWidget(title_, 1);
    row->addWidget(averaging_);
    readouts_ = new Readouts(header);
    readouts_->setObjectName(QStringLiteral("exitReadouts"));
    sentence_ = new QLabel(header);
    sentence_->setObjectName(QStringLiteral("exitSentence"));
    sentence_->setTextFormat(Qt::PlainText);
    sentence_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    sentence_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    column->addLayout(row);
    column->addWidget(readouts_);
    column->addWidget(sentence_);
    connect(averaging_, &QComboBox::currentIndexChanged, this, [this] {
        showNumbers();
        showCurves();
    });
    return header;
}

QComboBox* ExitsView::titleChoice(const QString& name, const QString& tip, const QStringList& entries) {
    auto* box = new QComboBox;
    box->setObjectName(name);
    box->addItems(entries);
    box->setAccessibleName(tip);
    box->setToolTip(tip);
    box->setFont(Theme::font(type::small));
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    return box;
}

QWidget* ExitsView::plotControls(const QList<QWidget*>& controls, PlotBase* plot) {
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::half);
    row->addStretch(1);
    for (QWidget* control : controls) row->addWidget(control);
    if (!plot) return bar;
    auto* more = new QToolButton(bar);
    more->setObjectName(plot->objectName() + QStringLiteral("Export"));
    more->setIcon(icon(QStringLiteral("export")));
    more->setIconSize({14, 14});
    more->setAutoRaise(true);
    more->setFocusPolicy(Qt::TabFocus);
    more->setToolTip(tr("Export this plot or its data, or show it as a table"));
    more->setAccessibleName(tr("Export %1").arg(plot->title()));
    row->addWidget(more);
    connect(more, &QToolButton::clicked, plot, [plot, more] {
        QContextMenuEvent event(QContextMenuEvent::Keyboard, more->rect().center(),
                                more->mapToGlobal(QPoint(0, more->height())));
        QApplication::sendEvent(plot, &event);
    });
    return bar;
}

QDockWidget* ExitsView::addDock(const QString& id, const QString& title, QWidget* content, QWidget* controls,
                                char key) {
    auto* dock = new QDockWidget(title, area_);
    dock->setObjectName(id);
    dock->setWidget(content);
    dock->setTitleBarWidget(new DockTitle(dock, controls ? controls : plotControls({}, nullptr)));
    QAction* toggle = dock->toggleViewAction();
    toggle->setObjectName(id + QStringLiteral(".toggle"));
    toggle->setToolTip(tr("Show or hide the dock %1").arg(title));
    toggle->setShortcut(QKeySequence(QStringLiteral("Ctrl+J, %1").arg(QLatin1Char(key))));
    docks_ << dock;
    return dock;
}

void ExitsView::makeDocks() {
    tradeOff_ = new TradeOffPlot;
    tradeOff_->setObjectName(QStringLiteral("exitCurves"));
    tradeOff_->setTitle(tr("Accuracy and cost"));
    tradeOff_->setEmptyText(tr("The curve of the run appears here, with those of the runs ticked at the left."));
    usage_ = new BarPlot;
    usage_->setObjectName(QStringLiteral("exitUsage"));
    usage_->setTitle(tr("Exits used"));
    usage_->setKeyAxis(tr("Client"));
    usage_->setValueAxis(tr("Share of samples"), Unit::Percent);
    usage_->setEmptyText(tr("Which exits the clients' samples take appears here."));
    reliability_ = new ReliabilityPlot;
    reliability_->setObjectName(QStringLiteral("exitReliability"));
    reliability_->setTitle(tr("Reliability"));
    reliability_->setEmptyText(tr("Accuracy by confidence appears here. No sample leaves at this exit now."));
    reliabilityOf_ = titleChoice(QStringLiteral("reliabilityOf"), tr("Samples that are counted"),
                                 {tr("All samples"), tr("Samples that leave there")});
    reliabilityExit_ = titleChoice(QStringLiteral("reliabilityExit"), tr("Exit shown as bars"), {tr("All exits")});
    for (QComboBox* box : {reliabilityOf_, reliabilityExit_})
        connect(box, &QComboBox::currentIndexChanged, this, &ExitsView::showReliability);
    gallery_ = new GalleryView;
    savings_ = new QListWidget;
    savings_->setObjectName(QStringLiteral("exitSavings"));
    savings_->setAccessibleName(tr("Savings in words"));
    savings_->setToolTip(tr("The operating point against fixed exits and the ticked runs, at equal accuracy and cost"));
    savings_->setWordWrap(true);
    savings_->setFrameShape(QFrame::NoFrame);
    savings_->setSpacing(space::half);
    clientsModel_ = new ExitClientsModel(this);
    auto* sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(clientsModel_);
    sorted->setSortRole(ExitClientsModel::SortRole);
    clients_ = new QTableView;
    clients_->setObjectName(QStringLiteral("exitClientTable"));
    clients_->setAccessibleName(tr("Clients at the operating point"));
    clients_->setModel(sorted);
    clients_->setSortingEnabled(true);
    clients_->sortByColumn(-1, Qt::AscendingOrder);  // by client until the user asks for another order
    clients_->setSelectionBehavior(QAbstractItemView::SelectRows);
    clients_->setShowGrid(false);
    clients_->setFrameShape(QFrame::NoFrame);
    clients_->setWordWrap(false);
    clients_->setTabKeyNavigation(false);
    clients_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    clients_->verticalHeader()->hide();
    clients_->verticalHeader()->setDefaultSectionSize(space::rowHeight);
    clients_->horizontalHeader()->setHighlightSections(false);
    clients_->horizontalHeader()->setResizeContentsPrecision(50);
    connect(clientsModel_, &QAbstractItemModel::modelReset, clients_, [this] { clients_->resizeColumnsToContents(); });
    clients_->setContextMenuPolicy(Qt::ActionsContextMenu);
    const auto paleSelection = [this] {
        const ThemeColours& colours = Theme::instance().colours();
        for (QAbstractItemView* view :
             {static_cast<QAbstractItemView*>(clients_), static_cast<QAbstractItemView*>(savings_)}) {
            QPalette palette = view->palette();
            palette.setColor(QPalette::Highlight, colours.selection);
            palette.setColor(QPalette::HighlightedText, colours.text);
            view->setPalette(palette);
        }
    };
    connect(&Theme::instance(), &Theme::changed, this, paleSelection);
    paleSelection();

    addDock(QStringLiteral("exits.curves"), tr("Accuracy and cost"), tradeOff_, plotControls({}, tradeOff_), 'A');
    addDock(QStringLiteral("exits.usage"), tr("Exits used"), usage_, plotControls({}, usage_), 'U');
    addDock(QStringLiteral("exits.clients"), tr("Clients"), clients_, nullptr, 'C');
    addDock(QStringLiteral("exits.savings"), tr("Savings in words"), savings_, nullptr, 'S');
    addDock(QStringLiteral("exits.reliability"), tr("Reliability"), reliability_,
            plotControls({reliabilityOf_, reliabilityExit_}, reliability_), 'R');
    QDockWidget* images =
        addDock(QStringLiteral("exits.gallery"), tr("Easy and hard images"), gallery_, gallery_->controls(), 'G');
    connect(images, &QDockWidget::visibilityChanged, this, [this](bool visible) {
        if (visible) askForGallery();
    });
}

QAction* ExitsView::makeAction(const QString& name, const QString& iconName, const QString& text, const QString& tip,
                               const QKeySequence& keys) {
    auto* action = new QAction(icon(iconName), text, this);
    action->setObjectName(name);
    action->setShortcut(keys);
    action->setToolTip(QStringLiteral("%1 (%2)").arg(tip, keys.toString(QKeySequence::NativeText)));
    action->setStatusTip(tip);
    return action;
}

void ExitsView::makeMenu() {
    menu_ = new QMenu(tr("&Exits"), this);
    menu_->setObjectName(QStringLiteral("exitsMenu"));
    menu_->setToolTipsVisible(true);
    find_ = makeAction(QStringLiteral("findExitRun"), QStringLiteral("search"), tr("&Find a run with records"),
                       tr("Go to the list of runs with exit records"), QKeySequence(tr("Ctrl+J, F")));
    own_ = makeAction(QStringLiteral("ownExitPolicy"), QStringLiteral("filter"),
                      tr("&Own policy for the selected clients"),
                      tr("Make a group of the clients selected in the table"), QKeySequence(tr("Ctrl+J, O")));
    copy_ = makeAction(QStringLiteral("copyExitCommand"), QStringLiteral("copy"), tr("Copy &command line"),
                       tr("Copy the command that computes the same without a window"), QKeySequence(tr("Ctrl+J, L")));
    export_ = makeAction(QStringLiteral("exportExitClients"), QStringLiteral("export"), tr("&Export clients as CSV..."),
                         tr("Write the table of clients with all digits"), QKeySequence(tr("Ctrl+J, E")));
    clients_->addActions({own_, export_});
    menu_->addAction(find_);
    menu_->addSeparator();
    menu_->addActions({policy_->addGroupAction(), policy_->removeGroupAction(), own_});
    menu_->addSeparator();
    menu_->addActions({copy_, export_});
    menu_->addSeparator();
    for (QDockWidget* dock : docks_) menu_->addAction(dock->toggleViewAction());
    connect(find_, &QAction::triggered, runs_, &RunChooser::focusSearch);
    connect(copy_, &QAction::triggered, this, [this] {
        if (run() < 0) return;
        QApplication::clipboard()->setText(commandLine());
        Q_EMIT said(tr("Command line copied"));
    });
    connect(export_, &QAction::triggered, this, &ExitsView::exportClients);
    connect(own_, &QAction::triggered, this, [this] {
        std::set<int> chosen;
        for (const QModelIndex& index : clients_->selectionModel()->selectedRows())
            chosen.insert(index.data(ExitClientsModel::ClientRole).toInt());
        if (!chosen.empty()) policy_->addGroup({chosen.begin(), chosen.end()});
    });
    const auto enable = [this] { own_->setEnabled(clients_->selectionModel()->hasSelection()); };
    connect(clients_->selectionModel(), &QItemSelectionModel::selectionChanged, this, enable);
    connect(clientsModel_, &QAbstractItemModel::modelReset, this, enable);
    enable();
}

void ExitsView::exportClients() {
    if (clientsModel_->rowCount() == 0) return;
    QString file =
        QFileDialog::getSaveFileName(this, tr("Export clients"), QStringLiteral("clients.csv"), tr("CSV (*.csv)"));
    if (file.isEmpty()) return;
    if (!file.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive)) file += QStringLiteral(".csv");
    const QByteArray bytes = clientsModel_->table().toCsv().toUtf8();
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size() || !out.commit())
        QMessageBox::warning(this, tr("Table not written"),
                             tr("%1: cannot be written: %2").arg(file, out.errorString()));
}

void ExitsView::resetLayout() {
    QDockWidget *curves = docks_[0], *usage = docks_[1], *clients = docks_[2], *savings = docks_[3],
                *reliability = docks_[4], *images = docks_[5];
    for (QDockWidget* dock : docks_) {
        dock->setFloating(false);
        area_->removeDockWidget(dock);
    }
    area_->addDockWidget(Qt::TopDockWidgetArea, curves);
    area_->splitDockWidget(curves, usage, Qt::Horizontal);
    area_->splitDockWidget(curves, reliability, Qt::Vertical);
    area_->splitDockWidget(usage, clients, Qt::Vertical);
    area_->tabifyDockWidget(reliability, images);
    area_->tabifyDockWidget(clients, savings);
    for (QDockWidget* dock : docks_) dock->show();
    reliability->raise();
    clients->raise();
    area_->resizeDocks({curves, usage}, {500, 420}, Qt::Horizontal);
    area_->resizeDocks({curves, reliability}, {500, 460}, Qt::Vertical);
    area_->resizeDocks({usage, clients}, {500, 460}, Qt::Vertical);
    split_->setSizes({kChoices, 1000});
}

}  // namespace exitlab

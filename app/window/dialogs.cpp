// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/dialogs.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QTextBrowser>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "core/federation/run.h"
#include "exitlab/build_info.h"
#include "widgets/theme/theme.h"

namespace exitlab {

namespace {

QDialog* makeDialog(QWidget* parent, const QString& name, const QString& title, QWidget* content) {
    auto* dialog = new QDialog(parent);
    dialog->setObjectName(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    auto* column = new QVBoxLayout(dialog);
    content->setParent(dialog);
    column->addWidget(content, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    column->addWidget(buttons);
    dialog->resize(640, 480);
    return dialog;
}

QString plainText(const QString& text) {
    QString plain = text;
    plain.remove(u'&');
    if (plain.endsWith(QLatin1String("..."))) plain.chop(3);
    return plain;
}

void collect(const QMenu* menu, std::vector<QAction*>& into) {
    for (QAction* action : menu->actions()) {
        if (action->isSeparator()) continue;
        if (action->menu())
            collect(action->menu(), into);
        else
            into.push_back(action);
    }
}

}  // namespace

std::vector<std::pair<QString, std::vector<QAction*>>> menuActions(const QWidget* window) {
    std::vector<std::pair<QString, std::vector<QAction*>>> menus;
    const auto* main = qobject_cast<const QMainWindow*>(window);
    if (!main) return menus;
    for (const QAction* top : main->menuBar()->actions()) {
        if (!top->menu()) continue;
        std::vector<QAction*> actions;
        collect(top->menu(), actions);
        menus.emplace_back(plainText(top->text()), std::move(actions));
    }
    return menus;
}

void showAbout(QWidget* parent, const QString& database) {
    auto* text = new QTextBrowser;
    text->setFrameShape(QFrame::NoFrame);
    text->setOpenExternalLinks(false);
    text->viewport()->setAutoFillBackground(false);
    text->setAccessibleName(QObject::tr("About ExitLab"));
    text->setHtml(QStringLiteral("<h2>ExitLab %1</h2><p>%2</p><p>%3</p><p>%4<br>%5<br>%6</p>")
                      .arg(QStringLiteral(EXITLAB_VERSION),
                           QObject::tr("Workbench for personalized federated learning with early-exit networks."),
                           QObject::tr("Free software under the GNU General Public License, version 3 or later; it "
                                       "comes without any warranty."),
                           QObject::tr("Qt %1, libtorch %2")
                               .arg(QString::fromLatin1(qVersion()), QStringLiteral(EXITLAB_TORCH_VERSION)),
                           QObject::tr("Plots by QCustomPlot; storage by SQLite"),
                           QObject::tr("Runs are kept in %1").arg(database.toHtmlEscaped())));
    QDialog* dialog = makeDialog(parent, QStringLiteral("aboutDialog"), QObject::tr("About ExitLab"), text);
    dialog->resize(460, 300);
    dialog->open();
}

void showShortcuts(QWidget* parent) {
    auto* tree = new QTreeWidget;
    tree->setObjectName(QStringLiteral("shortcutList"));
    tree->setAccessibleName(QObject::tr("Keyboard shortcuts"));
    tree->setHeaderLabels({QObject::tr("Action"), QObject::tr("Keys"), QObject::tr("What it does")});
    tree->setRootIsDecorated(false);
    tree->setSelectionMode(QAbstractItemView::NoSelection);
    for (const auto& [menu, actions] : menuActions(parent)) {
        auto* group = new QTreeWidgetItem(tree, {menu});
        group->setFont(0, Theme::font(type::body, QFont::DemiBold));
        for (const QAction* action : actions) {
            if (action->shortcut().isEmpty()) continue;
            new QTreeWidgetItem(group, {plainText(action->text()),
                                        action->shortcut().toString(QKeySequence::NativeText), action->statusTip()});
        }
        group->setHidden(group->childCount() == 0);
    }
    tree->expandAll();
    tree->resizeColumnToContents(0);
    tree->resizeColumnToContents(1);
    QDialog* dialog = makeDialog(parent, QStringLiteral("shortcutDialog"), QObject::tr("Keyboard shortcuts"), tree);
    dialog->resize(720, 640);
    dialog->show();
}

void showPlugins(QWidget* parent, const Engine* engine) {
    auto* tree = new QTreeWidget;
    tree->setAccessibleName(QObject::tr("Methods and plugin problems"));
    tree->setHeaderLabels({QObject::tr("Method"), QObject::tr("Version"), QObject::tr("About")});
    tree->setRootIsDecorated(false);
    tree->setWordWrap(true);
    if (engine) {
        for (const MethodInfo& method : engine->methods())
            new QTreeWidgetItem(tree, {QString::fromStdString(method.name), QString::fromStdString(method.version),
                                       QString::fromStdString(method.summary)});
        for (const Engine::PluginProblem& problem : engine->pluginProblems()) {
            auto* item = new QTreeWidgetItem(
                tree, {QString::fromStdString(problem.file), QString(), QString::fromStdString(problem.message)});
            item->setIcon(0, icon(QStringLiteral("error"), &ThemeColours::error));
            item->setToolTip(0, item->text(0));
            item->setToolTip(2, QStringLiteral("<p>%1</p>").arg(item->text(2).toHtmlEscaped()));
        }
    }
    tree->header()->resizeSection(0, 200);
    tree->header()->resizeSection(1, 70);
    makeDialog(parent, QStringLiteral("pluginDialog"), QObject::tr("Methods"), tree)->show();
}

}  // namespace exitlab

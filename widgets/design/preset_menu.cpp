// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/design/preset_menu.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>
#include <QWidgetAction>

#include "widgets/language/language.h"
#include "widgets/theme/theme.h"

namespace exitlab {

PresetMenu::PresetMenu(QWidget* parent) : QMenu(tr("&Presets"), parent) {
    setObjectName(QStringLiteral("presetMenu"));
    setIcon(exitlab::icon(QStringLiteral("preset")));
    setToolTipsVisible(true);
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(space::grid, space::half, space::grid, space::half);
    search_ = new QLineEdit(box);
    search_->setObjectName(QStringLiteral("presetSearch"));
    search_->setPlaceholderText(tr("Find a preset"));
    search_->setAccessibleName(tr("Find a preset"));
    search_->setToolTip(tr("Words of the name, the method, the data set or the description"));
    search_->setClearButtonEnabled(true);
    search_->addAction(exitlab::icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    search_->setMinimumWidth(space::sidePanel);
    column->addWidget(search_);
    auto* action = new QWidgetAction(this);
    action->setObjectName(QStringLiteral("preset.search"));
    action->setText(tr("Find a preset"));
    action->setToolTip(search_->toolTip());
    action->setDefaultWidget(box);
    addAction(action);
    nothing_ = addAction(tr("No preset has these words"));
    nothing_->setObjectName(QStringLiteral("preset.none"));
    nothing_->setToolTip(search_->toolTip());
    nothing_->setEnabled(false);
    nothing_->setVisible(false);
    connect(search_, &QLineEdit::textChanged, this, &PresetMenu::find);
}

void PresetMenu::setPresets(const std::vector<Preset>& presets, const MethodCatalog& catalog) {
    for (QMenu* group : groups_) delete group;
    for (const Entry& entry : entries_) delete entry.action;
    groups_.clear();
    entries_.clear();
    const auto groupOf = [&](const Preset& preset) {
        const MethodInfo* method = findMethod(catalog, preset.method);
        return QString::fromStdString(method ? method->name : preset.method);
    };
    std::map<QString, QMenu*> menus;
    for (const Preset& preset : presets) menus[groupOf(preset)] = nullptr;
    for (auto& [name, menu] : menus) {
        menu = addMenu(name.isEmpty() ? tr("Others") : name);
        menu->setToolTipsVisible(true);
        groups_.push_back(menu);
    }
    for (const Preset& preset : presets) {
        auto* action = new QAction(QString::fromStdString(preset.name.empty() ? preset.id : preset.name), this);
        action->setObjectName(QStringLiteral("preset.") + QString::fromStdString(preset.id));
        // The action is the receiver: a menu cuts what connects an action to it when the action leaves, as in find().
        connect(action, &QAction::triggered, action, [this, preset] { Q_EMIT chosen(preset); });
        menus[groupOf(preset)]->addAction(action);
        entries_.push_back({preset, groupOf(preset), action});
    }
    if (presets.empty()) {
        nothing_->setText(tr("No presets found"));
        nothing_->setVisible(true);
    }
    describe();
}

void PresetMenu::setMissingData(const QStringList& datasets) {
    missing_ = datasets;
    describe();
}

void PresetMenu::describe() {
    for (const Entry& entry : entries_) {
        const QString description = coreText(entry.preset.description);
        const QString dataset = QString::fromStdString(entry.preset.dataset);
        const bool lacks = missing_.contains(dataset);
        const QString words =
            lacks ? tr("%1. The files of %2 are not in the data folder; `exitlab-cli datasets check %2` says which.")
                        .arg(description, dataset)
                  : description;
        entry.action->setToolTip(QStringLiteral("<p>%1</p>").arg(words.toHtmlEscaped()));
        entry.action->setStatusTip(words);
        entry.action->setIcon(lacks ? exitlab::icon(QStringLiteral("warning"), &ThemeColours::warning) : QIcon());
    }
}

void PresetMenu::find(const QString& text) {
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    int found = 0;
    for (const Entry& entry : entries_) {
        removeAction(entry.action);
        if (words.isEmpty()) continue;
        const QString all =
            QStringList{QString::fromStdString(entry.preset.id), entry.action->text(), entry.group,
                        QString::fromStdString(entry.preset.dataset), QString::fromStdString(entry.preset.description)}
                .join(u' ');
        const bool fits = std::all_of(words.begin(), words.end(),
                                      [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
        if (!fits) continue;
        addAction(entry.action);
        ++found;
    }
    for (QMenu* group : groups_) group->menuAction()->setVisible(words.isEmpty());
    nothing_->setText(tr("No preset has these words"));
    nothing_->setVisible(found == 0 && !words.isEmpty());
}

void PresetMenu::showEvent(QShowEvent* event) {
    QMenu::showEvent(event);
    search_->clear();
    search_->setFocus(Qt::PopupFocusReason);
}

void PresetMenu::keyPressEvent(QKeyEvent* event) {
    // Letters belong to the search field wherever the highlight is.
    if (!event->text().isEmpty() && event->text().at(0).isLetterOrNumber() && !search_->hasFocus()) {
        search_->setFocus(Qt::OtherFocusReason);
        search_->insert(event->text());
        return;
    }
    QMenu::keyPressEvent(event);
}

}  // namespace exitlab

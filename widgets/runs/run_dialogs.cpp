// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/run_dialogs.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QRegularExpressionValidator>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/analysis/run_fields.h"
#include "widgets/models/run_table_model.h"
#include "widgets/theme/theme.h"

namespace exitlab {

namespace {

QDialog* makeDialog(QWidget* parent, const QString& name, const QString& title) {
    auto* dialog = new QDialog(parent);
    dialog->setObjectName(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    return dialog;
}

QDialogButtonBox* addButtons(QDialog* dialog, QBoxLayout* column) {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, dialog);
    QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    column->addWidget(buttons);
    return buttons;
}

constexpr int kWas = Qt::UserRole;

}  // namespace

void askTags(QWidget* parent, int count, const QList<TagUse>& tags,
             const std::function<void(const QStringList&, const QStringList&)>& answer) {
    QDialog* dialog =
        makeDialog(parent, QStringLiteral("tagDialog"),
                   count == 1 ? QObject::tr("Tags of the run") : QObject::tr("Tags of %1 runs").arg(count));
    auto* column = new QVBoxLayout(dialog);
    auto* list = new QListWidget(dialog);
    list->setObjectName(QStringLiteral("tagList"));
    list->setAccessibleName(QObject::tr("Tags in use"));
    for (const TagUse& use : tags) {
        auto* item = new QListWidgetItem(use.tag, list);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        const Qt::CheckState state = use.runs == 0       ? Qt::Unchecked
                                     : use.runs == count ? Qt::Checked
                                                         : Qt::PartiallyChecked;
        item->setCheckState(state);
        item->setData(kWas, int(state));
    }
    auto* hint = new QLabel(tags.isEmpty() ? QObject::tr("No run has a tag yet.")
                                           : QObject::tr("A tag with a dash belongs to some of the runs."),
                            dialog);
    makeCaption(hint);
    auto* more = new QLineEdit(dialog);
    more->setObjectName(QStringLiteral("newTags"));
    more->setPlaceholderText(QObject::tr("New tags, separated by commas"));
    more->setAccessibleName(more->placeholderText());
    list->setVisible(!tags.isEmpty());
    column->addWidget(list, 1);
    column->addWidget(hint);
    column->addWidget(more);
    addButtons(dialog, column);
    QObject::connect(dialog, &QDialog::accepted, parent, [list, more, answer] {
        QStringList give, take;
        for (int row = 0; row < list->count(); ++row) {
            const QListWidgetItem* item = list->item(row);
            if (int(item->checkState()) == item->data(kWas).toInt()) continue;
            (item->checkState() == Qt::Checked ? give : take) << item->text();
        }
        for (const QString& tag : more->text().split(u',', Qt::SkipEmptyParts))
            if (!tag.trimmed().isEmpty()) give << tag.trimmed();
        if (!give.isEmpty() || !take.isEmpty()) answer(give, take);
    });
    more->setFocus();
    dialog->resize(320, tags.isEmpty() ? 120 : 360);
    dialog->open();
}

void askRepeat(QWidget* parent, const QString& name, std::uint64_t seed, std::uint64_t proposed, const QString& blocked,
               const std::function<void(std::uint64_t, bool)>& answer) {
    QDialog* dialog = makeDialog(parent, QStringLiteral("repeatDialog"), QObject::tr("Repeat the run"));
    auto* column = new QVBoxLayout(dialog);
    auto* words =
        new QLabel(QObject::tr("Runs \"%1\" again with the same settings. With seed %2 the result is the same "
                               "to the last bit; another seed makes a repetition that statistics can use.")
                       .arg(name)
                       .arg(seed),
                   dialog);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    auto* form = new QFormLayout;
    auto* line = new QLineEdit(QString::number(proposed), dialog);
    line->setObjectName(QStringLiteral("repeatSeed"));
    line->setAccessibleName(QObject::tr("Seed"));
    line->setToolTip(QObject::tr("Seed of every random draw; the proposed one has not been used with these settings"));
    line->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("\\d{1,15}")), line));
    form->addRow(QObject::tr("Seed"), line);
    auto* why = new QLabel(blocked, dialog);
    why->setTextFormat(Qt::PlainText);
    why->setWordWrap(true);
    makeCaption(why);
    why->setVisible(!blocked.isEmpty());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, dialog);
    auto* design = buttons->addButton(QObject::tr("Open in Design"), QDialogButtonBox::ActionRole);
    design->setObjectName(QStringLiteral("repeatInDesign"));
    auto* start = buttons->addButton(QObject::tr("Start"), QDialogButtonBox::AcceptRole);
    start->setObjectName(QStringLiteral("repeatStart"));
    start->setIcon(icon(QStringLiteral("run")));
    start->setDefault(true);
    start->setEnabled(blocked.isEmpty());
    column->addWidget(words);
    column->addLayout(form);
    column->addWidget(why);
    column->addWidget(buttons);
    QObject::connect(line, &QLineEdit::textChanged, dialog, [=] {
        start->setEnabled(line->hasAcceptableInput() && blocked.isEmpty());
        design->setEnabled(line->hasAcceptableInput());
    });
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    QObject::connect(start, &QPushButton::clicked, dialog, [=] {
        dialog->accept();
        answer(line->text().toULongLong(), true);
    });
    QObject::connect(design, &QPushButton::clicked, dialog, [=] {
        dialog->accept();
        answer(line->text().toULongLong(), false);
    });
    line->selectAll();
    line->setFocus();
    dialog->resize(420, 160);
    dialog->open();
}

void askColumns(QWidget* parent, const RunTableModel& model, const std::vector<ColumnChoice>& columns,
                const QStringList& settings, const std::function<void(const std::vector<ColumnChoice>&)>& answer,
                const std::function<void()>& reset) {
    QDialog* dialog = makeDialog(parent, QStringLiteral("columnDialog"), QObject::tr("Columns of the table"));
    auto* column = new QVBoxLayout(dialog);
    auto* search = new QLineEdit(dialog);
    search->setObjectName(QStringLiteral("columnSearch"));
    search->setPlaceholderText(QObject::tr("Find a column or setting"));
    search->setAccessibleName(search->placeholderText());
    search->setClearButtonEnabled(true);
    search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    auto* list = new QListWidget(dialog);
    list->setObjectName(QStringLiteral("columnList"));
    list->setAccessibleName(QObject::tr("Columns, in the order of the table"));
    list->setDragDropMode(QAbstractItemView::InternalMove);
    const auto add = [&](const QString& field, const QString& title, const QString& tip, bool shown, int width) {
        auto* item = new QListWidgetItem(title, list);
        item->setData(Qt::UserRole, field);
        item->setData(Qt::UserRole + 1, width);
        item->setToolTip(tip);
        item->setFlags((item->flags() | Qt::ItemIsUserCheckable | Qt::ItemIsDragEnabled) & ~Qt::ItemIsDropEnabled);
        item->setCheckState(shown ? Qt::Checked : Qt::Unchecked);
    };
    QStringList listed;
    for (const ColumnChoice& choice : columns) {
        const int at = model.columnOf(choice.field);
        if (at < 0) continue;
        add(choice.field, model.titleOf(at), model.headerData(at, Qt::Horizontal, Qt::ToolTipRole).toString(),
            choice.shown, choice.width);
        listed << choice.field;
    }
    for (const QString& key : settings)
        if (!listed.contains(key)) add(key, key, QObject::tr("Setting %1 of the experiment").arg(key), false, 0);
    auto* row = new QHBoxLayout;
    row->addWidget(list, 1);
    auto* tools = new QVBoxLayout;
    const auto mover = [&](const QString& name, const QString& words, const QString& tip, Qt::ArrowType arrow, int by) {
        auto* button = new QToolButton(dialog);
        button->setObjectName(name);
        button->setText(words);
        button->setArrowType(arrow);
        button->setToolTip(tip);
        button->setAccessibleName(words);
        QObject::connect(button, &QToolButton::clicked, list, [list, by] {
            const int at = list->currentRow(), to = at + by;
            if (at < 0 || to < 0 || to >= list->count()) return;
            QListWidgetItem* item = list->takeItem(at);
            list->insertItem(to, item);
            list->setCurrentRow(to);
        });
        tools->addWidget(button);
    };
    mover(QStringLiteral("columnUp"), QObject::tr("Up"), QObject::tr("Move the column to the left in the table"),
          Qt::UpArrow, -1);
    mover(QStringLiteral("columnDown"), QObject::tr("Down"), QObject::tr("Move the column to the right in the table"),
          Qt::DownArrow, 1);
    tools->addStretch(1);
    row->addLayout(tools);
    column->addWidget(search);
    column->addLayout(row, 1);
    QDialogButtonBox* buttons = addButtons(dialog, column);
    auto* defaults = buttons->addButton(QObject::tr("Reset"), QDialogButtonBox::ResetRole);
    defaults->setToolTip(QObject::tr("The columns, widths and order as they were at first"));
    QObject::connect(defaults, &QPushButton::clicked, dialog, [dialog, reset] {
        dialog->reject();
        reset();
    });
    QObject::connect(search, &QLineEdit::textChanged, list, [list](const QString& words) {
        for (int at = 0; at < list->count(); ++at) {
            QListWidgetItem* item = list->item(at);
            item->setHidden(!item->text().contains(words, Qt::CaseInsensitive) &&
                            !item->data(Qt::UserRole).toString().contains(words, Qt::CaseInsensitive));
        }
    });
    QObject::connect(dialog, &QDialog::accepted, parent, [list, answer] {
        std::vector<ColumnChoice> chosen;
        for (int at = 0; at < list->count(); ++at) {
            const QListWidgetItem* item = list->item(at);
            chosen.push_back({item->data(Qt::UserRole).toString(), item->checkState() == Qt::Checked,
                              item->data(Qt::UserRole + 1).toInt()});
        }
        answer(chosen);
    });
    search->setFocus();
    dialog->resize(420, 560);
    dialog->open();
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/spec_form.h"

#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/forms/form_row.h"
#include "widgets/language/language.h"
#include "widgets/theme/theme.h"

namespace exitlab {

namespace {

bool sameChoices(const std::vector<ParameterChoice>& a, const std::vector<ParameterChoice>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const ParameterChoice& x, const ParameterChoice& y) {
        return x.value == y.value && x.label == y.label && x.help == y.help;
    });
}

bool sameSpec(const ParameterSpec& a, const ParameterSpec& b) {
    const bool sameVisibility = a.visibleWhen.has_value() == b.visibleWhen.has_value() &&
                                (!a.visibleWhen || (a.visibleWhen->key == b.visibleWhen->key &&
                                                    a.visibleWhen->values == b.visibleWhen->values));
    return a.key == b.key && a.title == b.title && a.type == b.type && a.defaultValue == b.defaultValue &&
           a.minimum == b.minimum && a.maximum == b.maximum && a.exclusiveMinimum == b.exclusiveMinimum &&
           a.step == b.step && a.unit == b.unit && sameVisibility && a.help == b.help && a.longHelp == b.longHelp &&
           a.source == b.source && sameChoices(a.choices, b.choices);
}

/// A setting hidden by a hidden one needs few steps to the top; more would be a circle in the schema.
constexpr int kDeepestCondition = 8;
constexpr int kWidestLabel = 152;

}  // namespace

struct SpecForm::Section {
    std::string id;
    QWidget* box = nullptr;
    QLabel* heading = nullptr;
    QLabel* help = nullptr;
    QVBoxLayout* column = nullptr;
    std::vector<FormRow*> rows;
};

SpecForm::SpecForm(QWidget* parent) : QWidget(parent) {
    area_ = new QScrollArea(this);
    area_->setObjectName(QStringLiteral("formArea"));
    area_->setAccessibleName(tr("Settings"));
    area_->setFrameShape(QFrame::NoFrame);
    area_->setWidgetResizable(true);
    area_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    content_ = new QWidget(area_);
    column_ = new QVBoxLayout(content_);
    column_->setContentsMargins(space::grid, 0, space::grid, space::wide);
    column_->setSpacing(space::wide);
    column_->addStretch(1);
    area_->setWidget(content_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(area_);
    connect(area_->verticalScrollBar(), &QScrollBar::valueChanged, this, &SpecForm::reportSection);
}

SpecForm::~SpecForm() = default;

void SpecForm::setSchema(const std::vector<ParameterSection>& schema) {
    const std::vector<ParameterSection> sections = translated(schema);
    std::map<std::string, FormRow*> old;
    old.swap(rows_);
    std::vector<std::unique_ptr<Section>> oldSections;
    oldSections.swap(sections_);
    for (const ParameterSection& description : sections) {
        const auto known = std::find_if(oldSections.begin(), oldSections.end(),
                                        [&](const auto& section) { return section && section->id == description.id; });
        auto section = known != oldSections.end() ? std::move(*known) : std::make_unique<Section>();
        if (!section->box) {
            section->id = description.id;
            section->box = new QWidget(content_);
            section->column = new QVBoxLayout(section->box);
            section->column->setContentsMargins(0, 0, 0, 0);
            section->column->setSpacing(0);
            section->heading = new QLabel(section->box);
            makeHeading(section->heading);
            section->help = new QLabel(section->box);
            makeCaption(section->help);
            section->help->setWordWrap(true);
            section->column->addWidget(section->heading);
            section->column->addWidget(section->help);
            section->column->addSpacing(space::half);
        }
        section->heading->setText(QString::fromStdString(description.title));
        section->help->setText(QString::fromStdString(description.help));
        section->help->setVisible(!description.help.empty());
        for (FormRow* row : section->rows) section->column->removeWidget(row);
        section->rows.clear();
        for (const ParameterSpec& spec : description.parameters) {
            const auto kept = old.find(spec.key);
            FormRow* row = nullptr;
            if (kept != old.end() && sameSpec(kept->second->spec(), spec)) {
                row = kept->second;
                old.erase(kept);
            } else {
                row = new FormRow(spec, section->box);
                connect(row, &FormRow::valueEdited, this, [this, row](const QString& key, const Json& value) {
                    applyVisibility(row);
                    Q_EMIT valueChanged(key, value);
                });
                connect(row, &FormRow::stateChanged, this, &SpecForm::stateChanged);
                connect(row, &FormRow::helpWanted, this, &SpecForm::onHelpWanted);
            }
            section->column->addWidget(row);
            section->rows.push_back(row);
            rows_[spec.key] = row;
        }
        column_->removeWidget(section->box);
        column_->insertWidget(int(sections_.size()), section->box);
        sections_.push_back(std::move(section));
    }
    // Gone rows may be the ones whose signal brought us here, so they are only hidden now.
    for (auto& [key, row] : old) {
        row->disconnect(this);
        row->hide();
        row->deleteLater();
    }
    for (auto& section : oldSections)
        if (section) {
            section->box->hide();
            section->box->deleteLater();
        }
    schema_ = sections;
    for (const auto& [key, row] : rows_) row->setLocked(locks_ ? locks_(key) : QString());
    // Tab goes down the column also where rows were exchanged.
    QWidget* last = nullptr;
    for (const auto& section : sections_)
        for (FormRow* row : section->rows) {
            if (last) setTabOrder(last, row->control());
            last = row->control();
        }
    alignLabels();
    applyVisibility(nullptr);
    reportSection();
}

void SpecForm::setValues(const std::map<std::string, Json>& values) {
    for (const auto& [key, value] : values)
        if (FormRow* target = row(key)) target->setValue(value);
    applyVisibility(focused_);
    Q_EMIT stateChanged();
}

void SpecForm::setProblems(const std::vector<Experiment::Problem>& problems) {
    problems_ = problems;
    for (const auto& [key, row] : rows_) {
        const auto found =
            std::find_if(problems.begin(), problems.end(),
                         [&key = key](const Experiment::Problem& problem) { return problem.key == key; });
        row->setOutsideProblem(found == problems.end() ? QString() : QString::fromStdString(found->message));
    }
    Q_EMIT stateChanged();
}

std::map<std::string, Json> SpecForm::values() const {
    std::map<std::string, Json> values;
    for (const auto& [key, row] : rows_) values[key] = row->value();
    return values;
}

FormRow* SpecForm::row(const std::string& key) const {
    const auto found = rows_.find(key);
    return found == rows_.end() ? nullptr : found->second;
}

std::vector<SpecForm::Issue> SpecForm::issues() const {
    std::vector<Issue> issues;
    for (const auto& section : sections_)
        for (const FormRow* row : section->rows)
            if (row->holdsInvalidText())
                issues.push_back({row->spec().key, QStringLiteral("%1: %2").arg(
                                                       QString::fromStdString(row->spec().title), row->problem())});
    for (const Experiment::Problem& problem : problems_) {
        const FormRow* at = row(problem.key);
        if (at && at->holdsInvalidText()) continue;
        issues.push_back(
            {problem.key, QStringLiteral("%1: %2").arg(QString::fromStdString(at ? at->spec().title : problem.key),
                                                       QString::fromStdString(problem.message))});
    }
    return issues;
}

bool SpecForm::holdsInvalidText() const {
    return std::any_of(rows_.begin(), rows_.end(), [](const auto& item) { return item.second->holdsInvalidText(); });
}

bool SpecForm::discardInvalidText() {
    bool any = false;
    for (const auto& [key, row] : rows_) any = row->discardInvalidText() || any;
    return any;
}

void SpecForm::setLocks(std::function<QString(const std::string&)> locks) {
    locks_ = std::move(locks);
    for (const auto& [key, row] : rows_) row->setLocked(locks_ ? locks_(key) : QString());
}

std::vector<SpecForm::SectionState> SpecForm::sections() const {
    std::vector<SectionState> states;
    for (const auto& section : sections_) {
        SectionState state{section->id, section->heading->text(), 0, 0};
        for (const FormRow* row : section->rows) {
            if (row->isHidden()) continue;
            state.changed += row->isChanged() ? 1 : 0;
            state.problems += row->problem().isEmpty() ? 0 : 1;
        }
        states.push_back(std::move(state));
    }
    return states;
}

void SpecForm::scrollToSection(const std::string& id) {
    for (const auto& section : sections_)
        if (section->id == id) {
            content_->layout()->activate();
            area_->verticalScrollBar()->setValue(section->box->y());
            // At the end of the column the section may be unable to reach the top; it is the current one all the same.
            currentSection_ = QString::fromStdString(id);
            Q_EMIT currentSectionChanged(currentSection_);
        }
}

void SpecForm::reveal(const std::string& key) {
    FormRow* target = row(key);
    if (!target) return;
    area_->ensureWidgetVisible(target, 0, 4 * space::grid);
    target->control()->setFocus(Qt::OtherFocusReason);
}

void SpecForm::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    reportSection();
}

bool SpecForm::isVisible(const ParameterSpec& spec, int depth) const {
    if (!spec.visibleWhen || depth > kDeepestCondition) return true;
    const FormRow* controller = row(spec.visibleWhen->key);
    if (!controller) return true;
    const auto& values = spec.visibleWhen->values;
    return std::find(values.begin(), values.end(), controller->value()) != values.end() &&
           isVisible(controller->spec(), depth + 1);
}

void SpecForm::applyVisibility(const FormRow* anchor) {
    const int before = anchor ? anchor->mapTo(area_, QPoint()).y() : 0;
    bool moved = false;
    for (const auto& section : sections_) {
        bool any = false;
        for (FormRow* row : section->rows) {
            const bool visible = isVisible(row->spec());
            any = any || visible;
            if (visible == !row->isHidden()) continue;
            // A hidden setting must not hold wrong text: nobody could see why the run cannot start.
            if (!visible && row->holdsInvalidText()) row->setValue(row->value());
            row->setVisible(visible);
            moved = true;
        }
        section->box->setVisible(any);
    }
    if (!moved || !anchor) return;
    for (const auto& section : sections_) section->column->activate();
    column_->activate();
    content_->resize(content_->width(), content_->sizeHint().height());
    QScrollBar* bar = area_->verticalScrollBar();
    bar->setValue(bar->value() + anchor->mapTo(area_, QPoint()).y() - before);
}

void SpecForm::onHelpWanted(const FormRow* row, bool focused) {
    if (focused) focused_ = row;
    // Where the pointer rests; back to the setting with the focus when it leaves.
    Q_EMIT helpWanted(row ? row : focused_.data());
}

void SpecForm::alignLabels() {
    int width = 0;
    for (const auto& [key, row] : rows_) width = std::max(width, row->labelWidthHint());
    for (const auto& [key, row] : rows_) row->setLabelWidth(std::min(width, kWidestLabel));
}

void SpecForm::reportSection() {
    const int top = area_->verticalScrollBar()->value() + area_->viewport()->height() / 4;
    QString current;
    for (const auto& section : sections_)
        if (!section->box->isHidden() && (current.isNull() || section->box->y() <= top))
            current = QString::fromStdString(section->id);
    if (current == currentSection_ && !current.isNull()) return;
    currentSection_ = current;
    Q_EMIT currentSectionChanged(current);
}

}  // namespace exitlab

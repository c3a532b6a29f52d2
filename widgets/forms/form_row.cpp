// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/form_row.h"

#include <QEvent>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include "widgets/forms/elided_label.h"
#include "widgets/forms/parameter_editor.h"
#include "widgets/theme/theme.h"

namespace exitlab {

namespace {
constexpr int kWidestField = 300;
constexpr int kWidestText = 420;
}  // namespace

FormRow::FormRow(const ParameterSpec& spec, QWidget* parent) : QWidget(parent), spec_(spec), value_(spec.defaultValue) {
    const QString title = QString::fromStdString(spec.title);
    editor_ = makeEditor(spec, this);
    QWidget* field = editor_->control();
    label_ = new QLabel(title, this);
    label_->setBuddy(field);
    label_->setWordWrap(true);
    label_->setObjectName(QString::fromStdString(spec.key) + QStringLiteral(".label"));

    reset_ = new QToolButton(this);
    reset_->setAutoRaise(true);
    reset_->setObjectName(QString::fromStdString(spec.key) + QStringLiteral(".reset"));
    reset_->setToolTip(tr("Reset to %1").arg(displayValue(spec, spec.defaultValue)));
    reset_->setAccessibleName(tr("Reset %1 to its default").arg(title));
    QSizePolicy keeps = reset_->sizePolicy();
    keeps.setRetainSizeWhenHidden(true);
    reset_->setSizePolicy(keeps);

    line_ = new ElidedLabel(this);
    line_->setObjectName(QString::fromStdString(spec.key) + QStringLiteral(".line"));

    for (QWidget* widget : {static_cast<QWidget*>(label_), field}) {
        widget->setToolTip(tooltipOf(spec));
        widget->setWhatsThis(helpHtmlOf(spec));
    }
    field->setAccessibleName(spec.unit.empty() ? title : tr("%1 in %2").arg(title, QString::fromStdString(spec.unit)));
    field->setAccessibleDescription(QString::fromStdString(spec.help));
    field->installEventFilter(this);
    for (QWidget* child : field->findChildren<QWidget*>()) child->installEventFilter(this);

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(space::grid, space::half, 0, 0);
    grid->setHorizontalSpacing(space::grid);
    grid->setVerticalSpacing(0);
    // A field is as wide as what goes into it needs, not as wide as the window; its reset button stays beside it.
    auto* line = new QHBoxLayout;
    line->setSpacing(space::grid);
    field->setMaximumWidth(spec.type == ParameterType::Text ? kWidestText : kWidestField);
    line->addWidget(field, spec.type == ParameterType::Boolean ? 0 : 100);
    line->addWidget(reset_);
    line->addStretch(1);
    grid->addWidget(label_, 0, 0);
    grid->addLayout(line, 0, 1);
    grid->addWidget(line_, 1, 1);
    grid->setColumnStretch(1, 1);

    connect(editor_, &ParameterEditor::edited, this, &FormRow::readControl);
    connect(reset_, &QToolButton::clicked, this, &FormRow::resetToDefault);
    editor_->write(value_);
    showState();
}

QWidget* FormRow::control() const { return editor_->control(); }

void FormRow::setValue(const Json& value) {
    value_ = value;
    editor_->write(value);
    ownProblem_ = editor_->read().problem;
    showState();
}

void FormRow::setOutsideProblem(const QString& problem) {
    if (problem == outsideProblem_) return;
    outsideProblem_ = problem;
    showState();
}

bool FormRow::discardInvalidText() {
    if (!holdsInvalidText()) return false;
    setValue(Json(value_));
    Q_EMIT stateChanged();
    return true;
}

void FormRow::setLocked(const QString& reason) {
    if (reason == locked_) return;
    locked_ = reason;
    control()->setEnabled(reason.isEmpty());
    label_->setEnabled(reason.isEmpty());
    showState();
}

QString FormRow::problem() const { return ownProblem_.isEmpty() ? outsideProblem_ : ownProblem_; }

void FormRow::resetToDefault() {
    // The button is about to hide; the focus must not fall to some other control of the window.
    if (reset_->hasFocus()) control()->setFocus(Qt::OtherFocusReason);
    setValue(spec_.defaultValue);
    Q_EMIT valueEdited(QString::fromStdString(spec_.key), value_);
    Q_EMIT stateChanged();
}

void FormRow::readControl() {
    EditorReading reading = editor_->read();
    ownProblem_ = reading.problem;
    if (reading.value) {
        const bool different = *reading.value != value_;
        value_ = std::move(*reading.value);
        // Problems across settings are asked anew by whoever receives the value.
        if (different) {
            outsideProblem_.clear();
            Q_EMIT valueEdited(QString::fromStdString(spec_.key), value_);
        }
    }
    showState();
    Q_EMIT stateChanged();
}

void FormRow::showState() {
    const ThemeColours& colours = Theme::instance().colours();
    const QString wrong = problem();
    QPalette palette = line_->palette();
    palette.setColor(QPalette::WindowText, wrong.isEmpty() ? colours.secondary : colours.error);
    line_->setPalette(palette);
    line_->setText(!wrong.isEmpty() ? wrong : isLocked() ? locked_ : editor_->hint());
    line_->setIcon(wrong.isEmpty() ? QIcon() : icon(QStringLiteral("error"), &ThemeColours::error));
    reset_->setIcon(icon(QStringLiteral("undo")));
    reset_->setVisible(!isLocked() && (isChanged() || holdsInvalidText()));
    control()->setAccessibleDescription(wrong.isEmpty() ? QString::fromStdString(spec_.help) : wrong);
    control()->setProperty("invalid", !wrong.isEmpty());
    update();
}

void FormRow::setLabelWidth(int width) { label_->setFixedWidth(width); }

int FormRow::labelWidthHint() const { return label_->fontMetrics().horizontalAdvance(label_->text()) + space::grid; }

bool FormRow::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn) Q_EMIT helpWanted(this, true);
    // A field has a memory of its own, but only the experiment's undoes edits of all fields in order.
    if (event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            key->ignore();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void FormRow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) showState();
    QWidget::changeEvent(event);
}

void FormRow::enterEvent(QEnterEvent* event) {
    Q_EMIT helpWanted(this, false);
    QWidget::enterEvent(event);
}

void FormRow::leaveEvent(QEvent* event) {
    Q_EMIT helpWanted(nullptr, false);
    QWidget::leaveEvent(event);
}

/// A bar at the left edge: accent where the value differs from the default, the error colour where it is wrong.
void FormRow::paintEvent(QPaintEvent*) {
    const bool wrong = !problem().isEmpty();
    if (!wrong && !isChanged()) return;
    QPainter painter(this);
    const ThemeColours& colours = Theme::instance().colours();
    const QRect field = control()->geometry();
    painter.fillRect(QRect(0, field.top() + 2, 3, field.height() - 4), wrong ? colours.error : colours.accent);
}

QString tooltipOf(const ParameterSpec& spec) {
    // Plain text; a leading "<" would make Qt guess rich text, so it is escaped inside a paragraph.
    return QStringLiteral("<p>%1</p><p>%2</p>")
        .arg(QString::fromStdString(spec.help).toHtmlEscaped(),
             QObject::tr("%1; default %2")
                 .arg(QString::fromStdString(describeRange(spec)), displayValue(spec, spec.defaultValue))
                 .toHtmlEscaped());
}

QString helpHtmlOf(const ParameterSpec& spec) {
    const auto plain = [](const std::string& text) { return QString::fromStdString(text).toHtmlEscaped(); };
    QString html = QStringLiteral("<h3>%1</h3><p>%2</p>").arg(plain(spec.title), plain(spec.help));
    for (const QString& paragraph : QString::fromStdString(spec.longHelp).split(u'\n', Qt::SkipEmptyParts))
        html += QStringLiteral("<p>%1</p>").arg(paragraph.toHtmlEscaped());
    if (!spec.choices.empty()) {
        html += QStringLiteral("<table cellspacing='0' cellpadding='3'>");
        for (const ParameterChoice& choice : spec.choices)
            html += QStringLiteral("<tr><td><b>%1</b></td><td>%2</td></tr>")
                        .arg(plain(choice.label.empty() ? choice.value : choice.label), plain(choice.help));
        html += QStringLiteral("</table>");
    }
    html += QStringLiteral("<table cellspacing='0' cellpadding='3'>");
    const auto line = [&](const QString& name, const QString& value) {
        if (!value.isEmpty()) html += QStringLiteral("<tr><td>%1</td><td>%2</td></tr>").arg(name, value);
    };
    if (spec.choices.empty()) line(QObject::tr("Allowed"), plain(describeRange(spec)));
    line(QObject::tr("Default"), displayValue(spec, spec.defaultValue).toHtmlEscaped());
    line(QObject::tr("Unit"), plain(spec.unit));
    line(QObject::tr("Source"), plain(spec.source));
    line(QObject::tr("Key"), QStringLiteral("<code>%1</code>").arg(plain(spec.key)));
    return html + QStringLiteral("</table>");
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/parameter_editor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QWheelEvent>
#include <cmath>

#include "core/base/error.h"

namespace exitlab {

namespace {

/// Largest double below which every whole number is exact.
constexpr double kExactIntegers = 9007199254740992.0;

QString fromUtf8(const std::string& text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

QString numberText(const Json& value) {
    if (value.is_number_unsigned()) return QString::number(value.get<std::uint64_t>());
    if (value.is_number_integer()) return QString::number(value.get<std::int64_t>());
    if (value.is_number()) return QString::number(value.get<double>(), 'g', QLocale::FloatingPointShortest);
    return fromUtf8(value.dump());
}

/// "1e3" means 1000 also where a whole number is asked for.
Json parseTyped(const ParameterSpec& spec, const QString& text) {
    const QString trimmed = text.trimmed();
    if (spec.type == ParameterType::Integer) {
        bool whole = false;
        const qlonglong integer = trimmed.toLongLong(&whole);
        if (whole) return Json(std::int64_t{integer});
        bool number = false;
        const double real = QLocale::c().toDouble(trimmed, &number);
        if (number && std::floor(real) == real && std::abs(real) < kExactIntegers)
            return Json(static_cast<std::int64_t>(real));
    }
    return parseValue(spec, trimmed.toStdString());
}

EditorReading readText(const ParameterSpec& spec, const QString& text) {
    if (text.trimmed().isEmpty() && spec.type != ParameterType::Text)
        return {std::nullopt, QObject::tr("Expected a %1.").arg(fromUtf8(describeRange(spec)))};
    try {
        Json value = parseTyped(spec, text);
        const QString problem = fromUtf8(validate(spec, value));
        if (!problem.isEmpty()) return {std::nullopt, problem};
        return {std::move(value), {}};
    } catch (const Error&) {
        // The row names the setting already, so only what is wrong and what would be right is said here.
        return {std::nullopt, QObject::tr("Expected %1, found \"%2\".").arg(fromUtf8(describeRange(spec)), text)};
    }
}

class NumberEditor : public ParameterEditor {
  public:
    NumberEditor(const ParameterSpec& spec, QWidget* parent)
        : ParameterEditor(spec, parent), field_(new NumberField(spec, parent)) {
        connect(field_, &NumberField::edited, this, &ParameterEditor::edited);
        connect(field_, &QAbstractSpinBox::editingFinished, this, [this] {
            if (const EditorReading now = read(); now.value) field_->setText(numberText(*now.value));
        });
    }
    QWidget* control() const override { return field_; }
    EditorReading read() const override { return readText(spec(), field_->text()); }
    void write(const Json& value) override {
        if (const EditorReading now = read(); now.value && *now.value == value) return;
        field_->setText(numberText(value));
    }

  private:
    NumberField* field_;
};

class SafeComboBox : public QComboBox {
  public:
    explicit SafeComboBox(QWidget* parent) : QComboBox(parent) {
        setFocusPolicy(Qt::StrongFocus);
        setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        setMinimumContentsLength(12);
    }

  protected:
    void wheelEvent(QWheelEvent* event) override { hasFocus() ? QComboBox::wheelEvent(event) : event->ignore(); }
};

class ChoiceEditor : public ParameterEditor {
  public:
    ChoiceEditor(const ParameterSpec& spec, QWidget* parent)
        : ParameterEditor(spec, parent), box_(new SafeComboBox(parent)) {
        for (const ParameterChoice& choice : spec.choices) {
            box_->addItem(fromUtf8(choice.label.empty() ? choice.value : choice.label), fromUtf8(choice.value));
            box_->setItemData(box_->count() - 1, fromUtf8(choice.help), Qt::ToolTipRole);
        }
        connect(box_, &QComboBox::currentIndexChanged, this, &ParameterEditor::edited);
    }
    QWidget* control() const override { return box_; }
    EditorReading read() const override {
        if (box_->currentIndex() < 0)
            return {std::nullopt, QObject::tr("Choose %1.").arg(fromUtf8(describeRange(spec())))};
        return {Json(box_->currentData().toString().toStdString()), {}};
    }
    void write(const Json& value) override {
        const QSignalBlocker quiet(box_);
        box_->setCurrentIndex(value.is_string() ? box_->findData(fromUtf8(value.get<std::string>())) : -1);
    }
    QString hint() const override {
        const QString chosen = box_->currentData(Qt::ToolTipRole).toString();
        return chosen.isEmpty() ? ParameterEditor::hint() : chosen;
    }

  private:
    SafeComboBox* box_;
};

class BooleanEditor : public ParameterEditor {
  public:
    BooleanEditor(const ParameterSpec& spec, QWidget* parent)
        : ParameterEditor(spec, parent), box_(new QCheckBox(parent)) {
        showWord();
        connect(box_, &QCheckBox::toggled, this, [this] {
            showWord();
            Q_EMIT edited();
        });
    }
    QWidget* control() const override { return box_; }
    EditorReading read() const override { return {Json(box_->isChecked()), {}}; }
    void write(const Json& value) override {
        const QSignalBlocker quiet(box_);
        box_->setChecked(value.is_boolean() && value.get<bool>());
        showWord();
    }

  private:
    void showWord() { box_->setText(box_->isChecked() ? QObject::tr("On") : QObject::tr("Off")); }
    QCheckBox* box_;
};

class TextEditor : public ParameterEditor {
  public:
    TextEditor(const ParameterSpec& spec, QWidget* parent)
        : ParameterEditor(spec, parent), edit_(new QLineEdit(parent)) {
        connect(edit_, &QLineEdit::textEdited, this, &ParameterEditor::edited);
    }
    QWidget* control() const override { return edit_; }
    EditorReading read() const override { return readText(spec(), edit_->text()); }
    void write(const Json& value) override {
        const QString text = value.is_string() ? fromUtf8(value.get<std::string>()) : fromUtf8(value.dump());
        if (text != edit_->text()) edit_->setText(text);
    }

  private:
    QLineEdit* edit_;
};

}  // namespace

QString displayValue(const ParameterSpec& spec, const Json& value) {
    switch (spec.type) {
        case ParameterType::Boolean:
            return value.is_boolean() && value.get<bool>() ? QObject::tr("on") : QObject::tr("off");
        case ParameterType::Choice:
            for (const ParameterChoice& choice : spec.choices)
                if (value.is_string() && choice.value == value.get<std::string>())
                    return fromUtf8(choice.label.empty() ? choice.value : choice.label);
            return fromUtf8(value.dump());
        case ParameterType::Text:
            return value.is_string() ? fromUtf8(value.get<std::string>()) : fromUtf8(value.dump());
        case ParameterType::Integer:
        case ParameterType::Real:
            return numberText(value);
    }
    return {};
}

QString ParameterEditor::hint() const { return fromUtf8(spec_.help); }

ParameterEditor* makeEditor(const ParameterSpec& spec, QWidget* parent) {
    ParameterEditor* editor = nullptr;
    switch (spec.type) {
        case ParameterType::Integer:
        case ParameterType::Real:
            editor = new NumberEditor(spec, parent);
            break;
        case ParameterType::Boolean:
            editor = new BooleanEditor(spec, parent);
            break;
        case ParameterType::Choice:
            editor = new ChoiceEditor(spec, parent);
            break;
        case ParameterType::Text:
            editor = new TextEditor(spec, parent);
            break;
    }
    editor->control()->setObjectName(fromUtf8(spec.key));
    return editor;
}

NumberField::NumberField(const ParameterSpec& spec, QWidget* parent) : QAbstractSpinBox(parent), spec_(spec) {
    setFocusPolicy(Qt::StrongFocus);
    setAccelerated(true);
    setKeyboardTracking(true);
    unit_ = new QLabel(fromUtf8(spec.unit), lineEdit());
    unit_->setAttribute(Qt::WA_TransparentForMouseEvents);
    unit_->setForegroundRole(QPalette::PlaceholderText);
    unit_->setVisible(!spec.unit.empty());
    lineEdit()->installEventFilter(this);
    connect(lineEdit(), &QLineEdit::textEdited, this, &NumberField::edited);
    placeUnit();
}

void NumberField::setText(const QString& text) {
    if (text != lineEdit()->text()) lineEdit()->setText(text);
}

// The field never refuses a key: what is typed may be wrong for a moment, and the row says so.
QValidator::State NumberField::validate(QString&, int&) const { return QValidator::Acceptable; }

void NumberField::stepBy(int steps) {
    bool number = false;
    double value = QLocale::c().toDouble(lineEdit()->text().trimmed(), &number);
    if (!number) return;
    if (spec_.type == ParameterType::Integer) {
        value += steps * std::max(1.0, std::round(spec_.step.value_or(1)));
    } else if (spec_.step) {
        value += steps * *spec_.step;
    } else {
        // Without a step: one unit of the leading digit, so that 0.003 and 3000 are both stepped usefully.
        const double size = std::abs(value);
        double digit = size == 0 ? 0.1 : std::pow(10.0, std::floor(std::log10(size) + 1e-12));
        const bool towardsZero = (steps < 0) == (value > 0);
        if (towardsZero && size != 0 && size < digit * 1.5) digit /= 10;
        value += steps * digit;
    }
    if (spec_.minimum && (spec_.exclusiveMinimum ? value <= *spec_.minimum : value < *spec_.minimum)) {
        if (spec_.exclusiveMinimum) return;
        value = *spec_.minimum;
    }
    if (spec_.maximum) value = std::min(value, *spec_.maximum);
    // Twelve digits remove the noise of binary fractions (0.1 + 0.2).
    setText(spec_.type == ParameterType::Integer
                ? QString::number(std::int64_t(value))
                : QString::number(QString::number(value, 'g', 12).toDouble(), 'g', QLocale::FloatingPointShortest));
    selectAll();
    Q_EMIT edited();
}

QAbstractSpinBox::StepEnabled NumberField::stepEnabled() const {
    bool number = false;
    const double value = QLocale::c().toDouble(lineEdit()->text().trimmed(), &number);
    if (!number) return StepNone;
    StepEnabled enabled = StepNone;
    if (!spec_.maximum || value < *spec_.maximum) enabled |= StepUpEnabled;
    if (!spec_.minimum || value > *spec_.minimum) enabled |= StepDownEnabled;
    return enabled;
}

void NumberField::wheelEvent(QWheelEvent* event) { hasFocus() ? QAbstractSpinBox::wheelEvent(event) : event->ignore(); }

QSize NumberField::sizeHint() const {
    const int digits = fontMetrics().horizontalAdvance(QStringLiteral("0.000000000"));
    return {digits + unit_->sizeHint().width() + 2 * fontMetrics().height(),
            QAbstractSpinBox::sizeHint().expandedTo({0, 24}).height()};
}

bool NumberField::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize || event->type() == QEvent::FontChange) placeUnit();
    return QAbstractSpinBox::eventFilter(watched, event);
}

void NumberField::placeUnit() {
    if (spec_.unit.empty()) return;
    const QSize size = unit_->sizeHint();
    const int gap = fontMetrics().horizontalAdvance(QLatin1Char(' '));
    unit_->setGeometry(lineEdit()->width() - size.width() - gap, (lineEdit()->height() - size.height()) / 2,
                       size.width(), size.height());
    lineEdit()->setTextMargins(0, 0, size.width() + 2 * gap, 0);
}

}  // namespace exitlab

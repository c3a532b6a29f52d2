// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/outline_style.h"

#include <QPainter>
#include <QStyleOption>

#include "widgets/theme/theme.h"

namespace exitlab {

namespace {

/// One pixel along the edge of `rect`; what has the focus keeps Fusion's own mark.
void drawOutline(QPainter* painter, const QRect& rect, QStyle::State state, double radius) {
    if (state & QStyle::State_HasFocus) return;
    const ThemeColours& colours = Theme::instance().colours();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(state & QStyle::State_Enabled ? colours.outline : colours.line, 1));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter->restore();
}

constexpr double kFieldRadius = 2;

}  // namespace

OutlineStyle::OutlineStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

void OutlineStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                 const QWidget* widget) const {
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (element == PE_FrameLineEdit || element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck)
        drawOutline(painter, option->rect, option->state & ~State_HasFocus, kFieldRadius);
    else if (element == PE_IndicatorRadioButton)
        drawOutline(painter, option->rect, option->state & ~State_HasFocus, option->rect.height() / 2.0);
}

void OutlineStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                      const QWidget* widget) const {
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control == CC_SpinBox) {
        if (const auto* box = qstyleoption_cast<const QStyleOptionSpinBox*>(option); box && box->frame)
            drawOutline(painter, option->rect, option->state, kFieldRadius);
    } else if (control == CC_ComboBox) {
        if (const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option); box && box->frame)
            drawOutline(painter, option->rect, option->state, kFieldRadius);
    }
}

int OutlineStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                            QStyleHintReturn* data) const {
    // Qt's pictures on OK and Cancel are of another family than ours.
    if (hint == SH_DialogButtonBox_ButtonsHaveIcons) return 0;
    return QProxyStyle::styleHint(hint, option, widget, data);
}

}  // namespace exitlab

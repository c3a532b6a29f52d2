// SPDX-License-Identifier: GPL-3.0-or-later
// Fusion with borders of controls that can be seen in both themes: it derives them from the window's colour, darker,
// which on a dark window is nothing.
#pragma once

#include <QProxyStyle>

namespace exitlab {

class OutlineStyle : public QProxyStyle {
    Q_OBJECT

  public:
    OutlineStyle();
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override;
};

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/elided_label.h"

#include <QPainter>

#include "widgets/theme/theme.h"

namespace exitlab {

ElidedLabel::ElidedLabel(QWidget* parent) : QWidget(parent) {
    setFont(Theme::font(type::small));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString& text) {
    if (text == text_) return;
    text_ = text;
    setAccessibleName(text);
    updateTip();
    update();
}

void ElidedLabel::setIcon(const QIcon& icon) {
    icon_ = icon;
    update();
}

int ElidedLabel::iconWidth() const { return icon_.isNull() ? 0 : fontMetrics().height() + space::half; }

QSize ElidedLabel::sizeHint() const {
    return {fontMetrics().horizontalAdvance(text_) + iconWidth(), fontMetrics().height() + 2};
}

QSize ElidedLabel::minimumSizeHint() const { return {0, fontMetrics().height() + 2}; }

void ElidedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const int left = iconWidth();
    if (left > 0) {
        const int size = fontMetrics().height();
        icon_.paint(&painter, QRect(0, (height() - size) / 2, size, size));
    }
    painter.setPen(palette().color(QPalette::WindowText));
    const QString shown = fontMetrics().elidedText(text_, Qt::ElideRight, width() - left);
    painter.drawText(QRect(left, 0, width() - left, height()), Qt::AlignLeft | Qt::AlignVCenter, shown);
}

void ElidedLabel::resizeEvent(QResizeEvent* event) {
    updateTip();
    QWidget::resizeEvent(event);
}

/// The whole text on hover, only where it does not fit.
void ElidedLabel::updateTip() {
    const bool fits = fontMetrics().horizontalAdvance(text_) + iconWidth() <= width();
    setToolTip(fits ? QString() : QStringLiteral("<p>%1</p>").arg(text_.toHtmlEscaped()));
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include "widgets/design/network_pane.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace exitlab {

namespace {
constexpr qreal kStageHeight = 40, kStem = 16, kHeadHeight = 40, kBar = 6;
constexpr qreal kWidestBox = 140;
}  // namespace

NetworkDiagram::NetworkDiagram(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("networkDiagram"));
    setAccessibleName(tr("Diagram of the network"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void NetworkDiagram::setCost(const CostReport& cost) {
    exits_ = cost.exits;
    QStringList words;
    for (std::size_t k = 0; k < exits_.size(); ++k)
        words << tr("exit %1 after %2 at %3 of the full cost")
                     .arg(k + 1)
                     .arg(QString::fromStdString(exits_[k].stage), formatPercent(exits_[k].share, 0));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    update();
}

QSize NetworkDiagram::sizeHint() const {
    return {400, int(kStageHeight + kStem + kHeadHeight + kBar) + 2 * space::half};
}

QSize NetworkDiagram::minimumSizeHint() const { return {160, sizeHint().height()}; }

QRectF NetworkDiagram::stageBox(int exit) const {
    const qreal count = qreal(std::max<std::size_t>(1, exits_.size()));
    const qreal gap = space::wide;
    const qreal input = 0;
    const qreal box = std::min(kWidestBox, (width() - input - gap * (count - 1) - 2) / count);
    return {1 + input + exit * (box + gap), 1, box, kStageHeight};
}

QRectF NetworkDiagram::headBox(int exit) const {
    QRectF box = stageBox(exit);
    box.moveTop(box.bottom() + kStem);
    box.setHeight(kHeadHeight);
    return box;
}

void NetworkDiagram::paintEvent(QPaintEvent*) {
    const ThemeColours& colours = Theme::instance().colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont word = Theme::font(type::small, QFont::DemiBold), number = Theme::numbers(type::small);
    const auto boxText = [&](const QRectF& box, const QColor& colour, const QString& first, const QString& second) {
        const QRectF inside = box.adjusted(space::half, space::half, -space::half, -space::half);
        painter.setPen(colour);
        painter.setFont(word);
        painter.drawText(inside, Qt::AlignHCenter | Qt::AlignTop,
                         painter.fontMetrics().elidedText(first, Qt::ElideRight, int(inside.width())));
        painter.setFont(number);
        painter.drawText(inside, Qt::AlignHCenter | Qt::AlignBottom,
                         painter.fontMetrics().elidedText(second, Qt::ElideRight, int(inside.width())));
    };
    const int count = int(exits_.size());
    for (int k = 0; k < count; ++k) {
        const ExitCost& exit = exits_[std::size_t(k)];
        const QRectF stage = stageBox(k), head = headBox(k);
        const QColor depth = exitColour(colours, k, count);
        painter.setPen(QPen(colours.outline, 1.5));
        if (k > 0) {
            const QRectF before = stageBox(k - 1);
            painter.drawLine(QPointF(before.right(), before.center().y()), QPointF(stage.left(), stage.center().y()));
        }
        painter.drawLine(QPointF(stage.center().x(), stage.bottom()), QPointF(head.center().x(), head.top()));
        painter.setPen(QPen(colours.outline, 1));
        painter.setBrush(colours.panel);
        painter.drawRoundedRect(stage, space::radius, space::radius);
        boxText(stage, colours.text, QString::fromStdString(exit.stage),
                tr("%1 par.").arg(formatNumber(double(exit.stageParameters), 3)));
        painter.setPen(Qt::NoPen);
        painter.setBrush(depth);
        painter.drawRoundedRect(head, space::radius, space::radius);
        boxText(head, readableOn(depth), tr("Exit %1").arg(k + 1), tr("%1 of cost").arg(formatPercent(exit.share, 0)));
        const QRectF bar(head.left(), head.bottom() + 2, head.width(), kBar - 2);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.line);
        painter.drawRect(bar);
        painter.setBrush(depth);
        painter.drawRect(QRectF(bar.left(), bar.top(), bar.width() * std::clamp(exit.share, 0.0, 1.0), bar.height()));
    }
}

bool NetworkDiagram::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (int k = 0; k < int(exits_.size()); ++k) {
        const ExitCost& exit = exits_[std::size_t(k)];
        if (stageBox(k).contains(help->pos())) {
            QToolTip::showText(
                help->globalPos(),
                tr("%1: %2 parameters").arg(QString::fromStdString(exit.stage), formatCount(exit.stageParameters)));
            return true;
        }
        if (headBox(k).contains(help->pos())) {
            QToolTip::showText(help->globalPos(),
                               tr("Exit %1: %2 parameters in its head, %3 MACs from the input to here")
                                   .arg(k + 1)
                                   .arg(formatCount(exit.headParameters), formatCount(exit.cumulativeMacs)));
            return true;
        }
    }
    QToolTip::hideText();
    return true;
}

}  // namespace exitlab

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
constexpr qreal kTier = 20, kTierGap = 4;
}  // namespace

NetworkDiagram::NetworkDiagram(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("networkDiagram"));
    setAccessibleName(tr("Diagram of the network"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void NetworkDiagram::setCost(const CostReport& cost) {
    exits_ = cost.exits;
    tiers_ = cost.subModels;
    QStringList words;
    for (std::size_t k = 0; k < exits_.size(); ++k)
        words << tr("exit %1 after %2 at %3 of the full cost")
                     .arg(k + 1)
                     .arg(QString::fromStdString(exits_[k].stage), formatPercent(exits_[k].share, 0));
    for (int tier = 0; tier < int(tiers_.size()); ++tier) words << tierWords(tier);
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize NetworkDiagram::sizeHint() const {
    const qreal tiers = tiers_.empty() ? 0 : space::grid + qreal(tiers_.size()) * (kTier + kTierGap);
    return {400, int(kStageHeight + kStem + kHeadHeight + kBar + tiers) + 2 * space::half};
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

QRectF NetworkDiagram::tierBar(int tier) const {
    const int last = std::clamp(tiers_[std::size_t(tier)].exits - 1, 0, std::max(0, int(exits_.size()) - 1));
    const QRectF first = headBox(0), end = headBox(last);
    return {first.left(), first.bottom() + kBar + space::grid + tier * (kTier + kTierGap), end.right() - first.left(),
            kTier};
}

QString NetworkDiagram::tierWords(int tier) const {
    const SubModelCost& part = tiers_[std::size_t(tier)];
    const QString width = formatPercent(part.width, 0);
    return part.width < 1 ? tr("Tier %1: %n client(s), %2 of the width", nullptr, part.clients).arg(tier + 1).arg(width)
                          : tr("Tier %1: %n client(s)", nullptr, part.clients).arg(tier + 1);
}

void NetworkDiagram::paintTiers(QPainter& painter) const {
    const ThemeColours& colours = Theme::instance().colours();
    painter.setFont(Theme::font(type::small));
    for (int tier = 0; tier < int(tiers_.size()); ++tier) {
        const QRectF bar = tierBar(tier);
        painter.setPen(QPen(colours.outline, 1));
        painter.setBrush(colours.raised);
        // As thick as its share of the channels, so that narrowed networks are seen to be narrow.
        const qreal thick = std::max(4.0, bar.height() * tiers_[std::size_t(tier)].width);
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width(), thick), space::radius / 2.0,
                                space::radius / 2.0);
        painter.setPen(colours.text);
        const QString words = tierWords(tier);
        // Inside where it fits, otherwise beside a bar that ends early.
        const bool inside = painter.fontMetrics().horizontalAdvance(words) + 2 * space::grid < bar.width() &&
                            thick >= painter.fontMetrics().height();
        const QRectF room =
            inside ? bar.adjusted(space::grid, 0, -space::grid, 0)
                   : QRectF(bar.right() + space::grid, bar.top(), width() - bar.right() - space::grid, bar.height());
        const QRectF under = room.width() > 6 * space::grid ? room : bar.adjusted(space::grid, 0, 0, 0);
        painter.drawText(under, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(words, Qt::ElideRight, int(under.width())));
    }
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
    paintTiers(painter);
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
            QToolTip::showText(
                help->globalPos(),
                tr("Exit %1: %2 parameters in its head, %3 MACs from the input to here; what it adds "
                   "costs %4 up and %5 down per client and round")
                    .arg(k + 1)
                    .arg(formatCount(exit.headParameters), formatCount(exit.cumulativeMacs),
                         formatBytes(double(exit.uplinkBytes)), formatBytes(double(exit.downlinkBytes))));
            return true;
        }
    }
    for (int tier = 0; tier < int(tiers_.size()); ++tier)
        if (tierBar(tier).contains(help->pos())) {
            const SubModelCost& part = tiers_[std::size_t(tier)];
            QToolTip::showText(
                help->globalPos(),
                tr("%1. Each holds %2 parameters in %n exit(s), sends %3 and receives %4 in a round.", nullptr,
                   part.exits)
                    .arg(tierWords(tier), formatCount(part.parameters), formatBytes(double(part.uplinkBytes)),
                         formatBytes(double(part.downlinkBytes))));
            return true;
        }
    QToolTip::hideText();
    return true;
}

}  // namespace exitlab

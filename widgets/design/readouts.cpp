// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/design/readouts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "widgets/theme/theme.h"

namespace exitlab {

Readouts::Readouts(QWidget* parent) : QWidget(parent) {
    row_ = new QHBoxLayout(this);
    row_->setContentsMargins(0, 0, 0, 0);
    row_->setSpacing(3 * space::grid);
    row_->addStretch(1);
}

void Readouts::setValues(const std::vector<Value>& values) {
    while (cells_.size() < values.size()) {
        auto* column = new QVBoxLayout;
        column->setSpacing(0);
        Cell cell{new QLabel(this), new QLabel(this)};
        makeCaption(cell.caption);
        cell.text->setFont(Theme::numbers(type::heading));
        cell.text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(cell.caption);
        column->addWidget(cell.text);
        row_->insertLayout(int(cells_.size()), column);
        cells_.push_back(cell);
    }
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const bool used = i < values.size();
        cells_[i].caption->setVisible(used);
        cells_[i].text->setVisible(used);
        if (!used) continue;
        cells_[i].caption->setText(values[i].caption);
        cells_[i].text->setText(values[i].text);
        cells_[i].text->setAccessibleName(QStringLiteral("%1: %2").arg(values[i].caption, values[i].text));
        for (QLabel* label : {cells_[i].caption, cells_[i].text})
            label->setToolTip(values[i].toolTip.isEmpty()
                                  ? QString()
                                  : QStringLiteral("<p>%1</p>").arg(values[i].toolTip.toHtmlEscaped()));
    }
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/design/branch_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "widgets/theme/theme.h"

namespace exitlab {

BranchBar::BranchBar(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("branchBar"));
    setAutoFillBackground(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::wide, space::half, space::grid, space::half);
    row->setSpacing(space::grid);
    auto* mark = new QLabel(this);
    mark->setPixmap(icon(QStringLiteral("branch")).pixmap(space::iconSmall, space::iconSmall));
    words_ = new QLabel(this);
    words_->setObjectName(QStringLiteral("branchWords"));
    auto* cancel = new QPushButton(tr("Cancel branch"), this);
    cancel->setObjectName(QStringLiteral("cancelBranch"));
    cancel->setToolTip(tr("Leave the run as it is and go back to the settings before"));
    connect(cancel, &QPushButton::clicked, this, &BranchBar::cancelled);
    row->addWidget(mark);
    row->addWidget(words_, 1);
    row->addWidget(cancel);
    paintFrame();
    hide();
}

void BranchBar::setBranch(std::int64_t run, int round) {
    words_->setText(
        tr("Branch of run %1 from round %2: change one thing, then Start. Data, model, seed and method stay "
           "as they are.")
            .arg(run)
            .arg(round));
    setAccessibleName(words_->text());
    show();
}

void BranchBar::paintFrame() {
    QPalette colours = palette();
    const QColor wanted = Theme::instance().colours().selection;
    if (colours.color(QPalette::Window) == wanted) return;
    colours.setColor(QPalette::Window, wanted);
    setPalette(colours);
}

void BranchBar::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) paintFrame();
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/banner.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QTime>
#include <QToolButton>

#include "widgets/theme/theme.h"

namespace exitlab {

namespace {
constexpr qsizetype kMostDetails = 100;
}  // namespace

Banner::Banner(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("banner"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::wide, space::half, space::grid, space::half);
    column->setSpacing(space::half);
    auto* row = new QHBoxLayout;
    icon_ = new QLabel(this);
    icon_->setPixmap(icon(QStringLiteral("error"), &ThemeColours::error).pixmap(space::iconSmall));
    text_ = new QLabel(this);
    text_->setObjectName(QStringLiteral("bannerText"));
    text_->setTextFormat(Qt::PlainText);
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    more_ = new QToolButton(this);
    more_->setObjectName(QStringLiteral("bannerDetails"));
    more_->setText(tr("Details"));
    more_->setToolTip(tr("Show what exactly happened"));
    more_->setCheckable(true);
    more_->setAutoRaise(true);
    auto* close = new QToolButton(this);
    close->setObjectName(QStringLiteral("bannerClose"));
    close->setIcon(icon(QStringLiteral("close")));
    close->setToolTip(tr("Dismiss"));
    close->setAccessibleName(tr("Dismiss the message"));
    close->setAutoRaise(true);
    row->addWidget(icon_);
    row->addSpacing(space::half);
    row->addWidget(text_, 1);
    row->addWidget(more_);
    row->addWidget(close);
    column->addLayout(row);
    list_ = new QPlainTextEdit(this);
    list_->setReadOnly(true);
    list_->setAccessibleName(tr("Details of the messages"));
    list_->setFixedHeight(12 * space::grid);
    list_->hide();
    column->addWidget(list_);
    connect(more_, &QToolButton::toggled, list_, &QWidget::setVisible);
    connect(close, &QToolButton::clicked, this, &Banner::dismiss);
    connect(&Theme::instance(), &Theme::changed, this,
            [this] { icon_->setPixmap(icon(QStringLiteral("error"), &ThemeColours::error).pixmap(space::iconSmall)); });
    hide();
}

void Banner::add(const QString& message, const QString& details) {
    ++count_;
    text_->setText(count_ == 1 ? message : tr("%1 (and %n more)", nullptr, count_ - 1).arg(message));
    const QString line = details.isEmpty() ? message : message + u'\n' + details;
    details_ << QTime::currentTime().toString(QStringLiteral("HH:mm:ss  ")) + line;
    while (details_.size() > kMostDetails) details_.removeFirst();
    list_->setPlainText(details_.join(u'\n'));
    more_->setVisible(count_ > 1 || !details.isEmpty());
    setAccessibleName(text_->text());
    show();
}

void Banner::dismiss() {
    count_ = 0;
    details_.clear();
    more_->setChecked(false);
    hide();
}

QString Banner::text() const { return text_->text(); }

void Banner::paintEvent(QPaintEvent*) {
    const ThemeColours& colours = Theme::instance().colours();
    QPainter painter(this);
    QColor tint = colours.error;
    tint.setAlphaF(0.12f);
    painter.fillRect(rect(), tint);
    painter.fillRect(QRect(0, 0, 3, height()), colours.error);
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
// A line of text that never asks for more width than it gets: the middle of a form must not push the window open.
#pragma once

#include <QIcon>
#include <QWidget>

namespace exitlab {

class ElidedLabel : public QWidget {
    Q_OBJECT

  public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    void setText(const QString& text);
    QString text() const { return text_; }
    void setIcon(const QIcon& icon);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    int iconWidth() const;
    void updateTip();

    QString text_;
    QIcon icon_;
};

}  // namespace exitlab

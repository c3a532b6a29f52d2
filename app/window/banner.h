// SPDX-License-Identifier: GPL-3.0-or-later
// One line at the top of the window for what went wrong. A flood becomes a count; details are behind a disclosure.
#pragma once

#include <QFrame>
#include <QStringList>

class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace exitlab {

class Banner : public QFrame {
    Q_OBJECT

  public:
    explicit Banner(QWidget* parent = nullptr);
    void add(const QString& message, const QString& details = {});
    void dismiss();
    int count() const { return count_; }
    QString text() const;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    int count_ = 0;
    QStringList details_;
    QLabel* icon_ = nullptr;
    QLabel* text_ = nullptr;
    QToolButton* more_ = nullptr;
    QPlainTextEdit* list_ = nullptr;
};

}  // namespace exitlab

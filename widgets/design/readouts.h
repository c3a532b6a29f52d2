// SPDX-License-Identifier: GPL-3.0-or-later
// A row of numbers with captions, as on the front of an instrument.
#pragma once

#include <QWidget>
#include <vector>

class QHBoxLayout;
class QLabel;

namespace exitlab {

class Readouts : public QWidget {
    Q_OBJECT

  public:
    struct Value {
        QString caption;
        QString text;
        QString toolTip;  ///< full precision; plain text
    };

    explicit Readouts(QWidget* parent = nullptr);
    void setValues(const std::vector<Value>& values);

  private:
    struct Cell {
        QLabel* caption;
        QLabel* text;
    };
    QHBoxLayout* row_ = nullptr;
    std::vector<Cell> cells_;
};

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
// What the run will take: memory by part, traffic, and after a short probe on this machine the time.
#pragma once

#include <QWidget>

#include "core/federation/forecast.h"

class QLabel;
class QPushButton;
class QStackedLayout;

namespace exitlab {

class Readouts;

class ForecastPane : public QWidget {
    Q_OBJECT

  public:
    explicit ForecastPane(QWidget* parent = nullptr);
    void setForecast(const Forecast& forecast);
    /// In words why there is none.
    void setError(const QString& reason);
    /// The settings changed: the numbers shown are of others.
    void setPending();
    /// A probe is going on.
    void setProbing(bool probing);
    /// Whether the numbers shown are of the present settings, and the time is among them.
    bool isComplete() const { return current_ && hasTime_; }
    bool isProbing() const { return probing_; }

  Q_SIGNALS:
    /// Train a few batches now to learn the time, or stop doing so.
    void probeRequested();
    void cancelRequested();

  private:
    void showButton();
    QString table(const Forecast& forecast) const;

    bool current_ = false, hasTime_ = false, probing_ = false;
    QStackedLayout* stack_ = nullptr;
    QLabel *message_ = nullptr, *state_ = nullptr, *details_ = nullptr;
    Readouts* readouts_ = nullptr;
    QPushButton* probe_ = nullptr;
};

}  // namespace exitlab

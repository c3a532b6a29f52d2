// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/design/forecast_pane.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedLayout>

#include "widgets/design/readouts.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace exitlab {

ForecastPane::ForecastPane(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("forecastPane"));
    message_ = new QLabel(tr("Memory, traffic and time of the run appear here."), this);
    message_->setObjectName(QStringLiteral("forecastMessage"));
    message_->setAlignment(Qt::AlignCenter);
    message_->setWordWrap(true);
    message_->setMargin(space::wide);
    message_->setTextFormat(Qt::PlainText);
    message_->setForegroundRole(QPalette::PlaceholderText);
    auto* area = new QScrollArea(this);
    area->setAccessibleName(tr("Forecast"));
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    auto* content = new QWidget(area);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(space::grid, space::grid, space::grid, space::grid);
    column->setSpacing(space::wide);
    readouts_ = new Readouts(content);
    column->addWidget(readouts_);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::grid);
    probe_ = new QPushButton(content);
    probe_->setObjectName(QStringLiteral("probeTime"));
    state_ = new QLabel(content);
    state_->setObjectName(QStringLiteral("forecastState"));
    makeCaption(state_);
    row->addWidget(probe_);
    row->addWidget(state_, 1);
    column->addLayout(row);
    details_ = new QLabel(content);
    details_->setObjectName(QStringLiteral("forecastDetails"));
    details_->setTextFormat(Qt::RichText);
    details_->setWordWrap(true);
    details_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(details_);
    column->addStretch(1);
    area->setWidget(content);
    stack_ = new QStackedLayout(this);
    stack_->addWidget(message_);
    stack_->addWidget(area);
    connect(probe_, &QPushButton::clicked, this, [this] {
        if (probing_)
            Q_EMIT cancelRequested();
        else
            Q_EMIT probeRequested();
    });
    showButton();
}

void ForecastPane::showButton() {
    probe_->setText(probing_ ? tr("Stop the probe") : tr("Measure the time"));
    probe_->setIcon(icon(probing_ ? QStringLiteral("stop") : QStringLiteral("run")));
    probe_->setToolTip(probing_
                           ? tr("End the probe; nothing of it is kept")
                           : tr("Train and test a few batches on this machine, about a second, to learn the time"));
    if (probing_)
        state_->setText(tr("A few batches are being trained"));
    else if (!current_)
        state_->setText(tr("Updating"));
    else if (!hasTime_)
        state_->setText(tr("The time is measured by a short probe when this page is at rest."));
    else
        state_->setText({});
}

void ForecastPane::setForecast(const Forecast& forecast) {
    current_ = true;
    hasTime_ = forecast.time.has_value();
    const QString unknown = QStringLiteral("–");
    const auto bytes = [](double value) { return formatBytes(value); };
    const auto exact = [](std::int64_t value) { return tr("%1 B").arg(formatCount(value)); };
    readouts_->setValues(
        {{tr("Memory"), bytes(double(forecast.memory.total())),
          tr("%1 B; the program itself takes about 200 MB besides").arg(formatCount(forecast.memory.total()))},
         {tr("Up in total"), bytes(double(forecast.traffic.upTotal)), exact(forecast.traffic.upTotal)},
         {tr("Down in total"), bytes(double(forecast.traffic.downTotal)), exact(forecast.traffic.downTotal)},
         {tr("A round"), hasTime_ ? formatDuration(forecast.time->perRound) : unknown,
          tr("Wall time of a round on this machine, tests included")},
         {tr("The whole run"), hasTime_ ? formatDuration(forecast.time->total) : unknown,
          tr("Extrapolated from a short probe on this machine")}});
    details_->setText(table(forecast));
    stack_->setCurrentIndex(1);
    showButton();
}

QString ForecastPane::table(const Forecast& forecast) const {
    QString html;
    const auto head = [&](const QString& title, const QString& value) {
        html += QStringLiteral("<tr><th align='left'>%1</th><th align='right'>&nbsp;&nbsp;%2</th><th></th></tr>")
                    .arg(title, value);
    };
    const auto line = [&](const QString& name, const QString& value, const QString& note = {}) {
        html += QStringLiteral("<tr><td>%1</td><td align='right'>&nbsp;&nbsp;%2</td><td>&nbsp;&nbsp;%3</td></tr>")
                    .arg(name, value, note);
    };
    const auto bytes = [](double value) { return formatBytes(value); };
    const MemoryForecast& memory = forecast.memory;
    html += QStringLiteral("<table cellspacing='0' cellpadding='3'>");
    head(tr("Memory"), bytes(double(memory.total())));
    line(tr("Data set"), bytes(double(memory.data)), tr("once"));
    line(tr("Workers"), bytes(double(memory.workers)),
         tr("%n network(s) with a batch each", nullptr, forecast.workers));
    line(tr("Clients"), bytes(double(memory.clients)), tr("what each keeps"));
    line(tr("Server"), bytes(double(memory.server)), tr("common values and copies of them"));
    line(tr("Round"), bytes(double(memory.round)), tr("what a cohort of %1 brings back").arg(forecast.cohort));
    head(tr("Traffic"), tr("per round"));
    line(tr("Up"), bytes(forecast.traffic.upPerRound),
         tr("%1 in %n round(s)", nullptr, forecast.rounds).arg(bytes(double(forecast.traffic.upTotal))));
    line(tr("Down"), bytes(forecast.traffic.downPerRound),
         tr("%1 in %n round(s)", nullptr, forecast.rounds).arg(bytes(double(forecast.traffic.downTotal))));
    if (forecast.time) {
        const TimeForecast& time = *forecast.time;
        head(tr("Time"), tr("seconds"));
        line(tr("Training of a round"), formatNumber(time.training, 3),
             tr("%1 samples per second on %n thread(s)", nullptr, forecast.workers)
                 .arg(formatCount(std::int64_t(time.samplesPerSecond))));
        line(tr("Server of a round"), formatNumber(time.server, 3),
             tr("combining, and its own training if it has any"));
        line(tr("One test"), formatNumber(time.evaluation, 3),
             tr("of %1 samples").arg(formatCount(forecast.testSamples)));
        if (time.conflict > 0)
            line(tr("One measurement"), formatNumber(time.conflict, 3), tr("of the conflict between exits"));
    }
    return html + QStringLiteral("</table>");
}

void ForecastPane::setError(const QString& reason) {
    current_ = hasTime_ = false;
    message_->setText(reason);
    stack_->setCurrentIndex(0);
    showButton();
}

void ForecastPane::setPending() {
    current_ = hasTime_ = false;
    showButton();
}

void ForecastPane::setProbing(bool probing) {
    probing_ = probing;
    showButton();
}

}  // namespace exitlab

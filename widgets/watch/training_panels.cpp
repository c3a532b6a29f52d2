// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/watch/training_panels.h"

#include <QLabel>
#include <QStackedWidget>
#include <algorithm>
#include <limits>
#include <map>

namespace exitlab {
namespace {

QString text(const std::string& s) { return QString::fromStdString(s); }

/// A term named after an exit ("exit 2", "cross-entropy of exit 2") has that exit's colour, like everything of it.
CurveStyle styleOf(const QString& term, int category, int exits) {
    const int exit = depthOf(term);
    return exit >= 0 && exit < exits ? CurveStyle::exit(exit, exits) : CurveStyle::category(category);
}

}  // namespace

LossPanel::LossPanel() : WatchPanel(QStringLiteral("loss"), tr("Loss"), RunHistory::Loss), plot_(new CurvePlot) {
    plot_->setTitle(tr("Terms of the local loss"));
    plot_->setEmptyText(tr("Every named term of the local loss, and their total, appear here after the first round."));
    plot_->setValueAxis(tr("loss"));
    setContent(plot_);
}

void LossPanel::refresh(const RunHistory& history, int) {
    std::vector<Curve> curves;
    curves.push_back({QStringLiteral("total"), tr("total"), CurveStyle::sum(), {}, {}, {}, {}});
    std::map<std::string, std::size_t> places;
    for (const auto& loss : history.losses) {
        curves[0].keys.push_back(loss->round);
        curves[0].values.push_back(loss->total);
        for (std::size_t i = 0; i < loss->terms.size() && i < loss->values.size(); ++i) {
            const auto [at, fresh] = places.try_emplace(loss->terms[i], curves.size());
            if (fresh) {
                const int index = static_cast<int>(curves.size());
                curves.push_back({QStringLiteral("term/") + text(loss->terms[i]),
                                  text(loss->terms[i]),
                                  styleOf(text(loss->terms[i]), index, history.exits()),
                                  {},
                                  {},
                                  {},
                                  {}});
            }
            curves[at->second].keys.push_back(loss->round);
            curves[at->second].values.push_back(loss->values[i]);
        }
    }
    // One term is its own total.
    if (curves.size() == 2) curves.erase(curves.begin());
    plot_->setCurves(history.losses.empty() ? std::vector<Curve>{} : std::move(curves));
}

RatePanel::RatePanel()
    : WatchPanel(QStringLiteral("rate"), tr("Learning rate"), RunHistory::Loss), plot_(new CurvePlot) {
    plot_->setTitle(tr("Learning rate"));
    plot_->setEmptyText(tr("The learning rate of every round appears here after the first round."));
    plot_->setValueAxis(tr("learning rate"));
    setContent(plot_);
}

void RatePanel::refresh(const RunHistory& history, int) {
    Curve curve{QStringLiteral("rate"), {}, {}, {}, {}, {}, {}};
    for (const auto& loss : history.losses) {
        curve.keys.push_back(loss->round);
        curve.values.push_back(loss->learningRate);
    }
    plot_->setCurves(curve.keys.empty() ? std::vector<Curve>{} : std::vector<Curve>{std::move(curve)});
}

TrafficPanel::TrafficPanel()
    : WatchPanel(QStringLiteral("traffic"), tr("Traffic"), RunHistory::Traffic | RunHistory::Evaluation),
      pages_(new QStackedWidget),
      bars_(new BarPlot),
      curves_(new CurvePlot) {
    what_ = addChoice(tr("What is drawn"), {tr("per round"), tr("cumulative"), tr("accuracy per byte")});
    const QString empty =
        tr("What travels between server and clients, by group of tensors, appears here after the "
           "first round.");
    bars_->setTitle(tr("Traffic of every round"));
    bars_->setEmptyText(empty);
    bars_->setKeyAxis(tr("round"));
    bars_->setValueAxis(tr("← down      up →"), Unit::Bytes);
    bars_->setDirections(tr("up"), tr("down"));
    curves_->setTitle(tr("Traffic so far"));
    curves_->setEmptyText(empty);
    pages_->addWidget(bars_);
    pages_->addWidget(curves_);
    setContent(pages_);
    setFocusProxy(bars_);
}

void TrafficPanel::refresh(const RunHistory& history, int) {
    pages_->setCurrentWidget(what_->currentIndex() == 0 ? static_cast<QWidget*>(bars_) : curves_);
    switch (what_->currentIndex()) {
        case 0:
            showBars(history);
            break;
        case 1:
            showCumulative(history);
            break;
        default:
            showEfficiency(history);
    }
}

void TrafficPanel::showBars(const RunHistory& history) {
    std::vector<double> keys;
    std::vector<std::string> groups;
    for (const auto& t : history.traffic) {
        keys.push_back(t->round);
        for (const std::string& g : t->groups)
            if (std::find(groups.begin(), groups.end(), g) == groups.end()) groups.push_back(g);
    }
    std::vector<BarSeries> series;
    for (const bool below : {false, true})
        for (std::size_t g = 0; g < groups.size(); ++g) {
            BarSeries layer{text(groups[g]), static_cast<int>(g), below, {}};
            for (const auto& t : history.traffic) {
                const auto at = std::find(t->groups.begin(), t->groups.end(), groups[g]);
                const auto i = static_cast<std::size_t>(at - t->groups.begin());
                const auto& bytes = below ? t->down : t->up;
                layer.values.push_back(at == t->groups.end() || i >= bytes.size() ? 0 : static_cast<double>(bytes[i]));
            }
            series.push_back(std::move(layer));
        }
    bars_->setBars(std::move(keys), std::move(series));
}

void TrafficPanel::showCumulative(const RunHistory& history) {
    curves_->setTitle(tr("Traffic so far"));
    curves_->setKeyAxis(tr("round"));
    curves_->setValueAxis(tr("bytes sent so far"), Unit::Bytes);
    Curve up{QStringLiteral("up"), tr("up"), CurveStyle::category(0), {}, {}, {}, {}};
    Curve down{QStringLiteral("down"), tr("down"), CurveStyle::category(1), {}, {}, {}, {}};
    double sumUp = 0, sumDown = 0;
    for (const auto& t : history.traffic) {
        for (const auto b : t->up) sumUp += static_cast<double>(b);
        for (const auto b : t->down) sumDown += static_cast<double>(b);
        up.keys.push_back(t->round);
        up.values.push_back(sumUp);
        down.keys.push_back(t->round);
        down.values.push_back(sumDown);
    }
    curves_->setCurves(up.keys.empty() ? std::vector<Curve>{} : std::vector<Curve>{std::move(up), std::move(down)});
}

void TrafficPanel::showEfficiency(const RunHistory& history) {
    curves_->setTitle(tr("Accuracy per byte"));
    curves_->setKeyAxis(tr("bytes sent, up and down"), Unit::Bytes);
    curves_->setValueAxis(tr("mean test accuracy"), Unit::Percent, QCPRange(0, 1));
    const int exits = history.exits();
    std::vector<Curve> curves;
    for (int e = 0; e < exits; ++e)
        curves.push_back({QStringLiteral("exit%1").arg(e), exitName(e), CurveStyle::exit(e, exits), {}, {}, {}, {}});
    for (const auto& evaluation : history.evaluated) {
        const auto& summaries = history.summaries(*evaluation);
        const double bytes = history.bytesUntil(evaluation->round);
        for (std::size_t e = 0; e < curves.size() && e < summaries.size(); ++e) {
            curves[e].keys.push_back(bytes);
            curves[e].values.push_back(summaries[e].mean);
        }
    }
    const bool any = !history.evaluated.empty() && !history.traffic.empty();
    curves_->setCurves(any ? std::move(curves) : std::vector<Curve>{});
}

void TrafficPanel::clear() {
    bars_->clear();
    curves_->clear();
}

TimePanel::TimePanel() : WatchPanel(QStringLiteral("time"), tr("Time"), RunHistory::Round), bars_(new BarPlot) {
    bars_->setTitle(tr("Time of every round by phase"));
    bars_->setEmptyText(tr("How long every phase of a round took appears here after the first round."));
    bars_->setKeyAxis(tr("round"));
    bars_->setValueAxis(tr("wall time per round"), Unit::Seconds);
    setContent(bars_);
}

void TimePanel::refresh(const RunHistory& history, int) {
    std::vector<double> keys;
    std::vector<std::string> phases;
    for (const auto& r : history.rounds) {
        keys.push_back(r->round);
        for (const std::string& p : r->phases)
            if (std::find(phases.begin(), phases.end(), p) == phases.end()) phases.push_back(p);
    }
    std::vector<BarSeries> series;
    for (std::size_t p = 0; p < phases.size(); ++p) {
        BarSeries layer{text(phases[p]), static_cast<int>(p), false, {}};
        for (const auto& r : history.rounds) {
            const auto at = std::find(r->phases.begin(), r->phases.end(), phases[p]);
            const auto i = static_cast<std::size_t>(at - r->phases.begin());
            layer.values.push_back(at == r->phases.end() || i >= r->phaseSeconds.size() ? 0 : r->phaseSeconds[i]);
        }
        series.push_back(std::move(layer));
    }
    bars_->setBars(std::move(keys), std::move(series));
}

DeviceTimePanel::DeviceTimePanel()
    : WatchPanel(QStringLiteral("devices"), tr("Device time"), RunHistory::Series | RunHistory::Round),
      pages_(new QStackedWidget),
      curves_(new CurvePlot),
      bars_(new BarPlot) {
    words_ = addWords();
    what_ = addChoice(tr("What is drawn"), {tr("per round"), tr("since the start"), tr("clients of the round")});
    const QString empty = tr(
        "How long the rounds would take on the clients' devices (Devices: speed and bandwidth of every tier) appears "
        "here after the first round. Nothing waits for this time.");
    curves_->setTitle(tr("Simulated time on the devices"));
    curves_->setEmptyText(empty);
    bars_->setTitle(tr("Simulated time of every client of the round"));
    bars_->setEmptyText(empty);
    bars_->setKeyAxis(tr("client"));
    bars_->setValueAxis(tr("simulated time"), Unit::Seconds);
    pages_->addWidget(curves_);
    pages_->addWidget(bars_);
    setContent(pages_);
    setFocusProxy(curves_);
}

void DeviceTimePanel::refresh(const RunHistory& history, int round) {
    const int what = what_->currentIndex();
    pages_->setCurrentIndex(what == 2 ? 1 : 0);
    words_->clear();
    if (what == 2) {
        showClients(history, round);
        return;
    }
    const auto found = history.series.find(kDeviceTime);
    if (found == history.series.end() || found->second.empty()) {
        curves_->clear();
        return;
    }
    curves_->setValueAxis(what == 0 ? tr("simulated time of a round") : tr("simulated time so far"), Unit::Seconds);
    // Slowest and mean, or the sum since the start: the labels that the engine gives, in this order.
    const QString names[] = {tr("slowest client"), tr("mean of the cohort"), QString()};
    std::vector<Curve> curves;
    for (std::size_t i = what == 0 ? 0 : 2; i < (what == 0 ? 2u : 3u); ++i) {
        Curve curve{QStringLiteral("device%1").arg(i),
                    names[i],
                    what == 0 ? CurveStyle::category(static_cast<int>(i)) : CurveStyle{},
                    {},
                    {},
                    {},
                    {}};
        for (const auto& report : found->second) {
            if (i >= report->values.size()) continue;
            curve.keys.push_back(report->round);
            curve.values.push_back(report->values[i]);
        }
        curves.push_back(std::move(curve));
    }
    curves_->setCurves(std::move(curves));
}

void DeviceTimePanel::showClients(const RunHistory& history, int round) {
    const RoundFinished* shown = history.rounds.at(round);
    if (!shown || shown->costs.empty()) {
        bars_->clear();
        return;
    }
    // One layer per tier, so that the colour tells the device.
    const auto tierOf = [&](int client) {
        const auto i = static_cast<std::size_t>(client);
        return history.started && i < history.started->devices.size() ? history.started->devices[i].tier : 0;
    };
    std::vector<double> keys;
    std::vector<QString> names;
    int tiers = 1;
    for (const ClientCost& cost : shown->costs) {
        keys.push_back(static_cast<double>(keys.size()));
        names.push_back(QString::number(cost.client));
        tiers = std::max(tiers, tierOf(cost.client) + 1);
    }
    std::vector<BarSeries> series;
    for (int tier = 0; tier < tiers; ++tier) {
        BarSeries layer{tr("tier %1").arg(tier + 1), tier, false, {}};
        for (const ClientCost& cost : shown->costs)
            layer.values.push_back(tierOf(cost.client) == tier ? cost.seconds : 0);
        series.push_back(std::move(layer));
    }
    bars_->setBars(std::move(keys), std::move(series), std::move(names));
    words_->setText(tr("cohort of round %1").arg(shown->round));
}

void DeviceTimePanel::clear() {
    curves_->clear();
    bars_->clear();
    words_->clear();
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/watch/accuracy_panels.h"

#include <QLabel>
#include <QSplitter>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace exitlab {
AccuracyPanel::AccuracyPanel()
    : WatchPanel(QStringLiteral("accuracy"), tr("Accuracy"),
                 RunHistory::Evaluation | RunHistory::Traffic | RunHistory::Round | RunHistory::Series),
      plot_(new CurvePlot) {
    what_ = addChoice(tr("Statistic over clients"), {tr("unweighted mean"), tr("weighted mean"), tr("median"),
                                                     tr("10th percentile"), tr("worst client")});
    band_ = addChoice(tr("Band over clients"), {tr("± std"), tr("10–90 %"), tr("min–max"), tr("no band")});
    key_ =
        addChoice(tr("Horizontal axis"), {tr("by round"), tr("by bytes sent"), tr("by time"), tr("by simulated time")});
    plot_->setTitle(tr("Accuracy of every exit"));
    plot_->setEmptyText(tr(
        "The test accuracy of every exit appears here after the first evaluation: the mean over clients, with a band "
        "for their spread."));
    plot_->setValueAxis(tr("test accuracy"), Unit::Percent, QCPRange(0, 1));
    setContent(plot_);
}

void AccuracyPanel::refresh(const RunHistory& history, int) {
    const int exits = history.exits();
    const int what = what_->currentIndex();
    const int band = band_->currentIndex(), key = key_->currentIndex();
    std::vector<Curve> curves;
    for (int e = 0; e < exits; ++e)
        curves.push_back({QStringLiteral("exit%1").arg(e), exitName(e), CurveStyle::exit(e, exits), {}, {}, {}, {}});
    int counted = 0;
    for (const auto& evaluation : history.evaluated) {
        const auto& summaries = history.summaries(*evaluation);
        const double at = key == 1   ? history.bytesUntil(evaluation->round)
                          : key == 2 ? history.secondsUntil(evaluation->round)
                          : key == 3 ? history.simulatedUntil(evaluation->round)
                                     : evaluation->round;
        for (std::size_t e = 0; e < curves.size() && e < summaries.size(); ++e) {
            const ClientSummary& s = summaries[e];
            if (std::isnan(at)) continue;
            const double mean = what == 1 ? s.weightedMean : s.mean;
            const double shown[] = {s.mean, s.weightedMean, s.median, s.p10, s.worst};
            counted = std::max(counted, s.clients);
            curves[e].keys.push_back(at);
            curves[e].values.push_back(shown[what]);
            if (band == 3) continue;
            curves[e].low.push_back(band == 0 ? mean - s.deviation : band == 1 ? s.p10 : s.worst);
            curves[e].high.push_back(band == 0 ? mean + s.deviation : band == 1 ? s.p90 : s.best);
        }
    }
    const QString words[] = {tr("unweighted mean"), tr("sample-weighted mean"), tr("median"), tr("10th percentile"),
                             tr("worst")};
    const QString bandWords = band == 0   ? what < 2 ? tr("band ± 1 std") : tr("band mean ± 1 std")
                                : band == 1 ? tr("band 10–90th percentile")
                              : band == 2 ? tr("band from worst to best client")
                                          : tr("no band");
    plot_->setNote(tr("%1 of %2 clients, %3").arg(words[what]).arg(counted).arg(bandWords));
    if (key == 1)
        plot_->setKeyAxis(tr("bytes sent, up and down"), Unit::Bytes);
    else if (key == 2)
        plot_->setKeyAxis(tr("wall time"), Unit::Seconds);
    else if (key == 3)
        plot_->setKeyAxis(tr("simulated time on the devices"), Unit::Seconds);
    else
        plot_->setKeyAxis(tr("round"));
    plot_->setCurves(history.evaluated.empty() ? std::vector<Curve>{} : std::move(curves));
}

CalibrationPanel::CalibrationPanel()
    : WatchPanel(QStringLiteral("calibration"), tr("Calibration"), RunHistory::Evaluation), plot_(new CurvePlot) {
    plot_->setTitle(tr("Expected calibration error of every exit"));
    plot_->setEmptyText(
        tr("How far the confidence of every exit is from its accuracy (expected calibration error) appears here after "
           "the first evaluation."));
    plot_->setValueAxis(tr("calibration error"), Unit::Percent);
    setContent(plot_);
}

void CalibrationPanel::refresh(const RunHistory& history, int) {
    const int exits = history.exits();
    std::vector<Curve> curves;
    for (int e = 0; e < exits; ++e)
        curves.push_back({QStringLiteral("exit%1").arg(e), exitName(e), CurveStyle::exit(e, exits), {}, {}, {}, {}});
    bool any = false;
    for (const auto& evaluation : history.evaluated)
        for (std::size_t e = 0; e < curves.size() && e < evaluation->calibration.size(); ++e) {
            curves[e].keys.push_back(evaluation->round);
            curves[e].values.push_back(evaluation->calibration[e]);
            any = true;
        }
    plot_->setCurves(any ? std::move(curves) : std::vector<Curve>{});
}

ClientsPanel::ClientsPanel()
    : WatchPanel(QStringLiteral("clients"), tr("Clients"), RunHistory::Evaluation | RunHistory::Matrix),
      map_(new HeatMap) {
    words_ = addWords();
    order_ = addChoice(tr("Order of the clients"), {tr("by id"), tr("worst first")});
    map_->setTitle(tr("Accuracy of every client and exit"));
    map_->setEmptyText(tr("The accuracy of every client at every exit appears here after the first evaluation."));
    map_->setColours(HeatMap::Colours::Magnitude);
    map_->setValueTitle(tr("test accuracy"), Unit::Percent);
    map_->setMissingWords(tr("no test samples"), tr("not opened yet"));
    map_->setRowsClickable(true);
    connect(map_, &HeatMap::rowActivated, this, &ClientsPanel::clientChosen);
    setContent(map_);
}

void ClientsPanel::refresh(const RunHistory& history, int round) {
    const Evaluated* evaluation = history.evaluated.at(round);
    if (!evaluation) {
        clear();
        return;
    }
    const Table& accuracy = evaluation->accuracy;
    std::vector<int> order(static_cast<std::size_t>(accuracy.rows));
    std::iota(order.begin(), order.end(), 0);
    const int last = accuracy.cols - 1;
    if (order_->currentIndex() == 1 && last >= 0) {
        // By the last exit; clients without test samples at the end.
        const auto rank = [&](int client) {
            const double v = accuracy.at(client, last);
            return std::isnan(v) ? 2.0 : v;
        };
        std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return rank(a) < rank(b); });
    }
    const std::vector<bool> closed = history.closedExits(evaluation->round);
    HeatData picture;
    picture.rowAxis = tr("client");
    picture.colAxis = tr("exit");
    picture.rows = order;
    picture.values = Table(accuracy.rows, accuracy.cols);
    if (!closed.empty()) picture.closed.resize(picture.values.values.size());
    for (int e = 1; e <= accuracy.cols; ++e) picture.cols.push_back(e);
    for (int r = 0; r < accuracy.rows; ++r) {
        const int client = order[static_cast<std::size_t>(r)];
        for (int e = 0; e < accuracy.cols; ++e) {
            picture.values.at(r, e) = accuracy.at(client, e);
            const auto from = static_cast<std::size_t>(client * accuracy.cols + e);
            if (from < closed.size()) picture.closed[static_cast<std::size_t>(r * accuracy.cols + e)] = closed[from];
        }
    }
    map_->setData(std::move(picture));
    if (last >= 0) {
        const ClientSummary& s = history.summaries(*evaluation)[static_cast<std::size_t>(last)];
        words_->setText(
            tr("round %1, %2: worst %3, 10th percentile %4, median %5")
                .arg(evaluation->round)
                .arg(exitName(last), formatPercent(s.worst), formatPercent(s.p10), formatPercent(s.median)));
        words_->setToolTip(tr("%1: worst %2, 10th percentile %3, median %4, 90th percentile %5")
                               .arg(exitName(last), formatPercent(s.worst), formatPercent(s.p10),
                                    formatPercent(s.median), formatPercent(s.p90)));
    }
}

void ClientsPanel::clear() {
    map_->clear();
    words_->clear();
}

ClientPanel::ClientPanel()
    : WatchPanel(QStringLiteral("client"), tr("One client"), RunHistory::Evaluation | RunHistory::Round),
      curves_(new CurvePlot),
      bars_(new BarPlot) {
    words_ = addWords();
    client_ = addChoice(tr("Client"), {});
    what_ = addChoice(tr("Beside the accuracy"), {tr("data"), tr("traffic"), tr("simulated time")});
    curves_->setTitle(tr("Accuracy of one client"));
    curves_->setEmptyText(
        tr("Choose a client here or click a row of Clients. Its accuracy appears after the first "
           "evaluation."));
    curves_->setValueAxis(tr("test accuracy"), Unit::Percent, QCPRange(0, 1));
    bars_->setDirections(tr("up"), tr("down"));
    bars_->setTitle(tr("Labels of one client"));
    bars_->setEmptyText(tr("How many samples of each class the client has appears here when the run starts."));
    both_ = new QSplitter(Qt::Horizontal);
    both_->addWidget(curves_);
    both_->addWidget(bars_);
    both_->setStretchFactor(0, 3);
    both_->setStretchFactor(1, 2);
    both_->setChildrenCollapsible(false);
    setContent(both_);
    setFocusProxy(curves_);
}

void ClientPanel::resizeEvent(QResizeEvent* event) {
    WatchPanel::resizeEvent(event);
    both_->setOrientation(height() > width() ? Qt::Vertical : Qt::Horizontal);
}

void ClientPanel::choose(int client) { client_->setCurrentIndex(client_->findData(client)); }

void ClientPanel::refresh(const RunHistory& history, int) {
    const int clients = history.clients(), exits = history.exits();
    QStringList names;
    QList<QVariant> ids;
    for (int c = 0; c < clients; ++c) {
        names << tr("client %1").arg(c);
        ids << c;
    }
    setEntries(client_, names, ids);
    const int client = client_->currentData().isValid() ? client_->currentData().toInt() : -1;
    if (client < 0) {
        clear();
        return;
    }
    std::vector<Curve> curves;
    for (int e = 0; e < exits; ++e)
        curves.push_back({QStringLiteral("exit%1").arg(e), exitName(e), CurveStyle::exit(e, exits), {}, {}, {}, {}});
    bool any = false;
    for (const auto& evaluation : history.evaluated) {
        if (client >= evaluation->accuracy.rows) continue;
        for (int e = 0; e < exits && e < evaluation->accuracy.cols; ++e) {
            auto& curve = curves[static_cast<std::size_t>(e)];
            curve.keys.push_back(evaluation->round);
            curve.values.push_back(evaluation->accuracy.at(client, e));
            any = true;
        }
    }
    curves_->setCurves(any ? std::move(curves) : std::vector<Curve>{});
    if (what_->currentIndex() == 0)
        showData(history, client);
    else
        showCosts(history, client);
    if (!history.started) return;
    const RunStarted& run = *history.started;
    const auto i = static_cast<std::size_t>(client);
    const auto count = [i](const std::vector<std::int64_t>& list) {
        return formatCount(i < list.size() ? list[i] : 0);
    };
    QString words = tr("%1 training, %2 test samples").arg(count(run.trainSamples), count(run.testSamples));
    QString more = words;
    if (client < run.labels.rows)
        more = tr("%1, label entropy %2 nats").arg(words, formatNumber(labelEntropy(run.labels, client), 3));
    if (i < run.devices.size()) {
        const ClientDevice& device = run.devices[i];
        words = tr("%1; device of tier %2").arg(words).arg(device.tier + 1);
        more = tr("%1\nDevice of tier %2: %3 GMAC/s, %4 Mbit/s")
                   .arg(more)
                   .arg(device.tier + 1)
                   .arg(formatNumber(device.macsPerSecond / 1e9), formatNumber(device.bytesPerSecond * 8 / 1e6));
    }
    words_->setText(words);
    words_->setToolTip(more);
}

void ClientPanel::showData(const RunHistory& history, int client) {
    bars_->setTitle(tr("Labels of one client"));
    bars_->setEmptyText(tr("How many samples of each class the client has appears here when the run starts."));
    bars_->setKeyAxis(tr("class"));
    bars_->setValueAxis(tr("samples"), Unit::Count);
    if (!history.started || client >= history.started->labels.rows) {
        bars_->clear();
        return;
    }
    const RunStarted& run = *history.started;
    std::vector<double> keys, counts;
    std::vector<QString> classes;
    for (int k = 0; k < run.labels.cols; ++k) {
        const auto i = static_cast<std::size_t>(k);
        keys.push_back(k);
        counts.push_back(run.labels.at(client, k));
        classes.push_back(i < run.classNames.size() ? QString::fromStdString(run.classNames[i]) : QString::number(k));
    }
    bars_->setBars(keys, {{tr("samples"), 0, false, counts}}, classes);
}

void ClientPanel::showCosts(const RunHistory& history, int client) {
    const bool traffic = what_->currentIndex() == 1;
    bars_->setTitle(traffic ? tr("Traffic of one client") : tr("Simulated time of one client"));
    bars_->setEmptyText(
        traffic ? tr("What this client sends and receives appears here after the first round in which it takes part. "
                     "Runs of older versions did not keep it.")
                : tr("How long this client's device takes appears here after the first round in which it takes part. "
                     "Runs of older versions did not keep it."));
    bars_->setKeyAxis(tr("round"));
    if (traffic)
        bars_->setValueAxis(tr("← down      up →"), Unit::Bytes);
    else
        bars_->setValueAxis(tr("simulated time"), Unit::Seconds);
    std::vector<double> keys, up, down, seconds;
    for (const auto& round : history.rounds)
        for (const ClientCost& cost : round->costs)
            if (cost.client == client) {
                keys.push_back(round->round);
                up.push_back(static_cast<double>(cost.bytesUp));
                down.push_back(static_cast<double>(cost.bytesDown));
                seconds.push_back(cost.seconds);
            }
    if (keys.empty())
        bars_->clear();
    else if (traffic)
        bars_->setBars(keys, {{tr("up"), 0, false, up}, {tr("down"), 1, true, down}});
    else
        bars_->setBars(keys, {{tr("seconds"), 0, false, seconds}});
}

void ClientPanel::clear() {
    curves_->clear();
    bars_->clear();
    words_->clear();
}

}  // namespace exitlab

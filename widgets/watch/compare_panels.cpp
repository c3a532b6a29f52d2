// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/watch/compare_panels.h"

#include <QStringList>
#include <algorithm>
#include <cmath>

namespace exitlab {
namespace {

QString text(const std::string& s) { return QString::fromStdString(s); }

double sum(const std::vector<std::int64_t>& values) {
    double total = 0;
    for (const auto value : values) total += static_cast<double>(value);
    return total;
}

}  // namespace

CompareCurves::CompareCurves(const QString& id, const QString& title, unsigned kinds, const QString& emptyText)
    : ComparedPanel(id, title, kinds), plot_(new CurvePlot) {
    plot_->setTitle(title);
    plot_->setEmptyText(emptyText);
    setContent(plot_);
}

void CompareCurves::show(std::vector<Curve> curves, const ComparedRuns& runs, CompareAxis axis) {
    switch (axis) {
        case CompareAxis::Bytes:
            plot_->setKeyAxis(tr("bytes sent, up and down"), Unit::Bytes);
            break;
        case CompareAxis::WallTime:
            plot_->setKeyAxis(tr("wall time"), Unit::Seconds);
            break;
        case CompareAxis::SimulatedTime:
            plot_->setKeyAxis(tr("simulated time on the devices"), Unit::Seconds);
            break;
        case CompareAxis::Round:
            plot_->setKeyAxis(tr("round"));
            break;
    }
    std::erase_if(curves, [](const Curve& curve) { return curve.keys.empty(); });
    plot_->setCurves(std::move(curves));
    for (const ComparedRun& run : runs) plot_->setCurveVisible(QString::number(run.run), run.visible);
}

CompareAccuracy::CompareAccuracy()
    : CompareCurves(QStringLiteral("accuracy"), tr("Accuracy"),
                    RunHistory::Evaluation | RunHistory::Traffic | RunHistory::Round | RunHistory::Series,
                    tr("The test accuracy of every run, of the exit chosen above, appears here after its first "
                       "evaluation.")) {
    band_ = addChoice(tr("Band over clients"), {tr("no band"), tr("± std"), tr("10–90 %"), tr("min–max")});
    plot_->setValueAxis(tr("test accuracy"), Unit::Percent, QCPRange(0, 1));
}

void CompareAccuracy::refresh(const ComparedRuns& runs, const CompareChoice& choice) {
    const auto band = static_cast<CompareBand>(band_->currentIndex());
    std::vector<Curve> curves;
    for (const ComparedRun& run : runs) curves.push_back(accuracyCurve(run, choice, band));
    const QString of = choice.exit < 0 ? tr("mean of all exits") : exitName(choice.exit);
    const QString words[] = {tr("no band"), tr("band ± 1 std"), tr("band 10–90th percentile"),
                             tr("band from worst to best client")};
    plot_->setNote(tr("%1, unweighted mean over clients, %2").arg(of, words[band_->currentIndex()]));
    show(std::move(curves), runs, choice.axis);
}

CompareEfficiency::CompareEfficiency()
    : CompareCurves(QStringLiteral("efficiency"), tr("Accuracy per byte"), RunHistory::Evaluation | RunHistory::Traffic,
                    tr("The test accuracy of every run over the bytes that it has sent appears here after its first "
                       "evaluation.")) {
    plot_->setValueAxis(tr("test accuracy"), Unit::Percent, QCPRange(0, 1));
}

void CompareEfficiency::refresh(const ComparedRuns& runs, const CompareChoice& choice) {
    CompareChoice bytes = choice;
    bytes.axis = CompareAxis::Bytes;
    std::vector<Curve> curves;
    for (const ComparedRun& run : runs)
        if (!run.history->traffic.empty()) curves.push_back(accuracyCurve(run, bytes, CompareBand::None));
    plot_->setNote(choice.exit < 0 ? tr("mean of all exits") : exitName(choice.exit));
    show(std::move(curves), runs, CompareAxis::Bytes);
}

CompareLoss::CompareLoss()
    : CompareCurves(QStringLiteral("loss"), tr("Loss"), RunHistory::Loss | RunHistory::Traffic | RunHistory::Round,
                    tr("The local loss of every run, as a whole or one of its named terms, appears here after the "
                       "first round.")) {
    term_ = addChoice(tr("Term"), {tr("total")});
}

void CompareLoss::refresh(const ComparedRuns& runs, const CompareChoice& choice) {
    QStringList names{tr("total")};
    QList<QVariant> ids{QString()};
    for (const ComparedRun& run : runs)
        if (const LossMeasured* last = run.history->losses.last())
            for (const std::string& term : last->terms)
                if (!ids.contains(text(term))) {
                    names << text(term);
                    ids << text(term);
                }
    setEntries(term_, names, ids);
    const std::string term = term_->currentData().toString().toStdString();
    plot_->setValueAxis(term.empty() ? tr("loss") : tr("loss, %1").arg(text(term)));
    std::vector<Curve> curves;
    for (const ComparedRun& run : runs)
        curves.push_back(curveOf(run, choice.axis, run.history->losses, [&](const LossMeasured& loss) {
            if (term.empty()) return loss.total;
            const auto at = std::find(loss.terms.begin(), loss.terms.end(), term);
            const auto i = static_cast<std::size_t>(at - loss.terms.begin());
            return i < loss.values.size() ? loss.values[i] : std::nan("");
        }));
    // A run without the term has nothing but gaps.
    std::erase_if(curves, [](const Curve& curve) {
        return std::all_of(curve.values.begin(), curve.values.end(), [](double v) { return std::isnan(v); });
    });
    show(std::move(curves), runs, choice.axis);
}

CompareTraffic::CompareTraffic()
    : CompareCurves(QStringLiteral("traffic"), tr("Traffic"), RunHistory::Traffic | RunHistory::Round,
                    tr("The bytes that every run has sent so far appear here after the first round.")) {
    what_ = addChoice(tr("Direction"), {tr("up and down"), tr("up"), tr("down")});
}

void CompareTraffic::refresh(const ComparedRuns& runs, const CompareChoice& choice) {
    const int what = what_->currentIndex();
    plot_->setValueAxis(what == 0   ? tr("bytes sent so far")
                        : what == 1 ? tr("bytes sent up so far")
                                    : tr("bytes sent down so far"),
                        Unit::Bytes);
    std::vector<Curve> curves;
    for (const ComparedRun& run : runs) {
        double so = 0;
        curves.push_back(curveOf(run, choice.axis, run.history->traffic, [&](const TrafficMeasured& traffic) {
            so += (what != 2 ? sum(traffic.up) : 0) + (what != 1 ? sum(traffic.down) : 0);
            return so;
        }));
    }
    show(std::move(curves), runs, choice.axis);
}

CompareTime::CompareTime()
    : CompareCurves(QStringLiteral("time"), tr("Time"), RunHistory::Round | RunHistory::Series | RunHistory::Traffic,
                    tr("How long every run takes appears here after the first round.")) {
    what_ = addChoice(tr("Which time"), {tr("wall time so far"), tr("wall time per round"), tr("simulated so far")});
}

void CompareTime::refresh(const ComparedRuns& runs, const CompareChoice& choice) {
    const int what = what_->currentIndex();
    const QString titles[] = {tr("wall time so far"), tr("wall time per round"), tr("simulated time so far")};
    plot_->setValueAxis(titles[what], Unit::Seconds);
    std::vector<Curve> curves;
    for (const ComparedRun& run : runs)
        curves.push_back(curveOf(run, choice.axis, run.history->rounds, [&](const RoundFinished& round) {
            return what == 0   ? run.history->secondsUntil(round.round)
                   : what == 1 ? round.seconds
                               : run.history->simulatedUntil(round.round);
        }));
    show(std::move(curves), runs, choice.axis);
}

CompareConflict::CompareConflict()
    : CompareCurves(QStringLiteral("conflict"), tr("Conflict"),
                    RunHistory::Conflict | RunHistory::Traffic | RunHistory::Round,
                    tr("The share of negative gradient pairs of every run appears here when the conflict metrics have "
                       "been measured (Metrics, probe every n rounds).")) {
    what_ = addChoice(tr("What is drawn"), {tr("negative pairs"), tr("divergence"), tr("agreement")});
}

void CompareConflict::refresh(const ComparedRuns& runs, const CompareChoice& choice) {
    const int what = what_->currentIndex();
    if (what == 0)
        plot_->setValueAxis(tr("negative pairs of exits"), Unit::Percent, QCPRange(0, 1));
    else if (what == 1)
        plot_->setValueAxis(tr("KL(last exit || exit), nats"));
    else
        plot_->setValueAxis(tr("same prediction as the last exit"), Unit::Percent, QCPRange(0, 1));
    plot_->setNote(what == 0         ? QString()
                   : choice.exit < 0 ? tr("mean of the exits before the last")
                                     : exitName(choice.exit));
    std::vector<Curve> curves;
    for (const ComparedRun& run : runs)
        curves.push_back(curveOf(run, choice.axis, run.history->conflicts, [&](const ConflictMeasured& conflict) {
            if (what == 0) return conflict.negativeShare;
            const std::vector<double>& values = what == 1 ? conflict.divergence : conflict.agreement;
            const auto at = static_cast<std::size_t>(std::max(0, choice.exit));
            if (choice.exit >= 0) return at < values.size() ? values[at] : std::nan("");
            double total = 0;
            for (std::size_t e = 0; e + 1 < values.size(); ++e) total += values[e];
            return values.size() > 1 ? total / static_cast<double>(values.size() - 1) : std::nan("");
        }));
    show(std::move(curves), runs, choice.axis);
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/compare_words.h"

#include <QCoreApplication>
#include <cmath>
#include <set>

namespace exitlab {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(exitlab::Compare)
};

using Kind = Measure::Kind;
using Metric = MetricCurve::Metric;

}  // namespace

QString measureTitle(const Measure& measure, double threshold) {
    const QString confidence = formatNumber(threshold);
    switch (measure.kind) {
        case Kind::Exit:
            return Words::tr("Accuracy at exit %1, %").arg(measure.exit + 1);
        case Kind::BestExit:
            return Words::tr("Best accuracy at exit %1, %").arg(measure.exit + 1);
        case Kind::Mean:
            return Words::tr("Accuracy, mean over exits, %");
        case Kind::BestMean:
            return Words::tr("Best accuracy, mean over exits, %");
        case Kind::Last:
            return Words::tr("Accuracy of the last exit, %");
        case Kind::Best:
            return Words::tr("Best accuracy of the last exit, %");
        case Kind::AtThreshold:
            return Words::tr("Accuracy at threshold %1, %").arg(confidence);
        case Kind::Saving:
            return Words::tr("MACs saved at threshold %1, %").arg(confidence);
        case Kind::Traffic:
            return Words::tr("Traffic, MB");
        case Kind::Up:
            return Words::tr("Traffic up, MB");
        case Kind::Down:
            return Words::tr("Traffic down, MB");
        case Kind::Seconds:
            return Words::tr("Wall time, s");
        case Kind::SecondsPerRound:
            return Words::tr("Wall time per round, s");
        case Kind::SimulatedSeconds:
            return Words::tr("Simulated device time, s");
        case Kind::Macs:
            return Words::tr("MACs of the whole network, M");
    }
    return {};
}

double measureScale(const Measure& measure) {
    if (measure.isShare()) return 100;
    switch (measure.kind) {
        case Kind::Traffic:
        case Kind::Up:
        case Kind::Down:
        case Kind::Macs:
            return 1e-6;
        default:
            return 1;
    }
}

QString measureText(const Measure& measure, double value) {
    const double shown = value * measureScale(measure);
    return measure.isShare() ? formatFixed(shown, 1) : formatNumber(shown);
}

QString metricTitle(const MetricCurve& curve) {
    switch (curve.metric) {
        case Metric::Accuracy:
            return Words::tr("Test accuracy");
        case Metric::Loss:
            return Words::tr("Test loss");
        case Metric::Calibration:
            return Words::tr("Calibration error");
        case Metric::Agreement:
            return Words::tr("Agreement with the last exit");
        case Metric::Divergence:
            return Words::tr("Divergence from the last exit");
        case Metric::TrainingLoss:
            return Words::tr("Training loss");
        case Metric::NegativeShare:
            return Words::tr("Share of conflicting exits");
        case Metric::Traffic:
            return Words::tr("Traffic since the start");
        case Metric::Seconds:
            return Words::tr("Wall time since the start");
        case Metric::Series:
            return curve.label.empty() ? QString::fromStdString(curve.title)
                                       : Words::tr("%1: %2").arg(QString::fromStdString(curve.title),
                                                                 QString::fromStdString(curve.label));
    }
    return {};
}

QString metricAxis(const MetricCurve& curve) {
    switch (curve.metric) {
        case Metric::Accuracy:
            return Words::tr("test accuracy");
        case Metric::Loss:
            return Words::tr("test loss, nats");
        case Metric::Calibration:
            return Words::tr("expected calibration error");
        case Metric::Agreement:
            return Words::tr("agreement");
        case Metric::Divergence:
            return Words::tr("divergence, nats");
        case Metric::TrainingLoss:
            return Words::tr("training loss, nats");
        case Metric::NegativeShare:
            return Words::tr("share of negative pairs");
        case Metric::Traffic:
            return Words::tr("bytes sent, up and down");
        case Metric::Seconds:
            return Words::tr("wall time");
        case Metric::Series:
            return QString::fromStdString(curve.axis);
    }
    return {};
}

Unit metricUnit(const MetricCurve& curve) {
    switch (curve.metric) {
        case Metric::Accuracy:
        case Metric::Calibration:
        case Metric::Agreement:
        case Metric::NegativeShare:
            return Unit::Percent;
        case Metric::Traffic:
            return Unit::Bytes;
        case Metric::Seconds:
            return Unit::Seconds;
        default:
            return Unit::Number;
    }
}

QString runLabel(const RunRecord& record) {
    return Words::tr("%1: %2, seed %3")
        .arg(record.run.id)
        .arg(QString::fromStdString(record.run.method))
        .arg(record.run.seed);
}

VerdictWords verdictWords(Verdict verdict) {
    switch (verdict) {
        case Verdict::Win:
            return {Words::tr("win"), QStringLiteral("win"), &ThemeColours::finished};
        case Verdict::Tie:
            return {Words::tr("tie"), QStringLiteral("tie"), &ThemeColours::secondary};
        case Verdict::Loss:
            return {Words::tr("loss"), QStringLiteral("loss"), &ThemeColours::interrupted};
        case Verdict::TooFew:
            return {Words::tr("too few"), QStringLiteral("help"), &ThemeColours::secondary};
    }
    return {};
}

QString probabilityText(double p) {
    if (!std::isfinite(p)) return {};
    return p < 1e-4 ? Words::tr("p < 0.0001") : Words::tr("p = %1").arg(formatNumber(p, 3));
}

QString testText(const PairedTest& test, const Measure& measure) {
    if (test.verdict == Verdict::TooFew) return Words::tr("No verdict: %1").arg(QString::fromStdString(test.reason));
    return Words::tr(
               "Difference %1 ± %2 over %3 pairs of equal seed; t = %4 with %5 degrees of freedom, %6; test / "
               "training samples %7")
        .arg(measureText(measure, test.difference), measureText(measure, test.deviation))
        .arg(test.pairs)
        .arg(formatNumber(test.t))
        .arg(test.degrees)
        .arg(probabilityText(test.p), formatNumber(test.testPerTrain));
}

std::vector<int> distinctCategories(const std::vector<int>& colours) {
    std::set<int> used;
    std::vector<int> categories;
    for (const int colour : colours) {
        int category = ((colour % categoryCount) + categoryCount) % categoryCount;
        // The colour stays, its dash and marker change every seven.
        for (int i = 0; i < categoryCount / 7 && used.count(category); ++i) category = (category + 7) % categoryCount;
        used.insert(category);
        categories.push_back(category);
    }
    return categories;
}

}  // namespace exitlab

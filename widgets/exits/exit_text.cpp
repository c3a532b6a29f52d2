// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exits/exit_text.h"

#include <QCoreApplication>
#include <QStringList>
#include <cmath>

#include "widgets/theme/format.h"

namespace exitlab {

/// The context of the translations.
struct ExitText {
    Q_DECLARE_TR_FUNCTIONS(exitlab::ExitText)
};

namespace {

/// As core/inference/savings.cpp writes them: one decimal, an ordinary space.
QString percent(double share) { return QStringLiteral("%1 %").arg(QString::number(share * 100, 'f', 1)); }

QString amount(double value) {
    const char* units[] = {"", " k", " M", " G", " T"};
    std::size_t unit = 0;
    while (std::abs(value) >= 999.95 && unit < 4) {
        value /= 1000;
        ++unit;
    }
    const int before = value == 0 ? 1 : static_cast<int>(std::floor(std::log10(std::abs(value)))) + 1;
    return QString::number(value, 'f', unit == 0 ? 0 : std::clamp(4 - before, 0, 3)) + QLatin1String(units[unit]);
}

QString lastExitText(const Saving& s) {
    const double points = s.points(), saving = s.saving();
    if (s.macs == s.otherMacs && points == 0) return ExitText::tr("Nothing is saved: no sample leaves early.");
    const QString share = percent(std::abs(saving)), many = QString::number(std::abs(points), 'f', 1);
    if (std::abs(saving) < 5e-4) {
        if (points < 0)
            return ExitText::tr("as many MACs as always using the last exit, for %1 points of accuracy.").arg(many);
        if (points > 0)
            return ExitText::tr("as many MACs as always using the last exit, and %1 points more accuracy.").arg(many);
        return ExitText::tr("as many MACs as always using the last exit, at the same accuracy.");
    }
    if (points < 0)
        return ExitText::tr("%1 fewer MACs than always using the last exit, for %2 points of accuracy.")
            .arg(share, many);
    if (points > 0)
        return ExitText::tr("%1 fewer MACs than always using the last exit, and %2 points more accuracy.")
            .arg(share, many);
    return ExitText::tr("%1 fewer MACs than always using the last exit, at the same accuracy.").arg(share);
}

QString isoAccuracyText(const Saving& s, const QString& other) {
    if (!s.reached)
        return ExitText::tr("%1 is not reached by %2, which comes to %3 at most.")
            .arg(percent(s.accuracy), other, percent(s.otherAccuracy));
    const double saving = s.saving();
    const QString own = amount(s.macs), its = amount(s.otherMacs), accuracy = percent(s.accuracy);
    if (std::abs(saving) < 5e-4)
        return ExitText::tr("At %1 accuracy: as many MACs as %2 (%3 instead of %4).").arg(accuracy, other, own, its);
    const QString share = percent(std::abs(saving));
    return saving > 0 ? ExitText::tr("At %1 accuracy: %2 fewer MACs than %3 (%4 instead of %5).")
                            .arg(accuracy, share, other, own, its)
                      : ExitText::tr("At %1 accuracy: %2 more MACs than %3 (%4 instead of %5).")
                            .arg(accuracy, share, other, own, its);
}

QString isoCostText(const Saving& s, const QString& other) {
    const QString own = amount(s.macs), accuracy = percent(s.accuracy), its = percent(s.otherAccuracy);
    if (!s.reached)
        return ExitText::tr("%1 MACs are too few for %2, which needs %3 at least.")
            .arg(own, other, amount(s.otherMacs));
    const double points = s.points();
    if (points == 0) return ExitText::tr("For %1 MACs: as accurate as %2 (%3).").arg(own, other, accuracy);
    const QString many = QString::number(std::abs(points), 'f', 1);
    return points > 0 ? ExitText::tr("For %1 MACs: %2 points more accurate than %3 (%4 instead of %5).")
                            .arg(own, many, other, accuracy, its)
                      : ExitText::tr("For %1 MACs: %2 points less accurate than %3 (%4 instead of %5).")
                            .arg(own, many, other, accuracy, its);
}

}  // namespace

QString policyTitle(ExitPolicy policy) {
    switch (policy) {
        case ExitPolicy::Confidence:
            return ExitText::tr("Confidence");
        case ExitPolicy::Entropy:
            return ExitText::tr("Entropy");
        case ExitPolicy::Margin:
            return ExitText::tr("Margin");
        case ExitPolicy::Patience:
            return ExitText::tr("Patience");
        case ExitPolicy::Budgeted:
            return ExitText::tr("Budgeted");
        case ExitPolicy::Anytime:
            break;
    }
    return ExitText::tr("Anytime");
}

QString policyHelp(ExitPolicy policy) {
    switch (policy) {
        case ExitPolicy::Confidence:
            return ExitText::tr("A sample leaves at the first exit whose largest probability reaches the threshold.");
        case ExitPolicy::Entropy:
            return ExitText::tr("A sample leaves at the first exit whose entropy, in nats, is below the threshold.");
        case ExitPolicy::Margin:
            return ExitText::tr(
                "A sample leaves at the first exit where the best probability is ahead of the second best by the "
                "threshold.");
        case ExitPolicy::Patience:
            return ExitText::tr("A sample leaves when so many exits in a row agree on its class.");
        case ExitPolicy::Budgeted:
            return ExitText::tr(
                "Confidence thresholds are fitted on validation samples so that the clients pay at most this "
                "share of the full cost; what is shown is then measured on the test samples.");
        case ExitPolicy::Anytime:
            break;
    }
    return ExitText::tr("Every sample stops at one exit, fixed beforehand, as under a deadline.");
}

QString settingText(ExitPolicy policy, double parameter) {
    switch (policy) {
        case ExitPolicy::Patience:
            return ExitText::tr("patience %1").arg(formatNumber(parameter));
        case ExitPolicy::Budgeted:
            return ExitText::tr("%1 of the MACs").arg(formatPercent(parameter));
        case ExitPolicy::Anytime:
            return ExitText::tr("exit %1").arg(formatNumber(parameter));
        default:
            break;
    }
    const bool everybody = policy == ExitPolicy::Entropy ? parameter > 0 : parameter < 0;
    if (std::isinf(parameter))
        return everybody ? ExitText::tr("everybody leaves at exit 1") : ExitText::tr("nobody leaves early");
    return ExitText::tr("threshold %1").arg(formatNumber(parameter));
}

QString choiceText(const ExitChoice& choice) {
    switch (choice.policy) {
        case ExitPolicy::Patience:
            return ExitText::tr("patience %1").arg(choice.patience);
        case ExitPolicy::Budgeted:
            return ExitText::tr("budget %1").arg(formatPercent(choice.budget, 0));
        case ExitPolicy::Anytime:
            return ExitText::tr("exit %1").arg(choice.exit + 1);
        default:
            break;
    }
    QStringList numbers;
    for (const double threshold : choice.thresholds) numbers << formatNumber(threshold);
    const QString list = numbers.join(QStringLiteral(" / "));
    return choice.policy == ExitPolicy::Entropy  ? ExitText::tr("entropy %1").arg(list)
           : choice.policy == ExitPolicy::Margin ? ExitText::tr("margin %1").arg(list)
                                                 : ExitText::tr("confidence %1").arg(list);
}

QString savingText(const Saving& saving) {
    const QString other = QString::fromStdString(saving.other);
    switch (saving.kind) {
        case Saving::Kind::LastExit:
            return lastExitText(saving);
        case Saving::Kind::IsoAccuracy:
            return isoAccuracyText(saving, other);
        case Saving::Kind::IsoCost:
            break;
    }
    return isoCostText(saving, other);
}

QString fitText(const ScopeOutcome& scope) {
    if (!scope.fit) return {};
    const QString thresholds = thresholdsText(scope.fit->thresholds), cost = formatPercent(scope.fit->validationShare);
    const QString samples = formatCount(scope.fittedOn);
    switch (scope.source) {
        case FitSource::Validation:
            return ExitText::tr("Thresholds %1, fixed on %2 validation samples, where they cost %3.")
                .arg(thresholds, samples, cost);
        case FitSource::FleetValidation:
            return ExitText::tr(
                       "Thresholds %1, fixed on %2 validation samples of all clients, as these have none; they cost %3 "
                       "there.")
                .arg(thresholds, samples, cost);
        case FitSource::Test:
            break;
    }
    return ExitText::tr(
               "Thresholds %1, fixed on the %2 test samples themselves, as the run has no validation part: on new "
               "samples the cost may be higher than %3.")
        .arg(thresholds, samples, cost);
}

QString thresholdsText(const std::vector<double>& thresholds) {
    QStringList parts;
    for (std::size_t k = 0; k + 1 < thresholds.size(); ++k)
        parts << (std::isinf(thresholds[k]) ? ExitText::tr("exit %1: nobody").arg(k + 1)
                                            : ExitText::tr("exit %1: %2").arg(k + 1).arg(formatNumber(thresholds[k])));
    return parts.join(QStringLiteral(", "));
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
// Policies, savings and exits in the words of the window (those of the command line: core/inference/savings.h).
#pragma once

#include <QString>

#include "core/inference/savings.h"

namespace exitlab {

QString policyTitle(ExitPolicy policy);
QString policyHelp(ExitPolicy policy);
/// "threshold 0.7", "60 % of the MACs", "exit 2".
QString settingText(ExitPolicy policy, double parameter);
/// "confidence 0.7", "budget 40 %".
QString choiceText(const ExitChoice& choice);
/// The sentence of core's inWords(), translated.
QString savingText(const Saving& saving);
/// What a budget was fitted on.
QString fitText(const ScopeOutcome& scope);
/// "exit 1: 0.92, exit 2: nobody"
QString thresholdsText(const std::vector<double>& thresholds);

}  // namespace exitlab

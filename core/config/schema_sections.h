// SPDX-License-Identifier: GPL-3.0-or-later
// The sections that experimentSchema puts together; each lies in a file of its own.
#pragma once

#include "core/config/method_info.h"
#include "core/config/parameter_spec.h"

namespace exitlab {

ParameterSection generalSection();
ParameterSection dataSection();
ParameterSection modelSection();
/// Append what only a vision transformer has, and where weights come from and which of them are trained.
void addVisionTransformer(std::vector<ParameterSpec>& model);
void addTuning(std::vector<ParameterSpec>& model);
ParameterSection algorithmSection(const MethodInfo* method, const MethodCatalog& catalog);
ParameterSection devicesSection();
ParameterSection trainingSection();
/// Appends what any method's training of exits can use.
void addExitTraining(std::vector<ParameterSpec>& training);
ParameterSection evaluationSection();
ParameterSection runSection();

}  // namespace exitlab

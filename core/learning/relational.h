// SPDX-License-Identifier: GPL-3.0-or-later
// Relational knowledge distillation (Park et al. 2019) as DarkDistill uses it (darkdistill.md 2.6): the student copies
// how the teacher's features lie to each other, not where they lie, so their widths may differ.
//
// features [n, d] of the same n samples; teachers are detached. Values and first and second derivatives are finite
// everywhere: coinciding samples give no gradient with respect to their distance or direction.
#pragma once

#include "core/torch.h"

namespace exitlab {

/// Smooth-L1 (beta 1), mean over all n^2 entries, between the matrices of Euclidean distances (not squared), each
/// divided by the mean of its positive entries. 0 for fewer than two samples.
Tensor relationalDistance(const Tensor& teacher, const Tensor& student);

/// Smooth-L1 (beta 1), mean over all n^3 entries, between the cosines of the angles at every sample a,
/// e_ai . e_aj with e_ab = (f_b - f_a) / |f_b - f_a| (0 for coinciding samples). 0 for fewer than three samples.
/// Memory n^3 and n^2 d floats.
Tensor relationalAngle(const Tensor& teacher, const Tensor& student);

}  // namespace exitlab

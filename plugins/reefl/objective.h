// SPDX-License-Identifier: GPL-3.0-or-later
// The local objective of ReeFL (reefl.md 1.4), free of the engine: weight of teaching over the rounds, the running loss
// that names the teacher, and what is taught.
#pragma once

#include <string>
#include <vector>

#include "core/torch.h"

namespace exitlab::reefl {

/// Who teaches the other exits of a client.
enum class Teaching {
    None,
    Forward,         ///< its deepest exit
    All,             ///< every exit every other one
    Dynamic,         ///< the one with the lowest loss on a held-out batch
    DynamicAverage,  ///< the one with the lowest running training loss
};
Teaching teachingFrom(const std::string& setting);

/// Position of the smallest value, the first of equal ones.
int lowest(const std::vector<double>& values);

/// rho <- memory rho + (1 - memory) loss, in place.
void updateRunning(std::vector<double>& rho, const std::vector<double>& loss, double memory);

/// Sum over the exits other than the teacher of T^2 KL(sg softmax(z_teacher / T) || softmax(z / T)), mean over the
/// batch; undefined if there is nobody to teach. logits: of the client's own exits; `teacher` counts for the dynamic
/// rules only. With All: the sum over ordered pairs, divided by the number of exits - 1.
Tensor taught(Teaching rule, const std::vector<Tensor>& logits, int teacher, double temperature);

}  // namespace exitlab::reefl

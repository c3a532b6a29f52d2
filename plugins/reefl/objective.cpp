// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/reefl/objective.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/learning/losses.h"

namespace exitlab::reefl {

Teaching teachingFrom(const std::string& setting) {
    if (setting == "none") return Teaching::None;
    if (setting == "forward") return Teaching::Forward;
    if (setting == "all") return Teaching::All;
    if (setting == "dynamic") return Teaching::Dynamic;
    if (setting == "dynamic_ma") return Teaching::DynamicAverage;
    throw std::logic_error("no rule of teaching is called " + setting);
}

int lowest(const std::vector<double>& values) {
    return static_cast<int>(std::min_element(values.begin(), values.end()) - values.begin());
}

void updateRunning(std::vector<double>& rho, const std::vector<double>& loss, double memory) {
    for (std::size_t k = 0; k < rho.size(); ++k) rho[k] = memory * rho[k] + (1 - memory) * loss[k];
}

Tensor taught(Teaching rule, const std::vector<Tensor>& logits, int teacher, double temperature) {
    if (rule == Teaching::None || logits.size() < 2) return {};
    if (rule == Teaching::All) return mutualDistillation(logits, temperature);
    const auto chosen = rule == Teaching::Forward ? logits.size() - 1 : static_cast<std::size_t>(teacher);
    Tensor sum;
    for (std::size_t k = 0; k < logits.size(); ++k) {
        if (k == chosen) continue;
        const Tensor one = distillation(logits[chosen], logits[k], temperature);
        sum = sum.defined() ? sum + one : one;
    }
    return sum;
}

}  // namespace exitlab::reefl

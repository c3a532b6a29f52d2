// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/networks.h"

#include <stdexcept>

namespace exitlab::test {

Settings modelSettings(const Changes& changes) { return smallExperiment("fedavg", changes).settings(); }

Tensor slice(const SpanTable& spans, const Tensor& flat, const std::string& name) {
    for (const TensorSpan& span : spans.spans)
        if (span.name == name) return flat.narrow(0, span.offset, span.numel).view(span.shape);
    throw std::out_of_range("no tensor " + name);
}

void assign(const SpanTable& spans, const Tensor& flat, const Json& named) {
    for (const auto& [name, value] : named.items()) slice(spans, flat, name).copy_(toTensor(value));
}

}  // namespace exitlab::test

// SPDX-License-Identifier: GPL-3.0-or-later
// Names for slices of the ParameterArena: which numbers belong to which tensor, part and group of a network.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/torch.h"

namespace exitlab {

using Shape = std::vector<std::int64_t>;  ///< of a tensor, or of one sample without the batch dimension

/// One tensor of the network in the arena. Parameters come first, then buffers (running statistics).
struct TensorSpan {
    /// Exits: a module that all exits share (the recurrent exit module of ReeFL), and what it has at each stage.
    enum class Part { Stem, Stage, Head, Exits };
    std::string name;  ///< as PyTorch would name it: "stages.0.conv.weight", "heads.2.bias"
    std::vector<std::int64_t> shape;
    std::int64_t offset = 0;  ///< in elements of the arena
    std::int64_t numel = 0;
    Part part = Part::Stage;
    int index = 0;        ///< stage or exit, from 0; of Part::Exits 0 for what is shared, s + 1 for its part at stage s
    bool norm = false;    ///< scale, shift or statistics of a normalisation layer
    bool buffer = false;  ///< statistics: no gradient
    bool adapter = false;  ///< added for fine-tuning (LoRA, adapters, scale and shift)
    bool frozen = false;   ///< by model.tuning: never trained, never sent; everybody has the initial values

    /// Whether the tensor answers at exits rather than being part of the trunk.
    bool ofExits() const { return part == Part::Head || part == Part::Exits; }
    /// Whether a trunk that ends with this stage has the tensor; true for heads, which belong to exits.
    bool within(int lastStage) const {
        return part == Part::Stage ? index <= lastStage : part != Part::Exits || index <= lastStage + 1;
    }
    /// Group that traffic and cost are counted by.
    std::string group() const;
};

/// Sorted, disjoint, merged ranges [offset, offset + length) of the arena: a payload, a trainable set, a personal part.
class SpanSet {
  public:
    SpanSet() = default;
    void add(std::int64_t offset, std::int64_t length);
    void add(const TensorSpan& span) { add(span.offset, span.numel); }
    bool contains(const TensorSpan& span) const;
    SpanSet intersect(const SpanSet& other) const;
    /// The slices of this set that are not in the other.
    SpanSet without(const SpanSet& other) const;
    bool empty() const { return ranges_.empty(); }
    std::int64_t numel() const;
    const std::vector<std::pair<std::int64_t, std::int64_t>>& ranges() const { return ranges_; }

    /// Copies the slices of `flat` one after another into a new float tensor of numel() elements.
    Tensor gather(const Tensor& flat) const;
    /// The reverse of gather, into `flat`.
    void scatter(const Tensor& packed, const Tensor& flat) const;
    /// Copies the slices from one flat tensor to the same places of another.
    void copy(const Tensor& from, const Tensor& to) const;

    bool operator==(const SpanSet&) const = default;

  private:
    std::vector<std::pair<std::int64_t, std::int64_t>> ranges_;
};

/// All tensors of a network in arena order.
struct SpanTable {
    std::vector<TensorSpan> spans;
    std::int64_t parameters = 0;  ///< elements with gradients: [0, parameters)
    std::int64_t total = 0;       ///< with buffers

    template <class Predicate>
    SpanSet where(Predicate&& predicate) const {
        SpanSet set;
        for (const auto& span : spans)
            if (predicate(span)) set.add(span);
        return set;
    }
    SpanSet all() const;
    SpanSet heads() const;           ///< parameters of every head and of a shared exit module
    SpanSet head(int exit) const;    ///< weight, then bias
    SpanSet backbone() const;        ///< parameters of stem and stages (normalisation scale and shift included)
    SpanSet stage(int index) const;  ///< parameters of one stage; the stem counts as part of stage 0
    SpanSet statistics() const;      ///< buffers
};

}  // namespace exitlab

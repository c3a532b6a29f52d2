// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/spans.h"

#include <cstring>
#include <stdexcept>

namespace exitlab {

std::string TensorSpan::group() const {
    if (buffer) return "norm statistics";
    if (adapter) return "adapters";
    if (part == Part::Exits) return "exit module";
    return part == Part::Head ? "heads" : "backbone";
}

void SpanSet::add(std::int64_t offset, std::int64_t length) {
    if (length <= 0) return;
    // Mostly in ascending order: rows of a slice, spans of a table.
    if (ranges_.empty() || offset > ranges_.back().first + ranges_.back().second) {
        ranges_.emplace_back(offset, length);
        return;
    }
    if (offset == ranges_.back().first + ranges_.back().second) {
        ranges_.back().second += length;
        return;
    }
    ranges_.emplace_back(offset, length);
    std::sort(ranges_.begin(), ranges_.end());
    std::vector<std::pair<std::int64_t, std::int64_t>> merged;
    for (const auto& [start, count] : ranges_) {
        if (!merged.empty() && start <= merged.back().first + merged.back().second)
            merged.back().second = std::max(merged.back().second, start + count - merged.back().first);
        else
            merged.emplace_back(start, count);
    }
    ranges_ = std::move(merged);
}

bool SpanSet::contains(const TensorSpan& span) const {
    return std::any_of(ranges_.begin(), ranges_.end(), [&](const auto& range) {
        return span.offset >= range.first && span.offset + span.numel <= range.first + range.second;
    });
}

SpanSet SpanSet::intersect(const SpanSet& other) const {
    SpanSet common;
    auto a = ranges_.begin();
    auto b = other.ranges_.begin();
    while (a != ranges_.end() && b != other.ranges_.end()) {
        const std::int64_t endA = a->first + a->second, endB = b->first + b->second;
        const std::int64_t begin = std::max(a->first, b->first);
        common.add(begin, std::min(endA, endB) - begin);
        endA < endB ? ++a : ++b;
    }
    return common;
}

SpanSet SpanSet::without(const SpanSet& other) const {
    SpanSet rest;
    auto b = other.ranges_.begin();
    for (auto [begin, length] : ranges_) {
        const std::int64_t end = begin + length;
        while (b != other.ranges_.end() && b->first + b->second <= begin) ++b;
        for (auto c = b; c != other.ranges_.end() && c->first < end; ++c) {
            rest.add(begin, c->first - begin);
            begin = std::max(begin, c->first + c->second);
        }
        rest.add(begin, end - begin);
    }
    return rest;
}

std::int64_t SpanSet::numel() const {
    std::int64_t sum = 0;
    for (const auto& range : ranges_) sum += range.second;
    return sum;
}

Tensor SpanSet::gather(const Tensor& flat) const {
    Tensor packed = at::empty({numel()}, at::kFloat);
    auto* out = packed.data_ptr<float>();
    const auto* in = flat.data_ptr<float>();
    for (const auto& [offset, length] : ranges_) {
        std::memcpy(out, in + offset, static_cast<std::size_t>(length) * sizeof(float));
        out += length;
    }
    return packed;
}

void SpanSet::scatter(const Tensor& packed, const Tensor& flat) const {
    if (packed.numel() != numel()) throw std::logic_error("payload has a different size than its span set");
    const auto* in = packed.data_ptr<float>();
    auto* out = flat.data_ptr<float>();
    for (const auto& [offset, length] : ranges_) {
        std::memcpy(out + offset, in, static_cast<std::size_t>(length) * sizeof(float));
        in += length;
    }
}

void SpanSet::copy(const Tensor& from, const Tensor& to) const {
    const auto* in = from.data_ptr<float>();
    auto* out = to.data_ptr<float>();
    for (const auto& [offset, length] : ranges_)
        std::memcpy(out + offset, in + offset, static_cast<std::size_t>(length) * sizeof(float));
}

SpanSet SpanTable::all() const {
    return where([](const TensorSpan&) { return true; });
}

SpanSet SpanTable::heads() const {
    return where([](const TensorSpan& s) { return s.ofExits() && !s.buffer; });
}

SpanSet SpanTable::head(int exit) const {
    return where([=](const TensorSpan& s) { return s.part == TensorSpan::Part::Head && s.index == exit && !s.buffer; });
}

SpanSet SpanTable::backbone() const {
    return where([](const TensorSpan& s) { return !s.ofExits() && !s.buffer; });
}

SpanSet SpanTable::stage(int index) const {
    return where([=](const TensorSpan& s) {
        if (s.buffer) return false;
        return (s.part == TensorSpan::Part::Stage && s.index == index) ||
               (s.part == TensorSpan::Part::Stem && index == 0);
    });
}

SpanSet SpanTable::statistics() const {
    return where([](const TensorSpan& s) { return s.buffer; });
}

}  // namespace exitlab

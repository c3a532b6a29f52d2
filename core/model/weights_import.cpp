// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/weights_import.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <set>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/config/derived.h"
#include "core/store/safetensors.h"

namespace exitlab {
namespace {

/// A tensor of the network as the file has it.
struct Source {
    std::string key;
    int third = -1;  ///< of a fused query, key, value tensor: 0, 1, 2
};

bool startsWith(const std::string& text, const std::string& prefix) { return text.rfind(prefix, 0) == 0; }

/// N of "<prefix>N.<rest>", or -1; `rest` becomes what follows.
int indexed(const std::string& name, const std::string& prefix, std::string& rest) {
    if (!startsWith(name, prefix)) return -1;
    int index = -1;
    const char* end = name.data() + name.size();
    const auto [stop, fault] = std::from_chars(name.data() + prefix.size(), end, index);
    if (fault != std::errc() || index < 0 || stop == end || *stop != '.') return -1;
    rest.assign(stop + 1, end);
    return index;
}

/// Name of a vision transformer's tensor in public files; empty where they have none.
Source publicName(const std::string& name) {
    if (name == "stem.class_token") return {"cls_token"};
    if (name == "stem.positions") return {"pos_embed"};
    if (startsWith(name, "stem.patch.")) return {"patch_embed.proj." + name.substr(11)};
    std::string rest;
    const int block = indexed(name, "stages.", rest);
    if (block < 0) return {};
    const std::string prefix = "blocks." + std::to_string(block) + ".";
    if (startsWith(rest, "norm")) return {prefix + rest};
    static constexpr const char* kFused[] = {"attention.query.", "attention.key.", "attention.value."};
    for (int third = 0; third < 3; ++third)
        if (startsWith(rest, kFused[third]))
            return {prefix + "attn.qkv." + rest.substr(std::string(kFused[third]).size()), third};
    static const std::pair<const char*, const char*> kOthers[] = {
        {"attention.output.", "attn.proj."}, {"linear1.", "mlp.fc1."}, {"linear2.", "mlp.fc2."}};
    for (const auto& [own, theirs] : kOthers)
        if (startsWith(rest, own)) return {prefix + theirs + rest.substr(std::string(own).size())};
    return {};
}

std::string shapeText(const Shape& shape) {
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i) text += (i ? ", " : "") + std::to_string(shape[i]);
    return text + "]";
}

/// "a, b, c and 4 more"
std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 3); ++i) text += (i ? ", " : "") + names[i];
    return names.size() > 3 ? text + " and " + std::to_string(names.size() - 3) + " more" : text;
}

class Importer {
  public:
    Importer(Network& network, const std::filesystem::path& file)
        : network_(network), plan_(network.plan()), file_(file.string()), stored_(readSafetensors(file)) {
        result_.file = file;
        result_.sha256 = sha256OfFile(file);
    }

    ImportedWeights run() {
        public_ = stored_.tensors.count("cls_token") || stored_.tensors.count("pos_embed") ||
                  stored_.tensors.count("blocks.0.norm1.weight");
        checkKind();
        std::vector<std::string> drawn;
        for (const TensorSpan& span : network_.spans().spans) {
            const Source source = public_ ? publicName(span.name) : Source{span.name};
            if (source.key.empty() || !stored_.tensors.count(source.key)) {
                // Exits, adapters and statistics belong to a task; the rest is what the file is for.
                if (!span.ofExits() && !span.adapter && !span.buffer) missing(source.key);
                drawn.push_back(span.name);
                continue;
            }
            used_.insert(source.key);
            if (!take(span, source)) drawn.push_back(span.name);
        }
        checkUnused();
        if (!drawn.empty()) note("not in the file, so they start as without it: " + listed(drawn));
        return std::move(result_);
    }

  private:
    [[noreturn]] void bad(const std::string& tensor, const std::string& what) const {
        throw InputError(file_, tensor.empty() ? "" : "tensor \"" + tensor + "\"", what);
    }
    void note(const std::string& text) { result_.notes.push_back(text); }

    void checkKind() const {
        const std::string& architecture = plan_.settings().text("model.architecture");
        if (public_) {
            if (architecture != "vit")
                bad("", "holds a vision transformer; expected model.architecture vit, found " + architecture);
            if (stored_.tensors.count("dist_token"))
                bad("dist_token", "a distilled DeiT, which has a second token; expected the DeiT without distillation");
            return;
        }
        const auto& spans = network_.spans().spans;
        const bool known = std::any_of(spans.begin(), spans.end(),
                                       [this](const TensorSpan& span) { return stored_.tensors.count(span.name) > 0; });
        if (known) return;
        if (stored_.tensors.empty()) bad("", "holds no tensor");
        bad("", "expected names of DeiT (cls_token, blocks.0.norm1.weight, ...) or of this network (" +
                    spans.front().name + ", ...), found \"" + stored_.tensors.begin()->first + "\" and others");
    }

    [[noreturn]] void missing(const std::string& key) const {
        std::string rest;
        int blocks = 0;
        for (const auto& [name, tensor] : stored_.tensors)
            blocks = std::max(blocks, indexed(name, public_ ? "blocks." : "stages.", rest) + 1);
        const int wanted = indexed(key, public_ ? "blocks." : "stages.", rest);
        if (wanted >= blocks && blocks > 0)
            bad(key, "missing: the network has " + std::to_string(plan_.stages()) + " stages, the file " +
                         std::to_string(blocks) + "; choose at most " + std::to_string(blocks) + " (model.stages)");
        bad(key, "missing; the network's trunk has it");
    }

    Tensor values(const std::string& key, const StoredTensor& stored) const {
        const auto type = stored.dtype == "F32"    ? at::kFloat
                          : stored.dtype == "F16"  ? at::kHalf
                          : stored.dtype == "BF16" ? at::kBFloat16
                                                   : at::kDouble;
        if (type == at::kDouble && stored.dtype != "F64")
            bad(key, "expected F32, F16, BF16 or F64 numbers, found " + stored.dtype);
        // Copied: the bytes of a text are not aligned for anything.
        Tensor tensor = at::empty(stored.shape, type);
        if (tensor.nbytes() > 0) std::memcpy(tensor.data_ptr(), stored.data.data(), tensor.nbytes());
        tensor = tensor.to(at::kFloat);
        if (!at::isfinite(tensor).all().item<bool>()) bad(key, "holds numbers that are not finite");
        return tensor;
    }

    /// False if the file's values do not fit an exit, which then keeps its own.
    bool take(const TensorSpan& span, const Source& source) {
        const StoredTensor& stored = stored_.tensors.at(source.key);
        const Shape& found = stored.shape;
        Tensor target = network_.values().narrow(0, span.offset, span.numel).view(span.shape);
        if (span.name == "stem.positions") {
            target.copy_(positions(span, source.key, stored));
            return true;
        }
        Shape expected = span.shape;
        if (source.third >= 0) expected[0] *= 3;
        if (public_ && span.name == "stem.class_token") expected.insert(expected.begin(), 1);
        const bool grey = span.name == "stem.patch.weight" && expected[1] == 1 && found.size() == 4 && found[1] == 3;
        if (grey) expected[1] = 3;
        if (found != expected) {
            if (span.ofExits()) {
                note("tensor \"" + source.key + "\" is of another exit (" + shapeText(found) + ", here " +
                     shapeText(expected) + ") and was left out");
                return false;
            }
            bad(source.key,
                "expected shape " + shapeText(expected) + ", found " + shapeText(found) + hint(span, expected, found));
        }
        Tensor tensor = values(source.key, stored);
        if (source.third >= 0) tensor = tensor.chunk(3, 0)[static_cast<std::size_t>(source.third)];
        if (grey) {
            tensor = tensor.sum(1, /*keepdim=*/true);
            note("patch embedding summed over three colour channels, as the images are grey");
        }
        target.copy_(tensor.reshape(span.shape));
        return true;
    }

    /// Which settings would make the network the file's.
    static std::string hint(const TensorSpan& span, const Shape& expected, const Shape& found) {
        if (found.size() != expected.size()) return "";
        if (span.name == "stem.patch.weight")
            return "; the file is of width " + std::to_string(found[0]) + " (model.width) and patch " +
                   std::to_string(found[3]) + " (model.patch)";
        if (span.name.find(".linear1.weight") != std::string::npos && found[1] == expected[1])
            return "; the file has " + std::to_string(found[0]) + " hidden units (model.mlp_ratio)";
        if (span.adapter) return " (model.adapter_rank)";
        return found[0] != expected[0] ? "; compare model.width" : "";
    }

    /// [1 + patches, width] for this network's grid.
    Tensor positions(const TensorSpan& span, const std::string& key, const StoredTensor& stored) {
        Shape found = stored.shape;
        const std::string shown = shapeText(found);
        if (public_ && found.size() == 3 && found[0] == 1) found.erase(found.begin());
        const std::int64_t width = span.shape[1];
        const auto side = found.size() == 2 && found[0] > 1
                              ? static_cast<std::int64_t>(std::llround(std::sqrt(static_cast<double>(found[0] - 1))))
                              : 0;
        if (side == 0 || side * side != found[0] - 1 || found[1] != width)
            bad(key, "expected shape " + std::string(public_ ? "[1, " : "[") + "1 + a square number, " +
                         std::to_string(width) + "], found " + shown);
        const Tensor tensor = values(key, stored).view({found[0], width});
        const std::int64_t patch = plan_.settings().integer("model.patch");
        const std::int64_t rows = plan_.sample()[1] / patch, columns = plan_.sample()[2] / patch;
        if (rows == side && columns == side) return tensor;
        note("position embeddings interpolated from " + std::to_string(side) + " x " + std::to_string(side) + " to " +
             std::to_string(rows) + " x " + std::to_string(columns) + " patches");
        const Tensor grid = tensor.narrow(0, 1, side * side).view({1, side, side, width}).permute({0, 3, 1, 2});
        const Tensor resized = at::upsample_bicubic2d(grid.contiguous(), {rows, columns}, /*align_corners=*/false);
        return at::cat({tensor.narrow(0, 0, 1), resized.permute({0, 2, 3, 1}).reshape({rows * columns, width})});
    }

    void checkUnused() {
        int blocks = 0;
        std::vector<std::string> ignored;
        for (const auto& [name, tensor] : stored_.tensors) {
            std::string rest;
            const int block = indexed(name, public_ ? "blocks." : "stages.", rest);
            blocks = std::max(blocks, block + 1);
            if (used_.count(name) || block >= plan_.stages()) continue;
            const bool classifier = public_ ? startsWith(name, "norm.") || startsWith(name, "fc_norm.") ||
                                                  startsWith(name, "head.") || startsWith(name, "pre_logits.")
                                            : startsWith(name, "heads.") || startsWith(name, "exits.");
            if (!classifier)
                bad(name, "the network has no such tensor (model.architecture " +
                              plan_.settings().text("model.architecture") + ", model.tuning " +
                              plan_.settings().text("model.tuning") + ")");
            ignored.push_back(name);
        }
        if (blocks > plan_.stages())
            note("the first " + std::to_string(plan_.stages()) + " of " + std::to_string(blocks) + " stages taken");
        if (!ignored.empty()) note("without a place in this network, so left out: " + listed(ignored));
    }

    Network& network_;
    const NetworkPlan& plan_;
    std::string file_;
    SafetensorsFile stored_;
    bool public_ = false;
    std::set<std::string> used_;
    ImportedWeights result_;
};

}  // namespace

ImportedWeights importWeights(Network& network, const std::filesystem::path& file) {
    const at::NoGradGuard noGrad;
    return Importer(network, file).run();
}

}  // namespace exitlab

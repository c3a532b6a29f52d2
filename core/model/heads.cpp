// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/heads.h"

#include "core/base/error.h"
#include "core/config/derived.h"
#include "core/model/conv_heads.h"
#include "core/model/transformer.h"

namespace exitlab {
namespace {

class LinearHead final : public Head {
  public:
    explicit LinearHead(int classes) : linear_(classes) {}
    void declare(Declarer& declarer, const Shape& stage) override { linear_.declare(declarer, {pooledWidth(stage)}); }
    Tensor classify(const Tensor& feature, bool training) const override { return linear_.forward(feature, training); }

  private:
    Linear linear_;
};

class NormLinearHead final : public Head {
  public:
    explicit NormLinearHead(int classes) : norm_(1e-6, true), linear_(classes) {}
    void declare(Declarer& declarer, const Shape& stage) override {
        const Shape width{pooledWidth(stage)};
        {
            const Declarer::Scope scope(declarer, "norm");
            norm_.declare(declarer, width);
        }
        const Declarer::Scope scope(declarer, "linear");
        linear_.declare(declarer, width);
    }
    Tensor classify(const Tensor& feature, bool training) const override {
        return linear_.forward(norm_.forward(feature, training), training);
    }

  private:
    LayerNorm norm_;
    Linear linear_;
};

}  // namespace

std::int64_t Head::pooledWidth(const Shape& stage) { return stage.size() == 2 ? stage[1] : stage[0]; }

Tensor Head::pooled(const Tensor& x) { return x.dim() == 4 ? x.mean({2, 3}) : x.dim() == 3 ? x.select(1, 0) : x; }

Tensor Head::feature(const Tensor& x, bool) const { return pooled(x); }

std::unique_ptr<Head> buildHead(const Settings& settings, int stage, int classes) {
    const std::string kind = headKind(settings);
    if (kind == "linear") return std::make_unique<LinearHead>(classes);
    if (kind == "norm-linear") return std::make_unique<NormLinearHead>(classes);
    if (kind == "multi-scale") return multiScaleHead(settings, stage, classes);
    if (kind == "conv") return convHead(classes, settings.text("model.norm_policy") != "batch");
    throw InputError("model.head", "", "no head '" + kind + "'; expected linear, norm-linear or conv");
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/conv_heads.h"

#include "core/base/error.h"
#include "core/model/conv_norm.h"
#include "core/model/msdnet.h"

namespace exitlab {
namespace {

void needImages(const Shape& stage, const char* head) {
    if (stage.size() != 3)
        throw InputError("model.head", "",
                         std::string(head) + " needs a stage that gives images, channels x height x width");
}

/// Convolutions, pooling over the plane, then a linear layer.
class ConvHead : public Head {
  public:
    ConvHead(int classes, int convs, std::int64_t stride, std::int64_t channels, bool tracking)
        : convCount_(convs), stride_(stride), channels_(channels), tracking_(tracking), linear_(classes) {}

    void declare(Declarer& declarer, const Shape& stage) override {
        needImages(stage, "a convolutional head");
        Shape shape = stage;
        for (int i = 0; i < convCount_; ++i) {
            convs_.push_back(
                std::make_unique<ConvNormRelu>(channels_ > 0 ? channels_ : stage[0], 3, stride_, tracking_));
            const Declarer::Scope scope(declarer, "convs." + std::to_string(i));
            shape = convs_.back()->declare(declarer, shape);
        }
        const Declarer::Scope scope(declarer, "linear");
        linear_.declare(declarer, {shape[0]});
    }
    Tensor feature(const Tensor& x, bool training) const override {
        Tensor y = x;
        for (const auto& conv : convs_) y = conv->forward(y, training);
        return y.mean({2, 3});
    }
    Tensor classify(const Tensor& feature, bool training) const override { return linear_.forward(feature, training); }

  private:
    int convCount_;
    std::int64_t stride_, channels_;
    bool tracking_;
    std::vector<std::unique_ptr<ConvNormRelu>> convs_;
    Linear linear_;
};

/// MSDNet's classifier on the coarsest scale of a packed stage.
class MultiScaleHead final : public Head {
  public:
    MultiScaleHead(const MsdNetSettings& settings, int stage, int classes)
        : settings_(settings), stage_(stage), convs_(classes, 2, 2, 128, settings.tracking) {}

    void declare(Declarer& declarer, const Shape& stage) override {
        pack_ = msdNetPackOf(settings_, stage_, stage);
        convs_.declare(declarer, pack_.scales().back());
    }
    Tensor feature(const Tensor& x, bool training) const override {
        return convs_.feature(pack_.coarsest(x), training);
    }
    Tensor classify(const Tensor& feature, bool training) const override { return convs_.classify(feature, training); }

  private:
    MsdNetSettings settings_;
    int stage_;
    ScalePack pack_;
    ConvHead convs_;
};

}  // namespace

std::unique_ptr<Head> convHead(int classes, bool tracking) {
    return std::make_unique<ConvHead>(classes, 3, 1, 0, tracking);
}

std::unique_ptr<Head> multiScaleHead(const Settings& settings, int stage, int classes) {
    return std::make_unique<MultiScaleHead>(MsdNetSettings::of(settings), stage, classes);
}

}  // namespace exitlab

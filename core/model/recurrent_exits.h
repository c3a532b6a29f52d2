// SPDX-License-Identifier: GPL-3.0-or-later
// The recurrent exit module of ReeFL (reefl.md 1.3): one small transformer and one classifier shared by all exits. At
// every stage l it attends over the tokens of all stages so far and a learnt extra token:
//     M = TransformerLayer([meta ; m_0 ... m_{l-1}, t_l] + P[0..l+1])          [n, l + 2, d]
//     logits_l = Linear(LN(M[0] + t_l));   the token of stage l becomes m_l = M[l+1]
// m_j are modulated tokens of earlier stages, t_l is the raw one of this stage.
#pragma once

#include <deque>

#include "core/config/experiment.h"
#include "core/model/layer.h"
#include "core/model/transformer.h"

namespace exitlab {

class RecurrentExits {
  public:
    RecurrentExits(const Settings& settings, int classes);

    /// d: the trunk's own width for sequences, model.ree.width otherwise. `stages`: positions are as many as the trunk
    /// is deep, whatever the client's depth. Tensors belong to TensorSpan::Part::Exits.
    void declare(Declarer& declarer, const std::vector<Shape>& stages);
    /// For trunks without a class token: Linear_l of the pooled output is the token of stage l, and U_l m_l (no bias,
    /// starting at zero) is added to the output everywhere. Part of the module that only trunks with this stage have.
    void declareStage(Declarer& declarer, int stage, const Shape& output);

    /// Whether tokens go back into the trunk; without, the history holds the raw tokens.
    bool modulates() const { return modulation_; }
    /// Multiply-accumulates of the module's work at stage l, without the classifier: k (4 d a + 2 d h) + 2 k^2 a with
    /// k = l + 2 tokens.
    std::int64_t stageMacs(int stage) const;
    std::int64_t classifierMacs() const { return width_ * classes_; }

    /// t_l [n, d] from the output of stage l.
    Tensor token(int stage, const Tensor& output) const;
    /// tokens: m_0 ... m_{l-1}, t_l, each [n, d] -> M [n, l + 2, d].
    Tensor fuse(const std::vector<Tensor>& tokens, bool training) const;
    /// The feature M[0] + t_l [n, d] -> logits.
    Tensor classify(const Tensor& feature, bool training) const;
    /// The output of stage l with m_l in it; unchanged when modulation is switched off.
    Tensor modulate(int stage, const Tensor& output, const Tensor& token) const;

  private:
    /// Pre-norm transformer layer whose attention is narrower than its tokens; scores are scaled by a^(-1/2) of the
    /// whole attention width, not of one head.
    struct Block {
        Block(std::int64_t width, std::int64_t attention, std::int64_t hidden);
        void declare(Declarer& declarer, const Shape& tokens);
        Tensor forward(const Tensor& x, std::int64_t heads, bool training) const;
        LayerNorm norm1{1e-6}, norm2{1e-6};
        Linear query, key, value, output, linear1, linear2;
    };
    struct StageToken {
        std::unique_ptr<Linear> token;  ///< null where the trunk has a class token
        Tensor modulation;              ///< U_l [channels, d]
    };

    std::int64_t classes_, attention_, heads_;
    double ratio_;
    int steps_, layers_;
    bool modulation_, norm_;
    std::int64_t width_ = 0;
    std::int64_t cnnWidth_;
    Tensor meta_, positions_;
    std::vector<std::unique_ptr<Block>> blocks_;
    std::deque<StageToken> stages_;  ///< tensors are bound by address: elements must not move
    LayerNorm headNorm_{1e-6, true};
    Linear classifier_;
};

}  // namespace exitlab

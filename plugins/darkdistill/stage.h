// SPDX-License-Identifier: GPL-3.0-or-later
// What both forms of the server stage work with: the levels' models, their pools, and the rules of distillation.
#pragma once

#include "core/federation/server_stage.h"
#include "plugins/darkdistill/draws.h"
#include "plugins/darkdistill/generator.h"
#include "plugins/darkdistill/matching.h"

namespace exitlab::darkdistill {

/// One capacity level in one round: its super-local model M_l and what its clients told.
struct Level {
    std::vector<bool> exits;  ///< computed ones
    int count = 0;            ///< of its exits
    Tensor values;            ///< flat [total]
    double weight = 0;        ///< N_l, in any scale; 0: no client this round
    SpanSet trainable;  ///< stages of the model; the latents enter behind the stem, and features leave before heads
    Tensor difficulty;  ///< D of its clients' samples [n]; undefined where they do not send it
    Tensor labels;      ///< y, int64 [n]

    bool present() const { return weight > 0; }
};

struct StageRules {
    std::int64_t batch = 32;
    int steps = 5;       ///< of distillation per server epoch
    double rate = 0.05;  ///< of SGD
    double decay = 1e-3;
    double quotaRatio = 1.5;
    double distance = 5;    ///< weight of RKD_dist
    double angle = 10;      ///< weight of RKD_angle
    bool condition = true;  ///< difficulty is an input of the generators and part of their loss
    bool joinAll = false;   ///< every exit of the teacher teaches; else the last one
    bool increase = true;   ///< parallel form: later exits' generators make harder samples
    MatchingRule matching;
};

/// Means over a round of named numbers, in order of appearance.
class StageLog {
  public:
    void add(const std::string& series, const std::string& label, double value);
    std::vector<std::string> labels(const std::string& series) const;
    std::vector<double> means(const std::string& series) const;
    bool has(const std::string& series) const { return series_.count(series) != 0; }

  private:
    struct Entry {
        std::string label;
        double sum = 0;
        std::int64_t count = 0;
    };
    std::map<std::string, std::vector<Entry>> series_;
};

/// Copies values into the network, past autograd.
void load(Network& network, const Tensor& values);

/// distance RKD_dist + angle RKD_angle of the same samples at a teacher and a student.
Tensor relation(const Tensor& teacher, const Tensor& student, const StageRules& rules);

/// Per sample the loss at its exit: outputs [n, classes] per exit -> [n].
Tensor ownedLosses(const std::vector<Tensor>& outputs, const std::vector<int>& owner, const Tensor& labels);

/// The defined ones of a network's outputs.
std::vector<Tensor> computed(const std::vector<Tensor>& perExit);

/// SGD on the model with the network's gradients; the network's values become the model's.
void descend(Network& network, const SpanSet& trainable, const Tensor& values, const StageRules& rules);

}  // namespace exitlab::darkdistill

// SPDX-License-Identifier: GPL-3.0-or-later
// What follows from settings by rule, stated once for the engine, the checks and the window.
#pragma once

#include <string>
#include <vector>

#include "core/config/experiment.h"

namespace exitlab {

/// What is known of a data set without its files: classes and the shape channels x side x side.
struct DatasetFacts {
    int classes = 0;
    int channels = 0;
    int side = 0;  ///< pixels
    bool operator==(const DatasetFacts&) const = default;
};
DatasetFacts datasetFacts(const Settings& settings);

/// Clients that train in a round: max(1, floor(participation * clients + 1e-9)). The small addend keeps 0.3 * 10 at 3.
int cohortSize(const Settings& settings);

/// Number of stages S of the network: model.stages, or the architecture's own.
int networkStages(const Settings& settings);

/// 1-based stage of each exit, ascending, the last at stage S: model.exit_places, or ceil(k S / m) for exit k of m.
/// Throws InputError naming model.exits or model.exit_places if the settings contradict each other.
std::vector<int> exitStages(const Settings& settings);

/// Numbers separated by commas, each from `minimum` to `maximum`: `count` of them, the last one repeated where fewer
/// are given. Throws InputError naming the key.
std::vector<double> numberList(const Settings& settings, const std::string& key, int count, double minimum,
                               double maximum);

/// The same with one number per device tier; a list for more tiers than there are is cut, so that devices.tiers can be
/// changed alone.
std::vector<double> tierList(const Settings& settings, const std::string& key, double minimum, double maximum);

/// "100,200" -> {100, 200}; empty text: none. Throws InputError naming `setting` unless it is a list of whole numbers
/// from 1 in ascending order.
std::vector<int> parseMilestones(const std::string& setting, const std::string& text);

/// model.head, with "auto" resolved: norm-linear on sequences (vit), multi-scale on MSDNet (always),
/// linear elsewhere.
std::string headKind(const Settings& settings);

/// Patches of `patch` x `patch` pixels that an image has. Throws InputError naming model.patch unless they fill it.
std::int64_t patchCount(std::int64_t patch, std::int64_t height, std::int64_t width);

/// model.attention_heads of a vision transformer. Throws InputError unless they divide model.width.
std::int64_t attentionHeads(const Settings& settings);

/// The first ceil(share * channels) channels of a hidden layer stay where a network is narrowed.
std::int64_t narrowedChannels(std::int64_t channels, double share);

/// The settings of the same network with `share` of the channels of every hidden layer, rounded up. A vision
/// transformer keeps the width of its attention heads and has fewer of them.
Settings narrowedSettings(const Settings& settings, double share);

/// Side length in pixels of the ConvNet's image after each stage: floor((s - 2) / 2) without padding, floor(s / 2)
/// with; ends at the first 0, beyond which there is no image.
std::vector<int> convNetSides(int side, int stages, bool padded);

/// Whether a form shows the setting: its condition holds, or it has none.
bool isVisible(const ParameterSpec& spec, const Settings& settings);

/// Settings that decide the data, the partition, the network, the devices and so what a checkpoint holds: a branch of a
/// run has those of its parent.
bool isFixedInBranch(const std::string& key);

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
// Pretrained weights (model.weights): a safetensors file into a network.
#pragma once

#include <filesystem>

#include "core/model/network.h"

namespace exitlab {

/// Where a network's first values came from; empty where they were drawn.
struct ImportedWeights {
    std::filesystem::path file;
    std::string sha256;              ///< of the file: a run resumes with the same one only
    std::vector<std::string> notes;  ///< what was left out, interpolated or starts at random; one sentence each
};

/// Overwrites the network's values with those of the file; what the file has no values for keeps its own.
///
/// Names are ExitLab's own ("stages.0.attention.query.weight", as exported) or, for a vision transformer, the public
/// ones of DeiT and ViT: cls_token, pos_embed, patch_embed.proj.*, blocks.N.{norm1, attn.qkv, attn.proj, norm2,
/// mlp.fc1, mlp.fc2}.*, where attn.qkv is split into thirds; norm.* and head.* have no place here and are left out. A
/// network with fewer stages takes the first ones. Position embeddings of another number of patches are interpolated
/// (bicubic, the class token's row kept), and the patch embedding of colour images is summed over its channels for grey
/// ones, which is what three equal channels would give. Stored as F32, F16, BF16 or F64.
///
/// Throws InputError naming file and tensor, with the shapes expected and found, if a tensor of the trunk is missing,
/// has another shape, holds numbers that are not finite, or has a name that means nothing here.
ImportedWeights importWeights(Network& network, const std::filesystem::path& file);

}  // namespace exitlab

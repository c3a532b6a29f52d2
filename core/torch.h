// SPDX-License-Identifier: GPL-3.0-or-later
// The only door to libtorch: tensors and autograd, nothing of torch::nn or torch::optim (layers and optimisers work on
// the ParameterArena). Differences between libtorch versions are bridged here. It is the shared precompiled header.
#pragma once

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Woverloaded-virtual"
#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/autograd.h>
#pragma GCC diagnostic pop

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace exitlab {
using at::Tensor;
}

# SPDX-License-Identifier: GPL-3.0-or-later
"""Tiny multi-exit networks as plain functions of named tensors (methods/cafedistill.md, 1.10).

    z_k(x) = h_k(pool(phi_k(x; theta)))

A network is a dict name -> float64 tensor in torch layout (Linear [out, in], Conv [out, in, kh, kw]). Stage l holds
the names "stages.l.*", exit k the names "heads.k.*"; exit k sees stages 0..k.
"""

import torch
import torch.nn.functional as F

from inputs import Stream

BN_MOMENTUM = 0.1
BN_EPS = 1e-5


class Kinks:
    """Smallest distance of any unit to a kink (ReLU at zero, tie of a max pooling window).

    Away from kinks float32 and float64 take the same branch, and finite differences are valid.
    """

    def __init__(self):
        self.distance = float("inf")

    def relu(self, x):
        self.distance = min(self.distance, float(x.detach().abs().min()))
        return torch.relu(x)

    def max_pool2(self, x):
        batch, channels, height, width = x.shape
        h, w = height // 2, width // 2
        windows = x.detach()[:, :, : 2 * h, : 2 * w].reshape(batch, channels, h, 2, w, 2)
        windows = windows.permute(0, 1, 2, 4, 3, 5).reshape(-1, 4).sort(dim=1).values
        gap = windows[:, 3] - windows[:, 2]
        live = windows[:, 3] > 0.0  # a window of zeros passes no gradient through the ReLU before it
        if bool(live.any()):
            self.distance = min(self.distance, float(gap[live].min()))
        return F.max_pool2d(x, 2)


def _linear(draw, out, into, weight, bias):
    return draw.grid((out, into), weight), draw.grid((out,), bias)


def _as_tensors(named):
    return {name: torch.from_numpy(value) for name, value in named.items()}


def stage_names(parameters, stage):
    return [name for name in parameters if name.startswith(f"stages.{stage}.")]


# ---- MLP: stage k = Linear -> ReLU, exit k = Linear on its output


def make_mlp(seed, inputs=6, hidden=5, classes=3, exits=3):
    draw = Stream(seed)
    named = {}
    for k in range(exits):
        w, b = _linear(draw, hidden, inputs if k == 0 else hidden, 0.75, 0.25)
        named[f"stages.{k}.weight"], named[f"stages.{k}.bias"] = w, b + 0.25
    for k in range(exits):
        named[f"heads.{k}.weight"], named[f"heads.{k}.bias"] = _linear(draw, classes, hidden, 0.5, 0.125)
    return _as_tensors(named)


def mlp(parameters, x, kinks=None):
    """Returns (logits of every exit, input features of the last head)."""
    kinks = kinks or Kinks()
    exits = sum(name.startswith("heads.") and name.endswith(".weight") for name in parameters)
    logits = []
    for k in range(exits):
        x = kinks.relu(F.linear(x, parameters[f"stages.{k}.weight"], parameters[f"stages.{k}.bias"]))
        logits.append(F.linear(x, parameters[f"heads.{k}.weight"], parameters[f"heads.{k}.bias"]))
    return logits, x


# ---- ConvNet: stage k = conv 3x3 without padding -> ReLU -> max pool 2, exit k = mean over pixels -> Linear


def make_convnet(seed, channels=1, width=3, classes=4, exits=3):
    draw = Stream(seed)
    named = {}
    for k in range(exits):
        into = channels if k == 0 else width
        named[f"stages.{k}.conv.weight"] = draw.grid((width, into, 3, 3), 0.5)
        named[f"stages.{k}.conv.bias"] = draw.grid((width,), 0.125) + 0.125
    for k in range(exits):
        named[f"heads.{k}.weight"], named[f"heads.{k}.bias"] = _linear(draw, classes, width, 1.0, 0.25)
    return _as_tensors(named)


def convnet(parameters, x, kinks=None):
    kinks = kinks or Kinks()
    exits = sum(name.startswith("heads.") and name.endswith(".weight") for name in parameters)
    logits = []
    for k in range(exits):
        x = F.conv2d(x, parameters[f"stages.{k}.conv.weight"], parameters[f"stages.{k}.conv.bias"])
        x = kinks.max_pool2(kinks.relu(x))
        pooled = x.mean(dim=(2, 3))
        logits.append(F.linear(pooled, parameters[f"heads.{k}.weight"], parameters[f"heads.{k}.bias"]))
    return logits


# ---- CIFAR ResNet: stem conv 3x3 + norm + ReLU, one BasicBlock per stage, exit k = mean over pixels -> Linear


def _norm(draw, named, name, width):
    named[f"{name}.weight"] = draw.grid((width,), 0.25) + 1.0
    named[f"{name}.bias"] = draw.grid((width,), 0.25)
    named[f"{name}.running_mean"] = draw.grid((width,), 0.25)
    named[f"{name}.running_var"] = draw.grid((width,), 0.25) + 1.0


def make_resnet(seed, channels=3, widths=(4, 8), classes=4):
    draw = Stream(seed)
    named = {"stem.conv.weight": draw.grid((widths[0], channels, 3, 3), 0.375)}
    _norm(draw, named, "stem.norm", widths[0])
    into = widths[0]
    for k, width in enumerate(widths):
        block = f"stages.{k}.0"
        named[f"{block}.conv1.weight"] = draw.grid((width, into, 3, 3), 0.375)
        _norm(draw, named, f"{block}.norm1", width)
        named[f"{block}.conv2.weight"] = draw.grid((width, width, 3, 3), 0.25)
        _norm(draw, named, f"{block}.norm2", width)
        if k > 0:
            named[f"{block}.shortcut.conv.weight"] = draw.grid((width, into, 1, 1), 0.75)
            _norm(draw, named, f"{block}.shortcut.norm", width)
        into = width
    for k, width in enumerate(widths):
        named[f"heads.{k}.weight"], named[f"heads.{k}.bias"] = _linear(draw, classes, width, 1.0, 0.25)
    return _as_tensors(named)


def is_buffer(name):
    return name.endswith((".running_mean", ".running_var"))


NORM_PARTS = ("weight", "bias", "running_mean", "running_var")


def batch_norm(value, weight, bias, running_mean, running_var, training):
    """Batch norm over [batch, channel, height, width]; returns (output, running mean, running variance).

    Training normalises with the biased batch variance and puts the unbiased one into the running statistics.
    """
    mean, var = running_mean, running_var
    if training:
        count = value.numel() // value.shape[1]
        mean = value.mean(dim=(0, 2, 3))
        var = ((value - mean[None, :, None, None]) ** 2).mean(dim=(0, 2, 3))
        unbiased = var.detach() * count / (count - 1)
        running_mean = (1 - BN_MOMENTUM) * running_mean + BN_MOMENTUM * mean.detach()
        running_var = (1 - BN_MOMENTUM) * running_var + BN_MOMENTUM * unbiased
    scale = weight / torch.sqrt(var + BN_EPS)
    out = (value - mean[None, :, None, None]) * scale[None, :, None, None] + bias[None, :, None, None]
    return out, running_mean, running_var


def resnet(parameters, x, training, kinks=None):
    """Returns (logits of every exit, running statistics after the pass). The given tensors are left alone."""
    kinks = kinks or Kinks()
    statistics = {}

    def norm(name, value):
        out, mean, var = batch_norm(value, *(parameters[f"{name}.{part}"] for part in NORM_PARTS), training)
        statistics[f"{name}.running_mean"], statistics[f"{name}.running_var"] = mean, var
        return out

    x = kinks.relu(norm("stem.norm", F.conv2d(x, parameters["stem.conv.weight"], padding=1)))
    exits = sum(name.startswith("heads.") and name.endswith(".weight") for name in parameters)
    logits = []
    for k in range(exits):
        block = f"stages.{k}.0"
        stride = 1 if k == 0 else 2
        y = F.conv2d(x, parameters[f"{block}.conv1.weight"], stride=stride, padding=1)
        y = kinks.relu(norm(f"{block}.norm1", y))
        y = norm(f"{block}.norm2", F.conv2d(y, parameters[f"{block}.conv2.weight"], padding=1))
        if f"{block}.shortcut.conv.weight" in parameters:
            x = norm(f"{block}.shortcut.norm", F.conv2d(x, parameters[f"{block}.shortcut.conv.weight"], stride=stride))
        x = kinks.relu(y + x)
        logits.append(F.linear(x.mean(dim=(2, 3)), parameters[f"heads.{k}.weight"], parameters[f"heads.{k}.bias"]))
    return logits, statistics

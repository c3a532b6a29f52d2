# SPDX-License-Identifier: GPL-3.0-or-later
"""Forward logits and gradients of sum_k CE(z_k, y) for the tiny networks (methods/cafedistill.md, 1.10)."""

import numpy as np
import torch
import torch.nn.functional as F

import checks
import networks
from goldenjson import tensor, tensors
from inputs import Stream

KINK = 2e-5  # float32 forward errors of these networks stay below a tenth of this


def gradients(forward, parameters, labels):
    """Logits and d sum_k CE(z_k, y) / d parameter for every trainable name; CE is the mean over the batch."""
    live = {n: p.clone().requires_grad_(not networks.is_buffer(n)) for n, p in parameters.items()}
    logits = forward(live)
    loss = sum(F.cross_entropy(z, labels) for z in logits)
    names = [n for n in live if live[n].requires_grad]
    found = torch.autograd.grad(loss, [live[n] for n in names])
    return [z.detach() for z in logits], float(loss), dict(zip(names, found))


def check_gradients(forward, parameters, labels, found, what, count=6):
    """A few entries of every gradient against central differences."""
    step = 1e-6
    for name, gradient in found.items():
        flat = parameters[name].numel()
        for index in sorted({i * (flat - 1) // max(1, count - 1) for i in range(count)}):
            values = []
            for sign in (1, -1):
                shifted = dict(parameters)
                shifted[name] = parameters[name].clone()
                shifted[name].view(-1)[index] += sign * step
                values.append(float(sum(F.cross_entropy(z, labels) for z in forward(shifted))))
            numeric = (values[0] - values[1]) / (2 * step)
            checks.close(gradient.reshape(-1)[index], numeric, 3e-8, f"{what}: {name}[{index}]")


def convnet_batch(seed, batch, classes=4, size=24):
    draw = Stream(seed)
    return torch.from_numpy(draw.grid((batch, 1, size, size), 1, step=64)), torch.from_numpy(draw.labels(batch, classes))


CONVNET_SEED, CONVNET_BATCH_SEED = 622, 607
RESNET_SEED, RESNET_BATCH_SEED = 617, 620


def _entry(parameters, x, y, forward, what):
    kinks = networks.Kinks()
    logits, loss, found = gradients(lambda p: forward(p, kinks), parameters, y)
    assert kinks.distance > KINK, f"{what}: a unit is {kinks.distance:.2g} from a kink; choose another seed"
    check_gradients(lambda p: forward(p, networks.Kinks()), parameters, y, found, what)
    return {
        "logits": tensor(torch.stack(logits)),
        "loss": loss,
        "gradients": tensors(found),
    }


def _check_norm_against_torch(parameters, x):
    """The hand-written batch norm against torch's, on the stem's output."""
    value = F.conv2d(x, parameters["stem.conv.weight"], padding=1)
    weight, bias, mean, var = (parameters[f"stem.norm.{part}"] for part in networks.NORM_PARTS)
    for training in (False, True):
        torch_mean, torch_var = mean.clone(), var.clone()
        theirs = F.batch_norm(
            value, torch_mean, torch_var, weight, bias, training, networks.BN_MOMENTUM, networks.BN_EPS
        )
        for mine, other in zip(
            networks.batch_norm(value, weight, bias, mean, var, training), (theirs, torch_mean, torch_var)
        ):
            checks.close(mine, other, 1e-13, "batch norm")


def golden():
    parameters = networks.make_convnet(CONVNET_SEED)
    x, y = convnet_batch(CONVNET_BATCH_SEED, batch=2)
    conv = {
        "parameters": tensors(parameters),
        "input": tensor(x),
        "labels": y.tolist(),
        **_entry(parameters, x, y, lambda p, kinks: networks.convnet(p, x, kinks), "convnet"),
    }

    parameters = networks.make_resnet(RESNET_SEED)
    draw = Stream(RESNET_BATCH_SEED)
    x = torch.from_numpy(draw.grid((2, 3, 8, 8), 1, step=64))
    y = torch.from_numpy(np.array([draw.below(4), draw.below(4)]))
    _check_norm_against_torch(parameters, x)
    res = {
        "parameters": tensors({n: p for n, p in parameters.items() if not networks.is_buffer(n)}),
        "buffers": tensors({n: p for n, p in parameters.items() if networks.is_buffer(n)}),
        "input": tensor(x),
        "labels": y.tolist(),
        "bn_momentum": networks.BN_MOMENTUM,
        "bn_eps": networks.BN_EPS,
    }
    for mode in ("train", "eval"):
        res[mode] = _entry(
            parameters, x, y, lambda p, kinks: networks.resnet(p, x, mode == "train", kinks)[0], "resnet " + mode
        )
    res["train"]["buffers_after"] = tensors(networks.resnet(parameters, x, training=True)[1])
    return {
        "about": "Tiny networks of cafedistill.md 1.10. logits [exit, sample, class]; loss = sum over exits of CE (mean over"
        " the batch); gradients by parameter name, torch layout. convnet: 3 x [conv 3x3 no padding, ReLU, max pool 2],"
        " exit = mean over pixels, Linear. resnet: stem conv 3x3 padding 1 + norm + ReLU; BasicBlock per stage, stride 1"
        " then 2, convolutions without bias, shortcut conv 1x1 + norm in stage 1; eval uses the given buffers;"
        " buffers_after = running statistics after one train pass (unbiased variance).",
        "convnet": conv,
        "resnet": res,
    }

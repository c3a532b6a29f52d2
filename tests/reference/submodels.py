# SPDX-License-Identifier: GPL-3.0-or-later
"""Depth-scaled sub-models on the tiny MLP: levels, boosted outputs, gradient equilibrium, averaging over holders.

    e(l) = ceil((l+1) m / L) - 1                      deepest exit of level l; it holds stages and exits 0..e(l)
    E_0 = 0, E_{k+1} = r (z_k + E_k), out_k = z_k + sg[E_k]              (methods/darkdistill.md, 2.2)
    equilibrium at exit e of K: branch gradient / (K-e), trunk gradient (K-e-1)/(K-e)        (2.2, intended form)
    w[q] = sum over holders n_k w_k[q] / sum over holders n_k, else unchanged    (methods/reefl.md, 1.5)
"""

import numpy as np
import torch
import torch.nn.functional as F

import networks
from inputs import Stream


def deepest_exit(level, levels, exits):
    return -(-(level + 1) * exits // levels) - 1


def holds(name, deepest):
    """A level holds what has no stage or exit number (stem, a shared exit module) and numbers up to its deepest."""
    parts = name.split(".")
    return not parts[1].isdigit() or int(parts[1]) <= deepest


def submodel(parameters, deepest):
    return {name: value.clone() for name, value in parameters.items() if holds(name, deepest)}


def mean_of_holders(server, uploads, weights):
    """Every tensor: weighted mean over the uploads that have it; a tensor that nobody has stays the server's."""
    result = {}
    for name, value in server.items():
        holders = [(upload[name], weight) for upload, weight in zip(uploads, weights) if name in upload]
        total = sum(weight for _, weight in holders)
        result[name] = sum(weight / total * upload for upload, weight in holders) if holders else value.clone()
    return result


class ScaledGradient(torch.autograd.Function):
    """Identity; the gradient is multiplied by a constant."""

    @staticmethod
    def forward(context, x, scale):
        context.scale = scale
        return x.view_as(x)

    @staticmethod
    def backward(context, gradient):
        return gradient * context.scale, None


def boosted(logits, rate):
    """out_k and, for the record, E_k."""
    outputs, sums = [], []
    running = torch.zeros_like(logits[0])
    for z in logits:
        sums.append(running.detach())
        outputs.append(z + running.detach())
        running = rate * (z + running)
    return outputs, sums


def forward(parameters, x, rate=None, equilibrium=False, kinks=None):
    """MLP of as many stages as `parameters` has: (outputs of every exit, input features of every exit).

    rate None: plain logits, else boosted outputs.
    """
    kinks = kinks or networks.Kinks()
    exits = sum(name.startswith("heads.") and name.endswith(".weight") for name in parameters)
    logits, features = [], []
    for e in range(exits):
        x = kinks.relu(F.linear(x, parameters[f"stages.{e}.weight"], parameters[f"stages.{e}.bias"]))
        branch = x
        if equilibrium:
            left = exits - e
            branch = ScaledGradient.apply(x, 1.0 / left)
            x = ScaledGradient.apply(x, (left - 1.0) / left)
        features.append(branch)
        logits.append(F.linear(branch, parameters[f"heads.{e}.weight"], parameters[f"heads.{e}.bias"]))
    return (logits if rate is None else boosted(logits, rate)[0]), features


class Sgd:
    """g clamped to [-clip, clip]; g += wd w; v = momentum v + g; w -= lr v. No gradient: nothing is touched."""

    def __init__(self, lr, momentum=0.0, weight_decay=0.0, clip=None):
        self.lr, self.momentum, self.weight_decay, self.clip = lr, momentum, weight_decay, clip
        self.velocity = {}

    def step(self, parameters, gradients):
        for name, gradient in gradients.items():
            if gradient is None:
                continue
            g = gradient if self.clip is None else gradient.clamp(-self.clip, self.clip)
            g = g + self.weight_decay * parameters[name]
            self.velocity[name] = self.momentum * self.velocity[name] + g if name in self.velocity else g
            parameters[name] = parameters[name] - self.lr * self.velocity[name]


def gradients(loss, live):
    found = torch.autograd.grad(loss, list(live.values()), allow_unused=True)
    return dict(zip(live, found))


def leaves(parameters):
    return {name: value.detach().clone().requires_grad_(True) for name, value in parameters.items()}


def make_clients(seed, samples, inputs, classes):
    """Skewed labels: client i mostly holds classes i and i+1 (mod classes); features lean towards their class."""
    draw = Stream(seed)
    centres = draw.grid((classes, inputs), 1)
    clients = []
    for i, count in enumerate(samples):
        labels = [(i + draw.below(2) + (1 if draw.below(6) == 0 else 0)) % classes for _ in range(count)]
        x = np.stack([centres[y] for y in labels]) + draw.grid((count, inputs), 1)
        clients.append((torch.from_numpy(x), torch.from_numpy(np.array(labels, dtype=np.int64))))
    return clients


def single(value):
    """The same in float32, for the repeat that shows how far rounding carries."""
    if isinstance(value, dict):
        return {name: single(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(single(part) for part in value)
    return value.float() if isinstance(value, torch.Tensor) and value.is_floating_point() else value


def largest_gap(left, right):
    """Largest difference of any number in two results of the same shape; whole numbers, texts and flags must agree."""
    if isinstance(left, dict):
        assert left.keys() == right.keys(), (left.keys(), right.keys())
        return max((largest_gap(left[k], right[k]) for k in left), default=0.0)
    if isinstance(left, (list, tuple)):
        assert len(left) == len(right)
        return max((largest_gap(a, b) for a, b in zip(left, right)), default=0.0)
    if isinstance(left, (torch.Tensor, np.ndarray)):
        a, b = (np.asarray(v.detach() if isinstance(v, torch.Tensor) else v, dtype=float) for v in (left, right))
        assert a.shape == b.shape
        return float(np.max(np.abs(a - b), initial=0.0))
    if isinstance(left, float):
        return 0.0 if left == right else abs(left - right)
    assert left == right, (left, right)
    return 0.0

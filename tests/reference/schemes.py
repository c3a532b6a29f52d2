# SPDX-License-Identifier: GPL-3.0-or-later
"""Training schemes of early-exit networks (methods/early-exit.md 7.2).

    sum / mean / weighted:  sum_k a_k CE(z_k, y)
    boosted:                E_0 = 0, E_{k+1} = r (z_k + E_k), out_k = z_k + sg[E_k], sum_k a_k CE(out_k, y)
    self-distillation:      (1 - alpha) sum_k CE_k + alpha sum_{k<m-1} T^2 CEsoft(sg p_{m-1}^T, p_k^T)
    gradient equilibrium:   K exits, at exit e (0-based): branch input's gradient x 1/(K-e), trunk's x (K-e-1)/(K-e)
"""

import numpy as np
import torch
import torch.nn.functional as F

import checks
import federation as fed
import networks
from goldenjson import tensor, tensors
from inputs import Stream


def boosted(logits, ratio):
    """out_k; no gradient flows through the sum of the earlier exits."""
    out, memory = [], torch.zeros_like(logits[0])
    for z in logits:
        out.append(z + memory)
        memory = (ratio * (z + memory)).detach()
    return out


def weighted(logits, y, weights):
    return sum(a * fed.cross_entropy(z, y) for a, z in zip(weights, logits))


def self_distillation(logits, y, alpha, t):
    ce = sum(fed.cross_entropy(z, y) for z in logits)
    return (1 - alpha) * ce + alpha * t * t * sum(fed.soft_cross_entropy(logits[-1], z, t) for z in logits[:-1])


class _Scaled(torch.autograd.Function):
    """Identity whose gradient is multiplied by a factor."""

    @staticmethod
    def forward(context, value, factor):
        context.factor = factor
        return value.view_as(value)

    @staticmethod
    def backward(context, gradient):
        return gradient * context.factor, None


def equilibrium_forward(parameters, x, exits, kinks=None):
    """Logits of a client with `exits` exits of its own."""
    kinks = kinks or networks.Kinks()
    logits = []
    for e in range(exits):
        x = kinks.relu(F.linear(x, parameters[f"stages.{e}.weight"], parameters[f"stages.{e}.bias"]))
        branch = _Scaled.apply(x, 1.0 / (exits - e))
        logits.append(F.linear(branch, parameters[f"heads.{e}.weight"], parameters[f"heads.{e}.bias"]))
        x = _Scaled.apply(x, (exits - e - 1) / (exits - e))
    return logits


def _softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def _case(name, scheme, logits, y, options):
    exits, batch, classes = logits.shape
    z = torch.from_numpy(logits).requires_grad_(True)
    rows = [z[k] for k in range(exits)]
    target = torch.from_numpy(y)
    onehot = np.eye(classes)[y]
    row = {"name": name, "scheme": scheme, **options, "logits": tensor(logits), "labels": y.tolist()}
    # gradients by hand
    if scheme == "self_distillation":
        loss = self_distillation(rows, target, options["alpha"], options["temperature"])
        t, alpha = options["temperature"], options["alpha"]
        wanted = (1 - alpha) * (_softmax(logits) - onehot) / batch
        wanted[:-1] += alpha * t * (_softmax(logits[:-1] / t) - _softmax(logits[-1] / t)) / batch
        fixed = torch.from_numpy(logits[-1].copy())

        def value(point):
            p = torch.from_numpy(point)
            ce = sum(fed.cross_entropy(p[k], target) for k in range(exits))
            soft = sum(fed.soft_cross_entropy(fixed, p[k], t) for k in range(exits - 1))
            return float((1 - alpha) * ce + alpha * t * t * soft)

        row["ce"] = [float(fed.cross_entropy(r, target)) for r in rows]
        row["soft_ce"] = [float(fed.soft_cross_entropy(rows[-1], r, t)) for r in rows[:-1]]
    else:
        out = boosted(rows, options["ratio"]) if scheme == "boosted" else rows
        loss = weighted(out, target, options["weights"])
        shifted = np.stack([o.detach().numpy() for o in out])
        wanted = np.array(options["weights"])[:, None, None] * (_softmax(shifted) - onehot) / batch
        offset = torch.from_numpy(shifted - logits)

        def value(point):
            p = torch.from_numpy(point) + offset
            return float(weighted(list(p), target, options["weights"]))

        row["ce"] = [float(fed.cross_entropy(o, target)) for o in out]
        if scheme == "boosted":
            row["out"] = tensor(shifted)
    (gradient,) = torch.autograd.grad(loss, z)
    checks.close(gradient, wanted, 1e-14, f"{name}: by hand")
    checks.close(gradient, checks.central_difference(value, logits), 5e-8, f"{name}: finite differences")
    row["loss"] = float(loss.detach())
    row["grad"] = tensor(gradient)
    return row


def _check_boosted(draw):
    """The recursion in closed form: out_k = z_k + sum_{j<k} r^(k-j) z_j."""
    z = torch.from_numpy(draw.grid((4, 2, 3), 2))
    for ratio in (0.0, 0.2, 0.5):
        for k, out in enumerate(boosted(list(z), ratio)):
            checks.close(out, z[k] + sum(ratio ** (k - j) * z[j] for j in range(k)), 1e-14, "boosted")


def _equilibrium(name, parameters, x, y, exits):
    """Gradients of sum_k CE_k under the rescaling."""
    used = {n: v for n, v in parameters.items() if fed.stage_of(n)[1] < exits}
    live = {n: v.clone().requires_grad_(True) for n, v in used.items()}
    kinks = networks.Kinks()
    logits = equilibrium_forward(live, x, exits, kinks)
    fed.check_kinks(kinks, name)
    found = fed.gradients(sum(fed.cross_entropy(z, y) for z in logits), live, list(live))
    plain_live = {n: v.clone().requires_grad_(True) for n, v in used.items()}
    plain_logits, _ = fed.forward(plain_live, x)
    for a, b in zip(logits, plain_logits):
        checks.close(a.detach(), b.detach(), 0.0, "identity forward")
    plain = fed.gradients(sum(fed.cross_entropy(z, y) for z in plain_logits), plain_live, list(plain_live))
    # the factors telescope: stage s gets 1/(K-s) of the plain gradient, heads all of theirs
    for n, gradient in found.items():
        part, index = fed.stage_of(n)
        checks.close(gradient, plain[n] / (exits - index if part == "stages" else 1), 1e-14, f"{name}: {n}")
    return {
        "name": name,
        "exits": exits,
        "logits": tensor(torch.stack(logits)),
        "loss": float(sum(fed.cross_entropy(z, y) for z in logits).detach()),
        "grad": tensors(found),
        "plain_grad": tensors(plain),
    }


def golden():
    draw = Stream(1901)
    logits, others = draw.grid((3, 4, 4), 3), draw.grid((4, 3, 3), 2)
    y, yo = draw.labels(4, 4), draw.labels(3, 3)
    _check_boosted(draw)
    ones = [1.0, 1.0, 1.0]
    cases = [
        _case("sum", "sum", logits, y, {"weights": ones}),
        _case("mean", "mean", logits, y, {"weights": [1 / 3] * 3}),
        _case("weighted", "weighted", logits, y, {"weights": [0.25, 0.5, 1.25]}),
        _case("weighted_four_exits", "weighted", others, yo, {"weights": [0.0, 2.0, 0.5, 1.0]}),
        _case("boosted", "boosted", logits, y, {"weights": ones, "ratio": 0.2}),
        _case("boosted_half", "boosted", others, yo, {"weights": [1.0] * 4, "ratio": 0.5}),
        _case("boosted_weighted", "boosted", logits, y, {"weights": [0.25, 0.5, 1.25], "ratio": 0.2}),
        _case("boosted_zero", "boosted", logits, y, {"weights": ones, "ratio": 0.0}),
        _case("self_distillation", "self_distillation", logits, y, {"alpha": 0.1, "temperature": 3.0}),
        _case("self_distillation_four", "self_distillation", others, yo, {"alpha": 0.3, "temperature": 1.0}),
        _case("self_distillation_off", "self_distillation", logits, y, {"alpha": 0.0, "temperature": 3.0}),
    ]
    by_name = {c["name"]: c for c in cases}
    for other in ("boosted_zero", "self_distillation_off"):
        checks.close(by_name[other]["loss"], by_name["sum"]["loss"], 1e-15, other)
    parameters = networks.make_mlp(1911, 5, 4, 3, 3)
    x, labels = torch.from_numpy(draw.grid((6, 5), 2)), torch.from_numpy(draw.labels(6, 3))
    return {
        "about": "Training schemes on given logits [exit, sample, class], early-exit.md 7.2; exits 0-based, CE mean over the"
        " batch. sum, mean, weighted: loss = sum_k weights[k] ce[k]. boosted: E_0 = 0, E_{k+1} = ratio (z_k + E_k), out_k = z_k +"
        " sg[E_k], ce[k] = CE(out_k), loss = sum_k weights[k] ce[k]. self_distillation: loss = (1-alpha) sum_k ce[k] + alpha"
        " T^2 sum_{k<last} soft_ce[k], soft_ce[k] = -sum_c softmax(sg z_last/T) log softmax(z_k/T), mean over the batch (without"
        " T^2). grad = d loss / d logits. equilibrium: an MLP (stage = Linear, ReLU), loss = sum of CE over the first `exits`"
        " exits; at exit e the gradient of the head's input is multiplied by 1/(K-e), that of the next stage's input by"
        " (K-e-1)/(K-e), K = exits; grad under that rule, plain_grad without it.",
        "cases": cases,
        "equilibrium": {
            "parameters": tensors(parameters),
            "x": tensor(x),
            "y": labels.tolist(),
            "cases": [
                _equilibrium("all_exits", parameters, x, labels, 3),
                _equilibrium("two_of_three", parameters, x, labels, 2),
                _equilibrium("one_of_three", parameters, x, labels, 1),
            ],
        },
    }

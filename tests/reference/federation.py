# SPDX-License-Identifier: GPL-3.0-or-later
"""What whole rounds of every method share: drawn clients, sub-models, local SGD, means over holders.

    sub-model of level l of L on m exits: stages and exits 0..e(l), e(l) = ceil((l+1) m / L) - 1
    width prefix: a hidden layer of W units keeps its first ceil(rate W); inputs and classes are never cut
    server value of an element = weighted mean over the uploads that hold it; nobody holds it: kept
"""

import itertools
import math

import numpy as np
import torch
import torch.nn.functional as F

import checks
import networks
from goldenjson import tensor, tensors
from inputs import Stream

SINGLE_PRECISION = 3e-6  # float32 runs stay within this of the golden values
KINK = 1e-5  # smallest distance of any unit to its kink

ABOUT = (
    " Exits, stages, levels, clients and rounds are 0-based. MLP: stage k = Linear then ReLU (stages.k.*), exit k ="
    " Linear on its output (heads.k.*). clients[i]: tier = level of the device, x [samples, inputs], y. Full batch, one"
    " step per local epoch; g += weight_decay w; v = momentum v + g; w -= lr v; v is zero at the start of each local"
    " training (optimizer_state reset); lr = settings.lr * lr_decay^t. Lists are in cohort order (ascending client id)."
    " losses[c][step] has the total minimised before that step and its named terms (already weighted; they sum to it)."
)


def make_clients(seed, samples, classes, inputs, stray=6):
    """Skewed labels: client i holds classes i and i+1 (mod classes), rarely i+2; features lean towards their class."""
    draw = Stream(seed)
    centres = draw.grid((classes, inputs), 1)
    clients = []
    for i, count in enumerate(samples):
        labels = [(i + draw.below(2) + (1 if draw.below(stray) == 0 else 0)) % classes for _ in range(count)]
        x = np.stack([centres[y] for y in labels]) + draw.grid((count, inputs), 1)
        clients.append((torch.from_numpy(x), torch.from_numpy(np.array(labels, dtype=np.int64))))
    return clients


def clients_json(data, tiers=None):
    rows = []
    for i, (x, y) in enumerate(data):
        row = {"samples": len(y), "x": tensor(x), "y": y.tolist()}
        if tiers is not None:
            row["tier"] = tiers[i]
        rows.append(row)
    return rows


# ---- networks and sub-models


def exit_count(parameters):
    return sum(name.startswith("heads.") and name.endswith(".weight") for name in parameters)


def forward(parameters, x, kinks=None, divide=1.0):
    """(logits per exit, input of each head). `divide`: hidden Linear outputs are divided by it before the ReLU."""
    kinks = kinks or networks.Kinks()
    logits, features = [], []
    for k in range(exit_count(parameters)):
        x = F.linear(x, parameters[f"stages.{k}.weight"], parameters[f"stages.{k}.bias"])
        x = kinks.relu(x if divide == 1.0 else x / divide)
        features.append(x)
        logits.append(F.linear(x, parameters[f"heads.{k}.weight"], parameters[f"heads.{k}.bias"]))
    return logits, features


def stage_of(name):
    """("stages" | "heads", index)"""
    part, index, _ = name.split(".")
    return part, int(index)


def deepest_exit(level, levels, exits):
    return -(-(level + 1) * exits // levels) - 1


def width_of(rate, full):
    product = rate * full
    assert abs(product - round(product)) > 1e-6 or product == round(product), f"{rate} of {full} units is unclear"
    return math.ceil(product)


def submodel(parameters, deepest=None, rate=1.0):
    """Stages and exits 0..deepest, hidden layers cut to their first ceil(rate W) units."""
    out = {}
    for name, value in parameters.items():
        part, index = stage_of(name)
        if deepest is not None and index > deepest:
            continue
        rows = width_of(rate, value.shape[0]) if part == "stages" else value.shape[0]
        if value.dim() == 1:
            out[name] = value[:rows].clone()
            continue
        columns = value.shape[1] if part == "stages" and index == 0 else width_of(rate, value.shape[1])
        out[name] = value[:rows, :columns].clone()
    return out


def mean_over_holders(server, uploads, weights, counts=None):
    """Per element the weighted mean over the uploads that hold it. counts(upload index, name, tensor): 0/1 mask or None."""
    out = {}
    for name, before in server.items():
        total, weight_sum = torch.zeros_like(before), torch.zeros_like(before)
        for u, (upload, weight) in enumerate(zip(uploads, weights)):
            if name not in upload:
                continue
            value = upload[name]
            place = tuple(slice(0, size) for size in value.shape)
            mask = torch.ones_like(value) if counts is None else counts(u, name, value)
            total[place] += weight * mask * value
            weight_sum[place] += weight * mask
        held = weight_sum > 0
        out[name] = torch.where(held, total / torch.where(held, weight_sum, torch.ones_like(weight_sum)), before)
    return out


def sample_weights(data, cohort):
    return [float(len(data[i][1])) for i in cohort]


# ---- losses


def cross_entropy(logits, labels):
    return F.cross_entropy(logits, labels)


def kl(teacher_logits, student_logits, t=1.0, detach=True):
    """KL(softmax(teacher/t) || softmax(student/t)): summed over classes, mean over the batch; no t^2."""
    teacher = teacher_logits.detach() if detach else teacher_logits
    p, q = torch.log_softmax(teacher / t, dim=1), torch.log_softmax(student_logits / t, dim=1)
    return (p.exp() * (p - q)).sum(dim=1).mean()


def soft_cross_entropy(teacher_logits, student_logits, t=1.0):
    """-sum_c softmax(sg[teacher]/t) log softmax(student/t), mean over the batch."""
    target = torch.softmax(teacher_logits.detach() / t, dim=1)
    return -(target * torch.log_softmax(student_logits / t, dim=1)).sum(dim=1).mean()


# ---- local training


class Sgd:
    """torch semantics: g += wd w; buf = momentum buf + g; w -= lr buf."""

    def __init__(self, settings):
        self.settings, self.buffers = settings, {}

    def step(self, parameters, gradients, lr):
        for name, gradient in gradients.items():
            g = gradient + self.settings["weight_decay"] * parameters[name]
            if name in self.buffers:
                g = self.settings["momentum"] * self.buffers[name] + g
            self.buffers[name] = g
            parameters[name] = parameters[name] - lr * g


def gradients(total, live, names):
    found = torch.autograd.grad(total, [live[n] for n in names])
    return dict(zip(names, found))


def step_once(parameters, names, terms_of, sgd, lr, adjust=None):
    """One SGD step on the `names`; returns the losses before it."""
    live = {n: p.clone().requires_grad_(n in names) for n, p in parameters.items()}
    terms = terms_of(live)
    total = sum(terms.values())
    found = gradients(total, live, names)
    if adjust is not None:
        found = adjust(parameters, found)
    sgd.step(parameters, found, lr)
    return {"total": float(total.detach()), "terms": {n: float(v.detach()) for n, v in terms.items()}}


def learning_rate(settings, t):
    return settings["lr"] * settings["lr_decay"] ** t


def check_sgd(settings):
    """The optimiser above against torch.optim.SGD on drawn gradients."""
    draw = Stream(77)
    start = torch.from_numpy(draw.grid((4, 3), 1))
    mine, sgd = {"w": start.clone()}, Sgd(settings)
    theirs = start.clone().requires_grad_(True)
    optimizer = torch.optim.SGD([theirs], lr=0.3, momentum=settings["momentum"], weight_decay=settings["weight_decay"])
    for _ in range(4):
        gradient = torch.from_numpy(draw.grid((4, 3), 1))
        sgd.step(mine, {"w": gradient}, 0.3)
        theirs.grad = gradient.clone()
        optimizer.step()
    checks.close(mine["w"], theirs.detach(), 1e-15, "SGD against torch")


def check_gradient(loss, parameters, what, fixed=None, names=None, tolerance=3e-8):
    """Autograd against finite differences. `fixed` is the loss with everything detached held at its value."""
    names = list(parameters) if names is None else names
    live = {n: p.clone().requires_grad_(n in names) for n, p in parameters.items()}
    found = gradients(loss(live), live, names)
    fixed = fixed or loss
    for name in names:

        def value(point):
            return float(fixed({**parameters, name: torch.from_numpy(point)}))

        checks.close(found[name], checks.central_difference(value, parameters[name].numpy()), tolerance, f"{what}: {name}")


# ---- comparisons of whole results


def to_single(value):
    if isinstance(value, torch.Tensor):
        return value.float() if value.is_floating_point() else value
    if isinstance(value, dict):
        return {k: to_single(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(to_single(v) for v in value)
    return value


def nested_close(a, b, tolerance, what):
    """Same structure, same integers, texts and empty places; numbers within the tolerance."""
    if isinstance(a, dict):
        assert isinstance(b, dict) and a.keys() == b.keys(), what
        for key in a:
            nested_close(a[key], b[key], tolerance, f"{what}.{key}")
    elif isinstance(a, (list, tuple)):
        assert len(a) == len(b), what
        for index, (left, right) in enumerate(zip(a, b)):
            nested_close(left, right, tolerance, f"{what}[{index}]")
    elif isinstance(a, float):
        assert abs(a - b) <= tolerance, f"{what}: {a} and {b}"
    else:
        assert a == b, f"{what}: {a} and {b}"


def check_single_precision(rows, single_rows, what):
    nested_close(rows, single_rows, SINGLE_PRECISION, f"{what} in float32")


def check_kinks(kinks, what):
    assert kinks.distance > KINK, f"{what}: a unit is {kinks.distance:.2g} from its kink; choose another seed"


def check_variants_differ(runs, key, what):
    """A test that takes one variant for another fails by far more than its tolerance."""
    for (a, left), (b, right) in itertools.combinations(runs.items(), 2):
        pairs = [(left[-1][key][n]["values"], right[-1][key][n]["values"]) for n in left[-1][key]]
        gap = max(abs(x - y) for one, other in pairs for x, y in zip(one, other))
        assert gap > 1e-4, f"{what}: {a} and {b} differ by {gap:.2g}"


def fedavg_rounds(initial, data, cohorts, settings, exit_weights, aggregation="samples"):
    """Plain FedAvg of full models on sum_k exit_weights[k] CE_k: what the equivalence checks compare with.

    Weight 0: the exit is not computed and its head rests.
    """
    server = {n: v.clone() for n, v in initial.items()}
    trained = [n for n in initial if n.startswith("stages.") or exit_weights[stage_of(n)[1]]]
    out = []
    for t, cohort in enumerate(cohorts):
        uploads = []
        for i in cohort:
            mine, sgd = {n: v.clone() for n, v in server.items()}, Sgd(settings)
            x, y = data[i]
            for _ in range(settings["local_epochs"]):

                def terms(live):
                    pairs = zip(exit_weights, forward(live, x)[0])
                    return {"task": sum(w * cross_entropy(z, y) for w, z in pairs if w)}

                step_once(mine, trained, terms, sgd, learning_rate(settings, t))
            uploads.append(mine)
        weights = sample_weights(data, cohort) if aggregation == "samples" else [1.0] * len(cohort)
        total = sum(weights)
        server = {n: sum(w / total * u[n] for w, u in zip(weights, uploads)) for n in server}
        out.append(tensors(server))
    return out

# SPDX-License-Identifier: GPL-3.0-or-later
"""Quantities of DarkDistill's server stage (methods/darkdistill.md, 2.3 to 2.6), each as one function.

    quota       q_k = r^k / sum_j r^j; the most confident floor(B q_k) samples left go to exit k, the rest to the last
    generator   z = [eps, Embed(y), w D + b] -> Linear -> BatchNorm (training mode) -> ReLU -> Linear
    L_G         = L_y + L_diff + L_div
    RKD         pairwise distances over their positive mean, cosines of all triplets; smooth L1
    L_l         = (1/K) sum_e a_e [5 RKD_dist + 10 RKD_angle] on the samples A of the teacher's exit
"""

import math

import torch
import torch.nn.functional as F

import networks
import submodels
from inputs import Stream

RKD_DISTANCE, RKD_ANGLE = 5.0, 10.0
BN_EPS = 1e-5


class Margins:
    """Smallest distances from what would make float32 choose otherwise."""

    def __init__(self):
        self.quota = float("inf")  # confidence of the last sample taken against the first left over
        self.distance = float("inf")  # two different samples with the same features
        self.kinks = networks.Kinks()

    def check(self, quota=1e-5, distance=1e-2, kink=2e-6):
        assert self.quota > quota, f"a quota is decided by {self.quota:.2g}; choose another seed"
        assert self.distance > distance, f"two features are {self.distance:.2g} apart; choose another seed"
        assert self.kinks.distance > kink, f"a unit is {self.kinks.distance:.2g} from its kink; choose another seed"


# ---- 2.4 assignment by quota


def quota_counts(batch, exits, ratio):
    """Samples for every exit; the last takes what the floors leave."""
    shares = [ratio**k for k in range(1, exits + 1)]
    counts = [math.floor(batch * share / sum(shares)) for share in shares[:-1]]
    return counts + [batch - sum(counts)]


def assign(outputs, ratio, margins=None, ties=False):
    """Exit of every sample (list of ints); `ties`: equal confidences are meant, the lower index goes first."""
    batch, exits = outputs[0].shape[0], len(outputs)
    owner = [exits - 1] * batch
    left = list(range(batch))
    for k, count in enumerate(quota_counts(batch, exits, ratio)[:-1]):
        confidence = torch.softmax(outputs[k].detach(), dim=1).max(dim=1).values.tolist()
        left.sort(key=lambda i: (-confidence[i], i))
        if margins is not None and 0 < count < len(left) and not ties:
            margins.quota = min(margins.quota, confidence[left[count - 1]] - confidence[left[count]])
        for i in left[:count]:
            owner[i] = k
        left = left[count:]
    return owner


# ---- 2.5 generator


def make_generator(seed, q, hidden, latent, classes):
    """Two shifts, difficulty.bias and hidden.bias, vanish in the batch norm; all else matters."""
    draw = Stream(seed)
    named = {
        "embedding.weight": draw.grid((classes, q), 1),
        "difficulty.weight": draw.grid((q, 1), 1),
        "difficulty.bias": draw.grid((q,), 0.25),
        "hidden.weight": draw.grid((hidden, 3 * q), 0.5),
        "hidden.bias": draw.grid((hidden,), 0.25),
        "norm.weight": draw.grid((hidden,), 0.25) + 1.0,
        "norm.bias": draw.grid((hidden,), 0.25) + 0.25,
        "output.weight": draw.grid((latent, hidden), 0.5),
        "output.bias": draw.grid((latent,), 0.25),
    }
    return {name: torch.from_numpy(value) for name, value in named.items()}


SHIFTS = ("difficulty.bias", "hidden.bias")


def generate(generator, eps, y, difficulty, kinks=None):
    """Latents [batch, latent]; difficulty None: no such input (one generator per exit, 2.7 parallel)."""
    kinks = kinks or networks.Kinks()
    parts = [eps, generator["embedding.weight"][y]]
    if difficulty is not None:
        parts.append(F.linear(difficulty[:, None], generator["difficulty.weight"], generator["difficulty.bias"]))
    h = F.linear(torch.cat(parts, dim=1), generator["hidden.weight"], generator["hidden.bias"])
    mean = h.mean(dim=0)
    var = ((h - mean) ** 2).mean(dim=0)
    h = (h - mean) / torch.sqrt(var + BN_EPS) * generator["norm.weight"] + generator["norm.bias"]
    return F.linear(kinks.relu(h), generator["output.weight"], generator["output.bias"])


def diversity(eps, x):
    """L_div = exp(-mean over all ordered pairs of mean (eps_a - eps_b)^2 * mean |x_a - x_b|)."""
    noise = ((eps[:, None] - eps[None]) ** 2).mean(dim=2)
    apart = (x[:, None] - x[None]).abs().mean(dim=2)
    return torch.exp(-(noise * apart).mean())


def generator_loss(model, reference, x, y, difficulty, eps, settings, margins=None, condition=True):
    """(L_G, [L_y, L_diff, L_div], owner): models are fixed, L_diff only with the difficulty condition."""
    kinks = margins.kinks if margins else None
    outputs, _ = submodels.forward(model, x, settings["boost_rate"], kinks=kinks)
    owner = assign(outputs, settings["quota_ratio"], margins)
    per_exit = torch.stack([F.cross_entropy(out, y, reduction="none") for out in outputs])
    label = per_exit[torch.tensor(owner), torch.arange(len(owner))].mean()
    first = submodels.forward(reference, x, settings["boost_rate"], kinks=kinks)[0][0]
    wanted = ((F.cross_entropy(first, y, reduction="none") - difficulty) ** 2).mean()
    spread = diversity(eps, x)
    return label + spread + (wanted if condition else 0.0), [label, wanted, spread], owner


class Adam:
    """Kingma and Ba, beta .9, .999, eps 1e-8, with bias correction; state lives as long as the object."""

    def __init__(self, lr):
        self.lr, self.count, self.first, self.second = lr, 0, {}, {}

    def step(self, parameters, gradients):
        self.count += 1
        for name, g in gradients.items():
            if g is None:
                continue
            self.first[name] = 0.9 * self.first.get(name, torch.zeros_like(g)) + 0.1 * g
            self.second[name] = 0.999 * self.second.get(name, torch.zeros_like(g)) + 0.001 * g * g
            m = self.first[name] / (1 - 0.9**self.count)
            v = self.second[name] / (1 - 0.999**self.count)
            parameters[name] = parameters[name] - self.lr * m / (torch.sqrt(v) + 1e-8)


# ---- 2.6 relations and matching


def pairwise(f, margins=None):
    """Euclidean distances of all pairs; the diagonal is exactly zero."""
    square = ((f[:, None] - f[None]) ** 2).sum(dim=2)
    off = ~torch.eye(len(f), dtype=torch.bool)
    if margins is not None and len(f) > 1:
        margins.distance = min(margins.distance, float(square.detach()[off].min()) ** 0.5)
    return torch.sqrt(square.clamp(min=1e-12)) * off.to(f.dtype)


def relative_distances(f, margins=None):
    d = pairwise(f, margins)
    return d / d[d > 0].mean()


def smooth_l1(student, teacher):
    gap = (student - teacher).abs()
    return torch.where(gap < 1.0, 0.5 * gap * gap, gap - 0.5).mean()


def rkd_distance(student, teacher, margins=None):
    return smooth_l1(relative_distances(student, margins), relative_distances(teacher.detach(), margins))


def cosines(f):
    """[a][i][j] = e_ai . e_aj with e_ab = (f_b - f_a) / |f_b - f_a|, 0 where a = b."""
    difference = f[None] - f[:, None]
    square = (difference**2).sum(dim=2, keepdim=True)
    zero = square == 0
    unit = torch.where(zero, torch.zeros_like(difference), difference / torch.sqrt(square + zero.to(f.dtype)))
    return torch.einsum("aid,ajd->aij", unit, unit)


def rkd_angle(student, teacher):
    return smooth_l1(cosines(student), cosines(teacher.detach()))


def relation(student, teacher, margins=None):
    """(5 RKD_dist + 10 RKD_angle, the two terms); fewer than 2 samples have no pair, fewer than 3 no triplet."""
    none = torch.zeros((), dtype=student.dtype)
    distance = rkd_distance(student, teacher, margins) if len(student) >= 2 else none
    angle = rkd_angle(student, teacher) if len(student) >= 3 else none
    return RKD_DISTANCE * distance + RKD_ANGLE * angle, distance, angle


def sets_of(owner, exits):
    return [[i for i, e in enumerate(owner) if e == k] for k in range(exits)]


def make_matcher(seed, hidden):
    draw = Stream(seed)
    named = {
        "hidden.weight": draw.grid((hidden, 3), 1),
        "hidden.bias": draw.grid((hidden,), 0.5),
        "output.weight": draw.grid((1, hidden), 0.5),
        "output.bias": draw.grid((1,), 0.25),
    }
    return {name: torch.from_numpy(value) for name, value in named.items()}


def matching(difficulty, owner, exits, chosen, rule="distance", reduce="sum", hard=False, matcher=None, kinks=None):
    """Weights a_e of the student's exits for the teacher's samples `chosen`, and what they come from.

    mu_e, var_e: mean and (biased) variance of D over B_e; an exit without samples has neither, and weight 0.
    """
    kinks = kinks or networks.Kinks()
    mean, variance, delta = [None] * exits, [None] * exits, [None] * exits
    sets = sets_of(owner, exits)
    filled = [e for e in range(exits) if sets[e]]
    for e in filled:
        own = difficulty[sets[e]]
        mean[e] = own.mean()
        variance[e] = ((own - mean[e]) ** 2).mean()
    d = difficulty[chosen]
    if rule == "distance":
        gaps = {e: (d - mean[e]).abs() for e in filled}
        total = sum(gaps.values())
        for e in filled:
            delta[e] = torch.where(total > 0, gaps[e] / torch.where(total > 0, total, torch.ones_like(total)), 0 * total)
    else:
        for e in filled:
            point = torch.stack([d, mean[e].expand_as(d), variance[e].expand_as(d)], dim=1)
            h = kinks.relu(F.linear(point, matcher["hidden.weight"], matcher["hidden.bias"]))
            delta[e] = torch.tanh(F.linear(h, matcher["output.weight"], matcher["output.bias"]))[:, 0]
    scores = torch.stack([-(delta[e].sum() if reduce == "sum" else delta[e].mean()) for e in filled])
    weights = torch.softmax(scores, dim=0)
    if hard:
        weights = F.one_hot(scores.argmax(), len(filled)).to(d.dtype)
    full = [torch.zeros((), dtype=d.dtype)] * exits
    for e, a in zip(filled, weights):
        full[e] = a
    return {"sets": sets, "mean": mean, "variance": variance, "delta": delta, "a": torch.stack(full)}


def pair_loss(teacher, student, x, difficulty, settings, margins=None, teacher_exit=None, **options):
    """L_l of one teacher and the next larger student, for one exit of the teacher (default: its last)."""
    kinks = margins.kinks if margins else None
    with torch.no_grad():
        teacher_out, teacher_f = submodels.forward(teacher, x, settings["boost_rate"], kinks=kinks)
    student_out, student_f = submodels.forward(student, x, settings["boost_rate"], kinks=kinks)
    t = len(teacher_out) - 1 if teacher_exit is None else teacher_exit
    chosen = sets_of(assign(teacher_out, settings["quota_ratio"], margins), len(teacher_out))[t]
    owner = assign(student_out, settings["quota_ratio"], margins)
    matched = matching(difficulty, owner, len(student_out), chosen, **options)
    parts = [relation(f[chosen], teacher_f[t][chosen], margins) for f in student_f]
    loss = sum(a * part[0] for a, part in zip(matched["a"], parts)) / len(student_out)
    return loss, {
        "teacher_samples": chosen,
        "student_owner": owner,
        "mean": matched["mean"],
        "a": matched["a"],
        "rkd_distance": [part[1] for part in parts],
        "rkd_angle": [part[2] for part in parts],
    }

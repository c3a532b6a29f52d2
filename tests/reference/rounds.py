# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole federated rounds on a tiny MLP (methods/cafedistill.md, 1.8; variants 1.3 and 1.12; baselines 1.11).

    select students -> downlink theta -> E epochs of SGD on L_i -> uplink theta_i, h_i,m
    -> s_ij = cos(d_i, d_j) -> w_i = Proj_simplex(1/n_s + s_i/(2 mu)) -> theta = sum p_i theta_i -> h_i,m = sum_j w_ij h_j,m
"""

import numpy as np
import torch

import aggregation
import checks
import losses
import networks
import selection
from goldenjson import tensor, tensors
from inputs import Stream
from teacher import teacher_weights

EXITS, CLASSES, INPUTS = 3, 3, 6
SAMPLES = [5, 7, 9, 6]
COHORTS = [[0, 1, 2], [0, 1, 2], [1, 2, 3], [0, 2, 3], [0, 1, 3]]
SETTINGS = {
    "rounds": 5,
    "local_epochs": 2,
    "lr": 0.05,
    "lr_decay": 0.99,
    "momentum": 0.9,
    "weight_decay": 1e-4,
    "lambda": 0.5,
    "tau": 2.0,
    "mu": 0.6,
}
NETWORK_SEED, DATA_SEED = 811, 823
LAST = EXITS - 1
SINGLE_PRECISION = 3e-6  # float32 runs of this file stay within this of the float64 golden values
SELECTION_GAP = 1e-3  # smallest difference of c_i that decides who opens an exit first

VARIANTS = {
    "default": {},
    "teacher_separate": {"teacher": "separate"},
    "reference_parity": {"rule": "parity", "mixing": "sequential"},
    "teacher_frozen": {"teacher": "frozen"},
    "fedper": {"method": "fedper"},
    "fedavg": {"method": "fedavg"},
}


def make_clients(seed):
    """Skewed labels: client i mostly holds classes i mod 3 and i+1 mod 3; features lean towards their class."""
    draw = Stream(seed)
    centres = draw.grid((CLASSES, INPUTS), 1)
    clients = []
    for i, count in enumerate(SAMPLES):
        labels = [(i + draw.below(2) + (1 if draw.below(6) == 0 else 0)) % CLASSES for _ in range(count)]
        x = np.stack([centres[y] for y in labels]) + draw.grid((count, INPUTS), 1)
        clients.append((torch.from_numpy(x), torch.from_numpy(np.array(labels, dtype=np.int64))))
    return clients


def head_names(k):
    return [f"heads.{k}.weight", f"heads.{k}.bias"]


def flat_head(named):
    return torch.cat([named[n].reshape(-1) for n in head_names(LAST)]).numpy()


def unflatten_head(vector, like):
    weight, bias = (like[n] for n in head_names(LAST))
    cut = weight.numel()
    value = torch.from_numpy(np.array(vector)).to(weight.dtype)
    return {head_names(LAST)[0]: value[:cut].reshape(weight.shape), head_names(LAST)[1]: value[cut:].clone()}


class Sgd:
    """torch semantics: g += wd w; buf = momentum buf + g; w -= lr buf. No gradient: nothing is touched."""

    def __init__(self):
        self.buffers = {}

    def step(self, parameters, gradients, lr):
        for name, gradient in gradients.items():
            if gradient is None:
                continue
            g = gradient + SETTINGS["weight_decay"] * parameters[name]
            self.buffers[name] = SETTINGS["momentum"] * self.buffers[name] + g if name in self.buffers else g
            parameters[name] = parameters[name] - lr * self.buffers[name]


class TorchSgd:
    """The same through torch.optim.SGD, to check the one above."""

    def __init__(self):
        self.live = None

    def step(self, parameters, gradients, lr):
        if self.live is None:
            self.live = {n: p.clone().requires_grad_(True) for n, p in parameters.items()}
            self.optimizer = torch.optim.SGD(
                list(self.live.values()), lr=1.0, momentum=SETTINGS["momentum"], weight_decay=SETTINGS["weight_decay"]
            )
        self.optimizer.param_groups[0]["lr"] = lr
        with torch.no_grad():
            for name, p in self.live.items():
                p.copy_(parameters[name])
                p.grad = None if gradients[name] is None else gradients[name].clone()
        self.optimizer.step()
        for name, p in self.live.items():
            parameters[name] = p.detach().clone()


def local_loss(parameters, x, y, ce_set, kd_set, lam, teacher_head, kinks):
    """L_i of 1.3; `teacher_head` None means the live last exit, else it is applied to the live detached features."""
    logits, features = networks.mlp(parameters, x, kinks)
    teacher = None
    if teacher_head is not None:
        weight, bias = (teacher_head[n] for n in head_names(LAST))
        teacher = torch.nn.functional.linear(features.detach(), weight, bias)
    return losses.objective(logits, y, ce_set, kd_set, lam, SETTINGS["tau"], teacher)[0]


def train(parameters, optimizer, x, y, ce_set, kd_set, lam, teacher_head, lr, kinks):
    """E full-batch steps; returns the loss before each step."""
    history = []
    for _ in range(SETTINGS["local_epochs"]):
        live = {n: p.clone().requires_grad_(True) for n, p in parameters.items()}
        loss = local_loss(live, x, y, ce_set, kd_set, lam, teacher_head, kinks)
        found = torch.autograd.grad(loss, list(live.values()), allow_unused=True)
        optimizer.step(parameters, dict(zip(live, found)), lr)
        history.append(float(loss.detach()))
    return history


def run(initial, data, variant, optimizer_type, kinks):
    options = VARIANTS[variant]
    method = options.get("method", "cafedistill")
    teacher_kind = options.get("teacher", "live")
    rule = options.get("rule", "clean")
    n = len(data)
    theta = {k: v.clone() for k, v in initial.items() if k.startswith("stages.")}
    heads = [{k: v.clone() for k, v in initial.items() if k.startswith("heads.")} for _ in range(n)]
    teachers = [{k: initial[k].clone() for k in head_names(LAST)} for _ in range(n)]
    optimizers = [optimizer_type() for _ in range(n)]
    s = np.zeros((n, n))
    out = []
    for t, cohort in enumerate(COHORTS):
        lr = SETTINGS["lr"] * SETTINGS["lr_decay"] ** t
        size = len(cohort)
        share = [len(data[i][1]) / sum(len(data[j][1]) for j in cohort) for i in cohort]
        entry = {"t": t, "cohort": cohort, "lr": lr, "p": share}
        if method == "cafedistill":
            _, full, extra = selection.schedule(t, SETTINGS["rounds"], size, EXITS)
            known = s[np.ix_(cohort, cohort)]
            chosen, gap, by_row_sum = selection.one_shot(known, extra)
            assert gap > SELECTION_GAP and not by_row_sum, f"{variant}, round {t}: {gap}; choose another seed or cohort"
            students = [list(range(full + (1 if i in chosen else 0))) for i in range(size)]
            sets = [losses.active_exits(chosen_exits, EXITS, rule) for chosen_exits in students]
            entry["full"], entry["extra"] = full, extra
            entry["chosen"] = sorted(cohort[i] for i in chosen)
            entry["c_before"] = selection.conflict(known)[0].tolist()
        else:
            students = [list(range(LAST)) for _ in cohort]
            sets = [(list(range(EXITS)), []) for _ in cohort]
        entry["students"] = students
        entry["ce_sets"] = [ce for ce, _ in sets]
        entry["kd_sets"] = [kd for _, kd in sets]

        before, after, uploads, history = [], [], [], []
        for position, i in enumerate(cohort):
            parameters = {**theta, **heads[i]}
            parameters = {k: v.clone() for k, v in parameters.items()}
            before.append(flat_head(parameters))
            teacher_head = None
            if teacher_kind == "separate":
                teacher_head = teachers[i]
            elif teacher_kind == "frozen":
                teacher_head = {k: heads[i][k].clone() for k in head_names(LAST)}
            ce_set, kd_set = sets[position]
            x, y = data[i]
            history.append(
                train(parameters, optimizers[i], x, y, ce_set, kd_set, SETTINGS["lambda"], teacher_head, lr, kinks)
            )
            after.append(flat_head(parameters))
            uploads.append(parameters)
            heads[i] = {k: parameters[k].clone() for k in heads[i]}
        entry["losses"] = history

        def averaged(name):
            mean = torch.zeros_like(uploads[0][name])
            for p, upload in zip(share, uploads):
                mean = mean + p * upload[name]
            return mean

        theta = {name: averaged(name) for name in theta}
        if method == "fedavg":
            common = {name: averaged(name) for name in heads[0]}
            heads = [{k: v.clone() for k, v in common.items()} for _ in range(n)]
        if method == "cafedistill":
            s[np.ix_(cohort, cohort)] = aggregation.similarity(np.stack(before), np.stack(after))
            w = teacher_weights(s[np.ix_(cohort, cohort)], SETTINGS["mu"])
            mixer = aggregation.mix_sequential if options.get("mixing") == "sequential" else aggregation.mix
            mixed = mixer(w, np.stack(after))
            for position, i in enumerate(cohort):
                head = unflatten_head(mixed[position], heads[i])
                if teacher_kind == "separate":
                    teachers[i] = head
                else:
                    heads[i].update(head)
            entry["W"] = tensor(w)
            entry["s"] = tensor(s)
        entry["theta"] = tensors(theta)
        if method == "fedavg":
            entry["global_heads"] = tensors(heads[0])
        else:
            entry["heads"] = [tensors(h) for h in heads]
        if teacher_kind == "separate":
            entry["teacher_heads"] = [tensors(h) for h in teachers]
        out.append(entry)
    return out


def _check_gradient(initial, data):
    """Finite differences of the local loss, teacher held fixed as stop-gradient demands."""
    x, y = data[2]
    ce_set, kd_set = losses.active_exits([0, 1], EXITS, "clean")
    head = {k: initial[k] for k in head_names(LAST)}
    live = {n: p.clone().requires_grad_(True) for n, p in initial.items()}
    loss = local_loss(live, x, y, ce_set, kd_set, 0.5, None, networks.Kinks())
    found = dict(zip(live, torch.autograd.grad(loss, list(live.values()))))
    _, features = networks.mlp(initial, x)
    fixed = torch.nn.functional.linear(features, *head.values())
    for name in initial:

        def value(point):
            logits, _ = networks.mlp({**initial, name: torch.from_numpy(point)}, x)
            return float(losses.objective(logits, y, ce_set, kd_set, 0.5, SETTINGS["tau"], fixed)[0])

        checks.close(found[name], checks.central_difference(value, initial[name].numpy()), 2e-8, f"local loss: {name}")


def _check_relations(initial, data, runs):
    default, separate, frozen = runs["default"], runs["teacher_separate"], runs["teacher_frozen"]
    # round 0 has no students: every teacher rule gives the same uploads, the same s and W
    for other in (separate, frozen):
        for key in ("W", "s", "theta"):
            left, right = default[0][key], other[0][key]
            for a, b in zip(*((list(v.values()) if key == "theta" else [v]) for v in (left, right))):
                checks.close(a["values"], b["values"], 0.0, f"round 0, {key}")
    # the head that separate keeps as teacher is the head that replace installs
    for i in COHORTS[0]:
        for n in head_names(LAST):
            kept, installed = separate[0]["teacher_heads"][i][n], default[0]["heads"][i][n]
            checks.close(kept["values"], installed["values"], 0.0, "mixed head")
    # heads that never took part in a loss keep their initial bits
    for entry in default:
        for k in range(LAST):
            for i in range(len(data)):
                opened = any(
                    i in e["cohort"] and k in e["students"][e["cohort"].index(i)] for e in default[: entry["t"] + 1]
                )
                same = entry["heads"][i][head_names(k)[0]]["values"] == initial[head_names(k)[0]].reshape(-1).tolist()
                assert same != opened, (entry["t"], i, k)


def _check_single_precision(initial, data, runs):
    """The same rounds in float32 stay near: no branch of the golden run hangs on a rounding error."""
    initial32 = {name: value.float() for name, value in initial.items()}
    data32 = [(x.float(), y) for x, y in data]
    for name, rows in runs.items():
        for mine, single in zip(rows, run(initial32, data32, name, Sgd, networks.Kinks())):
            for key in ("chosen", "students"):
                assert mine.get(key) == single.get(key)
            for key in ("W", "s"):
                if key in mine:
                    checks.close(mine[key]["values"], single[key]["values"], SINGLE_PRECISION, f"{name}: {key} in float32")
            checks.close(mine["losses"], single["losses"], SINGLE_PRECISION, f"{name}: losses in float32")
            groups = [("theta", mine["theta"], single["theta"])]
            groups += [("heads", a, b) for a, b in zip(mine.get("heads", []), single.get("heads", []))]
            if "teacher_heads" in mine:
                groups += [("teacher", a, b) for a, b in zip(mine["teacher_heads"], single["teacher_heads"])]
            for what, a, b in groups:
                for key in a:
                    checks.close(a[key]["values"], b[key]["values"], SINGLE_PRECISION, f"{name}: {what} in float32")


def golden():
    initial = networks.make_mlp(NETWORK_SEED, INPUTS, 5, CLASSES, EXITS)
    data = make_clients(DATA_SEED)
    kinks = networks.Kinks()
    _check_gradient(initial, data)
    runs = {}
    for name in VARIANTS:
        runs[name] = run(initial, data, name, Sgd, kinks)
        again = run(initial, data, name, TorchSgd, kinks)
        for mine, theirs in zip(runs[name], again):
            for key in mine["theta"]:
                left, right = mine["theta"][key]["values"], theirs["theta"][key]["values"]
                checks.close(left, right, 1e-13, f"{name}: torch SGD, {key}")
    assert kinks.distance > 1e-5, f"a unit is {kinks.distance:.2g} from its kink; choose another seed"
    _check_relations(initial, data, runs)
    _check_single_precision(initial, data, runs)
    return {
        "about": "Whole rounds on an MLP (stage k = Linear, ReLU; exit k = Linear on it), cafedistill.md 1.8. Exits 0-based."
        " Lists are in cohort order unless they have n entries (heads, teacher_heads: by client id). theta and heads are"
        " the values after the round, after averaging and mixing. losses[c][step] = total loss before that step. s is n x n,"
        " starts as 0 and gets its unit diagonal only for clients sampled so far; W is cohort x cohort. Full batch, one step"
        " per epoch, momentum buffers stay with the client across rounds, exits without a loss are not touched."
        " One-shot selection; c_i alone decides every choice (no tie, no random draw). rounds = 5 because with n_s = 3 and"
        " m = 3 a schedule of 4 rounds never has extra > 0.",
        "settings": SETTINGS,
        "exits": EXITS,
        "classes": CLASSES,
        "cohorts": COHORTS,
        "initial": tensors(initial),
        "clients": [{"samples": len(y), "x": tensor(x), "y": y.tolist()} for x, y in data],
        "variants": {name: {"options": _options(name), "rounds": rows} for name, rows in runs.items()},
    }


def _options(name):
    options = VARIANTS[name]
    method = options.get("method", "cafedistill")
    if method != "cafedistill":
        return {"method": method}
    return {
        "method": method,
        "rule": options.get("rule", "clean"),
        "teacher": options.get("teacher", "live"),
        "mixing": options.get("mixing", "simultaneous"),
    }

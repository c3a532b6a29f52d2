# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole rounds of DarkDistill, progressive (methods/darkdistill.md, 2.7): local training as EEFL with boosted outputs,
level means, generators and reverse distillation on the server, block averaging."""

import torch

import checks
import darkdistill
import eefl
import networks
import submodels
from goldenjson import tensor, tensors
from inputs import Stream

EXITS, CLASSES, INPUTS, HIDDEN, LEVELS = 3, 3, 6, 5, 3
SAMPLES = [5, 7, 9, 6, 8]
COHORTS = [[0, 1, 2, 4], [1, 2, 3]]
SETTINGS = {
    "local_epochs": 2,
    "lr": 0.05,
    "lr_decay": 0.99,
    "momentum": 0.9,
    "weight_decay": 1e-4,
    "boost_rate": 0.2,
    "quota_ratio": 1.5,
    "server_epochs": 2,
    "server_batch": 12,
    "kd_steps": 2,
    "kd_lr": 0.05,
    "kd_weight_decay": 1e-3,
    "generator_lr": 0.01,
    "generator_noise": 3,
    "generator_hidden": 5,
}
SEED = 2434
SINGLE_PRECISION = 4e-6


def noise(draw):
    """eps in [0, 1] on a grid of 1/16."""
    shape = (SETTINGS["server_batch"], SETTINGS["generator_noise"])
    return torch.from_numpy(draw.grid(shape, 0.5, step=16) + 0.5)


def draw_server(seed, pools):
    """The random numbers of one round's server stage: pools[l] = number of (D, y) pairs level l has received."""
    draw = Stream(seed)
    epochs = []
    for _ in range(SETTINGS["server_epochs"]):
        levels = []
        for count in pools:
            levels.append(
                {
                    "pairs": [draw.below(count) for _ in range(SETTINGS["server_batch"])],
                    "generator_eps": noise(draw),
                    "kd_eps": [noise(draw) for _ in range(SETTINGS["kd_steps"])],
                }
            )
        epochs.append(levels)
    return epochs


def server_stage(models, weights, pools, drawn, generators, optimizers, reference, margins):
    """Changes `models` and `generators`; returns the log of every epoch."""
    teachers = range(LEVELS - 1)
    share = [weights[l] / sum(weights[k] for k in teachers) for l in teachers]
    log = []
    for epoch in drawn:
        conditions, generator_log = [], []
        for l, numbers in enumerate(epoch):
            d, y = (part[numbers["pairs"]] for part in pools[l])
            conditions.append((d, y))
            live = submodels.leaves(generators[l])
            eps = numbers["generator_eps"].to(d.dtype)
            x = darkdistill.generate(live, eps, y, d, margins.kinks)
            loss, parts, owner = darkdistill.generator_loss(models[l], reference, x, y, d, eps, SETTINGS, margins)
            optimizers[l].step(generators[l], submodels.gradients(loss, live))
            generator_log.append(
                {"total": loss.detach(), "label": parts[0].detach(), "difficulty": parts[1].detach()}
                | {"diversity": parts[2].detach(), "owner": owner}
            )
        steps = []
        for s in range(SETTINGS["kd_steps"]):
            total, updates, pairs = 0.0, [], []
            for l in teachers:
                d, y = conditions[l]
                with torch.no_grad():
                    x = darkdistill.generate(generators[l], epoch[l]["kd_eps"][s].to(d.dtype), y, d, margins.kinks)
                live = submodels.leaves(models[l + 1])
                loss, found = darkdistill.pair_loss(models[l], live, x, d, SETTINGS, margins)
                total = total + share[l] * loss.detach()
                stages = {name: value for name, value in live.items() if name.startswith("stages.")}
                updates.append((l + 1, submodels.gradients(share[l] * loss, stages)))
                pairs.append({"teacher": l, "weight": share[l], "loss": loss.detach()} | _detached(found))
            for l, gradients in updates:  # every teacher above was the model from before this step
                submodels.Sgd(SETTINGS["kd_lr"], 0.0, SETTINGS["kd_weight_decay"]).step(models[l], gradients)
            steps.append({"total": total, "pairs": pairs})
        log.append({"generators": generator_log, "kd": steps})
    return log


def _detached(value):
    if isinstance(value, dict):
        return {name: _detached(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_detached(part) for part in value]
    return value.detach() if isinstance(value, torch.Tensor) else value


def run(initial, data, generators, margins, server=True):
    """Rounds as a list; `server` False leaves the server stage out (then this is EEFL)."""
    current = {name: value.clone() for name, value in initial.items()}
    reference = {name: value.clone() for name, value in initial.items()}
    generators = [dict(g) for g in generators]
    optimizers = [darkdistill.Adam(SETTINGS["generator_lr"]) for _ in generators]
    rounds = []
    for t, cohort in enumerate(COHORTS):
        lr = SETTINGS["lr"] * SETTINGS["lr_decay"] ** t
        uploads, clients = {}, []
        for k in cohort:
            values, steps, difficulty = eefl.train_client(
                submodels.submodel(current, k % LEVELS), *data[k], lr, SETTINGS, "boosted", margins.kinks
            )
            uploads[k] = (values, difficulty)
            clients.append({"client": k, "level": k % LEVELS, "steps": steps, "difficulty": difficulty})
        models, weights, pools = [], [], []
        for l in range(LEVELS):
            own = [k for k in cohort if k % LEVELS == l]
            counts = [len(data[k][1]) for k in own]
            models.append(
                submodels.mean_of_holders(submodels.submodel(current, l), [uploads[k][0] for k in own], counts)
            )
            weights.append(sum(counts))
            pools.append(
                (torch.cat([uploads[k][1] for k in own]), torch.cat([data[k][1] for k in own])) if own else None
            )
        entry = {"t": t, "lr": lr, "cohort": cohort, "clients": clients, "level_samples": weights}
        entry["level_means"] = [dict(m) for m in models]
        if server:
            drawn = draw_server(SEED + t, [len(pool[1]) for pool in pools])
            entry["draws"] = drawn
            entry["epochs"] = server_stage(models, weights, pools, drawn, generators, optimizers, reference, margins)
            entry["generators"] = [
                {n: v for n, v in g.items() if n not in darkdistill.SHIFTS} for g in generators
            ]
        entry["models_after_server"] = [dict(m) for m in models]
        reference = {name: value.clone() for name, value in models[-1].items()}
        current = submodels.mean_of_holders(current, models, weights)
        entry["server"] = current
        rounds.append(entry)
    return rounds


def _check_is_eefl(initial, data, generators, rounds):
    """Without the server stage, level means and block averaging are EEFL's mean over holders; and the stage matters."""
    bare = run(initial, data, generators, darkdistill.Margins(), server=False)
    current = initial
    for t, cohort in enumerate(COHORTS):
        lr = SETTINGS["lr"] * SETTINGS["lr_decay"] ** t
        uploads = [
            eefl.train_client(submodels.submodel(current, k % LEVELS), *data[k], lr, SETTINGS, "boosted", None)[0]
            for k in cohort
        ]
        current = submodels.mean_of_holders(current, uploads, [len(data[k][1]) for k in cohort])
        gap = submodels.largest_gap(current, bare[t]["server"])
        assert gap < 1e-14, f"round {t} without server stage is not EEFL: {gap:.2g}"
    for name in initial:
        gap = float((bare[0]["server"][name] - rounds[0]["server"][name]).abs().max())
        moved = name.startswith("stages.")
        assert (gap > 1e-3) == moved and (moved or gap == 0.0), (name, gap)


def golden():
    initial = networks.make_mlp(SEED, INPUTS, HIDDEN, CLASSES, EXITS)
    data = submodels.make_clients(SEED + 1, SAMPLES, INPUTS, CLASSES)
    sizes = (SETTINGS["generator_noise"], SETTINGS["generator_hidden"], INPUTS, CLASSES)
    generators = [darkdistill.make_generator(SEED + 10 + l, *sizes) for l in range(LEVELS)]
    margins = darkdistill.Margins()
    rounds = run(initial, data, generators, margins)
    margins.check()
    _check_is_eefl(initial, data, generators, rounds)
    again = run(
        submodels.single(initial), submodels.single(data), submodels.single(generators), darkdistill.Margins()
    )
    gap = submodels.largest_gap(rounds, again)
    assert gap < SINGLE_PRECISION, f"float32 differs by {gap:.3g}"
    return {
        "about": "DarkDistill, progressive, distance matching, darkdistill.md 2.2 to 2.7, on an MLP (stage k = Linear, ReLU;"
        " exit k = Linear on it). Exits and levels 0-based, level l holds stages and exits 0..l, client k has level"
        " tiers[k]. Latent = input of stage 0 (6 numbers). Local training as eefl_rounds.json, policy boosted (own exits,"
        " sum of CE, fresh momentum every round, lr = lr0 * lr_decay^t); clients[i].difficulty = D of its samples = CE of"
        " exit 0 before the step of the last epoch. level_means[l] = M_l before the server stage, level_samples = N_l."
        " draws[epoch][level]: pairs = indices into that level's (D, y) pool (cohort order, then sample order);"
        " generator_eps for the generator step; kd_eps[step]. Per epoch: one Adam step of every level's generator (log:"
        " epochs[].generators[level], parts before the step, owner = exit of every sample under M_l), then kd_steps steps"
        " of L_KD: kd[step].pairs[l] has teacher l, student l+1: weight N_l / sum over teachers, loss L_l, teacher_samples"
        " = A, student_owner, mean = mu_e (null: no sample), a, rkd_distance and rkd_angle of every student exit;"
        " gradients of all students are taken before any student moves; SGD without momentum on the stages only. Models"
        " are in eval mode, generators use batch statistics. Adam's state and the generators live on across epochs and"
        " rounds; generator lr is not decayed. Mref of round 0 = initial, afterwards the largest model after the server"
        " stage (before block averaging). generators = values after the round, without difficulty.bias and hidden.bias:"
        " the batch norm removes these shifts, so their gradient is zero on paper and rounding noise in practice, which"
        " Adam would magnify. models_after_server[l] = M_l; server = block averages, weights N_l.",
        "settings": SETTINGS,
        "exits": EXITS,
        "classes": CLASSES,
        "levels": LEVELS,
        "tiers": [k % LEVELS for k in range(len(SAMPLES))],
        "cohorts": COHORTS,
        "initial": tensors(initial),
        "initial_generators": [tensors(g) for g in generators],
        "clients": [{"samples": len(y), "x": tensor(x), "y": y.tolist()} for x, y in data],
        "rounds": rounds,
    }

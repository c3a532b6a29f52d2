# SPDX-License-Identifier: GPL-3.0-or-later
"""FedDF with exits (methods/heterogeneous-baselines.md 5.1): ensemble distillation on unlabelled data.

    student_l = sample-weighted mean of the level's clients
    teacher(x) = softmax(mean over all uploads of the logits of the client's deepest exit)
    each step: (1/K_l) sum_k KL(teacher || exit k of student_l); Adam, rate lr/2 (1 + cos(pi s / S)), s = 0..S-1
"""

import math

import torch

import checks
import federation as fed
import networks
from goldenjson import tensor, tensors
from inputs import Stream

EXITS, CLASSES, INPUTS, HIDDEN, LEVELS = 3, 3, 5, 4, 2
SAMPLES = [5, 7, 6, 4]
TIERS = [0, 1, 0, 1]
COHORTS = [[0, 1, 2], [0, 1, 3]]
SETTINGS = {
    "rounds": 2,
    "local_epochs": 2,
    "lr": 0.05,
    "lr_decay": 0.99,
    "momentum": 0.9,
    "weight_decay": 0.01,
    "optimizer_state": "reset",
    "aggregation": "samples",
    "levels": LEVELS,
    "steps": 4,
    "server_lr": 0.01,
    "batch": 4,
    "public_samples": 10,
}
BETAS, EPSILON = (0.9, 0.999), 1e-8
NETWORK_SEED, DATA_SEED, PUBLIC_SEED = 1811, 1823, 1886


class Adam:
    """m = b1 m + (1-b1) g; v = b2 v + (1-b2) g^2; w -= lr (m / (1-b1^s)) / (sqrt(v / (1-b2^s)) + eps), s from 1."""

    def __init__(self):
        self.count, self.first, self.second = 0, {}, {}

    def step(self, parameters, gradients, lr):
        self.count += 1
        for name, g in gradients.items():
            a, b = BETAS
            self.first[name] = a * self.first.get(name, torch.zeros_like(g)) + (1 - a) * g
            self.second[name] = b * self.second.get(name, torch.zeros_like(g)) + (1 - b) * g * g
            root = (self.second[name] / (1 - b**self.count)).sqrt() + EPSILON
            parameters[name] = parameters[name] - lr * self.first[name] / (1 - a**self.count) / root


def cosine_rate(step, steps, lr):
    return lr / 2 * (1 + math.cos(math.pi * step / steps))


def ensemble(uploads, x, kinks):
    """Mean logits of the deepest exits."""
    with torch.no_grad():
        return sum(fed.forward(u, x, kinks)[0][-1] for u in uploads) / len(uploads)


def distil(student, uploads, public, batches, kinks, small):
    adam, history = Adam(), []
    for step, rows in enumerate(batches):
        x = public[rows]
        teacher = ensemble(uploads, x, kinks)

        def terms(live):
            logits, _ = fed.forward(live, x, kinks)
            return {"distillation": sum(fed.kl(teacher, z) for z in logits) / len(logits)}

        live = {n: p.clone().requires_grad_(True) for n, p in student.items()}
        loss = terms(live)["distillation"]
        found = fed.gradients(loss, live, list(live))
        small.extend(float(g[g != 0].abs().min()) for g in found.values() if bool((g != 0).any()))
        lr = cosine_rate(step, SETTINGS["steps"], SETTINGS["server_lr"])
        adam.step(student, found, lr)
        history.append({"lr": lr, "loss": float(loss.detach())})
    return history


def run(initial, data, public, batches, kinks, small):
    models = [fed.submodel(initial, fed.deepest_exit(level, LEVELS, EXITS)) for level in range(LEVELS)]
    out = []
    for t, cohort in enumerate(COHORTS):
        lr, uploads, history = fed.learning_rate(SETTINGS, t), [], []
        for i in cohort:
            mine, sgd, (x, y) = {n: v.clone() for n, v in models[TIERS[i]].items()}, fed.Sgd(SETTINGS), data[i]

            def terms(live):
                return {"task": sum(fed.cross_entropy(z, y) for z in fed.forward(live, x, kinks)[0]) / EXITS}

            history.append([fed.step_once(mine, list(mine), terms, sgd, lr) for _ in range(SETTINGS["local_epochs"])])
            uploads.append(mine)
        averaged, distilled, students = [], [], []
        for level in range(LEVELS):
            members = [(len(data[i][1]), u) for i, u in zip(cohort, uploads) if TIERS[i] == level]
            total = sum(s for s, _ in members)
            student = {n: sum(s * u[n] for s, u in members) / total for n in models[level]}
            averaged.append(tensors(student))
            distilled.append(distil(student, uploads, public, batches[t][level], kinks, small))
            students.append(student)
        models = students
        out.append(
            {
                "t": t,
                "cohort": cohort,
                "lr": lr,
                "losses": history,
                "averaged": averaged,
                "batches": batches[t],
                "teacher_logits": [
                    [tensor(ensemble(uploads, public[rows], kinks)) for rows in batches[t][level]] for level in range(LEVELS)
                ],
                "distillation": distilled,
                "models": [tensors(m) for m in models],
            }
        )
    return out


def _check_adam(initial, data):
    x, y = data[1]
    mine, adam = {n: v.clone() for n, v in initial.items()}, Adam()
    theirs = {n: v.clone().requires_grad_(True) for n, v in initial.items()}
    optimizer = torch.optim.Adam(list(theirs.values()), lr=0.01, betas=BETAS, eps=EPSILON)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=5)
    for step in range(5):
        live = {n: v.clone().requires_grad_(True) for n, v in mine.items()}
        loss = sum(fed.cross_entropy(z, y) for z in fed.forward(live, x)[0])
        checks.close(optimizer.param_groups[0]["lr"], cosine_rate(step, 5, 0.01), 1e-15, "cosine rate against torch")
        adam.step(mine, fed.gradients(loss, live, list(live)), cosine_rate(step, 5, 0.01))
        optimizer.zero_grad()
        sum(fed.cross_entropy(z, y) for z in fed.forward(theirs, x)[0]).backward()
        optimizer.step()
        schedule.step()
    for name in mine:
        checks.close(mine[name], theirs[name].detach(), 1e-12, f"Adam against torch: {name}")


def golden():
    initial = networks.make_mlp(NETWORK_SEED, INPUTS, HIDDEN, CLASSES, EXITS)
    data = fed.make_clients(DATA_SEED, SAMPLES, CLASSES, INPUTS)
    draw = Stream(PUBLIC_SEED)
    public = torch.from_numpy(draw.grid((SETTINGS["public_samples"], INPUTS), 2))
    shape = [len(COHORTS), LEVELS, SETTINGS["steps"], SETTINGS["batch"]]
    rows = draw.labels(shape[0] * shape[1] * shape[2] * shape[3], SETTINGS["public_samples"])
    batches = rows.reshape(shape).tolist()
    _check_adam(initial, data)
    x = public[:4]
    teacher = ensemble([initial, fed.submodel(initial, 1)], x, networks.Kinks())
    student = {n: v * 0.75 for n, v in initial.items()}
    fed.check_gradient(lambda live: sum(fed.kl(teacher, z) for z in fed.forward(live, x)[0]) / EXITS, student, "FedDF")
    kinks, small = networks.Kinks(), []
    result = run(initial, data, public, batches, kinks, small)
    fed.check_kinks(kinks, "FedDF")
    # Adam's first steps hardly depend on the size of a gradient: a tiny one would turn rounding into a full step
    assert min(small) > 1e-5, f"a gradient of {min(small):.2g} is too near zero for Adam; choose another seed"
    for row in result:
        for steps in row["distillation"]:
            assert all(math.isfinite(s["loss"]) and s["loss"] > 0 for s in steps)
    arguments = fed.to_single((initial, data, public))
    fed.check_single_precision(result, run(*arguments, batches, networks.Kinks(), []), "FedDF")
    return {
        "about": "FedDF, heterogeneous-baselines.md 5.1. Level l of L holds stages and exits 0..ceil((l+1)m/L)-1 (2 and 3 of 3"
        " here) and has a model of its own; clients of level l start from models[l]. Term task = (1/m) sum of CE over own"
        " exits, m = 3. averaged[l] = mean of the level's uploads weighted by samples. Then settings.steps Adam steps (betas"
        " .9 .999, eps 1e-8, no weight decay, fresh in every round and level) on (1/K_l) sum_k KL(teacher || exit k of the"
        " student), batchmean, at rate server_lr/2 (1 + cos(pi s/steps)), s from 0; teacher = softmax(unweighted mean over all"
        " uploads of the logits of the client's deepest exit) with the uploads as they came. batches[l][s] = rows of public_x;"
        " teacher_logits[l][s] = the mean logits on them; distillation[l][s] = rate and loss before the step. models[l] = after"
        " the round." + fed.ABOUT,
        "settings": SETTINGS,
        "exits": EXITS,
        "classes": CLASSES,
        "cohorts": COHORTS,
        "public_x": tensor(public),
        "initial": tensors(initial),
        "clients": fed.clients_json(data, TIERS),
        "rounds": result,
    }

# SPDX-License-Identifier: GPL-3.0-or-later
"""FedBSD on every exit (methods/fedbsd.md 2.2, 2.3).

    L = (1/m) sum_k CE_k + lambda (1/m) sum_k BSD_k
    BSD_k = T^2 KL(softmax(g_k/T) || softmax(f_k/T)) over feature channels | mean (f_k - g_k)^2 | mean 1 - cos(f_k, g_k)

f_k: what head k sees under the client's own backbone, g_k: under the frozen global backbone of the round's start.
"""

import torch

import checks
import federation as fed
import networks
from goldenjson import tensor, tensors
from inputs import Stream

EXITS, CLASSES, INPUTS, HIDDEN = 3, 3, 5, 4
SAMPLES = [5, 7, 6, 4]
COHORTS = [[0, 1, 2], [1, 2, 3]]
SETTINGS = {
    "rounds": 2,
    "local_epochs": 2,
    "lr": 0.05,
    "lr_decay": 0.99,
    "momentum": 0.9,
    "weight_decay": 0.01,
    "optimizer_state": "reset",
    "lambda": 1.5,
    "temperature": 2.0,
    "head_epochs": 2,
}
NETWORK_SEED, DATA_SEED, LOSS_SEED = 916, 923, 931
VARIANTS = {
    "default": {},
    "mse": {"distance": "mse"},
    "cosine": {"distance": "cosine"},
    "init_from_global": {"init_from_global": True},
    "two_phase": {"two_phase": True},
}


def bsd(teacher, student, distance, t):
    """One exit's L_BSD; the teacher's features carry no gradient."""
    teacher = teacher.detach()
    if distance == "kl":
        return t * t * fed.kl(teacher, student, t)
    if distance == "mse":
        return ((student - teacher) ** 2).mean()
    norms = (student * student).sum(dim=1).sqrt() * (teacher * teacher).sum(dim=1).sqrt()
    assert float(norms.detach().min()) > 1e-2, "a feature vector is nearly zero; choose another seed"
    return (1.0 - (student * teacher).sum(dim=1) / norms).mean()


def options_of(name):
    defaults = {"distance": "kl", "init_from_global": False, "two_phase": False, "lambda": SETTINGS["lambda"]}
    return {**defaults, **VARIANTS.get(name, {})}


def backbone(named):
    return {n: v for n, v in named.items() if n.startswith("stages.")}


def heads(named):
    return {n: v for n, v in named.items() if n.startswith("heads.")}


def local_training(mine, teacher, x, y, options, lr, kinks):
    with torch.no_grad():
        _, given = fed.forward({**mine, **teacher}, x, kinks)

    def whole(live):
        logits, features = fed.forward(live, x, kinks)
        task = sum(fed.cross_entropy(z, y) for z in logits) / EXITS
        distances = [bsd(g, f, options["distance"], SETTINGS["temperature"]) for g, f in zip(given, features)]
        return {"task": task, "distillation": options["lambda"] * sum(distances) / EXITS}

    sgd, history = fed.Sgd(SETTINGS), []
    if not options["two_phase"]:
        for _ in range(SETTINGS["local_epochs"]):
            history.append(fed.step_once(mine, list(mine), whole, sgd, lr))
        return history
    for _ in range(SETTINGS["local_epochs"]):
        history.append(fed.step_once(mine, list(backbone(mine)), whole, sgd, lr))
    for _ in range(SETTINGS["head_epochs"]):
        history.append(fed.step_once(mine, list(heads(mine)), lambda live: {"task": whole(live)["task"]}, sgd, lr))
    return history


def run(initial, data, cohorts, options, kinks):
    server = backbone(initial)
    models = [{n: v.clone() for n, v in initial.items()} for _ in data]
    seen, out = set(), []
    for t, cohort in enumerate(cohorts):
        lr, history, received = fed.learning_rate(SETTINGS, t), [], []
        for i in cohort:
            first = i not in seen
            if first or options["init_from_global"]:
                models[i].update({n: v.clone() for n, v in server.items()})
            seen.add(i)
            received.append(first or options["init_from_global"])
            history.append(local_training(models[i], server, *data[i], options, lr, kinks))
        server = {n: sum(models[i][n] for i in cohort) / len(cohort) for n in server}
        out.append(
            {
                "t": t,
                "cohort": cohort,
                "lr": lr,
                "starts_from_global": received,
                "losses": history,
                "server": tensors(server),
                "personal": [tensors(models[i]) for i in cohort],
            }
        )
    return out


def loss_cases():
    """The three distances on given features, with gradients; the small-difference limit of the document."""
    draw = Stream(LOSS_SEED)
    teacher, student = draw.grid((4, 6), 2), draw.grid((4, 6), 2)
    cases = []
    for distance, t in (("kl", 1.0), ("kl", 2.0), ("kl", 4.0), ("mse", 1.0), ("cosine", 1.0)):
        live = torch.from_numpy(student).requires_grad_(True)
        loss = bsd(torch.from_numpy(teacher), live, distance, t)
        (gradient,) = torch.autograd.grad(loss, live)

        def value(point):
            return float(bsd(torch.from_numpy(teacher), torch.from_numpy(point), distance, t))

        checks.close(gradient, checks.central_difference(value, student), 2e-8, f"{distance}: gradient")
        cases.append({"distance": distance, "temperature": t, "value": float(loss.detach()), "grad": tensor(gradient)})
    # T^2 KL of a small difference is half its centred variance over channels, whatever T
    base = torch.from_numpy(draw.grid((16, 32), 0.25))
    small = torch.from_numpy(draw.grid((16, 32), 0.1875))
    half_variance = float(((small - small.mean(dim=1, keepdim=True)) ** 2).mean()) / 2
    values = [float(bsd(base, base + small, "kl", t)) for t in (1.0, 2.0, 4.0, 10.0)]
    checks.close([v / half_variance for v in values], [1.0] * 4, 0.03, "T^2 KL against half the centred variance")
    checks.close(values[-1] / half_variance, 1.0, 5e-3, "large T")
    checks.close(float(bsd(base, base + 7.0, "kl", 1.0)), 0.0, 1e-12, "a shift of all channels costs nothing")
    return {
        "teacher": tensor(teacher),
        "student": tensor(student),
        "values": cases,
        "small_difference": {"temperatures": [1.0, 2.0, 4.0, 10.0], "kl": values, "half_variance": half_variance},
    }


def _check_local_gradient(initial, data):
    x, y = data[1]
    teacher = {n: v * 0.875 + 0.0625 for n, v in backbone(initial).items()}
    _, given = fed.forward({**initial, **teacher}, x)
    for distance in ("kl", "mse", "cosine"):

        def loss(live):
            logits, features = fed.forward(live, x)
            pairs = zip(given, features)
            return sum(fed.cross_entropy(z, y) for z in logits) / EXITS + sum(bsd(g, f, distance, 2.0) for g, f in pairs)

        fed.check_gradient(loss, initial, f"FedBSD {distance}", tolerance=1e-7)


def _check_relations(initial, data, runs):
    kinks = networks.Kinks()
    # lambda = 0 and a start from the global backbone is FedPer with equal weights
    plain = run(initial, data, COHORTS, {**options_of("init_from_global"), "lambda": 0.0}, kinks)
    server, kept = backbone(initial), [heads(initial) for _ in data]
    for t, cohort in enumerate(COHORTS):
        uploads = []
        for i in cohort:
            mine, sgd, (x, y) = {**server, **kept[i]}, fed.Sgd(SETTINGS), data[i]

            def terms(live):
                return {"task": sum(fed.cross_entropy(z, y) for z in fed.forward(live, x)[0]) / EXITS}

            for _ in range(SETTINGS["local_epochs"]):
                fed.step_once(mine, list(mine), terms, sgd, fed.learning_rate(SETTINGS, t))
            uploads.append(backbone(mine))
            kept[i] = heads(mine)
        server = {n: sum(u[n] for u in uploads) / len(uploads) for n in server}
        fed.nested_close(plain[t]["server"], tensors(server), 1e-13, "FedPer")
    # the first step of a client that starts at w_g has no distance to its teacher
    for name, rows in runs.items():
        for row in rows:
            for fresh, steps in zip(row["starts_from_global"], row["losses"]):
                assert (abs(steps[0]["terms"]["distillation"]) < 1e-12) == fresh, name
    # two phases: in the first the heads rest, so its first-step loss is that of the joint form
    checks.close(runs["two_phase"][0]["losses"][0][0]["total"], runs["default"][0]["losses"][0][0]["total"], 0.0, "start")


def _check_large_lambda(initial, data):
    """lambda large and a kept backbone: features go to the teacher's (one client, fixed teacher)."""
    teacher = {n: v * 0.9375 + 0.03125 for n, v in backbone(initial).items()}
    x, y = data[1]
    _, given = fed.forward({**initial, **teacher}, x)
    gaps = []
    for weight in (0.0, 50.0):
        mine = {n: v.clone() for n, v in initial.items()}
        for _ in range(40):
            options = {**options_of("mse"), "lambda": weight}
            local_training(mine, teacher, x, y, options, 0.02, networks.Kinks())
        _, own = fed.forward(mine, x)
        gaps.append(float(sum(((f - g) ** 2).mean() for f, g in zip(own, given))))
    assert gaps[1] < 0.1 * gaps[0], gaps


def golden():
    initial = networks.make_mlp(NETWORK_SEED, INPUTS, HIDDEN, CLASSES, EXITS)
    data = fed.make_clients(DATA_SEED, SAMPLES, CLASSES, INPUTS)
    kinks = networks.Kinks()
    fed.check_sgd(SETTINGS)
    _check_local_gradient(initial, data)
    runs = {name: run(initial, data, COHORTS, options_of(name), kinks) for name in VARIANTS}
    fed.check_kinks(kinks, "FedBSD")
    fed.check_variants_differ(runs, "server", "FedBSD")
    _check_relations(initial, data, runs)
    _check_large_lambda(initial, data)
    for name, rows in runs.items():
        single = run(fed.to_single(initial), fed.to_single(data), COHORTS, options_of(name), networks.Kinks())
        fed.check_single_precision(rows, single, f"FedBSD {name}")
    return {
        "about": "FedBSD, fedbsd.md 2.2 and 2.3, on every exit: L = (1/m) sum CE_k + lambda (1/m) sum BSD_k (terms task and"
        " distillation); options.distance kl: T^2 KL(softmax(g/T) || softmax(f/T)) over feature channels, batchmean, T ="
        " settings.temperature; mse: mean over batch and channels; cosine: 1 - cos, mean over batch. Teacher = global"
        " backbone at the start of the round. A client keeps its own backbone between its turns; its first turn starts from"
        " the global one (starts_from_global; always with init_from_global). two_phase: local_epochs steps of L on the"
        " backbone with heads at rest, then head_epochs steps of (1/m) sum CE_k on the heads with the backbone at rest."
        " server = unweighted mean of the cohort's backbones, personal = each cohort client's backbone and heads after"
        " training; other clients keep theirs. loss_cases: the distances on given features [sample, channel], grad = d value"
        " / d student." + fed.ABOUT,
        "settings": SETTINGS,
        "exits": EXITS,
        "classes": CLASSES,
        "cohorts": COHORTS,
        "initial": tensors(initial),
        "clients": fed.clients_json(data),
        "variants": {name: {"options": options_of(name), "rounds": rows} for name, rows in runs.items()},
        "loss_cases": loss_cases(),
    }

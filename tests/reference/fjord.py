# SPDX-License-Identifier: GPL-3.0-or-later
"""FjORD with exits (methods/heterogeneous-baselines.md 5.1): ordered dropout.

    level l: p_max = p_l = (l+1)/L; each step draws p from {p_0..p_l} and trains the first ceil(p W) units
    L = (1/m) sum_k CE(z_k(p), y), with KD: (1/m) sum_k [CE(z_k(p_max), y) + CEsoft(sg softmax(z_k(p_max)), z_k(p))]
    server: element-wise sample-weighted mean over holders of p_max
"""

import torch

import checks
import federation as fed
import networks
from goldenjson import tensors

EXITS, CLASSES, INPUTS, HIDDEN, LEVELS = 3, 3, 5, 6, 4
SAMPLES = [5, 7, 6, 4, 5]
TIERS = [1, 3, 2, 0, 3]
COHORTS = [[0, 1, 2], [0, 2, 3], [1, 3, 4]]  # nobody holds the full width in round 1
DRAWS = [[[0, 1, 1], [2, 3, 0], [2, 0, 1]], [[1, 0, 1], [0, 2, 1], [0, 0, 0]], [[3, 1, 2], [0, 0, 0], [1, 3, 0]]]
SETTINGS = {
    "rounds": 3,
    "local_epochs": 3,
    "lr": 0.05,
    "lr_decay": 0.99,
    "momentum": 0.9,
    "weight_decay": 0.01,
    "optimizer_state": "reset",
    "levels": LEVELS,
    "aggregation": "samples",
}
NETWORK_SEED, DATA_SEED = 1711, 1723
VARIANTS = {"default": {"distillation": False}, "distillation": {"distillation": True}}


def rate_of(level):
    return (level + 1) / LEVELS


def prefix(live, widest, rate):
    """The sub-network of rate `rate` inside parameters cut to `widest`; gradients flow into the full tensors."""
    out = {}
    for name, shape in fed.submodel(widest, None, rate).items():
        out[name] = live[name][tuple(slice(0, size) for size in shape.shape)]
    return out


def terms_of(live, full, rate, x, y, distillation, kinks):
    narrow = fed.forward(prefix(live, full, rate), x, kinks)[0]
    if not distillation:
        return {"task": sum(fed.cross_entropy(z, y) for z in narrow) / EXITS}
    wide = fed.forward(live, x, kinks)[0]
    return {
        "task": sum(fed.cross_entropy(z, y) for z in wide) / EXITS,
        "distillation": sum(fed.soft_cross_entropy(a, b) for a, b in zip(wide, narrow)) / EXITS,
    }


def run(initial, data, tiers, draws, options, kinks):
    server = {n: v.clone() for n, v in initial.items()}
    out = []
    for t, cohort in enumerate(COHORTS):
        lr, uploads, history = fed.learning_rate(SETTINGS, t), [], []
        for c, i in enumerate(cohort):
            # every slice below is of the server's full tensors: rates refer to full widths
            mine = fed.submodel(server, None, rate_of(tiers[i]))
            sgd, (x, y), steps = fed.Sgd(SETTINGS), data[i], []
            for step in range(SETTINGS["local_epochs"]):
                assert draws[t][c][step] <= tiers[i]
                rate = rate_of(draws[t][c][step])

                def terms(live):
                    return terms_of(live, server, rate, x, y, options["distillation"], kinks)

                steps.append(fed.step_once(mine, list(mine), terms, sgd, lr))
            history.append(steps)
            uploads.append(mine)
        server = fed.mean_over_holders(server, uploads, fed.sample_weights(data, cohort))
        row = {"t": t, "cohort": cohort, "lr": lr, "draws": draws[t], "losses": history}
        row["uploads"] = [tensors(u) for u in uploads] if t == 0 else []
        row["server"] = tensors(server)
        out.append(row)
    return out


def _nested(server, uploads, weights, levels):
    """The document's aggregation: from the widest rate to the narrowest, the block of rate p takes the mean of
    the clients with p_max >= p."""
    out = {n: v.clone() for n, v in server.items()}
    for level in reversed(range(LEVELS)):
        members = [(u, w) for u, w, own in zip(uploads, weights, levels) if own >= level]
        for name, block in fed.submodel(server, None, rate_of(level)).items():
            place = tuple(slice(0, size) for size in block.shape)
            if members:
                out[name][place] = sum(w * u[name][place] for u, w in members) / sum(w for _, w in members)
    return out


def _check(initial, data):
    x, y = data[1]

    def loss(live):
        return sum(terms_of(live, initial, 0.5, x, y, True, networks.Kinks()).values())

    given = fed.forward(initial, x)[0]

    def fixed(live):
        narrow, wide = fed.forward(prefix(live, initial, 0.5), x)[0], fed.forward(live, x)[0]
        task = sum(fed.cross_entropy(z, y) for z in wide)
        return (task + sum(fed.soft_cross_entropy(a, b) for a, b in zip(given, narrow))) / EXITS

    fed.check_gradient(loss, initial, "FjORD", fixed)
    # at p = p_max the soft part has no gradient
    live = {n: v.clone().requires_grad_(True) for n, v in initial.items()}
    soft = terms_of(live, initial, 1.0, x, y, True, networks.Kinks())["distillation"]
    for name, gradient in fed.gradients(soft, live, list(live)).items():
        checks.close(gradient, torch.zeros_like(gradient), 1e-15, f"soft target of itself: {name}")
    # everyone at full width: FedAvg
    full = [[[LEVELS - 1] * 3 for _ in cohort] for cohort in COHORTS]
    plain = run(initial, data, [LEVELS - 1] * 5, full, VARIANTS["default"], networks.Kinks())
    wanted = fed.fedavg_rounds(initial, data, COHORTS, SETTINGS, [1.0 / EXITS] * EXITS)
    fed.nested_close([row["server"] for row in plain], wanted, 1e-13, "FedAvg")
    # mean over holders is the nested aggregation
    levels, weights = [1, 3, 2], [5.0, 7.0, 6.0]
    scaled = [{n: v * (1 + c / 8) for n, v in initial.items()} for c in range(3)]
    uploads = [fed.submodel(one, None, rate_of(level)) for one, level in zip(scaled, levels)]
    one, other = fed.mean_over_holders(initial, uploads, weights), _nested(initial, uploads, weights, levels)
    for name in initial:
        checks.close(one[name], other[name], 1e-15, f"nested aggregation: {name}")


def golden():
    initial = networks.make_mlp(NETWORK_SEED, INPUTS, HIDDEN, CLASSES, EXITS)
    data = fed.make_clients(DATA_SEED, SAMPLES, CLASSES, INPUTS)
    kinks = networks.Kinks()
    _check(initial, data)
    runs = {name: run(initial, data, TIERS, DRAWS, options, kinks) for name, options in VARIANTS.items()}
    fed.check_kinks(kinks, "FjORD")
    fed.check_variants_differ(runs, "server", "FjORD")
    for name, rows in runs.items():
        before, after = (rows[t]["server"]["stages.1.weight"]["values"] for t in (0, 1))
        assert before[-1] == after[-1] and before[0] != after[0], "an element without a holder is kept"
        arguments = (*fed.to_single((initial, data)), TIERS, DRAWS, VARIANTS[name], networks.Kinks())
        fed.check_single_precision(rows, run(*arguments), f"FjORD {name}")
    return {
        "about": "FjORD, heterogeneous-baselines.md 5.1. Level l of 4: p_l = (l+1)/4; all stages and exits, of every hidden layer"
        " the first widths[l] = ceil(p_l * 6) units (inputs and classes are never cut, a head takes the first inputs; nothing is"
        " rescaled). draws[c][step] = level index of the p of that step, at most the client's tier. Terms without"
        " distillation: task = (1/m) sum_k CE(z_k(p), y). With it: task = (1/m) sum_k CE(z_k(p_max), y), distillation = (1/m)"
        " sum_k -sum_c softmax(sg z_k(p_max)) log softmax(z_k(p)), also when p = p_max. A step goes over everything the client"
        " holds (p_max): outside the prefix of p the gradient is 0, weight decay and momentum still act. server = element-wise"
        " mean over holders of p_max weighted by samples, elements without a holder are kept. uploads (round 0 only): after"
        " training, in the client's own sizes." + fed.ABOUT,
        "settings": SETTINGS,
        "exits": EXITS,
        "classes": CLASSES,
        "widths": [fed.width_of(rate_of(v), HIDDEN) for v in range(LEVELS)],
        "cohorts": COHORTS,
        "initial": tensors(initial),
        "clients": fed.clients_json(data, TIERS),
        "variants": {name: {"options": VARIANTS[name], "rounds": rows} for name, rows in runs.items()},
    }

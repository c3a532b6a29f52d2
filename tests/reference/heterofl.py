# SPDX-License-Identifier: GPL-3.0-or-later
"""HeteroFL with exits (methods/heterogeneous-baselines.md 5.1).

    level l: all stages and exits, first ceil(r_l W) units; hidden outputs divided by r_l in training only
    L = (1/m) sum_k CE(masked z_k, y): logits of classes the client does not have are 0
    server: element-wise unweighted mean over holders; head rows of classes absent at a client do not count
"""

import torch

import checks
import federation as fed
import networks
from goldenjson import tensor, tensors

EXITS, CLASSES, INPUTS, HIDDEN = 3, 4, 5, 6
RATES = [0.25, 0.5, 1.0]
SAMPLES = [5, 7, 6, 4, 5]
TIERS = [0, 1, 2, 1, 0]
COHORTS = [[0, 1, 2], [0, 1, 4], [1, 2, 3]]  # nobody holds the full width in round 1
SETTINGS = {
    "rounds": 3,
    "local_epochs": 2,
    "lr": 0.05,
    "lr_decay": 0.99,
    "momentum": 0.9,
    "weight_decay": 0.01,
    "optimizer_state": "reset",
    "rates": RATES,
}
NETWORK_SEED, DATA_SEED = 1611, 1623
VARIANTS = {"default": {}, "no_mask": {"mask": False}, "no_scaler": {"scaler": False}}


def options_of(name):
    return {"mask": True, "scaler": True, **VARIANTS[name]}


def present(y):
    return sorted(set(y.tolist()))


def masked(logits, classes):
    keep = torch.zeros(logits.shape[1], dtype=logits.dtype)
    keep[classes] = 1.0
    return logits * keep


def run(initial, data, tiers, rates, options, kinks):
    server = {n: v.clone() for n, v in initial.items()}
    out = []
    for t, cohort in enumerate(COHORTS):
        lr, uploads, history = fed.learning_rate(SETTINGS, t), [], []
        own = [present(data[i][1]) if options["mask"] else list(range(CLASSES)) for i in cohort]
        for i, classes in zip(cohort, own):
            rate = rates[tiers[i]]
            mine, sgd, (x, y) = fed.submodel(server, None, rate), fed.Sgd(SETTINGS), data[i]

            def terms(live):
                logits, _ = fed.forward(live, x, kinks, rate if options["scaler"] else 1.0)
                return {"task": sum(fed.cross_entropy(masked(z, classes), y) for z in logits) / EXITS}

            history.append([fed.step_once(mine, list(mine), terms, sgd, lr) for _ in range(SETTINGS["local_epochs"])])
            uploads.append(mine)

        def counts(u, name, value):
            mask = torch.ones_like(value)
            if name.startswith("heads."):
                mask[[c for c in range(CLASSES) if c not in own[u]]] = 0.0
            return mask

        server = fed.mean_over_holders(server, uploads, [1.0] * len(uploads), counts)
        row = {"t": t, "cohort": cohort, "lr": lr, "losses": history, "server": tensors(server)}
        x = torch.cat([data[i][0][:1] for i in range(len(data))])
        row["test_logits"] = tensor(torch.stack(fed.forward(server, x, kinks)[0]))
        out.append(row)
    return out


def _check(initial, data):
    x, y = data[0]
    classes = present(y)
    assert len(classes) < CLASSES
    small = fed.submodel(initial, None, 0.5)
    assert small["stages.1.weight"].shape == (3, 3)

    def loss(live):
        return sum(fed.cross_entropy(masked(z, classes), y) for z in fed.forward(live, x, None, 0.5)[0]) / EXITS

    fed.check_gradient(loss, small, "HeteroFL")
    # no gradient reaches the rows of absent classes
    live = {n: v.clone().requires_grad_(True) for n, v in small.items()}
    found = fed.gradients(loss(live), live, ["heads.0.weight"])["heads.0.weight"]
    for c in range(CLASSES):
        assert bool((found[c] == 0.0).all()) == (c not in classes)
    # all rates 1 and no mask: FedAvg with equal weights
    plain = run(initial, data, [0] * 5, [1.0], options_of("no_mask"), networks.Kinks())
    wanted = fed.fedavg_rounds(initial, data, COHORTS, SETTINGS, [1.0 / EXITS] * EXITS, "uniform")
    fed.nested_close([row["server"] for row in plain], wanted, 1e-13, "FedAvg")


def golden():
    initial = networks.make_mlp(NETWORK_SEED, INPUTS, HIDDEN, CLASSES, EXITS)
    data = fed.make_clients(DATA_SEED, SAMPLES, CLASSES, INPUTS, 1000)
    kinks = networks.Kinks()
    _check(initial, data)
    runs = {name: run(initial, data, TIERS, RATES, options_of(name), kinks) for name in VARIANTS}
    fed.check_kinks(kinks, "HeteroFL")
    fed.check_variants_differ(runs, "server", "HeteroFL")
    covered = [set().union(*(present(data[i][1]) for i in cohort)) for cohort in COHORTS]
    assert any(len(c) < CLASSES for c in covered), "no class without a holder"
    for name, rows in runs.items():
        before, after = (rows[t]["server"]["stages.1.weight"]["values"] for t in (0, 1))
        assert before[-1] == after[-1] and before[0] != after[0], "an element without a holder is kept"
        arguments = (*fed.to_single((initial, data)), TIERS, RATES, options_of(name), networks.Kinks())
        fed.check_single_precision(rows, run(*arguments), f"HeteroFL {name}")
    checks.close([fed.width_of(r, HIDDEN) for r in RATES], [2, 3, 6], 0, "widths")
    return {
        "about": "HeteroFL, heterogeneous-baselines.md 5.1. Level l of 3 holds all stages and exits; of every hidden layer the"
        " first widths[l] = ceil(rates[l] * 6) units (inputs and classes are never cut, a head takes the first inputs). In"
        " training hidden Linear outputs (bias included) are divided by rates[l] before the ReLU (options.scaler), in tests"
        " not. Term task = (1/m) sum_k CE(z_k with the logits of the client's absent classes set to 0, y) (options.mask)."
        " server = element-wise unweighted mean over holders; with options.mask the head rows (weight and bias) of classes"
        " that a client does not have in its training data do not count; elements that count nowhere are kept. test_logits"
        " [exit, client, class]: the server's full model on the first sample of every client, without scaler and mask."
        + fed.ABOUT,
        "settings": SETTINGS,
        "exits": EXITS,
        "classes": CLASSES,
        "widths": [fed.width_of(r, HIDDEN) for r in RATES],
        "present": [present(y) for _, y in data],
        "cohorts": COHORTS,
        "initial": tensors(initial),
        "clients": fed.clients_json(data, TIERS),
        "variants": {name: {"options": options_of(name), "rounds": rows} for name, rows in runs.items()},
    }

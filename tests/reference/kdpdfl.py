# SPDX-License-Identifier: GPL-3.0-or-later
"""KD-PDFL on every exit (methods/flow-kdpdfl.md 4).

    d_kj = mean over exits of (1/C) sum_c (1/m) sum_i |a_(i)c - b_(i)c|       sorted logits of k's own samples
    pi_kj = exp(-d_kj / tau_k) / sum over N(k) and k;  d_kk = 0;  tau_k = median of the d_kj > 0 over N(k)
    w_k <- sum_j pi_kj w_j, then E epochs of (1/m) sum_k CE_k
"""

import math

import numpy as np
import torch

import checks
import federation as fed
import networks
from goldenjson import tensor, tensors
from inputs import Stream

EXITS, CLASSES, INPUTS, HIDDEN = 3, 3, 5, 4
SAMPLES = [5, 7, 4, 6, 5]
COHORTS = [[0, 1, 2], [1, 2, 3], [0, 3, 4]]
SETTINGS = {
    "rounds": 3,
    "local_epochs": 2,
    "lr": 0.05,
    "lr_decay": 0.99,
    "momentum": 0.9,
    "weight_decay": 0.01,
    "optimizer_state": "reset",
}
NETWORK_SEED, DATA_SEED, CASE_SEED = 1011, 1023, 1031
TOPOLOGIES = ("ring", "full")


def neighbours(topology, client, count):
    if topology == "ring":
        return sorted({(client - 1) % count, (client + 1) % count} - {client})
    return [j for j in range(count) if j != client]


def wasserstein(own, other):
    """Mean over classes of the 1-D W1 distance of two equally large samples of logits [m, C]."""
    return float((own.sort(dim=0).values - other.sort(dim=0).values).abs().mean())


def wasserstein_by_quantiles(own, other):
    """Independent: W1 is the area between the two empirical distribution functions."""
    total = 0.0
    for c in range(own.shape[1]):
        a, b = own[:, c].tolist(), other[:, c].tolist()
        points = sorted(a + b)
        for left, right in zip(points, points[1:]):
            below = abs(sum(v <= left for v in a) - sum(v <= left for v in b))
            total += below / len(a) * (right - left)
    return total / own.shape[1]


def temperature(distances):
    """Median of the positive ones, the mean of the middle two for an even count; None without any."""
    positive = sorted(d for d in distances if d > 0.0)
    if not positive:
        return None
    middle = len(positive) // 2
    return positive[middle] if len(positive) % 2 else 0.5 * (positive[middle - 1] + positive[middle])


def mixing(distances):
    """(weights of [self, neighbours ...], tau)"""
    tau = temperature(distances)
    if tau is None:
        return [1.0 / (1 + len(distances))] * (1 + len(distances)), None
    raw = [1.0] + [math.exp(-d / tau) for d in distances]
    return [r / sum(raw) for r in raw], tau


def run(initial, data, topology, kinks, measured):
    models = [{n: v.clone() for n, v in initial.items()} for _ in data]
    out = []
    for t, cohort in enumerate(COHORTS):
        lr, peers = fed.learning_rate(SETTINGS, t), [neighbours(topology, i, len(data)) for i in cohort]
        distances, taus, weights, mixed = [], [], [], []
        for i, near in zip(cohort, peers):
            x, _ = data[i]
            logits = {j: fed.forward(models[j], x, kinks)[0] for j in [i] + near}
            row = [sum(wasserstein(a, b) for a, b in zip(logits[i], logits[j])) / EXITS for j in near]
            measured.extend(row)
            pi, tau = mixing(row)
            distances.append(row)
            taus.append(tau)
            weights.append(pi)
            mixed.append({n: sum(p * models[j][n] for p, j in zip(pi, [i] + near)) for n in initial})
        history = []
        trained = [{n: v.clone() for n, v in one.items()} for one in mixed]
        for i, mine in zip(cohort, trained):
            x, y = data[i]
            sgd = fed.Sgd(SETTINGS)

            def terms(live):
                return {"task": sum(fed.cross_entropy(z, y) for z in fed.forward(live, x, kinks)[0]) / EXITS}

            history.append([fed.step_once(mine, list(mine), terms, sgd, lr) for _ in range(SETTINGS["local_epochs"])])
        for i, mine in zip(cohort, trained):
            models[i] = mine
        row = {"t": t, "cohort": cohort, "lr": lr, "neighbours": peers, "d": distances, "tau": taus, "pi": weights}
        if t > 0:
            row["mixed"] = [tensors(m) for m in mixed]
        row["losses"] = history
        row["personal"] = [tensors(m) for m in trained]
        out.append(row)
    return out


def cases():
    draw = Stream(CASE_SEED)
    out = []
    for name, batch, classes in (("small", 5, 3), ("one_sample", 1, 4), ("wider", 8, 4)):
        own, other = torch.from_numpy(draw.grid((batch, classes), 2)), torch.from_numpy(draw.grid((batch, classes), 2))
        d = wasserstein(own, other)
        checks.close(d, wasserstein_by_quantiles(own, other), 1e-12, name)
        checks.close(wasserstein(own, own.flip(0)), 0.0, 0.0, "order is free")
        checks.close(wasserstein(own, own + 0.75), 0.75, 1e-12, "a shift costs its length")
        out.append({"name": name, "own": tensor(own), "other": tensor(other), "d": d})
    mixes = []
    for name, d in (
        ("odd", [0.25, 0.75, 0.5]),
        ("even", [0.25, 1.0, 0.5, 0.125]),
        ("zero_left_out_of_the_median", [0.0, 0.5, 1.0, 0.0, 0.25]),
        ("one_neighbour", [0.375]),
        ("all_equal_models", [0.0, 0.0]),
        ("nobody_near", []),
    ):
        pi, tau = mixing(d)
        checks.close(sum(pi), 1.0, 1e-15, name)
        positive = [v for v in d if v > 0.0]
        if positive:
            checks.close(tau, np.median(positive), 0.0, name)
        mixes.append({"name": name, "d": d, "tau": tau, "pi": pi})
    checks.close(mixing([0.375])[0][1], math.exp(-1) / (1 + math.exp(-1)), 1e-15, "d = tau gives e^-1")
    return out, mixes


def golden():
    initial = networks.make_mlp(NETWORK_SEED, INPUTS, HIDDEN, CLASSES, EXITS)
    data = fed.make_clients(DATA_SEED, SAMPLES, CLASSES, INPUTS)
    kinks, measured = networks.Kinks(), []
    runs = {name: run(initial, data, name, kinks, measured) for name in TOPOLOGIES}
    fed.check_kinks(kinks, "KD-PDFL")
    assert all(d == 0.0 or d > 1e-3 for d in measured), "a distance is unclear"
    for rows in runs.values():
        assert all(tau is None for tau in rows[0]["tau"]) and all(tau is not None for tau in rows[1]["tau"])
        assert any(0.0 in d for d in rows[1]["d"]), "no pair of untouched models in round 1"
    for name, rows in runs.items():
        single = run(fed.to_single(initial), fed.to_single(data), name, networks.Kinks(), [])
        fed.check_single_precision(rows, single, f"KD-PDFL {name}")
    distances, mixes = cases()
    return {
        "about": "KD-PDFL, flow-kdpdfl.md 4, no server: whole models (heads too) are mixed, then trained with (1/m) sum CE_k."
        " neighbours[c] ascending; ring: client -1 and +1 modulo clients; full: all others. d[c][j] = distance to neighbour"
        " j on the client's own samples, mean over exits; tau[c] = median of the positive d, null if none (then pi is"
        " uniform); pi[c] = weights of [self, neighbours ...]. All models that are mixed are those before the round; clients"
        " outside the cohort serve their last model and do not change. mixed (not given for round 0, where all models are"
        " still equal) = model before training, personal = after it, in cohort order. distance_cases: d of logits own and"
        " other [sample, class] of one exit. mixing_cases: pi of [self, neighbours ...] from d." + fed.ABOUT,
        "settings": SETTINGS,
        "exits": EXITS,
        "classes": CLASSES,
        "cohorts": COHORTS,
        "initial": tensors(initial),
        "clients": fed.clients_json(data),
        "variants": {name: {"options": {"topology": name}, "rounds": rows} for name, rows in runs.items()},
        "distance_cases": distances,
        "mixing_cases": mixes,
    }

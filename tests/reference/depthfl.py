# SPDX-License-Identifier: GPL-3.0-or-later
"""DepthFL (methods/heterogeneous-baselines.md 5.1).

    L = sum_i CE_i + w(t)/(K-1) sum_i sum_{j != i} KL(sg p_j || p_i),  w(t) = exp(-5 (1 - min(t, H)/H)^2), t from 1
    FedDyn: gradient += -g_k + alpha (w - w^t);  after training g_k <- g_k - alpha (w_k - w^t)
    server: mean over holders (each 1); h <- h - alpha (m_q/N) (mean - w);  w <- mean - h/alpha
"""

import math

import torch

import checks
import federation as fed
import networks
from goldenjson import tensors

EXITS, CLASSES, INPUTS, HIDDEN, LEVELS = 3, 3, 5, 4, 2
SAMPLES = [5, 7, 6, 4]
TIERS = [0, 1, 0, 1]
COHORTS = [[0, 1, 2], [1, 2, 3], [0, 2]]  # nobody of the last one holds the deepest stage
SETTINGS = {
    "rounds": 3,
    "local_epochs": 2,
    "lr": 0.05,
    "lr_decay": 0.99,
    "momentum": 0.0,
    "weight_decay": 0.01,
    "optimizer_state": "reset",
    "levels": LEVELS,
    "horizon": 3,
    "alpha": 0.1,
}
NETWORK_SEED, DATA_SEED = 1211, 1223
VARIANTS = {
    "default": {},
    "no_distillation": {"distillation": False},
    "no_dynamic": {"dynamic": False},
    "neither": {"distillation": False, "dynamic": False},
}


def options_of(name):
    return {"distillation": True, "dynamic": True, **VARIANTS[name]}


def ramp(t, horizon):
    """w(t), t counted from 1."""
    return math.exp(-5.0 * (1.0 - min(t, horizon) / horizon) ** 2)


def mutual(logits):
    """(1/(K-1)) sum over ordered pairs of KL(sg p_j || p_i); 0 for a single exit."""
    count = len(logits)
    if count == 1:
        return torch.zeros((), dtype=logits[0].dtype)
    pairs = [(i, j) for i in range(count) for j in range(count) if i != j]
    return sum(fed.kl(logits[j], logits[i]) for i, j in pairs) / (count - 1)


def run(initial, data, tiers, levels, cohorts, options, kinks, alpha=SETTINGS["alpha"]):
    clients = len(data)
    server = {n: v.clone() for n, v in initial.items()}
    h = {n: torch.zeros_like(v) for n, v in initial.items()}
    own = [None] * clients
    out = []
    for t, cohort in enumerate(cohorts):
        lr, weight = fed.learning_rate(SETTINGS, t), ramp(t + 1, SETTINGS["horizon"])
        uploads, history = [], []
        for i in cohort:
            start = fed.submodel(server, fed.deepest_exit(tiers[i], levels, EXITS))
            if own[i] is None:
                own[i] = {n: torch.zeros_like(v) for n, v in start.items()}
            mine, sgd, (x, y) = {n: v.clone() for n, v in start.items()}, fed.Sgd(SETTINGS), data[i]

            def terms(live):
                logits, _ = fed.forward(live, x, kinks)
                named = {"task": sum(fed.cross_entropy(z, y) for z in logits)}
                if options["distillation"]:
                    named["distillation"] = weight * mutual(logits)
                return named

            def dynamic(parameters, found):
                return {n: g - own[i][n] + alpha * (parameters[n] - start[n]) for n, g in found.items()}

            adjust = dynamic if options["dynamic"] else None
            history.append([fed.step_once(mine, list(mine), terms, sgd, lr, adjust) for _ in range(SETTINGS["local_epochs"])])
            if options["dynamic"]:
                own[i] = {n: own[i][n] - alpha * (mine[n] - start[n]) for n in mine}
            uploads.append(mine)
        mean = fed.mean_over_holders(server, uploads, [1.0] * len(uploads))
        held = {n: sum(n in u for u in uploads) for n in server}
        row = {"t": t, "cohort": cohort, "lr": lr, "ramp": weight, "losses": history}
        if options["dynamic"]:
            before = server
            h = {n: h[n] - alpha * held[n] / clients * (mean[n] - before[n]) for n in h}
            server = {n: mean[n] - h[n] / alpha if held[n] else before[n] for n in mean}
            row["g"] = [tensors(own[i]) for i in cohort]
            row["h"] = tensors(h)
        else:
            server = mean
        row["server"] = tensors(server)
        out.append(row)
    return out


def _check(initial, data, runs):
    for t, value in ((1, math.exp(-5 * (299 / 300) ** 2)), (150, math.exp(-1.25)), (300, 1.0), (400, 1.0)):
        checks.close(ramp(t, 300), value, 1e-15, "ramp")
    x, y = data[1]
    given, _ = fed.forward(initial, x)

    def loss(live):
        logits, _ = fed.forward(live, x)
        return sum(fed.cross_entropy(z, y) for z in logits) + 0.5 * mutual(logits)

    def fixed(live):
        logits, _ = fed.forward(live, x)
        pairs = [(i, j) for i in range(EXITS) for j in range(EXITS) if i != j]
        distillation = sum(fed.kl(given[j], logits[i]) for i, j in pairs) / (EXITS - 1)
        return sum(fed.cross_entropy(z, y) for z in logits) + 0.5 * distillation

    fed.check_gradient(loss, initial, "DepthFL", fixed)
    # one level, neither distillation nor FedDyn: FedAvg with equal weights on summed losses
    plain = run(initial, data, [0] * 4, 1, COHORTS, options_of("neither"), networks.Kinks())
    wanted = fed.fedavg_rounds(initial, data, COHORTS, SETTINGS, [1.0] * EXITS, "uniform")
    fed.nested_close([row["server"] for row in plain], wanted, 1e-13, "FedAvg")
    # FedDyn's first round is mean + (m/N)(mean - w), however small alpha is
    everyone = run(initial, data, [0] * 4, 1, COHORTS[:1], options_of("no_distillation"), networks.Kinks())
    tiny = run(initial, data, [0] * 4, 1, COHORTS[:1], options_of("no_distillation"), networks.Kinks(), 1e-6)
    for n, w in initial.items():
        mean = torch.tensor(wanted[0][n]["values"], dtype=torch.float64).reshape(w.shape)
        value = mean + 3 / 4 * (mean - w)
        checks.close(tiny[0]["server"][n]["values"], value.reshape(-1), 1e-6, "FedDyn, alpha to 0")
        checks.close(everyone[0]["server"][n]["values"], value.reshape(-1), 1e-2, "FedDyn, first round")
    # what nobody held keeps its value, and so does h
    last = runs["default"]
    for n in ("stages.2.weight", "heads.2.bias"):
        assert last[2]["server"][n] == last[1]["server"][n] and last[2]["h"][n] == last[1]["h"][n]


def golden():
    initial = networks.make_mlp(NETWORK_SEED, INPUTS, HIDDEN, CLASSES, EXITS)
    data = fed.make_clients(DATA_SEED, SAMPLES, CLASSES, INPUTS)
    kinks = networks.Kinks()
    runs = {name: run(initial, data, TIERS, LEVELS, COHORTS, options_of(name), kinks) for name in VARIANTS}
    fed.check_kinks(kinks, "DepthFL")
    fed.check_variants_differ(runs, "server", "DepthFL")
    _check(initial, data, runs)
    for name, rows in runs.items():
        arguments = (*fed.to_single((initial, data)), TIERS, LEVELS, COHORTS, options_of(name), networks.Kinks())
        fed.check_single_precision(rows, run(*arguments), f"DepthFL {name}")
    return {
        "about": "DepthFL, heterogeneous-baselines.md 5.1. Level l of L holds stages and exits 0..ceil((l+1)m/L)-1 (2 and 3 of"
        " 3 here). Terms: task = sum of CE over own exits, distillation = ramp/(K-1) * sum over ordered pairs of own exits of"
        " KL(sg p_j || p_i), T = 1; ramp = w(t) with settings.horizon. FedDyn adds -g_k + alpha (w - w^t) to the gradient"
        " before weight decay (not in the losses); g[c] = the client's g_k after the round, h = server state after it, both"
        " 0 at first. Server: per tensor the unweighted mean over its holders; h -= alpha (holders/N)(mean - w), N = 4"
        " clients; w = mean - h/alpha; a tensor without a holder keeps w and h. Without dynamic: w = mean." + fed.ABOUT,
        "settings": SETTINGS,
        "exits": EXITS,
        "classes": CLASSES,
        "cohorts": COHORTS,
        "initial": tensors(initial),
        "clients": fed.clients_json(data, TIERS),
        "variants": {name: {"options": options_of(name), "rounds": rows} for name, rows in runs.items()},
    }

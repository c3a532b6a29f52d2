# SPDX-License-Identifier: GPL-3.0-or-later
"""ScaleFL (methods/heterogeneous-baselines.md 5.1): sub-models narrower and shallower at once.

    level l: stages and exits 0..e(l), first ceil(s_l W) units; hidden outputs divided by s_l (training and test)
    L = sum_j j [CE_j + 1(j<K) gamma T^2 KL(p_K^T || p_j^T)] / (K(K+1)/2), j from 1; KD once 25 % of the rounds are over
    server: element-wise unweighted mean over holders
"""

import federation as fed
import networks
from goldenjson import tensors

EXITS, CLASSES, INPUTS, HIDDEN = 3, 3, 5, 6
RATIOS = [0.4, 0.65, 1.0]
SAMPLES = [5, 7, 6, 4, 5]
TIERS = [0, 1, 2, 1, 0]
COHORTS = [[0, 1, 2], [1, 2, 4], [0, 1, 3], [0, 2, 3]]  # nobody of level 2 in round 2
SETTINGS = {
    "rounds": 4,
    "local_epochs": 2,
    "lr": 0.05,
    "lr_decay": 0.99,
    "momentum": 0.9,
    "weight_decay": 0.01,
    "optimizer_state": "reset",
    "ratios": RATIOS,
    "gamma": 0.5,
    "temperature": 3.0,
    "kd_after": 0.25,
}
NETWORK_SEED, DATA_SEED = 1511, 1523
VARIANTS = {"default": {}, "teacher_not_detached": {"detach": False}}


def options_of(name):
    return {"detach": True, **VARIANTS[name]}


def loss_terms(logits, y, gamma, detach):
    count, norm = len(logits), len(logits) * (len(logits) + 1) / 2
    t = SETTINGS["temperature"]
    terms = {"task": sum((j + 1) * fed.cross_entropy(z, y) for j, z in enumerate(logits)) / norm}
    if gamma and count > 1:
        pairs = [(j + 1) * t * t * fed.kl(logits[-1], logits[j], t, detach) for j in range(count - 1)]
        terms["distillation"] = gamma * sum(pairs) / norm
    return terms


def run(initial, data, tiers, ratios, cohorts, options, kinks, gamma=None):
    gamma = SETTINGS["gamma"] if gamma is None else gamma
    server = {n: v.clone() for n, v in initial.items()}
    out = []
    for t, cohort in enumerate(cohorts):
        lr, uploads, history = fed.learning_rate(SETTINGS, t), [], []
        distils = t >= SETTINGS["kd_after"] * SETTINGS["rounds"]
        for i in cohort:
            ratio = ratios[tiers[i]]
            mine = fed.submodel(server, fed.deepest_exit(tiers[i], len(ratios), EXITS), ratio)
            sgd, (x, y) = fed.Sgd(SETTINGS), data[i]

            def terms(live):
                logits, _ = fed.forward(live, x, kinks, ratio)
                return loss_terms(logits, y, gamma if distils else 0.0, options["detach"])

            history.append([fed.step_once(mine, list(mine), terms, sgd, lr) for _ in range(SETTINGS["local_epochs"])])
            uploads.append(mine)
        server = fed.mean_over_holders(server, uploads, [1.0] * len(uploads))
        row = {"t": t, "cohort": cohort, "lr": lr, "distils": distils, "losses": history}
        row["uploads"] = [tensors(u) for u in uploads] if t == 0 else []
        row["server"] = tensors(server)
        out.append(row)
    return out


def _check(initial, data):
    x, y = data[1]
    small = fed.submodel(initial, 1, 0.65)
    assert small["stages.0.weight"].shape == (4, INPUTS) and small["heads.1.weight"].shape == (CLASSES, 4)
    assert "stages.2.weight" not in small
    for parameters, ratio in ((small, 0.65), (initial, 1.0)):
        given, _ = fed.forward(parameters, x, None, ratio)
        for detach in (True, False):

            def loss(live):
                return sum(loss_terms(fed.forward(live, x, None, ratio)[0], y, 0.5, detach).values())

            def fixed(live):
                logits = fed.forward(live, x, None, ratio)[0]
                named = loss_terms(logits, y, 0.5, detach)
                if detach:
                    norm = len(logits) * (len(logits) + 1) / 2
                    pairs = [(j + 1) * 9.0 * fed.kl(given[-1], logits[j], 3.0) for j in range(len(logits) - 1)]
                    named["distillation"] = 0.5 * sum(pairs) / norm
                return sum(named.values())

            fed.check_gradient(loss, parameters, f"ScaleFL detach={detach}", fixed)
    # one level at full size, no distillation: FedAvg with equal weights on losses weighted by j
    plain = run(initial, data, [0] * 5, [1.0], COHORTS, options_of("default"), networks.Kinks(), 0.0)
    wanted = fed.fedavg_rounds(initial, data, COHORTS, SETTINGS, [1 / 6, 2 / 6, 3 / 6], "uniform")
    fed.nested_close([row["server"] for row in plain], wanted, 1e-13, "FedAvg")


def golden():
    initial = networks.make_mlp(NETWORK_SEED, INPUTS, HIDDEN, CLASSES, EXITS)
    data = fed.make_clients(DATA_SEED, SAMPLES, CLASSES, INPUTS)
    kinks = networks.Kinks()
    _check(initial, data)
    runs = {name: run(initial, data, TIERS, RATIOS, COHORTS, options_of(name), kinks) for name in VARIANTS}
    fed.check_kinks(kinks, "ScaleFL")
    fed.check_variants_differ(runs, "server", "ScaleFL")
    for name, rows in runs.items():
        assert rows[2]["server"]["stages.2.weight"] == rows[1]["server"]["stages.2.weight"], "kept without a holder"
        assert rows[0]["server"] == runs["default"][0]["server"], "no distillation in the first round"
        arguments = (*fed.to_single((initial, data)), TIERS, RATIOS, COHORTS, options_of(name), networks.Kinks())
        fed.check_single_precision(rows, run(*arguments), f"ScaleFL {name}")
    assert [row["distils"] for row in runs["default"]] == [False, True, True, True]
    widths = [fed.width_of(ratio, HIDDEN) for ratio in RATIOS]
    return {
        "about": "ScaleFL, heterogeneous-baselines.md 5.1. Level l of 3: stages and exits 0..l, of every hidden layer the first"
        " widths[l] = ceil(ratios[l] * 6) units (inputs and classes are never cut, a head takes the first inputs). Hidden Linear"
        " outputs (bias included) are divided by ratios[l] before the ReLU. Terms: task = sum_j j CE_j / (K(K+1)/2), K own"
        " exits, j from 1; distillation = gamma sum_{j<K} j T^2 KL(p_K^T || p_j^T) / (K(K+1)/2), batchmean, in rounds with"
        " distils (t >= kd_after * rounds) and for K > 1; the teacher is detached unless options.detach is false. server ="
        " element-wise unweighted mean over holders, elements without one are kept. uploads (round 0 only): each cohort"
        " client's sub-model after training, in its own sizes." + fed.ABOUT,
        "settings": SETTINGS,
        "exits": EXITS,
        "classes": CLASSES,
        "widths": widths,
        "cohorts": COHORTS,
        "initial": tensors(initial),
        "clients": fed.clients_json(data, TIERS),
        "variants": {name: {"options": options_of(name), "rounds": rows} for name, rows in runs.items()},
    }

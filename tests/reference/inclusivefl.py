# SPDX-License-Identifier: GPL-3.0-or-later
"""InclusiveFL (methods/heterogeneous-baselines.md 5.1): one model per level, knowledge passed down as momentum.

    1. mean_l = sample-weighted mean of the level's clients, Delta_l = M_l - mean_l
    2. last stage of level l < L-1:  Delta_l <- beta mu_{l+1} + (1 - beta) Delta_l
       mu_{l+1} = mean over stages of level l+1's last block of its Delta of the previous round (as applied there)
    3. M_l <- M_l - Delta_l
    4. each stage: mean over the levels that have it below their own last block, weights = samples of the level
"""

import checks
import federation as fed
import networks
from goldenjson import tensor, tensors

CLASSES = 3
SETTINGS = {
    "rounds": 3,
    "local_epochs": 2,
    "lr": 0.05,
    "lr_decay": 0.99,
    "momentum": 0.9,
    "weight_decay": 0.01,
    "optimizer_state": "reset",
    "beta": 0.2,
}
# three_levels: all hidden stages have equal shapes. blocks: two stages per level, the first stage fits no other.
CASES = {
    "three_levels": {
        "exits": 3,
        "levels": 3,
        "inputs": 4,
        "hidden": 4,
        "samples": [5, 7, 6, 4, 5],
        "tiers": [0, 1, 2, 1, 0],
        "cohorts": [[0, 1, 2], [0, 1, 3, 4], [1, 2, 4]],  # nobody of level 2 in round 1
        "seeds": (1411, 1423),
    },
    "blocks": {
        "exits": 4,
        "levels": 2,
        "inputs": 5,
        "hidden": 4,
        "samples": [5, 7, 6, 4],
        "tiers": [0, 1, 1, 0],
        "cohorts": [[0, 1, 2], [0, 2, 3], [1, 2, 3]],
        "seeds": (1431, 1443),
    },
}
PARTS = ("weight", "bias")


def last_block(case, level):
    """Stages between the exit of the level below and the level's own."""
    below = fed.deepest_exit(level - 1, case["levels"], case["exits"]) if level else -1
    return list(range(below + 1, fed.deepest_exit(level, case["levels"], case["exits"]) + 1))


def momentum_of(case, models, deltas, level):
    """mu_{level+1} for the last stage of `level`, or None: nothing known, or no shape fits."""
    above = deltas[level + 1]
    if above is None:
        return None
    target = last_block(case, level)[-1]
    shapes = [models[level][f"stages.{target}.{part}"].shape for part in PARTS]
    fitting = [
        s
        for s in last_block(case, level + 1)
        if [models[level + 1][f"stages.{s}.{part}"].shape for part in PARTS] == shapes
    ]
    if not fitting:
        return None
    return {part: sum(above[f"stages.{s}.{part}"] for s in fitting) / len(fitting) for part in PARTS}


def run(case, initial, data, beta, kinks):
    levels, exits = case["levels"], case["exits"]
    deepest = [fed.deepest_exit(level, levels, exits) for level in range(levels)]
    models = [fed.submodel(initial, deepest[level]) for level in range(levels)]
    previous = [None] * levels
    out = []
    for t, cohort in enumerate(case["cohorts"]):
        lr, uploads, history = fed.learning_rate(SETTINGS, t), [], []
        for i in cohort:
            level = case["tiers"][i]
            mine, sgd, (x, y) = {n: v.clone() for n, v in models[level].items()}, fed.Sgd(SETTINGS), data[i]
            trained = [n for n in mine if n.startswith("stages.") or n.startswith(f"heads.{deepest[level]}.")]

            def terms(live):
                return {"task": fed.cross_entropy(fed.forward(live, x, kinks)[0][-1], y)}

            history.append([fed.step_once(mine, trained, terms, sgd, lr) for _ in range(SETTINGS["local_epochs"])])
            uploads.append(mine)
        samples = [sum(len(data[i][1]) for i in cohort if case["tiers"][i] == level) for level in range(levels)]
        deltas, means, mus = [None] * levels, [None] * levels, [None] * levels
        for level in range(levels):
            members = [(len(data[i][1]), u) for i, u in zip(cohort, uploads) if case["tiers"][i] == level]
            if not members:
                continue
            means[level] = {n: sum(s * u[n] for s, u in members) / samples[level] for n in models[level]}
            deltas[level] = {n: models[level][n] - means[level][n] for n in models[level]}
        raw = [None if d is None else dict(d) for d in deltas]
        for level in range(levels - 1):
            if deltas[level] is None:
                continue
            mus[level] = momentum_of(case, models, previous, level)
            if mus[level] is None:
                continue
            for part in PARTS:
                name = f"stages.{last_block(case, level)[-1]}.{part}"
                deltas[level][name] = beta * mus[level][part] + (1.0 - beta) * deltas[level][name]
        for level in range(levels):
            if deltas[level] is not None:
                models[level] = {n: models[level][n] - deltas[level][n] for n in models[level]}
        before_sharing = [dict(m) for m in models]
        for stage in range(exits):
            sharing = [v for v in range(levels) if stage < last_block(case, v)[0]]
            if not sharing or sum(samples[v] for v in sharing) == 0:
                continue
            for part in PARTS:
                name = f"stages.{stage}.{part}"
                common = sum(samples[v] * models[v][name] for v in sharing) / sum(samples[v] for v in sharing)
                for v in sharing:
                    models[v][name] = common.clone()
        previous = deltas
        out.append(
            {
                "t": t,
                "cohort": cohort,
                "lr": lr,
                "losses": history,
                "level_samples": samples,
                "delta_raw": [None if d is None else _trained(d, deepest[v]) for v, d in enumerate(raw)],
                "mu": [None if m is None else {part: tensor(m[part]) for part in PARTS} for m in mus],
                "delta": [None if d is None else _last(case, d, v) for v, d in enumerate(deltas)],
                "before_sharing": [_shared(case, m, v) for v, m in enumerate(before_sharing)],
                "models": [tensors(m) for m in models],
            }
        )
    return out


def _trained(named, deepest):
    """What clients of the level train."""
    return tensors({n: v for n, v in named.items() if n.startswith("stages.") or n.startswith(f"heads.{deepest}.")})


def _last(case, named, level):
    """The applied Delta of the level's last stage: the only one that differs from delta_raw."""
    names = [f"stages.{last_block(case, level)[-1]}.{part}" for part in PARTS]
    return tensors({n: named[n] for n in names})


def _shared(case, named, level):
    """Stages below the level's last block."""
    first = last_block(case, level)[0]
    return tensors({n: v for n, v in named.items() if n.startswith("stages.") and fed.stage_of(n)[1] < first})


def _check(case, initial, data, rows):
    levels, exits = case["levels"], case["exits"]
    # one level: FedAvg on the last exit alone
    single = {**case, "levels": 1, "tiers": [0] * len(data)}
    plain = run(single, initial, data, 0.2, networks.Kinks())
    wanted = fed.fedavg_rounds(initial, data, case["cohorts"], SETTINGS, [0.0] * (exits - 1) + [1.0])
    for row, want in zip(plain, wanted):
        for name, value in want.items():
            checks.close(row["models"][0][name]["values"], value["values"], 1e-13, f"one level: {name}")
    # what is passed down matters
    without = run(case, initial, data, 0.0, networks.Kinks())
    changed = f"stages.{last_block(case, 0)[-1]}.weight"
    a, b = (r[-1]["models"][0][changed]["values"] for r in (rows, without))
    assert max(abs(x - y) for x, y in zip(a, b)) > 1e-4, "beta has no effect"
    for row in rows:
        for level, model in enumerate(row["models"]):
            for k in range(fed.deepest_exit(level, levels, exits)):
                assert model[f"heads.{k}.weight"]["values"] == initial[f"heads.{k}.weight"].reshape(-1).tolist()
    assert all(m is None for m in rows[0]["mu"]) and any(m is not None for m in rows[1]["mu"])


def golden():
    documents = {}
    for name, case in CASES.items():
        network_seed, data_seed = case["seeds"]
        initial = networks.make_mlp(network_seed, case["inputs"], case["hidden"], CLASSES, case["exits"])
        data = fed.make_clients(data_seed, case["samples"], CLASSES, case["inputs"])
        kinks = networks.Kinks()
        rows = run(case, initial, data, SETTINGS["beta"], kinks)
        fed.check_kinks(kinks, f"InclusiveFL {name}")
        _check(case, initial, data, rows)
        single = run(case, *fed.to_single((initial, data)), SETTINGS["beta"], networks.Kinks())
        fed.check_single_precision(rows, single, f"InclusiveFL {name}")
        documents[name] = {
            "exits": case["exits"],
            "levels": case["levels"],
            "cohorts": case["cohorts"],
            "initial": tensors(initial),
            "clients": fed.clients_json(data, case["tiers"]),
            "rounds": rows,
        }
    rows = documents["three_levels"]["rounds"]
    assert rows[1]["delta_raw"][2] is None and rows[1]["mu"][1] is not None and rows[2]["mu"][1] is None
    assert rows[2]["mu"][0] is not None
    return {
        "about": "InclusiveFL, heterogeneous-baselines.md 5.1. Level l of L holds stages and exits 0..e(l), e(l) ="
        " ceil((l+1)m/L)-1, and has a model of its own; its last block = stages e(l-1)+1..e(l), its last stage = e(l). Clients"
        " train stages 0..e(l) and head e(l) on the CE of exit e(l) alone (weight 1). By level, null for a level without"
        " clients: delta_raw = M - sample-weighted mean (trained tensors); mu[l] = what the last stage of level l gets from"
        " level l+1: the mean over the stages of its last block with the same shapes of the Delta applied there in the"
        " previous round, null: none (level l without clients now, or level l+1 without them in the previous round, no"
        " earlier round, no shape fits, top level); delta = applied Delta of the last stage, beta mu + (1-beta) delta_raw"
        " where mu exists (all else: delta_raw). M -= Delta. Then each stage is averaged over the levels that have it before"
        " their last block, weights = level_samples of this round, and written to all of these levels, also to one without"
        " clients; before_sharing = those stages before that. models = every level's values after the round." + fed.ABOUT,
        "settings": SETTINGS,
        "classes": CLASSES,
        "cases": documents,
    }

# SPDX-License-Identifier: GPL-3.0-or-later
"""ExclusiveFL (methods/heterogeneous-baselines.md 5.1): FedAvg of one level's sub-model among devices that can hold it.

    L = (1/m) sum over the sub-model's exits of CE, m = all exits of the network;  mean weighted by samples
"""

import federation as fed
import networks
from goldenjson import tensors

EXITS, CLASSES, INPUTS, HIDDEN, LEVELS = 3, 3, 5, 4, 3
SAMPLES = [5, 7, 6, 4, 5]
TIERS = [0, 1, 2, 1, 2]
COHORTS = {0: [[0, 1, 2], [1, 3, 4]], 1: [[1, 2, 3], [2, 3, 4]], 2: [[2, 4], [2, 4]]}
SETTINGS = {
    "rounds": 2,
    "local_epochs": 2,
    "lr": 0.05,
    "lr_decay": 0.99,
    "momentum": 0.9,
    "weight_decay": 0.01,
    "optimizer_state": "reset",
    "levels": LEVELS,
    "aggregation": "samples",
}
NETWORK_SEED, DATA_SEED = 1311, 1323


def run(initial, data, level, kinks):
    server = {n: v.clone() for n, v in initial.items()}
    deepest = fed.deepest_exit(level, LEVELS, EXITS)
    out = []
    for t, cohort in enumerate(COHORTS[level]):
        assert all(TIERS[i] >= level for i in cohort)
        uploads, history = [], []
        for i in cohort:
            mine, sgd, (x, y) = fed.submodel(server, deepest), fed.Sgd(SETTINGS), data[i]

            def terms(live):
                return {"task": sum(fed.cross_entropy(z, y) for z in fed.forward(live, x, kinks)[0]) / EXITS}

            steps = range(SETTINGS["local_epochs"])
            history.append([fed.step_once(mine, list(mine), terms, sgd, fed.learning_rate(SETTINGS, t)) for _ in steps])
            uploads.append(mine)
        server = fed.mean_over_holders(server, uploads, fed.sample_weights(data, cohort))
        lr = fed.learning_rate(SETTINGS, t)
        out.append({"t": t, "cohort": cohort, "lr": lr, "losses": history, "server": tensors(server)})
    return out


def golden():
    initial = networks.make_mlp(NETWORK_SEED, INPUTS, HIDDEN, CLASSES, EXITS)
    data = fed.make_clients(DATA_SEED, SAMPLES, CLASSES, INPUTS)
    kinks = networks.Kinks()
    runs = {level: run(initial, data, level, kinks) for level in range(LEVELS)}
    fed.check_kinks(kinks, "ExclusiveFL")
    fed.check_variants_differ(runs, "server", "ExclusiveFL")
    wanted = fed.fedavg_rounds(initial, data, COHORTS[2], SETTINGS, [1.0 / EXITS] * EXITS)
    fed.nested_close([row["server"] for row in runs[2]], wanted, 1e-13, "the largest level is FedAvg")
    for level, rows in runs.items():
        for name, value in rows[-1]["server"].items():
            same = value["values"] == initial[name].reshape(-1).tolist()
            assert same == (fed.stage_of(name)[1] > fed.deepest_exit(level, LEVELS, EXITS)), name
        single = run(*fed.to_single((initial, data)), level, networks.Kinks())
        fed.check_single_precision(rows, single, f"ExclusiveFL level {level}")
    return {
        "about": "ExclusiveFL, heterogeneous-baselines.md 5.1. Variant options.level: only clients of that tier or a higher one"
        " take part (cohorts are given per variant) and train the sub-model of that level: stages and exits"
        " 0..ceil((l+1)m/L)-1. Term task = (1/m) sum of CE over the sub-model's exits, m = 3. Mean weighted by samples; what"
        " lies above the level keeps its initial values." + fed.ABOUT,
        "settings": SETTINGS,
        "exits": EXITS,
        "classes": CLASSES,
        "initial": tensors(initial),
        "clients": fed.clients_json(data, TIERS),
        "variants": {
            f"level_{level}": {"options": {"level": level}, "cohorts": COHORTS[level], "rounds": rows}
            for level, rows in runs.items()
        },
    }

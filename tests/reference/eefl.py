# SPDX-License-Identifier: GPL-3.0-or-later
"""EEFL: joint early-exit training per level and averaging over holders (methods/darkdistill.md, 2.2, 2.7, 2.11).

    L = sum_k CE(out_k, y) over the client's own exits; policy base: out = z; boosted: out_k = z_k + sg[E_k] and
    gradient equilibrium
"""

import torch

import checks
import losses
import networks
import submodels
from goldenjson import tensor, tensors
from inputs import Stream

EXITS, CLASSES, INPUTS, HIDDEN, LEVELS = 3, 3, 6, 5, 2
SAMPLES = [5, 7, 9, 6]
COHORTS = [[0, 1, 2], [0, 2], [1, 2, 3]]
SETTINGS = {
    "local_epochs": 2,
    "lr": 0.05,
    "lr_decay": 0.99,
    "momentum": 0.9,
    "weight_decay": 1e-4,
    "boost_rate": 0.2,
}
NETWORK_SEED, DATA_SEED = 1821, 1833
SINGLE_PRECISION = 3e-6
KINK = 1e-5


def local_loss(parameters, x, y, settings, policy, kinks=None):
    """(sum of CE over own exits, its terms, loss of every sample at the first exit)."""
    is_boosted = policy == "boosted"
    outputs, _ = submodels.forward(
        parameters, x, settings["boost_rate"] if is_boosted else None, equilibrium=is_boosted, kinks=kinks
    )
    terms = [losses.cross_entropy(out, y) for out in outputs]
    difficulty = torch.nn.functional.cross_entropy(outputs[0], y, reduction="none").detach()
    return sum(terms), [float(term.detach()) for term in terms], difficulty


def train_client(parameters, x, y, lr, settings, policy, kinks):
    """E full-batch steps with a fresh optimizer: (new values, log of the steps, difficulties of the last epoch)."""
    optimizer = submodels.Sgd(lr, settings["momentum"], settings["weight_decay"])
    steps, difficulty = [], None
    for _ in range(settings["local_epochs"]):
        live = submodels.leaves(parameters)
        loss, terms, difficulty = local_loss(live, x, y, settings, policy, kinks)
        optimizer.step(parameters, submodels.gradients(loss, live))
        steps.append({"total": float(loss.detach()), "ce": terms})
    return parameters, steps, difficulty


def run(initial, data, policy, kinks):
    server = {name: value.clone() for name, value in initial.items()}
    rounds = []
    for t, cohort in enumerate(COHORTS):
        lr = SETTINGS["lr"] * SETTINGS["lr_decay"] ** t
        uploads, clients = [], []
        for k in cohort:
            deepest = submodels.deepest_exit(k % LEVELS, LEVELS, EXITS)
            values, steps, _ = train_client(submodels.submodel(server, deepest), *data[k], lr, SETTINGS, policy, kinks)
            uploads.append(values)
            clients.append({"client": k, "level": k % LEVELS, "exits": deepest + 1, "steps": steps})
        server = submodels.mean_of_holders(server, uploads, [len(data[k][1]) for k in cohort])
        rounds.append({"t": t, "lr": lr, "cohort": cohort, "clients": clients, "server": server})
    return rounds


def _gradient_case(initial, x, y, exits, rate, equilibrium):
    live = submodels.leaves(submodels.submodel(initial, exits - 1))
    outputs, _ = submodels.forward(live, x, rate, equilibrium)
    loss = sum(losses.cross_entropy(out, y) for out in outputs)
    found = submodels.gradients(loss, live)
    return {
        "exits": exits,
        "boosted": rate is not None,
        "equilibrium": equilibrium,
        "outputs": tensor(torch.stack(outputs)),
        "loss": float(loss),
        "gradients": tensors(found),
    }, found


def _check_gradients(initial, x, y, exits, rate, plain, scaled):
    """Plain gradients against finite differences with E held fixed; equilibrium: stage i of K gets 1/(K-i) of the
    plain gradient (the factors on the way from exit j multiply to exactly that for every j), heads the whole."""
    base = submodels.submodel(initial, exits - 1)
    logits, _ = submodels.forward(base, x)
    fixed = submodels.boosted(logits, rate)[1] if rate is not None else [torch.zeros_like(z) for z in logits]
    for name in base:

        def value(point):
            moved, _ = submodels.forward({**base, name: torch.from_numpy(point)}, x)
            return float(sum(losses.cross_entropy(z + e, y) for z, e in zip(moved, fixed)))

        checks.close(plain[name], checks.central_difference(value, base[name].numpy()), 2e-8, f"exits {exits}: {name}")
        share = 1.0 / (exits - int(name.split(".")[1])) if name.startswith("stages.") else 1.0
        checks.close(scaled[name], share * plain[name], 1e-14, f"equilibrium, {exits} exits: {name}")


def _check_boosted(draw):
    z = [torch.from_numpy(draw.grid((2, 3), 2)) for _ in range(3)]
    outputs, sums = submodels.boosted(z, 0.2)
    checks.close(sums[1], 0.2 * z[0], 1e-15, "E_1")
    checks.close(sums[2], 0.2 * z[1] + 0.04 * z[0], 1e-15, "E_2")
    checks.close(outputs[2], z[2] + sums[2], 0.0, "out_2")


def _check_levels():
    assert [submodels.deepest_exit(l, 2, 3) for l in range(2)] == [1, 2]
    assert [submodels.deepest_exit(l, 4, 4) for l in range(4)] == [0, 1, 2, 3]
    assert [submodels.deepest_exit(l, 3, 4) for l in range(3)] == [1, 2, 3]
    assert [submodels.deepest_exit(l, 4, 12) for l in range(4)] == [2, 5, 8, 11]
    assert submodels.deepest_exit(0, 1, 5) == 4


def _check_relations(initial, runs):
    for rows in runs.values():
        before, after = rows[0]["server"], rows[1]["server"]
        assert all(c["level"] == 0 for c in rows[1]["clients"])
        for name in initial:  # a round of level 0 alone leaves what only level 1 holds
            same = bool((before[name] == after[name]).all())
            assert same == (not submodels.holds(name, submodels.deepest_exit(0, LEVELS, EXITS))), name


def golden():
    initial = networks.make_mlp(NETWORK_SEED, INPUTS, HIDDEN, CLASSES, EXITS)
    data = submodels.make_clients(DATA_SEED, SAMPLES, INPUTS, CLASSES)
    _check_levels()
    _check_boosted(Stream(5))
    kinks = networks.Kinks()
    runs = {policy: run(initial, data, policy, kinks) for policy in ("base", "boosted")}
    assert kinks.distance > KINK, f"a unit is {kinks.distance:.2g} from its kink; choose another seed"
    _check_relations(initial, runs)
    for policy, rows in runs.items():
        again = run(submodels.single(initial), submodels.single(data), policy, networks.Kinks())
        gap = submodels.largest_gap(rows, again)
        assert gap < SINGLE_PRECISION, f"{policy} in float32: {gap:.3g}"
    cases, x, y = [], *data[2]
    for exits in (1, 2, 3):
        for rate in (None, SETTINGS["boost_rate"]):
            plain_case, plain = _gradient_case(initial, x, y, exits, rate, False)
            scaled_case, scaled = _gradient_case(initial, x, y, exits, rate, True)
            _check_gradients(initial, x, y, exits, rate, plain, scaled)
            if exits == 3 or rate is not None:
                cases += [plain_case, scaled_case]
    for rows in runs.values():
        for row in rows:
            row["server"] = tensors(row["server"])
    return {
        "about": "EEFL, darkdistill.md 2.2, 2.7, 2.11, on an MLP (stage k = Linear, ReLU; exit k = Linear on it). Exits and"
        " levels 0-based; two levels: level 0 holds stages and exits 0..1, level 1 everything; client k has level"
        " tiers[k]. Local loss = sum over own exits of CE(out_k, y), CE the mean over the batch, full batch, one step per"
        " epoch, lr = lr0 * lr_decay^t, momentum buffers start empty every round. policy base: out = z. policy boosted:"
        " boosted outputs (E_0 = 0, E_{k+1} = r (z_k + E_k), out_k = z_k + stop-gradient E_k) and gradient equilibrium with"
        " K = own exits. clients[i].steps[s] = loss and its terms before step s, clients in cohort order. server = values"
        " after the round: mean over holders weighted by training samples; round 1 has only level 0, so stage and exit 2"
        " keep their values. gradients: sum of CE over the first `exits` exits on client 2's data at the initial values,"
        " outputs [exit, sample, class].",
        "settings": SETTINGS,
        "exits": EXITS,
        "classes": CLASSES,
        "levels": LEVELS,
        "tiers": [k % LEVELS for k in range(len(SAMPLES))],
        "cohorts": COHORTS,
        "initial": tensors(initial),
        "clients": [{"samples": len(y), "x": tensor(x), "y": y.tolist()} for x, y in data],
        "policies": {policy: {"rounds": rows} for policy, rows in runs.items()},
        "gradients": cases,
    }

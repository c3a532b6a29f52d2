# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole rounds of ReeFL on a tiny MLP with the shared exit module (methods/reefl.md, 1.3 to 1.5)."""

import torch

import networks
import ree
import submodels
from goldenjson import tensor, tensors

INPUTS, HIDDEN, CLASSES, DEPTH, WIDTH, ATTENTION, HEADS = 6, 5, 3, 3, 8, 4, 2
SAMPLES = [5, 7, 9, 6, 8]
COHORTS = [[0, 1, 2], [1, 3, 4]]
SETTINGS = {
    "local_epochs": 3,
    "lr": 0.05,
    "momentum": 0.0,
    "weight_decay": 0.0,
    "clip_value": 0.125,
    "kd": "dynamic_ma",
    "kd_horizon": 3,
    "temperature": 1.0,
}
SEED = 5006
SINGLE_PRECISION = 3e-6
LEAD = 1e-4  # smallest lead of the teacher's running loss


def tier(client):
    return client % DEPTH


def train_client(values, x, y, t, clipped, kinks, rule):
    """(new values, steps); rho starts at 0 with every call."""
    optimizer = submodels.Sgd(
        SETTINGS["lr"], SETTINGS["momentum"], SETTINGS["weight_decay"], SETTINGS["clip_value"]
    )
    weight, steps = ree.kd_weight(t, SETTINGS["kd_horizon"]), []
    rho = None
    for _ in range(SETTINGS["local_epochs"]):
        live = submodels.leaves(values)
        logits, _, _ = ree.mlp(live, x, HEADS, True, kinks)
        rho = [0.0] * len(logits) if rho is None else rho
        loss, record = ree.objective(logits, y, rho, weight, rule, SETTINGS["temperature"])
        rho = record["rho"]
        found = submodels.gradients(loss, live)
        clipped.extend(float((g.abs() > SETTINGS["clip_value"]).double().mean()) for g in found.values() if g is not None)
        optimizer.step(values, found)
        steps.append(record)
    return values, steps, weight


def run(initial, data, kinks, clipped, rule=SETTINGS["kd"]):
    server = {name: value.clone() for name, value in initial.items()}
    rounds = []
    for index, cohort in enumerate(COHORTS):
        uploads, clients = [], []
        for k in cohort:
            values, steps, weight = train_client(
                submodels.submodel(server, tier(k)), *data[k], index + 1, clipped, kinks, rule
            )
            uploads.append(values)
            clients.append({"client": k, "tier": tier(k), "kd_weight": weight, "steps": steps})
        before = server
        server = submodels.mean_of_holders(server, uploads, [len(data[k][1]) for k in cohort])
        for name in server:
            holders = [k for k in cohort if submodels.holds(name, tier(k))]
            # nobody reads the last m of a client, and a shift of all keys leaves the attention's softmax alone
            idle = name in (f"stages.{max(map(tier, holders), default=0)}.modulation.weight", "exits.attention.key.bias")
            moved = float((server[name] - before[name]).abs().max()) > 1e-6
            assert moved == (bool(holders) and not idle), name
        rounds.append({"t": index, "round": index + 1, "cohort": cohort, "clients": clients, "server": server})
    return rounds


def _check_relations(initial, data, rounds):
    for row in rounds:
        for client in row["clients"]:
            if client["tier"] == 0:
                assert all(s["kd"] == 0.0 and s["teacher"] == 0 for s in client["steps"])
    alone, _, _ = train_client(submodels.submodel(initial, 0), *data[0], 1, [], networks.Kinks(), "dynamic_ma")
    one = submodels.mean_of_holders(initial, [alone], [5])
    for name, value in initial.items():
        wanted = alone[name] if name in alone else value
        assert bool((one[name] == wanted).all()), name
        assert (name in alone) == (not name.startswith(("stages.1.", "stages.2.")))
    shares = [len(data[k][1]) for k in COHORTS[0]]
    assert abs(sum(s / sum(shares) for s in shares) - 1.0) < 1e-15


def golden():
    initial = ree.make_mlp(SEED, INPUTS, HIDDEN, CLASSES, DEPTH, WIDTH, ATTENTION)
    data = submodels.make_clients(SEED + 1, SAMPLES, INPUTS, CLASSES)
    kinks, clipped = networks.Kinks(), []
    runs = {rule: run(initial, data, kinks, clipped, rule) for rule in ("dynamic_ma", "all")}
    assert kinks.distance > 1e-5, f"a unit is {kinks.distance:.2g} from its kink; choose another seed"
    assert 0.02 < sum(clipped) / len(clipped) < 0.5, "clipping must bite here and there"
    teachers = set()
    for row in runs["dynamic_ma"]:
        for client in row["clients"]:
            for step in client["steps"]:
                lead = sorted(step["rho"])
                assert len(lead) == 1 or lead[1] - lead[0] > LEAD, "two exits lead; choose another seed"
                if client["tier"] > 0:
                    teachers.add(step["teacher"])
    assert len(teachers) > 1, "the teacher is always the same exit; choose another seed"
    _check_relations(initial, data, runs["dynamic_ma"])
    for rule, rows in runs.items():
        again = run(submodels.single(initial), submodels.single(data), networks.Kinks(), [], rule)
        gap = submodels.largest_gap(rows, again)
        assert gap < SINGLE_PRECISION, f"{rule} in float32: {gap:.3g}"
        for row in rows:
            row["server"] = tensors(row["server"])
    return {
        "about": "ReeFL rounds, reefl.md 1.3 to 1.5, on an MLP with the shared exit module (network of ree_module.json: f_l ="
        " ReLU(Linear), t_l = token(f_l), next input f_l + U_l m_l with U_l not zero). Exits, tiers and t 0-based, `round`"
        " counts from 1 and enters w(t) with horizon kd_horizon. Tier i holds stages 0..i and all of exits.*; client k has"
        " tier tiers[k]. Loss = sum of CE over own exits + kd_weight * kd, kd = sum of T^2 KL(teacher || exit) over the"
        " other own exits (rule dynamic_ma: teacher = lowest running loss rho after the batch's update, rho starts at 0 each"
        " call; rule all: every ordered pair, divided by own exits - 1). Full batch, one step per epoch, constant lr,"
        " gradients clamped elementwise to clip_value. Parameters outside the graph (U of a client's last block) stay as"
        " they are and are uploaded. steps = values before each step, clients in cohort order. server = values after the"
        " round: mean over holders weighted by training samples; round 1 has no client of tier 2, stage 2 stays.",
        "settings": SETTINGS,
        "exits": DEPTH,
        "classes": CLASSES,
        "width": WIDTH,
        "attention_width": ATTENTION,
        "attention_heads": HEADS,
        "hidden": ree.hidden_width(WIDTH),
        "layer_norm_eps": ree.EPS,
        "tiers": [tier(k) for k in range(len(SAMPLES))],
        "cohorts": COHORTS,
        "initial": tensors(initial),
        "clients": [{"samples": len(y), "x": tensor(x), "y": y.tolist()} for x, y in data],
        "rules": {rule: {"rounds": rows} for rule, rows in runs.items()},
    }

# SPDX-License-Identifier: GPL-3.0-or-later
"""Flow with exits (methods/flow-kdpdfl.md 3).

    p_j = softmax(route_j(trunk(x)))        (global, local) per stage j
    y_j = p_j[0] G_j(y_{j-1}) + p_j[1] L_j(y_{j-1}),   z_k = p_k[0] Gh_k(y_k) + p_k[1] Lh_k(y_k)
    1. E epochs on the local branch (from w_g):     (1/m) sum_k CE(local_k)
    2. E epochs, each batch: psi step on (1/m) sum_k CE(z_k) + sign lambda mean_{batch, j} -log(p_j[0]^2 + 1e-6),
       then a step of the global branch on (1/m) sum_k CE(global_k)
"""

import torch
import torch.nn.functional as F

import checks
import federation as fed
import networks
from goldenjson import tensor, tensors
from inputs import Stream

EXITS, CLASSES, INPUTS, HIDDEN = 3, 3, 5, 4
POLICY = [6, 4]  # hidden widths of the policy's trunk
SAMPLES = [5, 7, 6, 4]
COHORTS = [[0, 1, 2], [1, 2, 3]]
SETTINGS = {
    "rounds": 2,
    "local_epochs": 3,
    "lr": 0.5,
    "lr_decay": 0.99,
    "momentum": 0.9,
    "weight_decay": 0.01,
    "optimizer_state": "reset",
    "lambda": 0.25,
    "hidden": POLICY,
}
NETWORK_SEED, POLICY_SEED, DATA_SEED = 1179, 1119, 1123
VARIANTS = {"default": 1, "negative_sign": -1}
EPSILON = 1e-6
MARGIN = 5e-5  # no argmax and no rounding of a probability is nearer to a tie


def make_policy(seed):
    draw, named, into = Stream(seed), {}, INPUTS
    for layer, width in enumerate(POLICY):
        named[f"trunk.{layer}.weight"] = torch.from_numpy(draw.grid((width, into), 0.75))
        named[f"trunk.{layer}.bias"] = torch.from_numpy(draw.grid((width,), 0.25) + 0.25)
        into = width
    for stage in range(EXITS):
        named[f"routes.{stage}.weight"] = torch.from_numpy(draw.grid((2, into), 1.0))
        named[f"routes.{stage}.bias"] = torch.from_numpy(draw.grid((2,), 0.25))
    return named


def routing(psi, x, kinks):
    """[batch, stage, 2]: probabilities of the global and the local branch."""
    for layer in range(len(POLICY)):
        x = kinks.relu(F.linear(x, psi[f"trunk.{layer}.weight"], psi[f"trunk.{layer}.bias"]))
    pairs = [F.linear(x, psi[f"routes.{s}.weight"], psi[f"routes.{s}.bias"]) for s in range(EXITS)]
    return torch.softmax(torch.stack(pairs, dim=1), dim=2)


def rounded(p):
    """Hard routes: the more likely branch, a tie goes to the global one."""
    chosen = (p[:, :, 0] >= 0.5).to(p.dtype)
    return torch.stack([chosen, 1.0 - chosen], dim=2)


def personalised(global_, local, p, x, kinks):
    logits = []
    for k in range(EXITS):
        a, b = p[:, k, 0:1], p[:, k, 1:2]

        def both(layer, value, act):
            sides = [act(F.linear(value, w[f"{layer}.weight"], w[f"{layer}.bias"])) for w in (global_, local)]
            return a * sides[0] + b * sides[1]

        x = both(f"stages.{k}", x, kinks.relu)
        logits.append(both(f"heads.{k}", x, lambda v: v))
    return logits


def mean_ce(logits, y):
    return sum(fed.cross_entropy(z, y) for z in logits) / EXITS


def policy_terms(psi, global_, local, x, y, sign, kinks):
    p = routing(psi, x, kinks)
    penalty = -torch.log(p[:, :, 0] ** 2 + EPSILON)
    return {
        "personalised": mean_ce(personalised(global_, local, p, x, kinks), y),
        "regulariser": sign * SETTINGS["lambda"] * penalty.mean(),
    }


def local_training(server, psi, x, y, sign, lr, kinks):
    """Returns (global branch, local branch, psi, histories). Each of the three has momentum of its own."""
    mine_global, mine_local = ({n: v.clone() for n, v in server.items()} for _ in range(2))
    mine_psi = {n: v.clone() for n, v in psi.items()}
    history = {"local": [], "policy": [], "global": []}

    def task(live):
        return {"task": mean_ce(fed.forward(live, x, kinks)[0], y)}

    sgd = fed.Sgd(SETTINGS)
    for _ in range(SETTINGS["local_epochs"]):
        history["local"].append(fed.step_once(mine_local, list(mine_local), task, sgd, lr))
    of_psi, of_global = fed.Sgd(SETTINGS), fed.Sgd(SETTINGS)
    for _ in range(SETTINGS["local_epochs"]):

        def terms(live):
            return policy_terms(live, mine_global, mine_local, x, y, sign, kinks)

        history["policy"].append(fed.step_once(mine_psi, list(mine_psi), terms, of_psi, lr))
        history["global"].append(fed.step_once(mine_global, list(mine_global), task, of_global, lr))
    return mine_global, mine_local, mine_psi, history


def tested(global_, local, psi, x, y, kinks):
    """What evaluation finds with the client's own samples as test samples."""
    p = routing(psi, x, kinks)
    assert float((p[:, :, 0] - 0.5).abs().min()) > MARGIN, "a route is nearly a tie"
    hard = rounded(p)
    logits = {
        "global": fed.forward(global_, x, kinks)[0],
        "soft": personalised(global_, local, p, x, kinks),
        "hard": personalised(global_, local, hard, x, kinks),
    }
    table = []
    for k in range(EXITS):
        right = {}
        for name in ("global", "hard"):
            top = logits[name][k].sort(dim=1).values
            assert float((top[:, -1] - top[:, -2]).min()) > MARGIN, "an argmax is nearly a tie"
            right[name] = logits[name][k].argmax(dim=1) == y
        g, q = right["global"], right["hard"]
        table.append([int((g & q).sum()), int((g & ~q).sum()), int((~g & q).sum()), int((~g & ~q).sum())])
        assert sum(table[-1]) == len(y)
    return {
        "p_global": tensor(p[:, :, 0]),
        "hard_global": [[int(v) for v in row] for row in hard[:, :, 0].tolist()],
        "soft_logits": tensor(torch.stack(logits["soft"])),
        "hard_logits": tensor(torch.stack(logits["hard"])),
        "table": table,
    }


def run(initial, policy, data, sign, kinks):
    server, psi, kept, out = initial, policy, [None] * len(data), []
    for t, cohort in enumerate(COHORTS):
        lr, results = fed.learning_rate(SETTINGS, t), []
        for i in cohort:
            results.append(local_training(server, psi, *data[i], sign, lr, kinks))
            kept[i] = results[-1][1]
        counts = fed.sample_weights(data, cohort)
        share = [c / sum(counts) for c in counts]
        server = {n: sum(p * r[0][n] for p, r in zip(share, results)) for n in server}
        psi = {n: sum(p * r[2][n] for p, r in zip(share, results)) for n in psi}
        tests = [tested(server, server if kept[i] is None else kept[i], psi, *data[i], kinks) for i in range(len(data))]
        harmed = [
            sum(row["table"][k][0] + row["table"][k][2] < row["table"][k][0] + row["table"][k][1] for row in tests)
            / len(tests)
            for k in range(EXITS)
        ]
        out.append(
            {
                "t": t,
                "cohort": cohort,
                "lr": lr,
                "losses": [r[3] for r in results],
                "server": tensors(server),
                "policy": tensors(psi),
                "local": [tensors(r[1]) for r in results],
                "tested": tests,
                "harmed": harmed,
            }
        )
    return out


def _check(initial, policy, data):
    x, y = data[1]
    kinks = networks.Kinks()
    other = {n: v * 0.875 + 0.0625 for n, v in initial.items()}
    p = routing(policy, x, kinks)
    checks.close(p.sum(dim=2), torch.ones(len(y), EXITS), 1e-15, "routes sum to one")
    # equal branches: routing has no influence; all-global and all-local routes give those branches
    for z, plain in zip(personalised(initial, initial, p, x, kinks), fed.forward(initial, x)[0]):
        checks.close(z, plain, 1e-14, "equal branches")
    for side, branch in ((0, initial), (1, other)):
        fixed = torch.zeros_like(p)
        fixed[:, :, side] = 1.0
        for z, plain in zip(personalised(initial, other, fixed, x, kinks), fed.forward(branch, x)[0]):
            checks.close(z, plain, 0.0, "one branch alone")
    even = torch.full((1, EXITS, 2), 0.5, dtype=torch.float64)
    assert rounded(even)[0, :, 0].tolist() == [1.0] * EXITS
    for sign in (1, -1):

        def loss(psi):
            return sum(policy_terms(psi, initial, other, x, y, sign, networks.Kinks()).values())

        fed.check_gradient(loss, policy, "Flow policy")


def golden():
    initial = networks.make_mlp(NETWORK_SEED, INPUTS, HIDDEN, CLASSES, EXITS)
    policy = make_policy(POLICY_SEED)
    data = fed.make_clients(DATA_SEED, SAMPLES, CLASSES, INPUTS)
    kinks = networks.Kinks()
    _check(initial, policy, data)
    runs = {name: run(initial, policy, data, sign, kinks) for name, sign in VARIANTS.items()}
    fed.check_kinks(kinks, "Flow")
    fed.check_variants_differ(runs, "policy", "Flow")
    routes = [v for rows in runs.values() for row in rows for c in row["tested"] for one in c["hard_global"] for v in one]
    assert 0 in routes and 1 in routes, "all routes are the same"
    tables = [row["table"] for rows in runs.values() for entry in rows for row in entry["tested"]]
    for cell in range(4):
        assert any(exit_[cell] for table in tables for exit_ in table), "a cell of the table stays empty"
    assert any(share > 0.0 for entry in runs["default"] for share in entry["harmed"]), "nobody is harmed"
    for name, rows in runs.items():
        arguments = fed.to_single((initial, policy, data))
        fed.check_single_precision(rows, run(*arguments, VARIANTS[name], networks.Kinks()), f"Flow {name}")
    return {
        "about": "Flow, flow-kdpdfl.md 3, with exits: pair j of the policy routes stage j and the head of exit j, index 0 ="
        " global, 1 = local. Policy: x -> trunk.0 -> ReLU -> trunk.1 -> ReLU -> routes.j (Linear to 2) -> softmax. Local"
        " training: E steps of the local branch (starts as the global one) on (1/m) sum CE; then E times a step of the policy"
        " (both branches at rest) and a step of the global branch. Global branch, local branch and policy each have a"
        " momentum of their own, zero at the start of the round, and the same SGD settings. losses[c]: local, policy, global,"
        " each per step; regulariser = sign * lambda * mean over batch and stages of -log(p_global^2 + 1e-6). server and"
        " policy = means weighted by samples; local = each cohort client's local branch, which stays there until its next"
        " turn and only serves tests. tested[i] for all clients after the round, on their training samples, local branch ="
        " global one for a client without a turn: p_global [sample, stage], hard_global = rounded (1 = global, tie -> 1),"
        " soft_logits and hard_logits [exit, sample, class], table[k] = samples with global right and hard-routed right,"
        " right and wrong, wrong and right, wrong and wrong. harmed[k] = share of clients whose hard-routed accuracy at exit k"
        " is below that of the global branch." + fed.ABOUT,
        "settings": SETTINGS,
        "exits": EXITS,
        "classes": CLASSES,
        "cohorts": COHORTS,
        "initial": tensors(initial),
        "initial_policy": tensors(policy),
        "clients": fed.clients_json(data),
        "variants": {name: {"options": {"sign": VARIANTS[name]}, "rounds": rows} for name, rows in runs.items()},
    }

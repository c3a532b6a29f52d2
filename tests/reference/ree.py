# SPDX-License-Identifier: GPL-3.0-or-later
"""ReeFL's shared exit module and its local objective (methods/reefl.md, 1.3, 1.4).

    H_l = [m_0 .. m_{l-1}, t_l];  M = TransformerLayer([z_meta; H_l] + P[0..l+1])
    logits_l = Linear(LN(M[:, 0] + t_l));  m_l = M[:, -1]
    rho_j <- .8 rho_j + .2 CE_j;  L = sum_j CE_j + w(t) KD
"""

import math

import torch
import torch.nn.functional as F

import checks
import losses
import networks
import submodels
from goldenjson import tensor, tensors
from inputs import Stream

EPS = 1e-6  # every layer norm
RUNNING = 0.8
WIDTH, ATTENTION, HEADS, DEPTH, CLASSES, BATCH = 8, 4, 2, 3, 3, 4
INPUTS, HIDDEN = 6, 5
SEED = 4516
CONVNET_SEED = 4605


# ---- module


def hidden_width(d):
    return math.floor(1.35 * d)


def shapes(d, a, classes, depth):
    named = {"meta_token": (1, d), "positions": (depth + 1, d)}
    named |= {"norm1.weight": (d,), "norm1.bias": (d,)}
    for name in ("query", "key", "value"):
        named |= {f"attention.{name}.weight": (a, d), f"attention.{name}.bias": (a,)}
    named |= {"attention.output.weight": (d, a), "attention.output.bias": (d,)}
    named |= {"norm2.weight": (d,), "norm2.bias": (d,)}
    h = hidden_width(d)
    named |= {"linear1.weight": (h, d), "linear1.bias": (h,), "linear2.weight": (d, h), "linear2.bias": (d,)}
    named |= {"norm.weight": (d,), "norm.bias": (d,), "classifier.weight": (classes, d), "classifier.bias": (classes,)}
    return named


def count(named):
    return sum(math.prod(shape) for shape in named.values())


def macs(d, a, tokens, classes):
    """Multiply-adds of one call with `tokens` = l + 2 tokens; classes 0 where no exit is."""
    return tokens * (4 * d * a + 2 * d * hidden_width(d)) + 2 * tokens * tokens * a + d * classes


def layer_norm(p, name, x):
    mean = x.mean(dim=-1, keepdim=True)
    var = ((x - mean) ** 2).mean(dim=-1, keepdim=True)
    return (x - mean) / torch.sqrt(var + EPS) * p[name + ".weight"] + p[name + ".bias"]


def attention(p, prefix, x, heads, scale):
    """Over all tokens [batch, token, width], no mask; the inner width is that of the query projection."""

    def split(name):
        y = F.linear(x, p[f"{prefix}{name}.weight"], p[f"{prefix}{name}.bias"])
        return y.reshape(*y.shape[:2], heads, -1).transpose(1, 2)

    q, k, v = split("query"), split("key"), split("value")
    share = torch.softmax(scale * torch.einsum("bhic,bhjc->bhij", q, k), dim=3)
    y = torch.einsum("bhij,bhjc->bhic", share, v).transpose(1, 2).flatten(2)
    return F.linear(y, p[f"{prefix}output.weight"], p[f"{prefix}output.bias"])


def exit_module(p, history, token, heads):
    """(logits, modulated token) from the modulated tokens of earlier blocks and the raw token [batch, d] of this one."""
    tokens = torch.stack([p["exits.meta_token"].expand_as(token), *history, token], dim=1)
    x = tokens + p["exits.positions"][: tokens.shape[1]]
    a = p["exits.attention.query.weight"].shape[0]
    x = x + attention(p, "exits.attention.", layer_norm(p, "exits.norm1", x), heads, a**-0.5)
    h = F.gelu(F.linear(layer_norm(p, "exits.norm2", x), p["exits.linear1.weight"], p["exits.linear1.bias"]))
    x = x + F.linear(h, p["exits.linear2.weight"], p["exits.linear2.bias"])
    fused = layer_norm(p, "exits.norm", x[:, 0] + token)
    return F.linear(fused, p["exits.classifier.weight"], p["exits.classifier.bias"]), x[:, -1]


def make_mlp(seed, inputs, hidden, classes, depth, d, a):
    """Stage l: Linear -> ReLU, token projection Linear(hidden -> d), modulation U_l [hidden, d] (not zero here)."""
    draw = Stream(seed)
    named = {}
    for l in range(depth):
        into = inputs if l == 0 else hidden
        named[f"stages.{l}.weight"] = draw.grid((hidden, into), 0.75)
        named[f"stages.{l}.bias"] = draw.grid((hidden,), 0.25) + 0.25
        named[f"stages.{l}.token.weight"] = draw.grid((d, hidden), 0.5)
        named[f"stages.{l}.token.bias"] = draw.grid((d,), 0.25)
        named[f"stages.{l}.modulation.weight"] = draw.grid((hidden, d), 0.25)
    for name, shape in shapes(d, a, classes, depth).items():
        scale = 0.25 if "norm" in name else 0.5
        named["exits." + name] = draw.grid(shape, scale) + (1.0 if "norm" in name and name.endswith("weight") else 0.0)
    return {name: torch.from_numpy(value) for name, value in named.items()}


def mlp(p, x, heads, modulate=True, kinks=None):
    """(logits of every exit, raw tokens, last token of every call of Ree); as many stages as `p` has.

    Without modulation nothing overwrites the stored tokens, so the history keeps the raw ones.
    """
    kinks = kinks or networks.Kinks()
    logits, raw, history = [], [], []
    for l in range(sum(name.endswith(".token.weight") for name in p)):
        x = kinks.relu(F.linear(x, p[f"stages.{l}.weight"], p[f"stages.{l}.bias"]))
        raw.append(F.linear(x, p[f"stages.{l}.token.weight"], p[f"stages.{l}.token.bias"]))
        z, modulated = exit_module(p, history, raw[-1], heads)
        logits.append(z)
        history.append(modulated if modulate else raw[-1])
        if modulate:
            x = x + F.linear(modulated, p[f"stages.{l}.modulation.weight"])
    return logits, raw, history


def make_convnet(seed, width, classes, depth, d, a):
    """Stage l: conv 3x3 without padding -> ReLU -> max pool 2, token projection and U_l as in the MLP."""
    draw = Stream(seed)
    exits = {n: v for n, v in make_mlp(seed + 1, 1, 1, classes, depth, d, a).items() if n.startswith("exits.")}
    named = {}
    for l in range(depth):
        named[f"stages.{l}.conv.weight"] = draw.grid((width, 1 if l == 0 else width, 3, 3), 0.5)
        named[f"stages.{l}.conv.bias"] = draw.grid((width,), 0.125) + 0.125
        named[f"stages.{l}.token.weight"] = draw.grid((d, width), 1.0)
        named[f"stages.{l}.token.bias"] = draw.grid((d,), 0.25)
        named[f"stages.{l}.modulation.weight"] = draw.grid((width, d), 0.25)
    return {name: torch.from_numpy(value) for name, value in named.items()} | exits


def convnet(p, x, heads, kinks=None):
    """(logits, raw tokens, modulated tokens): token of the mean over pixels, U_l m_l added to every pixel."""
    kinks = kinks or networks.Kinks()
    logits, raw, history = [], [], []
    for l in range(sum(name.endswith(".token.weight") for name in p)):
        x = F.conv2d(x, p[f"stages.{l}.conv.weight"], p[f"stages.{l}.conv.bias"])
        x = kinks.max_pool2(kinks.relu(x))
        raw.append(F.linear(x.mean(dim=(2, 3)), p[f"stages.{l}.token.weight"], p[f"stages.{l}.token.bias"]))
        z, modulated = exit_module(p, history, raw[-1], heads)
        logits.append(z)
        history.append(modulated)
        x = x + F.linear(modulated, p[f"stages.{l}.modulation.weight"])[:, :, None, None]
    return logits, raw, history


# ---- objective


def kd_weight(t, horizon=300):
    """Rounds count from 1."""
    return math.exp(-5.0 * (1.0 - min(t, horizon) / horizon) ** 2)


def cosine_lr(t, rounds, first, least):
    return max(least, 0.5 * first * (1.0 + math.cos(math.pi * t / rounds)))


def lowest(values):
    return min(range(len(values)), key=lambda j: (float(values[j]), j))


def objective(logits, y, rho, weight, rule, temperature=1.0, validation=None, sources=None):
    """One batch: (L, record). `rho` is the running loss before the batch; `sources` are the logits teachers speak with
    (default: the same, detached)."""
    exits = len(logits)
    sources = logits if sources is None else sources
    ce = [losses.cross_entropy(z, y) for z in logits]
    rho = [RUNNING * r + (1.0 - RUNNING) * float(c.detach()) for r, c in zip(rho, ce)]
    teacher = None
    if rule == "forward":
        teacher = exits - 1
    elif rule == "dynamic":
        teacher = lowest([losses.cross_entropy(z, validation[1]) for z in validation[0][:exits]])
    elif rule == "dynamic_ma":
        teacher = lowest(rho)
    kd = torch.zeros((), dtype=logits[0].dtype)
    if rule == "all" and exits > 1:
        pairs = [(t, s) for t in range(exits) for s in range(exits) if t != s]
        kd = sum(losses.distillation(sources[t], logits[s], temperature) for t, s in pairs) / (exits - 1)
    elif teacher is not None:
        kd = kd + sum(losses.distillation(sources[teacher], logits[s], temperature) for s in range(exits) if s != teacher)
    total = sum(ce) + weight * kd
    record = {"total": float(total.detach()), "ce": [float(c.detach()) for c in ce], "kd": float(kd.detach())}
    return total, record | {"rho": rho, "teacher": teacher}


# ---- golden values


def _size_cases():
    wanted = {100: 469_914, 62: 455_284, 35: 444_889, 12: 436_034}
    cases = []
    for classes, number in wanted.items():
        assert count(shapes(384, 16, classes, 12)) == number, classes
        cases.append({"width": 384, "attention_width": 16, "depth": 12, "classes": classes, "parameters": number})
    assert hidden_width(384) == 518 and (12 + 1) * 384 == 4992
    head = 2 * 384 + 384 * 100 + 100
    assert (head, 4 * head, 12 * head) == (39_268, 157_072, 471_216)
    all_calls = sum(macs(384, 16, l + 2, 0) for l in range(12))
    assert round(all_calls / 1e6) == 38
    tiny = shapes(WIDTH, ATTENTION, CLASSES, DEPTH)
    cases.append(
        {"width": WIDTH, "attention_width": ATTENTION, "depth": DEPTH, "classes": CLASSES, "parameters": count(tiny)}
    )
    return cases


def _aliased(p, raw, heads):
    """The history as views of sequences whose class token is overwritten in place."""
    logits, history, modulated = [], [], []
    for t in raw:
        sequence = t[:, None].clone()
        token = sequence[:, 0]
        z, m = exit_module(p, history, token, heads)
        logits.append(z)
        modulated.append(m)
        history.append(token)
        sequence[:, 0] = m
    return logits, modulated


def _explicit(p, raw, heads):
    logits, history = [], []
    for t in raw:
        z, m = exit_module(p, history, t, heads)
        logits.append(z)
        history.append(m)
    return logits, history


def _module_case(p, raw, y):
    """Tokens given from outside; gradients of sum_l CE + sum of `probe` * m_l, so that every m_l has one."""
    probe = torch.arange(DEPTH * BATCH * WIDTH, dtype=torch.float64).reshape(DEPTH, BATCH, WIDTH) % 7 / 8 - 0.375
    values = {n: v for n, v in p.items() if n.startswith("exits.")}

    def loss(live, run=_explicit):
        logits, modulated = run(live, list(live["raw"]), HEADS)
        return sum(losses.cross_entropy(z, y) for z in logits) + (torch.stack(modulated) * probe).sum()

    given = {**values, "raw": raw}
    found = _differences(loss, given, "Ree module")
    live = submodels.leaves(given)
    other = submodels.gradients(loss(live, _aliased), live)
    for name in found:
        checks.close(found[name], other[name], 1e-13, f"aliased formulation: {name}")
    logits, modulated = _explicit(values, list(raw), HEADS)
    for mine, theirs in zip(logits + modulated, sum(_aliased(values, list(raw), HEADS), [])):
        checks.close(mine, theirs, 1e-15, "aliased formulation")
    return {
        "tokens": tensor(raw),
        "probe": tensor(probe),
        "logits": tensor(torch.stack(logits)),
        "modulated": tensor(torch.stack(modulated)),
        "loss": loss(given),
        "grad_tokens": tensor(found.pop("raw")),
        "gradients": tensors(found),
    }


def _differences(loss, values, what):
    live = submodels.leaves(values)
    found = submodels.gradients(loss(live), live)
    low = submodels.leaves(submodels.single(values))
    single = submodels.gradients(loss(low), low)
    for name, gradient in found.items():

        def value(point):
            return float(loss({**values, name: torch.from_numpy(point)}))

        if gradient is None:
            gradient, single[name] = torch.zeros_like(values[name]), torch.zeros_like(values[name])
        numeric = checks.central_difference(value, values[name].numpy())
        checks.close(gradient, numeric, 5e-8, f"{what}: {name}")
        checks.close(gradient, single[name], 2e-6, f"{what} in float32: {name}")
    return found


def _network_case(p, x, y, modulate):
    kinks = networks.Kinks()
    logits, raw, modulated = mlp(p, x, HEADS, modulate, kinks)
    assert kinks.distance > 1e-4, f"{kinks.distance:.2g} from a kink; choose another seed"

    def loss(live):
        low = x.to(live["exits.meta_token"].dtype)
        return sum(losses.cross_entropy(z, y) for z in mlp(live, low, HEADS, modulate)[0])

    found = _differences(loss, p, "MLP with Ree")
    return {
        "modulation": modulate,
        "logits": tensor(torch.stack(logits)),
        "tokens": tensor(torch.stack(raw)),
        "modulated": tensor(torch.stack(modulated)),
        "loss": loss(p),
        "gradients": {n: None if g is None else tensor(g) for n, g in found.items()},
    }


def _convnet_case():
    p = make_convnet(CONVNET_SEED, 3, CLASSES, DEPTH, WIDTH, ATTENTION)
    draw = Stream(CONVNET_SEED + 2)
    x = torch.from_numpy(draw.grid((2, 1, 22, 22), 1, step=16))
    y = torch.tensor([2, 0])
    kinks = networks.Kinks()
    logits, raw, modulated = convnet(p, x, HEADS, kinks)
    assert kinks.distance > 5e-5, f"{kinks.distance:.2g} from a kink; choose another seed"

    def loss(live):
        low = x.to(live["exits.meta_token"].dtype)
        return sum(losses.cross_entropy(z, y) for z in convnet(live, low, HEADS)[0])

    found = _differences(loss, p, "ConvNet with Ree")
    return {
        "parameters": tensors(p),
        "input": tensor(x),
        "labels": y.tolist(),
        "logits": tensor(torch.stack(logits)),
        "tokens": tensor(torch.stack(raw)),
        "modulated": tensor(torch.stack(modulated)),
        "loss": loss(p),
        "gradients": {n: None if g is None else tensor(g) for n, g in found.items() if n.startswith("stages.")},
    }


def _objective_cases(draw):
    """Four batches of one local call; the exit that leads changes, and running and instant choice differ once."""
    exits, batch, classes, batches = 3, 5, 4, 4
    logits = torch.from_numpy(draw.grid((batches, exits, batch, classes), 2, step=64))
    labels = [torch.from_numpy(draw.labels(batch, classes)) for _ in range(batches)]
    held = torch.from_numpy(draw.grid((batches, exits, batch, classes), 2, step=64))
    held_labels = [torch.from_numpy(draw.labels(batch, classes)) for _ in range(batches)]
    instant, running = [], []
    cases = []
    for rule, temperature, own in (
        ("none", 1.0, 3),
        ("forward", 1.0, 3),
        ("all", 1.0, 3),
        ("dynamic", 1.0, 3),
        ("dynamic_ma", 1.0, 3),
        ("dynamic_ma", 2.0, 3),
        ("all", 2.0, 2),
        ("dynamic_ma", 1.0, 1),
    ):
        weight, rho, rows = kd_weight(200), [0.0] * own, []
        for b in range(batches):
            z = logits[b, :own].clone().requires_grad_(True)
            given = (held[b], held_labels[b])
            total, record = objective(list(z), labels[b], rho, weight, rule, temperature, given)
            (gradient,) = torch.autograd.grad(total, z)

            def value(point):
                parts = list(torch.from_numpy(point))
                return float(objective(parts, labels[b], rho, weight, rule, temperature, given, list(logits[b, :own]))[0])

            # rho moves with the point, but too little to change the teacher: its lead is asserted below
            checks.close(gradient, checks.central_difference(value, logits[b, :own].numpy()), 3e-8, f"{rule} batch {b}")
            if rule == "dynamic_ma" and own == 3:
                gaps = sorted(record["rho"])
                assert gaps[1] - gaps[0] > 1e-3, "two exits are nearly equal; choose another seed"
                if temperature == 1.0:
                    instant.append(lowest(record["ce"]))
                    running.append(record["teacher"])
            if rule == "dynamic":
                record["validation_ce"] = [float(losses.cross_entropy(h, held_labels[b])) for h in held[b]]
                gaps = sorted(record["validation_ce"])
                assert gaps[1] - gaps[0] > 1e-3
            rho = record["rho"]
            rows.append(record | {"gradient": tensor(gradient)})
        cases.append({"rule": rule, "temperature": temperature, "exits": own, "weight": weight, "batches": rows})
        if own == 1 or rule == "none":
            assert all(row["kd"] == 0.0 and abs(row["total"] - sum(row["ce"])) < 1e-15 for row in rows)
    assert len(set(running)) > 1 and instant != running, (instant, running)
    return {
        "logits": tensor(logits),
        "labels": [y.tolist() for y in labels],
        "validation_logits": tensor(held),
        "validation_labels": [y.tolist() for y in held_labels],
        "cases": cases,
    }


def _schedules():
    for t, value in ((1, 0.0070), (30, 0.017), (75, 0.060), (150, 0.287), (200, 0.574), (250, 0.870), (300, 1.0)):
        checks.close(kd_weight(t), value, 5e-4, f"w({t})")
    rounds = (1, 2, 30, 75, 150, 200, 250, 299, 300, 301, 1000)
    return {
        "kd_weight": [{"t": t, "horizon": 300, "value": kd_weight(t)} for t in rounds]
        + [{"t": t, "horizon": 3, "value": kd_weight(t, 3)} for t in (1, 2, 3, 4)],
        "cosine": [
            {"t": t, "rounds": n, "first": 0.05, "least": 0.001, "value": cosine_lr(t, n, 0.05, 0.001)}
            for t, n in ((1, 1000), (250, 1000), (500, 1000), (900, 1000), (911, 1000), (1000, 1000), (1, 20), (20, 20))
        ],
    }


def _clipping(draw):
    """Clamped before weight decay and momentum."""
    start = torch.from_numpy(draw.grid((6,), 1))
    given = [torch.from_numpy(draw.grid((6,), 3)) for _ in range(3)]
    options = {"lr": 0.05, "momentum": 0.9, "weight_decay": 0.125, "clip_value": 1.0}
    optimizer = submodels.Sgd(options["lr"], options["momentum"], options["weight_decay"], options["clip_value"])
    mine, after = {"w": start}, []
    theirs = start.clone().requires_grad_(True)
    reference = torch.optim.SGD([theirs], options["lr"], options["momentum"], weight_decay=options["weight_decay"])
    for g in given:
        optimizer.step(mine, {"w": g})
        after.append(mine["w"])
        theirs.grad = g.clone()
        torch.nn.utils.clip_grad_value_([theirs], options["clip_value"])
        reference.step()
        checks.close(mine["w"], theirs.detach(), 1e-14, "clipped SGD")
    assert any(float(g.abs().max()) > 1.0 for g in given) and any(float(g.abs().min()) < 1.0 for g in given)
    return options | {"start": tensor(start), "gradients": [tensor(g) for g in given], "after": [tensor(w) for w in after]}


def golden():
    draw = Stream(SEED)
    raw = torch.from_numpy(draw.grid((DEPTH, BATCH, WIDTH), 1, step=64))
    x = torch.from_numpy(draw.grid((BATCH, INPUTS), 2, step=64))
    y = torch.tensor([0, 2, 1, 2])
    p = make_mlp(SEED + 1, INPUTS, HIDDEN, CLASSES, DEPTH, WIDTH, ATTENTION)
    return {
        "about": "ReeFL, reefl.md 1.3, 1.4. Exits and blocks 0-based. Ree: tokens at block l = [meta token, m_0 .. m_{l-1},"
        " raw t_l] + positions[0..l+1]; pre-norm layer: attention (inner width attention_width, scale attention_width^-1/2,"
        " over all tokens), GELU (erf) with hidden = floor(1.35 width); layer norm eps 1e-6 everywhere; logits ="
        " classifier(norm(M[0] + t_l)), m_l = last token of M. module: raw tokens [block, sample, width] given from outside;"
        " loss = sum of CE(logits_l, labels) + sum(probe * modulated); gradients by exits.* name and of the tokens. network:"
        " MLP, f_l = ReLU(Linear(input)), t_l = token(f_l), next input f_l + U_l m_l (U_l = stages.l.modulation.weight"
        " [stage width, token width], not zero here), loss = sum of CE; modulation false leaves the addition out and keeps raw tokens"
        " in the history; modulated = last token of M either way; null"
        " gradient: not in the graph (the last U_l; without modulation every U_l). convnet: three stages conv 3x3 without"
        " padding, ReLU, max pool 2; t_l = token(mean over pixels of f_l), U_l m_l added to every pixel; gradients of the"
        " stages only. objective: per case one local call of four"
        " batches; rho starts at 0; ce, kd (unweighted), rho after the batch, teacher (null: none or all pairs), total = sum"
        " ce + weight * kd, weight = w(200); exits = first exits of the logits [batch, exit, sample, class]; gradient of"
        " total; rule dynamic takes the exit with the lowest CE on validation_logits of the same batch. schedules: w(t) and"
        " cosine learning rate, t from 1. clipping: SGD with elementwise clamp before weight decay and momentum. sizes:"
        " parameters of the module. attention.key.bias has no gradient on paper (softmax ignores a shift), only rounding noise.",
        "width": WIDTH,
        "attention_width": ATTENTION,
        "attention_heads": HEADS,
        "hidden": hidden_width(WIDTH),
        "depth": DEPTH,
        "classes": CLASSES,
        "layer_norm_eps": EPS,
        "parameters": tensors(p),
        "labels": y.tolist(),
        "module": _module_case(p, raw, y),
        "input": tensor(x),
        "network": [_network_case(p, x, y, True), _network_case(p, x, y, False)],
        "convnet": _convnet_case(),
        "objective": _objective_cases(draw),
        "schedules": _schedules(),
        "clipping": _clipping(draw),
        "sizes": _size_cases(),
    }

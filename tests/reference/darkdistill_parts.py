# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden values of DarkDistill's single quantities (darkdistill.py) and of its parallel variant's losses
(methods/darkdistill.md, 2.7), with gradients checked against finite differences."""

import torch
import torch.nn.functional as F

import checks
import darkdistill as dd
import networks
import submodels
from goldenjson import tensor, tensors
from inputs import Stream

SETTINGS = {"boost_rate": 0.2, "quota_ratio": 1.5}
INPUTS, HIDDEN, CLASSES, EXITS = 6, 5, 3, 3
NOISE, WIDTH = 3, 5
SEED = 3001
FLAT = 2e-8  # finite differences of quantities of order one


def differentiate(function, parameters, what, scale=1.0):
    """Gradients of function(live) and the check of every entry; returns {name: gradient or None}."""
    live = submodels.leaves(parameters)
    found = submodels.gradients(function(live), live)
    for name, gradient in found.items():

        def value(point):
            return float(function({**parameters, name: torch.from_numpy(point)}).detach())

        numeric = checks.central_difference(value, parameters[name].numpy())
        mine = torch.zeros_like(parameters[name]) if gradient is None else gradient
        checks.close(mine, numeric, FLAT * scale, f"{what}: {name}")
    return found


# ---- assignment


def _quota_cases(draw):
    assert [dd.quota_counts(32, 4, 1.5)] == [[3, 5, 8, 16]]
    shares = [1.5**k / sum(1.5**j for j in range(1, 5)) for k in range(1, 5)]
    checks.close(shares, [0.123, 0.185, 0.277, 0.415], 5e-4, "quotas")
    margins, cases = dd.Margins(), []
    for name, batch, exits in (("four_exits", 32, 4), ("three_exits", 11, 3), ("one_exit", 4, 1), ("too_few", 2, 3)):
        outputs = [torch.from_numpy(draw.grid((batch, CLASSES), 3)) for _ in range(exits)]
        owner = dd.assign(outputs, 1.5, margins)
        counts = dd.quota_counts(batch, exits, 1.5)
        assert [owner.count(e) for e in range(exits)] == counts
        cases.append({"name": name, "outputs": tensor(torch.stack(outputs)), "counts": counts, "owner": owner})
    rows = draw.grid((2, 7, CLASSES), 2)
    rows[0][[1, 3, 6]] = [2.5, -1.0, 0.0]  # three equal confidences for two places: the lower indices get them
    rows[1][:] = rows[1][0]
    owner = dd.assign([torch.from_numpy(r) for r in rows], 1.5, margins, ties=True)
    assert dd.quota_counts(7, 2, 1.5) == [2, 5] and owner == [1, 0, 1, 0, 1, 1, 1]
    cases.append({"name": "ties", "outputs": tensor(rows), "counts": [2, 5], "owner": owner})
    margins.check()
    return cases


# ---- relations


def _relation_case(name, student, teacher):
    margins = dd.Margins()
    total, distance, angle = dd.relation(student, teacher, margins)
    margins.check()
    found = [
        differentiate(lambda live, part=part: dd.relation(live["f"], teacher)[part], {"f": student}, name)["f"]
        if len(student) >= least
        else torch.zeros_like(student)
        for part, least in ((1, 2), (2, 3))
    ]
    single = dd.relation(student.float(), teacher.float())
    gap = submodels.largest_gap([total, distance, angle], list(single))
    assert gap < 3e-6, f"{name} in float32: {gap:.3g}"
    return {
        "name": name,
        "student": tensor(student),
        "teacher": tensor(teacher),
        "distance": float(distance),
        "angle": float(angle),
        "total": float(total),
        "grad_distance": tensor(found[0]),
        "grad_angle": tensor(found[1]),
    }


def _relation_cases(draw):
    def features(count, width):
        return torch.from_numpy(draw.grid((count, width), 2))

    a, b = features(5, 4), features(5, 3)
    cases = [
        _relation_case("other_width", a, b),
        _relation_case("same_width", features(4, 4), features(4, 4)),
        _relation_case("three", features(3, 2), features(3, 2)),
        _relation_case("two", features(2, 3), features(2, 3)),
        _relation_case("one", features(1, 3), features(1, 3)),
    ]
    far = features(4, 2)
    far[0] = torch.tensor([40.0, 0.0])  # one far sample: relative distances differ by more than 1, the linear part
    near = features(4, 2)
    cases.append(_relation_case("linear_part", far, near))
    apart = (dd.relative_distances(far) - dd.relative_distances(near)).abs()
    assert float(apart.max()) > 1.0 and float((apart - 1.0).abs().min()) > 1e-3
    # relations do not see a scaling, a shift or a rotation
    turned = torch.stack([-a[:, 1], a[:, 0], a[:, 2], a[:, 3]], dim=1) * 3 + 1
    checks.close([float(v) for v in dd.relation(turned, a)], [0.0, 0.0, 0.0], 1e-14, "relation of a similar set")
    # torch's own smooth L1 and normalize agree
    t, s = dd.cosines(b), dd.cosines(a)
    checks.close(dd.smooth_l1(s, t), F.smooth_l1_loss(s, t), 1e-15, "smooth L1")
    unit = F.normalize(a[None] - a[:, None], dim=2)
    checks.close(s, torch.bmm(unit, unit.transpose(1, 2)), 1e-14, "cosines")
    return cases


# ---- matching


def _matching_case(name, difficulty, owner, exits, chosen, **options):
    matcher = options.get("matcher")
    kinks = networks.Kinks()
    found = dd.matching(difficulty, owner, exits, chosen, kinks=kinks, **options)
    assert kinks.distance > 1e-5, name
    checks.close(found["a"].sum(), 1.0, 1e-15, name)
    case = {
        "name": name,
        "rule": options.get("rule", "distance"),
        "reduce": options.get("reduce", "sum"),
        "hard": options.get("hard", False),
        "difficulty": tensor(difficulty),
        "owner": owner,
        "exits": exits,
        "teacher_samples": chosen,
        "mean": found["mean"],
        "variance": found["variance"],
        "delta": [None if d is None else [float(v) for v in d] for d in found["delta"]],
        "a": found["a"],
    }
    if matcher is not None:
        probe = torch.arange(1, exits + 1, dtype=difficulty.dtype) / 4

        def value(live):
            return (dd.matching(difficulty, owner, exits, chosen, **{**options, "matcher": live})["a"] * probe).sum()

        case["probe"] = probe
        case["matcher_gradients"] = tensors(differentiate(value, matcher, name))
    return case


def _matching_cases(draw, matcher):
    d = torch.from_numpy(draw.grid((8,), 1) + 1.25)
    owner, chosen = [0, 2, 1, 1, 2, 0, 2, 2], [1, 2, 4, 6, 7]
    empty = [0, 2, 2, 0, 2, 0, 2, 2]
    cases = [
        _matching_case("sum", d, owner, 3, chosen),
        _matching_case("mean", d, owner, 3, chosen, reduce="mean"),
        _matching_case("hard", d, owner, 3, chosen, hard=True),
        _matching_case("empty_set", d, empty, 3, chosen),
        _matching_case("empty_set_mean", d, empty, 3, chosen, reduce="mean"),
        _matching_case("one_filled", d, [1] * 8, 2, [0, 3]),
        _matching_case("all_at_the_mean", torch.full((4,), 0.75, dtype=d.dtype), [0, 1, 1, 1], 2, [1, 2]),
        _matching_case("learn", d, owner, 3, chosen, rule="learn", matcher=matcher),
        _matching_case("learn_mean", d, owner, 3, chosen, rule="learn", reduce="mean", matcher=matcher),
        _matching_case("learn_empty_set", d, empty, 3, chosen, rule="learn", matcher=matcher),
    ]
    assert float(cases[3]["a"][1]) == 0.0 and cases[3]["mean"][1] is None
    checks.close(cases[6]["a"], [0.5, 0.5], 0.0, "0/0 counts as 0")
    checks.close(cases[5]["a"], [0.0, 1.0], 0.0, "the only exit")
    # a sample's deltas sum to 1 over exits: two filled exits at equal distance share evenly
    for case in cases[:3]:
        sums = [sum(row[i] for row in case["delta"]) for i in range(len(chosen))]
        checks.close(sums, [1.0] * len(chosen), 1e-14, "deltas")
    return cases


# ---- generator and pair loss


def _models(seed):
    return [submodels.submodel(networks.make_mlp(seed + l, INPUTS, HIDDEN, CLASSES, EXITS), l) for l in range(EXITS)]


def _generator_case(name, generator, models, level, numbers, condition):
    eps, y, d = numbers
    reference, margins = models[-1], dd.Margins()
    given = d if condition else torch.zeros_like(d)

    def total(live, tracked=None):
        x = dd.generate(live, eps, y, given, tracked.kinks if tracked else None)
        return dd.generator_loss(models[level], reference, x, y, d, eps, SETTINGS, tracked, condition)[0]

    x = dd.generate(generator, eps, y, given, margins.kinks)
    loss, parts, owner = dd.generator_loss(models[level], reference, x, y, d, eps, SETTINGS, margins, condition)
    margins.check()
    # boosted outputs carry no gradient through E: hold E where it is for the differences
    sums = submodels.boosted(submodels.forward(models[level], x)[0], SETTINGS["boost_rate"])[1]

    def fixed(live):
        z = dd.generate(live, eps, y, given)
        out = [a + b for a, b in zip(submodels.forward(models[level], z)[0], sums)]
        label = torch.stack([F.cross_entropy(o, y, reduction="none") for o in out])[owner, range(len(owner))].mean()
        first = F.cross_entropy(submodels.forward(reference, z)[0][0], y, reduction="none")
        return label + dd.diversity(eps, z) + (((first - d) ** 2).mean() if condition else 0.0)

    found = differentiate(fixed, generator, name, scale=max(1.0, float(loss)))
    live = submodels.leaves(generator)
    direct = submodels.gradients(total(live), live)
    for key in found:
        if direct[key] is not None and key not in dd.SHIFTS:
            checks.close(direct[key], found[key], 1e-13, f"{name}: {key}")
    for key in dd.SHIFTS:
        if found[key] is not None:
            checks.close(found[key], torch.zeros_like(found[key]), 1e-14, f"{name}: {key} is a shift before batch norm")
    return {
        "name": name,
        "condition": condition,
        "level": level,
        "latents": tensor(x),
        "owner": owner,
        "label": parts[0],
        "difficulty": parts[1] if condition else None,
        "diversity": parts[2],
        "total": loss,
        "gradients": {k: tensor(torch.zeros_like(generator[k]) if v is None else v) for k, v in found.items()},
    }


def _pair_cases(models, generator, numbers, matcher):
    eps, y, d = numbers
    x = dd.generate(generator, eps, y, d)
    cases = []
    for name, level, options in (
        ("distance", 1, {}),
        ("smallest_teacher", 0, {}),
        ("mean", 1, {"reduce": "mean"}),
        ("hard", 1, {"hard": True}),
        ("learn", 1, {"rule": "learn", "reduce": "mean", "matcher": matcher}),
        ("teacher_exit_0", 1, {"teacher_exit": 0}),
    ):
        teacher, student, margins = models[level], models[level + 1], dd.Margins()
        loss, found = dd.pair_loss(teacher, student, x, d, SETTINGS, margins, **options)
        margins.check()
        stages = {n: v for n, v in student.items() if n.startswith("stages.")}

        def value(live):
            return dd.pair_loss(teacher, {**student, **live}, x, d, SETTINGS, **options)[0]

        case = {
            "name": name,
            "teacher": level,
            "student": level + 1,
            "teacher_exit": options.get("teacher_exit", level),
            "rule": options.get("rule", "distance"),
            "reduce": options.get("reduce", "sum"),
            "hard": options.get("hard", False),
            "loss": loss,
            **found,
            "gradients": tensors(differentiate(value, stages, f"pair {name}", scale=10.0)),
        }
        if "matcher" in options:

            def learned(live):
                return dd.pair_loss(teacher, student, x, d, SETTINGS, **{**options, "matcher": live})[0]

            case["matcher_gradients"] = tensors(differentiate(learned, matcher, f"pair {name}", scale=10.0))
        single = [submodels.single(v) for v in (teacher, student, x, d)]
        low = {**options, **({"matcher": submodels.single(matcher)} if "matcher" in options else {})}
        gap = submodels.largest_gap([loss, found], list(dd.pair_loss(*single, SETTINGS, **low)))
        assert gap < 3e-6, f"pair {name} in float32: {gap:.3g}"
        cases.append(case)
    assert cases[0]["teacher_samples"] != cases[5]["teacher_samples"]
    return x, cases


def golden():
    draw = Stream(SEED)
    matcher = dd.make_matcher(SEED + 1, 4)
    models = _models(SEED + 2)
    generator = dd.make_generator(SEED + 8, NOISE, WIDTH, INPUTS, CLASSES)
    batch = 12
    numbers = (
        torch.from_numpy(draw.grid((batch, NOISE), 0.5, step=16) + 0.5),
        torch.from_numpy(draw.labels(batch, CLASSES)),
        torch.from_numpy(draw.grid((batch,), 1) + 1.25),
    )
    x, pairs = _pair_cases(models, generator, numbers, matcher)
    generators = [
        _generator_case("conditional", generator, models, 1, numbers, True),
        _generator_case("smallest_level", generator, models, 0, numbers, True),
        _generator_case("no_difficulty", generator, models, 2, numbers, False),
    ]
    return {
        "about": "Quantities of darkdistill.md 2.3 to 2.6. Exits, levels and samples 0-based. quota: outputs [exit, sample,"
        " class], ratio 1.5, counts per exit, owner[sample] = exit; ties go to the lower index. relations: features"
        " [sample, width] of student and teacher (detached); distance = RKD_dist, angle = RKD_angle, total = 5 distance +"
        " 10 angle, grad_* = d/d student; with fewer than 2 (3) samples the distance (angle) is 0. matching: D of all"
        " samples, owner under the student, teacher_samples = A; mean, variance (biased) of D over B_e, null where B_e is"
        " empty; delta[exit][i] belongs to teacher_samples[i], null where empty; rule distance: |D - mu_e| / sum over"
        " non-empty exits, 0/0 = 0; rule learn: tanh(output(ReLU(hidden([D, mu_e, var_e])))) with `matcher`, not"
        " normalised; a = softmax over non-empty exits of -(sum or mean of delta), hard = one-hot of the largest;"
        " matcher_gradients of sum_e probe[e] a[e]. generators: models[level] on the latents of `generator` for (eps, y,"
        " D) = `condition`, Mref = the largest model; batch norm with batch statistics, eps 1e-5; total = label +"
        " difficulty + diversity; gradients by generator name with no gradient through E of the boosted outputs; without"
        " the difficulty condition D enters as 0 and the difficulty term is left out (null). pairs: L_l of teacher and"
        " student on `latents` with D of `condition`: loss = (1/K) sum_e a_e (5 rkd_distance[e] + 10 rkd_angle[e]);"
        " gradients by name of the student's stages (heads get none); teacher_exit other than the last is one term of"
        " kd_join = all.",
        "settings": SETTINGS,
        "quota": _quota_cases(draw),
        "relations": _relation_cases(draw),
        "matcher": tensors(matcher),
        "matching": _matching_cases(draw, matcher),
        "models": [tensors(m) for m in models],
        "generator": tensors(generator),
        "condition": {"eps": tensor(numbers[0]), "y": numbers[1].tolist(), "difficulty": tensor(numbers[2])},
        "generators": generators,
        "latents": tensor(x),
        "pairs": pairs,
    }


# ---- parallel variant


def parallel_losses(model, teachers, weights, latents):
    """(terms[s][t], loss): student exit s learns from teacher exits s-1, s, s+1 on the latents of generator t."""
    exits = len(latents)
    features = [submodels.forward(model, x, SETTINGS["boost_rate"])[1] for x in latents]
    targets = []
    for e, x in enumerate(latents):
        holders = [l for l, teacher in enumerate(teachers) if f"heads.{e}.weight" in teacher]
        total = sum(weights[l] for l in holders)
        with torch.no_grad():
            targets.append(
                sum(weights[l] / total * submodels.forward(teachers[l], x, SETTINGS["boost_rate"])[1][e] for l in holders)
            )
    terms = [
        {t: dd.relation(features[t][s], targets[t])[0] for t in (s - 1, s, s + 1) if 0 <= t < exits}
        for s in range(exits)
    ]
    per_student = [sum(row.values()) / len(row) for row in terms]
    return terms, per_student, targets


def mean_difficulty(model, x, y):
    """mean D: CE of the first exit, which is the same boosted or not."""
    return F.cross_entropy(submodels.forward(model, x)[0][0], y)


def parallel_golden():
    draw = Stream(SEED + 50)
    levels, batch = _models(SEED + 52), 6
    weights = [12, 7, 9]
    model = submodels.mean_of_holders(levels[-1], levels, weights)
    reference = networks.make_mlp(SEED + 60, INPUTS, HIDDEN, CLASSES, EXITS)
    generators = [dd.make_generator(SEED + 70 + e, NOISE, WIDTH, INPUTS, CLASSES) for e in range(EXITS)]
    for generator in generators:  # no difficulty input: [eps, Embed(y)] only
        generator["hidden.weight"] = generator["hidden.weight"][:, : 2 * NOISE].contiguous()
        del generator["difficulty.weight"], generator["difficulty.bias"]
    eps = [torch.from_numpy(draw.grid((batch, NOISE), 0.5, step=16) + 0.5) for _ in range(EXITS)]
    y = [torch.from_numpy(draw.labels(batch, CLASSES)) for _ in range(EXITS)]
    kinks = networks.Kinks()
    latents = [dd.generate(g, e, c, None, kinks) for g, e, c in zip(generators, eps, y)]
    terms, per_student, targets = parallel_losses(model, levels, weights, latents)
    for m in (model, reference, *levels):
        for x in latents:
            submodels.forward(m, x, kinks=kinks)
    for e in range(EXITS):
        margins = dd.Margins()
        for s in range(EXITS):
            if abs(s - e) <= 1:
                dd.pairwise(submodels.forward(model, latents[e])[1][s], margins)
        dd.pairwise(targets[e], margins)
        margins.check()
    assert kinks.distance > 2e-6, kinks.distance

    def rkd(live):
        return sum(parallel_losses({**model, **live}, levels, weights, latents)[1])

    def increase(m, xs):
        return [mean_difficulty(m, x, c) for x, c in zip(xs, y)]

    def model_di(live):
        d = increase({**model, **live}, latents)
        return sum((d[e] - d[e - 1]).abs() for e in range(1, EXITS))

    stages = {n: v for n, v in model.items() if n.startswith("stages.")}
    own = increase(model, latents)
    assert all(abs(float(own[e] - own[e - 1])) > 1e-3 for e in range(1, EXITS))
    reference_difficulty = increase(reference, latents)
    parts = []
    for e in range(EXITS):

        def generator_di(live):
            x = dd.generate(live, eps[e], y[e], None)
            return -(mean_difficulty(reference, x, y[e]) - reference_difficulty[e - 1].detach())

        entry = {"diversity": dd.diversity(eps[e], latents[e]), "mean_difficulty": reference_difficulty[e]}
        if e > 0:
            entry["increase"] = generator_di(generators[e])
            entry["increase_gradients"] = tensors(differentiate(generator_di, generators[e], f"generator {e}"))
        parts.append(entry)
    low = parallel_losses(*submodels.single([model, levels]), weights, submodels.single(latents))
    gap = submodels.largest_gap([terms, per_student, targets], list(low))
    assert gap < 3e-6, f"parallel in float32: {gap:.3g}"
    return {
        "about": "DarkDistill-PL, darkdistill.md 2.7. Exits 0-based; one generator per exit, input [eps, Embed(y)] without"
        " difficulty. models[l] = level means with level_samples; global = their block average (the student). teachers[e] ="
        " level_samples-weighted mean, over the levels that have exit e, of that exit's feature on latents[e]."
        " terms[s][t] = 5 RKD_dist + 10 RKD_angle of student exit s and teacher t on latents[t], t in s-1, s, s+1 where it"
        " exists (null elsewhere), all samples; per_student[s] = mean over those t; rkd_total = sum over s;"
        " rkd_gradients = d rkd_total / d stages of global. Difficulty increase: mean_difficulty[e] of the global model and"
        " generators[e].mean_difficulty of Mref = mean CE of exit 0 on (latents[e], y[e]); model_increase = sum over e >= 1"
        " of |mean_difficulty[e] - mean_difficulty[e-1]| of the global model (both sides live), with its gradients by name"
        " (stage 0 and, if heads are trained, head 0); generators[e].increase = -(mean D(e) - mean D(e-1)) under Mref,"
        " generator e-1 held fixed; generators[e].diversity = L_div.",
        "settings": SETTINGS,
        "exits": EXITS,
        "level_samples": weights,
        "models": [tensors(m) for m in levels],
        "global": tensors(model),
        "reference": tensors(reference),
        "generator_values": [tensors(g) for g in generators],
        "eps": [tensor(e) for e in eps],
        "y": [c.tolist() for c in y],
        "latents": [tensor(x) for x in latents],
        "teachers": [tensor(t) for t in targets],
        "terms": [[row.get(t) for t in range(EXITS)] for row in terms],
        "per_student": per_student,
        "rkd_total": sum(per_student),
        "rkd_gradients": tensors(differentiate(rkd, stages, "parallel", scale=50.0)),
        "mean_difficulty": own,
        "model_increase": model_di({}),
        "model_increase_gradients": {
            n: tensor(g)
            for n, g in differentiate(model_di, model, "difficulty increase").items()
            if n.startswith(("stages.0.", "heads.0."))
        },
        "generators": parts,
    }

# SPDX-License-Identifier: GPL-3.0-or-later
"""Gradient surgery between exits (methods/early-exit.md 7.3).

    PCGrad: copy g_i; for j in the given order with <g_i', g_j> < 0: g_i' -= <g_i', g_j> / ||g_j||^2 g_j
    CAGrad: g_0 = mean, w* = argmin over the simplex of g_w.g_0 + c ||g_0|| ||g_w||,
            d = g_0 + c ||g_0|| / ||g_w*|| g_w*, divided by (1 + c^2)
    MGDA:   w* = argmin over the simplex of ||g_w||, the limit c -> inf
"""

import itertools

import numpy as np

import checks
from goldenjson import tensor
from inputs import Stream


def pcgrad(gradients, orders):
    """Returns (projected gradients, coefficients [i, j] of gradient j in them, number of projections).

    orders[i]: the other exits in the order of their turn.
    """
    out, done = gradients.copy(), 0
    coefficients = np.eye(len(gradients))
    for i, order in enumerate(orders):
        assert sorted(order) == [j for j in range(len(gradients)) if j != i]
        for j in order:
            product = float(out[i] @ gradients[j])
            assert abs(product) > 1e-4 or product == 0.0, "a product is nearly zero"
            if product < 0.0:
                share = product / float(gradients[j] @ gradients[j])
                out[i] = out[i] - share * gradients[j]
                coefficients[i, j] -= share
                done += 1
    checks.close(coefficients @ gradients, out, 1e-13, "coefficients")
    return out, coefficients, done


def merged(projected, held):
    """Mean over exits where every exit has the entry, sum elsewhere. held [exit, entry]: 0/1."""
    shared = held.all(axis=0)
    return np.where(shared, projected.mean(axis=0), projected.sum(axis=0))


def squared_norm(w, gram):
    """||g_w||^2 for one w or for rows of them."""
    return np.maximum(0.0, ((w @ gram) * w).sum(axis=-1))


def value_of(w, gram, c):
    """g_w.g_0 + c ||g_0|| ||g_w|| from the Gram matrix, for one w or for rows of them."""
    mean = np.full(len(gram), 1.0 / len(gram))
    return w @ gram @ mean + c * np.sqrt(squared_norm(mean, gram)) * np.sqrt(squared_norm(w, gram))


def _newton_on_support(gram, linear, factor, support):
    """Stationary point of linear.w + factor sqrt(w'Gw) on sum(w) = 1, entries outside the support 0; None if outside
    the simplex."""
    index = list(support)
    g, a, n = gram[np.ix_(index, index)], linear[index], len(index)
    w = np.full(n, 1.0 / n)
    if n > 1:
        tangent = np.linalg.svd(np.ones((1, n)))[2][1:].T  # columns span sum = 0
        value = lambda v: float(a @ v + factor * np.sqrt(v @ g @ v))
        for _ in range(200):
            norm = np.sqrt(w @ g @ w)
            slope = tangent.T @ (a + factor * g @ w / norm)
            if np.abs(slope).max() < 1e-15:
                break
            curvature = tangent.T @ (factor * (g / norm - np.outer(g @ w, g @ w) / norm**3)) @ tangent
            step = -tangent @ np.linalg.solve(curvature, slope)
            size = 1.0
            while size > 1e-12 and value(w + size * step) > value(w):
                size /= 2
            w = w + size * step
            if np.abs(w).max() > 1e3:
                return None  # the function falls without end along this face's plane
        if w.min() < 0.0:
            return None
        assert np.abs(tangent.T @ (a + factor * g @ w / np.sqrt(w @ g @ w))).max() < 1e-9 * (1.0 + factor)
    out = np.zeros(len(gram))
    out[index] = w
    return out


def cagrad_weights(gram, c):
    """The best stationary point over all faces; the problem is convex, so the best of them is the minimum."""
    n = len(gram)
    mean = np.full(n, 1.0 / n)
    linear = gram @ mean
    factor = c * np.sqrt(mean @ gram @ mean)
    best, best_value = None, np.inf
    for size in range(1, n + 1):
        if c == 0.0 and size > 1:
            break  # a linear function has its minimum at a corner
        for support in itertools.combinations(range(n), size):
            w = _newton_on_support(gram, linear, factor, support)
            if w is not None and value_of(w, gram, c) < best_value:
                best, best_value = w, value_of(w, gram, c)
    return best


def mgda_weights(gram):
    """Minimum of w'Gw over the simplex: equality-constrained optimum of each face."""
    n = len(gram)
    best, best_value = None, np.inf
    for size in range(1, n + 1):
        for support in itertools.combinations(range(n), size):
            index = list(support)
            system = np.zeros((size + 1, size + 1))
            system[:size, :size] = gram[np.ix_(index, index)]
            system[:size, size] = system[size, :size] = 1.0
            part = np.linalg.solve(system, np.append(np.zeros(size), 1.0))[:size]
            if part.min() < 0.0:
                continue
            w = np.zeros(n)
            w[index] = part
            if w @ gram @ w < best_value:
                best, best_value = w, w @ gram @ w
    return best


def grid_of_simplex(n, parts):
    """Every point of the simplex with coordinates that are multiples of 1/parts, one per row."""
    cuts = np.array(list(itertools.combinations(range(parts + n - 1), n - 1)))
    edges = np.hstack([np.full((len(cuts), 1), -1), cuts, np.full((len(cuts), 1), parts + n - 1)])
    return (np.diff(edges, axis=1) - 1) / parts


GRIDS = {n: grid_of_simplex(n, parts) for n, parts in ((2, 4000), (3, 150), (4, 40))}


def _check_minimum(function, w, n, what):
    """No point of a fine grid is better, and the best of them is near."""
    values = function(GRIDS[n])
    best = int(values.argmin())
    found = float(function(w))
    assert found <= values[best] + 1e-13, what
    checks.close(w, GRIDS[n][best], {2: 1e-3, 3: 0.07, 4: 0.12}[n], f"{what}: simplex search")
    assert values[best] - found < 5e-3 * (abs(found) + 1.0), what


def cagrad(gradients, c):
    """(w*, d before division, ||g_w*||)"""
    gram = gradients @ gradients.T
    w = cagrad_weights(gram, c)
    g0, gw = gradients.mean(axis=0), w @ gradients
    norm = float(np.sqrt(gw @ gw))
    return w, g0 + c * np.sqrt(g0 @ g0) / norm * gw, norm


def _surgery_case(name, gradients):
    n = len(gradients)
    gram = gradients @ gradients.T
    g0 = gradients.mean(axis=0)
    rows = []
    for c in (0.0, 0.4, 0.5):
        w, d, norm = cagrad(gradients, c)
        assert norm > 1e-2
        _check_minimum(lambda v: value_of(v, gram, c), w, n, f"{name}, c = {c}")
        # d is the point of the ball around g_0 with the best worst-case improvement; its value is the dual one
        checks.close(np.sqrt((d - g0) @ (d - g0)), c * np.sqrt(g0 @ g0), 1e-12, f"{name}: radius")
        checks.close(min(gradients @ d), value_of(w, gram, c), 1e-9, f"{name}: duality, c = {c}")
        if c == 0.0:
            checks.close(d, g0, 1e-15, f"{name}: c = 0 is the mean")
            worst = np.sort(gram @ np.full(n, 1.0 / n))
            assert worst[1] - worst[0] > 1e-3
        rows.append(
            {
                "c": c,
                "w": w.tolist(),
                "g_w": (w @ gradients).tolist(),
                "objective": value_of(w, gram, c),
                "coefficients": ((np.full(n, 1 / n) + c * np.sqrt(g0 @ g0) / norm * w) / (1 + c * c)).tolist(),
                "d": d.tolist(),
                "d_scaled": (d / (1 + c * c)).tolist(),
                "worst_improvement": float(min(gradients @ d)),
            }
        )
    w = mgda_weights(gram)
    _check_minimum(lambda v: squared_norm(v, gram), w, n, f"{name}, MGDA")
    gw = w @ gradients
    assert min(gradients @ gw) > gw @ gw - 1e-10, "every exit improves along the minimum-norm point"
    checks.close(cagrad(gradients, 1e7)[0], w, 1e-5, f"{name}: c to infinity")
    return {
        "name": name,
        "gradients": tensor(gradients),
        "gram": tensor(gram),
        "cagrad": rows,
        "mgda": {"w": w.tolist(), "direction": gw.tolist(), "norm": float(np.sqrt(gw @ gw))},
    }


def _pcgrad_case(name, gradients, orders, held=None):
    held = np.ones(gradients.shape, dtype=bool) if held is None else held
    gradients = np.where(held, gradients, 0.0)
    projected, coefficients, done = pcgrad(gradients, orders)
    return {
        "name": name,
        "gradients": tensor(gradients),
        "held": tensor(held.astype(int)),
        "orders": orders,
        "projections": done,
        "projected": tensor(projected),
        "coefficients": coefficients.mean(axis=0).tolist(),
        "mean": projected.mean(axis=0).tolist(),
        "sum": projected.sum(axis=0).tolist(),
        "merged": merged(projected, held).tolist(),
    }


def _correlated(draw, exits, length, tilt):
    """Gradients with a common part; the smaller it is, the more they conflict."""
    common = draw.grid((length,), 1)
    return tilt * common + draw.grid((exits, length), 1)


def _balanced(draw, exits, length):
    """Gradients of nearly equal length and pairwise nearly equal angles: the best weights are inside the simplex."""
    rows = np.array([[(-1.0) ** bin(r & c).count("1") for c in range(length)] for r in range(exits + 1)])  # Hadamard
    return 0.5 * rows[0] + rows[1:] + draw.grid((exits, length), 0.0625)


def golden():
    draw = Stream(2003)
    surgery = []
    for exits in (2, 3, 4):
        surgery.append(_surgery_case(f"{exits}_exits_in_conflict", _correlated(draw, exits, 8, 0.125)))
        surgery.append(_surgery_case(f"{exits}_exits_of_one_mind", _correlated(draw, exits, 8, 1.0)))
        surgery.append(_surgery_case(f"{exits}_balanced_exits", _balanced(draw, exits, 8)))
    uneven = _correlated(draw, 3, 8, 0.25) * np.array([[4.0], [1.0], [0.25]])
    surgery.append(_surgery_case("uneven_lengths", uneven))
    faces = [row for case in surgery for row in case["cagrad"] if row["c"] == 0.4]
    assert any(min(row["w"]) == 0.0 for row in faces) and any(min(row["w"]) > 0.0 for row in faces)

    three = draw.grid((3, 8), 1, step=16)  # each against the ones before it
    three[1] -= 0.75 * three[0]
    three[2] -= 0.5 * (three[0] + three[1])
    held = np.array([[1, 1, 1, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 0, 0, 0], [1, 1, 1, 1, 1, 1, 1, 1]], dtype=bool)
    projections = [
        _pcgrad_case("two_in_conflict", np.array([[1.0, 0.5, -0.25], [-1.0, 0.25, 0.5]]), [[1], [0]]),
        _pcgrad_case("two_of_one_mind", np.array([[1.0, 0.5, 0.25], [1.0, 0.25, 0.5]]), [[1], [0]]),
        _pcgrad_case("orthogonal", np.array([[2.0, 0.0, 0.0], [0.0, 0.5, 0.0]]), [[1], [0]]),
        _pcgrad_case("three_ascending", three, [[1, 2], [0, 2], [0, 1]]),
        _pcgrad_case("three_descending", three, [[2, 1], [2, 0], [1, 0]]),
        _pcgrad_case("four", _correlated(draw, 4, 10, 0.0), [[2, 1, 3], [3, 0, 2], [1, 3, 0], [0, 2, 1]]),
        _pcgrad_case("nested", _correlated(draw, 3, 8, 0.0), [[2, 1], [0, 2], [1, 0]], held),
    ]
    others = [[1, 2], [0, 2], [0, 1]]
    turns = itertools.product(*([order, order[::-1]] for order in others))
    every_order = [pcgrad(three, orders)[1].mean(axis=0).tolist() for orders in turns]
    by_name = {p["name"]: p for p in projections}
    checks.close(by_name["orthogonal"]["mean"], [1.0, 0.25, 0.0], 0.0, "orthogonal gradients: PCGrad is the mean")
    assert by_name["orthogonal"]["projections"] == by_name["two_of_one_mind"]["projections"] == 0
    assert by_name["three_ascending"]["mean"] != by_name["three_descending"]["mean"], "the order does not matter here"
    first = np.array(by_name["two_in_conflict"]["projected"]["values"]).reshape(2, 3)
    checks.close(first[0] @ [-1.0, 0.25, 0.5], 0.0, 1e-15, "no part along the other gradient is left")
    return {
        "about": "Gradient surgery, early-exit.md 7.3; gradients [exit, entry]. pcgrad: exit i starts from its gradient and goes"
        " through orders[i]; where its current vector has a negative product with the ORIGINAL gradient of j it loses its"
        " part along that; projections = how often; held [exit, entry] = 1 where the exit has the entry at all (gradients"
        " are 0 elsewhere, products run over all entries); coefficients: mean = sum_j coefficients[j] g_j; merged = mean"
        " over exits where all hold the entry, sum elsewhere. cagrad: g_0 = mean, w = argmin over the simplex of g_w.g_0 +"
        " c ||g_0|| ||g_w|| (objective; for c = 0 a corner, but d does not depend on it), d = g_0 + c ||g_0|| / ||g_w||"
        " g_w, d_scaled = d / (1 + c^2) = sum_j coefficients[j] g_j, worst_improvement = min_i g_i.d = objective. mgda: w"
        " = argmin ||g_w||, direction = g_w. pcgrad_three_every_order: coefficients for the gradients of three_ascending"
        " under each of the eight choices of orders.",
        "cagrad": surgery,
        "pcgrad": projections,
        "pcgrad_three_every_order": every_order,
    }

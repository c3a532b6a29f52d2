# SPDX-License-Identifier: GPL-3.0-or-later
"""Teacher matching of CAFEDistill (methods/cafedistill.md, 1.6).

    min_w  sum_j (w_j - 1/n_s)^2 - (1/mu) sum_j s_ij w_j    s.t.  w >= 0, sum_j w_j = 1
    w_i. = Proj_simplex( 1/n_s + s_i. / (2 mu) )
"""

import itertools

import numpy as np

import checks
from goldenjson import tensor
from inputs import Stream


def project_simplex(v):
    """Sort v descending into u; rho = max{r : u_r - (sum_{q<=r} u_q - 1)/r > 0}; w = max(v - theta, 0)."""
    v = np.asarray(v, dtype=np.float64)
    u = np.sort(v)[::-1]
    head = np.cumsum(u)
    rho = max(r for r in range(1, len(u) + 1) if u[r - 1] - (head[r - 1] - 1.0) / r > 0.0)
    return np.maximum(v - (head[rho - 1] - 1.0) / rho, 0.0)


def teacher_weights(s, mu):
    """Closed form of 1.6 for every row of the cohort's similarity matrix."""
    return np.stack([project_simplex(1.0 / s.shape[0] + row / (2.0 * mu)) for row in s])


def qp_objective(w, row, mu):
    return float(((w - 1.0 / len(row)) ** 2).sum() - (row * w).sum() / mu)


def solve_by_dual_bisection(row, mu):
    """Independent solver: stationarity 2(w_j - 1/n) - s_j/mu - nu = 0 where w_j > 0; bisect nu until the w_j sum to 1."""
    n = len(row)

    def primal(nu):
        return np.maximum(0.0, 1.0 / n + (row / mu + nu) / 2.0)

    low = -2.0 - 2.0 / n - float(np.max(np.abs(row))) / mu
    high = -low
    for _ in range(200):
        middle = 0.5 * (low + high)
        if primal(middle).sum() > 1.0:
            high = middle
        else:
            low = middle
    return primal(0.5 * (low + high))


def solve_by_enumeration(row, mu):
    """Independent solver: for each support, the equality-constrained optimum from its KKT system; best feasible one wins."""
    n = len(row)
    best, best_value = None, np.inf
    for size in range(1, n + 1):
        for support in itertools.combinations(range(n), size):
            index = list(support)
            system = np.zeros((size + 1, size + 1))
            system[:size, :size] = 2.0 * np.eye(size)
            system[:size, size] = system[size, :size] = 1.0
            right = np.append(2.0 / n + row[index] / mu, 1.0)
            part = np.linalg.solve(system, right)[:size]
            if part.min() < 0.0:
                continue
            w = np.zeros(n)
            w[index] = part
            value = qp_objective(w, row, mu)
            if value < best_value:
                best, best_value = w, value
    return best


def _equal_peers(n, s):
    matrix = np.full((n, n), s, dtype=np.float64)
    np.fill_diagonal(matrix, 1.0)
    return matrix


def _random_similarity(draw, n, limit):
    s = draw.grid((n, n), limit)
    s = np.tril(s, -1)
    s = s + s.T
    np.fill_diagonal(s, 1.0)
    return s


def _matching_case(name, s, mu, enumerate_rows):
    w = teacher_weights(s, mu)
    numeric = np.stack([solve_by_dual_bisection(row, mu) for row in s])
    checks.close(w, numeric, 1e-12, name + ": dual bisection")
    for i in enumerate_rows:
        checks.close(w[i], solve_by_enumeration(s[i], mu), 1e-12, name + ": enumeration")
    checks.close(w.sum(axis=1), np.ones(len(s)), 1e-13, name + ": rows sum to one")
    return {"name": name, "mu": mu, "s": tensor(s), "w": tensor(w), "w_numeric": tensor(numeric)}


def golden():
    draw = Stream(307)
    vectors = [
        ("single", [0.25]),
        ("single_negative", [-3.0]),
        ("on_simplex", [0.125, 0.5, 0.25, 0.125]),
        ("vertex", [0.0, 1.0, 0.0]),
        ("all_equal", [0.5, 0.5, 0.5, 0.5, 0.5]),
        ("all_zero", [0.0, 0.0, 0.0, 0.0]),
        ("all_negative", [-1.0, -2.0, -0.5, -0.75]),
        ("tie_at_top", [2.0, 2.0, 1.75, -1.0]),
        ("tie_below_threshold", [1.5, 0.25, 0.25, 0.25, 0.25]),
        ("one_dominates", [9.0, 0.5, 0.25]),
    ]
    vectors += [(f"random_{n}_{limit}", draw.grid((n,), limit).tolist()) for n in (2, 3, 5, 8, 10) for limit in (0.5, 2)]
    projections = []
    for name, v in vectors:
        w = project_simplex(v)
        # the projection is the QP with 1/n + s/(2 mu) = v; mu = 1/2 makes s = v - 1/n
        row = np.asarray(v) - 1.0 / len(v)
        checks.close(w, solve_by_dual_bisection(row, 0.5), 1e-12, name)
        checks.close(w, solve_by_enumeration(row, 0.5), 1e-12, name)
        projections.append({"name": name, "v": v, "w": w.tolist()})

    matching = []
    document = [  # mu, peer similarity, self weight, peer weight
        (0.6, 0.0, 0.85, 0.0167),
        (0.6, 0.5, 0.475, 0.0583),
        (0.6, 0.8, 0.25, 0.0833),
        (0.15, 0.5, 1.0, 0.0),
        (0.15, 0.8, 0.7, 0.0333),
        (2.0, 0.2, 0.28, 0.08),
    ]
    for mu, s, own, peer in document:
        case = _matching_case(f"equal_peers_mu{mu}_s{s}", _equal_peers(10, s), mu, [0])
        checks.close(case["w"]["values"][0], own, 5e-5, case["name"])
        checks.close(case["w"]["values"][1:10], [peer] * 9, 5e-5, case["name"])
        matching.append(case)
    for n, mu, limit in ((3, 0.6, 0.9), (4, 0.15, 0.9), (5, 0.6, 0.5), (5, 2.0, 0.9), (6, 0.3, 0.95)):
        matching.append(_matching_case(f"random_{n}_mu{mu}", _random_similarity(draw, n, limit), mu, range(n)))
    matching.append(_matching_case("alone", np.ones((1, 1)), 0.6, [0]))
    return {
        "about": "CAFEDistill teacher matching, cafedistill.md 1.6. projections: w = Proj_simplex(v). matching: w[i] ="
        " Proj_simplex(1/n + s[i]/(2 mu)); w_numeric = the QP solved by bisection on its dual"
        " (also confirmed by enumerating supports).",
        "projections": projections,
        "matching": matching,
    }

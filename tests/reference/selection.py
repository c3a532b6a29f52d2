# SPDX-License-Identifier: GPL-3.0-or-later
"""Student selection of CAFEDistill (methods/cafedistill.md, 1.4 and 1.5).

    R(t)  = min(2t/T, 1)
    a     = min(2t, T); full = (m-1) a div T; extra = (m-1) n_s a div T - n_s full
    R'(t) = clip(R(t) + cbar m/(m-1), 0, 1)       (conflict_damped)
    c_i   = sum_j min(s_ij, 0); cbar = sum_i c_i / n_s^2
"""

import math

import numpy as np

import checks
from goldenjson import tensor
from inputs import Stream


def conflict(s):
    """c_i of every cohort member and cbar (1.4)."""
    negative = np.minimum(s, 0.0)
    return negative.sum(axis=1), float(negative.sum()) / s.shape[0] ** 2


def schedule(t, total, cohort, exits):
    """(R, full, extra) in integer arithmetic (1.5)."""
    a = min(2 * t, total)
    full = (exits - 1) * a // total
    return a / total, full, (exits - 1) * cohort * a // total - cohort * full


def damped_schedule(t, total, cohort, exits, cbar):
    """(R', full, extra) of the conflict_damped option (1.5)."""
    ratio = min(max(min(2 * t / total, 1.0) + cbar * exits / (exits - 1), 0.0), 1.0)
    for value in ((exits - 1) * ratio, (exits - 1) * cohort * ratio):
        if 0.0 < ratio < 1.0:
            checks.far_from_integer(value, f"damped schedule t={t}")
    full = math.floor((exits - 1) * ratio)
    return ratio, full, math.floor((exits - 1) * cohort * ratio) - cohort * full


def one_shot(s, extra):
    """Positions of the `extra` largest c_i, ties by larger row sum of s.

    Returns (positions in order of choice, gap, used_row_sum): gap is the difference in the quantity that
    separates the last chosen from the first left out; 0 means that only a random draw could decide.
    """
    c, _ = conflict(s)
    row = s.sum(axis=1)
    order = sorted(range(len(c)), key=lambda i: (-c[i], -row[i], i))
    if extra <= 0 or extra >= len(order):
        return order[:extra], math.inf, False
    inside, outside = order[extra - 1], order[extra]
    by_conflict = float(c[inside] - c[outside])
    if by_conflict > 0.0:
        return order[:extra], by_conflict, False
    return order[:extra], float(row[inside] - row[outside]), True


def greedy(s, extra):
    """Start with the largest row sum, then add the largest mean similarity to those chosen (1.5, optional variant)."""
    rest = list(range(s.shape[0]))
    chosen, gap = [], math.inf
    while len(chosen) < extra:
        score = {i: float(s[i].sum() if not chosen else s[i, chosen].mean()) for i in rest}
        ranked = sorted(rest, key=lambda i: (-score[i], i))
        if len(ranked) > 1:
            gap = min(gap, score[ranked[0]] - score[ranked[1]])
        chosen.append(ranked[0])
        rest.remove(ranked[0])
    return chosen, gap


def _similarity(draw, n, low, high):
    """Symmetric matrix on the 1/256 grid with unit diagonal."""
    s = np.eye(n)
    for i in range(n):
        for j in range(i):
            s[i, j] = s[j, i] = (int(low * 256) + draw.below(int((high - low) * 256) + 1)) / 256
    return s


def _check_document():
    want = {0: (0, 0), 25: (0, 5), 50: (1, 0), 75: (1, 5), 125: (2, 5), 149: (2, 9)}
    for t, pair in want.items():
        assert schedule(t, 300, 10, 4)[1:] == pair, t
    for t in range(150, 300):
        assert schedule(t, 300, 10, 4)[1:] == (3, 0), t


def _schedules():
    out = []
    setups = [(300, 10, 4, 5)] + [(T, n, m, max(1, T // 20)) for T in (60, 100) for n in (4, 10) for m in (3, 4)]
    for total, cohort, exits, stride in setups:
        rounds = sorted(set(range(0, total, stride)) | {1, 2, total // 2 - 1, total // 2, total // 2 + 1, total - 1})
        for cbar in (None, -0.0371, -0.1713):
            rows = [
                schedule(t, total, cohort, exits) if cbar is None else damped_schedule(t, total, cohort, exits, cbar)
                for t in rounds
            ]
            for ratio, full, extra in rows:
                assert 0 <= extra < cohort and 0 <= full <= exits - 1 and (full < exits - 1 or extra == 0)
            out.append(
                {
                    "T": total,
                    "n_s": cohort,
                    "m": exits,
                    "conflict_damped": cbar is not None,
                    "cbar": 0.0 if cbar is None else cbar,
                    "t": rounds,
                    "R": [float(r[0]) for r in rows],
                    "full": [r[1] for r in rows],
                    "extra": [r[2] for r in rows],
                }
            )
    return out


def _selections():
    cases = []

    def add(name, rule, ids, s, extras, full):
        c, cbar = conflict(s)
        for extra in extras:
            if rule == "greedy":
                chosen, gap = greedy(s, extra)
                by_row_sum = False
            else:
                chosen, gap, by_row_sum = one_shot(s, extra)
            assert gap > 1e-4, (name, extra, gap)
            opened = [full + (1 if i in chosen else 0) for i in range(len(ids))]
            cases.append(
                {
                    "name": name,
                    "rule": rule,
                    "cohort": ids,
                    "s": tensor(s),
                    "c": c.tolist(),
                    "cbar": cbar,
                    "row_sum": s.sum(axis=1).tolist(),
                    "full": full,
                    "extra": extra,
                    "tie_broken_by_row_sum": by_row_sum,
                    "chosen": sorted(ids[i] for i in chosen),
                    "chosen_in_order": [ids[i] for i in chosen],
                    "opened": opened,
                }
            )

    draw = Stream(211)
    mixed = _similarity(draw, 6, -0.9, 0.9)
    wide = _similarity(draw, 8, -0.9, 0.6)
    friendly = _similarity(draw, 5, 0.05, 0.9)
    partial = _similarity(draw, 5, -0.9, 0.9)
    # one pair in conflict, everyone else friendly: c = (x, x, 0, 0, 0)
    pair = np.abs(partial)
    np.fill_diagonal(pair, 1.0)
    pair[0, 1] = pair[1, 0] = -0.25
    ids6, ids8, ids5 = [2, 3, 7, 11, 12, 19], [0, 4, 5, 6, 9, 10, 15, 31], [1, 4, 6, 8, 9]
    add("mixed", "one_shot", ids6, mixed, (1, 2, 3, 4, 5), 0)
    add("mixed", "greedy", ids6, mixed, (1, 2, 3, 4, 5), 0)
    add("wide", "one_shot", ids8, wide, (2, 5, 7), 1)
    add("wide", "greedy", ids8, wide, (2, 5, 7), 1)
    add("all_friendly_tie", "one_shot", ids5, friendly, (1, 2, 3, 4), 0)
    add("one_pair_tie", "one_shot", ids5, pair, (1, 2, 3, 4), 1)
    return cases


def golden():
    _check_document()
    return {
        "about": "CAFEDistill student selection, cafedistill.md 1.4 and 1.5. Exits counted, so full=1 opens exit 0."
        " schedules: R is R(t), or R'(t) when conflict_damped (then full and extra come from floors of R')."
        " selections: s over the cohort in cohort order; chosen = client ids, opened[i] = |S_i| in cohort order;"
        " greedy: largest row sum first, then largest mean similarity to those chosen. No case needs a random draw.",
        "schedules": _schedules(),
        "selections": _selections(),
    }

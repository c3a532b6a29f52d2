# SPDX-License-Identifier: GPL-3.0-or-later
"""Server kernels: weighted mean, mixing matrix, similarity of updates.

    theta = sum_i p_i theta_i, p_i = |D_i| / sum |D|     (methods/cafedistill.md, 1.8)
    htilde_i = sum_j w_ij h_j                            (1.7)
    d_i = vec(before) - vec(after), NaN -> 0 in the heads first; s_ij = cos(d_i, d_j), s_ii = 1   (1.4)
"""

import numpy as np

import checks
from goldenjson import tensor
from inputs import Stream
from selection import conflict
from teacher import teacher_weights


def weighted_mean(vectors, weights):
    """sum_i weights_i v_i / sum weights, in order of the rows."""
    share = np.asarray(weights, dtype=np.float64) / np.sum(weights, dtype=np.float64)
    out = np.zeros_like(vectors[0])
    for p, v in zip(share, vectors):
        out = out + p * v
    return out


def mix(weights, vectors):
    """Row i of the result is sum_j w_ij v_j; all from the given vectors."""
    return np.stack([sum(weights[i, j] * vectors[j] for j in range(len(vectors))) for i in range(len(weights))])


def mix_sequential(weights, vectors):
    """Reference parity (1.8): result i overwrites row i at once, so later rows mix already mixed ones."""
    work = [v.copy() for v in vectors]
    for i in range(len(work)):
        work[i] = sum(weights[i, j] * work[j] for j in range(len(work)))
    return np.stack(work)


def similarity(before, after):
    """Cosine of head updates; an update of length zero is similar to nobody (0), to itself 1."""
    d = np.nan_to_num(before, nan=0.0) - np.nan_to_num(after, nan=0.0)
    norms = np.sqrt((d * d).sum(axis=1))
    n = len(d)
    s = np.eye(n)
    for i in range(n):
        for j in range(n):
            if i != j and norms[i] > 0.0 and norms[j] > 0.0:
                s[i, j] = float(d[i] @ d[j]) / (norms[i] * norms[j])
    return s


def _similarity_case(name, before, after):
    s = similarity(before, after)
    c, cbar = conflict(s)
    return {
        "name": name,
        "before": tensor(before),
        "after": tensor(after),
        "s": tensor(s),
        "c": c.tolist(),
        "cbar": cbar,
    }


def golden():
    draw = Stream(401)
    means = []
    for name, clients, length, samples in (
        ("three_clients", 3, 7, [120, 37, 343]),
        ("five_clients", 5, 11, [1, 1000, 10, 100, 3]),
        ("one_client", 1, 4, [17]),
        ("equal_samples", 4, 5, [25, 25, 25, 25]),
    ):
        vectors = draw.grid((clients, length), 2)
        weighted = weighted_mean(vectors, samples)
        uniform = weighted_mean(vectors, [1] * clients)
        checks.close(uniform, vectors.mean(axis=0), 1e-14, name)
        checks.close(weighted, np.average(vectors, axis=0, weights=samples), 1e-14, name)
        means.append(
            {
                "name": name,
                "samples": samples,
                "vectors": tensor(vectors),
                "weighted_by_samples": weighted.tolist(),
                "uniform": uniform.tolist(),
            }
        )

    mixing = []
    for name, clients, length, mu in (("four_clients", 4, 8, 0.6), ("three_clients", 3, 18, 0.3)):
        heads = draw.grid((clients, length), 1)
        s = similarity(draw.grid((clients, length), 1), heads)
        w = teacher_weights(s, mu)
        mixed = mix(w, heads)
        checks.close(mixed, w @ heads, 1e-14, name)
        mixing.append(
            {
                "name": name,
                "weights": tensor(w),
                "vectors": tensor(heads),
                "mixed": tensor(mixed),
                "mixed_sequential": tensor(mix_sequential(w, heads)),
            }
        )
    heads = draw.grid((3, 6), 1)
    mixing.append(
        {
            "name": "identity",
            "weights": tensor(np.eye(3)),
            "vectors": tensor(heads),
            "mixed": tensor(heads),
            "mixed_sequential": tensor(heads),
        }
    )

    before = draw.grid((5, 12), 1)
    after = before + draw.grid((5, 12), 0.25)
    similarities = [_similarity_case("five_clients", before, after)]
    broken = after.copy()
    broken[1, 3] = broken[1, 7] = broken[4, 0] = np.nan
    holed = before.copy()
    holed[1, 3] = holed[2, 5] = np.nan
    similarities.append(_similarity_case("not_a_number_becomes_zero", holed, broken))
    still = after.copy()
    still[2] = before[2]
    similarities.append(_similarity_case("one_client_did_not_move", before, still))
    opposite = np.stack([before[0], before[0], before[0]])
    step = draw.grid((12,), 0.25)
    moved = np.stack([before[0] + step, before[0] - step, before[0] + 2 * step])
    similarities.append(_similarity_case("opposite_and_parallel", opposite, moved))
    checks.close(similarity(opposite, moved), [[1, -1, 1], [-1, 1, -1], [1, -1, 1]], 1e-14, "opposite")
    return {
        "about": "Server kernels, cafedistill.md 1.4, 1.7, 1.8. means: per-key mean weighted by samples and uniform."
        " mixing: mixed[i] = sum_j weights[i,j] vectors[j]; mixed_sequential overwrites row after row (reference parity)."
        " similarities: null in before/after is NaN and is replaced by 0 before subtracting; s = cosine, s_ii = 1,"
        " 0 against an update of length zero; c_i = sum_j min(s_ij,0); cbar = sum c / n^2.",
        "means": means,
        "mixing": mixing,
        "similarities": similarities,
    }

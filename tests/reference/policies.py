# SPDX-License-Identifier: GPL-3.0-or-later
"""Exit policies computed from records alone (methods/early-exit.md 7.1, methods/cafedistill.md 1.10).

    threshold: first k with max softmax >= theta; entropy < tau; top1 - top2 >= theta; else the last exit
    budgeted:  q_k = p^k / sum_i p^i; theta_k = confidence of the floor(n q_k)-th not yet exited validation sample
    E[MAC] = sum_k f_k MAC_k; saving = 1 - E[MAC] / MAC_m
    ECE = sum over bins (lo, hi] of share * |accuracy - mean confidence|
"""

import math

import numpy as np

import checks
from goldenjson import tensor
from inputs import Stream

BINS = 15
MARGIN = 1e-5  # no confidence, entropy or margin lies this near a fixed threshold, so float32 decides alike


def records(probabilities):
    """(prediction, confidence, entropy in nats, margin) from [exit, sample, class] probabilities."""
    ordered = np.sort(probabilities, axis=2)
    margin = ordered[:, :, -1] - ordered[:, :, -2]
    assert margin.min() > MARGIN
    positive = np.where(probabilities > 0.0, probabilities, 1.0)
    entropy = -(probabilities * np.log(positive)).sum(axis=2)
    return {
        "prediction": probabilities.argmax(axis=2),
        "confidence": ordered[:, :, -1],
        "entropy": entropy,
        "margin": margin,
    }


def first_exit(leaves):
    """leaves [exit, sample]: index of the first exit that lets the sample go; the last exit always does."""
    exits = leaves.shape[0]
    return [next((k for k in range(exits - 1) if leaves[k, i]), exits - 1) for i in range(leaves.shape[1])]


def outcome(taken, prediction, labels, macs):
    exits, count = prediction.shape
    histogram = [taken.count(k) for k in range(exits)]
    right = sum(int(prediction[taken[i], i] == labels[i]) for i in range(count))
    expected = sum(h / count * c for h, c in zip(histogram, macs))
    assert macs[0] <= expected <= macs[-1]
    return {
        "exit": taken,
        "histogram": histogram,
        "shares": [h / count for h in histogram],
        "accuracy": right / count,
        "expected_macs": expected,
        "saving": 1.0 - expected / macs[-1],
    }


def budget_quotas(p, exits):
    weights = [p**k for k in range(1, exits + 1)]
    return [w / sum(weights) for w in weights]


def budget_thresholds(confidence, p):
    """theta_1..theta_{K-1} of 7.1 (theta_K = -inf is implied); +inf where the count is 0 or never reached."""
    exits, count = confidence.shape
    quotas = budget_quotas(p, exits)
    gone = [False] * count
    thresholds = []
    for k in range(exits - 1):
        want = count * quotas[k]
        if want != int(want):
            checks.far_from_integer(want, f"budget p={p} exit {k}")
        want = math.floor(want)
        theta, seen = math.inf, 0
        for i in sorted(range(count), key=lambda i: -confidence[k, i]):
            if gone[i]:
                continue
            seen += 1
            if want > 0 and seen == want:
                theta = float(confidence[k, i])
                break
        thresholds.append(theta)
        gone = [g or confidence[k, i] >= theta for i, g in enumerate(gone)]
    return quotas, thresholds


def exits_by_threshold(confidence, thresholds):
    leaves = np.zeros(confidence.shape, dtype=bool)
    for k, theta in enumerate(thresholds):
        leaves[k] = confidence[k] >= theta
    return first_exit(leaves)


def patience_exits(prediction, patience):
    """Leave at the first exit whose last `patience` predictions, its own included, agree (7.1)."""
    leaves = np.zeros(prediction.shape, dtype=bool)
    for k in range(patience - 1, prediction.shape[0]):
        leaves[k] = (prediction[k - patience + 1 : k + 1] == prediction[k]).all(axis=0)
    return first_exit(leaves)


def calibration_error(confidence, correct):
    """ECE over 15 bins of equal width, bin b = (b/15, (b+1)/15]."""
    total = 0.0
    bins = []
    for value in confidence:
        if value < 1.0:
            checks.far_from_integer(value * BINS, "calibration bin", MARGIN)
        bins.append(math.ceil(value * BINS) - 1)
    for b in range(BINS):
        inside = [i for i, where in enumerate(bins) if where == b]
        if inside:
            gap = abs(np.mean([correct[i] for i in inside]) - np.mean([confidence[i] for i in inside]))
            total += len(inside) / len(bins) * gap
    return float(total)


def _probabilities(draw, exits, count, classes, labels):
    """Random probabilities in whole millionths that sum to one; deeper exits know the label better."""
    out = np.zeros((exits, count, classes))
    for k in range(exits):
        for i in range(count):
            score = [2.4 * (draw.unit() + draw.unit() - 1.0) for _ in range(classes)]
            score[labels[i]] += 0.5 + 0.9 * k
            weight = [math.exp(v) for v in score]
            units = [int(1e6 * w / sum(weight)) for w in weight]
            units[units.index(max(units))] += 1000000 - sum(units)
            out[k, i] = [u / 1e6 for u in units]
    return out


def _document_vector():
    confidence = np.array(
        [
            [0.95, 0.20, 0.60, 0.90, 0.35, 0.55, 0.80, 0.40, 0.99, 0.30],
            [0.97, 0.50, 0.85, 0.92, 0.45, 0.75, 0.88, 0.65, 0.99, 0.41],
            [0.98, 0.70, 0.90, 0.95, 0.60, 0.85, 0.93, 0.75, 0.99, 0.55],
        ]
    )
    cases = []
    for p, theta, counts in ((0.5, [0.60, 0.65], [5, 2, 3]), (1.0, [0.90, 0.75], [3, 3, 4])):
        quotas, found = budget_thresholds(confidence, p)
        taken = exits_by_threshold(confidence, found)
        histogram = [taken.count(k) for k in range(3)]
        assert found == theta and histogram == counts, (p, found, histogram)
        cases.append({"p": p, "quotas": quotas, "thresholds": found, "exit": taken, "histogram": histogram})
    return {"confidence": tensor(confidence), "cases": cases}


def _edge_vectors():
    """Ties push more samples out than the quota, so a later count is never reached; a tiny quota counts to zero."""
    tied = np.array([[0.75] * 8, [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.55], [0.9] * 8])
    few = np.array(
        [
            [0.75, 0.75, 0.75, 0.75, 0.75, 0.75, 0.25, 0.3],
            [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.55],
            [0.9] * 8,
        ]
    )
    small = np.array([[0.5, 0.9, 0.7], [0.6, 0.8, 0.95], [0.9, 0.9, 0.9]])
    cases = []
    for name, confidence, p in (("all_tied", tied, 0.9), ("ties_exceed_quota", few, 0.9), ("count_is_zero", small, 0.25)):
        quotas, found = budget_thresholds(confidence, p)
        taken = exits_by_threshold(confidence, found)
        cases.append(
            {
                "name": name,
                "p": p,
                "confidence": tensor(confidence),
                "quotas": quotas,
                "thresholds": found,
                "exit": taken,
                "histogram": [taken.count(k) for k in range(confidence.shape[0])],
            }
        )
    return cases


def golden():
    draw = Stream(509)
    exits, classes = 4, 5
    macs = [1200000, 3100000, 5600000, 9800000]
    sets = {}
    for name, count in (("test", 40), ("validation", 30)):
        labels = draw.labels(count, classes)
        probabilities = _probabilities(draw, exits, count, classes, labels)
        if name == "test":
            probabilities[0, 0] = np.eye(classes)[labels[0]]  # certainty: entropy 0, confidence in the last bin
        sets[name] = (labels, probabilities, records(probabilities))
    labels, probabilities, test = sets["test"]
    held_labels, held_probabilities, held = sets["validation"]

    policies = []
    for kind, key, values in (
        ("confidence", "confidence", (0.3, 0.6, 0.75, 0.9, 0.99)),
        ("entropy", "entropy", (0.3, 0.7, 1.0, 1.4)),
        ("margin", "margin", (0.1, 0.3, 0.5, 0.8)),
    ):
        for value in values:
            assert np.abs(test[key] - value).min() > MARGIN, (kind, value)
            leaves = test[key] < value if kind == "entropy" else test[key] >= value
            taken = first_exit(leaves)
            policies.append({"kind": kind, "threshold": value, **outcome(taken, test["prediction"], labels, macs)})
    for patience in (2, 3):
        taken = patience_exits(test["prediction"], patience)
        policies.append({"kind": "patience", "threshold": patience, **outcome(taken, test["prediction"], labels, macs)})

    budgeted = []
    for p in (0.05, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.95):
        quotas, thresholds = budget_thresholds(held["confidence"], p)
        # validation samples may tie with a threshold (they define it), test samples must not
        for k, theta in enumerate(thresholds):
            assert not math.isfinite(theta) or np.abs(test["confidence"][k] - theta).min() > 1e-6
        held_exits = exits_by_threshold(held["confidence"], thresholds)
        budgeted.append(
            {
                "p": p,
                "quotas": quotas,
                "thresholds": thresholds,
                "validation": outcome(held_exits, held["prediction"], held_labels, macs),
                "test": outcome(exits_by_threshold(test["confidence"], thresholds), test["prediction"], labels, macs),
            }
        )

    def dump(y, q, r):
        return {
            "labels": y.tolist(),
            "probabilities": tensor(q),
            "prediction": tensor(r["prediction"]),
            "confidence": tensor(r["confidence"]),
            "entropy": tensor(r["entropy"]),
            "margin": tensor(r["margin"]),
        }

    correct = test["prediction"] == labels
    accuracy = correct.mean(axis=1)
    return {
        "about": "Exit policies from records, early-exit.md 7.1 and cafedistill.md 1.10. Exits 0-based; arrays are"
        " [exit, sample(, class)]. thresholds lists exits 0..K-2, null = +infinity (never leaves there); the last exit"
        " takes the rest. Entropy in nats, margin = top1 - top2. Budget thresholds come from the validation set.",
        "macs": macs,
        "document_vector": _document_vector(),
        "edge_vectors": _edge_vectors(),
        "test": dump(labels, probabilities, test),
        "validation": dump(held_labels, held_probabilities, held),
        "anytime": {"accuracy": accuracy.tolist(), "mean": float(accuracy.mean()), "macs": macs},
        "policies": policies,
        "budgeted": budgeted,
        "calibration": {
            "bins": BINS,
            "ece": [calibration_error(test["confidence"][k], correct[k]) for k in range(exits)],
        },
    }

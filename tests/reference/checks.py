# SPDX-License-Identifier: GPL-3.0-or-later
"""Assertions shared by the reference modules."""

import numpy as np


def close(actual, expected, tolerance, what):
    gap = float(np.max(np.abs(np.asarray(actual, dtype=float) - np.asarray(expected, dtype=float)), initial=0.0))
    assert gap <= tolerance, f"{what}: differs by {gap:.3g} > {tolerance:.3g}"


def central_difference(function, point, step=1e-6):
    """Numeric gradient of a scalar function of a float64 array, entry by entry."""
    point = np.array(point, dtype=np.float64)
    gradient = np.zeros_like(point)
    for index in np.ndindex(point.shape):
        kept = point[index]
        point[index] = kept + step
        above = function(point)
        point[index] = kept - step
        below = function(point)
        point[index] = kept
        gradient[index] = (above - below) / (2.0 * step)
    return gradient


def far_from_integer(value, what, margin=1e-7):
    """The floor of this value does not depend on the order of double arithmetic."""
    assert abs(value - round(value)) > margin, f"{what}: {value!r} is too near an integer"

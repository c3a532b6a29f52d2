# SPDX-License-Identifier: GPL-3.0-or-later
"""Deterministic inputs for the golden cases.

Every drawn number lies on a binary grid (a multiple of 1/256, or coarser), so
it is exact in float32, in float64 and in nine decimal digits: reference and
C++ start from the very same values. The generator is SplitMix64, written out
here so that no library version can change the draws.
"""

import numpy as np

_MASK = (1 << 64) - 1


class Stream:
    """SplitMix64, one stream per seed."""

    def __init__(self, seed):
        self._state = seed & _MASK

    def bits(self):
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        z = self._state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
        return z ^ (z >> 31)

    def below(self, count):
        """Uniform integer in [0, count)."""
        return self.bits() % count

    def unit(self):
        """Uniform float64 in [0, 1)."""
        return (self.bits() >> 11) * 2.0**-53

    def grid(self, shape, limit, step=256):
        """Uniform multiples of 1/step in [-limit, limit]."""
        top = int(limit * step)
        count = int(np.prod(shape))
        flat = [(self.below(2 * top + 1) - top) / step for _ in range(count)]
        return np.array(flat, dtype=np.float64).reshape(shape)

    def labels(self, count, classes):
        return np.array([self.below(classes) for _ in range(count)], dtype=np.int64)

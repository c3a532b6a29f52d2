// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/torch.h"

namespace exitlab {

/// Principal axes of a cloud of vectors.
struct Projection {
    Tensor center;                  ///< [d], double: the mean
    Tensor axes;                    ///< [dimensions, d], double: unit length, or 0 where there is no spread left
    std::vector<double> explained;  ///< share of the total variance along each axis; 0 if there is none

    /// [n, dimensions], double, of any vectors [n, d]: others can be shown on the axes of these.
    Tensor project(const Tensor& vectors) const;
};

/// Principal component analysis of vectors [n, d] by eigen-decomposition of the smaller of covariance [d, d] and Gram
/// matrix [n, n], in double. The sign of an axis is such that its component of largest magnitude (the first of equal
/// ones) is positive, so that pictures of successive rounds do not flip. Throws std::invalid_argument for no vectors or
/// values that are not finite.
Projection principalAxes(const Tensor& vectors, int dimensions = 2);

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learning/gradient_surgery.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace exitlab {
namespace {

using Vector = std::vector<double>;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

Vector mean(int n) { return Vector(at(n), n > 0 ? 1.0 / n : 0.0); }

/// Largest squared length; NaN if the matrix is not finite.
double scaleOf(const Table& gram) {
    if (gram.rows != gram.cols) throw std::invalid_argument("a Gram matrix is square");
    double scale = 0;
    for (int i = 0; i < gram.rows; ++i) scale = std::max(scale, gram.at(i, i));
    for (const double value : gram.values)
        if (!std::isfinite(value)) return std::nan("");
    return scale;
}

Vector times(const Table& matrix, const Vector& v) {
    Vector out(v.size());
    for (int i = 0; i < matrix.rows; ++i)
        for (int j = 0; j < matrix.cols; ++j) out[at(i)] += matrix.at(i, j) * v[at(j)];
    return out;
}

double dot(const Vector& a, const Vector& b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.0); }

/// Minimiser of y' Q y / 2 + b' y under sum y = 1 over the coordinates in `face` (signs free). Q positive definite.
Vector minimumOnFace(const Table& q, const Vector& b, const std::vector<int>& face) {
    const std::size_t n = face.size();
    Vector lower(n * n);  // Cholesky factor
    const auto l = [&](std::size_t r, std::size_t c) -> double& { return lower[r * n + c]; };
    for (std::size_t r = 0; r < n; ++r)
        for (std::size_t c = 0; c <= r; ++c) {
            double sum = q.at(face[r], face[c]);
            for (std::size_t k = 0; k < c; ++k) sum -= l(r, k) * l(c, k);
            l(r, c) = r == c ? std::sqrt(std::max(sum, 1e-300)) : sum / l(c, c);
        }
    const auto solve = [&](Vector x) {
        for (std::size_t r = 0; r < n; ++r) {
            for (std::size_t k = 0; k < r; ++k) x[r] -= l(r, k) * x[k];
            x[r] /= l(r, r);
        }
        for (std::size_t r = n; r-- > 0;) {
            for (std::size_t k = r + 1; k < n; ++k) x[r] -= l(k, r) * x[k];
            x[r] /= l(r, r);
        }
        return x;
    };
    Vector linear(n);
    for (std::size_t r = 0; r < n; ++r) linear[r] = b[at(face[r])];
    const Vector u = solve(Vector(n, 1.0)), v = solve(linear);
    const double multiplier = (1 + std::accumulate(v.begin(), v.end(), 0.0)) / std::accumulate(u.begin(), u.end(), 0.0);
    Vector y(n);
    for (std::size_t r = 0; r < n; ++r) y[r] = multiplier * u[r] - v[r];
    return y;
}

/// Minimiser of w' Q w / 2 + b' w on the simplex by an active set, as Wolfe's algorithm for the nearest point of a
/// polytope (1976) walks from face to face: the value falls with every accepted face, so it ends. Q positive
/// semidefinite with a diagonal of at most 1; a ridge makes it definite, so that equal gradients share evenly.
Vector minimumOnSimplex(Table q, const Vector& b) {
    const int n = q.rows;
    for (int i = 0; i < n; ++i) q.at(i, i) += 1e-11;
    const auto vertexValue = [&](int i) { return q.at(i, i) / 2 + b[at(i)]; };
    int first = 0;
    for (int i = 1; i < n; ++i)
        if (vertexValue(i) < vertexValue(first)) first = i;
    Vector w(at(n));
    w[at(first)] = 1;
    std::vector<int> face{first};
    double scale = 1;
    for (const double value : b) scale = std::max(scale, std::abs(value));
    for (int outer = 0; outer < 10 * n; ++outer) {
        Vector slope = times(q, w);
        for (int i = 0; i < n; ++i) slope[at(i)] += b[at(i)];
        int best = -1;
        for (int i = 0; i < n; ++i)
            if (std::find(face.begin(), face.end(), i) == face.end() && (best < 0 || slope[at(i)] < slope[at(best)]))
                best = i;
        if (best < 0 || slope[at(best)] >= dot(slope, w) - 1e-13 * scale) break;
        face.push_back(best);
        for (;;) {
            const Vector y = minimumOnFace(q, b, face);
            // As far towards y as all coordinates stay non-negative; those that reach 0 leave the face.
            double step = 1;
            for (std::size_t r = 0; r < face.size(); ++r)
                if (const double now = w[at(face[r])]; y[r] <= 0 && now > y[r])
                    step = std::min(step, now / (now - y[r]));
            std::vector<int> kept;
            for (std::size_t r = 0; r < face.size(); ++r) {
                double& value = w[at(face[r])];
                value += step * (y[r] - value);
                if (y[r] > 0 || value > 1e-14)
                    kept.push_back(face[r]);
                else
                    value = 0;
            }
            // Nothing left the face: this is its minimum.
            if (kept.empty() || kept.size() == face.size()) break;
            face = kept;
        }
    }
    const double sum = std::accumulate(w.begin(), w.end(), 0.0);
    for (double& value : w) value /= sum;
    return w;
}

Table divided(Table gram, double scale) {
    for (double& value : gram.values) value /= scale;
    return gram;
}

struct Cagrad {
    Vector weights;
    double meanLength = 0, length = 0;  ///< |g_0| and |g_w|, the latter not below its floor
};

/// Over w and s > 0 together, |g_w| = min_s (|g_w|^2 / s + s) / 2 turns the problem into one convex function; for a
/// fixed s it is a quadratic programme, and its derivative in s has the sign of s - |g_w(s)|: bisection.
Cagrad solve(const Table& gram, double c, double scale) {
    const int n = gram.rows;
    const Table q = divided(gram, scale);
    const Vector toMean = times(q, mean(n));  // g_i . g_0
    Cagrad result;
    result.meanLength = std::sqrt(std::max(0.0, dot(mean(n), toMean)));
    // c |g_0| / s divides the whole problem, so that its quadratic part is q.
    const double pull = c * result.meanLength;
    const auto weightsAt = [&](double s) {
        Vector linear(toMean.size());
        if (pull > 0)
            for (std::size_t i = 0; i < linear.size(); ++i) linear[i] = s / pull * toMean[i];
        return minimumOnSimplex(q, linear);
    };
    const auto length = [&](const Vector& w) { return std::sqrt(std::max(0.0, dot(w, times(q, w)))); };
    double low = 1e-3, high = 1;  // all gradients are at most 1 long now
    result.weights = weightsAt(low);
    if (length(result.weights) > low) {
        for (int i = 0; i < 60 && high - low > 1e-14 * high; ++i) {
            const double middle = (low + high) / 2;
            (length(weightsAt(middle)) > middle ? low : high) = middle;
        }
        result.weights = weightsAt((low + high) / 2);
    }
    result.length = std::max(length(result.weights), 1e-3);
    return result;
}

void requireFactor(double c) {
    if (!(c >= 0) || !std::isfinite(c)) throw std::invalid_argument("CAGrad's c is a number from 0");
}

}  // namespace

std::vector<double> pcGrad(const Table& gram, const std::vector<std::vector<int>>& orders) {
    const int n = gram.rows;
    if (orders.size() != at(n)) throw std::invalid_argument("PCGrad needs an order for every gradient");
    const bool finite = !std::isnan(scaleOf(gram));
    Vector coefficients(at(n));
    for (int i = 0; i < n; ++i) {
        Vector own(at(n));
        own[at(i)] = 1;
        if (finite)
            for (const int j : orders[at(i)]) {
                double inner = 0;
                for (int k = 0; k < n; ++k) inner += own[at(k)] * gram.at(k, j);
                if (inner < 0 && gram.at(j, j) > 0) own[at(j)] -= inner / gram.at(j, j);
            }
        for (int k = 0; k < n; ++k) coefficients[at(k)] += own[at(k)] / n;
    }
    return coefficients;
}

std::vector<double> pcGrad(const Table& gram, Rng& rng) {
    std::vector<std::vector<int>> orders;
    for (int i = 0; i < gram.rows; ++i) {
        orders.emplace_back();
        for (int j = 0; j < gram.rows; ++j)
            if (j != i) orders.back().push_back(j);
        rng.shuffle(orders.back());
    }
    return pcGrad(gram, orders);
}

std::vector<double> caGradWeights(const Table& gram, double c) {
    requireFactor(c);
    const double scale = scaleOf(gram);
    if (!(scale > 0) || gram.rows < 2) return mean(gram.rows);
    if (c > 0) return solve(gram, c, scale).weights;
    // Linear: the vertex with the least g_i . g_0.
    const Vector toMean = times(gram, mean(gram.rows));
    Vector w(toMean.size());
    w[static_cast<std::size_t>(std::min_element(toMean.begin(), toMean.end()) - toMean.begin())] = 1;
    return w;
}

std::vector<double> caGrad(const Table& gram, double c) {
    requireFactor(c);
    Vector coefficients = mean(gram.rows);
    const double scale = scaleOf(gram);
    if (c > 0 && scale > 0) {
        const Cagrad found = solve(gram, c, scale);
        for (std::size_t i = 0; i < coefficients.size(); ++i)
            coefficients[i] += c * found.meanLength / found.length * found.weights[i];
    }
    if (std::isnan(scale)) return coefficients;
    for (double& value : coefficients) value /= 1 + c * c;
    return coefficients;
}

std::vector<double> minNormWeights(const Table& gram) {
    const double scale = scaleOf(gram);
    if (!(scale > 0)) return mean(gram.rows);
    return minimumOnSimplex(divided(gram, scale), Vector(at(gram.rows)));
}

}  // namespace exitlab

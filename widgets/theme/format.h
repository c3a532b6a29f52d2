// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as a user reads them: at most 4 significant digits, thin spaces between thousands, a unit where one belongs.
#pragma once

#include <QString>
#include <cstdint>

namespace exitlab {

/// "0.7123", "12 345" (thin space), "1.2e-05"; "-" for NaN, "inf" and "-inf" for infinities.
QString formatNumber(double value, int digits = 4);
/// With exactly `decimals` digits after the point.
QString formatFixed(double value, int decimals);
/// 0.7123 -> "71.2 %".
QString formatPercent(double share, int decimals = 1);
/// Decimal multiples, as the papers and the command line count: "3.2 MB".
QString formatBytes(double bytes);
/// "0.12 s", "4 min 10 s", "2 h 05 min".
QString formatDuration(double seconds);
/// All digits that make the number (for export): the shortest text that reads back as the same double; "nan", "inf".
QString formatExact(double value);
/// Integers with thin spaces.
QString formatCount(std::int64_t value);

/// How a plot writes the values of an axis.
enum class Unit { Number, Percent, Bytes, Seconds, Count };
QString formatValue(double value, Unit unit);

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/format.h"

#include <QChar>
#include <QCoreApplication>
#include <array>
#include <charconv>
#include <cmath>

namespace exitlab {
namespace {

constexpr QChar thin(0x2009);
constexpr QChar minus(0x2212);

/// Groups the integer part of plain decimal text by thousands, from five digits on (1234, 12 345).
QString grouped(QString text) {
    const bool negative = text.startsWith('-');
    if (negative) text.remove(0, 1);
    const int point = static_cast<int>(text.indexOf('.'));
    int at = point < 0 ? static_cast<int>(text.size()) : point;
    if (at > 4)
        for (at -= 3; at > 0; at -= 3) text.insert(at, thin);
    return negative ? minus + text : text;
}

QString notFinite(double value) {
    if (std::isnan(value)) return QStringLiteral("–");
    return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
}

QString withUnit(const QString& number, const QString& unit) { return number + QChar(0x202F) + unit; }

}  // namespace

QString formatNumber(double value, int digits) {
    if (!std::isfinite(value)) return notFinite(value);
    if (value == 0) return QStringLiteral("0");
    const double size = std::abs(value);
    if (size >= 1e7 || size < 1e-4) return QString::number(value, 'g', digits).replace('-', minus);
    const int before = static_cast<int>(std::floor(std::log10(size))) + 1;
    const int decimals = std::max(0, digits - std::max(before, size < 1 ? before : 1));
    QString text = QString::number(value, 'f', std::min(decimals, 8));
    if (text.contains('.')) {
        while (text.endsWith('0')) text.chop(1);
        if (text.endsWith('.')) text.chop(1);
    }
    return grouped(text);
}

QString formatFixed(double value, int decimals) {
    if (!std::isfinite(value)) return notFinite(value);
    return grouped(QString::number(value, 'f', decimals));
}

QString formatPercent(double share, int decimals) {
    if (!std::isfinite(share)) return notFinite(share);
    return withUnit(grouped(QString::number(share * 100, 'f', decimals)), QStringLiteral("%"));
}

QString formatBytes(double bytes) {
    if (!std::isfinite(bytes)) return notFinite(bytes);
    static constexpr std::array units = {"B", "kB", "MB", "GB", "TB"};
    std::size_t unit = 0;
    while (std::abs(bytes) >= 1000 && unit + 1 < units.size()) {
        bytes /= 1000;
        ++unit;
    }
    return withUnit(formatNumber(bytes, 4), QString::fromLatin1(units[unit]));
}

QString formatDuration(double seconds) {
    if (!std::isfinite(seconds)) return notFinite(seconds);
    if (seconds < 0) return minus + formatDuration(-seconds);
    if (seconds == 0) return withUnit(QStringLiteral("0"), QStringLiteral("s"));
    if (seconds < 1) return withUnit(formatNumber(seconds * 1000, 3), QStringLiteral("ms"));
    if (seconds < 60) return withUnit(formatNumber(seconds, 3), QStringLiteral("s"));
    const auto whole = static_cast<std::int64_t>(std::llround(seconds));
    const auto two = [](std::int64_t v) { return QStringLiteral("%1").arg(v, 2, 10, QChar('0')); };
    if (whole < 3600)
        return withUnit(QString::number(whole / 60), QStringLiteral("min ")) + withUnit(two(whole % 60), "s");
    return withUnit(formatCount(whole / 3600), QStringLiteral("h ")) + withUnit(two(whole / 60 % 60), "min");
}

QString formatExact(double value) {
    if (std::isnan(value)) return QStringLiteral("nan");
    if (std::isinf(value)) return value > 0 ? QStringLiteral("inf") : QStringLiteral("-inf");
    std::array<char, 32> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value);
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(end.ptr - text.data()));
}

QString formatCount(std::int64_t value) { return grouped(QString::number(value)); }

QString formatValue(double value, Unit unit) {
    switch (unit) {
        case Unit::Percent:
            return formatPercent(value);
        case Unit::Bytes:
            return formatBytes(value);
        case Unit::Seconds:
            return formatDuration(value);
        case Unit::Count:
            return std::isfinite(value) ? formatCount(std::llround(value)) : notFinite(value);
        case Unit::Number:
            break;
    }
    return formatNumber(value);
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/design/command_line.h"

#include <QStringList>
#include <algorithm>

namespace exitlab {

QString shellQuoted(const QString& argument) {
    const auto plain = [](QChar c) {
        return (c.isLetterOrNumber() && c.unicode() < 128) || QStringLiteral("_-./=:,+@%").contains(c);
    };
    if (!argument.isEmpty() && std::all_of(argument.begin(), argument.end(), plain)) return argument;
    QString quoted = argument;
    quoted.replace(u'\'', QLatin1String("'\\''"));
    return u'\'' + quoted + u'\'';
}

QString commandLineFor(const Experiment& experiment, const QString& file, const std::optional<Experiment>& saved,
                       const std::vector<Preset>& presets, const MethodCatalog& catalog) {
    const auto argument = [](const std::string& key, const Json& value) {
        const QString text = QString::fromStdString(value.is_string() ? value.get<std::string>() : value.dump());
        return QStringLiteral(" --set ") + shellQuoted(QString::fromStdString(key) + u'=' + text);
    };
    const auto from = [&](const QString& base, Experiment start) {
        QStringList sets;
        if (start.method() != experiment.method()) {
            start.set("algorithm.id", Json(experiment.method()), catalog);
            sets << argument("algorithm.id", Json(experiment.method()));
        }
        for (const auto& [key, value] : experiment.settings().all())
            if (!start.settings().has(key) || start.settings().value(key) != value) sets << argument(key, value);
        return std::pair(sets.size(), QStringLiteral("exitlab-cli run ") + shellQuoted(base) + sets.join(QString()));
    };
    if (!file.isEmpty() && saved) return from(file, *saved).second;
    std::optional<std::pair<qsizetype, QString>> best;
    for (const Preset& preset : presets) {
        try {
            auto line = from(QString::fromStdString(preset.id), Experiment::load(preset.path, catalog));
            if (!best || line.first < best->first) best = std::move(line);
        } catch (const std::exception&) {
            continue;  // a preset of a method that is not there
        }
    }
    return best ? best->second : QString();
}

}  // namespace exitlab

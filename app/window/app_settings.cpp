// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/app_settings.h"

#include <QSettings>

namespace exitlab {

namespace {
const QString kVersionKey = QStringLiteral("version");
const QString kGeometry = QStringLiteral("session/geometry");
const QString kPage = QStringLiteral("session/page");
const QString kDesignLayout = QStringLiteral("session/designLayout");
const QString kRunsLayout = QStringLiteral("session/runsLayout");
const QString kWatchLayout = QStringLiteral("session/watchLayout");
const QString kExitsState = QStringLiteral("session/exitsState");
const QString kExperiment = QStringLiteral("session/experiment");
const QString kExperimentFile = QStringLiteral("session/experimentFile");
const QString kOpenRuns = QStringLiteral("session/openRuns");
const QString kComparisons = QStringLiteral("session/comparisons");
const QString kLanguage = QStringLiteral("language");
const QString kRecentFiles = QStringLiteral("recentFiles");
const QString kTheme = QStringLiteral("theme");
const QString kTransferFolder = QStringLiteral("transfer/folder");

/// "3 12 4"; what is no number of a run is left out.
QList<qint64> runsOf(const QString& text) {
    QList<qint64> runs;
    for (const QString& word : text.split(u' ', Qt::SkipEmptyParts))
        if (const qint64 run = word.toLongLong(); run > 0) runs << run;
    return runs;
}

QString textOf(const QList<qint64>& runs) {
    QStringList words;
    for (const qint64 run : runs) words << QString::number(run);
    return words.join(u' ');
}
}  // namespace

AppSettings::AppSettings(const QString& file)
    : store_(file.isEmpty() ? std::make_unique<QSettings>(QSettings::IniFormat, QSettings::UserScope,
                                                          QStringLiteral("exitlab"), QStringLiteral("exitlab"))
                            : std::make_unique<QSettings>(file, QSettings::IniFormat)) {
    if (!store_->contains(kVersionKey)) store_->setValue(kVersionKey, kVersion);
}

AppSettings::~AppSettings() = default;

bool AppSettings::isNewer() const { return store_->value(kVersionKey).toInt() > kVersion; }

AppSettings::Session AppSettings::session() const {
    Session session;
    if (isNewer()) return session;
    session.geometry = store_->value(kGeometry).toByteArray();
    session.page = store_->value(kPage, session.page).toString();
    session.designLayout = store_->value(kDesignLayout).toByteArray();
    session.runsLayout = store_->value(kRunsLayout).toByteArray();
    session.watchLayout = store_->value(kWatchLayout).toByteArray();
    session.exitsState = store_->value(kExitsState).toByteArray();
    session.experiment = store_->value(kExperiment).toString();
    session.experimentFile = store_->value(kExperimentFile).toString();
    session.openRuns = runsOf(store_->value(kOpenRuns).toString());
    for (const QString& runs : store_->value(kComparisons).toStringList())
        if (QList<qint64> compared = runsOf(runs); compared.size() > 1) session.comparisons << compared;
    return session;
}

void AppSettings::setSession(const Session& session) {
    if (isNewer()) return;
    store_->setValue(kGeometry, session.geometry);
    store_->setValue(kPage, session.page);
    store_->setValue(kDesignLayout, session.designLayout);
    store_->setValue(kRunsLayout, session.runsLayout);
    store_->setValue(kWatchLayout, session.watchLayout);
    store_->setValue(kExitsState, session.exitsState);
    store_->setValue(kExperiment, session.experiment);
    store_->setValue(kExperimentFile, session.experimentFile);
    store_->setValue(kOpenRuns, textOf(session.openRuns));
    QStringList comparisons;
    for (const QList<qint64>& runs : session.comparisons) comparisons << textOf(runs);
    store_->setValue(kComparisons, comparisons);
    store_->sync();
}

Language AppSettings::language() const { return languageOf(store_->value(kLanguage).toString()); }

void AppSettings::setLanguage(Language language) {
    if (!isNewer()) store_->setValue(kLanguage, languageCode(language));
}

ThemeMode AppSettings::theme() const {
    const QString name = store_->value(kTheme).toString();
    return name == QLatin1String("light")  ? ThemeMode::Light
           : name == QLatin1String("dark") ? ThemeMode::Dark
                                           : ThemeMode::System;
}

void AppSettings::setTheme(ThemeMode mode) {
    if (isNewer()) return;
    store_->setValue(kTheme, mode == ThemeMode::Light  ? QStringLiteral("light")
                             : mode == ThemeMode::Dark ? QStringLiteral("dark")
                                                       : QStringLiteral("system"));
}

QStringList AppSettings::recentFiles() const {
    if (isNewer()) return {};
    return store_->value(kRecentFiles).toStringList().mid(0, kMostRecent);
}

QStringList AppSettings::addRecentFile(const QString& file) {
    QStringList files = recentFiles();
    files.removeAll(file);
    files.prepend(file);
    files = files.mid(0, kMostRecent);
    if (!isNewer()) store_->setValue(kRecentFiles, files);
    return files;
}

QString AppSettings::transferFolder() const {
    return isNewer() ? QString() : store_->value(kTransferFolder).toString();
}

void AppSettings::setTransferFolder(const QString& folder) {
    if (!isNewer()) store_->setValue(kTransferFolder, folder);
}

void AppSettings::forgetLayout() {
    if (isNewer()) return;
    for (const QString& key : {kGeometry, kDesignLayout, kRunsLayout, kWatchLayout, kExitsState}) store_->remove(key);
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
// What the window remembers. Typed, versioned, one place: nothing else knows QSettings or its keys.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include "widgets/language/language.h"
#include "widgets/theme/theme.h"

class QSettings;

namespace exitlab {

class AppSettings {
  public:
    /// Stored in `file`, or in the user's configuration folder if empty.
    explicit AppSettings(const QString& file = {});
    ~AppSettings();

    static constexpr int kVersion = 1;

    struct Session {
        QByteArray geometry;
        QString page = QStringLiteral("design");
        QByteArray designLayout;
        QByteArray runsLayout;
        QByteArray watchLayout;
        QByteArray exitsState;  ///< run, policies, device and layout of the Exits page
        QString experiment;     ///< JSON text of what was on the Design page; may be unsaved
        QString experimentFile;
        QList<qint64> openRuns;            ///< whose plots were open on the Watch page, in the order of their tabs
        QList<QList<qint64>> comparisons;  ///< of several runs, likewise
        bool operator==(const Session&) const = default;
    };
    /// Defaults for what is missing or of the wrong kind. Settings of a newer version are left alone: read as defaults,
    /// not overwritten.
    Session session() const;
    void setSession(const Session& session);

    ThemeMode theme() const;
    void setTheme(ThemeMode mode);
    Language language() const;
    void setLanguage(Language language);
    /// Experiment files opened or saved last, newest first; each once, kMostRecent at most.
    static constexpr int kMostRecent = 10;
    QStringList recentFiles() const;
    /// Puts a file first; the list after that.
    QStringList addRecentFile(const QString& file);

    /// Where reports and bundles were last written to or read from; empty: nowhere yet.
    QString transferFolder() const;
    void setTransferFolder(const QString& folder);
    /// Forgets layout and geometry.
    void forgetLayout();

  private:
    bool isNewer() const;
    std::unique_ptr<QSettings> store_;
};

}  // namespace exitlab

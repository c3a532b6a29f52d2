// SPDX-License-Identifier: GPL-3.0-or-later
// Renders the window to a PNG once everything on it has arrived: for documentation and demonstrations.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace exitlab {

class MainWindow;

class Screenshot : public QObject {
    Q_OBJECT

  public:
    Screenshot(MainWindow* window, const QString& file, QObject* parent = nullptr);

  Q_SIGNALS:
    /// Empty: the file is written.
    void done(const QString& problem);

  private:
    void look();

    MainWindow* window_;
    QString file_;
    QTimer timer_;
    QElapsedTimer since_;
    int quietLooks_ = 0;
};

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the built exitlab-cli in a data folder of its own.
#pragma once

#include <signal.h>

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

struct CliResult {
    int code = -1;
    QString out, err;

    QStringList lines() const { return out.split('\n', Qt::SkipEmptyParts); }
    /// Every line as a JSON object; an empty object where one is none.
    QList<QJsonObject> objects() const {
        QList<QJsonObject> list;
        for (const QString& line : lines()) list.append(QJsonDocument::fromJson(line.toUtf8()).object());
        return list;
    }
};

class CliRunner {
  public:
    static constexpr int kTimeout = 120'000;  ///< ms; a tiny run takes about one second

    CliRunner() { writeExperiment("tiny.json", {}); }

    QString path(const QString& name) const { return dir_.filePath(name); }
    QString database() const { return path("exitlab/exitlab.db"); }
    static QString program() { return QStringLiteral(EXITLAB_BINARY_DIR "/bin/exitlab-cli"); }

    QProcessEnvironment environment() const {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_DATA_HOME", dir_.path());
        environment.insert("TERM", "xterm");
        for (const char* name : {"EXITLAB_DATA", "EXITLAB_RESOURCES", "NO_COLOR"}) environment.remove(name);
        return environment;
    }

    void start(QProcess& process, const QStringList& arguments) const {
        process.setProcessEnvironment(environment());
        process.setWorkingDirectory(dir_.path());
        process.start(program(), arguments);
    }

    static CliResult finish(QProcess& process) {
        CliResult result;
        if (!process.waitForFinished(kTimeout)) {
            process.kill();
            process.waitForFinished();
            return result;
        }
        result.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        result.out = QString::fromUtf8(process.readAllStandardOutput());
        result.err = QString::fromUtf8(process.readAllStandardError());
        return result;
    }

    CliResult run(const QStringList& arguments) const {
        QProcess process;
        start(process, arguments);
        return finish(process);
    }

    /// A run of the tiny experiment; its final report.
    QJsonObject finalReport(const QStringList& arguments) const {
        const QList<QJsonObject> reports = run(arguments).objects();
        return reports.isEmpty() ? QJsonObject() : reports.last();
    }

    /// Three rounds on 400 glyphs of four clients, a network of a few hundred weights.
    void writeExperiment(const QString& name, const QJsonObject& training) const {
        QJsonObject merged{{"rounds", 3}, {"participation", 1.0}, {"local_epochs", 1}, {"batch", 16}};
        for (auto it = training.begin(); it != training.end(); ++it) merged.insert(it.key(), it.value());
        const QJsonObject experiment{
            {"schema", "exitlab-experiment-1"},
            {"name", "Tiny"},
            {"seed", 1},
            {"data", QJsonObject{{"dataset", "glyphs"},
                                 {"clients", 4},
                                 {"glyphs", QJsonObject{{"samples", 400}}},
                                 {"partition", QJsonObject{{"kind", "dirichlet"}, {"alpha", 0.5}}}}},
            {"model", QJsonObject{{"architecture", "convnet"}, {"width", 4}, {"exits", 3}}},
            {"algorithm", QJsonObject{{"id", "cafedistill"}}},
            {"training", merged}};
        QFile file(path(name));
        if (file.open(QIODevice::WriteOnly)) file.write(QJsonDocument(experiment).toJson());
    }

  private:
    QTemporaryDir dir_;
};

// SPDX-License-Identifier: GPL-3.0-or-later
// The window program: command line, application set-up, main window.
#include <QApplication>
#include <QCommandLineParser>
#include <QTextStream>

#include "app/window/first_frame.h"
#include "app/window/main_window.h"
#include "app/window/screenshot.h"
#include "core/base/error.h"
#include "core/base/paths.h"
#include "exitlab/build_info.h"

namespace {

int usageError(const QString& message) {
    QTextStream(stderr) << "exitlab: " << message << "\nTry 'exitlab --help'.\n";
    return 2;
}

/// Again with the session of the last one while another language is chosen.
int showWindow(exitlab::MainWindow::Options options) {
    for (;;) {
        exitlab::MainWindow window(options);
        bool again = false;
        QObject::connect(&window, &exitlab::MainWindow::remakeRequested, &window, [&] {
            again = true;
            window.close();
        });
        window.show();
        const int code = QApplication::exec();
        if (!again) return code;
        options.language.reset();
        options.page.clear();
        options.openRuns.clear();
        options.experimentFile.clear();
    }
}

int measureStart(const exitlab::MainWindow::Options& options) {
    exitlab::MainWindow window(options);
    QObject::connect(new exitlab::FirstFrame(&window), &exitlab::FirstFrame::painted, qApp, [](double ms) {
        QTextStream(stdout) << QString::number(ms, 'f', 0) << " ms from the start of the process to the first frame\n";
        QCoreApplication::quit();
    });
    window.show();
    return QApplication::exec();
}

int takePicture(const exitlab::MainWindow::Options& options, const QSize& size, const QString& file) {
    exitlab::MainWindow window(options);
    window.resize(size);
    window.show();
    exitlab::Screenshot screenshot(&window, file);
    QObject::connect(&screenshot, &exitlab::Screenshot::done, qApp, [](const QString& problem) {
        if (!problem.isEmpty()) QTextStream(stderr) << "exitlab: --screenshot: " << problem << '\n';
        QCoreApplication::exit(problem.isEmpty() ? 0 : 1);
    });
    return QApplication::exec();
}

}  // namespace

int main(int argc, char** argv) {
    // Neither a picture nor the help needs a display; must be decided before QApplication is made.
    for (int i = 1; i < argc; ++i) {
        const QByteArray argument(argv[i]);
        const bool words = argument == "--help" || argument == "-h" || argument == "--help-all" ||
                           argument == "--version" || argument == "-v";
        if ((words || argument.startsWith("--screenshot")) && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
            qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("exitlab"));
    QApplication::setApplicationDisplayName(QStringLiteral("ExitLab"));
    QApplication::setApplicationVersion(QStringLiteral(EXITLAB_VERSION));
    QApplication::setOrganizationName(QStringLiteral("exitlab"));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.exitlab.ExitLab"));

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QString::fromUtf8("ExitLab: workbench for personalized federated learning with early-exit networks.\n\n"
                          "Examples:\n"
                          "  exitlab                                   open the window\n"
                          "  exitlab experiment.json                   open it on the Design page\n"
                          "  exitlab --open 12,13                      show the plots of runs 12 and 13\n"
                          "  exitlab --compare 12,13                   show them on shared axes\n"
                          "  exitlab --page runs --screenshot runs.png write a picture and exit\n\n"
                          "exitlab-cli does the same work without a window."));
    parser.addHelpOption();
    parser.addVersionOption();
    const auto words = [](const char* text) { return QString::fromUtf8(text); };
    const QCommandLineOption db(QStringLiteral("db"), words("Run database; made if it does not exist."), words("FILE"));
    const QCommandLineOption data(QStringLiteral("data"), words("Folder with the data sets (default: $EXITLAB_DATA)."),
                                  words("DIR"));
    const QCommandLineOption plugins(QStringLiteral("plugin-dir"),
                                     words("Look for methods here first; may be given several times."), words("DIR"));
    const QCommandLineOption open(QStringLiteral("open"), words("Show the plots of these runs."),
                                  words("RUN[,RUN...]"));
    const QCommandLineOption compare(QStringLiteral("compare"), words("Show these runs side by side."),
                                     words("RUN,RUN[,RUN...]"));
    const QCommandLineOption page(QStringLiteral("page"), words("Start on this page: design, watch, exits or runs."),
                                  words("NAME"));
    const QCommandLineOption theme(QStringLiteral("theme"), words("light, dark or system."), words("NAME"));
    const QCommandLineOption language(QStringLiteral("language"), words("en, zh_CN or system."), words("CODE"));
    const QCommandLineOption picture(QStringLiteral("screenshot"), words("Write a PNG of the window and exit."),
                                     words("FILE"));
    const QCommandLineOption size(QStringLiteral("size"), words("Size of the picture in pixels."), words("WxH"),
                                  QStringLiteral("1440x900"));
    const QCommandLineOption start(QStringLiteral("startup-time"),
                                   words("Print how long the first frame took and exit."));
    parser.addOptions({db, data, plugins, open, compare, page, theme, language, picture, size, start});
    parser.addPositionalArgument(QStringLiteral("experiment"), words("Experiment file to open in Design."),
                                 QStringLiteral("[experiment.json]"));
    parser.process(app);

    exitlab::Theme::instance().apply(app);
    QApplication::setWindowIcon(exitlab::applicationIcon());
    try {
        exitlab::MainWindow::Options options;
        options.database =
            parser.isSet(db) ? std::filesystem::path(parser.value(db).toStdString()) : exitlab::defaultDatabase();
        options.run.dataDir = exitlab::dataRoot(parser.value(data).toStdString());
        std::vector<std::filesystem::path> extra;
        for (const QString& dir : parser.values(plugins)) extra.emplace_back(dir.toStdString());
        options.pluginDirs = exitlab::pluginDirs(extra);
        options.remember = !parser.isSet(picture) && !parser.isSet(start);
        options.page = parser.value(page);
        if (parser.isSet(page) && options.page != QLatin1String("design") && options.page != QLatin1String("watch") &&
            options.page != QLatin1String("exits") && options.page != QLatin1String("runs"))
            return usageError(words("--page: expected design, watch, exits or runs, found \"%1\"").arg(options.page));
        if (parser.isSet(theme)) {
            const QString name = parser.value(theme);
            if (name == QLatin1String("light"))
                options.theme = exitlab::ThemeMode::Light;
            else if (name == QLatin1String("dark"))
                options.theme = exitlab::ThemeMode::Dark;
            else if (name == QLatin1String("system"))
                options.theme = exitlab::ThemeMode::System;
            else
                return usageError(words("--theme: expected light, dark or system, found \"%1\"").arg(name));
        }
        for (const auto& [option, runs] :
             {std::pair(&open, &options.openRuns), std::pair(&compare, &options.compareRuns)}) {
            if (!parser.isSet(*option)) continue;
            for (const QString& part : parser.value(*option).split(u',')) {
                bool number = false;
                const qlonglong run = part.trimmed().toLongLong(&number);
                if (!number || run < 1)
                    return usageError(words("--%1: expected numbers of runs such as 12 or 3,4, found \"%2\"")
                                          .arg(option->names().front(), parser.value(*option)));
                runs->push_back(run);
            }
            if (!parser.isSet(page)) options.page = QStringLiteral("watch");
        }
        if (parser.positionalArguments().size() > 1) return usageError(words("expected at most one experiment file"));
        if (!parser.positionalArguments().isEmpty()) options.experimentFile = parser.positionalArguments().front();
        const QStringList sides = parser.value(size).split(u'x');
        const QSize pixels = sides.size() == 2 ? QSize(sides[0].toInt(), sides[1].toInt()) : QSize();
        if (pixels.width() < 640 || pixels.height() < 400)
            return usageError(words("--size: expected at least 640x400, found \"%1\"").arg(parser.value(size)));

        if (parser.isSet(language)) {
            const QString code = parser.value(language);
            options.language = exitlab::languageOf(code);
            if (exitlab::languageCode(*options.language) != code)
                return usageError(words("--language: expected en, zh_CN or system, found \"%1\"").arg(code));
        }
        if (parser.isSet(start)) return measureStart(options);
        return parser.isSet(picture) ? takePicture(options, pixels, parser.value(picture)) : showWindow(options);
    } catch (const exitlab::Error& error) {
        QTextStream(stderr) << "exitlab: " << error.what() << '\n';
        return 4;
    }
}

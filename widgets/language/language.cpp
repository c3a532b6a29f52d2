// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/language/language.h"

#include <QAction>
#include <QActionEvent>
#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QRegularExpression>
#include <QToolButton>
#include <QTranslator>
#include <memory>

// Outside of any namespace, as the macro asks: a static library's resources are linked only when named.
static void initTranslationResources() { Q_INIT_RESOURCE(translations); }

namespace exitlab {

namespace {

constexpr const char* kCoreContext = "core";

std::vector<std::unique_ptr<QTranslator>>& installed() {
    static std::vector<std::unique_ptr<QTranslator>> translators;
    return translators;
}

/// A Chinese text carries its key in brackets, "打开(O)": right in a menu, noise on a button of a tool bar.
class ToolTexts : public QObject {
  public:
    using QObject::QObject;

  protected:
    bool eventFilter(QObject* object, QEvent* event) override {
        if (event->type() == QEvent::ActionAdded && qobject_cast<QToolButton*>(object)) {
            static const QRegularExpression key(QStringLiteral("\\([A-Z0-9]\\)(\\.\\.\\.)?$"));
            QAction* action = static_cast<QActionEvent*>(event)->action();
            if (const QString text = action->iconText(); text.contains(key))
                action->setIconText(QString(text).remove(key));
        }
        return false;
    }
};

void translate(std::string& text) {
    if (!text.empty()) text = coreText(text).toStdString();
}

}  // namespace

QString languageCode(Language language) {
    switch (language) {
        case Language::English:
            return QStringLiteral("en");
        case Language::SimplifiedChinese:
            return QStringLiteral("zh_CN");
        case Language::System:
            break;
    }
    return QStringLiteral("system");
}

Language languageOf(const QString& code) {
    for (const Language language : {Language::English, Language::SimplifiedChinese})
        if (code == languageCode(language)) return language;
    return Language::System;
}

Language effectiveLanguage(Language language) {
    if (language != Language::System) return language;
    const QLocale system = QLocale::system();
    return system.language() == QLocale::Chinese && system.script() != QLocale::TraditionalHanScript
               ? Language::SimplifiedChinese
               : Language::English;
}

void installLanguage(QCoreApplication& app, Language language) {
    initTranslationResources();
    for (const auto& translator : installed()) app.removeTranslator(translator.get());
    installed().clear();
    static ToolTexts toolTexts;
    app.removeEventFilter(&toolTexts);
    const auto load = [&](const QString& file, const QString& folder) {
        auto translator = std::make_unique<QTranslator>();
        if (!translator->load(file, folder)) return;
        app.installTranslator(translator.get());
        installed().push_back(std::move(translator));
    };
    const QString ours = QStringLiteral(":/exitlab/translations");
    if (effectiveLanguage(language) != Language::SimplifiedChinese) {
        load(QStringLiteral("exitlab_en"), ours);  // what depends on a number
        return;
    }
    app.installEventFilter(&toolTexts);
    // Qt's own words (buttons of dialogs) come from its package and stay English without it.
    load(QStringLiteral("qtbase_zh_CN"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    load(QStringLiteral("exitlab_zh_CN"), ours);
}

QString coreText(const std::string& text) {
    // An empty source would find the header of the file.
    return text.empty() ? QString() : QCoreApplication::translate(kCoreContext, text.c_str());
}

ParameterSpec translated(ParameterSpec spec) {
    for (std::string* text : {&spec.title, &spec.unit, &spec.help, &spec.longHelp, &spec.source}) translate(*text);
    for (ParameterChoice& choice : spec.choices) {
        translate(choice.label);
        translate(choice.help);
    }
    return spec;
}

std::vector<ParameterSection> translated(std::vector<ParameterSection> sections) {
    for (ParameterSection& section : sections) {
        translate(section.title);
        translate(section.help);
        for (ParameterSpec& spec : section.parameters) spec = translated(std::move(spec));
    }
    return sections;
}

MethodInfo translated(MethodInfo method) {
    translate(method.summary);
    translate(method.longHelp);
    for (ParameterSpec& spec : method.parameters) spec = translated(std::move(spec));
    return method;
}

}  // namespace exitlab

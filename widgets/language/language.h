// SPDX-License-Identifier: GPL-3.0-or-later
// The language of the window. Texts of widgets and app are marked with tr(); what the core and the methods say about
// themselves (titles and help of settings, titles of results) is looked up here in the context "core". The command line
// speaks English.
#pragma once

#include <QString>
#include <string>
#include <vector>

#include "core/config/method_info.h"

class QCoreApplication;

namespace exitlab {

enum class Language { System, English, SimplifiedChinese };

/// "system", "en", "zh_CN": as in settings and on the command line.
QString languageCode(Language language);
/// System for a code that is none.
Language languageOf(const QString& code);
/// What is shown for `language` on this machine: English where there is no translation.
Language effectiveLanguage(Language language);

/// Replaces the translators of the application; texts made from then on are in that language. Widgets that exist keep
/// theirs, so the window is made anew after it.
void installLanguage(QCoreApplication& app, Language language);

/// A text of the core in the language of the window; itself where there is no translation.
QString coreText(const std::string& text);
ParameterSpec translated(ParameterSpec spec);
std::vector<ParameterSection> translated(std::vector<ParameterSection> sections);
MethodInfo translated(MethodInfo method);

}  // namespace exitlab

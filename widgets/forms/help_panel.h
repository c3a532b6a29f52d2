// SPDX-License-Identifier: GPL-3.0-or-later
// The side panel that explains the setting one is at: what it does, its formula, its range, where its default is from.
#pragma once

#include <QTextBrowser>

#include "core/config/parameter_spec.h"

namespace exitlab {

class HelpPanel : public QTextBrowser {
    Q_OBJECT

  public:
    explicit HelpPanel(QWidget* parent = nullptr);

    /// nullptr shows what the panel is for. `problem` comes first and `about` (plain paragraphs, on what is chosen)
    /// last when there are such.
    void showSpec(const ParameterSpec* spec, const QString& problem = {}, const QString& about = {});
    /// Anything else that deserves words (a section, a method); `paragraphs` is plain text.
    void showText(const QString& title, const QString& paragraphs);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void showHtml(const QString& html);
    QString html_;
};

}  // namespace exitlab

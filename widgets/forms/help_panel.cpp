// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/help_panel.h"

#include <QEvent>

#include "widgets/forms/form_row.h"
#include "widgets/theme/theme.h"

namespace exitlab {

HelpPanel::HelpPanel(QWidget* parent) : QTextBrowser(parent) {
    setObjectName(QStringLiteral("helpPanel"));
    setAccessibleName(tr("Help on the current setting"));
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    document()->setDocumentMargin(space::grid);
    showSpec(nullptr);
}

void HelpPanel::showSpec(const ParameterSpec* spec, const QString& problem, const QString& about) {
    if (!spec) {
        showText(tr("Help"), tr("Go to a setting, or rest the pointer on one, to read what it does, its formula and "
                                "where its default comes from."));
        return;
    }
    QString html;
    if (!problem.isEmpty())
        html = QStringLiteral("<p><span style='color:@error'>%1</span></p>").arg(problem.toHtmlEscaped());
    html += helpHtmlOf(*spec);
    for (const QString& paragraph : about.split(u'\n', Qt::SkipEmptyParts))
        html += QStringLiteral("<p>%1</p>").arg(paragraph.toHtmlEscaped());
    showHtml(html);
}

void HelpPanel::showText(const QString& title, const QString& paragraphs) {
    QString html = QStringLiteral("<h3>%1</h3>").arg(title.toHtmlEscaped());
    for (const QString& paragraph : paragraphs.split(u'\n', Qt::SkipEmptyParts))
        html += QStringLiteral("<p>%1</p>").arg(paragraph.toHtmlEscaped());
    showHtml(html);
}

void HelpPanel::showHtml(const QString& html) {
    html_ = html;
    QString coloured = html;
    setHtml(coloured.replace(QLatin1String("@error"), Theme::instance().colours().error.name()));
}

void HelpPanel::changeEvent(QEvent* event) {
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) showHtml(html_);
}

}  // namespace exitlab

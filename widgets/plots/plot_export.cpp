// SPDX-License-Identifier: GPL-3.0-or-later
// Figures for print: always the light theme, fixed widths in millimetres, 96 plot pixels to the inch, so that 11-pixel
// type prints at 8.25 points in both widths.
#include <QBuffer>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QMessageBox>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include "widgets/plots/plot_base.h"
#include "widgets/theme/theme.h"

namespace exitlab {
namespace {

constexpr double pixelsPerMm = 96 / 25.4;
constexpr double printDotsPerInch = 300;

QString proposedName(const QString& title) {
    QString name = title.toLower().simplified();
    for (QChar& c : name)
        if (!c.isLetterOrNumber()) c = '-';
    while (name.contains(QStringLiteral("--"))) name.replace(QStringLiteral("--"), QStringLiteral("-"));
    return name.isEmpty() ? QStringLiteral("figure") : name;
}

}  // namespace

QByteArray PlotBase::figure(const QString& format, FigureWidth width) {
    if (format == QStringLiteral("csv")) return table().toCsv().toUtf8();
    flush();
    const double mm = static_cast<int>(width);
    const int w = static_cast<int>(std::lround(mm * pixelsPerMm));
    const int h = static_cast<int>(std::lround(w * (width == FigureWidth::Double ? 0.75 : 1) * aspect()));

    const ThemeColours* before = colours_;
    colours_ = &lightColours();
    inFigure_ = true;
    hover({}, false);
    canvas_->setBackground(colours_->background);
    restyle(*colours_);
    updateItems();
    const QRect screen = canvas_->viewport();
    canvas_->setViewport(QRect(0, 0, w, h));
    canvas_->plotLayout()->update(QCPLayoutElement::upPreparation);
    canvas_->plotLayout()->update(QCPLayoutElement::upMargins);
    canvas_->plotLayout()->update(QCPLayoutElement::upLayout);
    layoutItems();

    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    const auto draw = [&](QPaintDevice* device, double scale, bool vectors) {
        QCPPainter painter;
        painter.begin(device);
        painter.scale(scale, scale);
        painter.setMode(QCPPainter::pmNoCaching);
        if (vectors) painter.setMode(QCPPainter::pmVectorized);
        canvas_->toPainter(&painter, w, h);
        painter.end();
    };
    if (format == QStringLiteral("png")) {
        const double scale = printDotsPerInch / 96;
        QImage image(static_cast<int>(std::lround(w * scale)), static_cast<int>(std::lround(h * scale)),
                     QImage::Format_RGB32);
        image.fill(colours_->background);
        image.setDotsPerMeterX(static_cast<int>(printDotsPerInch / 0.0254));
        image.setDotsPerMeterY(static_cast<int>(printDotsPerInch / 0.0254));
        draw(&image, scale, false);
        image.save(&buffer, "PNG");
    } else if (format == QStringLiteral("pdf")) {
        QPdfWriter writer(&buffer);
        writer.setTitle(title_);
        writer.setCreator(QStringLiteral("ExitLab"));
        writer.setPageSize(QPageSize(QSizeF(mm, h / pixelsPerMm), QPageSize::Millimeter));
        writer.setPageMargins(QMarginsF(0, 0, 0, 0));
        writer.setResolution(960);  // ten dots per plot pixel: smooth curves, exact text
        draw(&writer, 10, true);
    } else if (format == QStringLiteral("svg")) {
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setTitle(title_);
        generator.setResolution(96);
        generator.setSize(QSize(w, h));
        generator.setViewBox(QRect(0, 0, w, h));
        draw(&generator, 1, true);
    }
    buffer.close();

    colours_ = before;
    inFigure_ = false;
    canvas_->setViewport(screen);
    canvas_->setBackground(colours_->background);
    styleDirty_ = true;
    touch();
    return bytes;
}

QString PlotBase::exportTo(const QString& file, FigureWidth width) {
    const QString format = QFileInfo(file).suffix().toLower();
    if (!QStringList{QStringLiteral("png"), QStringLiteral("pdf"), QStringLiteral("svg"), QStringLiteral("csv")}
             .contains(format))
        return tr("%1: the name must end in .pdf, .svg, .png or .csv").arg(file);
    const QByteArray bytes = figure(format, width);
    QSaveFile out(file);
    if (bytes.isEmpty() || !out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size() || !out.commit())
        return tr("%1: cannot be written: %2").arg(file, out.errorString());
    return {};
}

void PlotBase::askAndExport(FigureWidth width) {
    QString filter;
    QString file = QFileDialog::getSaveFileName(this, tr("Export figure"), proposedName(title_) + ".pdf",
                                                tr("PDF (*.pdf);;SVG (*.svg);;PNG, 300 dpi (*.png)"), &filter);
    if (file.isEmpty()) return;
    // A name without an ending takes that of the chosen kind.
    if (QFileInfo(file).suffix().isEmpty()) file += filter.section(QStringLiteral("(*"), 1).section(u')', 0, 0);
    const QString error = exportTo(file, width);
    if (!error.isEmpty()) QMessageBox::warning(this, tr("Figure not written"), error);
}

void PlotBase::askAndExportCsv() {
    QString file =
        QFileDialog::getSaveFileName(this, tr("Export data"), proposedName(title_) + ".csv", tr("CSV (*.csv)"));
    if (file.isEmpty()) return;
    if (QFileInfo(file).suffix().isEmpty()) file += QStringLiteral(".csv");
    const QString error = exportTo(file, FigureWidth::Single);
    if (!error.isEmpty()) QMessageBox::warning(this, tr("Data not written"), error);
}

}  // namespace exitlab

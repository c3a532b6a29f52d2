// SPDX-License-Identifier: GPL-3.0-or-later
// Icons are SVG sources compiled into the program and drawn at the size and pixel ratio asked for, so there are no
// bitmaps per scale. The strokes' "currentColor" becomes a token of the theme when the icon is painted.
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QPixmapCache>
#include <QSvgRenderer>

#include "widgets/theme/theme.h"

// Outside of any namespace, as the macro asks: a static library's resources are linked only when named.
static void initIconResources() { Q_INIT_RESOURCE(icons); }

namespace exitlab {
namespace {

QString iconFile(const QString& name) { return QStringLiteral(":/exitlab/icons/%1.svg").arg(name); }

class ThemedIconEngine : public QIconEngine {
  public:
    ThemedIconEngine(QString name, QByteArray svg, QColor ThemeColours::*token)
        : name_(std::move(name)), svg_(std::move(svg)), token_(token) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        QByteArray svg = svg_;
        svg.replace("currentColor", colour(mode).name().toLatin1());
        QSvgRenderer renderer(svg);
        const int side = std::min(rect.width(), rect.height());
        QRectF square(0, 0, side, side);
        square.moveCenter(QRectF(rect).center());
        painter->setRenderHint(QPainter::Antialiasing);
        renderer.render(painter, square);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        return scaledPixmap(size, mode, state, 1);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override {
        // `size` is in device pixels already. The colour is part of the key, so a new theme draws anew.
        const QString key = QStringLiteral("exitlab/%1/%2x%3/%4")
                                .arg(name_)
                                .arg(size.width())
                                .arg(size.height())
                                .arg(colour(mode).name());
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap)) return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }
    QIconEngine* clone() const override { return new ThemedIconEngine(name_, svg_, token_); }
    QString iconName() override { return name_; }
    bool isNull() override { return svg_.isEmpty(); }

  private:
    QColor colour(QIcon::Mode mode) const {
        const ThemeColours& c = Theme::instance().colours();
        if (mode == QIcon::Disabled) return c.disabled;
        if (mode == QIcon::Selected) return c.onAccent;
        return c.*token_;
    }

    QString name_;
    QByteArray svg_;
    QColor ThemeColours::*token_;
};

}  // namespace

QIcon icon(const QString& name, QColor ThemeColours::*token) {
    initIconResources();
    QFile file(iconFile(name));
    if (!file.open(QIODevice::ReadOnly)) return {};
    return QIcon(new ThemedIconEngine(name, file.readAll(), token));
}

QIcon icon(const QString& name) { return icon(name, &ThemeColours::text); }

QStringList iconNames() {
    initIconResources();
    QStringList names;
    for (const QString& file : QDir(QStringLiteral(":/exitlab/icons")).entryList({QStringLiteral("*.svg")}))
        if (file != QStringLiteral("exitlab.svg")) names << file.chopped(4);
    return names;
}

QIcon applicationIcon() {
    initIconResources();
    QIcon result;
    QSvgRenderer renderer(iconFile(QStringLiteral("exitlab")));
    for (const int side : {16, 24, 32, 48, 64, 128, 256}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter, QRectF(0, 0, side, side));
        painter.end();
        result.addPixmap(pixmap);
    }
    return result;
}

}  // namespace exitlab

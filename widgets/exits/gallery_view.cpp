// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exits/gallery_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <cstring>

#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace exitlab {
namespace {

constexpr int kPicture = 9 * space::grid;          // side of a picture on screen
constexpr int kCell = kPicture + 3 * space::grid;  // its cell's width
constexpr int kLines = 2;                          // of words below it
constexpr int kCellHeight = kPicture + kLines * 14 + space::wide;
constexpr int kWell = 4;  // pixels of a frame

/// A picture in a frame that says right or wrong (with a mark, not by colour alone), class and confidence below it.
class GalleryDelegate : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {kCell, kCellHeight}; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const ThemeColours& colours = Theme::instance().colours();
        const bool right = index.data(GalleryModel::RightRole).toBool();
        const QColor state = right ? colours.finished : colours.interrupted;
        painter->save();
        if (option.state & QStyle::State_Selected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(colours.selection);
            painter->drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), space::radius, space::radius);
        }
        QRect frame(0, 0, kPicture + 2, kPicture + 2);
        frame.moveCenter({option.rect.center().x(), option.rect.top() + kWell + kPicture / 2});
        const QImage image = index.data(GalleryModel::ImageRole).value<QImage>();
        if (!image.isNull()) {
            QSize size = image.size().scaled(kPicture, kPicture, Qt::KeepAspectRatio);
            QRect place(QPoint(), size);
            place.moveCenter(frame.center());
            painter->drawImage(place, image);
        }
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(right ? colours.line : state, right ? 1 : 2));
        painter->drawRect(frame);
        if (!right) {
            const QRect mark(frame.right() - space::iconSmall + 3, frame.top() - 3, space::iconSmall, space::iconSmall);
            painter->setPen(Qt::NoPen);
            painter->setBrush(colours.background);
            painter->setRenderHint(QPainter::Antialiasing);
            painter->drawEllipse(mark);
            icon(QStringLiteral("close"), &ThemeColours::interrupted).paint(painter, mark.adjusted(2, 2, -2, -2));
        }
        const QFont font = Theme::font(type::small);
        const QFontMetrics metrics(font);
        painter->setFont(font);
        const QString caption = index.data(GalleryModel::CaptionRole).toString();
        QRect line(option.rect.left() + 2, frame.bottom() + 3, option.rect.width() - 4, 14);
        painter->setPen(right ? colours.text : state);
        painter->drawText(line, Qt::AlignCenter, metrics.elidedText(caption, Qt::ElideMiddle, line.width()));
        line.translate(0, 14);
        painter->setPen(colours.secondary);
        QString second = formatPercent(index.data(GalleryModel::ConfidenceRole).toDouble());
        const double difficulty = index.data(GalleryModel::DifficultyRole).toDouble();
        if (difficulty >= 0) second = GalleryView::tr("%1 · d %2").arg(second, formatFixed(difficulty, 2));
        painter->drawText(line, Qt::AlignCenter, metrics.elidedText(second, Qt::ElideRight, line.width()));
        painter->restore();
    }
};

QImage imageOf(const SampleImages& images, std::size_t at) {
    const std::uint8_t* from = images.pixels.data() + at * images.imageBytes();
    const bool colour = images.channels == 3;
    QImage image(images.width, images.height, colour ? QImage::Format_RGB888 : QImage::Format_Grayscale8);
    const auto width = static_cast<std::size_t>(images.width), plane = width * static_cast<std::size_t>(images.height);
    for (int y = 0; y < images.height; ++y) {
        std::uint8_t* line = image.scanLine(y);
        const std::uint8_t* row = from + static_cast<std::size_t>(y) * width;
        if (!colour) {
            std::memcpy(line, row, width);
            continue;
        }
        for (std::size_t x = 0; x < width; ++x)
            for (std::size_t c = 0; c < 3; ++c) line[3 * x + c] = row[c * plane + x];
    }
    return image;
}

QString className(const SampleImages& images, std::int32_t label) {
    const auto at = static_cast<std::size_t>(label);
    return at < images.classNames.size() ? QString::fromStdString(images.classNames[at]) : QString::number(label);
}

}  // namespace

void GalleryModel::setItems(const GalleryExit& exit, const SampleImages& images, std::size_t first) {
    beginResetModel();
    tiles_.clear();
    for (std::size_t i = 0; i < exit.items.size(); ++i) {
        Tile tile;
        tile.item = exit.items[i];
        tile.label = className(images, tile.item.label);
        tile.prediction = className(images, tile.item.prediction);
        if ((first + i + 1) * images.imageBytes() <= images.pixels.size()) tile.image = imageOf(images, first + i);
        if (first + i < images.difficulty.size()) tile.difficulty = images.difficulty[first + i];
        tiles_.push_back(std::move(tile));
    }
    endResetModel();
}

int GalleryModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(tiles_.size());
}

QVariant GalleryModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Tile& tile = tiles_[static_cast<std::size_t>(index.row())];
    const bool right = tile.item.right();
    switch (role) {
        case ImageRole:
            return tile.image;
        case RightRole:
            return right;
        case ConfidenceRole:
            return static_cast<double>(tile.item.confidence);
        case DifficultyRole:
            return static_cast<double>(tile.difficulty);
        case CaptionRole:
            return right ? tile.label : tr("%1 → %2").arg(tile.label, tile.prediction);
        case Qt::DisplayRole:
        case Qt::AccessibleTextRole:
            return right ? tr("%1, right, %2 sure").arg(tile.label, formatPercent(tile.item.confidence))
                         : tr("%1, taken for %2, %3 sure")
                               .arg(tile.label, tile.prediction, formatPercent(tile.item.confidence));
        case Qt::ToolTipRole: {
            QStringList lines{tr("True class: %1").arg(tile.label.toHtmlEscaped()),
                              tr("Predicted: %1").arg(tile.prediction.toHtmlEscaped()),
                              tr("Confidence: %1").arg(formatPercent(tile.item.confidence, 2)),
                              tr("Leaves at exit %1").arg(tile.item.exit + 1),
                              tr("Client %1").arg(tile.item.client),
                              tr("Sample %1 of the data set").arg(tile.item.sample)};
            if (tile.difficulty >= 0) lines << tr("Difficulty: %1 of 1").arg(formatNumber(tile.difficulty, 2));
            return QStringLiteral("<p>%1</p>").arg(lines.join(QStringLiteral("<br>")));
        }
        default:
            return {};
    }
}

GalleryView::GalleryView(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("galleryView"));
    controls_ = new QWidget;
    auto* row = new QHBoxLayout(controls_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::half);
    row->addStretch(1);
    const auto choice = [&](const char* name, const QString& title) {
        auto* box = new QComboBox(controls_);
        box->setObjectName(QLatin1String(name));
        box->setAccessibleName(title);
        box->setToolTip(title);
        box->setFont(Theme::font(type::small));
        row->addWidget(box);
        connect(box, &QComboBox::activated, this, &GalleryView::queryChanged);
        return box;
    };
    kind_ = choice("galleryKind", tr("Which images: right, wrong or both"));
    kind_->addItems({tr("Right and wrong"), tr("Right"), tr("Wrong")});
    order_ = choice("galleryOrder", tr("Order of the images: by confidence"));
    order_->addItems({tr("Easy first"), tr("Hard first")});
    client_ = choice("galleryClient", tr("Whose test images"));
    setClients({});

    auto* scroll = new QScrollArea(this);
    scroll->setAccessibleName(tr("Easy and hard images"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setBackgroundRole(QPalette::Base);
    page_ = new QWidget;
    page_->setBackgroundRole(QPalette::Base);
    column_ = new QVBoxLayout(page_);
    column_->setContentsMargins(space::grid, space::half, space::grid, space::half);
    column_->setSpacing(space::half);
    note_ = new QLabel(page_);
    note_->setObjectName(QStringLiteral("galleryNote"));
    note_->setAlignment(Qt::AlignCenter);
    note_->setWordWrap(true);
    note_->setTextFormat(Qt::PlainText);
    note_->setForegroundRole(QPalette::PlaceholderText);
    column_->addWidget(note_);
    column_->addStretch(1);
    scroll->setWidget(page_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    connect(&Theme::instance(), &Theme::changed, page_, QOverload<>::of(&QWidget::update));
    clear();
}

GalleryQuery GalleryView::query() const {
    GalleryQuery query;
    if (kind_->currentIndex() > 0) query.right = kind_->currentIndex() == 1;
    query.surestFirst = order_->currentIndex() == 0;
    if (client_->currentIndex() > 0) query.client = client_->currentData().toInt();
    query.limit = 48;
    return query;
}

void GalleryView::setQuery(const GalleryQuery& query) {
    kind_->setCurrentIndex(!query.right ? 0 : *query.right ? 1 : 2);
    order_->setCurrentIndex(query.surestFirst ? 0 : 1);
    client_->setCurrentIndex(query.client ? std::max(0, client_->findData(*query.client)) : 0);
}

void GalleryView::setClients(const std::vector<int>& clients) {
    const QVariant before = client_->currentData();
    const QSignalBlocker quiet(client_);
    client_->clear();
    client_->addItem(tr("All clients"), -1);
    for (const int client : clients) client_->addItem(tr("Client %1").arg(client), client);
    client_->setCurrentIndex(std::max(0, client_->findData(before)));
}

void GalleryView::addStrip() {
    const int exit = static_cast<int>(strips_.size());
    auto* widget = new QWidget(page_);
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* title = new QLabel(widget);
    makeCaption(title);
    auto* list = new QListView(widget);
    list->setObjectName(QStringLiteral("gallery%1").arg(exit + 1));
    list->setAccessibleName(tr("Images that leave at exit %1").arg(exit + 1));
    list->setFlow(QListView::LeftToRight);
    list->setWrapping(false);
    list->setUniformItemSizes(true);
    list->setFrameShape(QFrame::NoFrame);
    list->setMouseTracking(true);
    list->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setItemDelegate(new GalleryDelegate(list));
    list->setFixedHeight(kCellHeight + space::wide);
    auto* model = new GalleryModel(list);
    list->setModel(model);
    column->addWidget(title);
    column->addWidget(list);
    column_->insertWidget(column_->count() - 1, widget);
    models_ << model;
    strips_.push_back({widget, title, list});
}

void GalleryView::setGallery(const ExploredGallery& gallery) {
    while (strips_.size() < gallery.exits.size()) addStrip();
    std::size_t first = 0, found = 0;
    for (std::size_t k = 0; k < strips_.size(); ++k) {
        const bool used = k < gallery.exits.size();
        strips_[k].widget->setVisible(used && gallery.exits[k].found > 0);
        models_[static_cast<qsizetype>(k)]->setItems(used ? gallery.exits[k] : GalleryExit{}, gallery.images, first);
        if (!used) continue;
        const GalleryExit& exit = gallery.exits[k];
        strips_[k].title->setText(
            exit.items.size() < exit.found
                ? tr("Exit %1: %2 images, the first %3 of them")
                      .arg(k + 1)
                      .arg(formatCount(static_cast<std::int64_t>(exit.found)))
                      .arg(exit.items.size())
                : tr("Exit %1: %2 images").arg(k + 1).arg(formatCount(static_cast<std::int64_t>(exit.found))));
        strips_[k].list->scrollToTop();
        first += exit.items.size();
        found += exit.found;
    }
    note_->setText(tr("No test image is like that. Choose others above."));
    note_->setVisible(found == 0);
}

void GalleryView::setProblem(const QString& problem) {
    if (problem.isEmpty()) return;
    for (const Strip& strip : strips_) strip.widget->hide();
    note_->setText(problem);
    note_->show();
}

void GalleryView::clear() {
    for (const Strip& strip : strips_) strip.widget->hide();
    note_->setText(tr("The test images appear here by the exit they take, once a run is chosen."));
    note_->show();
}

}  // namespace exitlab

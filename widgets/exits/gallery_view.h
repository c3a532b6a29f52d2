// SPDX-License-Identifier: GPL-3.0-or-later
// Test images by the exit they take: a strip per exit, from easy to hard or back, right and wrong ones marked.
#pragma once

#include <QAbstractListModel>
#include <QImage>
#include <QWidget>
#include <vector>

#include "widgets/exits/exits_values.h"

class QComboBox;
class QLabel;
class QListView;
class QVBoxLayout;

namespace exitlab {

/// The images of one exit.
class GalleryModel : public QAbstractListModel {
    Q_OBJECT

  public:
    enum Role { ImageRole = Qt::UserRole + 1, RightRole, CaptionRole, ConfidenceRole, DifficultyRole };

    explicit GalleryModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}
    /// Images from `first` on belong to the items.
    void setItems(const GalleryExit& exit, const SampleImages& images, std::size_t first);
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

  private:
    struct Tile {
        GalleryItem item;
        QImage image;
        QString label, prediction;
        float difficulty = -1;  ///< below 0: unknown
    };
    std::vector<Tile> tiles_;
};

class GalleryView : public QWidget {
    Q_OBJECT

  public:
    explicit GalleryView(QWidget* parent = nullptr);

    /// Choices for a title bar.
    QWidget* controls() const { return controls_; }
    GalleryQuery query() const;
    void setQuery(const GalleryQuery& query);
    void setClients(const std::vector<int>& clients);
    void setGallery(const ExploredGallery& gallery);
    /// Why there are no images; empty: they are on their way, or there.
    void setProblem(const QString& problem);
    void clear();
    GalleryModel* model(int exit) const { return models_.value(exit); }

  Q_SIGNALS:
    /// Other images are wanted.
    void queryChanged();

  private:
    struct Strip {
        QWidget* widget;
        QLabel* title;
        QListView* list;
    };
    void addStrip();

    QWidget* controls_ = nullptr;
    QComboBox *kind_ = nullptr, *order_ = nullptr, *client_ = nullptr;
    QWidget* page_ = nullptr;
    QVBoxLayout* column_ = nullptr;
    QLabel* note_ = nullptr;
    QList<GalleryModel*> models_;
    std::vector<Strip> strips_;
};

}  // namespace exitlab

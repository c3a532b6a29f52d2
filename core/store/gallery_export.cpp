// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/gallery_export.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/store/csv.h"
#include "core/store/export.h"

namespace exitlab {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kColumns = 8;

std::string className(const SampleImages& images, std::int32_t label) {
    const auto at = static_cast<std::size_t>(label);
    return label >= 0 && at < images.classNames.size() ? images.classNames[at] : std::to_string(label);
}

}  // namespace

std::vector<std::int32_t> gallerySamples(const std::vector<GalleryExit>& exits) {
    std::vector<std::int32_t> samples;
    for (const GalleryExit& exit : exits)
        for (const GalleryItem& item : exit.items) samples.push_back(item.sample);
    return samples;
}

MethodImageGrid galleryTiles(const GalleryExit& exit, const SampleImages& images, std::size_t first) {
    MethodImageGrid grid;
    const std::size_t count = exit.items.size(), bytes = images.imageBytes();
    if (first * bytes + count * bytes > images.pixels.size())
        throw Error(Error::Kind::Usage, "gallery: there are fewer pictures than samples");
    grid.cols = static_cast<int>(std::min(count, kColumns));
    grid.rows = static_cast<int>((count + kColumns - 1) / kColumns);
    grid.channels = images.channels;
    grid.height = images.height;
    grid.width = images.width;
    const auto from = images.pixels.begin() + static_cast<std::ptrdiff_t>(first * bytes);
    grid.pixels.assign(from, from + static_cast<std::ptrdiff_t>(count * bytes));
    for (const GalleryItem& item : exit.items) {
        std::string label = className(images, item.label);
        if (!item.right()) label += " taken for " + className(images, item.prediction);
        grid.labels.push_back(std::move(label));
    }
    return grid;
}

std::vector<fs::path> exportGallery(const std::vector<GalleryExit>& exits, const SampleImages& images,
                                    const fs::path& dir) {
    std::error_code error;
    fs::create_directories(dir, error);
    if (error || !fs::is_directory(dir, error))
        throw Error(Error::Kind::Storage,
                    dir.string() + ": the folder cannot be created" + (error ? ": " + error.message() : std::string()));
    std::vector<fs::path> files;
    CsvFile csv(dir / "gallery.csv",
                "file,tile,x,y,width,height,sample,client,exit,label,prediction,label_name,prediction_name,confidence,"
                "right,difficulty");
    std::size_t first = 0;
    for (std::size_t k = 0; k < exits.size(); ++k) {
        const std::vector<GalleryItem>& items = exits[k].items;
        if (items.empty()) continue;
        const MethodImageGrid grid = galleryTiles(exits[k], images, first);
        const std::string name = "exit_" + std::to_string(k + 1) + (images.channels == 3 ? ".ppm" : ".pgm");
        AtomicFile picture(dir / name);
        picture.write(portableAnymap(grid));
        picture.commit();
        files.push_back(dir / name);
        const auto cols = static_cast<std::size_t>(grid.cols);
        for (std::size_t i = 0; i < items.size(); ++i) {
            const GalleryItem& item = items[i];
            csv.field(name), csv.field(i), csv.field(i % cols * static_cast<std::size_t>(grid.width));
            csv.field(i / cols * static_cast<std::size_t>(grid.height)), csv.field(grid.width), csv.field(grid.height);
            csv.field(item.sample), csv.field(item.client), csv.field(item.exit), csv.field(item.label);
            csv.field(item.prediction), csv.field(className(images, item.label));
            csv.field(className(images, item.prediction)), csv.field(item.confidence), csv.field(item.right() ? 1 : 0);
            if (images.difficulty.empty())
                csv.field(Nothing{});
            else
                csv.field(images.difficulty[first + i]);
            csv.endRow();
        }
        first += items.size();
    }
    csv.commit();
    files.push_back(dir / "gallery.csv");
    return files;
}

}  // namespace exitlab

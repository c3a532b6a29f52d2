// SPDX-License-Identifier: GPL-3.0-or-later
// The gallery of easy and hard images as files that any other tool reads.
#pragma once

#include <filesystem>
#include <vector>

#include "core/federation/run.h"
#include "core/inference/gallery.h"

namespace exitlab {

/// The samples of all exits in order: what sampleImages() is asked for.
std::vector<std::int32_t> gallerySamples(const std::vector<GalleryExit>& exits);
/// The pictures of one exit as tiles; `first`: where they begin in `images`, which are those of gallerySamples().
MethodImageGrid galleryTiles(const GalleryExit& exit, const SampleImages& images, std::size_t first);

/// Writes into `dir` (created) and returns the files:
///
///   exit_<k>.pgm, .ppm    all pictures of exit k (from 1) side by side, in the gallery's order
///   gallery.csv           one row per picture: file, tile, place in it, sample, client, exit (from 0), label,
///                         prediction, their names, confidence, right (0, 1), difficulty (empty where unknown)
///
/// Throws Error(Storage) naming the file that could not be written.
std::vector<std::filesystem::path> exportGallery(const std::vector<GalleryExit>& exits, const SampleImages& images,
                                                 const std::filesystem::path& dir);

}  // namespace exitlab

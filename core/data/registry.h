// SPDX-License-Identifier: GPL-3.0-or-later
// The data sets that can be read, described once: titles, class names, files and loader (shapes and class counts:
// core/config/derived.h). A new set is one row in registry.cpp and, if its format is new, one reader.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/config/experiment.h"
#include "core/data/glyphs.h"
#include "core/data/loaders.h"

namespace exitlab {

struct DatasetEntry {
    std::string id;     ///< value of data.dataset
    std::string title;  ///< as on screen
    std::vector<std::string> classNames{};
    /// Relative to the data root, without ".gz". Order is the loader's: images and labels of training, then of test.
    std::vector<std::string> files{};
    bool packable = false;    ///< each file may also end in ".gz"
    bool labelsApart = true;  ///< labels can be read much faster than the images
    bool builtIn = false;
    RawSamples (*load)(const DatasetEntry& entry, const Settings& settings, const std::filesystem::path& root,
                       ReadWhat what) = nullptr;
};

/// In the order of the choices of data.dataset.
const std::vector<DatasetEntry>& datasetEntries();
/// Throws InputError naming the known ids.
const DatasetEntry& datasetEntry(const std::string& id);

GlyphOptions glyphOptions(const Settings& settings);

}  // namespace exitlab

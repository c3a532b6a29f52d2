// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/registry.h"

#include "core/base/paths.h"
#include "core/config/derived.h"
#include "core/data/byte_source.h"
#include "core/data/dataset.h"
#include "core/federation/run.h"

namespace exitlab {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> numbered(int count) {
    std::vector<std::string> names;
    for (int i = 0; i < count; ++i) names.push_back(std::to_string(i));
    return names;
}

std::vector<std::string> letters() {
    std::vector<std::string> names;
    for (char c = 'A'; c <= 'Z'; ++c) names.emplace_back(1, c);
    return names;
}

std::vector<std::string> idxFiles(const std::string& folder, const std::string& train, const std::string& test) {
    return {folder + train + "-images-idx3-ubyte", folder + train + "-labels-idx1-ubyte",
            folder + test + "-images-idx3-ubyte", folder + test + "-labels-idx1-ubyte"};
}

RawSamples loadIdxSet(const DatasetEntry& entry, const Settings& settings, const fs::path& root, ReadWhat what,
                      int lowest, bool transposed) {
    const int side = datasetFacts(settings).side;
    const int classes = static_cast<int>(entry.classNames.size());
    RawSamples set;
    for (const std::size_t part : {0U, 2U}) {
        const std::size_t before = set.labels.size();
        readIdxLabels(findDataFile(root, {entry.files[part + 1]}, entry.title), lowest, classes, set.labels);
        if (part == 0) set.officialTrain = static_cast<std::int64_t>(set.labels.size());
        if (what == ReadWhat::All)
            readIdxImages(findDataFile(root, {entry.files[part]}, entry.title),
                          static_cast<std::int64_t>(set.labels.size() - before), side, side, transposed, set.pixels);
    }
    return set;
}

RawSamples loadMnist(const DatasetEntry& entry, const Settings& settings, const fs::path& root, ReadWhat what) {
    return loadIdxSet(entry, settings, root, what, 0, false);
}

/// Labels count from 1 and the images are stored column by column (Cohen et al. 2017).
RawSamples loadEmnistLetters(const DatasetEntry& entry, const Settings& settings, const fs::path& root, ReadWhat what) {
    return loadIdxSet(entry, settings, root, what, 1, true);
}

/// Reads those of the five training files that exist.
RawSamples loadCifar10(const DatasetEntry& entry, const Settings&, const fs::path& root, ReadWhat what) {
    const std::vector<std::string> batches(entry.files.begin(), entry.files.end() - 1);
    findDataFile(root, batches, entry.title, false);
    RawSamples set;
    for (const std::string& batch : batches)
        if (std::error_code ignored; fs::exists(root / batch, ignored)) readCifar(root / batch, {10}, what, set);
    set.officialTrain = static_cast<std::int64_t>(set.labels.size());
    readCifar(findDataFile(root, {entry.files.back()}, entry.title, false), {10}, what, set);
    return set;
}

/// Fine classes; their names lie in a file of their own.
RawSamples loadCifar100(const DatasetEntry& entry, const Settings&, const fs::path& root, ReadWhat what) {
    RawSamples set;
    readCifar(findDataFile(root, {entry.files[0]}, entry.title, false), {20, 100}, what, set);
    set.officialTrain = static_cast<std::int64_t>(set.labels.size());
    readCifar(findDataFile(root, {entry.files[1]}, entry.title, false), {20, 100}, what, set);
    const fs::path names = root / entry.files[2];
    if (std::error_code ignored; fs::exists(names, ignored)) set.classNames = readNames(names, 100);
    return set;
}

template <void (*read)(const fs::path&, RawSamples&)>
RawSamples loadText(const DatasetEntry& entry, const Settings&, const fs::path& root, ReadWhat) {
    RawSamples set;
    read(findDataFile(root, {entry.files[0]}, entry.title), set);
    set.officialTrain = static_cast<std::int64_t>(set.labels.size());
    read(findDataFile(root, {entry.files[1]}, entry.title), set);
    return set;
}

RawSamples loadGlyphs(const DatasetEntry&, const Settings& settings, const fs::path&, ReadWhat what) {
    RawSamples set = drawGlyphs(glyphOptions(settings), what);
    set.classNames.assign(glyphNames().begin(), glyphNames().begin() + classesOf(settings));
    return set;
}

std::string shapeText(const std::vector<std::int64_t>& shape) {
    return std::to_string(shape[0]) + " x " + std::to_string(shape[1]) + " x " + std::to_string(shape[2]);
}

/// The data section at its defaults, with this data set.
Settings defaultsFor(const std::string& id) {
    Settings settings;
    for (const ParameterSection& section : experimentSchema(nullptr, {}))
        for (const ParameterSpec& spec : section.parameters) settings.set(spec.key, spec.defaultValue);
    settings.set("data.dataset", id);
    return settings;
}

}  // namespace

const std::vector<DatasetEntry>& datasetEntries() {
    static const std::vector<DatasetEntry> entries{
        {.id = "glyphs", .title = "Glyphs", .classNames = glyphNames(), .builtIn = true, .load = loadGlyphs},
        {.id = "mnist",
         .title = "MNIST",
         .classNames = numbered(10),
         .files = idxFiles("MNIST/raw/", "train", "t10k"),
         .packable = true,
         .load = loadMnist},
        {.id = "fashion-mnist",
         .title = "Fashion-MNIST",
         .classNames = {"T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag",
                        "ankle boot"},
         .files = idxFiles("FashionMNIST/raw/", "train", "t10k"),
         .packable = true,
         .load = loadMnist},
        {.id = "emnist-letters",
         .title = "EMNIST Letters",
         .classNames = letters(),
         .files = idxFiles("EMNIST/raw/", "emnist-letters-train", "emnist-letters-test"),
         .packable = true,
         .load = loadEmnistLetters},
        {.id = "cifar-10",
         .title = "CIFAR-10",
         .classNames = {"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"},
         .files = {"cifar-10-batches-bin/data_batch_1.bin", "cifar-10-batches-bin/data_batch_2.bin",
                   "cifar-10-batches-bin/data_batch_3.bin", "cifar-10-batches-bin/data_batch_4.bin",
                   "cifar-10-batches-bin/data_batch_5.bin", "cifar-10-batches-bin/test_batch.bin"},
         .load = loadCifar10},
        {.id = "cifar-100",
         .title = "CIFAR-100",
         .classNames = numbered(100),
         .files = {"cifar-100-binary/train.bin", "cifar-100-binary/test.bin", "cifar-100-binary/fine_label_names.txt"},
         .load = loadCifar100},
        {.id = "usps",
         .title = "USPS",
         .classNames = numbered(10),
         .files = {"USPS/zip.train", "USPS/zip.test"},
         .packable = true,
         .labelsApart = false,
         .load = loadText<readUsps>},
        {.id = "optdigits",
         .title = "Optdigits",
         .classNames = numbered(10),
         .files = {"optdigits/optdigits.tra", "optdigits/optdigits.tes"},
         .packable = true,
         .labelsApart = false,
         .load = loadText<readOptdigits>},
    };
    return entries;
}

const DatasetEntry& datasetEntry(const std::string& id) {
    std::string known;
    for (const DatasetEntry& entry : datasetEntries()) {
        if (entry.id == id) return entry;
        known += (known.empty() ? "" : ", ") + entry.id;
    }
    throw InputError("data.dataset", "", "'" + id + "', expected one of " + known);
}

GlyphOptions glyphOptions(const Settings& settings) {
    return {.seed = static_cast<std::uint64_t>(settings.integer("seed")),
            .samples = settings.integer("data.glyphs.samples"),
            .size = static_cast<int>(settings.integer("data.glyphs.size")),
            .classes = static_cast<int>(settings.integer("data.glyphs.classes")),
            .difficulty = settings.real("data.glyphs.difficulty")};
}

std::vector<std::int64_t> sampleShapeOf(const Settings& settings) {
    const DatasetFacts facts = datasetFacts(settings);
    return {facts.channels, facts.side, facts.side};
}

int classesOf(const Settings& settings) { return datasetFacts(settings).classes; }

std::vector<DatasetInfo> listDatasets() {
    std::vector<DatasetInfo> infos;
    for (const DatasetEntry& entry : datasetEntries()) {
        const Settings settings = defaultsFor(entry.id);
        std::string files;
        for (const std::string& file : entry.files)
            files += (files.empty() ? "" : ", ") + file + (entry.packable ? "[.gz]" : "");
        infos.push_back({.id = entry.id,
                         .title = entry.title,
                         .shape = shapeText(sampleShapeOf(settings)),
                         .classes = classesOf(settings),
                         .files = files,
                         .builtIn = entry.builtIn});
    }
    return infos;
}

std::vector<std::string> missingDatasets(const RunOptions& options) {
    const fs::path root = dataRoot(options.dataDir);
    const auto there = [&](const DatasetEntry& entry, const std::string& file) {
        std::error_code ignored;
        return fs::exists(root / file, ignored) || (entry.packable && fs::exists(root / (file + ".gz"), ignored));
    };
    std::vector<std::string> missing;
    for (const DatasetEntry& entry : datasetEntries()) {
        if (entry.builtIn) continue;
        // Names of classes and the middle batches may be absent; the first and the last file of pixels may not.
        const std::size_t last = entry.id == "cifar-100" ? 1 : entry.files.size() - 1;
        if (!there(entry, entry.files.front()) || !there(entry, entry.files[last])) missing.push_back(entry.id);
    }
    return missing;
}

std::string checkDataset(const std::string& id, const RunOptions& options) {
    const DatasetEntry& entry = datasetEntry(id);
    const auto data = loadDataset(defaultsFor(entry.id), options.dataDir);
    const auto count = [](std::int64_t n) { return grouped(static_cast<std::uint64_t>(n)); };
    return count(data->size()) + " images " + shapeText(data->sampleShape()) + " (" + count(data->officialTrain) +
           " train, " + count(data->size() - data->officialTrain) + " test), " + std::to_string(data->classes()) +
           " classes";
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset.h"

#include <future>
#include <list>
#include <mutex>

#include "core/base/paths.h"
#include "core/data/registry.h"

namespace exitlab {
namespace {

namespace fs = std::filesystem;
using DatasetPtr = std::shared_ptr<const Dataset>;

/// Keeps the last few data sets, and finds older ones as long as somebody else holds them. Threads that ask for the
/// same set at the same time wait for one load.
class Cache {
  public:
    explicit Cache(std::size_t keep) : keep_(keep) {}

    DatasetPtr get(const std::string& key, const std::function<DatasetPtr()>& load) {
        std::promise<DatasetPtr> promise;
        {
            std::unique_lock lock(mutex_);
            const auto found = find(key);
            if (found != recent_.end()) {
                recent_.splice(recent_.begin(), recent_, found);
                const auto value = found->value;
                lock.unlock();
                return value.get();
            }
            const auto old = alive_.find(key);
            DatasetPtr value = old == alive_.end() ? nullptr : old->second.lock();
            recent_.push_front({key, promise.get_future().share()});
            if (recent_.size() > keep_) recent_.pop_back();
            if (value) {
                promise.set_value(value);
                return value;
            }
        }
        try {
            DatasetPtr value = load();
            promise.set_value(value);
            const std::lock_guard lock(mutex_);
            std::erase_if(alive_, [](const auto& item) { return item.second.expired(); });
            alive_[key] = value;
            return value;
        } catch (...) {
            // Those who waited get the same error; the next one tries again, as the user may have mended the files.
            promise.set_exception(std::current_exception());
            const std::lock_guard lock(mutex_);
            if (const auto failed = find(key); failed != recent_.end()) recent_.erase(failed);
            throw;
        }
    }

    /// nullptr unless it is loaded.
    DatasetPtr peek(const std::string& key) {
        const std::lock_guard lock(mutex_);
        const auto found = alive_.find(key);
        return found == alive_.end() ? nullptr : found->second.lock();
    }

  private:
    struct Entry {
        std::string key;
        std::shared_future<DatasetPtr> value;
    };
    std::list<Entry>::iterator find(const std::string& key) {
        return std::find_if(recent_.begin(), recent_.end(), [&](const Entry& entry) { return entry.key == key; });
    }

    std::mutex mutex_;
    const std::size_t keep_;
    std::list<Entry> recent_;  ///< last used first
    std::map<std::string, std::weak_ptr<const Dataset>> alive_;
};

Cache& wholeSets() {
    static Cache cache(3);
    return cache;
}

Cache& labelSets() {
    static Cache cache(8);
    return cache;
}

/// Everything that decides what is loaded: the glyph options, or folder, size and time of each file, so that files
/// added or changed while the program runs are read again.
std::string cacheKey(const DatasetEntry& entry, const Settings& settings, const fs::path& root) {
    std::string key = entry.id;
    if (entry.builtIn) {
        for (const char* setting :
             {"seed", "data.glyphs.samples", "data.glyphs.size", "data.glyphs.classes", "data.glyphs.difficulty"})
            key += '|' + settings.value(setting).dump();
        return key;
    }
    std::error_code ignored;
    key += '|' + fs::absolute(root, ignored).lexically_normal().string();
    for (const std::string& file : entry.files)
        for (const char* suffix : {"", ".gz"}) {
            const fs::path path = root / (file + suffix);
            std::error_code missing;
            const auto size = fs::file_size(path, missing);
            if (missing) continue;
            key += '|' + file + suffix + ':' + std::to_string(size) + ':' +
                   std::to_string(fs::last_write_time(path, ignored).time_since_epoch().count());
        }
    return key;
}

DatasetPtr load(const DatasetEntry& entry, const Settings& settings, const fs::path& root, ReadWhat what) {
    RawSamples raw = entry.load(entry, settings, root, what);
    auto data = std::make_shared<Dataset>();
    data->id = entry.id;
    data->labels = std::move(raw.labels);
    data->difficulty = std::move(raw.difficulty);
    data->classNames = raw.classNames.empty() ? entry.classNames : std::move(raw.classNames);
    data->officialTrain = raw.officialTrain;
    if (what == ReadWhat::All) {
        std::vector<std::int64_t> shape = sampleShapeOf(settings);
        shape.insert(shape.begin(), data->size());
        // The tensor takes over the bytes as they were read.
        auto pixels = std::make_shared<std::vector<std::uint8_t>>(std::move(raw.pixels));
        data->images = at::from_blob(
            pixels->data(), shape, [pixels](void*) {}, at::kByte);
    }
    return data;
}

}  // namespace

std::shared_ptr<const Dataset> loadDataset(const Settings& settings, const std::filesystem::path& root) {
    const DatasetEntry& entry = datasetEntry(settings.text("data.dataset"));
    const fs::path folder = entry.builtIn ? fs::path() : dataRoot(root);
    return wholeSets().get(cacheKey(entry, settings, folder),
                           [&] { return load(entry, settings, folder, ReadWhat::All); });
}

std::shared_ptr<const Dataset> loadLabels(const Settings& settings, const std::filesystem::path& root) {
    const DatasetEntry& entry = datasetEntry(settings.text("data.dataset"));
    if (!entry.labelsApart) return loadDataset(settings, root);
    const fs::path folder = entry.builtIn ? fs::path() : dataRoot(root);
    const std::string key = cacheKey(entry, settings, folder);
    if (DatasetPtr whole = wholeSets().peek(key)) return whole;
    return labelSets().get(key, [&] { return load(entry, settings, folder, ReadWhat::LabelsOnly); });
}

}  // namespace exitlab

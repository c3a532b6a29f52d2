// SPDX-License-Identifier: GPL-3.0-or-later
// The run facade: everything the programs need of the engine, torch-free. All functions may take long; call them from a
// thread of their own, never from the GUI thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/config/experiment.h"
#include "core/metrics/report.h"

namespace exitlab {

class RunStore;

/// Loaded methods plus what could not be loaded; made once per process and kept alive as long as any run.
class Engine {
  public:
    struct PluginProblem {
        std::string file;
        std::string message;
    };

    explicit Engine(const std::vector<std::filesystem::path>& pluginDirs);
    ~Engine();

    const MethodCatalog& methods() const;
    const std::vector<PluginProblem>& pluginProblems() const;

    struct Impl;
    Impl& impl() const { return *impl_; }

  private:
    std::unique_ptr<Impl> impl_;
};

/// Commands to a running loop; every member may be called from any thread.
class RunControl {
  public:
    void pause();
    void resume();
    /// Run one round, then pause.
    void step();
    /// Acknowledged within a batch; the round in progress is dropped, completed rounds are kept.
    void stop();
    void checkpointNow();

    bool paused() const;
    bool stopRequested() const { return stop_; }
    /// What the loop does next; blocks while paused. onChange tells when it begins and ends to wait.
    enum class Next { Round, Checkpoint, Stop };
    Next next(const std::function<void(bool paused)>& onChange);
    /// For loops that check in every batch.
    const std::atomic<bool>& stopFlag() const { return stop_; }
    /// Called in the loop's thread when it begins (true) and ends (false) to wait; set before the loop starts.
    std::function<void(bool waiting)> onWait;

  private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    bool paused_ = false;
    int steps_ = 0;
    std::atomic<bool> stop_{false};
    bool checkpoint_ = false;
};

using ReportSink = std::function<void(const ReportPtr&)>;

/// Starts a run, drives it to its end in the calling thread and stores everything. Returns the final report.
/// `run` comes from RunStore::createRun. Errors end the run as Failed, with RunFinished.error set; they are not thrown.
struct RunOptions {
    std::filesystem::path dataDir;  ///< empty: dataRoot()
};
RunFinished executeRun(const Engine& engine, const Experiment& experiment, RunStore& store, std::int64_t run,
                       RunControl& control, const ReportSink& sink, const RunOptions& options = {});
/// Continues a stored run after its newest intact checkpoint, to the same bits as if it had never stopped. Throws, with
/// everything stored left as it is, when the run is unknown or finished, its data or method is missing, or every
/// checkpoint is damaged.
RunFinished resumeRun(const Engine& engine, RunStore& store, std::int64_t run, RunControl& control,
                      const ReportSink& sink, const RunOptions& options = {});

/// Rounds of a run that a branch can start from: those with a checkpoint, ascending.
std::vector<int> branchRounds(const RunStore& store, std::int64_t run);
/// A new run, Queued, that goes on from the parent's checkpoint of `round` with the settings of `changed`; its history
/// up to there is the parent's. More rounds than the parent's extend a finished run. Nothing changed gives the parent's
/// bits. Throws InputError naming the setting, with what there would be to choose from: no checkpoint of that round, a
/// setting that is fixed (isFixedInBranch in core/config/derived.h), a checkpoint that does not fit the method's own
/// settings. Start it with resumeRun().
std::int64_t branchRun(const Engine& engine, RunStore& store, std::int64_t parent, int round, const Experiment& changed,
                       const RunOptions& options = {});

/// Drives one run of the queue to its end: from its newest checkpoint, or from the beginning. Whatever happens is the
/// run's result (a Failed one is stored with its error), and the run leaves the queue.
RunFinished executeQueued(const Engine& engine, RunStore& store, std::int64_t run, RunControl& control,
                          const ReportSink& sink, const RunOptions& options = {});

/// The partition that a run of this experiment uses, without training anything.
struct PartitionPreview {
    std::vector<std::string> classNames;
    Table labels;                                       ///< clients x classes: all samples of the client
    std::vector<std::int64_t> train, validation, test;  ///< per client
    std::vector<double> entropy;                        ///< per client: of its label distribution, nats
    /// Clients x classes, before a client's own split: as the rule drew it, and after data.partition.edits, which set
    /// cells of this table. With the official split: training samples only.
    Table drawn, dealt;
    bool operator==(const PartitionPreview&) const = default;
};
/// Throws InputError with the feasible range when the request is impossible.
PartitionPreview previewPartition(const Experiment& experiment, const RunOptions& options = {});

/// Owner and part of every sample used: for export.
struct PartitionRow {
    std::int64_t sample = 0;
    int client = 0;
    enum class Part { Train, Validation, Test } part = Part::Train;
    bool operator==(const PartitionRow&) const = default;
};
std::vector<PartitionRow> partitionRows(const Experiment& experiment, const RunOptions& options = {});

/// Raw samples of an experiment's data set, for looking at them.
struct SampleImages {
    int channels = 1;  ///< 1: grey, 3: red, green, blue
    int height = 0, width = 0;
    std::vector<std::uint8_t> pixels;     ///< [sample, channel, y, x]; features that are no bytes are scaled to 0..255
    std::vector<std::int32_t> labels;     ///< per sample
    std::vector<float> difficulty;        ///< per sample in [0, 1] where known (glyphs), else empty
    std::vector<std::string> classNames;  ///< one per class
    std::size_t imageBytes() const {
        return static_cast<std::size_t>(channels) * static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
    }
    bool operator==(const SampleImages&) const = default;
};
/// `samples`: indices in the data set, as exit records name them. Throws InputError when the data set is missing or has
/// no such sample.
SampleImages sampleImages(const Experiment& experiment, const std::vector<std::int32_t>& samples,
                          const RunOptions& options = {});

/// Cost of the network and of one round of the method on it.
struct CostGroup {
    std::string name;  ///< "backbone", "heads", "norm statistics"
    std::int64_t parameters = 0;
    std::int64_t bytes = 0;
    bool operator==(const CostGroup&) const = default;
};
struct ExitCost {
    std::string stage;                 ///< the exit's stage: "stage 1"
    std::int64_t stageParameters = 0;  ///< of the stages this exit adds
    std::int64_t headParameters = 0;
    std::int64_t cumulativeParameters = 0;  ///< trunk to here and this and all earlier heads
    std::int64_t cumulativeMacs = 0;        ///< own and earlier heads included, one sample
    double share = 0;                       ///< of the MACs of the last exit
    std::int64_t uplinkBytes = 0;    ///< of the shared values that this exit adds (its stages and its head), per round
    std::int64_t downlinkBytes = 0;  ///< likewise
    bool operator==(const ExitCost&) const = default;
};
/// A part of the network that clients of limited capacity hold.
struct SubModelCost {
    int exits = 0;     ///< how many of the network's exits it has
    double width = 1;  ///< share of the channels
    int clients = 0;   ///< devices of its tier
    std::int64_t parameters = 0;
    std::int64_t macs = 0;                            ///< to its last exit, one sample
    std::int64_t uplinkBytes = 0, downlinkBytes = 0;  ///< per client and round
    bool operator==(const SubModelCost&) const = default;
};
struct CostReport {
    std::vector<ExitCost> exits;
    std::vector<SubModelCost> subModels;  ///< weakest first; empty where every client holds the whole network
    std::vector<CostGroup> groups;
    std::int64_t parameters = 0;
    std::int64_t uplinkBytes = 0;    ///< per client with the whole network and round, from the method's layout
    std::int64_t downlinkBytes = 0;  ///< likewise
    bool operator==(const CostReport&) const = default;
};
CostReport costOf(const Engine& engine, const Experiment& experiment, const RunOptions& options = {});

/// Writes model weights (safetensors) of a run at a checkpointed round, 0 = initial: global.safetensors and
/// client-<id>.safetensors (personal part). Returns the files. Throws InputError naming the rounds that exist.
std::vector<std::filesystem::path> exportWeights(const Engine& engine, RunStore& store, std::int64_t run, int round,
                                                 const std::filesystem::path& dir, const RunOptions& options = {});

/// Data sets this build can read, and what is on disk.
struct DatasetInfo {
    std::string id;  ///< "fashion-mnist"
    std::string title;
    std::string shape;  ///< "1 x 28 x 28"
    int classes = 0;
    std::string files;  ///< what is looked for, relative to the data root
    bool builtIn = false;
};
std::vector<DatasetInfo> listDatasets();
/// Ids of the data sets whose files are not all there; looks, but reads nothing.
std::vector<std::string> missingDatasets(const RunOptions& options = {});
/// Loads the whole set and says what was found ("70,000 images, 10 classes"), or throws InputError.
std::string checkDataset(const std::string& id, const RunOptions& options = {});

}  // namespace exitlab

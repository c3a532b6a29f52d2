// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/export.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "core/base/error.h"
#include "core/metrics/summary.h"
#include "core/store/csv.h"

namespace exitlab {

namespace fs = std::filesystem;

namespace {

const char* levelName(Message::Level level) {
    return level == Message::Level::Info ? "info" : level == Message::Level::Warning ? "warning" : "error";
}

const char* partName(PartitionRow::Part part) {
    switch (part) {
        case PartitionRow::Part::Train:
            return "train";
        case PartitionRow::Part::Validation:
            return "validation";
        case PartitionRow::Part::Test:
            break;
    }
    return "test";
}

/// Ids are a method's own: what is no letter, digit, '-' or '_' must not reach a file name.
std::string fileSafe(const std::string& id) {
    std::string name;
    for (const char c : id) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        name += plain ? c : '_';
    }
    return name.empty() ? "_" : name.substr(0, 100);
}

std::string spaced(const std::vector<int>& ids) {
    std::string text;
    for (const int id : ids) text += (text.empty() ? "" : " ") + std::to_string(id);
    return text;
}

class Exporter {
  public:
    Exporter(const std::vector<ReportPtr>& reports, fs::path dir) : reports_(reports), dir_(std::move(dir)) {}

    void experiment(const std::string& text) {
        const fs::path path = dir_ / "experiment.json";
        AtomicFile file(path);
        file.write(text);
        file.commit();
        files_.push_back(path);
    }

    void metrics() {
        CsvFile csv = open("metrics.csv", "round,client,exit,metric,value");
        for (const ReportPtr& report : reports_) {
            if (const auto* r = std::get_if<Evaluated>(report.get())) {
                table(csv, r->round, "accuracy", r->accuracy);
                table(csv, r->round, "loss", r->loss);
                for (std::size_t c = 0; c < r->samples.size(); ++c)
                    csv.row(r->round, c, Nothing{}, "samples", r->samples[c]);
                perExit(csv, r->round, "calibration", r->calibration);
            } else if (const auto* q = std::get_if<ConflictMeasured>(report.get())) {
                perExit(csv, q->round, "divergence", q->divergence);
                perExit(csv, q->round, "agreement", q->agreement);
                csv.row(q->round, Nothing{}, Nothing{}, "negative_share", q->negativeShare);
            }
        }
        csv.commit();
    }

    void summary() {
        CsvFile csv = open("summary.csv", "round,exit,mean,weighted_mean,std,p10,median,p90,worst,clients,ece");
        each<Evaluated>([&](const Evaluated& r) {
            std::vector<std::int64_t> samples = r.samples;
            samples.resize(static_cast<std::size_t>(r.accuracy.rows), 0);
            for (int k = 0; k < r.accuracy.cols; ++k) {
                const ClientSummary s = summarizeExit(r.accuracy, k, samples);
                const auto exit = static_cast<std::size_t>(k);
                csv.field(r.round), csv.field(k), csv.field(s.mean), csv.field(s.weightedMean), csv.field(s.deviation);
                csv.field(s.p10), csv.field(s.median), csv.field(s.p90), csv.field(s.worst), csv.field(s.clients);
                if (exit < r.calibration.size())
                    csv.field(r.calibration[exit]);
                else
                    csv.field(Nothing{});
                csv.endRow();
            }
        });
        csv.commit();
    }

    void losses() {
        CsvFile csv = open("losses.csv", "round,learning_rate,term,value");
        each<LossMeasured>([&](const LossMeasured& r) {
            for (std::size_t i = 0; i < std::min(r.terms.size(), r.values.size()); ++i)
                csv.row(r.round, r.learningRate, r.terms[i], r.values[i]);
            csv.row(r.round, r.learningRate, "total", r.total);
        });
        csv.commit();
    }

    void rounds() {
        std::vector<std::string> phases;  // of any round, in the order in which they appear
        each<RoundFinished>([&](const RoundFinished& r) {
            for (const std::string& phase : r.phases)
                if (std::find(phases.begin(), phases.end(), phase) == phases.end()) phases.push_back(phase);
        });
        CsvFile csv = open("rounds.csv", "");
        for (const char* name : {"round", "seconds", "samples", "cohort", "failed"}) csv.field(name);
        for (const std::string& phase : phases) csv.field("seconds_" + phase);
        csv.endRow();
        each<RoundFinished>([&](const RoundFinished& r) {
            csv.field(r.round), csv.field(r.seconds), csv.field(r.samples);
            csv.field(spaced(r.cohort)), csv.field(spaced(r.failed));
            for (const std::string& phase : phases) {
                const auto found = std::find(r.phases.begin(), r.phases.end(), phase);
                const auto i = static_cast<std::size_t>(found - r.phases.begin());
                if (i < r.phaseSeconds.size() && found != r.phases.end())
                    csv.field(r.phaseSeconds[i]);
                else
                    csv.field(Nothing{});
            }
            csv.endRow();
        });
        csv.commit();
    }

    void traffic() {
        CsvFile csv = open("traffic.csv", "round,group,bytes_up,bytes_down");
        each<TrafficMeasured>([&](const TrafficMeasured& r) {
            for (std::size_t i = 0; i < std::min({r.groups.size(), r.up.size(), r.down.size()}); ++i)
                csv.row(r.round, r.groups[i], r.up[i], r.down[i]);
        });
        csv.commit();
    }

    void series() {
        if (!any<MethodSeries>()) return;
        CsvFile csv = open("series.csv", "round,id,title,axis,label,value");
        each<MethodSeries>([&](const MethodSeries& r) {
            for (std::size_t i = 0; i < r.values.size(); ++i)
                csv.row(r.round, r.id, r.title, r.axis, i < r.labels.size() ? r.labels[i] : "", r.values[i]);
        });
        csv.commit();
    }

    void messages() {
        CsvFile csv = open("messages.csv", "round,level,text");
        each<Message>([&](const Message& r) { csv.row(r.round, levelName(r.level), r.text); });
        csv.commit();
    }

    void matrices() {
        if (any<RunStarted>()) {
            CsvFile csv = open("labels.csv", "client,class,samples");
            // Resumed sessions tell the same once more.
            for (const ReportPtr& report : reports_)
                if (const auto* r = std::get_if<RunStarted>(report.get())) {
                    for (int c = 0; c < r->labels.rows; ++c)
                        for (int k = 0; k < r->labels.cols; ++k) csv.row(c, k, r->labels.at(c, k));
                    break;
                }
            csv.commit();
        }
        if (any<ConflictMeasured>()) {
            CsvFile cosine = open("exit_cosine.csv", "round,stage,row,col,value");
            CsvFile similarity = open("client_similarity.csv", "round,row,col,value");
            each<ConflictMeasured>([&](const ConflictMeasured& r) {
                for (std::size_t i = 0; i < r.exitCosine.size(); ++i) {
                    const std::string stage = i < r.stages.size() ? r.stages[i] : "";
                    entries(r.exitCosine[i], {}, {},
                            [&](int row, int col, double v) { cosine.row(r.round, stage, row, col, v); });
                }
                entries(r.clientSimilarity, r.cohort, r.cohort,
                        [&](int row, int col, double v) { similarity.row(r.round, row, col, v); });
            });
            cosine.commit();
            similarity.commit();
        }
        methodMatrices();
    }

    void histograms() {
        perResult<MethodHistogram>(
            "histogram", "round,group,bin,count", [](CsvFile& csv, const MethodHistogram& r, const std::string&) {
                for (std::size_t g = 0; g < r.groups.size(); ++g)
                    for (std::size_t b = 0; b < r.bins.size(); ++b)
                        csv.row(r.round, r.groups[g], r.bins[b], r.counts.at(static_cast<int>(g), static_cast<int>(b)));
            });
    }

    void scatters() {
        perResult<MethodScatter>(
            "scatter", "round,group,x,y,value", [](CsvFile& csv, const MethodScatter& r, const std::string&) {
                for (std::size_t i = 0; i < r.x.size(); ++i) {
                    csv.field(r.round);
                    csv.field(r.group.empty() ? "" : r.groups[static_cast<std::size_t>(r.group[i])]);
                    csv.field(r.x[i]), csv.field(r.y[i]);
                    if (r.value.empty())
                        csv.field(Nothing{});
                    else
                        csv.field(r.value[i]);
                    csv.endRow();
                }
            });
    }

    void images() {
        perResult<MethodImageGrid>("images", "round,file,tile,x,y,width,height,label",
                                   [this](CsvFile& csv, const MethodImageGrid& r, const std::string& name) {
                                       if (r.tiles() == 0) return;
                                       const std::string file = name + "_round_" + std::to_string(r.round) +
                                                                (r.channels == 3 ? ".ppm" : ".pgm");
                                       AtomicFile picture(dir_ / file);
                                       picture.write(portableAnymap(r));
                                       picture.commit();
                                       // A resumed run may report a round again: the later picture is the one that
                                       // stays.
                                       if (std::find(files_.begin(), files_.end(), dir_ / file) == files_.end())
                                           files_.push_back(dir_ / file);
                                       for (std::size_t i = 0; i < r.tiles(); ++i) {
                                           const auto cols = static_cast<std::size_t>(r.cols);
                                           csv.row(r.round, file, i, i % cols * static_cast<std::size_t>(r.width),
                                                   i / cols * static_cast<std::size_t>(r.height), r.width, r.height,
                                                   r.labels.empty() ? std::string() : r.labels[i]);
                                       }
                                   });
    }

    void records(const RecordsTaken& taken) {
        CsvFile csv = open("exit_records.csv", "part,client,sample,label,exit,prediction,confidence,entropy,margin");
        for (const auto& [part, records] :
             {std::pair{"test", taken.test.get()}, std::pair{"validation", taken.validation.get()}}) {
            if (!records) continue;
            for (std::size_t i = 0; i < records->size(); ++i)
                for (int k = 0; k < records->exits; ++k) {
                    const std::size_t at = records->at(i, k);
                    csv.row(part, records->client[i], records->sample[i], records->label[i], k, records->prediction[at],
                            records->confidence[at], records->entropy[at], records->margin[at]);
                }
        }
        csv.commit();
    }

    void partition(const std::vector<PartitionRow>& rows) {
        CsvFile csv = open("partition.csv", "sample,client,part");
        for (const PartitionRow& row : rows) csv.row(row.sample, row.client, partName(row.part));
        csv.commit();
    }

    const std::vector<fs::path>& files() const { return files_; }

  private:
    CsvFile open(const std::string& name, std::string_view header) {
        files_.push_back(dir_ / name);
        return CsvFile(files_.back(), header);
    }
    template <class T, class Use>
    void each(Use use) const {
        for (const ReportPtr& report : reports_)
            if (const auto* body = std::get_if<T>(report.get())) use(*body);
    }
    template <class T>
    bool any() const {
        return std::any_of(reports_.begin(), reports_.end(),
                           [](const ReportPtr& report) { return std::holds_alternative<T>(*report); });
    }
    static void table(CsvFile& csv, int round, const char* metric, const Table& values) {
        entries(values, {}, {}, [&](int client, int exit, double v) { csv.row(round, client, exit, metric, v); });
    }
    static void perExit(CsvFile& csv, int round, const char* metric, const std::vector<double>& values) {
        for (std::size_t k = 0; k < values.size(); ++k) csv.row(round, Nothing{}, k, metric, values[k]);
    }
    /// Every entry under the ids of its row and column, or their numbers where there are no ids.
    template <class Use>
    static void entries(const Table& values, const std::vector<int>& rows, const std::vector<int>& cols, Use use) {
        const auto id = [](const std::vector<int>& ids, int i) {
            return static_cast<std::size_t>(i) < ids.size() ? ids[static_cast<std::size_t>(i)] : i;
        };
        for (int r = 0; r < values.rows; ++r)
            for (int c = 0; c < values.cols; ++c) use(id(rows, r), id(cols, c), values.at(r, c));
    }

    /// One file per result: `use(csv, report, name)` for every report of an id, in files <prefix>_<id>.csv.
    template <class T, class Use>
    void perResult(const std::string& prefix, std::string_view header, Use use) {
        std::vector<std::string> ids;
        each<T>([&](const T& r) {
            if (std::find(ids.begin(), ids.end(), r.id) == ids.end()) ids.push_back(r.id);
        });
        std::set<std::string> taken;
        for (const std::string& id : ids) {
            std::string name = prefix + '_' + fileSafe(id);
            while (!taken.insert(name).second) name += '_';
            CsvFile csv = open(name + ".csv", header);
            each<T>([&](const T& r) {
                if (r.id == id) use(csv, r, name);
            });
            csv.commit();
        }
    }

    void methodMatrices() {
        perResult<MethodMatrix>(
            "matrix", "round,row,col,value", [](CsvFile& csv, const MethodMatrix& r, const std::string&) {
                entries(r.values, r.rows, r.cols, [&](int row, int col, double v) { csv.row(r.round, row, col, v); });
            });
    }

    const std::vector<ReportPtr>& reports_;
    fs::path dir_;
    std::vector<fs::path> files_;
};

}  // namespace

std::string portableAnymap(const MethodImageGrid& r) {
    const auto width = static_cast<std::size_t>(r.width), height = static_cast<std::size_t>(r.height);
    const auto cols = static_cast<std::size_t>(r.cols), channels = static_cast<std::size_t>(r.channels);
    std::string bytes = (r.channels == 3 ? "P6\n" : "P5\n") + std::to_string(r.cols * r.width) + ' ' +
                        std::to_string(r.rows * r.height) + "\n255\n";
    const std::size_t start = bytes.size();
    bytes.resize(start + cols * width * static_cast<std::size_t>(r.rows) * height * channels, '\0');
    std::size_t from = 0;
    for (std::size_t tile = 0; tile < r.tiles(); ++tile)
        for (std::size_t c = 0; c < channels; ++c)
            for (std::size_t y = 0; y < height; ++y)
                for (std::size_t x = 0; x < width; ++x) {
                    const std::size_t row = tile / cols * height + y, col = tile % cols * width + x;
                    bytes[start + (row * cols * width + col) * channels + c] = static_cast<char>(r.pixels[from++]);
                }
    return bytes;
}

std::vector<fs::path> exportRun(const RunReader& reader, std::int64_t run, const fs::path& dir,
                                const std::vector<PartitionRow>& partition) {
    const std::optional<RunSummary> summary = reader.find(run);
    if (!summary) throw Error(Error::Kind::Usage, "there is no run " + std::to_string(run));
    std::error_code error;
    fs::create_directories(dir, error);
    if (error || !fs::is_directory(dir, error))
        throw Error(Error::Kind::Storage,
                    dir.string() + ": the folder cannot be created" + (error ? ": " + error.message() : std::string()));
    const std::vector<ReportPtr> reports = reader.reports(run);
    Exporter exporter(reports, dir);
    exporter.experiment(summary->experiment);
    exporter.metrics();
    exporter.summary();
    exporter.losses();
    exporter.rounds();
    exporter.traffic();
    exporter.series();
    exporter.messages();
    exporter.matrices();
    exporter.histograms();
    exporter.scatters();
    exporter.images();
    if (const auto records = reader.records(run)) exporter.records(*records);
    if (!partition.empty()) exporter.partition(partition);
    return exporter.files();
}

}  // namespace exitlab

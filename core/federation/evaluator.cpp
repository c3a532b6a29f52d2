// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/federation/evaluator.h"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "core/learning/rates.h"
#include "core/metrics/summary.h"

namespace exitlab {
namespace {

/// One client's part of the records, plus its summed cross-entropy per exit.
struct ClientResult {
    ExitRecords test, validation;
    std::vector<double> lossSum;
    NamedTensors notes;
};

/// Appends prediction, confidence, entropy and margin of one row of logits; returns the cross-entropy of `label`.
double recordRow(ExitRecords& records, const float* z, int classes, int label) {
    int best = 0;
    for (int c = 1; c < classes; ++c)
        if (z[c] > z[best]) best = c;
    double sum = 0, weighted = 0, second = -std::numeric_limits<double>::infinity();
    for (int c = 0; c < classes; ++c) {
        const double shifted = static_cast<double>(z[c]) - static_cast<double>(z[best]);
        const double e = std::exp(shifted);
        sum += e;
        if (e > 0) weighted += e * shifted;
        if (c != best) second = std::max(second, shifted);
    }
    const double logSum = std::log(sum);
    records.prediction.push_back(best);
    records.confidence.push_back(static_cast<float>(1 / sum));
    // H = -sum p log p = log(sum) - sum(e * shifted) / sum; never below 0.
    records.entropy.push_back(static_cast<float>(std::max(0.0, logSum - weighted / sum)));
    records.margin.push_back(static_cast<float>((1 - std::exp(second)) / sum));
    return logSum - (static_cast<double>(z[label]) - static_cast<double>(z[best]));
}

/// What the method sees of one client while it is tested.
class ClientTest final : public EvaluationView {
  public:
    ClientTest(const FederationState& state, NetworkSet& networks, int client, const Tensor& groupValues,
               Network& network)
        : state_(state), networks_(networks), client_(client), group_(groupValues), network_(network) {}

    int client() const override { return client_; }
    Network& network() override { return network_; }
    Network& network(double width, WidthScaling scaling) override { return networks_.narrowed(width, scaling); }
    const Tensor& global() const override { return group_; }
    Tensor kept(const std::string& name) const override {
        const auto& kept = own().kept;
        const auto found = kept.find(name);
        return found == kept.end() ? Tensor{} : found->second;
    }
    bool trained() const override { return own().trained; }
    Network& companion() override { return networks_.companion(); }
    const Tensor& labels() const override { return labels_; }
    bool testing() const override { return testing_; }

    void ask(const Tensor& labels, bool testing) {
        labels_ = labels;
        testing_ = testing;
    }

  private:
    const ClientState& own() const { return state_.clients[static_cast<std::size_t>(client_)]; }

    const FederationState& state_;
    NetworkSet& networks_;
    int client_;
    const Tensor& group_;
    Network& network_;
    Tensor labels_;
    bool testing_ = true;
};

/// Who answers at which exits: one loaded set of values.
struct Source {
    std::unique_ptr<ClientTest> view;
    ExitSource source;
    std::vector<bool> exits;
    Tensor tuned;  ///< values after training before the test, if there was one
};

/// Training of a client before its test (Algorithm::trainsBeforeTest).
struct TestTraining {
    /// Numbers of its epochs, so that batches come in another order than in the next round.
    static constexpr int kFirstEpoch = 1 << 19;

    const FederationState& state;
    const Algorithm& algorithm;
    const Dataset& data;
    const Settings& settings;
    std::uint64_t seed;
    const std::atomic<bool>& stop;

    void run(NetworkSet& networks, EvaluationView& view, const std::vector<std::int64_t>& train, const ClientPlan& plan,
             const SubModel& model) const {
        const at::AutoGradMode withGradients(true);
        const Network& network = networks.full();
        const ClientState& known = state.clients[static_cast<std::size_t>(view.client())];
        const SpanSet held = heldBy(model, network.plan());
        LocalWork::Task task;
        task.round = state.round;
        task.client = view.client();
        task.seed = seed;
        task.exits = plan.exits;
        task.width = model.width;
        task.scaling = model.scaling;
        task.held = &held;
        task.train = &train;
        task.kept = &known.kept;
        task.global = &view.global();
        task.seen = known.trained;
        task.peer = [](int) -> Tensor { throw std::logic_error("a client trains alone before a test"); };
        task.epochs = static_cast<int>(settings.integer("training.local_epochs"));
        task.batch = settings.integer("training.batch");
        task.sgd = {roundRate(settings, state.round), settings.real("training.momentum"),
                    settings.real("training.weight_decay"), settings.real("training.clip_value")};
        task.coupling = ExitCoupling::of(settings);
        task.firstEpoch = kFirstEpoch;
        const Tensor velocity = task.sgd.momentum > 0 ? at::zeros({network.spans().parameters}, at::kFloat) : Tensor{};
        network.gradients().zero_();
        LocalWork work(networks, data, algorithm, std::move(task), velocity, stop);
        algorithm.prepareTest(view, work);
    }
};

struct PartTest {
    const Algorithm& algorithm;
    const Dataset& data;
    const std::function<void(const Source&)>& load;  ///< values of a source into the worker's arena
    std::vector<Source>& sources;
    int client, exits, classes;
    std::int64_t batch;
    const std::atomic<bool>* stop;
};

/// Logits of all exits for some samples: each exit from its source.
std::vector<Tensor> answers(const PartTest& part, const std::int64_t* rows, std::int64_t count, bool testing) {
    const Tensor images = gatherBatch(part.data, rows, count);
    const Tensor labels = gatherLabels(part.data, rows, count);
    std::vector<Tensor> logits(static_cast<std::size_t>(part.exits));
    for (Source& source : part.sources) {
        if (part.sources.size() > 1) part.load(source);
        source.view->ask(labels, testing);
        const ExitOutputs out = part.algorithm.predict(*source.view, images);
        for (std::size_t k = 0; k < logits.size(); ++k)
            if (source.exits[k]) logits[k] = out.logits[k].contiguous();
    }
    return logits;
}

void testPart(const PartTest& part, const std::vector<std::int64_t>& samples, ExitRecords& records,
              std::vector<double>* lossSum) {
    const int exits = part.exits, classes = part.classes;
    records.exits = exits;
    records.classes = classes;
    const auto n = static_cast<std::int64_t>(samples.size());
    for (std::int64_t first = 0; first < n; first += part.batch) {
        if (part.stop && *part.stop) throw StopRequested{};
        const std::int64_t count = std::min(part.batch, n - first);
        const std::vector<Tensor> logits = answers(part, samples.data() + first, count, lossSum != nullptr);
        for (std::int64_t i = 0; i < count; ++i) {
            const auto sample = samples[static_cast<std::size_t>(first + i)];
            const int label = part.data.labels[static_cast<std::size_t>(sample)];
            records.client.push_back(part.client);
            records.sample.push_back(static_cast<std::int32_t>(sample));
            records.label.push_back(label);
            for (int k = 0; k < exits; ++k) {
                const double loss = recordRow(
                    records, logits[static_cast<std::size_t>(k)].data_ptr<float>() + i * classes, classes, label);
                if (lossSum) (*lossSum)[static_cast<std::size_t>(k)] += loss;
            }
        }
    }
}

/// The distinct sources of the exits, in the order in which exits first name them.
std::vector<Source> sourcesOf(const FederationState& state, const Algorithm& algorithm, NetworkSet& networks,
                              int client, const std::vector<SubModel>& models) {
    const int exits = networks.full().exits();
    std::vector<ExitSource> asked = algorithm.exitSources();
    if (asked.empty())
        asked.assign(static_cast<std::size_t>(exits), ExitSource{state.groups[static_cast<std::size_t>(client)], -1});
    std::vector<Source> sources;
    for (int k = 0; k < exits; ++k) {
        const ExitSource& one = asked.at(static_cast<std::size_t>(k));
        auto found = std::find_if(sources.begin(), sources.end(), [&](const Source& s) { return s.source == one; });
        if (found == sources.end()) {
            // Without a sub-model of its own an exit is answered by the whole network.
            const SubModel model = one.model < 0 ? SubModel{exits} : models.at(static_cast<std::size_t>(one.model));
            Source source;
            source.source = one;
            source.exits.assign(static_cast<std::size_t>(exits), false);
            source.view = std::make_unique<ClientTest>(state, networks, client, state.global(one.group),
                                                       networks.narrowed(model.width, model.scaling));
            found = sources.insert(sources.end(), std::move(source));
        }
        found->exits[static_cast<std::size_t>(k)] = true;
    }
    return sources;
}

void append(ExitRecords& to, const ExitRecords& from) {
    const auto add = [](auto& a, const auto& b) { a.insert(a.end(), b.begin(), b.end()); };
    add(to.client, from.client);
    add(to.sample, from.sample);
    add(to.label, from.label);
    add(to.prediction, from.prediction);
    add(to.confidence, from.confidence);
    add(to.entropy, from.entropy);
    add(to.margin, from.margin);
}

}  // namespace

Evaluation evaluateClients(const FederationState& state, const Algorithm& algorithm, const Dataset& data,
                           const Partition& partition, WorkerPool& pool, const Settings& settings, std::uint64_t seed,
                           bool withValidation, const std::atomic<bool>* stop) {
    const std::size_t clients = partition.clients.size();
    std::vector<ClientResult> results(clients);
    std::vector<std::int64_t> sizes;
    for (const ClientSamples& client : partition.clients)
        sizes.push_back(
            static_cast<std::int64_t>(client.test.size() + (withValidation ? client.validation.size() : 0)));

    const std::vector<SubModel> models = algorithm.subModels();
    const std::int64_t batch = settings.integer("evaluation.batch");
    const std::atomic<bool> never{false};
    pool.run(sizes, [&](NetworkSet& networks, std::size_t i) {
        const at::NoGradGuard noGrad;
        const Network& network = networks.full();
        const int client = static_cast<int>(i);
        std::vector<Source> sources = sourcesOf(state, algorithm, networks, client, models);
        const std::function<void(const Source&)> load = [&](const Source& source) {
            if (source.tuned.defined()) {
                network.values().copy_(source.tuned);
                return;
            }
            state.load(client, network.values(), source.view->global());
            algorithm.evaluateAs(*source.view);
        };
        if (const auto tuning = algorithm.trainsBeforeTest(state.round, client);
            tuning && sizes[i] > 0 && !partition.clients[i].train.empty()) {
            const TestTraining training{state, algorithm, data, settings, seed, stop ? *stop : never};
            for (Source& source : sources) {
                load(source);
                training.run(networks, *source.view, partition.clients[i].train, *tuning,
                             models.at(static_cast<std::size_t>(tuning->model)));
                source.tuned = network.values().clone();
            }
        }
        load(sources.front());
        const PartTest part{algorithm, data, load, sources, client, network.exits(), network.plan().classes(),
                            batch,     stop};
        ClientResult& result = results[i];
        result.lossSum.assign(static_cast<std::size_t>(network.exits()), 0);
        testPart(part, partition.clients[i].test, result.test, &result.lossSum);
        if (withValidation) testPart(part, partition.clients[i].validation, result.validation, nullptr);
        result.notes = std::move(sources.front().view->notes);
    });

    const int exits = results.empty() ? 0 : static_cast<int>(results.front().lossSum.size());
    const double none = std::numeric_limits<double>::quiet_NaN();
    Evaluation evaluation;
    Evaluated& summary = evaluation.summary;
    summary.round = state.round;
    summary.accuracy = Table(static_cast<int>(clients), exits, none);
    summary.loss = Table(static_cast<int>(clients), exits, none);
    auto test = std::make_shared<ExitRecords>();
    auto validation = std::make_shared<ExitRecords>();
    test->exits = validation->exits = exits;
    test->classes = validation->classes = data.classes();
    for (std::size_t i = 0; i < clients; ++i) {
        const ClientResult& result = results[i];
        const std::size_t n = result.test.size();
        summary.samples.push_back(static_cast<std::int64_t>(n));
        for (int k = 0; k < exits && n > 0; ++k) {
            std::size_t right = 0;
            for (std::size_t row = 0; row < n; ++row) right += result.test.correct(row, k) ? 1 : 0;
            summary.accuracy.at(static_cast<int>(i), k) = static_cast<double>(right) / static_cast<double>(n);
            summary.loss.at(static_cast<int>(i), k) =
                result.lossSum[static_cast<std::size_t>(k)] / static_cast<double>(n);
        }
        evaluation.notes.push_back(std::move(results[i].notes));
        append(*test, result.test);
        append(*validation, result.validation);
    }
    for (int k = 0; k < exits; ++k) summary.calibration.push_back(expectedCalibrationError(*test, k));
    evaluation.test = std::move(test);
    if (withValidation && validation->size() > 0) evaluation.validation = std::move(validation);
    return evaluation;
}

}  // namespace exitlab

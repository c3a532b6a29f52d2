// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/flow/flow.h"

#include <numeric>

#include "core/base/error.h"
#include "core/config/derived.h"
#include "core/config/spec_builder.h"
#include "core/learning/aggregation.h"
#include "core/plugin/plugin_api.h"

namespace exitlab {
namespace {

constexpr const char* kLocal = "local";
constexpr const char* kPolicy = "policy";
constexpr const char* kGroup = "routing network";
constexpr double kEpsilon = 1e-6;  // inside the regulariser's logarithm

/// Widths separated by commas.
std::vector<std::int64_t> hiddenWidths(const Settings& settings) {
    const std::string& text = settings.text("algorithm.hidden");
    const auto count = static_cast<int>(std::count(text.begin(), text.end(), ',')) + 1;
    std::vector<std::int64_t> widths;
    for (const double width : numberList(settings, "algorithm.hidden", count, 1, 65536)) {
        if (width != static_cast<double>(static_cast<std::int64_t>(width)))
            throw InputError("algorithm.hidden", "", "expected whole numbers separated by commas, found " + text);
        widths.push_back(static_cast<std::int64_t>(width));
    }
    return widths;
}

std::int64_t elements(const Shape& shape) {
    return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

/// Samples by whether the global branch, then the blended network is right: [right right, right wrong, wrong right,
/// wrong wrong].
Tensor fourfold(const Tensor& global, const Tensor& personal, const Tensor& labels) {
    const Tensor before = global.argmax(1) == labels, after = personal.argmax(1) == labels;
    return at::stack(
        {(before & after).sum(), (before & ~after).sum(), (~before & after).sum(), (~before & ~after).sum()});
}

}  // namespace

Flow::Flow(const FederationInfo& info)
    : Algorithm(info),
      lambda_(settings().real("algorithm.lambda") * (settings().text("algorithm.favour") == "global" ? 1 : -1)),
      split_(settings().boolean("algorithm.split_data")),
      separate_(settings().text("model.norm_policy") != "batch"),
      policy_(elements(info.network->sample()), hiddenWidths(settings()), info.network->stages()),
      branch_(info.spans().where([](const TensorSpan& span) { return !span.frozen; })) {
    if (settings().text("model.exit_module") == "recurrent")
        throw InputError("model.exit_module", "",
                         "Flow routes every exit with its stage and cannot take a recurrent exit module apart; "
                         "expected heads");
    policy_.initialize(info.seed);
}

std::vector<ParameterSpec> Flow::parameters() {
    return {
        realSpec("algorithm.lambda", "Routing regulariser", 0.01)
            .range(0, 100)
            .step(0.01)
            .help("Weight of the term that favours one of the two branches; 0 for none.")
            .longHelp("lambda x mean over samples and stages of -log(p_global^2 + 1e-6), added to the loss of the "
                      "routing network. Large: all samples take the favoured branch.")
            .source("Flow, reference code: 0.01 (EMNIST), 0.001 (CIFAR)"),
        choiceSpec("algorithm.favour", "Favoured branch", "global")
            .choice("global", "Global", "The regulariser rewards the common network")
            .choice("local", "Local", "The sign is turned: it rewards the personal network")
            .help("Where the regulariser pushes samples that could go either way.")
            .longHelp("The paper wants samples on the common network unless the personal one helps. The authors' code "
                      "indexes the other probability in places; local shows what that does.")
            .source("Our choice: global, as the paper's text has it"),
        textSpec("algorithm.hidden", "Hidden widths", "128,64")
            .help("Widths of the routing network's hidden layers, separated by commas.")
            .longHelp("The routing network reads the flattened sample, so its first layer is the largest part of what "
                      "it adds to the traffic. After the hidden layers there is one linear layer to 2 per stage.")
            .source("Our choice, smaller than the reference code's 350,150,50 (EMNIST) and 1000,750,350,150,50 "
                    "(CIFAR)"),
        booleanSpec("algorithm.split_data", "Split the client's data", false)
            .help("Train the local branch on one half of the samples, routing and global branch on the other.")
            .longHelp("Halves by the order of the samples. Routing then sees samples that the local branch has not "
                      "learnt by heart, but both learn from half as many. Off: all samples for both.")
            .source("Flow, reference code: on for EMNIST and text, off for CIFAR")};
}

std::vector<ClientPlan> Flow::plan(int round, const std::vector<int>& cohort) {
    std::vector<ClientPlan> plans = Algorithm::plan(round, cohort);
    for (ClientPlan& plan : plans) plan.alsoDown[kGroup] = static_cast<std::int64_t>(policy_.values().nbytes());
    return plans;
}

Payload Flow::alsoTravels() const {
    const auto bytes = static_cast<std::int64_t>(policy_.values().nbytes());
    return {bytes, bytes};
}

std::vector<std::int64_t> Flow::rowsOfHalf(const LocalWork& work, bool second) const {
    const std::int64_t n = work.samples(), half = split_ && n > 1 ? n / 2 : 0;
    const std::int64_t begin = second ? half : 0, end = second || half == 0 ? n : half;
    std::vector<std::int64_t> rows(static_cast<std::size_t>(end - begin));
    std::iota(rows.begin(), rows.end(), begin);
    return rows;
}

std::vector<LossTerm> Flow::loss(const LossBatch& batch) const {
    const bool local = batch.work.scratch.count(kLocal) > 0;
    return {{local ? kLocal : "task", taskLoss(batch, 1.0 / info().exits())}};
}

void Flow::localUpdate(LocalWork& work) const {
    const Network& global = work.network();
    Network& local = work.companion();
    local.values().copy_(global.values());
    local.gradients().zero_();
    local.seedDropout(Rng(work.seed(), Purpose::Method, static_cast<std::uint64_t>(work.round()),
                          static_cast<std::uint64_t>(work.client()))
                          .next());
    flow::RoutingNetwork policy(policy_);
    // Local branch and routing start anew each round, so their momentum does too.
    Tensor localVelocity, policyVelocity;
    if (work.sgd().momentum > 0) {
        localVelocity = at::zeros_like(local.gradients());
        policyVelocity = at::zeros_like(policy.values());
    }

    work.scratch[kLocal] = Tensor();  // whose loss it is
    work.eachBatch(work.epochs(), rowsOfHalf(work, false),
                   [&](const LocalWork::Batch& batch) { work.step(batch, work.trainable(), local, localVelocity); });
    work.scratch.erase(kLocal);
    work.eachBatch(work.epochs(), rowsOfHalf(work, true), [&](const LocalWork::Batch& batch) {
        const Tensor routes = policy.routes(batch.images);
        ExitOutputs blended;
        blended.logits = flow::personalised(global, batch.images, flow::softBlend(global, local, routes));
        const Tensor personal = taskLoss({work, blended, batch.images, batch.labels, batch.rows}, 1.0 / info().exits());
        const Tensor penalty = (routes.select(2, 0).square() + kEpsilon).log().mean() * -lambda_;
        policy.backward(work.count({{"personalised", personal}, {"regulariser", penalty}},
                                   static_cast<std::int64_t>(batch.rows.size())));
        sgdStep(policy.all(), policy.values(), policy.gradients(), policyVelocity, work.sgd());
        work.step(batch);
    });
    work.keep(kLocal, branch_.gather(local.values()));
    work.send(kPolicy, policy.values(), kGroup);
    noteLosses(work);
}

void Flow::noteLosses(LocalWork& work) const {
    // Sums over samples of what branches and routing lost, then the samples of both stages.
    std::vector<double> sums;
    for (const std::string name : {kLocal, "personalised", "regulariser", "task"}) {
        const auto at = std::find(work.terms().begin(), work.terms().end(), name);
        sums.push_back(work.termSums()[static_cast<std::size_t>(at - work.terms().begin())]);
    }
    for (const bool second : {false, true})
        sums.push_back(static_cast<double>(rowsOfHalf(work, second).size()) * work.epochs());
    work.note("losses", at::tensor(sums, at::kDouble));
}

void Flow::combine(ServerRound& round) {
    round.averageShared();
    std::vector<Tensor> policies;
    Tensor sums;
    for (const Upload& upload : round.uploads()) {
        policies.push_back(upload.sent.at(kPolicy));
        const Tensor& own = upload.noted.at("losses");
        sums = sums.defined() ? sums + own : own;
    }
    policy_.values().copy_(weightedSum(policies, round.weights()));
    const auto* sum = sums.data_ptr<double>();
    round.report(MethodSeries{0,
                              "branch_losses",
                              "Losses of branches and routing",
                              "loss (nats)",
                              {"local branch", "personalised", "regulariser", "global branch"},
                              {sum[0] / sum[4], sum[1] / sum[5], sum[2] / sum[5], sum[3] / sum[5]}});
}

void Flow::evaluateAs(EvaluationView& view) const {
    const Tensor& local = view.companion().values();
    local.copy_(view.network().values());
    const Tensor kept = view.kept(kLocal);
    if (!kept.defined()) return;  // never trained: both branches are the global one
    if (kept.scalar_type() != at::kFloat || kept.numel() != branch_.numel())
        throw InputError("checkpoint", "clients." + std::to_string(view.client()) + ".kept." + kLocal,
                         "expected " + std::to_string(branch_.numel()) + " float values of a local branch, found " +
                             std::to_string(kept.numel()));
    branch_.scatter(kept, local);
}

ExitOutputs Flow::predict(EvaluationView& view, const Tensor& images) const {
    const Network& global = view.network();
    const Tensor routes = policy_.routes(images);
    ExitOutputs out;
    out.logits = flow::personalised(global, images, flow::hardBlend(global, view.companion(), routes, separate_));
    if (view.testing()) noteAnswers(view, out.logits, images, routes);
    return out;
}

void Flow::noteAnswers(EvaluationView& view, const std::vector<Tensor>& logits, const Tensor& images,
                       const Tensor& routes) const {
    const ExitOutputs alone = view.network().forwardAll(images, false);
    std::vector<Tensor> tables;
    for (std::size_t k = 0; k < logits.size(); ++k)
        tables.push_back(fourfold(alone.logits[k], logits[k], view.labels()));
    const auto note = [&](const char* name, const Tensor& counts) {
        Tensor& sum = view.notes[name];
        sum = sum.defined() ? sum + counts : counts;
    };
    note("table", at::stack(tables));                  // [exits, 4]
    note("global", flow::takesGlobal(routes).sum(0));  // [stages]
    note("samples", at::tensor({images.size(0)}, at::kLong));
}

void Flow::evaluated(const std::vector<NamedTensors>& notes, MethodReporter& reporter) {
    const auto exits = static_cast<std::size_t>(info().exits());
    std::vector<double> harmed(exits), generalised(exits), personalised(exits);
    Tensor routed;
    double clients = 0, samples = 0;
    for (const NamedTensors& own : notes) {
        if (!own.count("table")) continue;  // nothing to test
        const auto n = static_cast<double>(own.at("samples").item<std::int64_t>());
        const auto* count = own.at("table").data_ptr<std::int64_t>();
        for (std::size_t k = 0; k < exits; ++k, count += 4) {
            harmed[k] += count[2] < count[1] ? 1 : 0;
            generalised[k] += static_cast<double>(count[0] + count[1]) / n;
            personalised[k] += static_cast<double>(count[0] + count[2]) / n;
        }
        routed = routed.defined() ? routed + own.at("global") : own.at("global");
        samples += n;
        ++clients;
    }
    if (clients == 0) return;
    MethodSeries accuracy{0, "branch_accuracy", "Accuracy, generalised and personalised", "accuracy", {}, {}};
    MethodSeries harm{0, "harmed", "Clients harmed by personalisation", "share of clients", {}, {}};
    for (std::size_t k = 0; k < exits; ++k) {
        const std::string exit = "exit " + std::to_string(k + 1);
        accuracy.labels.insert(accuracy.labels.end(), {exit + ", global branch", exit + ", personalised"});
        accuracy.values.insert(accuracy.values.end(), {generalised[k] / clients, personalised[k] / clients});
        harm.labels.push_back(exit);
        harm.values.push_back(harmed[k] / clients);
    }
    reporter.report(std::move(accuracy));
    reporter.report(std::move(harm));
    MethodSeries share{0, "global_share", "Samples that take the global branch", "share of samples", {}, {}};
    for (std::int64_t j = 0; j < routed.size(0); ++j) {
        share.labels.push_back("stage " + std::to_string(j + 1));
        share.values.push_back(static_cast<double>(routed[j].item<std::int64_t>()) / samples);
    }
    reporter.report(std::move(share));
    reportTables(notes, reporter);
}

void Flow::reportTables(const std::vector<NamedTensors>& notes, MethodReporter& reporter) const {
    Tensor sums;
    for (const NamedTensors& own : notes)
        if (const auto found = own.find("table"); found != own.end())
            sums = sums.defined() ? sums + found->second : found->second;
    for (int k = 0; k < info().exits(); ++k) {
        const auto* count = sums.data_ptr<std::int64_t>() + 4 * k;
        const auto samples = static_cast<double>(count[0] + count[1] + count[2] + count[3]);
        Table table(2, 2);
        for (std::size_t cell = 0; cell < 4; ++cell) table.values[cell] = static_cast<double>(count[cell]) / samples;
        const std::string exit = std::to_string(k + 1);
        reporter.report(MethodMatrix{0,
                                     "answers." + exit,
                                     "Exit " + exit + ": share of samples",
                                     "global branch right (1) or wrong (0)",
                                     "personalised right (1) or wrong (0)",
                                     {1, 0},
                                     {1, 0},
                                     table,
                                     ColourMeaning::Magnitude});
    }
}

}  // namespace exitlab

EXITLAB_METHOD(exitlab::Flow)

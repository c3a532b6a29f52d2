// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/federation/evaluator.h"

#include <cmath>
#include <limits>

#include "core/metrics/summary.h"

namespace exitlab {
namespace {

/// One client's part of the records, plus its summed cross-entropy per exit.
struct ClientResult {
    ExitRecords test, validation;
    std::vector<double> lossSum;
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

void testPart(const Network& network, const Dataset& data, int client, const std::vector<std::int64_t>& samples,
              std::int64_t batch, const std::atomic<bool>* stop, ExitRecords& records, std::vector<double>* lossSum) {
    const int exits = network.exits();
    const int classes = network.plan().classes();
    records.exits = exits;
    records.classes = classes;
    const auto n = static_cast<std::int64_t>(samples.size());
    for (std::int64_t first = 0; first < n; first += batch) {
        if (stop && *stop) throw StopRequested{};
        const std::int64_t count = std::min(batch, n - first);
        const ExitOutputs out = network.forwardAll(gatherBatch(data, samples.data() + first, count), false);
        std::vector<Tensor> logits;
        for (const Tensor& z : out.logits) logits.push_back(z.contiguous());
        for (std::int64_t i = 0; i < count; ++i) {
            const auto sample = samples[static_cast<std::size_t>(first + i)];
            const int label = data.labels[static_cast<std::size_t>(sample)];
            records.client.push_back(client);
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
                           const Partition& partition, WorkerPool& pool, std::int64_t batch, bool withValidation,
                           const std::atomic<bool>* stop) {
    const std::size_t clients = partition.clients.size();
    std::vector<ClientResult> results(clients);
    std::vector<std::int64_t> sizes;
    for (const ClientSamples& client : partition.clients)
        sizes.push_back(
            static_cast<std::int64_t>(client.test.size() + (withValidation ? client.validation.size() : 0)));

    pool.run(sizes, [&](Network& network, std::size_t i) {
        const at::NoGradGuard noGrad;
        const int client = static_cast<int>(i);
        state.load(client, network.values());
        algorithm.evaluateAs(client, network.values());
        ClientResult& result = results[i];
        result.lossSum.assign(static_cast<std::size_t>(network.exits()), 0);
        testPart(network, data, client, partition.clients[i].test, batch, stop, result.test, &result.lossSum);
        if (withValidation)
            testPart(network, data, client, partition.clients[i].validation, batch, stop, result.validation, nullptr);
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
        append(*test, result.test);
        append(*validation, result.validation);
    }
    for (int k = 0; k < exits; ++k) summary.calibration.push_back(expectedCalibrationError(*test, k));
    evaluation.test = std::move(test);
    if (withValidation && validation->size() > 0) evaluation.validation = std::move(validation);
    return evaluation;
}

}  // namespace exitlab

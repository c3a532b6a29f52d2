// SPDX-License-Identifier: GPL-3.0-or-later
// Whole rounds of DarkDistill through RoundLoop and workers against the independent reference, with the reference's
// random numbers and initial generators.
#include <QTest>

#include "plugins/darkdistill/darkdistill.h"
#include "tests/support/golden_rounds.h"

using namespace exitlab;
using namespace exitlab::darkdistill;
using namespace exitlab::test;

namespace {

/// The random numbers of one epoch of the golden file.
class GivenDraws final : public Draws {
  public:
    explicit GivenDraws(const Json& levels) : levels_(levels), used_(levels.size()) {}
    std::vector<std::int64_t> pairs(int generator, std::int64_t, std::int64_t) override {
        return of(generator).at("pairs").get<std::vector<std::int64_t>>();
    }
    Tensor noise(int generator, std::int64_t, std::int64_t) override {
        const int turn = used_[static_cast<std::size_t>(generator)]++;
        return toTensor(turn == 0 ? of(generator).at("generator_eps")
                                  : of(generator).at("kd_eps").at(static_cast<std::size_t>(turn) - 1));
    }

  private:
    const Json& of(int generator) const { return levels_.at(static_cast<std::size_t>(generator)); }
    Json levels_;
    std::vector<int> used_;
};

/// What the method is made from, once more: its constructor takes the random numbers.
FederationInfo infoOf(const RunSetup& setup, const Json& g) {
    FederationInfo info;
    info.network = setup.plan.get();
    info.settings = adaptedSettings(engine(), setup.experiment.settings());
    info.seed = setup.experiment.seed();
    info.rounds = static_cast<int>(g.at("cohorts").size());
    info.clients = static_cast<int>(setup.partition.clients.size());
    info.fleet = setup.fleet;
    return info;
}

/// Initial generators of the golden file, Adam's moments at zero, no reference model yet.
NamedTensors startOf(const Json& g) {
    NamedTensors state{{"reference", at::empty({0}, at::kFloat)}};
    for (std::size_t l = 0; l < g.at("initial_generators").size(); ++l)
        for (const auto& [name, value] : g.at("initial_generators")[l].items()) {
            const std::string key = "generator." + std::to_string(l) + "." + name;
            state[key] = toTensor(value);
            state[key + ".mean"] = at::zeros_like(state[key]);
            state[key + ".square"] = at::zeros_like(state[key]);
            state[key + ".steps"] = at::zeros({1}, at::kLong);
        }
    return state;
}

double meanOf(const Json& epochs, const std::function<void(const Json&, std::vector<double>&)>& collect) {
    std::vector<double> values;
    for (const Json& epoch : epochs) collect(epoch, values);
    double sum = 0;
    for (const double v : values) sum += v;
    return sum / static_cast<double>(values.size());
}

}  // namespace

class TestRounds : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void golden() {
        const Json g = test::golden("darkdistill_rounds");
        const Json& s = g.at("settings");
        RunSetup setup = goldenSetup(g, "darkdistill",
                                     {{"devices.tiers", "3"},
                                      {"training.optimizer_state", "reset"},
                                      {"algorithm.server_epochs", s.at("server_epochs").dump()},
                                      {"algorithm.server_batch", s.at("server_batch").dump()},
                                      {"algorithm.kd_steps", s.at("kd_steps").dump()},
                                      {"algorithm.generator_noise", s.at("generator_noise").dump()},
                                      {"algorithm.generator_hidden", s.at("generator_hidden").dump()}});
        setup.algorithm = std::make_unique<DarkDistill>(infoOf(setup, g), [&](int round, int epoch) {
            return std::make_unique<GivenDraws>(
                g.at("rounds")[static_cast<std::size_t>(round)].at("draws")[static_cast<std::size_t>(epoch)]);
        });
        setup.algorithm->restore(startOf(g));
        const std::vector<AfterRound> found = runGolden(setup, g.at("initial"));
        QCOMPARE(found.size(), g.at("rounds").size());
        const SpanTable& spans = setup.plan->spans();
        for (std::size_t t = 0; t < found.size(); ++t) {
            const Json& expected = g.at("rounds")[t];
            compareValues(spans, found[t].global(), expected.at("server"));
            compareValues(spans, found[t].server.at("reference"), expected.at("models_after_server")[2]);
            for (std::size_t l = 0; l < 3; ++l)
                for (const auto& [name, value] : expected.at("generators")[l].items())
                    QCOMPARE_NEAR(found[t].server.at("generator." + std::to_string(l) + "." + name), toTensor(value),
                                  kGoldenTolerance);
            checkReports(found[t].told, expected);
        }
    }

  private:
    static void checkReports(const Recorder& told, const Json& expected) {
        const MethodSeries losses = told.of<MethodSeries>("generator_loss").at(0);
        QCOMPARE(losses.labels, (std::vector<std::string>{"class", "difficulty", "diversity"}));
        const char* parts[] = {"label", "difficulty", "diversity"};
        for (std::size_t i = 0; i < 3; ++i) {
            const double mean = meanOf(expected.at("epochs"), [&](const Json& epoch, std::vector<double>& out) {
                for (const Json& one : epoch.at("generators")) out.push_back(one.at(parts[i]).get<double>());
            });
            QVERIFY(std::abs(losses.values[i] - mean) < kGoldenTolerance);
        }
        const MethodSeries reverse = told.of<MethodSeries>("reverse_kd").at(0);
        for (std::size_t l = 0; l < 2; ++l) {
            const std::string name = "level " + std::to_string(l + 1) + " to " + std::to_string(l + 2);
            const auto at = std::find(reverse.labels.begin(), reverse.labels.end(), name) - reverse.labels.begin();
            const auto pair = [&](const char* key, std::size_t index) {
                return meanOf(expected.at("epochs"), [&](const Json& epoch, std::vector<double>& out) {
                    for (const Json& step : epoch.at("kd")) {
                        const Json& value = step.at("pairs")[l].at(key);
                        out.push_back(value.is_number() ? value.get<double>() : toDoubles(value)[index]);
                    }
                });
            };
            QVERIFY(std::abs(reverse.values.at(static_cast<std::size_t>(at)) - pair("loss", 0)) < kGoldenTolerance);
            const MethodSeries weights = told.of<MethodSeries>("matching." + std::to_string(l + 1)).at(0);
            QCOMPARE(weights.values.size(), l + 2);
            for (std::size_t e = 0; e < weights.values.size(); ++e)
                QVERIFY(std::abs(weights.values[e] - pair("a", e)) < kGoldenTolerance);
        }
        const MethodSeries pools = told.of<MethodSeries>("pools").at(0);
        QCOMPARE(pools.values, toDoubles(expected.at("level_samples")));
    }
};

QTEST_GUILESS_MAIN(TestRounds)
#include "tst_rounds.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The explorer against a brute force that asks every sample by hand.
#include <QTest>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/inference/explorer.h"

using namespace exitlab;

namespace {

const std::vector<double> kMacs{1e6, 3e6, 4e6};

ExitRecords randomRecords(std::size_t n, int clients, std::uint64_t seed) {
    Rng rng(seed, Purpose::Test);
    ExitRecords records;
    records.exits = 3;
    records.classes = 10;
    for (std::size_t i = 0; i < n; ++i) {
        records.client.push_back(static_cast<int>(rng.below(static_cast<std::uint64_t>(clients))));
        records.sample.push_back(static_cast<int>(i));
        records.label.push_back(static_cast<int>(rng.below(10)));
        for (int k = 0; k < records.exits; ++k) {
            const bool right = rng.uniform() < 0.5 + 0.15 * k;
            records.prediction.push_back(right ? records.label.back() : (records.label.back() + 1) % 10);
            records.confidence.push_back(static_cast<float>(rng.uniform(0.1, 1.0)));
            records.entropy.push_back(static_cast<float>(rng.uniform(0, 2.3)));
            records.margin.push_back(static_cast<float>(rng.uniform()));
        }
    }
    return records;
}

/// One sample by the definition of its policy (early-exit.md 7.1); thresholds per exit that decides.
int exitOf(const ExitRecords& r, std::size_t row, const ExitChoice& choice, const std::vector<double>& thresholds) {
    if (choice.policy == ExitPolicy::Anytime) return choice.exit;
    for (int k = 0; k + 1 < r.exits; ++k) {
        const std::size_t at = r.at(row, k);
        const float threshold = thresholds.empty() ? 0 : static_cast<float>(thresholds[static_cast<std::size_t>(k)]);
        if (choice.policy == ExitPolicy::Entropy && r.entropy[at] < threshold) return k;
        if (choice.policy == ExitPolicy::Margin && r.margin[at] >= threshold) return k;
        if ((choice.policy == ExitPolicy::Confidence || choice.policy == ExitPolicy::Budgeted) &&
            r.confidence[at] >= threshold)
            return k;
        if (choice.policy == ExitPolicy::Patience) {
            int agreeing = 1;
            while (agreeing <= k && r.prediction[at - static_cast<std::size_t>(agreeing)] == r.prediction[at])
                ++agreeing;
            if (agreeing >= choice.patience) return k;
        }
    }
    return r.exits - 1;
}

struct Brute {
    double accuracy = 0, macs = 0, clientAccuracy = 0, clientSaving = 0;
    std::vector<double> shares{0, 0, 0};
};

Brute bruteForce(const ExitRecords& r, const std::vector<int>& taken) {
    Brute out;
    const auto n = static_cast<double>(r.size());
    int clients = 0;
    for (int c = 0; c < 1000; ++c) {
        double samples = 0, correct = 0, macs = 0;
        for (std::size_t i = 0; i < r.size(); ++i) {
            if (r.client[i] != c) continue;
            ++samples;
            correct += r.correct(i, taken[i]);
            macs += kMacs[static_cast<std::size_t>(taken[i])];
        }
        if (samples == 0) continue;
        ++clients;
        out.accuracy += correct / n;
        out.macs += macs / n;
        out.clientAccuracy += correct / samples;
        out.clientSaving += 1 - macs / samples / kMacs.back();
    }
    out.clientAccuracy /= clients;
    out.clientSaving /= clients;
    for (const int exit : taken) out.shares[static_cast<std::size_t>(exit)] += 1 / n;
    return out;
}

bool near(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(b)); }

#define COMPARE_WITH_BRUTE_FORCE(result, brute)                     \
    QVERIFY(near((result).accuracy, (brute).accuracy));             \
    QVERIFY(near((result).macs, (brute).macs));                     \
    QVERIFY(near((result).clientAccuracy, (brute).clientAccuracy)); \
    QVERIFY(near((result).clientSaving, (brute).clientSaving));     \
    for (std::size_t k = 0; k < 3; ++k) QVERIFY(near((result).shares[k], (brute).shares[k]))

template <class Function>
std::string messageOf(Function function) {
    try {
        function();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

}  // namespace

class TestExplorer : public QObject {
    Q_OBJECT

  private slots:
    void everyPolicyAgainstBruteForce_data() {
        QTest::addColumn<int>("policy");
        for (const ExitPolicy policy : kExitPolicies) QTest::newRow(toString(policy)) << static_cast<int>(policy);
    }
    void everyPolicyAgainstBruteForce() {
        QFETCH(int, policy);
        const ExitRecords test = randomRecords(900, 7, 1), validation = randomRecords(500, 7, 2);
        const ExitExplorer explorer(test, &validation, kMacs);
        ExitPlan plan;
        plan.fleet.policy = static_cast<ExitPolicy>(policy);
        plan.fleet.thresholds = {0.55, 0.8};
        plan.fleet.patience = 2;
        plan.fleet.budget = 0.6;
        plan.fleet.exit = 1;
        const ExitAnswer answer = explorer.answer(plan);
        std::vector<double> thresholds = plan.fleet.thresholds;
        if (plan.fleet.policy == ExitPolicy::Budgeted) {
            // The fit itself is that of policies.h, on the validation part.
            const BudgetFit fit = fitBudget(validation, 0.6, kMacs);
            QCOMPARE(answer.scopes[0].fit->thresholds, fit.thresholds);
            QCOMPARE(answer.scopes[0].fittedOn, std::int64_t(500));
            QVERIFY(answer.scopes[0].source == FitSource::Validation);
            thresholds = fit.thresholds;
        }
        const ExitRecords& rows = explorer.records();
        std::vector<int> taken;
        for (std::size_t i = 0; i < rows.size(); ++i) taken.push_back(exitOf(rows, i, plan.fleet, thresholds));
        QCOMPARE(answer.taken, taken);
        COMPARE_WITH_BRUTE_FORCE(answer.total, bruteForce(rows, taken));
        QCOMPARE(answer.clients.size(), std::size_t(7));
        for (const ClientOutcome& client : answer.clients) {
            double samples = 0, correct = 0, macs = 0;
            for (std::size_t i = 0; i < rows.size(); ++i) {
                if (rows.client[i] != client.client) continue;
                ++samples;
                correct += rows.correct(i, taken[i]);
                macs += kMacs[static_cast<std::size_t>(taken[i])];
            }
            QCOMPARE(double(client.samples), samples);
            QVERIFY(near(client.accuracy, correct / samples));
            QVERIFY(near(client.macs, macs / samples));
        }
    }

    void theRecordsAreTheSameOnlySorted() {
        const ExitRecords test = randomRecords(300, 9, 3);
        const ExitExplorer explorer(test, nullptr, kMacs);
        const ExitRecords& rows = explorer.records();
        QVERIFY(std::is_sorted(rows.client.begin(), rows.client.end()));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto from = static_cast<std::size_t>(rows.sample[i]);  // sample i stood in row i
            QCOMPARE(rows.client[i], test.client[from]);
            QCOMPARE(rows.label[i], test.label[from]);
            for (int k = 0; k < 3; ++k) {
                QCOMPARE(rows.prediction[rows.at(i, k)], test.prediction[test.at(from, k)]);
                QCOMPARE(rows.confidence[rows.at(i, k)], test.confidence[test.at(from, k)]);
                QCOMPARE(rows.entropy[rows.at(i, k)], test.entropy[test.at(from, k)]);
                QCOMPARE(rows.margin[rows.at(i, k)], test.margin[test.at(from, k)]);
            }
        }
    }

    void groupsHaveTheirOwnPolicies() {
        const ExitRecords test = randomRecords(900, 6, 4), validation = randomRecords(600, 6, 5);
        const ExitExplorer explorer(test, &validation, kMacs);
        ExitPlan plan;
        plan.fleet.thresholds = {0.7};
        ClientGroup weak{"weak", {0, 1}, {}}, strong{"", {5}, {}};
        weak.choice.policy = ExitPolicy::Budgeted;
        weak.choice.budget = 0.4;
        strong.choice.policy = ExitPolicy::Anytime;
        strong.choice.exit = 2;
        plan.groups = {weak, strong};
        const ExitAnswer answer = explorer.answer(plan);
        QCOMPARE(answer.scopes.size(), std::size_t(3));
        QCOMPARE(answer.scopes[0].clients, (std::vector<int>{2, 3, 4}));
        QCOMPARE(answer.scopes[2].name, std::string("clients 5"));
        QVERIFY(answer.scopes[1].fit->validationShare <= 0.4);
        QVERIFY(answer.total.thresholds.empty());
        // By hand, sample by sample.
        std::vector<int> taken;
        const ExitRecords& rows = explorer.records();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const int client = rows.client[i];
            taken.push_back(client <= 1   ? exitOf(rows, i, weak.choice, answer.scopes[1].fit->thresholds)
                            : client == 5 ? 2
                                          : exitOf(rows, i, plan.fleet, {0.7, 0.7}));
        }
        QCOMPARE(answer.taken, taken);
        COMPARE_WITH_BRUTE_FORCE(answer.total, bruteForce(rows, taken));
        // The fit saw the validation records of these two clients only.
        std::int64_t seen = 0;
        for (const int client : validation.client) seen += client <= 1;
        QCOMPARE(answer.scopes[1].fittedOn, seen);
        // A scope's own result is that of its own clients.
        double samples = 0, macs = 0;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (rows.client[i] <= 1) ++samples, macs += kMacs[static_cast<std::size_t>(taken[i])];
        QVERIFY(near(answer.scopes[1].result.macs, macs / samples));
        QCOMPARE(answer.scopes[2].result.saving, 0.0);
    }

    void budgetsSayWhatTheyWereFittedOn() {
        const ExitRecords test = randomRecords(400, 4, 6);
        ExitPlan plan;
        plan.fleet.policy = ExitPolicy::Budgeted;
        plan.fleet.budget = 0.6;
        const ExitAnswer onTest = ExitExplorer(test, nullptr, kMacs).answer(plan);
        QVERIFY(onTest.scopes[0].source == FitSource::Test);
        QVERIFY(onTest.total.macs <= 0.6 * kMacs.back());
        // Clients without a validation part take the fleet's.
        ExitRecords validation = randomRecords(400, 4, 7);
        for (int& client : validation.client) client = client == 3 ? 0 : client;
        ClientGroup group{"", {3}, plan.fleet};
        plan.groups = {group};
        const ExitAnswer answer = ExitExplorer(test, &validation, kMacs).answer(plan);
        QVERIFY(answer.scopes[0].source == FitSource::Validation);
        QVERIFY(answer.scopes[1].source == FitSource::FleetValidation);
        QCOMPARE(answer.scopes[1].fittedOn, std::int64_t(400));
        plan.groups[0].choice.budget = 0.01;
        const std::string error = messageOf([&] { (void)ExitExplorer(test, &validation, kMacs).answer(plan); });
        QVERIFY2(error.find("clients 3") != std::string::npos, error.c_str());
        QVERIFY2(error.find("feasible: 0.") != std::string::npos, error.c_str());
    }

    void plansThatMakeNoSense() {
        const ExitRecords test = randomRecords(200, 4, 8);
        const ExitExplorer explorer(test, nullptr, kMacs);
        const auto saying = [&](ExitPlan plan, const char* words) {
            const std::string error = messageOf([&] { (void)explorer.answer(plan); });
            if (error.find(words) != std::string::npos) return true;
            qWarning("%s", error.c_str());
            return false;
        };
        ExitPlan plan;
        plan.groups = {{"", {1, 9}, {}}};
        QVERIFY(saying(plan, "there are clients 0-3"));
        plan.groups = {{"a", {1}, {}}, {"b", {0, 1}, {}}};
        QVERIFY(saying(plan, "client 1 is in two groups, a and b"));
        plan.groups = {{"a", {}, {}}};
        QVERIFY(saying(plan, "no clients"));
        plan.groups.clear();
        plan.fleet.thresholds = {0.1, 0.2, 0.3, 0.4};
        QVERIFY(saying(plan, "expected one for all exits, or 2"));
        plan.fleet.thresholds = {std::nan("")};
        QVERIFY(saying(plan, "not a number"));
        plan.fleet = {};
        plan.fleet.policy = ExitPolicy::Anytime;
        plan.fleet.exit = 3;
        QVERIFY(saying(plan, "there is no exit 4, expected 1 to 3"));
        plan.fleet.policy = ExitPolicy::Patience;
        plan.fleet.patience = 0;
        QVERIFY(saying(plan, "patience"));
        plan.fleet.policy = ExitPolicy::Budgeted;
        plan.fleet.budget = 1.5;
        QVERIFY(saying(plan, "at most 1"));
        QVERIFY(!messageOf([] { (void)ExitExplorer(ExitRecords{}, nullptr, {}); }).empty());
        QVERIFY(!messageOf([&] { (void)ExitExplorer(test, nullptr, {1, 2}); }).empty());
    }

    void curvesRunFromTheCheapestToTheDearest() {
        const ExitRecords test = randomRecords(800, 5, 9), validation = randomRecords(300, 5, 10);
        const ExitExplorer explorer(test, &validation, kMacs);
        for (const ExitPolicy policy : kExitPolicies) {
            const auto sweep = explorer.sweep(policy);
            QVERIFY(sweep.size() >= 3);
            for (std::size_t i = 1; i < sweep.size(); ++i) QVERIFY(sweep[i].result.macs >= sweep[i - 1].result.macs);
            if (policy == ExitPolicy::Budgeted) continue;
            // Everybody leaves at once at one end, nobody leaves early at the other.
            QCOMPARE(sweep.front().result.macs, kMacs.front());
            QCOMPARE(sweep.back().result.macs, kMacs.back());
            if (hasThresholds(policy))
                for (const SweepPoint& point : sweep)
                    QCOMPARE(point.result, thresholdPolicy(explorer.records(), ruleOf(policy), point.parameter, kMacs));
        }
        const auto alone = explorer.exitsAlone();
        const auto anytime = anytimeAccuracy(test);
        for (std::size_t k = 0; k < 3; ++k) QVERIFY(near(alone[k].clientAccuracy, anytime[k]));
    }

    void latencyAndEnergyOfAnAnswer() {
        const ExitRecords test = randomRecords(500, 4, 11);
        const ExitExplorer explorer(test, nullptr, kMacs);
        const ExitAnswer answer = explorer.answer({});
        const ExitDevice device{"own", "", "", 2e9, 1e-4, 3e-9, 0.5};
        const DeviceAnswer costs = onDevice(answer, kMacs, device);
        double latency = 0, energy = 0;
        for (const int exit : answer.taken) {
            // Exits 1 and 2 decide; whoever reaches exit 3 was checked twice.
            const double seconds = kMacs[static_cast<std::size_t>(exit)] / 2e9 + std::min(exit + 1, 2) * 1e-4;
            latency += seconds * 1e3;
            energy += (kMacs[static_cast<std::size_t>(exit)] * 3e-9 + 0.5 * seconds) * 1e3;
        }
        QVERIFY(near(costs.mean.latencyMs, latency / 500));
        QVERIFY(near(costs.mean.energyMj, energy / 500));
        QVERIFY(near(costs.lastExit.latencyMs, 4e6 / 2e9 * 1e3));
        double mean = 0;
        for (const SampleCost& client : costs.clients) mean += client.latencyMs / 4;
        QVERIFY(near(costs.clientMean.latencyMs, mean));
        // A fixed exit checks nothing.
        ExitPlan fixed;
        fixed.fleet.policy = ExitPolicy::Anytime;
        fixed.fleet.exit = 2;
        QVERIFY(near(onDevice(explorer.answer(fixed), kMacs, device).mean.latencyMs, costs.lastExit.latencyMs));
    }

    void devices() {
        QVERIFY(typicalDevices().size() >= 4);
        for (const ExitDevice& device : typicalDevices()) {
            QCOMPARE(flaw(device), std::string());
            QVERIFY(!device.title.empty() && !device.source.empty());
            QCOMPARE(deviceFrom(device.id), device);
        }
        const ExitDevice own = deviceFrom("4, 0.02,0.3,1.5");
        QCOMPARE(own.macsPerSecond, 4e9);
        QCOMPARE(own.checkSeconds, 2e-5);
        QVERIFY(near(own.joulesPerMac * 1e9, 0.3));
        QCOMPARE(own.idleWatts, 1.5);
        for (const char* bad : {"toaster", "1,2,3", "0,1,1,1", "1,-1,1,1", "1,2,3,4,5", "1,2,3,x", ""})
            QVERIFY2(messageOf([&] { (void)deviceFrom(bad); }).find("microcontroller") != std::string::npos, bad);
    }

    void clientsAsText() {
        QCOMPARE(parseClients("0-4,7"), (std::vector<int>{0, 1, 2, 3, 4, 7}));
        QCOMPARE(parseClients(" 3 , 1 - 2, 3"), (std::vector<int>{1, 2, 3}));
        QCOMPARE(clientsText({0, 1, 2, 3, 4, 7}), std::string("0-4, 7"));
        QCOMPARE(clientsText({1, 2, 9}), std::string("1, 2, 9"));
        QCOMPARE(parseClients(clientsText({0, 2, 3, 4, 8, 9})), (std::vector<int>{0, 2, 3, 4, 8, 9}));
        for (const char* bad : {"", "a", "1-", "3-1", "1,,2", "1;2", "-1", "99999999999"})
            QVERIFY2(messageOf([&] { (void)parseClients(bad); }).find("such as 0-4,7") != std::string::npos, bad);
    }

    void policiesByName() {
        for (const ExitPolicy policy : kExitPolicies) QVERIFY(exitPolicyFrom(toString(policy)) == policy);
        QVERIFY(messageOf([] { (void)exitPolicyFrom("luck"); }).find("anytime") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestExplorer)
#include "tst_explorer.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// A federation's state on disk: the same bits back, and one clear sentence for every file that is not one.
#include <QTemporaryDir>
#include <QTest>

#include <limits>

#include "core/base/error.h"
#include "core/store/safetensors.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;
namespace fs = std::filesystem;

namespace {

struct Stored {
    std::map<std::string, Tensor> tensors;
    std::map<std::string, std::string> metadata;
};

void write(const fs::path& file, const Stored& stored) {
    std::vector<TensorRef> refs;
    for (const auto& [name, tensor] : stored.tensors)
        refs.push_back({name, tensor.scalar_type() == at::kFloat ? "F32" : "U8", tensor.sizes().vec(),
                        tensor.data_ptr(), tensor.nbytes()});
    writeSafetensors(file, refs, stored.metadata);
}

class HeadsPersonal final : public Algorithm {
  public:
    using Algorithm::Algorithm;
    Layout layout() const override { return personalHeads(); }
};

}  // namespace

class TestCheckpoint : public QObject {
    Q_OBJECT

    QTemporaryDir dir_;
    fs::path file(const char* name) const { return fs::path(dir_.path().toStdString()) / name; }

    /// A state with shared trunk and personal heads, 3 clients, drawn initial values.
    struct Fresh {
        NetworkPlan plan{modelSettings({}), {1, 16, 16}, 4};
        FederationState state = make();

      private:
        FederationState make() const {
            FederationInfo info;
            info.network = &plan;
            info.settings = modelSettings({});
            Network network(plan);
            network.initialize(7);
            return FederationState(plan, HeadsPersonal(info), network.values().clone(), 3);
        }
    };

  private Q_SLOTS:
    void sameBitsComeBack() {
        Fresh fresh;
        const NetworkPlan& plan = fresh.plan;
        FederationState& state = fresh.state;
        state.globals[0].add_(1);
        state.globals[0][0] = std::numeric_limits<float>::quiet_NaN();
        state.globals[0][1] = -0.0f;
        state.clients[1].personal = randomTensor({state.layout.personal.numel()}, 1);
        state.clients[1].velocity = randomTensor({plan.spans().parameters}, 2);
        state.clients[2].kept["teacher_head"] = randomTensor({52}, 3);
        state.round = 12;
        state.bytesUp = 3'000'000'000'000;
        state.bytesDown = 5;
        state.seconds = 1.5;
        state.diverged = true;
        const NamedTensors server{{"similarity", randomTensor({3, 3}, 4).to(at::kDouble)},
                                  {"counts", at::arange(4, at::kLong)}};
        const CheckpointInfo info = state.save(file("whole"), server);
        QCOMPARE(info.round, 12);
        QCOMPARE(info.bytes, static_cast<std::int64_t>(fs::file_size(file("whole"))));

        Fresh another;
        FederationState& other = another.state;
        other.clients[0].kept["left over"] = at::zeros({1});
        const NamedTensors restored = other.load(file("whole"));
        QVERIFY(sameBits(other.globals[0], state.globals[0]));
        QVERIFY(!other.clients[0].personal.defined() && other.clients[0].kept.empty());
        QVERIFY(sameBits(other.clients[1].personal, state.clients[1].personal));
        QVERIFY(sameBits(other.clients[1].velocity, state.clients[1].velocity));
        QVERIFY(sameBits(other.clients[2].kept.at("teacher_head"), state.clients[2].kept.at("teacher_head")));
        QCOMPARE(restored.size(), std::size_t{2});
        for (const auto& [name, tensor] : server) QVERIFY(sameBits(restored.at(name), tensor));
        QCOMPARE(other.round, 12);
        QCOMPARE(other.bytesUp, state.bytesUp);
        QCOMPARE(other.bytesDown, state.bytesDown);
        QCOMPARE(other.seconds, 1.5);
        QVERIFY(other.diverged);
        QCOMPARE(other.weightsSha256(), state.weightsSha256());
        QCOMPARE(other.save(file("again"), restored).sha256, info.sha256);
    }

    void hashSeesEveryPart() {
        Fresh fresh;
        FederationState& state = fresh.state;
        const std::string start = state.weightsSha256();
        state.clients[2].personal = state.layout.personal.gather(state.initial);
        QCOMPARE(state.weightsSha256(), start);  // what was never trained counts as initial
        state.clients[2].personal[3] += 1;
        const std::string personal = state.weightsSha256();
        QVERIFY(personal != start);
        std::swap(state.clients[1], state.clients[2]);
        QVERIFY(state.weightsSha256() != personal);
        state.globals[0][0] += 1;
        QVERIFY(state.weightsSha256() != personal);
    }

    void filesThatAreNotOne_data() {
        QTest::addColumn<int>("fault");
        QTest::addColumn<QByteArray>("place");
        const char* places[] = {
            "format",    "format",   "metadata",           "bytes_up",           "global",        "global", "global",
            "clients.9", "clients.", "clients.0.personal", "clients.0.velocity", "clients.0.hat", "hat"};
        for (int fault = 0; fault < 13; ++fault)
            QTest::addRow("%d %s", fault, places[fault]) << fault << QByteArray(places[fault]);
    }
    void filesThatAreNotOne() {
        QFETCH(int, fault);
        QFETCH(QByteArray, place);
        Fresh fresh;
        const NetworkPlan& plan = fresh.plan;
        FederationState& state = fresh.state;
        Stored stored{{{"global", at::zeros({plan.spans().total})}},
                      {{"format", "exitlab-checkpoint-1"},
                       {"round", "1"},
                       {"bytes_up", "0"},
                       {"bytes_down", "0"},
                       {"seconds", "0"},
                       {"diverged", "0"}}};
        write(file("good"), stored);
        state.load(file("good"));
        QCOMPARE(state.round, 1);
        switch (fault) {
            case 0:
                stored.metadata.erase("format");
                break;
            case 1:
                stored.metadata["format"] = "exitlab-checkpoint-9";
                break;
            case 2:
                stored.metadata["round"] = "soon";
                break;
            case 3:
                stored.metadata.erase("bytes_up");
                break;
            case 4:
                stored.tensors = {{"server.x", at::zeros({1})}};
                break;
            case 5:
                stored.tensors["global"] = at::zeros({7});
                break;
            case 6:
                stored.tensors["global"] = at::zeros({plan.spans().total}, at::kByte);
                break;
            case 7:
                stored.tensors["clients.9.personal"] = at::zeros({1});
                break;
            case 8:
                stored.tensors["clients.x.personal"] = at::zeros({1});
                break;
            case 9:
                stored.tensors["clients.0.personal"] = at::zeros({1});
                break;
            case 10:
                stored.tensors["clients.0.velocity"] = at::zeros({1});
                break;
            case 11:
                stored.tensors["clients.0.hat"] = at::zeros({1});
                break;
            default:
                stored.tensors["hat"] = at::zeros({1});
                break;
        }
        write(file("bad"), stored);
        try {
            state.load(file("bad"));
            QFAIL("accepted");
        } catch (const InputError& e) {
            QVERIFY2(QByteArray(e.what()).contains(QByteArray::fromStdString(file("bad").string())), e.what());
            QVERIFY2(QByteArray(e.what()).contains(place), e.what());
        }
    }

    void methodsCheckTheirState() {
        RunSetup setup = prepareRun(engine(), smallExperiment("cafedistill"), {});
        const NamedTensors state = setup.algorithm->state();
        setup.algorithm->restore(state);
        QVERIFY_EXCEPTION_THROWN(setup.algorithm->restore({}), InputError);
        QVERIFY_EXCEPTION_THROWN(setup.algorithm->restore({{"similarity", at::zeros({3, 3}, at::kDouble)}}),
                                 InputError);
        QVERIFY_EXCEPTION_THROWN(setup.algorithm->restore({{"similarity", at::zeros({6, 6})}}), InputError);
        RunSetup stateless = prepareRun(engine(), smallExperiment("fedavg"), {});
        stateless.algorithm->restore({});
        QVERIFY_EXCEPTION_THROWN(stateless.algorithm->restore(state), std::logic_error);
    }
};

QTEST_GUILESS_MAIN(TestCheckpoint)
#include "tst_checkpoint.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Each layer alone: values against ATen in double, gradients by finite differences in float, cost by counting.
#include <QTest>

#include <cmath>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "tests/support/bound_layer.h"
#include "tests/support/golden.h"

using namespace exitlab;
using namespace exitlab::test;

namespace {

/// Distinct values at least 0.05 from each other and from 0, in random order: no kink or tie is near.
Tensor spread(std::vector<std::int64_t> shape, std::uint64_t seed) {
    Tensor tensor = at::empty(shape, at::kFloat);
    std::vector<float> values;
    for (std::int64_t i = 0; i < tensor.numel(); ++i)
        values.push_back(0.05f * (static_cast<float>(i - tensor.numel() / 2) + 0.5f));
    Rng rng(seed, Purpose::Test);
    rng.shuffle(values);
    std::copy(values.begin(), values.end(), tensor.data_ptr<float>());
    return tensor;
}

}  // namespace

class TestLayers : public QObject {
    Q_OBJECT

    /// Analytic gradients of sum(weights * layer(x)) for input and parameters against central differences along a
    /// random direction each. `step` balances rounding (1e-7 / step) and curvature (step^2).
    static std::string checkGradients(Layer& layer, const Tensor& input, float step, double tolerance) {
        BoundLayer bound(layer, input.sizes().slice(1).vec());
        bound.randomize(7);
        const Tensor probe = randomTensor(bound.forward(input, true).sizes().vec(), 8).to(at::kDouble);
        const auto loss = [&](const Tensor& x) {
            const Tensor kept = bound.values().clone();  // statistics change in a training pass
            const double value = (bound.forward(x, true).detach().to(at::kDouble) * probe).sum().item<double>();
            bound.values().copy_(kept);
            return value;
        };
        Tensor x = input.clone().requires_grad_(true);
        (bound.forward(x, true) * probe.to(at::kFloat)).sum().backward();

        const auto compare = [&](const Tensor& gradient, const std::function<double(float)>& along,
                                 const Tensor& direction, const char* what) -> std::string {
            const double analytic = (gradient.to(at::kDouble) * direction.to(at::kDouble)).sum().item<double>();
            const double numeric = (along(step) - along(-step)) / (2.0 * static_cast<double>(step));
            if (std::abs(analytic - numeric) <= tolerance * (1 + std::abs(analytic))) return {};
            return std::string(what) + ": gradient " + std::to_string(analytic) + ", differences give " +
                   std::to_string(numeric);
        };
        for (std::uint64_t seed = 20; seed < 25; ++seed) {
            const Tensor direction = randomTensor(input.sizes().vec(), seed).sign();
            std::string wrong = compare(
                x.grad(), [&](float t) { return loss(input + t * direction); }, direction, "input");
            if (!wrong.empty()) return wrong;
            if (bound.parameters() == 0) continue;
            const Tensor parameters = bound.values().narrow(0, 0, bound.parameters());
            const Tensor start = parameters.clone();
            const Tensor along = randomTensor({bound.parameters()}, seed + 50);
            wrong = compare(
                bound.gradients(),
                [&](float t) {
                    parameters.copy_(start + t * along);
                    const double value = loss(input);
                    parameters.copy_(start);
                    return value;
                },
                along, "parameters");
            if (!wrong.empty()) return wrong;
        }
        return {};
    }

  private Q_SLOTS:
    void gradients() {
        const auto check = [](const char* name, Layer& layer, const Tensor& input, float step, double tolerance) {
            const std::string wrong = checkGradients(layer, input, step, tolerance);
            if (!wrong.empty()) qCritical("%s: %s", name, wrong.c_str());
            return wrong.empty();
        };
        Linear linear(5);
        QVERIFY(check("linear", linear, randomTensor({4, 7}, 1), 0.1f, 2e-4));
        Conv conv(4, 3, 1, 0, true);
        QVERIFY(check("conv", conv, randomTensor({2, 3, 6, 5}, 2), 0.1f, 2e-4));
        Conv strided(4, 3, 2, 1, false);
        QVERIFY(check("strided conv", strided, randomTensor({2, 3, 7, 6}, 3), 0.1f, 2e-4));
        Conv point(6, 1, 2, 0, false);
        QVERIFY(check("1x1 conv", point, randomTensor({2, 3, 5, 5}, 4), 0.1f, 2e-4));
        BatchNorm norm;
        QVERIFY(check("batch norm", norm, randomTensor({6, 3, 4, 4}, 5), 0.01f, 3e-3));
        Relu relu;
        QVERIFY(check("relu", relu, spread({3, 10}, 6), 0.01f, 2e-4));
        PoolRelu pool;
        QVERIFY(check("pool and relu", pool, spread({2, 2, 5, 6}, 7), 0.01f, 2e-4));
        Flatten flatten;
        QVERIFY(check("flatten", flatten, randomTensor({2, 3, 2, 2}, 8), 0.1f, 2e-4));
    }

    void linearAndConvMatchReference() {
        Linear linear(5);
        BoundLayer l(linear, {7});
        l.randomize(1);
        const Tensor rows = randomTensor({4, 7}, 2);
        QCOMPARE_NEAR(l.forward(rows, true),
                      at::linear(rows.to(at::kDouble), l.tensor("weight"), l.tensor("bias")).to(at::kFloat), 1e-5);
        Conv conv(4, 3, 2, 1, true);
        BoundLayer c(conv, {3, 8, 7});
        c.randomize(3);
        const Tensor images = randomTensor({2, 3, 8, 7}, 4);
        const Tensor expected =
            at::conv2d(images.to(at::kDouble), c.tensor("weight"), c.tensor("bias"), {2, 2}, {1, 1}).to(at::kFloat);
        QCOMPARE_NEAR(c.forward(images, true), expected, 1e-5);
        QCOMPARE(c.output(), (Shape{4, 4, 4}));
        // The memory format of the input must not matter.
        QCOMPARE_NEAR(c.forward(images.contiguous(at::MemoryFormat::ChannelsLast), true).contiguous(), expected, 1e-5);
    }

    void poolReluEqualsReluThenPool() {
        for (std::uint64_t seed = 1; seed < 20; ++seed) {
            // Coarse values: ties and zeros are frequent.
            Tensor start = (randomTensor({2, 3, 7, 6}, seed) * 1.5).round();
            if (seed % 2) start = start.contiguous(at::MemoryFormat::ChannelsLast);
            Tensor a = start.clone().requires_grad_(true), b = start.clone().requires_grad_(true);
            PoolRelu layer;
            const Tensor mine = layer.forward(a, true);
            const Tensor theirs = at::max_pool2d(at::relu(b), {2, 2});
            QVERIFY(mine.equal(theirs));
            const Tensor weight = randomTensor(mine.sizes().vec(), seed + 100);
            (mine * weight).sum().backward();
            (theirs * weight).sum().backward();
            // Of equal values the first counts; with all of a window at or below 0 nothing does, in either order.
            QVERIFY2(a.grad().equal(b.grad()), std::to_string(seed).c_str());
            QVERIFY(start.equal(a.detach()));
        }
    }

    void batchNormMatchesReference() {
        BatchNorm norm;
        BoundLayer bound(norm, {3, 4, 5});
        bound.randomize(5);
        const Tensor mean = bound.tensor("running_mean").clone();
        const Tensor variance = bound.tensor("running_var").abs_().add_(0.5).clone();
        bound.set("running_var", variance);
        const Tensor x = randomTensor({6, 3, 4, 5}, 9);
        const Tensor wide = x.to(at::kDouble);
        const auto perChannel = [](const Tensor& t) { return t.view({1, 3, 1, 1}); };
        const Tensor weight = bound.tensor("weight"), bias = bound.tensor("bias");
        const auto normalised = [&](const Tensor& m, const Tensor& v) {
            return ((wide - perChannel(m)) / (perChannel(v) + 1e-5).sqrt() * perChannel(weight) + perChannel(bias))
                .to(at::kFloat);
        };
        QCOMPARE_NEAR(bound.forward(x, false), normalised(mean, variance), 1e-5);
        QCOMPARE_NEAR(bound.tensor("running_mean"), mean, 0);

        const Tensor m = wide.mean({0, 2, 3}), v = wide.var({0, 2, 3}, false);
        QCOMPARE_NEAR(bound.forward(x, true), normalised(m, v), 1e-5);
        QCOMPARE_NEAR(bound.tensor("running_mean"), 0.9 * mean + 0.1 * m, 1e-6);
        QCOMPARE_NEAR(bound.tensor("running_var"), 0.9 * variance + 0.1 * wide.var({0, 2, 3}, true), 1e-6);
    }

    void batchNormOfOneValueStaysFinite() {
        BatchNorm norm;
        BoundLayer bound(norm, {3, 1, 1});
        bound.start();
        const Tensor x = randomTensor({1, 3, 1, 1}, 11);
        QVERIFY(bound.forward(x, true).isfinite().all().item<bool>());
        QCOMPARE_NEAR(bound.tensor("running_var"), at::ones({3}, at::kDouble), 0);
        QCOMPARE_NEAR(bound.tensor("running_mean"), at::zeros({3}, at::kDouble), 0);
    }

    void basicBlockMatchesReference_data() {
        QTest::addColumn<int>("outputs");
        QTest::addColumn<int>("stride");
        QTest::newRow("identity shortcut") << 4 << 1;
        QTest::newRow("wider") << 6 << 1;
        QTest::newRow("strided") << 4 << 2;
        QTest::newRow("wider and strided") << 8 << 2;
    }
    void basicBlockMatchesReference() {
        QFETCH(int, outputs);
        QFETCH(int, stride);
        BasicBlock block(outputs, stride);
        BoundLayer bound(block, {4, 6, 6});
        bound.randomize(6);
        const Tensor x = randomTensor({3, 4, 6, 6}, 12);

        std::map<std::string, Tensor> p;
        for (const std::string& name : bound.names()) p[name] = bound.tensor(name).clone().requires_grad_(true);
        const auto norm = [&](const Tensor& value, const std::string& name) {
            const Tensor mean = value.mean({0, 2, 3}, true);
            const Tensor variance = (value - mean).square().mean({0, 2, 3}, true);
            return (value - mean) / (variance + 1e-5).sqrt() * p[name + ".weight"].view({1, -1, 1, 1}) +
                   p[name + ".bias"].view({1, -1, 1, 1});
        };
        Tensor wide = x.to(at::kDouble).requires_grad_(true);
        Tensor y = at::relu(norm(at::conv2d(wide, p["conv1.weight"], {}, {stride, stride}, {1, 1}), "norm1"));
        y = norm(at::conv2d(y, p["conv2.weight"], {}, {1, 1}, {1, 1}), "norm2");
        const bool plain = stride == 1 && outputs == 4;
        QCOMPARE(p.count("shortcut.conv.weight") == 0, plain);
        const Tensor shortcut =
            plain ? wide : norm(at::conv2d(wide, p["shortcut.conv.weight"], {}, {stride, stride}), "shortcut.norm");
        const Tensor expected = at::relu(y + shortcut);

        Tensor narrow = x.clone().requires_grad_(true);
        const Tensor found = bound.forward(narrow, true);
        QCOMPARE_NEAR(found, expected.to(at::kFloat), 2e-5);
        const Tensor probe = randomTensor(found.sizes().vec(), 13);
        (found * probe).sum().backward();
        (expected * probe.to(at::kDouble)).sum().backward();
        QCOMPARE_NEAR(narrow.grad(), wide.grad().to(at::kFloat), 2e-4, 1e-4);
        for (const std::string& name : bound.names())
            if (name.find("running") == std::string::npos)
                QCOMPARE_NEAR(bound.gradient(name), p[name].grad(), 3e-4, 1e-4);
        QVERIFY2(narrow.detach().equal(x), "the input was changed in place");
    }

    void costIsCounted() {
        Declarer declarer;
        Conv conv(8, 3, 2, 1, true);
        QCOMPARE(conv.declare(declarer, {3, 9, 8}), (Shape{8, 5, 4}));
        QCOMPARE(declarer.takeMacs(), std::int64_t{8 * 5 * 4 * 3 * 9});
        QCOMPARE(declarer.takeMacs(), std::int64_t{0});
        Linear linear(10);
        linear.declare(declarer, {7});
        QCOMPARE(declarer.takeMacs(), std::int64_t{70});
        std::int64_t parameters = 0;
        for (const auto& one : declarer.declared()) parameters += one.span.numel;
        QCOMPARE(parameters, std::int64_t{8 * 3 * 9 + 8 + 70 + 10});
    }

    void inputsThatDoNotFitAreRefused() {
        Declarer declarer;
        Conv conv(8, 3, 1, 0, true);
        QVERIFY_EXCEPTION_THROWN(conv.declare(declarer, {3, 2, 8}), InputError);
        QVERIFY_EXCEPTION_THROWN(conv.declare(declarer, {7}), InputError);
        PoolRelu pool;
        QVERIFY_EXCEPTION_THROWN(pool.declare(declarer, {3, 1, 4}), InputError);
    }

    void namesAreNested() {
        Declarer declarer;
        declarer.enter(TensorSpan::Part::Stage, 1, "stages.1.");
        Sequence sequence;
        sequence.append("conv", std::make_unique<Conv>(2, 3, 1, 1, false));
        sequence.append("", std::make_unique<BatchNorm>());
        sequence.declare(declarer, {1, 4, 4});
        std::vector<std::string> names;
        for (const auto& one : declarer.declared()) names.push_back(one.span.name);
        QCOMPARE(names, (std::vector<std::string>{"stages.1.conv.weight", "stages.1.weight", "stages.1.bias",
                                                  "stages.1.running_mean", "stages.1.running_var"}));
        QVERIFY(declarer.declared()[3].span.buffer && declarer.declared()[3].span.norm);
        QVERIFY(!declarer.declared()[0].span.norm);
    }
};

QTEST_GUILESS_MAIN(TestLayers)
#include "tst_layers.moc"

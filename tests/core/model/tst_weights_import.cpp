// SPDX-License-Identifier: GPL-3.0-or-later
// Pretrained weights: files under DeiT's public names and under our own, written here, and every way in which a file
// can be another one than the network needs.
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <fstream>
#include <limits>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/model/weights_import.h"
#include "core/store/safetensors.h"
#include "tests/support/networks.h"

using namespace exitlab;
using namespace exitlab::test;
namespace fs = std::filesystem;

namespace {

using Named = std::map<std::string, Tensor>;

const char* dtypeOf(const Tensor& tensor) {
    switch (tensor.scalar_type()) {
        case at::kHalf:
            return "F16";
        case at::kBFloat16:
            return "BF16";
        case at::kDouble:
            return "F64";
        case at::kLong:
            return "I64";
        default:
            return "F32";
    }
}

void write(const fs::path& file, const Named& tensors) {
    std::vector<TensorRef> refs;
    std::vector<Tensor> whole;
    for (const auto& [name, tensor] : tensors) {
        whole.push_back(tensor.contiguous());
        refs.push_back({name, dtypeOf(tensor), tensor.sizes().vec(), whole.back().data_ptr(), whole.back().nbytes()});
    }
    writeSafetensors(file, refs);
}

/// A small "DeiT": 3 channels, patches of 4 on 16 pixels, width 8, hidden 32.
Named deit(int blocks, std::int64_t side = 4) {
    std::uint64_t seed = 0;
    Named file;
    const auto add = [&](const std::string& name, const Shape& shape) { file[name] = randomTensor(shape, ++seed); };
    add("cls_token", {1, 1, 8});
    add("pos_embed", {1, 1 + side * side, 8});
    add("patch_embed.proj.weight", {8, 3, 4, 4});
    add("patch_embed.proj.bias", {8});
    for (int block = 0; block < blocks; ++block) {
        const std::string prefix = "blocks." + std::to_string(block) + ".";
        for (const char* norm : {"norm1.", "norm2."}) {
            add(prefix + norm + "weight", {8});
            add(prefix + norm + "bias", {8});
        }
        add(prefix + "attn.qkv.weight", {24, 8});
        add(prefix + "attn.qkv.bias", {24});
        add(prefix + "attn.proj.weight", {8, 8});
        add(prefix + "attn.proj.bias", {8});
        add(prefix + "mlp.fc1.weight", {32, 8});
        add(prefix + "mlp.fc1.bias", {32});
        add(prefix + "mlp.fc2.weight", {8, 32});
        add(prefix + "mlp.fc2.bias", {8});
    }
    add("norm.weight", {8});
    add("norm.bias", {8});
    add("head.weight", {1000, 8});
    add("head.bias", {1000});
    return file;
}

const Changes kVit{{"model.architecture", "vit"}, {"model.width", "8"}, {"model.stages", "3"}, {"model.patch", "4"}};

NetworkPlan planOf(const Changes& more = {}, const Shape& sample = {3, 16, 16}, int classes = 4) {
    Changes all = kVit;
    all.insert(all.end(), more.begin(), more.end());
    return {modelSettings(all), sample, classes};
}

bool contains(const std::vector<std::string>& notes, const std::string& text) {
    return std::any_of(notes.begin(), notes.end(),
                       [&](const std::string& note) { return note.find(text) != std::string::npos; });
}

}  // namespace

class TestWeightsImport : public QObject {
    Q_OBJECT

    QTemporaryDir dir_;
    fs::path file() const { return fs::path(dir_.path().toStdString()) / "weights.safetensors"; }

    ImportedWeights load(Network& network, const Named& tensors) const {
        write(file(), tensors);
        network.initialize(1);
        return importWeights(network, file());
    }
    QString refusal(const Named& tensors, const Changes& more = {}, const Shape& sample = {3, 16, 16}) const {
        const NetworkPlan plan = planOf(more, sample);
        Network network(plan);
        try {
            load(network, tensors);
        } catch (const InputError& e) {
            return QString(e.what()).remove(QString::fromStdString(file().string()) + ": ");
        }
        return "nothing was refused";
    }

  private Q_SLOTS:
    void publicNamesFindTheirTensors() {
        const Named source = deit(3);
        const NetworkPlan plan = planOf();
        Network network(plan);
        const ImportedWeights imported = load(network, source);
        QCOMPARE(imported.sha256, sha256OfFile(file()));
        QVERIFY(imported.file == file());
        const auto value = [&](const std::string& name) { return slice(plan.spans(), network.values(), name); };
        const auto same = [&](const std::string& name, const Tensor& expected) {
            return sameBits(value(name), expected.reshape(value(name).sizes()).contiguous());
        };
        QVERIFY(same("stem.class_token", source.at("cls_token")));
        QVERIFY(same("stem.positions", source.at("pos_embed")));
        QVERIFY(same("stem.patch.weight", source.at("patch_embed.proj.weight")));
        QVERIFY(same("stem.patch.bias", source.at("patch_embed.proj.bias")));
        for (const char* kind : {"weight", "bias"}) {
            const Tensor fused = source.at(std::string("blocks.1.attn.qkv.") + kind);
            QVERIFY(same(std::string("stages.1.attention.query.") + kind, fused.narrow(0, 0, 8)));
            QVERIFY(same(std::string("stages.1.attention.key.") + kind, fused.narrow(0, 8, 8)));
            QVERIFY(same(std::string("stages.1.attention.value.") + kind, fused.narrow(0, 16, 8)));
            for (const auto& [own, theirs] : {std::pair{"attention.output.", "attn.proj."},
                                              {"norm1.", "norm1."},
                                              {"norm2.", "norm2."},
                                              {"linear1.", "mlp.fc1."},
                                              {"linear2.", "mlp.fc2."}})
                QVERIFY2(
                    same(std::string("stages.2.") + own + kind, source.at(std::string("blocks.2.") + theirs + kind)),
                    own);
        }
        // Heads start as they would have.
        Network fresh(plan);
        fresh.initialize(1);
        QVERIFY(sameBits(value("heads.1.linear.weight"), slice(plan.spans(), fresh.values(), "heads.1.linear.weight")));
        QVERIFY(contains(imported.notes, "left out: head.bias, head.weight, norm.bias and 1 more"));
        QVERIFY(contains(imported.notes, "start as without it: heads.0.norm.weight"));
    }

    void shorterNumbersAreReadToo() {
        const NetworkPlan plan = planOf();
        Network network(plan);
        for (const auto type : {at::kHalf, at::kBFloat16, at::kDouble}) {
            Named source = deit(3);
            for (auto& [name, tensor] : source) tensor = tensor.to(type);
            load(network, source);
            QVERIFY(sameBits(slice(plan.spans(), network.values(), "stages.0.linear1.weight"),
                             source.at("blocks.0.mlp.fc1.weight").to(at::kFloat)));
        }
    }

    void fewerBlocksTakeTheFirst() {
        const NetworkPlan plan = planOf({{"model.stages", "2"}, {"model.exits", "2"}});
        Network network(plan);
        const Named source = deit(5);
        const ImportedWeights imported = load(network, source);
        QVERIFY(sameBits(slice(plan.spans(), network.values(), "stages.1.linear2.weight"),
                         source.at("blocks.1.mlp.fc2.weight")));
        QVERIFY(contains(imported.notes, "the first 2 of 5 stages taken"));
    }

    void positionsAreInterpolated() {
        // A plane over the grid, known by hand inside; the class token's row is kept.
        const NetworkPlan plan = planOf({}, {3, 32, 32});
        Network network(plan);
        Named source = deit(3);
        Tensor positions = at::zeros({17, 8});
        for (std::int64_t row = 0; row < 4; ++row)
            for (std::int64_t column = 0; column < 4; ++column)
                positions.select(0, 1 + 4 * row + column).fill_(static_cast<double>(2 * row + column));
        positions.select(0, 0).fill_(50);
        source["pos_embed"] = positions.unsqueeze(0);
        const ImportedWeights imported = load(network, source);
        QVERIFY(contains(imported.notes, "interpolated from 4 x 4 to 8 x 8 patches"));
        const Tensor found = slice(plan.spans(), network.values(), "stem.positions");
        QVERIFY(found.select(0, 0).eq(50).all().item<bool>());
        const auto at = [&](std::int64_t row, std::int64_t column) {
            return found.select(0, 1 + 8 * row + column).select(0, 3).item<double>();
        };
        // Pixel centres: places 3 and 4 of 8 lie at 1.25 and 1.75 of 4. The cubic kernel (a = -0.75) weights the places
        // 0 to 3 with -27/256, 225/256, 67/256, -9/256 for the first, and in reverse for the second.
        const auto cubic = [](std::int64_t place) { return place == 3 ? 1.296875 : 1.703125; };
        for (const std::int64_t row : {3, 4})
            for (const std::int64_t column : {3, 4})
                QVERIFY2(std::abs(at(row, column) - (2 * cubic(row) + cubic(column))) < 1e-4,
                         QByteArray::number(at(row, column)));
        QVERIFY(at(7, 7) > at(0, 0));
    }

    void colourPatchesServeGreyImages() {
        const NetworkPlan grey = planOf({}, {1, 16, 16}), colour = planOf();
        Network one(grey), three(colour);
        const Named source = deit(3);
        const ImportedWeights imported = load(one, source);
        QVERIFY(contains(imported.notes, "summed over three colour channels"));
        load(three, source);
        const at::NoGradGuard noGrad;
        const Tensor images = randomTensor({2, 1, 16, 16}, 3);
        QCOMPARE_NEAR(one.enter(images, false), three.enter(images.expand({2, 3, 16, 16}).contiguous(), false), 1e-4,
                      1e-4);
    }

    void ownNamesComeBack() {
        for (const Changes& changes :
             {Changes{}, Changes{{"model.tuning", "lora"}, {"model.adapter_rank", "2"}},
              Changes{{"model.architecture", "resnet18"}, {"model.width", "2"}, {"model.stages", "0"}}}) {
            const NetworkPlan plan = planOf(changes);
            Network network(plan), other(plan);
            network.initialize(77);
            Named named;
            for (const TensorSpan& span : plan.spans().spans)
                named[span.name] = slice(plan.spans(), network.values(), span.name).clone();
            const ImportedWeights imported = load(other, named);
            QVERIFY(sameBits(network.values(), other.values()));
            QVERIFY(imported.notes.empty());
        }
    }

    void exitsOfAnotherTaskAreLeftOut() {
        const NetworkPlan plan = planOf({}, {3, 16, 16}, 10), few = planOf();
        Network ten(plan), four(few);
        ten.initialize(5);
        Named named;
        for (const TensorSpan& span : plan.spans().spans)
            named[span.name] = slice(plan.spans(), ten.values(), span.name).clone();
        const ImportedWeights imported = load(four, named);
        QVERIFY(contains(imported.notes, "tensor \"heads.0.linear.weight\" is of another exit ([10, 8], here [4, 8])"));
        QVERIFY(sameBits(slice(few.spans(), four.values(), "heads.0.norm.weight"), named.at("heads.0.norm.weight")));
    }

    void trunkAloneIsEnough() {
        const NetworkPlan plan = planOf({{"model.tuning", "ssf"}}), plain = planOf();
        Network network(plan), source(plain);
        source.initialize(6);
        Named named;
        for (const TensorSpan& span : plain.spans().spans)
            if (!span.ofExits()) named[span.name] = slice(plain.spans(), source.values(), span.name).clone();
        QVERIFY(contains(load(network, named).notes, "not in the file, so they start as without it: stem.patch.ssf"));
        QVERIFY(sameBits(slice(plan.spans(), network.values(), "stages.2.linear1.bias"),
                         named.at("stages.2.linear1.bias")));
    }

    void mismatchesAreNamed() {
        Named file = deit(3);
        QCOMPARE(refusal(file, {{"model.width", "12"}}),
                 QString("tensor \"patch_embed.proj.weight\": expected shape [12, 3, 4, 4], found [8, 3, 4, 4]; the "
                         "file is of width 8 (model.width) and patch 4 (model.patch)"));
        QCOMPARE(refusal(file, {{"model.mlp_ratio", "2"}}),
                 QString("tensor \"blocks.0.mlp.fc1.weight\": expected shape [16, 8], found [32, 8]; the file has 32 "
                         "hidden units (model.mlp_ratio)"));
        QCOMPARE(refusal(file, {{"model.stages", "5"}}),
                 QString("tensor \"blocks.3.norm1.weight\": missing: the network has 5 stages, the file 3; choose at "
                         "most 3 (model.stages)"));
        QCOMPARE(refusal(file, {{"model.architecture", "mlp"}}),
                 QString("holds a vision transformer; expected model.architecture vit, found mlp"));

        Named changed = file;
        changed.erase("blocks.1.attn.proj.bias");
        QCOMPARE(refusal(changed), QString("tensor \"blocks.1.attn.proj.bias\": missing; the network's trunk has it"));
        changed = file;
        changed["blocks.0.attn.qkv.weight"] = randomTensor({16, 8}, 1);
        QVERIFY(
            refusal(changed).startsWith("tensor \"blocks.0.attn.qkv.weight\": expected shape [24, 8], found [16, 8]"));
        changed = file;
        changed["pos_embed"] = randomTensor({1, 18, 8}, 1);
        QCOMPARE(refusal(changed),
                 QString("tensor \"pos_embed\": expected shape [1, 1 + a square number, 8], found [1, 18, 8]"));
        changed["pos_embed"] = randomTensor({17, 8, 1}, 1);
        QVERIFY(refusal(changed).endsWith("found [17, 8, 1]"));
        changed = file;
        changed["dist_token"] = randomTensor({1, 1, 8}, 1);
        QVERIFY(refusal(changed).startsWith("tensor \"dist_token\": a distilled DeiT"));
        changed = file;
        changed["blocks.0.attn.relative"] = randomTensor({3}, 1);
        QCOMPARE(refusal(changed), QString("tensor \"blocks.0.attn.relative\": the network has no such tensor "
                                           "(model.architecture vit, model.tuning full)"));
        changed = file;
        changed["blocks.2.norm2.bias"] = at::zeros({8}, at::kLong);
        QCOMPARE(refusal(changed),
                 QString("tensor \"blocks.2.norm2.bias\": expected F32, F16, BF16 or F64 numbers, found I64"));
        changed["blocks.2.norm2.bias"] = at::full({8}, std::numeric_limits<float>::quiet_NaN());
        QCOMPARE(refusal(changed), QString("tensor \"blocks.2.norm2.bias\": holds numbers that are not finite"));
        QCOMPARE(refusal({{"layer1.0.conv1.weight", at::zeros({2})}}),
                 QString("expected names of DeiT (cls_token, blocks.0.norm1.weight, ...) or of this network "
                         "(stem.patch.weight, ...), found \"layer1.0.conv1.weight\" and others"));
        QCOMPARE(refusal({}), QString("holds no tensor"));
    }

    void brokenFilesAreRefused() {
        const NetworkPlan plan = planOf();
        Network network(plan);
        QVERIFY_EXCEPTION_THROWN(importWeights(network, file().parent_path() / "absent.safetensors"), InputError);
        QVERIFY_EXCEPTION_THROWN(importWeights(network, file().parent_path()), InputError);
        write(file(), deit(3));
        std::string bytes;
        {
            std::ifstream in(file(), std::ios::binary);
            bytes.assign(std::istreambuf_iterator<char>(in), {});
        }
        for (const std::size_t length : {std::size_t{0}, std::size_t{5}, std::size_t{200}, bytes.size() - 1}) {
            std::ofstream(file(), std::ios::binary | std::ios::trunc) << bytes.substr(0, length);
            QVERIFY_EXCEPTION_THROWN(importWeights(network, file()), InputError);
        }
        // A header that lies about a shape.
        std::string lying = bytes;
        const auto at = lying.find("[24,8]");
        QVERIFY(at != std::string::npos);
        lying.replace(at, 6, "[25,8]");
        std::ofstream(file(), std::ios::binary | std::ios::trunc) << lying;
        QVERIFY_EXCEPTION_THROWN(importWeights(network, file()), InputError);
    }
};

QTEST_GUILESS_MAIN(TestWeightsImport)
#include "tst_weights_import.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The results that are drawn: distributions of difficulty and generated features.
#include <cmath>
#include <cstdio>

#include "core/learning/projection.h"
#include "plugins/darkdistill/reports.h"

namespace exitlab::darkdistill {
namespace {

constexpr int kBins = 12;
constexpr std::int64_t kPoints = 50;  ///< per group of a picture

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", value);
    return text;
}

Tensor uniformNoise(std::int64_t rows, std::int64_t width, Rng& rng) {
    Tensor noise = at::empty({rows, width}, at::kFloat);
    for (std::int64_t i = 0; i < noise.numel(); ++i) noise.data_ptr<float>()[i] = static_cast<float>(rng.uniform());
    return noise;
}

/// The class that most samples have, the lowest of equal ones.
std::int64_t commonest(const Tensor& labels, std::int64_t classes) {
    return at::bincount(labels, {}, classes).argmax().item<std::int64_t>();
}

void scatter(ServerRound& round, const std::string& title, const Tensor& latents,
             const std::vector<std::string>& groups) {
    const Tensor flat = latents.flatten(1);
    if (!flat.isfinite().all().item<bool>()) return;  // a diverged run has no picture
    const Projection axes = principalAxes(flat);
    const Tensor points = axes.project(flat).contiguous();
    const auto share = [&](std::size_t k) { return std::to_string(std::lround(100 * axes.explained[k])) + " %"; };
    MethodScatter picture;
    picture.id = "latents";
    picture.title = title;
    picture.xAxis = "first principal axis (" + share(0) + " of the variance)";
    picture.yAxis = "second principal axis (" + share(1) + ")";
    picture.groups = groups;
    const double* at = points.data_ptr<double>();
    for (std::int64_t i = 0; i < points.size(0); ++i) {
        picture.x.push_back(at[2 * i]);
        picture.y.push_back(at[2 * i + 1]);
        picture.group.push_back(static_cast<int>(i / kPoints));
    }
    round.report(std::move(picture));
}

}  // namespace

void reportDifficulty(ServerRound& round, const std::vector<int>& exitsOfLevels, std::int64_t classes) {
    // Bins of equal width in parts of the loss of a guess, ln C; the last one has everything beyond 2 ln C.
    const double width = 2 * std::log(static_cast<double>(std::max<std::int64_t>(2, classes))) / (kBins - 1);
    std::vector<std::string> bins;
    for (int b = 0; b + 1 < kBins; ++b) bins.push_back(number(b * width) + "-" + number((b + 1) * width));
    bins.push_back("over " + number((kBins - 1) * width));
    for (std::size_t l = 0; l < exitsOfLevels.size(); ++l) {
        Table counts(exitsOfLevels[l], kBins);
        bool any = false;
        for (const Upload& upload : round.uploads()) {
            if (upload.model != static_cast<int>(l)) continue;
            any = true;
            const Tensor difficulty = upload.noted.at("difficulty").contiguous();
            const Tensor owner = upload.noted.at("owner").contiguous();
            for (std::int64_t i = 0; i < difficulty.numel(); ++i) {
                const double d = static_cast<double>(difficulty.data_ptr<float>()[i]);
                const int bin = d < width * kBins ? static_cast<int>(d / width) : kBins - 1;
                counts.at(static_cast<int>(owner.data_ptr<std::int64_t>()[i]), std::clamp(bin, 0, kBins - 1)) += 1;
            }
        }
        if (!any) continue;
        MethodHistogram histogram;
        const std::string level = std::to_string(l + 1);
        histogram.id = "difficulty." + level;
        histogram.title = "Difficulty of the samples of each exit, level " + level;
        histogram.axis = "loss at the first exit (nats)";
        histogram.valueAxis = "training samples";
        histogram.bins = bins;
        for (int e = 0; e < exitsOfLevels[l]; ++e) histogram.groups.push_back("exit " + std::to_string(e + 1));
        histogram.counts = std::move(counts);
        round.report(std::move(histogram));
    }
}

void reportLatents(ServerRound& round, const Generator& generator, const Level& level, bool condition, Rng rng) {
    const at::NoGradGuard noGrad;
    const std::int64_t label = commonest(level.labels, generator.shape().classes);
    const Tensor own = std::get<0>(level.difficulty.index({level.labels == label}).sort());
    const std::int64_t n = own.size(0);
    std::vector<float> wanted;
    for (std::int64_t quarter = 0; quarter < 4; ++quarter)
        for (std::int64_t i = 0; i < kPoints; ++i) {
            // Evenly through the quarter's samples; a small pool repeats them.
            const std::int64_t at = (quarter * n) / 4 + i * std::max<std::int64_t>(1, n / 4) / kPoints;
            wanted.push_back(own[std::min(at, n - 1)].item<float>());
        }
    const Tensor difficulty = at::tensor(wanted) * (condition ? 1.0 : 0.0);
    const Tensor labels = at::full({4 * kPoints}, label, at::kLong);
    const Tensor latents =
        generator.generate(uniformNoise(4 * kPoints, generator.shape().noise, rng), labels, difficulty);
    scatter(round, "Generated features of class " + std::to_string(label) + " by wanted difficulty", latents,
            {"easiest quarter", "second quarter", "third quarter", "hardest quarter"});
}

void reportLatents(ServerRound& round, const std::vector<Generator>& generators, Rng rng) {
    const at::NoGradGuard noGrad;
    std::vector<Tensor> latents;
    std::vector<std::string> groups;
    for (std::size_t e = 0; e < generators.size(); ++e) {
        const Tensor labels = at::zeros({kPoints}, at::kLong);
        const Tensor noise = uniformNoise(kPoints, generators[e].shape().noise, rng);
        latents.push_back(generators[e].generate(noise, labels, {}));
        groups.push_back("exit " + std::to_string(e + 1));
    }
    scatter(round, "Generated features of class 0 by exit", at::cat(latents), groups);
}

}  // namespace exitlab::darkdistill

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/cafedistill/cafedistill.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "core/base/error.h"
#include "core/learning/losses.h"
#include "core/learning/similarity.h"
#include "core/plugin/plugin_api.h"
#include "plugins/cafedistill/parameters.h"
#include "plugins/cafedistill/teacher.h"

namespace exitlab::cafedistill {
namespace {

constexpr const char* kTeacherHead = "teacher_head";

}  // namespace

CafeDistill::CafeDistill(const FederationInfo& info)
    : Algorithm(info),
      lambda_(settings().boolean("algorithm.ablation.kd") ? settings().real("algorithm.lambda") : 0.0),
      tau_(settings().real("algorithm.tau")),
      mu_(settings().real("algorithm.mu")),
      reference_(settings().text("algorithm.rule") == "reference"),
      separateHead_(settings().text("algorithm.teacher_head") == "separate"),
      frozen_(settings().text("algorithm.teacher") == "frozen"),
      greedy_(settings().text("algorithm.selection") == "greedy"),
      damped_(settings().boolean("algorithm.conflict_damped")),
      crossClient_(settings().boolean("algorithm.ablation.cross_client_kd")),
      selection_(settings().boolean("algorithm.ablation.selection")),
      depthPriority_(settings().boolean("algorithm.ablation.depth_priority")),
      conflictRanking_(settings().boolean("algorithm.ablation.conflict_ranking")),
      similarity_(info.clients, info.clients) {}

std::vector<ParameterSpec> CafeDistill::parameters() { return parameterSpecs(); }

Layout CafeDistill::layout() const { return personalHeads(); }

SpanSet CafeDistill::uplink() const { return info().spans().head(info().exits() - 1); }

SpanSet CafeDistill::downlink() const { return lambda_ > 0 ? uplink() : SpanSet{}; }

Table CafeDistill::cohortSimilarity(const std::vector<int>& cohort) const {
    const int n = static_cast<int>(cohort.size());
    Table part(n, n);
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j)
            part.at(i, j) = similarity_.at(cohort[static_cast<std::size_t>(i)], cohort[static_cast<std::size_t>(j)]);
    return part;
}

std::vector<std::vector<int>> CafeDistill::selectStudents(int round, const std::vector<int>& cohort,
                                                          Opening& opening) const {
    const int n = static_cast<int>(cohort.size());
    const Table similarity = cohortSimilarity(cohort);
    if (!selection_)
        opening = fullOpening(info().exits());
    else if (damped_)
        opening = dampedOpening(round, info().rounds, n, info().exits(), meanConflict(similarity));
    else
        opening = openingAt(round, info().rounds, n, info().exits());

    Rng rng(info().seed, Purpose::Selection, static_cast<std::uint64_t>(round));
    if (!depthPriority_ && info().exits() > 1) return studentsAnywhere(opening, n, info().exits(), rng);
    const std::vector<int> chosen = !conflictRanking_ ? chooseRandom(n, opening.extra, rng)
                                    : greedy_         ? chooseGreedy(similarity, opening.extra, rng)
                                                      : chooseOneShot(similarity, opening.extra, rng);
    return studentsByDepth(opening, n, chosen);
}

std::vector<ClientPlan> CafeDistill::plan(int round, const std::vector<int>& cohort) {
    const std::vector<std::vector<int>> open = selectStudents(round, cohort, opening_);
    const int last = info().exits() - 1;
    students_.clear();
    std::vector<ClientPlan> plans;
    for (std::size_t i = 0; i < cohort.size(); ++i) {
        Students students{open[i], open[i], open[i]};
        if (reference_) {
            // The reference code counts from the last opened depth: the newest exit gets no labels, and exit 1 is
            // distilled even before it opens.
            if (!students.labelled.empty()) students.labelled.pop_back();
            if (students.distilled.empty() && last > 0) students.distilled = {0};
        }
        if (lambda_ == 0) students.distilled.clear();
        students.labelled.push_back(last);
        std::vector<bool> exits(static_cast<std::size_t>(info().exits()), false);
        for (const int k : students.labelled) exits[static_cast<std::size_t>(k)] = true;
        for (const int k : students.distilled) exits[static_cast<std::size_t>(k)] = true;
        plans.push_back({std::move(exits)});
        students_[cohort[i]] = std::move(students);
    }
    return plans;
}

void CafeDistill::beginLocal(LocalWork& work) const {
    if (!separateHead_ && !frozen_) return;
    Tensor teacher = separateHead_ ? work.kept(kTeacherHead) : Tensor{};
    // The head as downloaded; for a separate teacher, before the first mixture arrives, the initial head.
    if (!teacher.defined()) teacher = uplink().gather(work.network().values());
    work.scratch["teacher"] = teacher;
}

std::vector<LossTerm> CafeDistill::loss(const LossBatch& batch) const {
    const Students& students = students_.at(batch.work.client());
    const auto& logits = batch.out.logits;
    // 1/m on every term, however few exits are open (cafedistill.md 1.3).
    std::vector<LossTerm> terms{{"task", taskLoss(batch, 1.0 / info().exits(), students.labelled)}};
    if (students.distilled.empty()) return terms;

    const auto held = batch.work.scratch.find("teacher");
    const Tensor teacher =
        held == batch.work.scratch.end()
            ? logits.back()
            : batch.work.network().applyHead(info().exits() - 1, held->second, batch.out.features.back());
    Tensor distilled;
    for (const int k : students.distilled) {
        const Tensor kd = distillation(teacher, logits[static_cast<std::size_t>(k)], tau_);
        distilled = distilled.defined() ? distilled + kd : kd;
    }
    terms.push_back({"distillation", distilled * lambda_});
    return terms;
}

void CafeDistill::combine(ServerRound& round) {
    const auto& uploads = round.uploads();
    std::vector<int> cohort;
    std::vector<Tensor> before, heads;
    for (const Upload& upload : uploads) {
        cohort.push_back(upload.client);
        before.push_back(upload.before);
        heads.push_back(upload.after);
    }
    const Table measured = updateSimilarity(before, heads);
    for (int i = 0; i < measured.rows; ++i)
        for (int j = 0; j < measured.cols; ++j)
            similarity_.at(cohort[static_cast<std::size_t>(i)], cohort[static_cast<std::size_t>(j)]) =
                measured.at(i, j);

    Table weights = matchTeachers(measured, mu_);
    const bool teaching = lambda_ > 0;
    if (!crossClient_ || !teaching)
        for (int i = 0; i < weights.rows; ++i)
            for (int j = 0; j < weights.cols; ++j) weights.at(i, j) = i == j ? 1 : 0;
    const std::vector<Tensor> mixed = mix(weights, heads, /*sequential=*/reference_);

    round.averageShared();
    // Without distillation nobody needs a teacher: heads stay as trained, which is FedPer with the opening schedule.
    for (std::size_t i = 0; teaching && i < cohort.size(); ++i) {
        if (separateHead_)
            round.deliverKept(cohort[i], kTeacherHead, mixed[i], "heads");
        else
            round.deliver(cohort[i], downlink(), mixed[i]);
    }
    report(round, cohort, heads, weights, mixed);
}

void CafeDistill::report(ServerRound& round, const std::vector<int>& cohort, const std::vector<Tensor>& heads,
                         const Table& weights, const std::vector<Tensor>& mixed) const {
    const int exits = info().exits();
    const int n = static_cast<int>(cohort.size());
    std::vector<int> exitIds(static_cast<std::size_t>(exits));
    std::iota(exitIds.begin(), exitIds.end(), 0);

    Table opened(n, exits);
    int open = 0;
    for (int i = 0; i < n; ++i) {
        const Students& students = students_.at(cohort[static_cast<std::size_t>(i)]);
        for (const int k : students.open) opened.at(i, k) = 1;
        open += static_cast<int>(students.open.size());
        opened.at(i, exits - 1) = 1;
    }
    const double possible = static_cast<double>(n) * (exits - 1);
    round.report(MethodSeries{0,
                              "opening",
                              "Opening of exits",
                              "share of student exits",
                              {"R(t)", "opened"},
                              {opening_.ratio, possible > 0 ? open / possible : 1.0}});
    round.report(
        MethodMatrix{0, "opened", "Opened exits", "client", "exit", cohort, exitIds, opened, ColourMeaning::State});
    round.report(MethodMatrix{0, "teacher_weights", "Teacher weights W", "client", "teacher client", cohort, cohort,
                              weights, ColourMeaning::Magnitude});
    if (!round.measuring()) return;

    std::vector<int> all(static_cast<std::size_t>(info().clients));
    std::iota(all.begin(), all.end(), 0);
    round.report(MethodMatrix{0, "similarity", "Similarity memory of the server", "client", "client", all, all,
                              similarity_, ColourMeaning::Diverging});
    double sum = 0, largest = 0;
    for (int i = 0; i < n; ++i) {
        std::vector<double> row;
        for (int j = 0; j < n; ++j) row.push_back(weights.at(i, j));
        const auto at = static_cast<std::size_t>(i);
        std::vector<Tensor> asked = heads;
        asked.push_back(mixed[at]);
        std::vector<Tensor> logits = round.probeLogits(cohort[at], exits - 1, asked);
        const Tensor collapsed = logits.back();
        logits.pop_back();
        const double gap = decouplingGap(logits, row, collapsed);
        sum += gap;
        largest = std::max(largest, gap);
    }
    round.report(MethodSeries{0,
                              "decoupling_gap",
                              "Decoupling gap",
                              "KL divergence (nats)",
                              {"mean over clients", "largest"},
                              {sum / n, largest}});
}

NamedTensors CafeDistill::state() const {
    Tensor similarity = at::empty({similarity_.rows, similarity_.cols}, at::kDouble);
    std::memcpy(similarity.data_ptr<double>(), similarity_.values.data(), similarity_.values.size() * sizeof(double));
    return {{"similarity", similarity}};
}

void CafeDistill::restore(const NamedTensors& state) {
    const auto found = state.find("similarity");
    if (found == state.end() || found->second.scalar_type() != at::kDouble ||
        found->second.numel() != static_cast<std::int64_t>(similarity_.values.size()))
        throw InputError("checkpoint", "server.similarity",
                         "expected a double matrix of " + std::to_string(similarity_.rows) + " x " +
                             std::to_string(similarity_.cols) + " clients");
    const Tensor& similarity = found->second;
    std::memcpy(similarity_.values.data(), similarity.data_ptr<double>(), similarity_.values.size() * sizeof(double));
}

}  // namespace exitlab::cafedistill

EXITLAB_METHOD(exitlab::cafedistill::CafeDistill)

// SPDX-License-Identifier: GPL-3.0-or-later
// What early exits cost and buy, from stored exit records: no forward pass. Everything the page Exits computes.
#include <fmt/core.h>

#include <charconv>
#include <limits>

#include "app/cli/exits_report.h"
#include "app/cli/help.h"
#include "app/cli/program.h"
#include "core/base/error.h"

namespace exitlab::cli {
namespace {

Error usage(const std::string& what) { return Error(Error::Kind::Usage, what); }

std::vector<double> thresholdsFrom(const std::string& text, ExitPolicy policy) {
    std::vector<double> values;
    const char* at = text.data();
    const char* const end = at + text.size();
    for (;;) {
        double value = 0;
        const auto [next, problem] = std::from_chars(at, end, value);
        if (problem != std::errc() || !(value >= 0) || (next != end && *next != ','))
            throw usage(fmt::format(
                "--threshold: expected a number from 0, or one per exit such as 0.6,0.7, found \"{}\"", text));
        if (policy != ExitPolicy::Entropy && value > 1)
            throw usage(fmt::format("--threshold: expected a probability from 0 to 1, found {}", value));
        values.push_back(value);
        if (next == end) return values;
        at = next + 1;
    }
}

/// One kind of number with the policies that its values make.
struct Given {
    const char* option;
    std::vector<ExitChoice> choices;
};

std::vector<Given> given(const ExitsOptions& options, ExitPolicy policy) {
    std::vector<Given> out;
    const auto add = [&](const char* option, const auto& values, auto&& make) {
        if (values.empty()) return;
        Given kind{option, {}};
        for (const auto& value : values) kind.choices.push_back(make(value));
        out.push_back(std::move(kind));
    };
    add("--budget", options.budgets, [](double share) {
        ExitChoice choice;
        choice.policy = ExitPolicy::Budgeted;
        choice.budget = share;
        return choice;
    });
    add("--exit", options.exits, [](int exit) {
        ExitChoice choice;
        choice.policy = ExitPolicy::Anytime;
        choice.exit = exit - 1;
        return choice;
    });
    add("--patience", options.patience, [](int patience) {
        ExitChoice choice;
        choice.policy = ExitPolicy::Patience;
        choice.patience = patience;
        return choice;
    });
    add("--threshold", options.thresholds, [&](const std::string& text) {
        ExitChoice choice;
        choice.policy = hasThresholds(policy) ? policy : ExitPolicy::Confidence;
        choice.thresholds = thresholdsFrom(text, choice.policy);
        return choice;
    });
    return out;
}

}  // namespace

ExitPolicy policyOf(const ExitsOptions& options) {
    const bool named = !options.policy.empty();
    const ExitPolicy policy = named                         ? exitPolicyFrom(options.policy)
                              : !options.thresholds.empty() ? ExitPolicy::Confidence
                              : !options.budgets.empty()    ? ExitPolicy::Budgeted
                              : !options.patience.empty()   ? ExitPolicy::Patience
                              : !options.exits.empty()      ? ExitPolicy::Anytime
                                                            : ExitPolicy::Confidence;
    if (!named) return policy;
    const auto refuse = [&](bool present, const char* option, const char* meant) {
        if (present)
            throw usage(fmt::format("{} belongs to the policy {}, found --policy {}", option, meant, options.policy));
    };
    // A budget is kept with confidence thresholds, so that name fits as well.
    const bool budgets = !options.budgets.empty();
    if (policy != ExitPolicy::Budgeted && policy != ExitPolicy::Confidence && options.clients.empty())
        refuse(budgets, "--budget", "budgeted");
    if (options.clients.empty()) {
        if (policy != ExitPolicy::Patience) refuse(!options.patience.empty(), "--patience", "patience");
        if (policy != ExitPolicy::Anytime) refuse(!options.exits.empty(), "--exit", "anytime");
    }
    if (!hasThresholds(policy)) refuse(!options.thresholds.empty(), "--threshold", "confidence, entropy or margin");
    return budgets && options.clients.empty() ? ExitPolicy::Budgeted : policy;
}

std::optional<ExitPlan> planOf(const ExitsOptions& options, int exits) {
    const std::vector<Given> kinds = given(options, policyOf(options));
    const std::size_t groups = options.clients.size();
    if (groups == 0) {
        if (kinds.empty()) return std::nullopt;
        if (kinds.size() > 1)
            throw usage(
                fmt::format("{} and {} exclude each other; with --clients one is for the groups and one for "
                            "everybody else",
                            kinds[0].option, kinds[1].option));
        if (kinds[0].choices.size() > 1)
            throw usage(fmt::format("{} is given {} times; several are for groups of clients, see --clients",
                                    kinds[0].option, kinds[0].choices.size()));
        return ExitPlan{kinds[0].choices[0], {}};
    }
    ExitPlan plan;
    plan.fleet.policy = ExitPolicy::Anytime;
    plan.fleet.exit = exits - 1;
    if (kinds.empty() || kinds.size() > 2)
        throw usage("--clients: expected a --budget, --threshold, --patience or --exit for each list of clients");
    const Given& own = kinds.front();
    const std::size_t count = own.choices.size();
    if (count != groups && !(count == groups + 1 && kinds.size() == 1))
        throw usage(
            fmt::format("{} lists of --clients and {} values of {}: expected one each, and perhaps one more for "
                        "everybody else",
                        groups, count, own.option));
    for (std::size_t g = 0; g < groups; ++g)
        plan.groups.push_back({{}, parseClients(options.clients[g]), own.choices[g]});
    if (count > groups) plan.fleet = own.choices.back();
    if (kinds.size() == 2) {
        if (kinds[1].choices.size() != 1)
            throw usage(fmt::format("{} is given {} times; beside {} for the groups it is for everybody else, once",
                                    kinds[1].option, kinds[1].choices.size(), own.option));
        plan.fleet = kinds[1].choices[0];
    }
    return plan;
}

void addExitsCommand(Program& program) {
    auto options = std::make_shared<ExitsOptions>();
    CLI::App* command = program.add(
        kResultsGroup, "exits",
        "What leaving early costs and buys: thresholds, budgets, devices, reliability, easy and hard images\n"
        "Computed from the predictions that the run's last evaluation stored, so it works for old runs too. MACs are "
        "multiply-accumulates of one sample; the saving is against always using the last exit. Without a threshold, "
        "budget, patience or exit the whole curve of the policy is printed.",
        {"exitlab-cli exits last", "exitlab-cli exits 3 --threshold 0.6", "exitlab-cli exits 3 --threshold 0.9,0.7",
         "exitlab-cli exits 3 --budget 0.5 --device phone --per-client",
         "exitlab-cli exits 3 --clients 0-9 --budget 0.4 --clients 10-14 --budget 0.7 --threshold 0.8",
         "exitlab-cli exits 3 --threshold 0.8 --against 4 5", "exitlab-cli exits 3 --reliability",
         "exitlab-cli exits 3 --threshold 0.8 --gallery pictures --order hard --only wrong",
         "exitlab-cli exits 3 --policy entropy --json"});
    command->add_option("RUN", options->run, "Number of the run, or \"last\"")->type_name("")->required();
    command
        ->add_option("--policy,--rule", options->policy,
                     "confidence (default), entropy or margin: thresholds on that; patience: so many exits in a row "
                     "agree; budgeted: thresholds fitted to a share of the cost; anytime: one exit for every sample")
        ->type_name("POLICY")
        ->check(oneOf({"confidence", "entropy", "margin", "patience", "budgeted", "anytime"}));
    command
        ->add_option("--threshold", options->thresholds,
                     "One threshold for all exits, or one per exit but the last; a probability for confidence and "
                     "margin, nats for entropy")
        ->type_name("X[,X...]")
        ->allow_extra_args(false);
    command
        ->add_option("--budget", options->budgets,
                     "Share of the full cost, 0 to 1: thresholds are fixed on the validation part so that it costs at "
                     "most that, and reported on the test part; without a validation part on the test part itself")
        ->type_name("SHARE")
        ->check(numberBetween(0, 1))
        ->allow_extra_args(false);
    command->add_option("--patience", options->patience, "Leave when so many exits in a row agree")
        ->type_name("N")
        ->check(wholeNumberFrom(1))
        ->allow_extra_args(false);
    command->add_option("--exit", options->exits, "Every sample uses this exit, from 1")
        ->type_name("K")
        ->check(wholeNumberFrom(1))
        ->allow_extra_args(false);
    command
        ->add_option("--clients", options->clients,
                     "A group of clients with a number of its own: the first list belongs to the first --budget (or "
                     "--threshold, --patience, --exit), and so on. One more, or one of another kind, is for everybody "
                     "else; without it they always use the last exit")
        ->type_name("LIST")
        ->allow_extra_args(false);
    command
        ->add_option("--device", options->device,
                     "Latency and energy: microcontroller, board, phone, embedded-gpu, laptop, or four numbers of your "
                     "own: GMAC/s, ms per exit check, nJ per MAC, idle W")
        ->type_name("DEVICE");
    command
        ->add_option("--against", options->against,
                     "Compare with the curves of these runs at equal accuracy and at equal cost")
        ->type_name("RUN...");
    command->add_flag("--per-client", options->perClient, "One row per client");
    command->add_flag("--reliability", options->reliability,
                      "Accuracy by confidence and expected calibration error of every exit");
    command
        ->add_option("--gallery", options->galleryDir,
                     "Write the test images by the exit they take into this folder, with a table")
        ->type_name("DIR");
    command->add_option("--order", options->order, "Images: easy (surest first, default) or hard")
        ->type_name("ORDER")
        ->check(oneOf({"easy", "hard"}));
    command->add_option("--only", options->only, "Images: only right or only wrong ones")
        ->type_name("KIND")
        ->check(oneOf({"right", "wrong"}));
    command->add_option("--count", options->count, "Images per exit (default 24)")
        ->type_name("N")
        ->check(wholeNumberFrom(1));
    command->add_option("--round", options->round, "Records of this round (default: the newest)")
        ->type_name("K")
        ->check(wholeNumberFrom(1));
    command->add_flag("--json", options->json, "One JSON object");
    program.onRun(command, [&program, options] { return ExitsReport(program.session(), *options).print(); });
}

}  // namespace exitlab::cli

// SPDX-License-Identifier: GPL-3.0-or-later
// What early exits cost and buy, from stored exit records: no forward pass. Everything the page Exits computes.
#include <fmt/core.h>

#include <charconv>
#include <map>

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

ExitChoice choiceFrom(const ExitsOptions& options, const ExitsOptions::Given& given, ExitPolicy rule) {
    ExitChoice choice;
    switch (given.kind) {
        case ExitsOptions::Kind::Budget:
            choice.policy = ExitPolicy::Budgeted;
            choice.budget = options.budgets[given.at];
            break;
        case ExitsOptions::Kind::Exit:
            choice.policy = ExitPolicy::Anytime;
            choice.exit = options.exits[given.at] - 1;
            break;
        case ExitsOptions::Kind::Patience:
            choice.policy = ExitPolicy::Patience;
            choice.patience = options.patience[given.at];
            break;
        default:
            choice.policy = rule;
            choice.thresholds = thresholdsFrom(options.thresholds[given.at], rule);
    }
    return choice;
}

}  // namespace

ExitPolicy policyOf(const ExitsOptions& options) {
    return options.policies.empty() ? ExitPolicy::Confidence : exitPolicyFrom(options.policies.back());
}

std::optional<ExitPlan> planOf(const ExitsOptions& options, int exits) {
    using Kind = ExitsOptions::Kind;
    std::optional<ExitChoice> fleet;
    std::optional<ExitPolicy> named;
    ExitPlan plan;
    bool waiting = false;  // the newest group has no number yet
    const auto need = [&] {
        if (waiting)
            throw usage(fmt::format("--clients {}: expected a --budget, --threshold, --patience or --exit after it",
                                    clientsText(plan.groups.back().clients)));
    };
    for (const ExitsOptions::Given& given : options.given) {
        if (given.kind == Kind::Policy) {
            named = exitPolicyFrom(options.policies[given.at]);
            continue;
        }
        if (given.kind == Kind::Clients) {
            need();
            plan.groups.push_back({{}, parseClients(options.clients[given.at]), {}});
            waiting = true;
            continue;
        }
        const ExitPolicy rule = named && hasThresholds(*named) ? *named : ExitPolicy::Confidence;
        const ExitChoice choice = choiceFrom(options, given, rule);
        if (waiting) {
            plan.groups.back().choice = choice;
            waiting = false;
            continue;
        }
        if (fleet)
            throw usage(
                "two of --threshold, --budget, --patience and --exit: they exclude each other, but for groups of "
                "clients, where the first number after --clients is for those clients");
        // A budget is kept with confidence thresholds, so that name fits as well.
        const bool fits = !named || *named == choice.policy ||
                          (choice.policy == ExitPolicy::Budgeted && *named == ExitPolicy::Confidence);
        if (!fits && options.clients.empty())
            throw usage(
                fmt::format("{} belongs to the policy {}, found --policy {}",
                            choice.policy == ExitPolicy::Budgeted   ? "--budget"
                            : choice.policy == ExitPolicy::Anytime  ? "--exit"
                            : choice.policy == ExitPolicy::Patience ? "--patience"
                                                                    : "--threshold",
                            hasThresholds(choice.policy) ? "confidence, entropy or margin" : toString(choice.policy),
                            toString(*named)));
        fleet = choice;
    }
    need();
    if (!fleet && plan.groups.empty()) return std::nullopt;
    if (fleet) {
        plan.fleet = *fleet;
    } else {
        plan.fleet.policy = ExitPolicy::Anytime;
        plan.fleet.exit = exits - 1;
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
        ->add_option("--policy", options->policies,
                     "confidence (default), entropy or margin: thresholds on that; patience: so many exits in a row "
                     "agree; budgeted: thresholds fitted to a share of the cost; anytime: one exit for every sample")
        ->type_name("POLICY")
        ->check(oneOf({"confidence", "entropy", "margin", "patience", "budgeted", "anytime"}))
        ->allow_extra_args(false);
    // The name of the first version.
    command->add_option("--rule", options->rules)
        ->check(oneOf({"confidence", "entropy", "margin"}))
        ->allow_extra_args(false)
        ->group("");
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
        ->add_option(
            "--clients", options->clients,
            "A group of clients with a policy of its own: the first --budget, --threshold, --patience or --exit "
            "after the list is theirs; one more is for everybody else, who otherwise always use the last "
            "exit")
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
        ->type_name("RUN");
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
    program.onRun(command, [&program, options, command] {
        // Which number is whose follows from the order on the command line.
        using Kind = ExitsOptions::Kind;
        std::map<std::string, std::size_t> seen;
        static const std::map<std::string, Kind> kinds{{"policy", Kind::Policy}, {"threshold", Kind::Threshold},
                                                       {"budget", Kind::Budget}, {"patience", Kind::Patience},
                                                       {"exit", Kind::Exit},     {"clients", Kind::Clients}};
        for (const CLI::Option* option : command->parse_order()) {
            if (option->get_lnames().empty()) continue;
            const std::string& name = option->get_lnames().front();
            if (name == "rule") {
                options->given.push_back({Kind::Policy, options->policies.size()});
                options->policies.push_back(options->rules[seen[name]++]);
                continue;
            }
            if (const auto kind = kinds.find(name); kind != kinds.end())
                options->given.push_back({kind->second, seen[name]++});
        }
        // What is wrong with the line itself is said before any run is looked for.
        planOf(*options, 1);
        return ExitsReport(program.session(), *options).print();
    });
}

}  // namespace exitlab::cli

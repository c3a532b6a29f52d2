// SPDX-License-Identifier: GPL-3.0-or-later
// A completion script for bash, made from the commands and options themselves.
#include <fmt/core.h>

#include <algorithm>

#include "app/cli/help.h"
#include "app/cli/program.h"
#include "core/analysis/run_fields.h"
#include "core/analysis/run_record.h"

namespace exitlab::cli {
namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
    return out;
}

std::vector<std::string> optionNames(const CLI::App* app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app->get_options())
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    return names;
}

ExitCode printBash(Program& program) {
    std::vector<std::string> commands, presets, methods, datasets, keys;
    std::string cases;
    const std::string global = joined(optionNames(&program.app()));
    for (const CLI::App* command : program.app().get_subcommands([](const CLI::App*) { return true; })) {
        commands.push_back(command->get_name());
        cases += fmt::format("        {}) options=\"{}\" ;;\n", command->get_name(), joined(optionNames(command)));
    }
    Session& session = program.session();
    for (const Preset& preset : listPresets()) presets.push_back(preset.id);
    for (const MethodInfo& method : session.methods()) methods.push_back(method.id);
    for (const DatasetInfo& set : listDatasets()) datasets.push_back(set.id);
    std::vector<std::string> sections;
    for (const ParameterSection& section : experimentSchema(nullptr, session.methods())) {
        if (!section.id.empty()) sections.push_back(section.id);
        for (const ParameterSpec& spec : section.parameters) keys.push_back(spec.key + "=");
    }
    for (const MethodInfo& method : session.methods())
        for (const ParameterSpec& spec : method.parameters)
            if (std::find(keys.begin(), keys.end(), spec.key + "=") == keys.end()) keys.push_back(spec.key + "=");
    std::vector<std::string> fields, values;
    for (const RunField& field : runFields()) fields.push_back(field.key);
    for (const std::string& key : keys) fields.push_back(key.substr(0, key.size() - 1));
    for (const Measure& measure : measures(3)) values.push_back(measure.id());
    fmt::print(R"(# bash completion of exitlab-cli; load with: source <(exitlab-cli completion bash)
_exitlab_cli() {{
    local word="${{COMP_WORDS[COMP_CWORD]}}" previous="${{COMP_WORDS[COMP_CWORD-1]}}"
    local command="" options="" i
    local commands="{}"
    for ((i = 1; i < COMP_CWORD; i++)); do
        if [[ " $commands " == *" ${{COMP_WORDS[i]}} "* ]]; then command="${{COMP_WORDS[i]}}"; break; fi
    done
    case "$previous" in
        --db) COMPREPLY=($(compgen -f -- "$word")); return ;;
        --data|--plugin-dir|--to) COMPREPLY=($(compgen -d -- "$word")); return ;;
        --methods)
            compopt -o nospace 2>/dev/null
            local before=""; [[ "$word" == *,* ]] && before="${{word%,*}},"
            COMPREPLY=($(compgen -P "$before" -W "{}" -- "${{word##*,}}")); return ;;
        --sort|--columns|--rows)
            compopt -o nospace 2>/dev/null
            local sign="" list=""; [[ "$word" == *,* ]] && list="${{word%,*}},"
            word="${{word##*,}}"; [[ "$word" == -* ]] && sign="-"
            COMPREPLY=($(compgen -P "$list$sign" -W "{}" -- "${{word#-}}")); return ;;
        --value) COMPREPLY=($(compgen -W "{}" -- "$word")); return ;;
        --latex|--csv) COMPREPLY=($(compgen -f -- "$word")); return ;;
        --rule) COMPREPLY=($(compgen -W "confidence entropy margin" -- "$word")); return ;;
        --set) compopt -o nospace 2>/dev/null; COMPREPLY=($(compgen -W "{}" -- "$word")); return ;;
    esac
    case "$command" in
        "") options="$commands" ;;
{}    esac
    if [[ "$word" == -* ]]; then
        [[ -z "$command" ]] && options=""
        COMPREPLY=($(compgen -W "$options {}" -- "$word")); return
    fi
    case "$command" in
        "") COMPREPLY=($(compgen -W "$commands" -- "$word")) ;;
        run|race|cost|queue|partition) COMPREPLY=($(compgen -W "{}" -- "$word") $(compgen -f -X "!*.json" -- "$word")) ;;
        sweep) COMPREPLY=($(compgen -f -X "!*.json" -- "$word")) ;;
        describe) COMPREPLY=($(compgen -W "{} {}" -- "$word")) ;;
        datasets) COMPREPLY=($(compgen -W "list check fetch {}" -- "$word")) ;;
        resume|branch|show|exits|export|compare|tag|note|star|trash|restore) COMPREPLY=($(compgen -W "last" -- "$word")) ;;
        completion) COMPREPLY=($(compgen -W "bash" -- "$word")) ;;
    esac
}}
complete -F _exitlab_cli exitlab-cli
)",
               joined(commands), joined(methods), joined(fields), joined(values), joined(keys), cases, global,
               joined(presets), joined(methods), joined(sections), joined(datasets));
    return ExitCode::Ok;
}

}  // namespace

void addCompletionCommand(Program& program) {
    auto shell = std::make_shared<std::string>();
    CLI::App* command =
        program.add(kKnowledgeGroup, "completion", "Print a completion script for the shell",
                    {"source <(exitlab-cli completion bash)",
                     "exitlab-cli completion bash > ~/.local/share/bash-completion/completions/exitlab-cli"});
    command->add_option("SHELL", *shell, "bash")->type_name("")->required()->check(oneOf({"bash"}));
    program.onRun(command, [&program] { return printBash(program); });
}

}  // namespace exitlab::cli

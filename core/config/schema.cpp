// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/experiment.h"
#include "core/config/schema_sections.h"
#include "core/config/spec_builder.h"

namespace exitlab {

ParameterSection algorithmSection(const MethodInfo* method, const MethodCatalog& catalog) {
    auto id = choiceSpec("algorithm.id", "Method", "cafedistill")
                  .help("The federated learning method.")
                  .longHelp(
                      "A method says which parts of the network are shared, what clients learn from and how the "
                      "server combines what they send. Each is a plugin with settings of its own.")
                  .source("What ExitLab was made for");
    for (const MethodInfo& known : catalog) id.choice(known.id, known.name, known.summary);
    ParameterSection section{"algorithm", "Algorithm", "The method and its own settings.", {id}};
    if (method)
        section.parameters.insert(section.parameters.end(), method->parameters.begin(), method->parameters.end());
    return section;
}

std::vector<ParameterSection> experimentSchema(const MethodInfo* method, const MethodCatalog& catalog) {
    return {generalSection(), dataSection(),     modelSection(),      algorithmSection(method, catalog),
            devicesSection(), trainingSection(), evaluationSection(), runSection()};
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/method_info.h"

#include <algorithm>
#include <set>

#include "core/config/experiment.h"
#include "core/config/method_check.h"
#include "core/config/parameter_value.h"
#include "core/config/schema_sections.h"

namespace exitlab {

const MethodInfo* findMethod(const MethodCatalog& catalog, const std::string& id) {
    const auto found = std::find_if(catalog.begin(), catalog.end(), [&](const MethodInfo& m) { return m.id == id; });
    return found == catalog.end() ? nullptr : &*found;
}

std::vector<std::string> methodProblems(const MethodInfo& method) {
    static constexpr char kAllowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-_";
    std::vector<std::string> problems;
    if (method.id.empty() || method.id.find_first_not_of(kAllowed) != std::string::npos)
        problems.push_back("\"" + method.id + "\" is not an id (lower-case letters, digits, - and _)");
    if (method.name.empty()) problems.push_back("the name is missing");

    std::map<std::string, const ParameterSpec*> known;
    const auto sections = experimentSchema(&method, {method});
    for (const ParameterSection& section : sections)
        for (const ParameterSpec& spec : section.parameters) known.emplace(spec.key, &spec);

    std::set<std::string> seen{"algorithm.id"};
    for (const ParameterSpec& spec : method.parameters) {
        if (const std::string wrong = specProblem(spec); !wrong.empty()) {
            problems.push_back(wrong);
            continue;
        }
        if (spec.key.rfind("algorithm.", 0) != 0) problems.push_back(spec.key + ": must begin with \"algorithm.\"");
        if (!seen.insert(spec.key).second) problems.push_back(spec.key + ": given twice");
        // In the file a key is either a value or a group of further keys.
        const auto below = known.lower_bound(spec.key + ".");
        if (below != known.end() && below->first.rfind(spec.key + ".", 0) == 0)
            problems.push_back(spec.key + ": also the group of " + below->first);
        if (!spec.visibleWhen) continue;
        const auto other = known.find(spec.visibleWhen->key);
        if (other == known.end()) {
            problems.push_back(spec.key + ": depends on " + spec.visibleWhen->key + ", which does not exist");
            continue;
        }
        for (const Json& value : spec.visibleWhen->values)
            if (const std::string wrong = validate(*other->second, value); !wrong.empty())
                problems.push_back(spec.key + ": depends on a value that " + other->first + " cannot have: " + wrong);
    }
    return problems;
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/experiment.h"
#include "core/config/spec_builder.h"
#include "tests/fuzz/fuzz.h"

void exitlab::fuzz::target(const std::uint8_t* data, std::size_t size) {
    static const MethodCatalog catalog = [] {
        MethodInfo method;
        method.id = method.name = "cafedistill";
        method.version = "1";
        method.parameters = {realSpec("algorithm.lambda", "Lambda", 0.1).atLeast(0).help("h").source("s"),
                             choiceSpec("algorithm.teacher_head", "Head", "replace")
                                 .choice("replace", "Replace", "h")
                                 .choice("separate", "Separate", "h")
                                 .help("h")
                                 .source("s")};
        return MethodCatalog{method};
    }();
    const Experiment experiment =
        Experiment::parse(std::string(reinterpret_cast<const char*>(data), size), catalog, "fuzz.json");
    const std::string text = experiment.toText();
    expect(Experiment::parse(text, catalog, "again").toText() == text, "what is written reads back as the same bytes");
}

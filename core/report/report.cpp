// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/report.h"

#include <fmt/core.h>

#include <algorithm>
#include <memory>

#include "core/base/atomic_file.h"
#include "core/report/sections.h"
#include "exitlab/build_info.h"

namespace exitlab {

namespace fs = std::filesystem;
using namespace report;

namespace {

void addWhole(Document& document, const RunData& run, const ReportContext& context, const ReportOptions& options) {
    addFacts(document, run);
    addCommandLine(document, run, context.methods);
    addAccuracy(document, run, 2);
    addClientsByExits(document, run);
    addExitsTaken(document, run, options.threshold);
    addCalibration(document, run);
    addConflict(document, run);
    addMethodResults(document, run);
    addLosses(document, run);
    addTraffic(document, run);
    addTime(document, run);
    addData(document, run);
    addNetwork(document, run);
    addChangedSettings(document, run, context.methods, 2);
    addWarnings(document, run);
    if (run.method && !run.method->citation.empty()) document.heading(2, "Citation of the method");
    addCitation(document, run);
    document.heading(1, "Appendix", true);
    addClientTable(document, run);
    addAllSettings(document, run, context.methods);
}

void addShort(Document& document, const RunData& run, const ReportContext& context) {
    document.heading(1,
                     "Run " + std::to_string(run.summary.id) + ": " + run.summary.name + ", " + run.methodName() +
                         ", seed " + std::to_string(run.summary.seed),
                     true);
    addFacts(document, run);
    addCommandLine(document, run, context.methods);
    addChangedSettings(document, run, context.methods, 2);
    addAccuracy(document, run, 2, true);
    const auto bad = [](const Message* message) { return message->level != Message::Level::Info; };
    if (std::any_of(run.messages.begin(), run.messages.end(), bad)) addWarnings(document, run);
}

std::string titleOf(const std::vector<std::unique_ptr<RunData>>& runs) {
    if (runs.size() == 1) return runs.front()->summary.name;
    bool same = true;
    for (const auto& run : runs) same = same && run->summary.name == runs.front()->summary.name;
    return same ? runs.front()->summary.name : std::to_string(runs.size()) + " runs";
}

std::string subtitleOf(const std::vector<std::unique_ptr<RunData>>& runs) {
    if (runs.size() == 1) {
        const RunData& run = *runs.front();
        return run.methodName() + " on " + run.summary.dataset + ", seed " + std::to_string(run.summary.seed) +
               ", run " + std::to_string(run.summary.id);
    }
    std::string methods;
    std::vector<std::string> seen;
    for (const auto& run : runs) {
        if (std::find(seen.begin(), seen.end(), run->methodName()) != seen.end()) continue;
        seen.push_back(run->methodName());
        methods += (methods.empty() ? "" : ", ") + run->methodName();
    }
    return "Comparison of " + std::to_string(runs.size()) + " runs: " + methods;
}

}  // namespace

ReportFormat reportFormat(const fs::path& file) {
    std::string suffix = file.extension().string();
    for (char& c : suffix)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (suffix == ".html" || suffix == ".htm") return ReportFormat::Html;
    if (suffix == ".pdf") return ReportFormat::Pdf;
    throw Error(Error::Kind::Usage,
                file.string() + ": expected a name that ends in .html or .pdf, which says what to write");
}

ReportInfo writeReportFile(const RunReader& reader, const std::vector<std::int64_t>& runs, const fs::path& file,
                           const ReportContext& context, const ReportOptions& options) {
    const ReportFormat format = reportFormat(file);
    if (runs.empty()) throw Error(Error::Kind::Usage, "a report needs a run");
    const auto tell = [&](double share) {
        if (context.cancel && *context.cancel) throw ReportCancelled();
        if (context.progress) context.progress(share);
    };
    std::vector<std::unique_ptr<RunData>> read;
    for (const std::int64_t run : runs) {
        tell(0.6 * static_cast<double>(read.size()) / static_cast<double>(runs.size()));
        read.push_back(std::make_unique<RunData>(reader, run, context));
    }
    tell(0.6);
    Document document;
    document.title = options.title.empty() ? titleOf(read) : options.title;
    document.subtitle = subtitleOf(read);
    document.footer = std::string("ExitLab ") + EXITLAB_VERSION;
    if (read.size() == 1) {
        addWhole(document, *read.front(), context, options);
    } else {
        addOverview(document, read, options.threshold);
        for (const auto& run : read) addShort(document, *run, context);
        document.heading(1, "Citations of the methods", true);
        std::vector<const MethodInfo*> cited;
        for (const auto& run : read) {
            if (std::find(cited.begin(), cited.end(), run->method) != cited.end()) continue;
            cited.push_back(run->method);
            addCitation(document, *run);
        }
    }
    tell(0.7);
    ReportInfo info;
    info.file = file;
    std::string bytes;
    if (format == ReportFormat::Html)
        bytes = htmlOf(document);
    else
        info.pages = writePdf(document, bytes);
    tell(0.95);
    AtomicFile out(file);
    out.write(bytes);
    out.commit();
    info.bytes = static_cast<std::int64_t>(bytes.size());
    if (context.progress) context.progress(1);
    return info;
}

std::string reportFileName(const std::vector<std::int64_t>& runs, ReportFormat format) {
    std::string name = runs.size() == 1 ? "report-run" : "report-runs";
    // A long list makes no readable name.
    if (runs.size() > 6)
        name += fmt::format("-{}-to-{}", *std::min_element(runs.begin(), runs.end()),
                            *std::max_element(runs.begin(), runs.end()));
    else
        for (const std::int64_t run : runs) name += "-" + std::to_string(run);
    return name + (format == ReportFormat::Html ? ".html" : ".pdf");
}

}  // namespace exitlab

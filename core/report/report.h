// SPDX-License-Identifier: GPL-3.0-or-later
// Reports of stored runs as one file: HTML with all figures in it, or PDF of A4 pages. The same for the command line
// and the window. Everything comes from what the runs stored, the costs of the network from the engine.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/federation/run.h"
#include "core/store/run_store.h"

namespace exitlab {

struct ReportContext {
    const MethodCatalog& methods;
    /// costOf() of the engine; may throw Error, after which the report says why there are no costs.
    std::function<CostReport(const Experiment&)> cost;
    std::function<void(double share)> progress;  ///< 0..1, from the calling thread; may be left out
    const std::atomic<bool>* cancel = nullptr;   ///< set: ends with ReportCancelled, no file is left
};
class ReportCancelled : public Error {
  public:
    ReportCancelled() : Error(Kind::Usage, "cancelled; no report was written") {}
};

enum class ReportFormat { Html, Pdf };
/// By the suffix: .html, .htm or .pdf. Throws Error(Usage) naming the file.
ReportFormat reportFormat(const std::filesystem::path& file);

struct ReportOptions {
    std::string title;       ///< empty: made from the runs
    double threshold = 0.6;  ///< confidence at which runs are compared
};

struct ReportInfo {
    std::filesystem::path file;
    std::int64_t bytes = 0;
    int pages = 0;  ///< of a PDF
};
/// Of one run everything; of several an overview, then each in short. The file is whole or absent. Throws Error(Usage)
/// for an unknown run or suffix, Error(Storage) for the disk.
ReportInfo writeReportFile(const RunReader& reader, const std::vector<std::int64_t>& runs,
                           const std::filesystem::path& file, const ReportContext& context,
                           const ReportOptions& options = {});

/// "report-run-3.html", "report-runs-1-2-3.html"
std::string reportFileName(const std::vector<std::int64_t>& runs, ReportFormat format);

}  // namespace exitlab

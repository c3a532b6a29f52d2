// SPDX-License-Identifier: GPL-3.0-or-later
// Workers are machinery: a thread with live networks in one arena. Clients are data and are swapped in.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "core/federation/local_work.h"

namespace exitlab {

/// Process-wide settings of the numeric libraries (OpenBLAS threads, allocator thresholds). Idempotent.
void prepareNumericLibraries();
/// For the calling thread: one intra-op thread. Clients in parallel beat threads inside a client, and results do not
/// depend on how many threads share a sum.
void prepareThread();

class WorkerPool {
  public:
    using Job = std::function<void(NetworkSet& networks, std::size_t item)>;

    WorkerPool(const NetworkPlan& plan, int workers);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    int workers() const { return static_cast<int>(threads_.size()); }

    /// Runs job(networks, i) for every i < sizes.size(), the largest first, and waits for all. Of several exceptions
    /// the one of the lowest item is rethrown, so that the outcome does not depend on timing.
    void run(const std::vector<std::int64_t>& sizes, const Job& job);

  private:
    void work(const NetworkPlan& plan);

    std::mutex mutex_;
    std::condition_variable wake_, done_;
    std::vector<std::thread> threads_;
    std::vector<std::size_t> order_;
    std::size_t next_ = 0, finished_ = 0;
    std::vector<std::exception_ptr> errors_;
    const Job* job_ = nullptr;
    bool quit_ = false;
};

}  // namespace exitlab

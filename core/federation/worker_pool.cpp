// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/federation/worker_pool.h"

#include <dlfcn.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <numeric>

namespace exitlab {
namespace {

/// libtorch's warnings without one: parameters of a narrowed network are strided views of the arena, and so are their
/// gradients, on purpose. Autograd advises against it once per process.
class WarningFilter final : public c10::WarningHandler {
  public:
    void process(const c10::SourceLocation& place, const std::string& message, const bool verbatim) override {
        if (wanted(message)) c10::WarningHandler::process(place, message, verbatim);
    }

  private:
    static bool wanted(const std::string& message) {
        return message.find("gradient layout contract") == std::string::npos;
    }
};

}  // namespace

void prepareNumericLibraries() {
    static const bool once = [] {
        // OpenBLAS keeps its own spinning pool unless told otherwise; the symbol is absent with other BLAS libraries.
        if (void* symbol = dlsym(RTLD_DEFAULT, "openblas_set_num_threads")) reinterpret_cast<void (*)(int)>(symbol)(1);
#ifdef __GLIBC__
        // Keep large blocks instead of returning them to the system after every step: they would be faulted in again.
        mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024);
        mallopt(M_TRIM_THRESHOLD, 512 * 1024 * 1024);
#endif
        return true;
    }();
    static_cast<void>(once);
}

void prepareThread() {
    static WarningFilter filter;
    at::set_num_threads(1);
    c10::Warning::set_warning_handler(&filter);
}

WorkerPool::WorkerPool(const NetworkPlan& plan, int workers) {
    prepareNumericLibraries();
    for (int i = 0; i < workers; ++i) threads_.emplace_back([this, &plan] { work(plan); });
}

WorkerPool::~WorkerPool() {
    {
        const std::lock_guard lock(mutex_);
        quit_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_) thread.join();
}

void WorkerPool::run(const std::vector<std::int64_t>& sizes, const Job& job) {
    std::unique_lock lock(mutex_);
    order_.resize(sizes.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    // Largest first: the last client to finish is a small one.
    std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) { return sizes[a] > sizes[b]; });
    errors_.assign(sizes.size(), nullptr);
    next_ = finished_ = 0;
    job_ = &job;
    wake_.notify_all();
    done_.wait(lock, [&] { return finished_ == order_.size(); });
    job_ = nullptr;
    for (const auto& error : errors_)
        if (error) std::rethrow_exception(error);
}

void WorkerPool::work(const NetworkPlan& plan) {
    prepareThread();
    std::unique_ptr<NetworkSet> networks;
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [&] { return quit_ || (job_ && next_ < order_.size()); });
        if (quit_) return;
        const std::size_t item = order_[next_++];
        const Job& job = *job_;
        lock.unlock();
        std::exception_ptr error;
        try {
            if (!networks) networks = std::make_unique<NetworkSet>(plan);
            job(*networks, item);
        } catch (...) {
            error = std::current_exception();
        }
        lock.lock();
        errors_[item] = error;
        if (++finished_ == order_.size()) done_.notify_all();
    }
}

}  // namespace exitlab

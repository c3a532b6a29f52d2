// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/signals.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>

#include "app/cli/exit_codes.h"

namespace exitlab::cli {
namespace {

constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP};
constexpr int kTickMilliseconds = 250;

// All that the handler touches. Lock-free atomics and write(2) are safe in a signal handler.
std::atomic<int> signalCount{0};
std::atomic<int> pipeWriteEnd{-1};
static_assert(std::atomic<int>::is_always_lock_free);

std::array<struct sigaction, kSignals.size()> previous;
struct sigaction previousPipe;

void write1(int fd, char byte) {
    // A full pipe already says what the byte would.
    [[maybe_unused]] const ssize_t written = write(fd, &byte, 1);
}

extern "C" void exitlabCliOnSignal(int) {
    const int kept = errno;
    if (signalCount.fetch_add(1) > 0) {
        write1(STDERR_FILENO, '\n');
        _exit(static_cast<int>(ExitCode::Signal));
    }
    write1(pipeWriteEnd.load(), 's');
    errno = kept;
}

}  // namespace

SignalWatch::SignalWatch(std::function<void()> onStop, std::function<void()> onTick) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        throw Error(Error::Kind::Run, std::string("no pipe for signals: ") + std::strerror(errno));
    read_ = ends[0];
    pipeWriteEnd = ends[1];
    thread_ = std::thread([fd = read_, onStop = std::move(onStop), onTick = std::move(onTick)] {
        pollfd entry{fd, POLLIN, 0};
        for (;;) {
            const int ready = poll(&entry, 1, kTickMilliseconds);
            if (ready == 0) onTick();
            char byte = 0;
            if (ready <= 0 || read(fd, &byte, 1) != 1) continue;
            if (byte == 'q') return;
            onStop();
        }
    });
    struct sigaction action {};
    action.sa_handler = exitlabCliOnSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &action, &previous[i]);
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ignore, &previousPipe);
}

SignalWatch::~SignalWatch() {
    for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &previous[i], nullptr);
    sigaction(SIGPIPE, &previousPipe, nullptr);
    write1(pipeWriteEnd, 'q');
    thread_.join();
    close(pipeWriteEnd.exchange(-1));
    close(read_);
}

bool SignalWatch::received() { return signalCount > 0; }

}  // namespace exitlab::cli

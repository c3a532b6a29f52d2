// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl-C while a run is going.
#pragma once

#include <functional>
#include <thread>

namespace exitlab::cli {

/// While it lives, the first SIGINT, SIGTERM or SIGHUP calls `onStop` in a thread of its own, and the second ends the
/// process at once with ExitCode::Signal. Between signals the thread calls `onTick` a few times per second. A reader
/// that went away (SIGPIPE) is left to whoever writes. One at a time.
class SignalWatch {
  public:
    SignalWatch(std::function<void()> onStop, std::function<void()> onTick);
    ~SignalWatch();
    SignalWatch(const SignalWatch&) = delete;
    SignalWatch& operator=(const SignalWatch&) = delete;

    /// Whether a signal has come.
    static bool received();

  private:
    std::thread thread_;
    int read_ = -1;
};

}  // namespace exitlab::cli

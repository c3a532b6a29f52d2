// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/federation/run.h"

namespace exitlab {

void RunControl::pause() {
    const std::lock_guard lock(mutex_);
    paused_ = true;
    steps_ = 0;
    changed_.notify_all();
}

void RunControl::resume() {
    const std::lock_guard lock(mutex_);
    paused_ = false;
    steps_ = 0;
    changed_.notify_all();
}

void RunControl::step() {
    const std::lock_guard lock(mutex_);
    paused_ = true;
    ++steps_;
    changed_.notify_all();
}

void RunControl::stop() {
    const std::lock_guard lock(mutex_);
    stop_ = true;
    changed_.notify_all();
}

void RunControl::checkpointNow() {
    const std::lock_guard lock(mutex_);
    checkpoint_ = true;
    changed_.notify_all();
}

bool RunControl::paused() const {
    const std::lock_guard lock(mutex_);
    return paused_;
}

RunControl::Next RunControl::next(const std::function<void(bool)>& onChange) {
    std::unique_lock lock(mutex_);
    bool told = false;
    const auto tell = [&](bool value) {
        lock.unlock();
        onChange(value);
        if (onWait) onWait(value);
        lock.lock();
    };
    for (;;) {
        if (stop_) return Next::Stop;
        if (checkpoint_) {
            checkpoint_ = false;
            return Next::Checkpoint;
        }
        if (!paused_ || steps_ > 0) break;
        if (!told) {
            told = true;
            tell(true);
            continue;
        }
        changed_.wait(lock);
    }
    if (steps_ > 0) --steps_;
    if (told) tell(false);
    return Next::Round;
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/process.h"

#include <sqlite3.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <ctime>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "exitlab/build_info.h"

namespace exitlab {

namespace {

constexpr std::int64_t kHeartbeatLost = 120;

/// Field 22 of /proc/<pid>/stat; 0 if there is no such process. The command name may hold spaces and brackets, so
/// fields are counted from its last bracket.
std::int64_t startTime(std::int64_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string text;
    if (!std::getline(file, text)) return 0;
    const auto bracket = text.rfind(')');
    if (bracket == std::string::npos) return 0;
    std::istringstream fields(text.substr(bracket + 1));
    std::string field;
    for (int i = 3; i <= 21; ++i) fields >> field;
    std::int64_t started = 0;
    fields >> started;
    return fields ? started : 0;
}

std::string hostName() {
    struct utsname names {};
    return ::uname(&names) == 0 ? names.nodename : "";
}

std::string bootId() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string text;
    std::getline(file, text);
    return text;
}

std::string processorName() {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (line.rfind("model name", 0) == 0) {
            const auto colon = line.find(": ");
            return colon == std::string::npos ? "" : line.substr(colon + 2);
        }
    return "";
}

}  // namespace

ProcessIdentity currentProcess() { return {::getpid(), startTime(::getpid()), bootId(), hostName()}; }

bool isGone(const ProcessIdentity& owner, std::int64_t heartbeat, std::int64_t now) {
    const bool sameHost = owner.host == hostName();
    if (!sameHost) return now - heartbeat > kHeartbeatLost;
    if (owner.boot != bootId()) return true;
    if (owner.pid <= 0 || owner.pid > INT32_MAX) return true;
    if (::kill(static_cast<pid_t>(owner.pid), 0) != 0 && errno == ESRCH) return true;
    const std::int64_t started = startTime(owner.pid);
    return started != 0 && owner.started != 0 && started != owner.started;
}

double processAgeMs() {
    const std::int64_t started = startTime(::getpid());
    timespec now{};
    if (started == 0 || ::clock_gettime(CLOCK_BOOTTIME, &now) != 0) return -1;
    return 1e3 * (double(now.tv_sec) - double(started) / double(::sysconf(_SC_CLK_TCK))) + 1e-6 * double(now.tv_nsec);
}

std::int64_t secondsNow() {
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

std::string timeNow() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text;
}

std::string machineJson() {
    struct utsname names {};
    ::uname(&names);
    nlohmann::ordered_json json;
    json["host"] = names.nodename;
    json["system"] = std::string(names.sysname) + " " + names.release;
    json["architecture"] = names.machine;
    json["processor"] = processorName();
    json["threads"] = std::thread::hardware_concurrency();
    json["memory_bytes"] = static_cast<std::int64_t>(::sysconf(_SC_PHYS_PAGES)) * ::sysconf(_SC_PAGESIZE);
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string librariesJson() {
    nlohmann::ordered_json json;
    json["exitlab"] = EXITLAB_VERSION;
    json["torch"] = EXITLAB_TORCH_VERSION;
    json["sqlite"] = sqlite3_libversion();
    json["compiler"] = __VERSION__;
    return json.dump();
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/download.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/sha256.h"

namespace exitlab {

namespace fs = std::filesystem;

namespace {

constexpr long kMostRedirects = 5;
constexpr auto kProgressEvery = std::chrono::milliseconds(100);

/// What one attempt came to, if not the whole file.
struct Broken {
    std::string reason;
    bool hopeless = false;  ///< another attempt would end the same
};

struct FileCloser {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

[[noreturn]] void failStorage(const fs::path& file, const char* action) {
    throw Error(Error::Kind::Storage, fmt::format("{}: cannot be {}: {}", file.string(), action, std::strerror(errno)));
}

class Attempt {
  public:
    Attempt(const Download& what, const DownloadOptions& options, const fs::path& part)
        : what_(what), options_(options), part_(part) {
        std::error_code none;
        if (fs::exists(part_, none)) had_ = static_cast<std::int64_t>(fs::file_size(part_, none));
        // More than there can be is not the beginning of this file.
        if (had_ > what_.bytes) had_ = 0;
        file_.reset(std::fopen(part_.c_str(), had_ > 0 ? "r+b" : "wb"));
        if (!file_) failStorage(part_, "written");
        if (std::fseek(file_.get(), static_cast<long>(had_), SEEK_SET) != 0) failStorage(part_, "written");
        done_ = had_;
    }

    /// Nothing: the file is as long as it should be.
    std::optional<Broken> run() {
        if (done_ == what_.bytes) return std::nullopt;
        const std::unique_ptr<CURL, void (*)(CURL*)> handle(curl_easy_init(), curl_easy_cleanup);
        if (!handle) throw Error(Error::Kind::Storage, "libcurl cannot be used");
        configure(handle.get());
        const CURLcode code = curl_easy_perform(handle.get());
        if (std::fflush(file_.get()) != 0) failStorage(part_, "written");
        if (cancelled()) throw Cancelled{};
        if (writeError_ != 0) {
            errno = writeError_;
            failStorage(part_, "written");
        }
        if (code == CURLE_RANGE_ERROR) {
            // The server does not resume: the next attempt begins anew.
            file_.reset(std::fopen(part_.c_str(), "wb"));
            return Broken{reason(handle.get(), code)};
        }
        // An answer without a body has not been looked at yet.
        if (refused_.empty() && code == CURLE_OK && !accepted_) accept();
        if (!refused_.empty()) return Broken{refused_, true};
        if (code != CURLE_OK)
            return Broken{reason(handle.get(), code), code == CURLE_UNSUPPORTED_PROTOCOL ||
                                                          code == CURLE_TOO_MANY_REDIRECTS ||
                                                          code == CURLE_URL_MALFORMAT};
        if (done_ < what_.bytes) return Broken{fmt::format("it ended after {} of {} bytes", done_, what_.bytes), false};
        return std::nullopt;
    }

  private:
    bool cancelled() const { return options_.cancel && options_.cancel->load(); }

    void configure(CURL* handle) {
        const char* protocols = options_.loopback ? "http,https" : "https";
        curl_easy_setopt(handle, CURLOPT_URL, what_.url.c_str());
        curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, protocols);
        curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, protocols);
        if (options_.loopback) curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, &Attempt::openLoopback);
        curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L);
        curl_easy_setopt(handle, CURLOPT_MAXREDIRS, kMostRedirects);
        curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, static_cast<long>(options_.connectSeconds));
        curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
        curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options_.stallSeconds));
        curl_easy_setopt(handle, CURLOPT_USERAGENT, "ExitLab");
        curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, message_.data());
        if (had_ > 0) curl_easy_setopt(handle, CURLOPT_RESUME_FROM_LARGE, static_cast<curl_off_t>(had_));
        curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &Attempt::received);
        curl_easy_setopt(handle, CURLOPT_WRITEDATA, this);
        curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
        curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, &Attempt::progressed);
        curl_easy_setopt(handle, CURLOPT_XFERINFODATA, this);
        handle_ = handle;
    }

    std::string reason(CURL* handle, CURLcode code) const {
        if (code == CURLE_OPERATION_TIMEDOUT && done_ > had_)
            return fmt::format("nothing came for {} s after {} of {} bytes", options_.stallSeconds, done_, what_.bytes);
        char* url = nullptr;
        curl_easy_getinfo(handle, CURLINFO_EFFECTIVE_URL, &url);
        const std::string words = message_[0] ? message_.data() : curl_easy_strerror(code);
        return url && what_.url != url ? fmt::format("{} (redirected to {})", words, url) : words;
    }

    /// The first bytes of the body have come, so the answer's head is known. False: it is not what was asked for.
    bool accept() {
        long status = 0;
        curl_off_t length = -1;
        curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
        curl_easy_getinfo(handle_, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
        if (status != (had_ > 0 ? 206 : 200)) {
            refused_ = fmt::format("the server answered {}", status);
            return false;
        }
        if (length >= 0 && done_ + length != what_.bytes) {
            refused_ = fmt::format("the server announces {} bytes, expected {}", done_ + length, what_.bytes);
            return false;
        }
        return true;
    }

    static std::size_t received(char* data, std::size_t size, std::size_t count, void* self) {
        auto& attempt = *static_cast<Attempt*>(self);
        const std::size_t bytes = size * count;
        if (!attempt.accepted_) {
            if (!attempt.accept()) return 0;
            attempt.accepted_ = true;
        }
        if (attempt.done_ + static_cast<std::int64_t>(bytes) > attempt.what_.bytes) {
            attempt.refused_ = fmt::format("the server sends more than the {} bytes expected", attempt.what_.bytes);
            return 0;
        }
        if (std::fwrite(data, 1, bytes, attempt.file_.get()) != bytes) {
            attempt.writeError_ = errno != 0 ? errno : EIO;
            return 0;
        }
        attempt.done_ += static_cast<std::int64_t>(bytes);
        return bytes;
    }

    static int progressed(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
        auto& attempt = *static_cast<Attempt*>(self);
        const auto now = std::chrono::steady_clock::now();
        if (attempt.options_.progress && now - attempt.told_ >= kProgressEvery) {
            attempt.told_ = now;
            attempt.options_.progress(attempt.done_, attempt.what_.bytes);
        }
        return attempt.cancelled() ? 1 : 0;
    }

    /// Plain http stays on this machine, also after a redirect and whatever a name resolves to.
    static curl_socket_t openLoopback(void*, curlsocktype, curl_sockaddr* address) {
        const auto* bytes = reinterpret_cast<const unsigned char*>(&address->addr);
        // The first byte of an IPv4 address lies after family and port.
        if (address->family != AF_INET || bytes[4] != 127) return CURL_SOCKET_BAD;
        return ::socket(address->family, address->socktype, address->protocol);
    }

    const Download& what_;
    const DownloadOptions& options_;
    const fs::path& part_;
    File file_;
    CURL* handle_ = nullptr;
    std::int64_t had_ = 0, done_ = 0;
    bool accepted_ = false;
    int writeError_ = 0;
    std::string refused_;
    std::chrono::steady_clock::time_point told_{};
    std::array<char, CURL_ERROR_SIZE> message_{};
};

bool isThere(const Download& what) {
    std::error_code error;
    return fs::is_regular_file(what.file, error) &&
           static_cast<std::int64_t>(fs::file_size(what.file, error)) == what.bytes &&
           sha256OfFile(what.file) == what.sha256;
}

void wait(double seconds, const DownloadOptions& options) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    while (std::chrono::steady_clock::now() < until) {
        if (options.cancel && options.cancel->load()) throw Cancelled{};
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

}  // namespace

void download(const Download& what, const DownloadOptions& options) {
    static std::once_flag initialised;
    std::call_once(initialised, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    std::error_code error;
    fs::create_directories(what.file.parent_path(), error);
    if (error)
        throw Error(Error::Kind::Storage, what.file.parent_path().string() + ": cannot be made: " + error.message());
    if (isThere(what)) return;

    fs::path part = what.file;
    part += ".part";
    double pause = options.waitSeconds;
    for (int attempt = 1;; ++attempt) {
        const std::optional<Broken> broken = Attempt(what, options, part).run();
        if (!broken) break;
        if (broken->hopeless || attempt >= options.attempts) throw InputError(what.url, "", broken->reason);
        wait(pause, options);
        pause *= 2;
    }
    if (const std::string found = sha256OfFile(part); found != what.sha256) {
        fs::remove(part, error);
        throw InputError(what.url, "",
                         fmt::format("the file has the SHA-256 {}, expected {}; it was removed", found, what.sha256));
    }
    fs::rename(part, what.file, error);
    if (error) throw Error(Error::Kind::Storage, what.file.string() + ": cannot be written: " + error.message());
    syncFolder(what.file.parent_path());
    if (options.progress) options.progress(what.bytes, what.bytes);
}

}  // namespace exitlab

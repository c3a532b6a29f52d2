// SPDX-License-Identifier: GPL-3.0-or-later
// One file from the network to the disk: whole and with the right checksum, or absent.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace exitlab {

struct Download {
    std::string url;
    std::filesystem::path file;  ///< where it goes; what has arrived so far lies beside it as <file>.part
    std::int64_t bytes = 0;      ///< exact size; a server that sends more or announces another is refused
    std::string sha256;          ///< 64 hexadecimal digits, lower case
};

struct DownloadOptions {
    /// Set from any thread: the download ends with Cancelled within a second, what has arrived is kept for later.
    const std::atomic<bool>* cancel = nullptr;
    /// Bytes so far, those of an earlier attempt included. Called about ten times a second, from the calling thread.
    std::function<void(std::int64_t done, std::int64_t total)> progress;
    int connectSeconds = 20;
    int stallSeconds = 30;   ///< without a byte: the attempt ends
    int attempts = 4;        ///< each goes on where the last one broke off
    double waitSeconds = 1;  ///< before the second attempt; doubled before each further one
    /// Plain http is accepted from this machine only, and only if this is set: for tests.
    bool loopback = false;
};

/// The user's wish, not a failure.
struct Cancelled {};

/// Fetches over HTTPS (redirects too), resuming a partial file where the server can. Nothing is fetched if `file` is
/// there with the right checksum. Throws Cancelled, InputError naming the URL and what was wrong with the answer
/// (status, size, checksum: the partial file is then removed), or Error(Storage) naming the file.
void download(const Download& what, const DownloadOptions& options = {});

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
// Errors a user sees. One sentence: what is wrong, where, and what was expected.
#pragma once

#include <stdexcept>
#include <string>

namespace exitlab {

/// Any failure with a message fit for the user. The command line turns kinds into exit codes.
class Error : public std::runtime_error {
  public:
    enum class Kind {
        Usage,    ///< a command or call that makes no sense (exit code 2)
        Input,    ///< a file, setting or data set that is wrong (exit code 3)
        Storage,  ///< database or disk (exit code 4)
        Run       ///< the run itself failed (exit code 5)
    };
    Error(Kind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
    Kind kind() const { return kind_; }

  private:
    Kind kind_;
};

/// Bad input: `file` (or setting), the `place` in it ("byte 16", "line 3", "data.partition.alpha"; may be empty) and
/// what was found and expected.
class InputError : public Error {
  public:
    InputError(const std::string& file, const std::string& place, const std::string& what)
        : Error(Kind::Input, file + (place.empty() ? "" : ": " + place) + ": " + what) {}
};

}  // namespace exitlab

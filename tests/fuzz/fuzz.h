// SPDX-License-Identifier: GPL-3.0-or-later
// What the fuzz targets share. A parser may refuse with an exitlab::Error and nothing else; any other exception, a
// crash or a sanitizer's finding is a fault.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace exitlab::fuzz {

/// One parser: reads the bytes, throws what it throws.
void target(const std::uint8_t* data, std::size_t size);

/// The bytes as a file for readers that take a path; the folder is this process's own and goes with it.
const std::filesystem::path& file(const std::string& name, const std::uint8_t* data, std::size_t size);

/// A promise of the parser that does not hold for this input.
void expect(bool holds, const char* promise);

}  // namespace exitlab::fuzz

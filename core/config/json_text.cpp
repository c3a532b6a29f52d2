// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/json_text.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "core/base/error.h"

namespace exitlab {
namespace {

constexpr std::size_t kDeepest = 64;
// Keys are looked up one by one, so a hostile file must not bring a million of them.
constexpr std::size_t kMostKeys = 1000;
constexpr std::size_t kLongestValue = 60;

/// Walks the text and tells how far the parser has read, which its events do not say.
class CountingIterator {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, const char** furthest) : at_(at), furthest_(furthest) {}
    reference operator*() const { return *at_; }
    CountingIterator& operator++() {
        *furthest_ = ++at_;
        return *this;
    }
    CountingIterator operator++(int) {
        const CountingIterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
    bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

  private:
    const char* at_;
    const char** furthest_;
};

/// "line 3, column 7" of the byte before `end`; columns count characters, not UTF-8 bytes.
std::string placeOf(const std::string& text, std::size_t end) {
    const std::size_t at = std::min(end == 0 ? 0 : end - 1, text.size());
    const std::size_t lineStart = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    const auto column = 1 + std::count_if(text.begin() + static_cast<std::ptrdiff_t>(lineStart),
                                          text.begin() + static_cast<std::ptrdiff_t>(at),
                                          [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

/// Builds the value and refuses what the format allows but a configuration must not have.
class Builder {
  public:
    Builder(const std::string& text, const std::string& file, const char* const* furthest)
        : text_(text), file_(file), furthest_(furthest) {}

    Json root;

    bool null() { return add(nullptr); }
    bool boolean(bool value) { return add(value); }
    bool number_integer(std::int64_t value) { return add(value); }
    bool number_unsigned(std::uint64_t value) { return add(value); }
    bool number_float(double value, const std::string&) { return add(value); }
    bool string(std::string& value) { return add(std::move(value)); }
    bool binary(Json::binary_t&) { return false; }
    bool start_object(std::size_t) { return open(Json::object()); }
    bool start_array(std::size_t) { return open(Json::array()); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }

    bool key(std::string& name) {
        if (open_.back()->contains(name)) throw InputError(file_, here(), "the key \"" + name + "\" is given twice");
        if (open_.back()->size() == kMostKeys)
            throw InputError(file_, here(), "more than " + std::to_string(kMostKeys) + " keys in one object");
        key_ = std::move(name);
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& fault) {
        // The library's sentence begins with its own identifier and, for syntax, with the place.
        std::string what = fault.what();
        if (const auto end = what.find("] "); end != std::string::npos) what.erase(0, end + 2);
        if (const auto column = what.find(", column "); column != std::string::npos)
            if (const auto end = what.find(": ", column); end != std::string::npos) what.erase(0, end + 2);
        throw InputError(file_, placeOf(text_, position), "this is not valid JSON: " + what);
    }

  private:
    std::string here() const { return placeOf(text_, static_cast<std::size_t>(*furthest_ - text_.data())); }

    Json& place(Json value) {
        if (open_.empty()) return root = std::move(value);
        Json& parent = *open_.back();
        if (parent.is_object()) return parent[key_] = std::move(value);
        parent.push_back(std::move(value));
        return parent.back();
    }
    bool add(Json value) {
        place(std::move(value));
        return true;
    }
    bool open(Json value) {
        if (open_.size() == kDeepest)
            throw InputError(file_, here(), "nested deeper than " + std::to_string(kDeepest) + " levels");
        // A parent's storage grows only while none of its children is open, so the pointers stay good.
        open_.push_back(&place(std::move(value)));
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    const std::string& text_;
    const std::string& file_;
    const char* const* furthest_;
    std::vector<Json*> open_;
    std::string key_;
};

}  // namespace

Json parseJson(const std::string& text, const std::string& file) {
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) throw InputError(file, "", "the file is empty");
    const char* furthest = text.data();
    Builder builder(text, file, &furthest);
    Json::sax_parse(CountingIterator(text.data(), &furthest), CountingIterator(text.data() + text.size(), &furthest),
                    &builder);
    return std::move(builder.root);
}

std::string readTextFile(const std::string& path, std::size_t limit) {
    std::error_code failed;
    const auto status = std::filesystem::status(path, failed);
    if (!std::filesystem::exists(status)) throw InputError(path, "", "there is no such file");
    if (std::filesystem::is_directory(status)) throw InputError(path, "", "this is a folder, expected a file");
    std::ifstream in(path, std::ios::binary);
    if (!in) throw InputError(path, "", std::string("cannot be read: ") + std::strerror(errno));
    // One byte more than allowed tells a file that is too large without reading all of it, also from a pipe.
    std::string text(limit + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.bad()) throw InputError(path, "", std::string("cannot be read: ") + std::strerror(errno));
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (text.size() > limit)
        throw InputError(path, "", "larger than " + std::to_string(limit >> 10) + " KiB, which no experiment is");
    return text;
}

std::string describeKind(const Json& value) {
    switch (value.type()) {
        case Json::value_t::null:
            return "null";
        case Json::value_t::object:
            return "an object";
        case Json::value_t::array:
            return "a list";
        case Json::value_t::string:
            return "text";
        case Json::value_t::boolean:
            return "a truth value";
        case Json::value_t::number_integer:
        case Json::value_t::number_unsigned:
        case Json::value_t::number_float:
            return "a number";
        default:
            return "something else";
    }
}

std::string shortText(const Json& value) {
    if (value.is_object() || value.is_array()) return describeKind(value);
    if (value.is_number_float()) {
        // JSON has no word for these and would print null.
        const double number = value.get<double>();
        if (std::isnan(number)) return "NaN";
        if (std::isinf(number)) return number > 0 ? "infinity" : "-infinity";
    }
    std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (text.size() <= kLongestValue) return text;
    std::size_t cut = kLongestValue - 3;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xc0) == 0x80) --cut;
    return text.substr(0, cut) + "..." + (value.is_string() ? "\"" : "");
}

}  // namespace exitlab

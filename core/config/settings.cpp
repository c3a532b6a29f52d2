// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdexcept>

#include "core/config/experiment.h"

namespace exitlab {
namespace {

[[noreturn]] void wrongType(const std::string& key, const char* asked, const Json& value) {
    throw std::logic_error("setting " + key + " was asked for as " + asked + " but is " + value.type_name());
}

}  // namespace

const Json& Settings::value(const std::string& key) const {
    const auto found = values_.find(key);
    if (found == values_.end()) throw std::logic_error("there is no setting " + key);
    return found->second;
}

std::int64_t Settings::integer(const std::string& key) const {
    const Json& found = value(key);
    if (!found.is_number_integer()) wrongType(key, "a whole number", found);
    return found.get<std::int64_t>();
}

double Settings::real(const std::string& key) const {
    const Json& found = value(key);
    if (!found.is_number()) wrongType(key, "a number", found);
    return found.get<double>();
}

bool Settings::boolean(const std::string& key) const {
    const Json& found = value(key);
    if (!found.is_boolean()) wrongType(key, "a truth value", found);
    return found.get<bool>();
}

const std::string& Settings::text(const std::string& key) const {
    const Json& found = value(key);
    if (!found.is_string()) wrongType(key, "text", found);
    return found.get_ref<const std::string&>();
}

}  // namespace exitlab

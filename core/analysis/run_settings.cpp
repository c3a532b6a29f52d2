// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/run_settings.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <set>

#include "core/config/derived.h"
#include "core/config/experiment.h"

namespace exitlab {

namespace {

/// Flattens while it reads: no tree of the whole file is made.
class Flattener {
  public:
    using number_integer_t = Json::number_integer_t;
    using number_unsigned_t = Json::number_unsigned_t;
    using number_float_t = Json::number_float_t;
    using string_t = Json::string_t;
    using binary_t = Json::binary_t;

    std::vector<std::string> keys;
    std::vector<SettingValue> values;

    bool null() { return scalar("null", std::string("null")); }
    bool boolean(bool value) { return scalar(value ? "true" : "false", value); }
    bool number_integer(number_integer_t value) { return scalar(value, static_cast<std::int64_t>(value)); }
    bool number_unsigned(number_unsigned_t value) {
        if (value <= static_cast<number_unsigned_t>(INT64_MAX)) return number_integer(static_cast<std::int64_t>(value));
        return scalar(value, static_cast<double>(value));
    }
    bool number_float(number_float_t value, const string_t&) { return scalar(value, value); }
    bool string(string_t& value) { return scalar(value, value); }
    bool binary(binary_t&) { return false; }
    bool start_object(std::size_t) {
        if (lists_ > 0) return open('{');
        starts_.push_back(path_.size());
        return true;
    }
    bool end_object() {
        if (lists_ > 0) return close('}');
        path_.resize(starts_.back());
        starts_.pop_back();
        return true;
    }
    bool key(string_t& name) {
        if (lists_ > 0) {
            separate();
            list_ += Json(name).dump() + ':';
            first_ = true;
            return true;
        }
        path_.resize(starts_.back());
        if (!path_.empty()) path_ += '.';
        path_ += name;
        return true;
    }
    bool start_array(std::size_t) {
        if (starts_.empty()) return false;
        return open('[');
    }
    bool end_array() { return close(']'); }
    bool parse_error(std::size_t, const std::string&, const Json::exception&) { return false; }

  private:
    template <class Shown>
    bool scalar(const Shown& shown, SettingValue value) {
        if (starts_.empty()) return false;
        if (lists_ > 0) {
            separate();
            list_ += Json(shown).dump();
            return true;
        }
        add(std::move(value));
        return true;
    }
    void add(SettingValue value) {
        keys.push_back(path_);
        values.push_back(std::move(value));
    }
    void separate() {
        if (!first_) list_ += ',';
        first_ = false;
    }
    bool open(char bracket) {
        if (lists_ > 0) separate();
        ++lists_;
        list_ += bracket;
        first_ = true;
        return true;
    }
    bool close(char bracket) {
        list_ += bracket;
        first_ = false;
        if (--lists_ == 0) {
            add(std::move(list_));
            list_.clear();
        }
        return true;
    }

    std::string path_;
    std::vector<std::size_t> starts_;  ///< length of the path of each open object
    int lists_ = 0;                    ///< open brackets inside a list
    std::string list_;
    bool first_ = true;
};

const std::vector<ParameterSection>& commonSchema() {
    static const std::vector<ParameterSection> schema = experimentSchema(nullptr, {});
    return schema;
}

Json jsonOf(const SettingValue& value) {
    return std::visit([](const auto& held) { return Json(held); }, value);
}

}  // namespace

std::string settingText(const SettingValue& value) {
    struct Text {
        std::string operator()(bool on) const { return on ? "true" : "false"; }
        std::string operator()(std::int64_t whole) const { return std::to_string(whole); }
        std::string operator()(double real) const {
            char text[40];
            return {text, std::to_chars(text, text + sizeof text, real).ptr};
        }
        std::string operator()(const std::string& words) const { return words; }
    };
    return std::visit(Text{}, value);
}

const SettingValue* RunSettings::find(std::string_view key) const {
    if (!shape_) return nullptr;
    const auto& sorted = shape_->sorted;
    const auto at = std::lower_bound(sorted.begin(), sorted.end(), key,
                                     [this](std::size_t i, std::string_view name) { return shape_->keys[i] < name; });
    return at != sorted.end() && shape_->keys[*at] == key ? &values_[*at] : nullptr;
}

bool RunSettings::operator==(const RunSettings& other) const {
    return values_ == other.values_ &&
           (shape_ == other.shape_ || (shape_ && other.shape_ && shape_->keys == other.shape_->keys));
}

RunSettings SettingsParser::make(std::vector<std::string> keys, std::vector<SettingValue> values) {
    RunSettings settings;
    settings.values_ = std::move(values);
    for (const auto& shape : shapes_)
        if (shape->keys == keys) {
            settings.shape_ = shape;
            return settings;
        }
    auto shape = std::make_shared<RunSettings::Shape>();
    shape->sorted.resize(keys.size());
    std::iota(shape->sorted.begin(), shape->sorted.end(), std::size_t{0});
    std::sort(shape->sorted.begin(), shape->sorted.end(),
              [&](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
    shape->keys = std::move(keys);
    settings.shape_ = shape;
    // A handful of methods and versions; what comes beyond is not shared, which costs memory only.
    if (shapes_.size() < 64) shapes_.push_back(shape);
    return settings;
}

RunSettings SettingsParser::parse(const std::string& experimentJson) {
    Flattener flat;
    if (!Json::sax_parse(experimentJson, &flat)) return {};
    std::vector<std::string> keys;
    std::vector<SettingValue> values;
    keys.reserve(flat.keys.size());
    values.reserve(flat.keys.size());
    for (std::size_t i = 0; i < flat.keys.size(); ++i) {
        // These say what kind of file it is.
        if (flat.keys[i] == "schema" || flat.keys[i] == "$schema" || flat.keys[i] == "exitlab") continue;
        keys.push_back(std::move(flat.keys[i]));
        values.push_back(std::move(flat.values[i]));
    }
    return make(std::move(keys), std::move(values));
}

RunSettings SettingsParser::used(const RunSettings& settings) {
    Settings known;
    for (std::size_t i = 0; i < settings.size(); ++i) known.set(settings.key(i), jsonOf(settings.value(i)));
    std::set<std::string> hidden;
    for (const ParameterSection& section : commonSchema())
        for (const ParameterSpec& spec : section.parameters)
            if (!isVisible(spec, known)) hidden.insert(spec.key);
    std::vector<std::string> keys;
    std::vector<SettingValue> values;
    for (std::size_t i = 0; i < settings.size(); ++i)
        if (!hidden.count(settings.key(i))) {
            keys.push_back(settings.key(i));
            values.push_back(settings.value(i));
        }
    return make(std::move(keys), std::move(values));
}

}  // namespace exitlab

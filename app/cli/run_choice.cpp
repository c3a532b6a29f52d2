// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_choice.h"

#include <algorithm>

#include "app/cli/run_text.h"
#include "app/cli/text_table.h"
#include "core/analysis/run_filter.h"
#include "core/base/error.h"

namespace exitlab::cli {

RunTable::RunTable(Session& session, bool trashed) : session_(session) {
    // The user's own database comes with the first run; a named one that is missing is a mistake.
    if (session.databaseExists() || !session.options.database.empty()) listing_.update(session.reader().list(trashed));
}

template <class Read>
auto RunTable::withSettings(Read read) {
    if (settings_.empty()) {
        listing_.readSettings();
        settings_ = settingKeys(listing_.entries());
        settings_.insert(settings_.end(), commonSettings().begin(), commonSettings().end());
    }
    try {
        return read();
    } catch (const InputError&) {
        for (const MethodInfo& method : session_.methods())
            for (const ParameterSpec& spec : method.parameters) settings_.push_back(spec.key);
        std::sort(settings_.begin(), settings_.end());
        settings_.erase(std::unique(settings_.begin(), settings_.end()), settings_.end());
        return read();
    }
}

std::vector<RunEntryPtr> RunTable::choose(const std::string& condition, const std::string& words,
                                          const std::string& sort) {
    RunFilter filter;
    std::vector<SortBy> keys;
    if (!condition.empty()) filter = withSettings([&] { return RunFilter::parse(condition, settings_); });
    if (!sort.empty()) keys = withSettings([&] { return parseSort(sort, settings_); });
    const std::vector<std::string> wanted = searchWords(words);
    std::vector<RunEntryPtr> found;
    std::vector<RunRow> rows;
    for (const RunEntryPtr& entry : entries()) {
        const RunRow row{&entry->run, entry->settings.get()};
        if (!containsWords(entry->search, wanted) || !filter.matches(row)) continue;
        found.push_back(entry);
        rows.push_back(row);
    }
    if (keys.empty()) return found;
    std::vector<RunEntryPtr> sorted;
    for (const std::size_t at : sortedOrder(rows, keys)) sorted.push_back(found[at]);
    return sorted;
}

std::vector<FieldReader> RunTable::columns(const std::string& text) {
    std::vector<FieldReader> fields;
    for (const SortBy& key : withSettings([&] { return parseSort(text, settings_); })) fields.emplace_back(key.field);
    return fields;
}

std::string fieldText(const FieldReader& field, const RunEntry& entry) {
    const FieldValue value = field.value({&entry.run, entry.settings.get()});
    if (const auto* text = std::get_if<std::string_view>(&value))
        return field.key() == "created" ? localTime(std::string(*text)) : std::string(*text);
    if (const auto* on = std::get_if<bool>(&value)) return *on ? "yes" : "no";
    const auto* real = std::get_if<double>(&value);
    if (!real) return "-";
    if (field.isSetting()) return settingText(*entry.settings->find(field.key()));
    const std::string& key = field.key();
    if (key == "traffic" || key == "up" || key == "down") return bytesText(*real);
    if (key == "seconds") return durationText(*real);
    if (key == "macs") return quantity(*real);
    if (key == "seed") return std::to_string(entry.run.seed);
    for (const char* whole : {"run", "completed", "rounds", "clients", "exits", "parent"})
        if (key == whole) return std::to_string(static_cast<std::int64_t>(*real));
    return percent(*real);
}

Json fieldJson(const FieldReader& field, const RunEntry& entry) {
    if (field.isSetting()) {
        const SettingValue* value = entry.settings ? entry.settings->find(field.key()) : nullptr;
        if (!value) return nullptr;
        return std::visit([](const auto& held) { return Json(held); }, *value);
    }
    const FieldValue value = field.value({&entry.run, entry.settings.get()});
    if (const auto* text = std::get_if<std::string_view>(&value)) return std::string(*text);
    if (const auto* on = std::get_if<bool>(&value)) return *on;
    if (const auto* real = std::get_if<double>(&value)) return numberJson(*real);
    return nullptr;
}

}  // namespace exitlab::cli

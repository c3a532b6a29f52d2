// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/partition_edits.h"

#include <charconv>
#include <map>

#include "core/base/error.h"
#include "core/config/json_text.h"

namespace exitlab {
namespace {

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\n");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

template <class Number>
bool readNumber(const std::string& text, Number& number) {
    const std::string part = trimmed(text);
    const auto [stop, fault] = std::from_chars(part.data(), part.data() + part.size(), number);
    return fault == std::errc() && stop == part.data() + part.size() && number >= 0;
}

PartitionEdit readEdit(const std::string& part) {
    PartitionEdit edit;
    const std::size_t colon = part.find(':'), equals = part.find('=');
    const bool shaped = colon != std::string::npos && equals != std::string::npos && colon < equals;
    if (!shaped || !readNumber(part.substr(0, colon), edit.client) ||
        !readNumber(part.substr(colon + 1, equals - colon - 1), edit.label) ||
        !readNumber(part.substr(equals + 1), edit.count))
        throw InputError(
            kPartitionEditsKey, "",
            "expected cells like client:class=count separated by commas (3:0=50, 3:1=0), found " + shortText(part));
    return edit;
}

}  // namespace

std::vector<PartitionEdit> parsePartitionEdits(const std::string& text) {
    std::vector<PartitionEdit> edits;
    if (trimmed(text).empty()) return edits;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        edits.push_back(readEdit(trimmed(text.substr(begin, end - begin))));
        begin = end + 1;
    }
    return edits;
}

std::vector<PartitionEdit> distinctEdits(const std::vector<PartitionEdit>& edits) {
    std::map<std::pair<int, int>, std::int64_t> cells;
    for (const PartitionEdit& edit : edits) cells[{edit.client, edit.label}] = edit.count;
    std::vector<PartitionEdit> distinct;
    for (const auto& [cell, count] : cells) distinct.push_back({cell.first, cell.second, count});
    return distinct;
}

std::string partitionEditsText(const std::vector<PartitionEdit>& edits) {
    std::string text;
    for (const PartitionEdit& edit : distinctEdits(edits))
        text += (text.empty() ? "" : ", ") + std::to_string(edit.client) + ":" + std::to_string(edit.label) + "=" +
                std::to_string(edit.count);
    return text;
}

void requireWithin(const std::vector<PartitionEdit>& edits, std::int64_t clients, std::int64_t classes) {
    for (const PartitionEdit& edit : edits) {
        const auto outside = [&](const std::string& what, int found, std::int64_t count) {
            throw InputError(kPartitionEditsKey, "",
                             what + " " + std::to_string(found) + " in \"" + partitionEditsText({edit}) +
                                 "\" does not exist; expected from 0 to " + std::to_string(count - 1));
        };
        if (edit.client >= clients) outside("client", edit.client, clients);
        if (edit.label >= classes) outside("class", edit.label, classes);
    }
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/experiment.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/config/json_text.h"
#include "core/config/parameter_value.h"
#include "core/config/suggest.h"

namespace exitlab {
namespace {

constexpr const char* kMethodKey = "algorithm.id";
// Top-level keys that are not settings: the format, and the sentence that presets carry.
constexpr const char* kSchemaKey = "schema";
constexpr const char* kDescriptionKey = "description";

const ParameterSpec* findSpec(const std::vector<ParameterSection>& schema, const std::string& key) {
    for (const ParameterSection& section : schema)
        for (const ParameterSpec& spec : section.parameters)
            if (spec.key == key) return &spec;
    return nullptr;
}

std::vector<KnownKey> knownKeys(const std::vector<ParameterSection>& schema) {
    std::vector<KnownKey> keys;
    for (const ParameterSection& section : schema)
        for (const ParameterSpec& spec : section.parameters) keys.push_back({spec.key, spec.title});
    return keys;
}

/// Whether longer keys begin with `key` and a dot, so that it is an object in the file.
bool isGroup(const std::vector<ParameterSection>& schema, const std::string& key) {
    for (const ParameterSection& section : schema)
        for (const ParameterSpec& spec : section.parameters)
            if (spec.key.rfind(key + ".", 0) == 0) return true;
    return false;
}

std::vector<std::string> methodIds(const MethodCatalog& catalog) {
    std::vector<std::string> ids;
    for (const MethodInfo& method : catalog) ids.push_back(method.id);
    return ids;
}

const MethodInfo& requireMethod(const MethodCatalog& catalog, const std::string& id, const std::string& file) {
    if (const MethodInfo* method = findMethod(catalog, id)) return *method;
    std::string known;
    for (const std::string& name : methodIds(catalog)) known += (known.empty() ? "" : ", ") + name;
    const std::string found = "found " + shortText(id) + didYouMean(nearestNames(id, methodIds(catalog)));
    const std::string what =
        (known.empty() ? "no method is loaded" : "expected a method that is loaded (" + known + ")") + ", " + found;
    throw file.empty() ? InputError(kMethodKey, "", what) : InputError(file, kMethodKey, what);
}

/// The groups of settings, each once: "data", "data.partition", ...
std::vector<KnownKey> knownGroups(const std::vector<ParameterSection>& schema) {
    std::vector<KnownKey> groups;
    for (const KnownKey& known : knownKeys(schema))
        for (auto dot = known.key.find('.'); dot != std::string::npos; dot = known.key.find('.', dot + 1)) {
            const std::string group = known.key.substr(0, dot);
            const bool seen = std::any_of(groups.begin(), groups.end(), [&](const auto& g) { return g.key == group; });
            if (!seen) groups.push_back({group, group});
        }
    return groups;
}

/// "unknown setting" with the best hint there is: the method that has it, or the nearest of this one's.
std::string unknownKey(const std::string& key, const std::string& method, const std::vector<ParameterSection>& schema,
                       const MethodCatalog& catalog) {
    std::string owners;
    for (const MethodInfo& other : catalog)
        for (const ParameterSpec& spec : other.parameters)
            if (spec.key == key) owners += (owners.empty() ? "" : ", ") + other.id;
    if (!owners.empty()) return "unknown setting of " + method + " (it belongs to " + owners + ")";
    return "unknown setting" + didYouMean(nearestKeys(key, knownKeys(schema)));
}

void checkFormat(const Json& json, const std::string& file) {
    if (!json.is_object())
        throw InputError(file, "", "expected an object (an experiment), found " + describeKind(json));
    const std::string expected = std::string("expected \"") + kExperimentSchema + "\"";
    const auto found = json.find(kSchemaKey);
    if (found == json.end()) throw InputError(file, kSchemaKey, expected + ", but the key is missing");
    if (found->is_string() && *found == kExperimentSchema) return;

    const std::string name = kExperimentSchema, stem = name.substr(0, name.rfind('-') + 1);
    const std::string text = found->is_string() ? found->get<std::string>() : "";
    const std::string version = text.rfind(stem, 0) == 0 ? text.substr(stem.size()) : "";
    const bool isNumber = !version.empty() && version.find_first_not_of("0123456789") == std::string::npos;
    if (isNumber && version[0] != '0')
        throw InputError(file, kSchemaKey,
                         "written by a newer ExitLab in format " + version.substr(0, 20) +
                             "; this version reads format " + name.substr(stem.size()));
    throw InputError(file, kSchemaKey, expected + ", found " + shortText(*found));
}

/// The method's id without validating anything else, as the other keys depend on it.
std::string methodIn(const Json& json, const ParameterSpec& spec, const std::string& file) {
    const auto section = json.find("algorithm");
    if (section == json.end() || !section->is_object() || !section->contains("id"))
        return spec.defaultValue.get<std::string>();
    const Json& id = section->at("id");
    if (!id.is_string()) throw InputError(file, kMethodKey, "expected the id of a method, found " + shortText(id));
    return id.get<std::string>();
}

/// Reads one object of the file into settings; `prefix` is its key with a dot.
class Reader {
  public:
    Reader(const std::vector<ParameterSection>& schema, const MethodCatalog& catalog, const std::string& method,
           const std::string& file, Settings& settings)
        : schema_(schema), catalog_(catalog), method_(method), file_(file), settings_(settings) {}

    void read(const Json& object, const std::string& prefix) {
        for (const auto& [name, value] : object.items()) {
            const std::string key = prefix + name;
            if (prefix.empty() && name == kSchemaKey) continue;
            if (prefix.empty() && name == kDescriptionKey) {
                if (!value.is_string())
                    throw InputError(file_, kDescriptionKey, "expected text, found " + describeKind(value));
                continue;
            }
            const bool dotted = name.find('.') != std::string::npos;
            const ParameterSpec* spec = findSpec(schema_, key);
            if (dotted && spec)
                throw InputError(file_, key, "a key with dots; write it nested: " + nested(name, value));
            if (spec) {
                if (const std::string wrong = validate(*spec, value); !wrong.empty())
                    throw InputError(file_, key, wrong);
                settings_.set(key, normalized(*spec, value));
            } else if (!dotted && isGroup(schema_, key)) {
                if (!value.is_object())
                    throw InputError(file_, key, "expected an object with settings, found " + shortText(value));
                read(value, key + ".");
            } else {
                throw InputError(file_, key,
                                 value.is_object()
                                     ? "unknown group of settings" + didYouMean(nearestKeys(key, knownGroups(schema_)))
                                     : unknownKey(key, method_, schema_, catalog_));
            }
        }
    }

  private:
    static std::string nested(std::string name, const Json& value) {
        std::string closing = "}";
        for (std::size_t dot; (dot = name.find('.')) != std::string::npos; closing += "}")
            name.replace(dot, 1, "\": {\"");
        return "{\"" + name + "\": " + shortText(value) + closing;
    }

    const std::vector<ParameterSection>& schema_;
    const MethodCatalog& catalog_;
    const std::string& method_;
    const std::string& file_;
    Settings& settings_;
};

}  // namespace

const ParameterSpec* Experiment::spec(const std::string& key) const { return findSpec(*schema_, key); }

Experiment Experiment::defaults(const MethodCatalog& catalog, const std::string& method) {
    Experiment experiment;
    experiment.schema_ = std::make_shared<const std::vector<ParameterSection>>(
        experimentSchema(&requireMethod(catalog, method, ""), catalog));
    for (const ParameterSection& section : *experiment.schema_)
        for (const ParameterSpec& spec : section.parameters)
            experiment.settings_.set(spec.key, normalized(spec, spec.defaultValue));
    experiment.settings_.set(kMethodKey, method);
    return experiment;
}

Experiment Experiment::fromJson(const Json& json, const MethodCatalog& catalog, const std::string& file) {
    checkFormat(json, file);
    const auto withoutMethod = experimentSchema(nullptr, catalog);
    const std::string method = methodIn(json, *findSpec(withoutMethod, kMethodKey), file);
    (void)requireMethod(catalog, method, file);
    Experiment experiment = defaults(catalog, method);
    Reader(*experiment.schema_, catalog, method, file, experiment.settings_).read(json, "");
    for (const Problem& problem : experiment.problems()) throw InputError(file, problem.key, problem.message);
    return experiment;
}

Experiment Experiment::parse(const std::string& text, const MethodCatalog& catalog, const std::string& file) {
    return fromJson(parseJson(text, file), catalog, file);
}

Experiment Experiment::load(const std::string& path, const MethodCatalog& catalog) {
    return parse(readTextFile(path), catalog, path);
}

Json Experiment::toJson() const {
    Json json;
    json[kSchemaKey] = kExperimentSchema;
    for (const ParameterSection& section : *schema_) {
        for (const ParameterSpec& spec : section.parameters) {
            Json* place = &json;
            std::size_t begin = 0;
            for (std::size_t dot; (dot = spec.key.find('.', begin)) != std::string::npos; begin = dot + 1)
                place = &(*place)[spec.key.substr(begin, dot - begin)];
            (*place)[spec.key.substr(begin)] = settings_.value(spec.key);
        }
    }
    return json;
}

std::string Experiment::toText() const { return toJson().dump(2) + "\n"; }

void Experiment::set(const std::string& key, const std::string& text, const MethodCatalog& catalog) {
    const ParameterSpec* known = spec(key);
    if (!known) throw InputError(key, "", unknownKey(key, method(), *schema_, catalog));
    // Which methods there are is the catalog's to say, with a sentence of its own.
    set(key, key == kMethodKey ? Json(text) : parseValue(*known, text), catalog);
}

void Experiment::set(const std::string& key, const Json& value, const MethodCatalog& catalog) {
    const ParameterSpec* known = spec(key);
    if (!known) throw InputError(key, "", unknownKey(key, method(), *schema_, catalog));
    if (key != kMethodKey) {
        if (const std::string wrong = validate(*known, value); !wrong.empty()) throw InputError(key, "", wrong);
        settings_.set(key, normalized(*known, value));
        return;
    }
    if (!value.is_string()) throw InputError(key, "", "expected the id of a method, found " + shortText(value));
    const std::string id = value.get<std::string>();
    if (id == method()) return;
    // Everything but the old method's settings carries over.
    Experiment changed = defaults(catalog, id);
    for (const auto& [name, kept] : settings_.all())
        if (name.rfind("algorithm.", 0) != 0) changed.settings_.set(name, kept);
    *this = std::move(changed);
}

}  // namespace exitlab

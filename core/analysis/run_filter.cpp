// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/run_filter.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "core/analysis/filter_tokens.h"

namespace exitlab {

namespace {

using filter::lower;
using filter::Token;

enum class Operator { Equal, Unequal, Less, LessEqual, Greater, GreaterEqual, Contains, Lacks };

/// Characters (not bytes) before the place, from 1, as a person counts.
std::string placeIn(const std::string& text, std::size_t offset) {
    std::size_t characters = 1;
    for (std::size_t i = 0; i < std::min(offset, text.size()); ++i)
        characters += (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
    return "character " + std::to_string(characters);
}

Operator operatorOf(const std::string& sign) {
    if (sign == "=" || sign == "==") return Operator::Equal;
    if (sign == "!=" || sign == "<>") return Operator::Unequal;
    if (sign == "<") return Operator::Less;
    if (sign == "<=") return Operator::LessEqual;
    if (sign == ">") return Operator::Greater;
    if (sign == ">=") return Operator::GreaterEqual;
    return sign == "~" ? Operator::Contains : Operator::Lacks;
}

bool negative(Operator op) { return op == Operator::Unequal || op == Operator::Lacks; }

template <class T>
bool ordered(Operator op, const T& a, const T& b) {
    switch (op) {
        case Operator::Equal:
            return a == b;
        case Operator::Unequal:
            return a != b;
        case Operator::Less:
            return a < b;
        case Operator::LessEqual:
            return a <= b;
        case Operator::Greater:
            return a > b;
        case Operator::GreaterEqual:
            return a >= b;
        default:
            return false;
    }
}

bool compareText(Operator op, std::string_view value, const std::string& wanted) {
    const std::string have = lower(value);
    if (op == Operator::Contains) return have.find(wanted) != std::string::npos;
    if (op == Operator::Lacks) return have.find(wanted) == std::string::npos;
    return ordered(op, have, wanted);
}

bool compareTags(Operator op, std::string_view tags, const std::string& wanted) {
    if (tags.empty()) return wanted.empty() ? op == Operator::Equal : negative(op);
    for (std::size_t begin = 0; begin <= tags.size();) {
        const std::size_t end = std::min(tags.find(", ", begin), tags.size());
        const bool holds = compareText(op, tags.substr(begin, end - begin), wanted);
        // "tag != paper" means that none is.
        if (holds != negative(op)) return holds;
        begin = end + 2;
    }
    return negative(op);
}

}  // namespace

FilterError::FilterError(const std::string& text, std::size_t begin, std::size_t end, const std::string& what)
    : InputError("condition", placeIn(text, begin), what), begin_(begin), end_(end), problem_(what) {}

struct RunFilter::Node {
    enum class Kind { And, Or, Not, Compare } kind = Kind::Compare;
    std::vector<std::shared_ptr<const Node>> parts;
    // Of a comparison:
    FieldReader field{"run"};
    Operator op = Operator::Equal;
    struct Value {
        std::string text;  ///< lower case
        std::optional<double> number;
    };
    std::vector<Value> values;  ///< any of them

    bool holds(const RunRow& row) const {
        switch (kind) {
            case Kind::And:
                return std::all_of(parts.begin(), parts.end(), [&](const auto& part) { return part->holds(row); });
            case Kind::Or:
                return std::any_of(parts.begin(), parts.end(), [&](const auto& part) { return part->holds(row); });
            case Kind::Not:
                return !parts.front()->holds(row);
            case Kind::Compare:
                break;
        }
        const FieldValue value = field.value(row);
        return std::any_of(values.begin(), values.end(), [&](const Value& wanted) { return fits(value, wanted); });
    }
    bool fits(const FieldValue& value, const Value& wanted) const {
        if (std::holds_alternative<std::monostate>(value)) return negative(op);
        if (const auto* text = std::get_if<std::string_view>(&value))
            return field.kind() == RunField::Kind::Tags ? compareTags(op, *text, wanted.text)
                                                        : compareText(op, *text, wanted.text);
        if (const auto* on = std::get_if<bool>(&value)) return compareText(op, *on ? "true" : "false", wanted.text);
        const double number = std::get<double>(value);
        if (wanted.number && op != Operator::Contains && op != Operator::Lacks)
            return ordered(op, number, *wanted.number);
        return compareText(op, settingText(number), wanted.text);
    }
};

namespace {

using NodePtr = std::shared_ptr<const RunFilter::Node>;

class Parser {
  public:
    Parser(const std::string& text, const std::vector<std::string>& settings)
        : text_(text), settings_(settings), tokens_(filter::tokens(text)) {}

    NodePtr parse() {
        NodePtr whole = anyOf();
        if (now().kind != Token::Kind::End)
            fail(now(), now().text == ")" ? "there is no ( for this )"
                                          : "expected \"and\" or \"or\", found " + described(now()));
        return whole;
    }
    bool needsSettings() const { return needsSettings_; }

  private:
    const Token& now() const { return tokens_[at_]; }
    const Token& take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
    bool isWord(const char* word) const { return now().kind == Token::Kind::Word && lower(now().text) == word; }
    bool isSign(const char* sign) const { return now().kind == Token::Kind::Sign && now().text == sign; }

    [[noreturn]] void fail(const Token& token, const std::string& what) const {
        throw FilterError(text_, token.begin, token.end, what);
    }
    static std::string described(const Token& token) {
        return token.kind == Token::Kind::End ? "the end" : "\"" + token.text + "\"";
    }

    NodePtr joined(RunFilter::Node::Kind kind, std::vector<NodePtr> parts) const {
        if (parts.size() == 1) return parts.front();
        auto node = std::make_shared<RunFilter::Node>();
        node->kind = kind;
        node->parts = std::move(parts);
        return node;
    }
    NodePtr anyOf() {
        std::vector<NodePtr> parts{allOf()};
        while (isWord("or") || isSign("||")) {
            take();
            parts.push_back(allOf());
        }
        return joined(RunFilter::Node::Kind::Or, std::move(parts));
    }
    NodePtr allOf() {
        std::vector<NodePtr> parts{one()};
        while (isWord("and") || isSign("&&")) {
            take();
            parts.push_back(one());
        }
        return joined(RunFilter::Node::Kind::And, std::move(parts));
    }
    NodePtr one() {
        // Deeper than anybody writes; text that is nothing but brackets must not exhaust the stack.
        if (++depth_ > 200) fail(now(), "too many brackets");
        NodePtr node;
        if (isWord("not") || isSign("!")) {
            take();
            auto negated = std::make_shared<RunFilter::Node>();
            negated->kind = RunFilter::Node::Kind::Not;
            negated->parts = {one()};
            node = negated;
        } else if (isSign("(")) {
            const Token& open = take();
            node = anyOf();
            if (!isSign(")")) fail(now().kind == Token::Kind::End ? open : now(), "expected ) to close this (");
            take();
        } else {
            node = comparison();
        }
        --depth_;
        return node;
    }
    NodePtr comparison() {
        if (now().kind != Token::Kind::Word || isWord("and") || isWord("or") || isWord("in"))
            fail(now(), "expected a column or setting, found " + described(now()));
        const Token& name = take();
        auto node = std::make_shared<RunFilter::Node>();
        node->field = FieldReader(name.text);
        if (node->field.isSetting()) {
            if (std::find(settings_.begin(), settings_.end(), name.text) == settings_.end())
                fail(name, unknownField(name.text, settings_));
            needsSettings_ = true;
        }
        if (isWord("in")) {
            take();
            if (!isSign("(")) fail(now(), "expected ( and values after \"in\", found " + described(now()));
            do {
                take();
                node->values.push_back(value(*node, "in"));
            } while (isSign(","));
            if (!isSign(")")) fail(now(), "expected , or ) after a value, found " + described(now()));
            take();
            return node;
        }
        if (now().kind != Token::Kind::Sign || !filter::isOperator(now().text)) {
            // A flag alone: "star and ...".
            if (node->field.kind() == RunField::Kind::Flag) {
                node->values = {{"true", std::nullopt}};
                return node;
            }
            fail(now(), "expected = != < <= > >= ~ !~ or \"in\" after " + name.text + ", found " + described(now()));
        }
        const std::string& sign = take().text;
        node->op = operatorOf(sign);
        node->values = {value(*node, sign)};
        return node;
    }
    RunFilter::Node::Value value(const RunFilter::Node& node, const std::string& after) {
        const Token& token = now();
        const bool word = token.kind == Token::Kind::Word && !isWord("and") && !isWord("or");
        if (!word && token.kind != Token::Kind::Quoted)
            fail(token, "expected a value after " + after + ", found " + described(token));
        take();
        RunFilter::Node::Value value{lower(token.text), {}};
        if (word) {
            value.number = filter::numberOf(token.text);
            // "10 MB" is one value of two words.
            if (value.number && now().kind == Token::Kind::Word)
                if (const auto unit = filter::unitOf(now().text)) {
                    value.number = *value.number * *unit;
                    take();
                }
        }
        const bool setting = node.field.isSetting();
        if (!setting && node.field.kind() == RunField::Kind::Number && !value.number)
            fail(token, node.field.key() + " is a number, found \"" + token.text + "\"");
        if (!setting && node.field.kind() == RunField::Kind::Flag) {
            if (value.text == "yes" || value.text == "1") value.text = "true";
            if (value.text == "no" || value.text == "0") value.text = "false";
            if (value.text != "true" && value.text != "false")
                fail(token, node.field.key() + " is true or false, found \"" + token.text + "\"");
        }
        return value;
    }

    const std::string& text_;
    const std::vector<std::string>& settings_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int depth_ = 0;
    bool needsSettings_ = false;
};

}  // namespace

RunFilter RunFilter::parse(const std::string& text, const std::vector<std::string>& settings) {
    RunFilter filter;
    if (text.find_first_not_of(" \t\n\r") == std::string::npos) return filter;
    Parser parser(text, settings);
    filter.root_ = parser.parse();
    filter.needsSettings_ = parser.needsSettings();
    return filter;
}

bool RunFilter::matches(const RunRow& row) const { return !root_ || root_->holds(row); }

std::string quotedValue(const std::string& text) {
    const auto tokens = [&] {
        try {
            return filter::tokens(text);
        } catch (const FilterError&) {
            return std::vector<Token>();
        }
    }();
    if (tokens.size() == 2 && tokens[0].kind == Token::Kind::Word && tokens[0].text == text && text != "and" &&
        text != "or")
        return text;
    const char quote = text.find('"') == std::string::npos ? '"' : '\'';
    return quote + text + quote;
}

std::string searchText(const RunSummary& run) {
    std::string text = std::to_string(run.id);
    for (const std::string* part : {&run.name, &run.method, &run.dataset, &run.tags, &run.note}) text += '\n' + *part;
    return lower(text + '\n' + toString(run.status));
}

std::vector<std::string> searchWords(const std::string& text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : lower(text) + ' ') {
        if (!std::isspace(static_cast<unsigned char>(c))) {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    return words;
}

bool containsWords(const std::string& searchText, const std::vector<std::string>& words) {
    return std::all_of(words.begin(), words.end(),
                       [&](const std::string& word) { return searchText.find(word) != std::string::npos; });
}

}  // namespace exitlab

// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/analysis/filter_tokens.h"
#include "core/analysis/run_filter.h"

namespace exitlab {

namespace {

using filter::lower;
using filter::Token;

/// What the tokens before the cursor ask for next.
enum class Expect { Field, Operator, Value, ListOpen, Joint };

struct State {
    Expect expect = Expect::Field;
    std::string field;
    bool inList = false;
};

bool isJoint(const std::string& word) { return word == "and" || word == "or"; }

State after(const std::vector<Token>& tokens) {
    State state;
    for (const Token& token : tokens) {
        const std::string word = token.kind == Token::Kind::Word ? lower(token.text) : std::string();
        switch (state.expect) {
            case Expect::Field:
                if (token.kind != Token::Kind::Word || word == "not") break;
                state.field = token.text;
                state.expect =
                    FieldReader(token.text).kind() == RunField::Kind::Flag ? Expect::Joint : Expect::Operator;
                break;
            case Expect::Operator:
                state.expect = word == "in" ? Expect::ListOpen : Expect::Value;
                break;
            case Expect::ListOpen:
                state.expect = Expect::Value;
                state.inList = true;
                break;
            case Expect::Value:
                state.expect = Expect::Joint;
                break;
            case Expect::Joint:
                if (state.inList && token.text == ",") {
                    state.expect = Expect::Value;
                } else if (state.inList && token.text == ")") {
                    state.inList = false;
                } else if (isJoint(word) || token.text == "&&" || token.text == "||") {
                    state.expect = Expect::Field;
                } else if (filter::isOperator(token.text)) {
                    state.expect = Expect::Value;  // of a flag after all
                }
                break;
        }
    }
    return state;
}

std::vector<std::string> beginningWith(std::vector<std::string> all, const std::string& begun) {
    const std::string wanted = lower(begun);
    std::vector<std::string> first, inside;
    for (std::string& one : all) {
        const std::size_t at = lower(one).find(wanted);
        if (at == 0)
            first.push_back(std::move(one));
        else if (at != std::string::npos)
            inside.push_back(std::move(one));
    }
    first.insert(first.end(), std::make_move_iterator(inside.begin()), std::make_move_iterator(inside.end()));
    return first;
}

}  // namespace

FilterCompletion completeFilter(const std::string& text, std::size_t cursor, const std::vector<std::string>& settings) {
    FilterCompletion completion;
    completion.begin = completion.end = std::min(cursor, text.size());
    std::vector<Token> before;
    try {
        before = filter::tokens(text.substr(0, completion.end));
    } catch (const FilterError& error) {
        // Inside a quote: a value that was begun.
        if (text[error.begin()] != '"' && text[error.begin()] != '\'') return completion;
        before = filter::tokens(text.substr(0, error.begin()));
        before.back() = {Token::Kind::Quoted, {}, error.begin(), completion.end};
        before.push_back({Token::Kind::End, {}, completion.end, completion.end});
    }
    before.pop_back();
    std::string begun;
    if (!before.empty() && before.back().end == completion.end && before.back().kind != Token::Kind::Sign) {
        begun = text.substr(before.back().begin, completion.end - before.back().begin);
        completion.begin = before.back().begin;
        before.pop_back();
    }
    const State state = after(before);
    switch (state.expect) {
        case Expect::Field: {
            std::vector<std::string> names;
            for (const RunField& field : runFields()) names.push_back(field.key);
            names.insert(names.end(), {"exit1", "exit2", "exit3", "best1"});
            names.insert(names.end(), settings.begin(), settings.end());
            names.push_back("not");
            completion.candidates = beginningWith(std::move(names), begun);
            break;
        }
        case Expect::Operator:
            completion.candidates = beginningWith({"=", "!=", "<", "<=", ">", ">=", "~", "!~", "in ("}, begun);
            break;
        case Expect::Value:
            completion.field = state.field;
            break;
        case Expect::Joint:
            if (!state.inList) completion.candidates = beginningWith({"and", "or"}, begun);
            break;
        case Expect::ListOpen:
            break;
    }
    return completion;
}

}  // namespace exitlab

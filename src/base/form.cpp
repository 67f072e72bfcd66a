#include "base/form.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace preavis::base {
namespace {

const std::vector<Node> no_items;
const std::vector<Node::Entry> no_entries;

/// Looking for the closest key is slow: a flood of unknown keys gets no more hints than that.
constexpr int most_hints = 100;

std::string quoted(std::string_view key) {
    return "« " + std::string(key) + " »";
}

}  // namespace

std::optional<std::int64_t> as_integer(const Node& node) {
    if (node.kind == Node::Kind::integer) return node.integer;
    if (node.kind != Node::Kind::text || node.quoted) return std::nullopt;
    std::int64_t value = 0;
    const char* end = node.text.data() + node.text.size();
    const auto [stop, error] = std::from_chars(node.text.data(), end, value);
    if (error != std::errc() || stop != end) return std::nullopt;
    return value;
}

std::optional<bool> as_boolean(const Node& node) {
    if (node.kind == Node::Kind::boolean) return node.boolean;
    if (node.kind != Node::Kind::text || node.quoted) return std::nullopt;
    if (node.text == "true") return true;
    if (node.text == "false") return false;
    return std::nullopt;
}

std::optional<std::string> as_text(const Node& node) {
    if (node.kind != Node::Kind::text) return std::nullopt;
    return node.text;
}

Form::Form(const Node& node, Problems& problems) : node_(node), problems_(problems) {
    if (node.kind != Node::Kind::map) {
        complain(node.place, "un objet est attendu, pas " + kind_in_french(node), {});
    }
}

bool Form::has(std::string_view key) const {
    return node_.find(key) != nullptr;
}

const Node* Form::ask(std::string_view key) {
    asked_.emplace(key);
    return node_.find(key);
}

void Form::complain(const Place& place, const std::string& message, const std::string& hint) {
    problems_.push_back({place, message, hint});
}

void Form::report(std::string_view key, const std::string& message, const std::string& hint) {
    const Node* value = node_.find(key);
    complain(value != nullptr ? value->place : node_.place, message, hint);
}

const Node* Form::node(std::string_view key) {
    const Node* value = ask(key);
    if (value == nullptr && node_.kind == Node::Kind::map) {
        complain(node_.place, "il manque " + quoted(key), {});
    }
    return value;
}

const Node* Form::optional_node(std::string_view key) {
    return ask(key);
}

std::optional<std::string> Form::optional_text(std::string_view key) {
    const Node* value = ask(key);
    if (value == nullptr) return std::nullopt;
    auto text = as_text(*value);
    if (!text) report(key, quoted(key) + " doit être un texte, pas " + kind_in_french(*value));
    return text;
}

std::string Form::text(std::string_view key) {
    if (node(key) == nullptr) return {};
    std::string value = optional_text(key).value_or("");
    const Node* found = node_.find(key);
    if (found->kind == Node::Kind::text && value.empty()) report(key, quoted(key) + " est vide");
    return value;
}

std::string Form::choice(std::string_view key, const std::vector<std::string>& choices) {
    const std::string value = text(key);
    if (value.empty() || std::find(choices.begin(), choices.end(), value) != choices.end()) {
        return value;
    }
    report(key, quoted(value) + " n'est pas une valeur de " + quoted(key),
           "valeurs possibles : " + joined(choices, ", "));
    return {};
}

std::optional<std::int64_t> Form::optional_integer(std::string_view key, std::int64_t least,
                                                   std::int64_t most) {
    const Node* value = ask(key);
    if (value == nullptr) return std::nullopt;
    const auto number = as_integer(*value);
    if (!number || *number < least || *number > most) {
        report(key, quoted(key) + " doit être un nombre entier de " + std::to_string(least) +
                        " à " + std::to_string(most));
        return std::nullopt;
    }
    return number;
}

std::int64_t Form::integer(std::string_view key, std::int64_t least, std::int64_t most) {
    if (node(key) == nullptr) return least;
    return optional_integer(key, least, most).value_or(least);
}

std::optional<bool> Form::optional_boolean(std::string_view key) {
    const Node* value = ask(key);
    if (value == nullptr) return std::nullopt;
    const auto flag = as_boolean(*value);
    if (!flag) report(key, quoted(key) + " doit être true ou false");
    return flag;
}

bool Form::boolean(std::string_view key) {
    if (node(key) == nullptr) return false;
    return optional_boolean(key).value_or(false);
}

std::vector<std::string> Form::optional_texts(std::string_view key) {
    const Node* value = ask(key);
    if (value == nullptr) return {};
    if (const auto single = as_text(*value)) return {*single};
    std::vector<std::string> result;
    for (const Node& item : optional_list(key)) {
        if (const auto text = as_text(item)) {
            result.push_back(*text);
        } else {
            complain(item.place, "un texte est attendu, pas " + kind_in_french(item), {});
        }
    }
    return result;
}

std::vector<std::string> Form::texts(std::string_view key) {
    if (node(key) == nullptr) return {};
    return optional_texts(key);
}

const std::vector<Node>& Form::optional_list(std::string_view key) {
    const Node* value = ask(key);
    if (value == nullptr) return no_items;
    if (value->kind != Node::Kind::list) {
        report(key, quoted(key) + " doit être une liste, pas " + kind_in_french(*value));
        return no_items;
    }
    return value->items;
}

const std::vector<Node>& Form::list(std::string_view key) {
    return node(key) == nullptr ? no_items : optional_list(key);
}

const std::vector<Node::Entry>& Form::optional_map(std::string_view key) {
    const Node* value = ask(key);
    if (value == nullptr) return no_entries;
    if (value->kind != Node::Kind::map) {
        report(key, quoted(key) + " doit être un objet, pas " + kind_in_french(*value));
        return no_entries;
    }
    return value->entries;
}

const std::vector<Node::Entry>& Form::map(std::string_view key) {
    return node(key) == nullptr ? no_entries : optional_map(key);
}

void Form::finish() {
    const std::vector<std::string> known(asked_.begin(), asked_.end());
    int hints_left = most_hints;
    for (const Node::Entry& entry : node_.entries) {
        if (asked_.contains(entry.key)) continue;
        const std::string near = hints_left-- > 0 ? closest(entry.key, known) : "";
        complain(entry.place, quoted(entry.key) + " n'est pas connu ici",
                 near.empty() ? "" : "peut-être " + quoted(near));
    }
}

}  // namespace preavis::base

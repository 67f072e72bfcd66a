#include "document/condition.h"

#include <algorithm>

#include "base/form.h"
#include "base/text.h"

namespace preavis::document {
namespace {

bool is_present(const dossier::Value& value) {
    if (const bool* flag = value.boolean()) return *flag;
    if (const std::string* text = value.text()) return !base::trimmed(*text).empty();
    if (const dossier::List* list = value.list()) return !list->empty();
    return true;
}

/// The value as a condition writes it: a choice, or true or false.
std::string written(const dossier::Value& value) {
    if (const bool* flag = value.boolean()) return *flag ? "true" : "false";
    const std::string* text = value.text();
    return text == nullptr ? "" : *text;
}

bool is_one_of(const dossier::Facts& facts, const Condition& condition) {
    const dossier::Value* value = find(facts, condition.fact);
    return value != nullptr && std::find(condition.values.begin(), condition.values.end(),
                                         written(*value)) != condition.values.end();
}

void read_fact_form(base::Form& form, Condition& condition, base::Problems& problems) {
    condition.fact = form.text("fact");
    const int forms = int(form.has("is")) + int(form.has("is_not")) + int(form.has("present"));
    if (forms != 1) {
        problems.push_back({condition.place, "une condition dit « is », « is_not » ou « present »",
                            "par exemple { fact: motif, is: violence }"});
    }
    condition.kind = form.has("is_not") ? Condition::Kind::is_not : Condition::Kind::is;
    condition.values = form.optional_texts(form.has("is_not") ? "is_not" : "is");
    if (!form.has("present")) return;
    condition.kind = form.boolean("present") ? Condition::Kind::present : Condition::Kind::absent;
}

void report_values(const Condition& condition, const dossier::FactType& type,
                   base::Problems& problems) {
    if (type.kind != dossier::FactKind::choice && type.kind != dossier::FactKind::boolean) {
        problems.push_back(
            {condition.place, "« " + condition.fact + " » n'a pas de valeurs à comparer",
             "seuls les choix et les booléens en ont ; sinon : [si " + condition.fact + "]"});
        return;
    }
    const std::vector<std::string> known = type.kind == dossier::FactKind::choice
                                               ? type.choices
                                               : std::vector<std::string>{"true", "false"};
    for (const std::string& value : condition.values) {
        if (std::find(known.begin(), known.end(), value) != known.end()) continue;
        problems.push_back({condition.place,
                            "« " + value + " » n'est pas une valeur de « " + condition.fact + " »",
                            "valeurs possibles : " + base::joined(known, ", ")});
    }
}

}  // namespace

Condition read_condition(const base::Node& node, base::Problems& problems) {
    Condition condition;
    condition.place = node.place;
    base::Form form(node, problems);
    if (form.has("all") || form.has("any")) {
        const bool all = form.has("all");
        condition.kind = all ? Condition::Kind::all : Condition::Kind::any;
        for (const base::Node& part : form.list(all ? "all" : "any")) {
            condition.parts.push_back(read_condition(part, problems));
        }
    } else if (node.kind == base::Node::Kind::map) {
        read_fact_form(form, condition, problems);
    }
    if (node.kind == base::Node::Kind::map) form.finish();
    return condition;
}

void check_condition(const Condition& condition, const dossier::Declarations& facts,
                     base::Problems& problems) {
    for (const Condition& part : condition.parts) check_condition(part, facts, problems);
    if (condition.fact.empty()) return;
    const dossier::FactDeclaration* declaration = find(facts, condition.fact);
    if (declaration == nullptr) {
        std::vector<std::string> names;
        for (const auto& fact : facts) names.push_back(fact.name);
        const std::string near = base::closest(condition.fact, names);
        problems.push_back({condition.place, "le fait « " + condition.fact + " » n'est pas déclaré",
                            near.empty() ? "" : "peut-être « " + near + " »"});
        return;
    }
    if (condition.kind == Condition::Kind::is || condition.kind == Condition::Kind::is_not) {
        report_values(condition, declaration->type, problems);
    }
}

bool holds(const Condition& condition, const dossier::Facts& facts) {
    const auto part_holds = [&](const Condition& part) { return holds(part, facts); };
    switch (condition.kind) {
        case Condition::Kind::is: return is_one_of(facts, condition);
        case Condition::Kind::is_not: return !is_one_of(facts, condition);
        case Condition::Kind::all:
            return std::all_of(condition.parts.begin(), condition.parts.end(), part_holds);
        case Condition::Kind::any:
            return std::any_of(condition.parts.begin(), condition.parts.end(), part_holds);
        default: break;
    }
    const dossier::Value* value = find(facts, condition.fact);
    const bool present = value != nullptr && is_present(*value);
    return present == (condition.kind == Condition::Kind::present);
}

std::vector<std::string> facts_of(const Condition& condition) {
    std::vector<std::string> names;
    if (!condition.fact.empty()) names.push_back(condition.fact);
    for (const Condition& part : condition.parts) {
        for (std::string& name : facts_of(part)) names.push_back(std::move(name));
    }
    return names;
}

}  // namespace preavis::document

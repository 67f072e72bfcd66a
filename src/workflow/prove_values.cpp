#include <algorithm>
#include <array>
#include <set>

#include "workflow/paths.h"
#include "workflow/prove_choices.h"

namespace preavis::workflow {
namespace {

using dossier::FactKind;
using dossier::FactType;
using dossier::Role;
using dossier::Value;
using Kind = Condition::Kind;

/// Enough for nobody, some, all and somebody else.
const std::array<std::string, 4> names = {"Une personne", "Une autre", "Une troisième",
                                          "Quelqu'un d'autre"};

Value plain_value(const FactType& type);

/// So many items; texts are different people.
Value plain_list(const FactType& item, std::int64_t size) {
    dossier::List list;
    for (std::int64_t i = 0; i < size; ++i) {
        Value& value = list.emplace_back(plain_value(item));
        const bool named = item.kind == FactKind::text && i < std::ssize(names);
        if (named) value.what = names.at(static_cast<std::size_t>(i));
    }
    return {list};
}

Value plain_record(const FactType& type) {
    dossier::Record record;
    for (const dossier::FactDeclaration& field : type.fields) {
        record[field.name] = plain_value(field.type);
    }
    return {record};
}

/// Any value that fits.
Value plain_value(const FactType& type) {
    switch (type.kind) {
        case FactKind::boolean: return {true};
        case FactKind::integer:
        case FactKind::money: return {type.least};
        case FactKind::choice: return {type.choices.front()};
        case FactKind::reference: return {std::string(32, '0')};
        case FactKind::date: return {law::Date::from_day_number(20'000)};
        case FactKind::instant: return {law::Instant{20'000LL * 86'400'000}};
        case FactKind::record: return plain_record(type);
        case FactKind::list:
            return plain_list(type.item.front(), std::max<std::int64_t>(1, type.least));
        default: return {std::string("texte")};
    }
}

std::vector<Value> numbers(const FactType& type, const std::vector<Condition>& conditions) {
    std::set<std::int64_t> wanted = {type.least, type.most};
    for (const Condition& condition : conditions) {
        if (condition.kind == Kind::fact_at_least) {
            wanted.insert({condition.at_least, condition.at_least - 1});
        }
        if (condition.kind != Kind::fact_is && condition.kind != Kind::fact_is_not) continue;
        for (const std::string& value : condition.values) wanted.insert(std::stoll(value));
    }
    std::vector<Value> values;
    for (const std::int64_t number : wanted) {
        if (number >= type.least && number <= type.most) values.push_back({number});
    }
    return values;
}

/// The items of which conditions ask whether a list contains them.
std::vector<dossier::List> asked_items(const FactType& type,
                                       const std::vector<Condition>& conditions) {
    std::vector<dossier::List> lists;
    dossier::List everything;
    for (const Condition& condition : conditions) {
        if (condition.kind != Kind::fact_contains) continue;
        dossier::List list;
        for (const std::string& value : condition.values) list.push_back({value});
        for (const Value& item : list) {
            const bool known =
                std::find(everything.begin(), everything.end(), item) != everything.end();
            if (!known) everything.push_back(item);
        }
        lists.push_back(std::move(list));
    }
    if (!everything.empty()) lists.push_back(everything);
    if (type.item.front().kind == FactKind::choice) {
        for (const std::string& choice : type.item.front().choices) lists.push_back({{choice}});
    }
    return lists;
}

std::vector<Value> lists(const FactType& type, const std::vector<Condition>& conditions,
                         bool listed) {
    std::vector<Value> values = {plain_value(type)};
    for (dossier::List& list : asked_items(type, conditions)) values.push_back({std::move(list)});
    std::set<std::int64_t> sizes;
    for (const Condition& condition : conditions) {
        if (condition.kind != Kind::fact_at_least) continue;
        sizes.insert({condition.at_least - 1, condition.at_least});
    }
    if (listed && type.item.front().kind == FactKind::text) sizes.insert({1, 2, 3});
    for (const std::int64_t size : sizes) {
        if (size > 0) values.push_back(plain_list(type.item.front(), size));
    }
    std::erase_if(values, [&](const Value& list) { return !dossier::misfit(list, type).empty(); });
    return values;
}

std::string organisation_kind_of(Role role) {
    switch (role) {
        case Role::siao_agent:
        case Role::siao_responsable: return "siao";
        case Role::gestionnaire_agent:
        case Role::gestionnaire_direction:
        case Role::travailleur_social: return "gestionnaire";
        case Role::hotelier: return "hotelier";
        case Role::pash: return "pash";
        case Role::ddets_pilotage:
        case Role::ddets_instruction: return "ddets";
        default: return {};
    }
}

}  // namespace

std::vector<Value> representatives(const FactType& type, const std::vector<Condition>& conditions,
                                   bool listed) {
    switch (type.kind) {
        case FactKind::boolean: return {{true}, {false}};
        case FactKind::integer:
        case FactKind::money: return numbers(type, conditions);
        case FactKind::list: return lists(type, conditions, listed);
        case FactKind::choice: {
            std::vector<Value> values;
            for (const std::string& choice : type.choices) values.push_back({choice});
            return values;
        }
        default: break;
    }
    const bool compared =
        listed || std::any_of(conditions.begin(), conditions.end(), looks_at_two_facts);
    if (type.kind != FactKind::text || !compared) return {plain_value(type)};
    std::vector<Value> values;
    for (const std::string& name : names) values.push_back({name});
    return values;
}

Value other_value(const FactType& type) {
    if (type.kind == FactKind::list) {
        return plain_list(type.item.front(), std::max<std::int64_t>(1, type.least) + 1);
    }
    const bool is_text = type.kind == FactKind::text || type.kind == FactKind::long_text;
    return is_text ? Value{std::string("autre texte")} : plain_value(type);
}

dossier::Actor somebody(Role role) {
    dossier::Actor actor;
    actor.compte = std::string(name_of(role));
    actor.role = role;
    actor.organisation_kind = organisation_kind_of(role);
    return actor;
}

}  // namespace preavis::workflow

#include <algorithm>
#include <set>

#include "workflow/prove_choices.h"

namespace preavis::workflow {
namespace {

using dossier::FactKind;
using dossier::FactType;
using dossier::Role;
using dossier::Value;
using Kind = Condition::Kind;

Value plain_value(const FactType& type);

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
        case FactKind::list: {
            const auto size = static_cast<std::size_t>(std::max<std::int64_t>(1, type.least));
            return {dossier::List(size, plain_value(type.item.front()))};
        }
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

std::vector<Value> lists(const FactType& type, const std::vector<Condition>& conditions) {
    std::vector<Value> values = {plain_value(type)};
    for (dossier::List& list : asked_items(type, conditions)) values.push_back({std::move(list)});
    for (const Condition& condition : conditions) {
        if (condition.kind != Kind::fact_at_least) continue;
        for (const std::int64_t size : {condition.at_least - 1, condition.at_least}) {
            if (size < std::max<std::int64_t>(1, type.least) || size > type.most) continue;
            values.push_back(
                {dossier::List(static_cast<std::size_t>(size), plain_value(type.item.front()))});
        }
    }
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

std::vector<Value> representatives(const FactType& type, const std::vector<Condition>& conditions) {
    switch (type.kind) {
        case FactKind::boolean: return {{true}, {false}};
        case FactKind::integer:
        case FactKind::money: return numbers(type, conditions);
        case FactKind::list: return lists(type, conditions);
        case FactKind::choice: {
            std::vector<Value> values;
            for (const std::string& choice : type.choices) values.push_back({choice});
            return values;
        }
        default: return {plain_value(type)};
    }
}

dossier::Actor somebody(Role role) {
    dossier::Actor actor;
    actor.compte = std::string(name_of(role));
    actor.role = role;
    actor.organisation_kind = organisation_kind_of(role);
    return actor;
}

}  // namespace preavis::workflow

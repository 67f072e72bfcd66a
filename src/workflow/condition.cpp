#include "workflow/condition.h"

#include <algorithm>

#include "base/expects.h"

namespace preavis::workflow {
namespace {

using dossier::Deadline;
using dossier::Value;

bool same(const Value& value, const std::string& written) {
    if (const std::string* text = value.text()) return *text == written;
    if (const bool* flag = value.boolean()) return written == (*flag ? "true" : "false");
    if (const std::int64_t* number = value.integer()) return std::to_string(*number) == written;
    return false;
}

bool is_one_of(const Value* value, const std::vector<std::string>& written) {
    return value != nullptr && std::any_of(written.begin(), written.end(),
                                           [&](const auto& text) { return same(*value, text); });
}

bool contains_all(const Value* value, const std::vector<std::string>& written) {
    const dossier::List* list = value == nullptr ? nullptr : value->list();
    if (list == nullptr) return false;
    return std::all_of(written.begin(), written.end(), [&](const std::string& text) {
        return std::any_of(list->begin(), list->end(),
                           [&](const Value& item) { return same(item, text); });
    });
}

/// What is compared of a list's item: one field of a record, or the item itself.
const Value* compared(const Value& item, const std::string& field) {
    if (field.empty()) return &item;
    const dossier::Record* record = item.record();
    return record == nullptr ? nullptr : find(*record, field);
}

bool is_in(const Value& value, const dossier::List& list, const std::string& field) {
    return std::any_of(list.begin(), list.end(), [&](const Value& item) {
        const Value* each = compared(item, field);
        return each != nullptr && *each == value;
    });
}

bool values_agree(const Condition& condition, const dossier::Facts& facts) {
    const Value* value = find(facts, condition.fact);
    const Value* other = find(facts, condition.other);
    if (value == nullptr || other == nullptr) return false;
    if (condition.kind == Condition::Kind::fact_same_as) return *value == *other;
    const dossier::List* list = other->list();
    if (condition.kind == Condition::Kind::fact_among) {
        return list != nullptr && is_in(*value, *list, condition.field);
    }
    const dossier::List* covering = value->list();
    return list != nullptr && covering != nullptr &&
           std::all_of(list->begin(), list->end(),
                       [&](const Value& each) { return is_in(each, *covering, condition.field); });
}

bool reaches(const Value* value, std::int64_t least) {
    if (value == nullptr) return false;
    if (const std::int64_t* number = value->integer()) return *number >= least;
    const dossier::List* list = value->list();
    return list != nullptr && static_cast<std::int64_t>(list->size()) >= least;
}

std::optional<law::Date> day_of(const Value* value, const law::Territory& territory) {
    if (value == nullptr) return std::nullopt;
    if (const law::Date* date = value->date()) return *date;
    if (const law::Instant* instant = value->instant()) return territory.date(*instant);
    return std::nullopt;
}

std::optional<law::Date> free_day_counted_from_today(const std::string& law_name,
                                                     const Situation& situation) {
    const law::Rule* rule = situation.laws.find(law_name);
    if (rule == nullptr) return std::nullopt;
    const law::RuleVersion* version = law::in_force(*rule, situation.today);
    if (version == nullptr) return std::nullopt;
    const auto counted = law::reckon(version->limit, {situation.today, {}}, situation.territory);
    const auto* reckoning = std::get_if<law::Reckoning>(&counted);
    return reckoning == nullptr ? std::nullopt : reckoning->earliest_effective;
}

/// The last day of a limit of the catalogue, counted from that day.
std::optional<law::Date> last_day_from(const std::optional<law::Date>& day,
                                       const std::string& law_name, const Situation& situation) {
    const law::Rule* rule = situation.laws.find(law_name);
    if (!day || rule == nullptr) return std::nullopt;
    const law::RuleVersion* version = law::in_force(*rule, *day);
    if (version == nullptr) return std::nullopt;
    const auto counted = law::reckon(version->limit, {*day, {}}, situation.territory);
    const auto* reckoning = std::get_if<law::Reckoning>(&counted);
    return reckoning == nullptr ? std::nullopt : reckoning->last_day;
}

bool date_fits(const Condition& condition, const Situation& situation) {
    const Value* value = find(situation.dossier.facts, condition.fact);
    if (value == nullptr) return false;
    const law::Instant* instant = value->instant();
    if (condition.bound == Condition::Bound::event && instant != nullptr) {
        if (condition.kind == Condition::Kind::fact_after) return *instant > situation.at;
        return condition.kind == Condition::Kind::fact_on_or_after ? *instant >= situation.at
                                                                   : *instant <= situation.at;
    }
    const auto day = day_of(value, situation.territory);
    const auto bound = bound_day(condition, situation);
    if (!day || !bound) return false;
    if (condition.kind == Condition::Kind::fact_after) return *day > *bound;
    return condition.kind == Condition::Kind::fact_on_or_after ? *day >= *bound : *day <= *bound;
}

bool is_reached(const Value* value, const Situation& situation) {
    if (value == nullptr) return false;
    if (const law::Instant* instant = value->instant()) return situation.at >= *instant;
    const law::Date* date = value->date();
    return date != nullptr && situation.today >= *date;
}

/// The first day that a notice leaves free; none while it is suspended.
std::optional<law::Date> free_day_of(const Deadline& deadline) {
    if (deadline.settled == Deadline::Settled::stopped || deadline.suspended) return std::nullopt;
    return deadline.earliest_effective;
}

bool deadline_is(const Condition& condition, const Situation& situation) {
    const Deadline* deadline = find_deadline(situation.dossier, condition.deadline);
    if (deadline == nullptr) return false;
    const bool over = is_over(*deadline, situation.at);
    switch (condition.kind) {
        case Condition::Kind::passed: return over || deadline->settled == Deadline::Settled::met;
        case Condition::Kind::running: return is_running(*deadline) && !over;
        case Condition::Kind::suspended: return deadline->suspended;
        case Condition::Kind::started: return true;
        default: break;
    }
    const auto free_day = free_day_of(*deadline);
    return free_day && situation.today >= *free_day;
}

bool any_part(const Condition& condition, const Situation& situation) {
    return std::any_of(condition.parts.begin(), condition.parts.end(),
                       [&](const Condition& part) { return holds(part, situation); });
}

bool every_part(const Condition& condition, const Situation& situation) {
    return std::all_of(condition.parts.begin(), condition.parts.end(),
                       [&](const Condition& part) { return holds(part, situation); });
}

}  // namespace

std::optional<law::Date> bound_day(const Condition& condition, const Situation& situation) {
    switch (condition.bound) {
        case Condition::Bound::event: return situation.today;
        case Condition::Bound::last_event:
            return situation.territory.date(situation.dossier.last_event_at);
        case Condition::Bound::fact: {
            const auto day =
                day_of(find(situation.dossier.facts, condition.other), situation.territory);
            return condition.law.empty() ? day : last_day_from(day, condition.law, situation);
        }
        case Condition::Bound::law: return free_day_counted_from_today(condition.other, situation);
        case Condition::Bound::deadline:
        case Condition::Bound::last_day: break;
    }
    const Deadline* deadline = find_deadline(situation.dossier, condition.deadline);
    if (condition.bound == Condition::Bound::last_day) {
        return deadline == nullptr ? std::nullopt : deadline->last_day;
    }
    return deadline == nullptr ? std::nullopt : free_day_of(*deadline);
}

bool holds(const Condition& condition, const Situation& situation) {
    using Kind = Condition::Kind;
    const dossier::Facts& facts = situation.dossier.facts;
    switch (condition.kind) {
        case Kind::fact_is: return is_one_of(find(facts, condition.fact), condition.values);
        case Kind::fact_is_not: return !is_one_of(find(facts, condition.fact), condition.values);
        case Kind::fact_present: return facts.contains(condition.fact) == condition.present;
        case Kind::fact_at_least: return reaches(find(facts, condition.fact), condition.at_least);
        case Kind::fact_contains:
            return contains_all(find(facts, condition.fact), condition.values);
        case Kind::fact_same_as:
        case Kind::fact_among:
        case Kind::fact_covers: return values_agree(condition, facts);
        case Kind::fact_on_or_after:
        case Kind::fact_on_or_before:
        case Kind::fact_after: return date_fits(condition, situation);
        case Kind::reached: return is_reached(find(facts, condition.fact), situation);
        case Kind::passed:
        case Kind::running:
        case Kind::suspended:
        case Kind::started:
        case Kind::effective: return deadline_is(condition, situation);
        case Kind::actor_is_decider:
            return !situation.decider.empty() &&
                   situation.actor.organisation_kind == situation.decider;
        case Kind::actor_is: return name_of(situation.actor.role) == condition.values.front();
        case Kind::all: return every_part(condition, situation);
        case Kind::any: return any_part(condition, situation);
        case Kind::negation: return !holds(condition.parts.front(), situation);
        case Kind::named: break;
    }
    expects(condition.kind != Kind::named);
    return false;
}

}  // namespace preavis::workflow

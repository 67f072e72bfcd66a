#include "workflow/prove_choices.h"

#include <algorithm>
#include <set>

#include "base/expects.h"
#include "workflow/paths.h"
#include "workflow/prove_outline.h"

namespace preavis::workflow {
namespace {

using dossier::Actor;
using dossier::FactKind;
using dossier::Facts;
using dossier::Value;
using Kind = Condition::Kind;

/// Beyond so many, optional facts are told one at a time: an event that stays can come again.
constexpr std::size_t most_sets = 64;
constexpr std::size_t most_tried = 2000;  ///< combinations of what only guards read
constexpr std::int64_t day_ms = 86'400'000;

bool is_among(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_raised(const Definition& definition, const std::string& event) {
    return std::any_of(definition.deadlines.begin(), definition.deadlines.end(),
                       [&](const DeadlineRule& rule) { return rule.raises == event; });
}

/// An event that tells both facts of a comparison: neither can be judged alone.
bool tells_both(const Transition& transition, const Condition& condition) {
    return looks_at_two_facts(condition) && asks(transition, condition.fact) &&
           asks(transition, condition.other);
}

bool reads_actor(const Condition& condition) {
    return condition.kind == Kind::actor_is || condition.kind == Kind::actor_is_decider ||
           std::any_of(condition.parts.begin(), condition.parts.end(), reads_actor);
}

bool has(const Value& list, const Value& value) {
    return std::any_of(list.list()->begin(), list.list()->end(), [&](const Value& item) {
        const dossier::Record* record = item.record();
        if (record == nullptr) return item == value;
        return std::any_of(record->begin(), record->end(),
                           [&](const auto& field) { return field.second == value; });
    });
}

/// People in the same lists are as good as each other; so are lists of as many.
std::string place_among(const std::map<std::string, ListReading>& lists, const Facts& facts,
                        const Value& value) {
    if (value.list() != nullptr) return std::to_string(value.list()->size());
    std::string place;
    for (const auto& [name, reading] : lists) {
        const Value* list = find(facts, name);
        const bool there = list != nullptr && list->list() != nullptr && has(*list, value);
        place += there ? "+" : "-";
    }
    return place;
}

void note(const Use& use, bool truth, Standing& standing) {
    if (use.helps_if_true) standing.helps.push_back(truth);
    if (use.helps_if_false) standing.helps.push_back(!truth);
}

/// Those that no other is as good as; of equals, the first.
template <class Choice>
std::vector<Choice> undominated(const std::vector<Choice>& choices,
                                const std::vector<Standing>& standings) {
    std::vector<Choice> kept;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        bool beaten = false;
        for (std::size_t j = 0; j < choices.size() && !beaten; ++j) {
            if (i == j || !standings[j].is_as_good_as(standings[i])) continue;
            beaten = j < i || !standings[i].is_as_good_as(standings[j]);
        }
        if (!beaten) kept.push_back(choices[i]);
    }
    return kept;
}

}  // namespace

bool Standing::is_as_good_as(const Standing& other) const {
    expects(helps.size() == other.helps.size());
    if (label != other.label) return false;
    for (std::size_t i = 0; i < helps.size(); ++i) {
        if (other.helps[i] && !helps[i]) return false;
    }
    return true;
}

/// One event about to happen to one dossier.
struct Choices::Moment {
    const Transition& transition;
    dossier::Dossier& scratch;  ///< a copy, on which values are tried
    const Situation& situation;
    const std::vector<bool>& speaks;  ///< clauses whose `when` holds
    const std::vector<bool>& live;
};

Choices::Choices(const Definition& definition, const Cone& cone, const Surroundings& surroundings)
    : definition_(definition), cone_(cone), surroundings_(surroundings) {
    for (std::size_t i = 0; i < cone.clauses().size(); ++i) {
        for (const Use& use : cone.clauses()[i].uses) {
            const Atom& atom = cone.atoms()[use.atom];
            if (atom.reads_actor) actor_readings_.push_back({i, use});
            if (!atom.condition.fact.empty()) readings_[atom.condition.fact].push_back({i, use});
            if (looks_at_two_facts(atom.condition)) {
                readings_[atom.condition.other].push_back({i, use});
            }
        }
    }
    std::vector<std::string> states = {before_everything};
    for (const State& state : definition.states) states.push_back(state.name);
    for (const std::string& state : states) {
        std::vector<bool>& live = live_[state];
        live.assign(cone.clauses().size(), false);
        for (const std::size_t clause : cone.live(state)) live[clause] = true;
    }
}

std::vector<dossier::Event> Choices::events(const dossier::Dossier& dossier,
                                            law::Instant now) const {
    dossier::Dossier scratch = dossier;
    const Actor nobody;
    const Situation situation = situation_after(definition_, surroundings_, scratch, nobody, now);
    std::vector<bool> speaks;
    for (const Clause& clause : cone_.clauses()) speaks.push_back(holds(clause.when, situation));
    std::vector<dossier::Event> events;
    for (const Transition& transition : definition_.transitions) {
        if (!is_among(transition.from, dossier.state)) continue;
        const Moment moment{transition, scratch, situation, speaks, live_.at(dossier.state)};
        const std::vector<Facts> sets = fact_sets(moment);
        for (const Actor& actor : actors(moment)) {
            for (const Facts& facts : sets) {
                events.push_back({transition.event, facts, now, actor});
            }
        }
    }
    return events;
}

/// A timer acts by itself only where no deadline raises the event.
std::vector<Actor> Choices::actors(const Moment& moment) const {
    std::vector<Actor> all;
    std::vector<Standing> standings;
    for (const dossier::Role role : moment.transition.by) {
        const bool timer = role == dossier::Role::systeme;
        if (timer && is_raised(definition_, moment.transition.event)) continue;
        all.push_back(somebody(role));
        standings.push_back(standing(moment, all.back()));
    }
    return undominated(all, standings);
}

Standing Choices::standing(const Moment& moment, const Actor& actor) const {
    Standing result;
    const auto& by = definition_.decided_by;
    if (by && (asks(moment.transition, by->regime) || asks(moment.transition, by->structure))) {
        result.label = actor.organisation_kind;
    }
    const Situation& now = moment.situation;
    const Situation situation{now.dossier, actor,    now.decider,  now.at,
                              now.today,   now.laws, now.territory};
    for (const Reading& reading : actor_readings_) {
        const Clause& clause = cone_.clauses()[reading.clause];
        const bool of_an_event = clause.transition != nullptr;
        if (of_an_event && !is_among(clause.from, now.dossier.state)) continue;
        note(reading.use, holds(cone_.atoms()[reading.use.atom].condition, situation), result);
    }
    return result;
}

std::vector<Facts> Choices::fact_sets(const Moment& moment) const {
    std::vector<Facts> sets = {Facts()};
    std::vector<std::pair<std::string, std::vector<Option>>> optional;
    std::size_t together = 1;
    const auto multiply = [&](const std::string& fact, const std::vector<Option>& options) {
        std::vector<Facts> more;
        for (const Facts& facts : sets) {
            for (const Option& option : options) {
                more.push_back(facts);
                if (option) more.back()[fact] = *option;
            }
        }
        sets = std::move(more);
    };
    const auto passes = [&](const std::string& fact) {
        return cone_.is_passing(moment.transition, fact);
    };
    for (const std::string& fact : moment.transition.requires_facts) {
        if (!passes(fact)) multiply(fact, options(moment, fact));
    }
    for (const std::string& fact : moment.transition.optional_facts) {
        if (passes(fact)) continue;
        optional.emplace_back(fact, options(moment, fact));
        together *= optional.back().second.size();
        if (together > most_sets) together = most_sets + 1;
    }
    if (together <= most_sets) {
        for (const auto& [fact, options] : optional) multiply(fact, options);
        for (Facts& told : sets) tell_passing(moment, told);
        return sets;
    }
    for (const auto& [fact, options] : optional) multiply(fact, {options.front()});
    const std::vector<Facts> plain = sets;
    for (const auto& [fact, options] : optional) {
        for (std::size_t i = 1; i < options.size(); ++i) {
            for (Facts facts : plain) {
                facts.erase(fact);
                if (options[i]) facts[fact] = *options[i];
                sets.push_back(std::move(facts));
            }
        }
    }
    for (Facts& told : sets) tell_passing(moment, told);
    return sets;
}

/// Adds the facts that only guards read: the first values with which all let through, if any do.
void Choices::tell_passing(const Moment& moment, Facts& told) const {
    std::vector<std::pair<std::string, std::vector<Option>>> open;
    for (const auto* names :
         {&moment.transition.requires_facts, &moment.transition.optional_facts}) {
        for (const std::string& fact : *names) {
            if (!cone_.is_passing(moment.transition, fact)) continue;
            open.emplace_back(fact, candidates(moment, fact));
        }
    }
    if (open.empty()) return;
    std::vector<std::size_t> turn(open.size(), 0);
    for (std::size_t tried = 0; tried < most_tried; ++tried) {
        Facts trial = told;
        for (std::size_t i = 0; i < open.size(); ++i) {
            const Option& option = open[i].second[turn[i]];
            if (option) trial[open[i].first] = *option;
        }
        if (lets_through(moment, trial)) {
            told = std::move(trial);
            return;
        }
        std::size_t wheel = 0;
        while (wheel < open.size() && ++turn[wheel] == open[wheel].second.size()) turn[wheel++] = 0;
        if (wheel == open.size()) return;
    }
}

/// As `step` would judge it, whoever acts: guards that read who acts are not looked at.
bool Choices::lets_through(const Moment& moment, const Facts& told) const {
    const Facts before = moment.scratch.facts;
    for (const std::string& cleared : moment.transition.clears) moment.scratch.facts.erase(cleared);
    for (const auto& [name, value] : told) moment.scratch.facts.insert_or_assign(name, value);
    const bool passes = std::all_of(
        moment.transition.guards.begin(), moment.transition.guards.end(), [&](const Guard& guard) {
            return reads_actor(guard.when) || reads_actor(guard.needs) ||
                   !holds(guard.when, moment.situation) || holds(guard.needs, moment.situation);
        });
    moment.scratch.facts = before;
    return passes;
}

std::vector<Choices::Option> Choices::options(const Moment& moment, const std::string& fact) const {
    const std::vector<Option> all = candidates(moment, fact);
    std::vector<Standing> standings;
    for (const Option& option : all) standings.push_back(standing(moment, fact, option));
    return undominated(all, standings);
}

/// Not to tell it comes first, where the event goes without.
std::vector<Choices::Option> Choices::candidates(const Moment& moment,
                                                 const std::string& fact) const {
    std::vector<Option> all;
    const bool there =
        moment.scratch.facts.contains(fact) && !is_among(moment.transition.clears, fact);
    if (there || !is_among(moment.transition.requires_facts, fact)) all.emplace_back();
    const dossier::FactType& type = find(definition_.facts, fact)->type;
    if (type.kind == FactKind::date || type.kind == FactKind::instant) {
        for (const Option& day : days(moment, fact, type.kind == FactKind::instant)) {
            all.push_back(day);
        }
        return all;
    }
    std::vector<Condition> conditions;
    if (const auto found = readings_.find(fact); found != readings_.end()) {
        for (const Reading& reading : found->second) {
            conditions.push_back(cone_.atoms()[reading.use.atom].condition);
        }
    }
    for (const Value& value : representatives(type, conditions, cone_.is_listed(fact)))
        all.emplace_back(value);
    if (is_kept(moment, fact)) all.emplace_back(other_value(type));
    return all;
}

/// Today, the days around it, and those around the bounds of conditions.
std::vector<Choices::Option> Choices::days(const Moment& moment, const std::string& fact,
                                           bool as_instant) const {
    const Situation& now = moment.situation;
    std::set<law::Date> bounds;
    if (const auto found = readings_.find(fact); found != readings_.end()) {
        for (const Reading& reading : found->second) {
            const Condition& condition = cone_.atoms()[reading.use.atom].condition;
            if (condition.fact != fact || condition.kind == Kind::reached) continue;
            if (const auto day = bound_day(condition, now)) bounds.insert(*day);
        }
    }
    std::vector<Option> all;
    const auto add = [&](law::Date day) {
        const auto days_off = day.day_number() - now.today.day_number();
        Value value{day};
        if (as_instant) value = {law::Instant{now.at.ms + days_off * day_ms}};
        if (std::find(all.begin(), all.end(), Option(value)) == all.end()) all.emplace_back(value);
    };
    for (const int off : {0, -1, 1}) add(now.today.plus_days(off));
    for (const law::Date bound : bounds) {
        for (const int off : {0, -1, 1}) add(bound.plus_days(off));
    }
    if (cone_.is_awaited(fact)) add(far_from(now.today));
    return all;
}

Standing Choices::standing(const Moment& moment, const std::string& fact,
                           const Option& option) const {
    Facts& facts = moment.scratch.facts;
    std::optional<Value> before;
    if (const Value* value = find(facts, fact)) before = *value;
    if (option) {
        facts[fact] = *option;
    } else if (is_among(moment.transition.clears, fact)) {
        facts.erase(fact);
    }
    Standing result;
    const Value* value = find(facts, fact);
    result.label = deciders_by(fact, value);
    if (cone_.is_awaited(fact) && is_far(value, moment.situation.today)) result.label += ">";
    if (cone_.is_trigger(fact)) result.label += value == nullptr ? "-" : "+";
    if (option && is_kept(moment, fact)) result.label += before == option ? "=" : "~";
    bool together = false;
    if (const auto found = readings_.find(fact); found != readings_.end()) {
        for (const Reading& reading : found->second) {
            if (!counts(moment, reading)) continue;
            const Condition& condition = cone_.atoms()[reading.use.atom].condition;
            together |= tells_both(moment.transition, condition);
            note(reading.use, holds(condition, moment.situation), result);
        }
    }
    if (value != nullptr && cone_.is_listed(fact)) {
        result.label += place_among(cone_.lists(moment.situation.dossier.state), facts, *value);
    }
    if (together && value != nullptr) result.label += dossier::to_json(*value).dump();
    if (before) {
        facts[fact] = *before;
    } else {
        facts.erase(fact);
    }
    return result;
}

/// A clause that is silent as things stand does not count, unless this event may make it speak.
bool Choices::counts(const Moment& moment, const Reading& reading) const {
    if (!moment.live[reading.clause]) return false;
    if (moment.speaks[reading.clause]) return true;
    const Clause& clause = cone_.clauses()[reading.clause];
    for (std::size_t i = 0; i < clause.of_when; ++i) {
        const Condition& atom = cone_.atoms()[clause.uses[i].atom].condition;
        if (!atom.fact.empty() && asks(moment.transition, atom.fact)) return true;
    }
    return false;
}

/// Whether an invariant that speaks now keeps it as it is.
bool Choices::is_kept(const Moment& moment, const std::string& fact) const {
    if (!cone_.keeps_anything()) return false;
    for (std::size_t i = 0; i < cone_.clauses().size(); ++i) {
        if (moment.speaks[i] && is_among(cone_.clauses()[i].keeps, fact)) return true;
    }
    return false;
}

/// Who would decide, for each value of the other fact of the table.
std::string Choices::deciders_by(const std::string& fact, const Value* value) const {
    const auto& by = definition_.decided_by;
    if (!by || (fact != by->regime && fact != by->structure)) return {};
    if (value == nullptr || value->text() == nullptr) return "?";
    std::string all;
    const bool is_regime = fact == by->regime;
    const auto* other = find(definition_.facts, is_regime ? by->structure : by->regime);
    expects(other != nullptr);
    for (const std::string& choice : other->type.choices) {
        const auto answer = is_regime ? surroundings_.deciders.decider(*value->text(), choice)
                                      : surroundings_.deciders.decider(choice, *value->text());
        const auto* decider = std::get_if<std::string>(&answer);
        all += (decider == nullptr ? std::get<base::Refusal>(answer).code : *decider) + ",";
    }
    return all;
}

}  // namespace preavis::workflow

#include "workflow/prove_cone.h"

#include <algorithm>

#include "workflow/paths.h"

namespace preavis::workflow {
namespace {

using Kind = Condition::Kind;

bool is_among(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool moves(const Transition& transition) {
    return !targets_of(transition).empty();
}

std::map<std::string, std::set<std::string>> steps_of(const Definition& definition) {
    std::map<std::string, std::set<std::string>> next;
    for (const Transition& transition : definition.transitions) {
        for (const std::string& from : transition.from) {
            for (const std::string& to : targets_of(transition)) next[from].insert(to);
        }
    }
    return next;
}

std::set<std::string> everything_from(const std::string& state,
                                      std::map<std::string, std::set<std::string>>& next) {
    std::set<std::string> seen = {state};
    std::vector<std::string> waiting = {state};
    while (!waiting.empty()) {
        const std::string at = waiting.back();
        waiting.pop_back();
        for (const std::string& other : next[at]) {
            if (seen.insert(other).second) waiting.push_back(other);
        }
    }
    return seen;
}

/// The states whose events may make an invariant speak.
std::vector<std::string> states_before(const Definition& definition, const Invariant& invariant) {
    std::vector<std::string> states = invariant.in;
    if (!invariant.keeps.empty()) {
        for (const State& state : definition.states) states.push_back(state.name);
    }
    states.insert(states.end(), invariant.entering.begin(), invariant.entering.end());
    for (const Transition& transition : definition.transitions) {
        if (!is_among(invariant.events, transition.event)) continue;
        states.insert(states.end(), transition.from.begin(), transition.from.end());
    }
    return states;
}

bool is_collected(const Definition& definition, const std::string& list) {
    return std::any_of(definition.transitions.begin(), definition.transitions.end(),
                       [&](const Transition& transition) {
                           return std::any_of(
                               transition.collects.begin(), transition.collects.end(),
                               [&](const Collection& each) { return each.list == list; });
                       });
}

/// What one condition reads of lists.
void note_lists(const Definition& definition, const Condition& condition,
                std::map<std::string, ListReading>& lists) {
    if (condition.kind == Kind::fact_among) lists[condition.other].fields.insert(condition.field);
    if (condition.kind == Kind::fact_covers) {
        lists[condition.fact].fields.insert(condition.field);
        lists[condition.other].fields.insert("");
    }
    if (condition.kind == Kind::fact_at_least && is_collected(definition, condition.fact)) {
        ListReading& reading = lists[condition.fact];
        reading.most = std::max(reading.most, static_cast<std::size_t>(condition.at_least));
    }
}

}  // namespace

Cone::Cone(const Definition& definition, const Transition* besides, bool with_links)
    : besides_(besides), links_of_(with_links ? &definition : nullptr) {
    for (const Transition& transition : definition.transitions) {
        if (moves(transition) || &transition == besides) read_transition(transition);
    }
    for (const Invariant& invariant : definition.invariants) read_invariant(definition, invariant);
    find_names(definition);
    while (widen(definition)) find_names(definition);
    find_told(definition);
    find_live(definition);
    find_outlasting(definition);
    find_passing(definition);
    find_compared(definition);
}

/// An event that stays in its state counts if it may change something that is read.
bool Cone::widen(const Definition& definition) {
    const std::size_t before = clauses_.size();
    for (const Transition& transition : definition.transitions) {
        const bool acts = read_effects(definition, transition);
        if (acts || tells(transition)) read_transition(transition);
    }
    return clauses_.size() > before;
}

bool Cone::tells(const Transition& transition) const {
    const auto told = [&](const std::string& fact) {
        return gives(transition, fact) || is_among(transition.clears, fact);
    };
    return std::any_of(facts_.begin(), facts_.end(), told) ||
           std::any_of(kept_.begin(), kept_.end(), told);
}

const std::map<std::string, ListReading>& Cone::lists(const std::string& state) const {
    return lists_.at(state);
}

const std::set<std::string>& Cone::bounds(const std::string& state) const {
    return bounds_.at(state);
}

const std::vector<std::size_t>& Cone::live(const std::string& state) const {
    return live_.at(state);
}

void Cone::read_transition(const Transition& transition) {
    if (!read_.insert(&transition).second) return;
    for (const Guard& guard : transition.guards) {
        add({.when = guard.when,
             .needs = guard.needs,
             .from = transition.from,
             .transition = &transition});
    }
    for (const Transition::Branch& branch : transition.branches) {
        add({.needs = branch.when,
             .neutral = true,
             .from = transition.from,
             .transition = &transition});
    }
    read_links(transition);
}

/// What decides whether a link is followed, and with what.
void Cone::read_links(const Transition& transition) {
    if (links_of_ == nullptr) return;
    for (const LinkAct& act : transition.links) {
        add({.needs = act.when,
             .neutral = true,
             .from = transition.from,
             .transition = &transition});
        const Link* link = links_of_->link(act.link);
        if (link == nullptr) continue;
        for (const auto& [theirs, ours] : link->facts) {
            Condition told{.kind = Kind::fact_present};
            told.fact = ours;
            add({.needs = told,
                 .neutral = true,
                 .from = transition.from,
                 .transition = &transition});
        }
    }
}

/// What decides whether, and by which law, a deadline runs that is read; false if none is.
bool Cone::read_effects(const Definition& definition, const Transition& transition) {
    bool acts = false;
    const auto read = [&](const void* act, const std::string& deadline, const Condition& when) {
        if (!reads_deadline(deadline)) return;
        acts = true;
        if (!effects_.insert(act).second) return;
        add({.needs = when, .neutral = true, .from = transition.from, .transition = &transition});
    };
    for (const auto* each : {&transition.meet, &transition.stop}) {
        for (const DeadlineAct& act : *each) read(&act, act.deadline, act.when);
    }
    for (const DeadlineChange& change : transition.changes) {
        read(&change, change.deadline, change.when);
    }
    for (const DeadlineAct& act : transition.start) {
        read(&act, act.deadline, act.when);
        const DeadlineRule* rule = definition.deadline(act.deadline);
        if (rule == nullptr) continue;
        for (const DeadlineRule::Instead& instead : rule->instead) {
            read(&instead, act.deadline, instead.when);
        }
    }
    return acts;
}

void Cone::read_invariant(const Definition& definition, const Invariant& invariant) {
    add({.when = invariant.when,
         .needs = invariant.needs,
         .neutral = true,
         .from = states_before(definition, invariant),
         .keeps = invariant.keeps});
    kept_.insert(invariant.keeps.begin(), invariant.keeps.end());
}

void Cone::find_names(const Definition& definition) {
    for (const Atom& atom : atoms_) {
        deadlines_.insert(atom.condition.deadline);
        facts_.insert(atom.condition.fact);
        if (atom.condition.kind == Kind::reached) awaited_.insert(atom.condition.fact);
        if (looks_at_two_facts(atom.condition)) facts_.insert(atom.condition.other);
    }
    for (const DeadlineRule& rule : definition.deadlines) {
        if (raises_a_move(definition, rule)) deadlines_.insert(rule.name);
        if (!deadlines_.contains(rule.name)) continue;
        triggers_.insert(rule.from);
        triggers_.insert(rule.or_later);
        facts_.insert({rule.from, rule.or_later});
    }
    find_taken(definition);
    facts_.erase("");
    deadlines_.erase("");
}

/// What is read of a fact is read of the one from which it is taken.
void Cone::find_taken(const Definition& definition) {
    for (const Transition& transition : definition.transitions) {
        for (const Taking& taking : transition.takes) {
            if (facts_.contains(taking.fact)) facts_.insert(taking.from);
            if (triggers_.contains(taking.fact)) triggers_.insert(taking.from);
        }
    }
}

bool Cone::raises_a_move(const Definition& definition, const DeadlineRule& rule) const {
    return std::any_of(definition.transitions.begin(), definition.transitions.end(),
                       [&](const Transition& transition) {
                           return transition.event == rule.raises &&
                                  (moves(transition) || &transition == besides_);
                       });
}

std::set<std::string> Cone::facts_that_pull_one_way(const Definition& definition) const {
    std::set<std::string> facts;
    for (const dossier::FactDeclaration& fact : definition.facts) facts.insert(fact.name);
    for (const std::string& trigger : triggers_) facts.erase(trigger);
    if (definition.decided_by) {
        facts.erase(definition.decided_by->regime);
        facts.erase(definition.decided_by->structure);
    }
    std::vector<Use> sides(atoms_.size(), Use{0, false, false});
    for (const Clause& clause : clauses_) {
        for (const Use& use : clause.uses) {
            Use& side = sides[use.atom];
            side.helps_if_true |= use.helps_if_true;
            side.helps_if_false |= use.helps_if_false;
            if (!side.helps_if_true || !side.helps_if_false) continue;
            facts.erase(atoms_[use.atom].condition.fact);
            facts.erase(atoms_[use.atom].condition.other);
        }
    }
    return facts;
}

/// A fact that must not be there cannot be told.
void Cone::find_told(const Definition& definition) {
    const std::set<std::string> one_way = facts_that_pull_one_way(definition);
    for (Clause& clause : clauses_) {
        if (clause.neutral) continue;
        for (Use& use : clause.uses) {
            const Condition& atom = atoms_[use.atom].condition;
            use.told = asks(*clause.transition, atom.fact) && one_way.contains(atom.fact) &&
                       (atom.kind != Kind::fact_present || atom.present == use.helps_if_true);
        }
    }
}

/// A guard lets through if its `when` is false or its `needs` true.
void Cone::add(Clause clause) {
    collect(clause.when, false, clause.neutral, clause.uses);
    clause.of_when = clause.uses.size();
    collect(clause.needs, true, clause.neutral, clause.uses);
    if (!clause.uses.empty()) clauses_.push_back(std::move(clause));
}

void Cone::collect(const Condition& condition, bool wanted, bool neutral, std::vector<Use>& uses) {
    switch (condition.kind) {
        case Kind::all:
        case Kind::any:
            for (const Condition& part : condition.parts) collect(part, wanted, neutral, uses);
            return;
        case Kind::negation: return collect(condition.parts.front(), !wanted, neutral, uses);
        default: break;
    }
    const std::size_t atom = atom_of(condition);
    if (atom == atoms_.size()) {
        atoms_.push_back({condition, condition.kind == Kind::actor_is ||
                                         condition.kind == Kind::actor_is_decider});
    }
    uses.push_back({atom, wanted || neutral, !wanted || neutral});
}

/// The number of atoms if it is none of them.
std::size_t Cone::atom_of(const Condition& condition) const {
    const auto found = std::find_if(atoms_.begin(), atoms_.end(), [&](const Atom& atom) {
        return covers(atom.condition, condition) && covers(condition, atom.condition);
    });
    return static_cast<std::size_t>(found - atoms_.begin());
}

void Cone::find_live(const Definition& definition) {
    auto next = steps_of(definition);
    std::vector<std::string> states = {before_everything};
    for (const State& state : definition.states) states.push_back(state.name);
    for (const std::string& state : states) {
        const std::set<std::string> ahead = everything_from(state, next);
        std::vector<std::size_t>& clauses = live_[state];
        for (std::size_t i = 0; i < clauses_.size(); ++i) {
            const auto& from = clauses_[i].from;
            const auto is_ahead = [&](const std::string& name) { return ahead.contains(name); };
            if (std::any_of(from.begin(), from.end(), is_ahead)) clauses.push_back(i);
        }
    }
}

void Cone::find_compared(const Definition& definition) {
    for (const auto& [state, clauses] : live_) {
        std::map<std::string, ListReading>& lists = lists_[state];
        std::set<std::string>& bounds = bounds_[state];
        for (const std::size_t clause : clauses) {
            for (const Use& use : clauses_[clause].uses) {
                const Condition& condition = atoms_[use.atom].condition;
                note_lists(definition, condition, lists);
                const bool compared = condition.bound == Condition::Bound::fact &&
                                      outlasting_.at(state).contains(condition.other);
                if (compared) bounds.insert(condition.other);
            }
        }
        for (const auto& [list, reading] : lists) find_listed(definition, list, reading);
    }
    find_givers(definition);
}

/// A day from which one that is read may still be taken sets dossiers apart until then.
void Cone::find_givers(const Definition& definition) {
    using dossier::FactKind;
    for (const Transition& transition : definition.transitions) {
        for (const Taking& taking : transition.takes) {
            const FactKind kind = find(definition.facts, taking.from)->type.kind;
            const bool is_day = kind == FactKind::date || kind == FactKind::instant;
            if (!is_day || !facts_.contains(taking.fact)) continue;
            for (auto& [state, bounds] : bounds_) {
                if (outlasting_.at(state).contains(taking.from)) bounds.insert(taking.from);
            }
        }
    }
}

void Cone::find_listed(const Definition& definition, const std::string& list,
                       const ListReading& reading) {
    if (!reading.fields.empty()) listed_.insert(list);
    for (const Transition& transition : definition.transitions) {
        for (const Collection& collection : transition.collects) {
            if (collection.list != list) continue;
            for (const std::string& fact : collection.facts) {
                if (reading.fields.contains(fact)) listed_.insert(fact);
            }
        }
    }
}

}  // namespace preavis::workflow

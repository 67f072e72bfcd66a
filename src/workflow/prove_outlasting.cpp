#include <algorithm>

#include "workflow/paths.h"
#include "workflow/prove_cone.h"
#include "workflow/reads.h"

namespace preavis::workflow {
namespace {

using Facts = std::set<std::string>;

bool is_among(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// What invariants look at when the event leads there.
void read_invariants(const Definition& definition, const Transition& transition,
                     const std::string& landing, Facts& facts) {
    for (const Invariant& invariant : definition.invariants) {
        const bool speaks = is_among(invariant.in, landing) ||
                            is_among(invariant.entering, landing) ||
                            is_among(invariant.events, transition.event);
        if (!speaks) continue;
        read_facts_of(invariant.when, facts);
        read_facts_of(invariant.needs, facts);
    }
}

/// Facts whose value here is looked at, there or further on.
Facts looked_at(const Definition& definition, const Transition& transition, const std::string& from,
                const std::map<std::string, Facts>& known) {
    Facts facts = facts_read_by(definition, transition);
    for (const std::string& landing : landings_of(transition, from)) {
        read_invariants(definition, transition, landing, facts);
        if (const auto found = known.find(landing); found != known.end()) {
            facts.insert(found->second.begin(), found->second.end());
        }
    }
    for (const std::string& cleared : transition.clears) facts.erase(cleared);
    return facts;
}

}  // namespace

/// A day with which another one is compared sets dossiers apart by itself: see `bounds`.
bool Cone::outlasts(const Condition& condition, const std::string& state,
                    const Transition* reader) const {
    if (condition.fact.empty()) return true;
    const Facts& facts = outlasting_.at(state);
    const auto stays = [&](const std::string& fact) {
        const bool anew = reader != nullptr && is_among(reader->clears, fact);
        return facts.contains(fact) && !anew;
    };
    const bool of_two = looks_at_two_facts(condition) && condition.bound != Condition::Bound::fact;
    return stays(condition.fact) || (of_two && stays(condition.other));
}

/// Backwards, until nothing more is found: a fact is looked at in a state if an event from there
/// looks at it, or leads to where it is looked at without clearing it first.
void Cone::find_outlasting(const Definition& definition) {
    outlasting_[before_everything];
    for (const State& state : definition.states) outlasting_[state.name];
    for (const Invariant& invariant : definition.invariants) {
        for (auto& [state, facts] : outlasting_) {
            facts.insert(invariant.keeps.begin(), invariant.keeps.end());
            if (!invariant.keeps.empty()) read_facts_of(invariant.when, facts);
        }
    }
    for (bool grows = true; grows;) {
        grows = false;
        for (const Transition& transition : definition.transitions) {
            for (const std::string& from : transition.from) {
                Facts& facts = outlasting_[from];
                const std::size_t before = facts.size();
                facts.merge(looked_at(definition, transition, from, outlasting_));
                grows = grows || facts.size() > before;
            }
        }
    }
}

bool Cone::is_passing(const Transition& transition, const std::string& fact) const {
    const auto found = passing_.find(&transition);
    return found != passing_.end() && found->second.contains(fact);
}

/// What is asked for, is cleared first, and is looked at by nothing but the event's guards.
void Cone::find_passing(const Definition& definition) {
    for (const Transition& transition : definition.transitions) {
        Transition effects = transition;
        effects.guards.clear();
        Facts kept = facts_read_by(definition, effects);
        for (const std::string& from : transition.from) {
            for (const std::string& landing : landings_of(transition, from)) {
                const Facts& later = outlasting_.at(landing);
                kept.insert(later.begin(), later.end());
                read_invariants(definition, transition, landing, kept);
            }
        }
        kept.insert(triggers_.begin(), triggers_.end());
        Facts& passing = passing_[&transition];
        for (const std::string& fact : transition.clears) {
            if (asks(transition, fact) && !kept.contains(fact)) passing.insert(fact);
        }
    }
}

}  // namespace preavis::workflow

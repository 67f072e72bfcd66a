#include <algorithm>

#include "workflow/paths.h"
#include "workflow/step.h"

namespace preavis::workflow {
namespace {

bool is_among(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// True if the condition holds, or could once the facts that the event asks for are given.
bool within_reach(const Condition& condition, const Transition& transition,
                  const Situation& situation) {
    using Kind = Condition::Kind;
    const auto reach = [&](const Condition& part) {
        return within_reach(part, transition, situation);
    };
    const std::vector<Condition>& parts = condition.parts;
    switch (condition.kind) {
        case Kind::all: return std::all_of(parts.begin(), parts.end(), reach);
        case Kind::any: return std::any_of(parts.begin(), parts.end(), reach);
        default: break;
    }
    return holds(condition, situation) ||
           (!condition.fact.empty() && asks(transition, condition.fact));
}

Possibility possibility(const Definition& definition, const Transition& transition,
                        const Situation& situation) {
    Possibility result{.event = transition.event, .title = transition.title};
    const auto& by = transition.by;
    result.role_may = std::find(by.begin(), by.end(), situation.actor.role) != by.end();
    for (const std::string& fact : transition.requires_facts) {
        if (!situation.dossier.facts.contains(fact)) result.requires_facts.push_back(fact);
    }
    result.optional_facts = transition.optional_facts;
    for (const Guard& guard : transition.guards) {
        if (!holds(guard.when, situation)) continue;
        if (within_reach(guard.needs, transition, situation)) continue;
        result.obstacles.push_back(
            {guard.name, guard.message, guard.source,
             missing(guard.needs, situation, guard.source, definition.facts)});
    }
    return result;
}

}  // namespace

std::vector<Possibility> possibilities(const Definition& definition,
                                       const dossier::Dossier& dossier, const dossier::Actor& actor,
                                       const Surroundings& surroundings, law::Instant now) {
    const auto decider = decider_of(definition, dossier.facts, surroundings.deciders);
    const auto* known = std::get_if<std::string>(&decider);
    const Situation situation{.dossier = dossier,
                              .actor = actor,
                              .decider = known == nullptr ? std::string() : *known,
                              .at = now,
                              .today = surroundings.territory.date(now),
                              .laws = surroundings.laws,
                              .territory = surroundings.territory};
    std::vector<Possibility> result;
    for (const Transition& transition : definition.transitions) {
        if (is_among(transition.from, dossier.state)) {
            result.push_back(possibility(definition, transition, situation));
        }
    }
    return result;
}

}  // namespace preavis::workflow

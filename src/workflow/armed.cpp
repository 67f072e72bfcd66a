#include "workflow/armed.h"

#include <algorithm>

namespace preavis::workflow {
namespace {

using Names = std::set<std::string>;

bool always_holds(const Condition& condition) {
    return condition.kind == Condition::Kind::all && condition.parts.empty();
}

bool is_among(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// True if this event starts the deadline whatever its facts.
bool surely_starts(const Transition& transition, const std::string& deadline) {
    return std::any_of(
        transition.start.begin(), transition.start.end(),
        [&](const DeadlineAct& act) { return act.deadline == deadline && always_holds(act.when); });
}

/// Whether the promise "started, if its trigger is known" holds after an event.
bool promised_after(const Transition& transition, const DeadlineRule& rule, bool before) {
    if (surely_starts(transition, rule.name)) return true;
    if (rule.from.empty()) return before;
    const bool tells = is_among(transition.requires_facts, rule.from) ||
                       is_among(transition.optional_facts, rule.from);
    if (tells) return false;
    return before || is_among(transition.clears, rule.from);
}

Names promised_after(const Definition& definition, const Transition& transition,
                     const Names& before) {
    Names after;
    for (const DeadlineRule& rule : definition.deadlines) {
        if (promised_after(transition, rule, before.contains(rule.name))) after.insert(rule.name);
    }
    return after;
}

std::vector<std::string> targets(const Transition& transition, const std::string& from) {
    std::vector<std::string> states = {transition.to.empty() ? from : transition.to};
    for (const Transition::Branch& branch : transition.branches) states.push_back(branch.to);
    return states;
}

/// Keeps in `names` what `others` has too; true if something went.
bool narrow(Names& names, const Names& others) {
    return std::erase_if(names, [&](const auto& name) { return !others.contains(name); }) > 0;
}

}  // namespace

// From "everything is promised everywhere", each way into a state takes away what it breaks, until
// nothing changes. Before the first event no trigger is known.
ArmedDeadlines::ArmedDeadlines(const Definition& definition) : definition_(definition) {
    for (const DeadlineRule& rule : definition.deadlines) {
        for (const State& state : definition.states) by_state_[state.name].insert(rule.name);
        if (!rule.from.empty()) by_state_[before_everything].insert(rule.name);
    }
    for (const Transition& transition : definition.transitions) {
        if (!transition.start.empty()) events_.push_back(transition.event);
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (const Transition& transition : definition.transitions) {
            for (const std::string& from : transition.from) {
                const Names after = promised_after(definition, transition, by_state_[from]);
                for (const std::string& to : targets(transition, from)) {
                    changed |= narrow(by_state_[to], after);
                }
            }
        }
    }
}

std::set<std::string> ArmedDeadlines::missing(const dossier::Dossier& dossier) const {
    std::set<std::string> names;
    const auto promised = by_state_.find(dossier.state);
    if (promised == by_state_.end()) return names;
    for (const std::string& name : promised->second) {
        const DeadlineRule* rule = definition_.deadline(name);
        const bool triggered = rule->from.empty() || dossier.facts.contains(rule->from);
        if (triggered && dossier::find_deadline(dossier, name) == nullptr) names.insert(name);
    }
    return names;
}

}  // namespace preavis::workflow

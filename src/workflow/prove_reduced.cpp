#include <algorithm>
#include <set>

#include "workflow/prove.h"

namespace preavis::workflow {
namespace {

using Kind = Condition::Kind;

/// Facts, deadlines and « who acts », by name.
void collect_names(const Condition& condition, std::set<std::string>& names) {
    if (!condition.fact.empty()) names.insert("fact " + condition.fact);
    if (!condition.deadline.empty()) names.insert("deadline " + condition.deadline);
    if (condition.bound == Condition::Bound::fact) names.insert("fact " + condition.other);
    if (condition.kind == Kind::actor_is) names.insert("actor");
    if (condition.kind == Kind::actor_is_decider) names.insert("actor");
    for (const Condition& part : condition.parts) collect_names(part, names);
}

std::set<std::string> names_in(const Condition& condition) {
    std::set<std::string> names;
    collect_names(condition, names);
    return names;
}

bool reads_decider(const Condition& condition) {
    return condition.kind == Kind::actor_is_decider ||
           std::any_of(condition.parts.begin(), condition.parts.end(), reads_decider);
}

bool reads_decider(const Definition& definition) {
    for (const Transition& transition : definition.transitions) {
        for (const Guard& guard : transition.guards) {
            if (reads_decider(guard.when) || reads_decider(guard.needs)) return true;
        }
    }
    return std::any_of(definition.invariants.begin(), definition.invariants.end(),
                       [](const Invariant& each) { return reads_decider(each.needs); });
}

}  // namespace

Definition reduced_to(const Definition& definition, const Invariant& invariant) {
    Definition part = definition;
    part.invariants = {invariant};
    const std::set<std::string> wanted = names_in(invariant.needs);
    const auto has_nothing_to_do = [&](const Guard& guard) {
        const std::set<std::string> names = names_in(guard.needs);
        return std::none_of(names.begin(), names.end(),
                            [&](const std::string& name) { return wanted.contains(name); });
    };
    for (Transition& transition : part.transitions) {
        std::erase_if(transition.guards, has_nothing_to_do);
    }
    if (!reads_decider(part)) part.decided_by.reset();
    return part;
}

}  // namespace preavis::workflow

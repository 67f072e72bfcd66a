#include <algorithm>
#include <set>

#include "workflow/paths.h"
#include "workflow/prove.h"

namespace preavis::workflow {
namespace {

using Kind = Condition::Kind;

/// Facts, deadlines and « who acts », by name.
void collect_names(const Condition& condition, std::set<std::string>& names) {
    if (!condition.fact.empty()) names.insert("fact " + condition.fact);
    if (!condition.deadline.empty()) names.insert("deadline " + condition.deadline);
    if (looks_at_two_facts(condition)) names.insert("fact " + condition.other);
    if (condition.kind == Kind::actor_is) names.insert("actor");
    if (condition.kind == Kind::actor_is_decider) names.insert("actor");
    for (const Condition& part : condition.parts) collect_names(part, names);
}

std::set<std::string> names_in(const Condition& condition) {
    std::set<std::string> names;
    collect_names(condition, names);
    return names;
}

/// What an invariant needs; what it keeps, and while what.
std::set<std::string> names_of(const Invariant& invariant) {
    std::set<std::string> names = names_in(invariant.needs);
    if (!invariant.keeps.empty()) names.merge(names_in(invariant.when));
    for (const std::string& fact : invariant.keeps) names.insert("fact " + fact);
    return names;
}

/// What is taken from another fact is as good as that fact.
void add_givers(const Definition& definition, std::set<std::string>& names) {
    for (const Transition& transition : definition.transitions) {
        for (const Taking& taking : transition.takes) {
            if (names.contains("fact " + taking.fact)) names.insert("fact " + taking.from);
        }
    }
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
    std::set<std::string> wanted = names_of(invariant);
    add_givers(definition, wanted);
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

#include "workflow/reads.h"

#include "workflow/paths.h"

namespace preavis::workflow {
namespace {

using Names = std::set<std::string>;

/// Every condition of an event, whatever it decides.
std::vector<const Condition*> conditions_of(const Transition& transition) {
    std::vector<const Condition*> all;
    for (const Guard& guard : transition.guards) {
        all.push_back(&guard.when);
        all.push_back(&guard.needs);
    }
    for (const Transition::Branch& branch : transition.branches) all.push_back(&branch.when);
    for (const auto* acts : {&transition.start, &transition.meet, &transition.stop}) {
        for (const DeadlineAct& act : *acts) all.push_back(&act.when);
    }
    for (const DeadlineChange& change : transition.changes) all.push_back(&change.when);
    for (const LinkAct& act : transition.links) all.push_back(&act.when);
    return all;
}

void read_start(const Definition& definition, const DeadlineAct& act, Names& facts) {
    const DeadlineRule* rule = definition.deadline(act.deadline);
    if (rule == nullptr) return;
    facts.insert({rule->from, rule->or_later});
    for (const DeadlineRule::Instead& instead : rule->instead) read_facts_of(instead.when, facts);
}

}  // namespace

void read_facts_of(const Condition& condition, Names& facts) {
    if (!condition.fact.empty()) facts.insert(condition.fact);
    if (looks_at_two_facts(condition)) facts.insert(condition.other);
    for (const Condition& part : condition.parts) read_facts_of(part, facts);
}

void read_deadlines_of(const Condition& condition, Names& deadlines) {
    if (!condition.deadline.empty()) deadlines.insert(condition.deadline);
    for (const Condition& part : condition.parts) read_deadlines_of(part, deadlines);
}

Names facts_read_by(const Definition& definition, const Transition& transition) {
    Names facts;
    for (const Condition* condition : conditions_of(transition)) read_facts_of(*condition, facts);
    for (const DeadlineAct& act : transition.start) read_start(definition, act, facts);
    for (const DeadlineChange& change : transition.changes) facts.insert({change.at, change.by});
    for (const Taking& taking : transition.takes) facts.insert(taking.from);
    for (const Collection& collection : transition.collects) {
        facts.insert(collection.list);
        facts.insert(collection.facts.begin(), collection.facts.end());
    }
    for (const LinkAct& act : transition.links) {
        const Link* link = definition.link(act.link);
        if (link == nullptr) continue;
        for (const auto& [theirs, ours] : link->facts) facts.insert(ours);
    }
    facts.erase("");
    return facts;
}

Names deadlines_read_by(const Transition& transition) {
    Names deadlines;
    for (const Condition* condition : conditions_of(transition)) {
        read_deadlines_of(*condition, deadlines);
    }
    return deadlines;
}

std::vector<std::string> landings_of(const Transition& transition, const std::string& from) {
    std::vector<std::string> landings = targets_of(transition);
    if (transition.to.empty()) landings.push_back(from);
    return landings;
}

}  // namespace preavis::workflow

#include "workflow/paths.h"

#include <algorithm>

namespace preavis::workflow {
namespace {

using Edges = std::map<std::string, std::set<std::string>>;

std::set<std::string> everything_from(std::vector<std::string> waiting, const Edges& edges) {
    std::set<std::string> seen(waiting.begin(), waiting.end());
    while (!waiting.empty()) {
        const std::string state = std::move(waiting.back());
        waiting.pop_back();
        const auto found = edges.find(state);
        if (found == edges.end()) continue;
        for (const std::string& other : found->second) {
            if (seen.insert(other).second) waiting.push_back(other);
        }
    }
    return seen;
}

bool is_subset(const std::vector<std::string>& few, const std::vector<std::string>& many) {
    return std::all_of(few.begin(), few.end(), [&](const std::string& each) {
        return std::find(many.begin(), many.end(), each) != many.end();
    });
}

bool is_always_true(const Condition& condition) {
    return condition.kind == Condition::Kind::all && condition.parts.empty();
}

bool says_the_same(const Condition& left, const Condition& right) {
    return left.kind == right.kind && left.fact == right.fact && left.values == right.values &&
           left.present == right.present && left.at_least == right.at_least &&
           left.deadline == right.deadline && left.bound == right.bound &&
           left.other == right.other && left.field == right.field && left.law == right.law &&
           std::equal(left.parts.begin(), left.parts.end(), right.parts.begin(), right.parts.end(),
                      says_the_same);
}

}  // namespace

std::vector<std::string> targets_of(const Transition& transition) {
    std::vector<std::string> targets;
    for (const Transition::Branch& branch : transition.branches) targets.push_back(branch.to);
    if (!transition.to.empty()) targets.push_back(transition.to);
    return targets;
}

bool asks(const Transition& transition, const std::string& fact) {
    const auto is_among = [&](const std::vector<std::string>& names) {
        return std::find(names.begin(), names.end(), fact) != names.end();
    };
    const auto& collects = transition.collects;
    return is_among(transition.requires_facts) || is_among(transition.optional_facts) ||
           std::any_of(collects.begin(), collects.end(),
                       [&](const Collection& each) { return each.list == fact; });
}

bool gives(const Transition& transition, const std::string& fact) {
    const auto& takes = transition.takes;
    return asks(transition, fact) || transition.says.contains(fact) ||
           std::any_of(takes.begin(), takes.end(),
                       [&](const Taking& each) { return each.fact == fact; });
}

bool acts_on(const std::vector<DeadlineAct>& acts, const std::string& deadline) {
    return std::any_of(acts.begin(), acts.end(),
                       [&](const DeadlineAct& act) { return act.deadline == deadline; });
}

bool looks_at_two_facts(const Condition& condition) {
    using Kind = Condition::Kind;
    return condition.kind == Kind::fact_same_as || condition.kind == Kind::fact_among ||
           condition.kind == Kind::fact_covers || condition.bound == Condition::Bound::fact;
}

bool covers(const Condition& wide, const Condition& narrow) {
    using Kind = Condition::Kind;
    if (is_always_true(wide) || says_the_same(wide, narrow)) return true;
    if (wide.kind == Kind::fact_is && narrow.kind == Kind::fact_is && wide.fact == narrow.fact) {
        return is_subset(narrow.values, wide.values);
    }
    const auto covered_by_wide = [&](const Condition& part) { return covers(wide, part); };
    if (narrow.kind == Kind::all) {
        return std::any_of(narrow.parts.begin(), narrow.parts.end(), covered_by_wide);
    }
    if (narrow.kind == Kind::any) {
        return std::all_of(narrow.parts.begin(), narrow.parts.end(), covered_by_wide);
    }
    return wide.kind == Kind::any &&
           std::any_of(wide.parts.begin(), wide.parts.end(),
                       [&](const Condition& part) { return covers(part, narrow); });
}

Paths::Paths(const Definition& definition) {
    for (const Transition& transition : definition.transitions) {
        for (const std::string& from : transition.from) {
            for (const std::string& to : targets_of(transition)) {
                next_[from].insert(to);
                previous_[to].insert(from);
            }
        }
    }
    std::vector<std::string> ends;
    for (const State& state : definition.states) {
        if (state.end) ends.push_back(state.name);
    }
    reached_ = everything_from({before_everything}, next_);
    ending_ = everything_from(ends, previous_);
}

bool Paths::is_left(const std::string& state) const {
    const auto found = next_.find(state);
    return found != next_.end() &&
           std::any_of(found->second.begin(), found->second.end(),
                       [&](const std::string& other) { return other != state; });
}

}  // namespace preavis::workflow

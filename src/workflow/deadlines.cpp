#include "workflow/deadlines.h"

#include <algorithm>

#include "base/expects.h"
#include "base/hash.h"

namespace preavis::workflow {
namespace {

using dossier::Deadline;

constexpr std::size_t id_length = 32;

Deadline* latest(dossier::Dossier& dossier, const std::string& name) {
    const auto found =
        std::find_if(dossier.deadlines.rbegin(), dossier.deadlines.rend(),
                     [&](const Deadline& deadline) { return deadline.name == name; });
    return found == dossier.deadlines.rend() ? nullptr : &*found;
}

/// The same dossier, name and rank always give the same identifier.
std::string deadline_id(const dossier::Dossier& dossier, const std::string& name) {
    const auto rank = std::count_if(dossier.deadlines.begin(), dossier.deadlines.end(),
                                    [&](const Deadline& one) { return one.name == name; });
    return base::sha256_hex(dossier.id + ":" + name + ":" + std::to_string(rank + 1))
        .substr(0, id_length);
}

std::optional<law::When> when_of(const dossier::Facts& facts, const std::string& fact,
                                 const law::Territory& territory) {
    const dossier::Value* value = find(facts, fact);
    if (value == nullptr) return std::nullopt;
    if (const law::Instant* instant = value->instant()) {
        return law::When{territory.date(*instant), *instant};
    }
    expects(value->date() != nullptr);
    return law::When{*value->date(), std::nullopt};
}

std::optional<law::When> trigger_of(const DeadlineRule& rule, const dossier::Event& event,
                                    const dossier::Facts& facts, const law::Territory& territory) {
    if (rule.from.empty()) return law::When{territory.date(event.at), event.at};
    auto trigger = when_of(facts, rule.from, territory);
    const auto other = when_of(facts, rule.or_later, territory);
    return trigger && other && other->date > trigger->date ? other : trigger;
}

const std::string& law_of(const DeadlineRule& rule, const Situation& situation) {
    for (const DeadlineRule::Instead& instead : rule.instead) {
        if (holds(instead.when, situation)) return instead.law;
    }
    return rule.law;
}

/// A limit that runs from a fact starts with that fact, not again with each later event.
bool is_news(const DeadlineRule& rule, const law::Rule& law_rule, const dossier::Event& event,
             const Deadline* running) {
    if (rule.from.empty() || running == nullptr) return true;
    if (running->settled == Deadline::Settled::stopped) return true;
    if (event.facts.contains(rule.from) || event.facts.contains(rule.or_later)) return true;
    return running->settled == Deadline::Settled::no && running->law != law_rule.id;
}

void settle(Deadline& deadline, Deadline::Settled how, law::Instant at) {
    deadline.settled = how;
    deadline.settled_at = at;
}

Deadline written_down(const DeadlineRule& rule, const law::Rule& law_rule, const law::When& trigger,
                      law::DueDate due, const law::Territory& territory) {
    Deadline deadline;
    deadline.name = rule.name;
    deadline.kind = rule.kind;
    deadline.title = law_rule.title;
    deadline.law = law_rule.id;
    const law::RuleVersion* version = law::in_force(law_rule, trigger.date);
    deadline.source = version == nullptr ? rule.source : version->source;
    deadline.who = rule.who;
    deadline.started_at = trigger.instant.value_or(territory.start_of_day(trigger.date));
    deadline.due = due.due;
    deadline.last_day = due.last_day;
    deadline.earliest_effective = due.earliest_effective;
    deadline.because = std::move(due.because);
    return deadline;
}

std::optional<base::Refusal> start(const DeadlinePlan::Start& start, const dossier::Event& event,
                                   const Surroundings& surroundings, Step& step) {
    const DeadlineRule& rule = *start.rule;
    const law::Rule* law_rule = surroundings.laws.find(start.law);
    if (law_rule == nullptr) {
        return base::Refusal{"regle_inconnue",
                             "La règle « " + start.law + " » manque au catalogue des délais.",
                             rule.source};
    }
    const law::Territory& territory = surroundings.territory;
    const auto trigger = trigger_of(rule, event, step.next.facts, territory);
    Deadline* running = latest(step.next, rule.name);
    if (!trigger || !is_news(rule, *law_rule, event, running)) return std::nullopt;
    auto counted = law::count(*law_rule, *trigger, territory, trigger->date);
    if (auto* refusal = std::get_if<base::Refusal>(&counted)) return std::move(*refusal);
    if (running != nullptr && running->settled == Deadline::Settled::no) {
        settle(*running, Deadline::Settled::stopped, event.at);
    }
    Deadline deadline = written_down(rule, *law_rule, *trigger,
                                     std::move(std::get<law::DueDate>(counted)), territory);
    deadline.id = deadline_id(step.next, rule.name);
    step.next.deadlines.push_back(std::move(deadline));
    step.deadlines_started.push_back(rule.name);
    return std::nullopt;
}

void settle_all(const std::vector<const DeadlineAct*>& acts, Deadline::Settled how,
                const dossier::Event& event, Step& step) {
    for (const DeadlineAct* act : acts) {
        Deadline* deadline = latest(step.next, act->deadline);
        if (deadline == nullptr || deadline->settled != Deadline::Settled::no) continue;
        const dossier::Value* at = find(step.next.facts, act->at);
        const bool told = at != nullptr && at->instant() != nullptr;
        settle(*deadline, how, told ? *at->instant() : event.at);
        step.deadlines_settled.push_back(act->deadline);
    }
}

std::vector<const DeadlineAct*> those_that_hold(const std::vector<DeadlineAct>& acts,
                                                const Situation& situation) {
    std::vector<const DeadlineAct*> chosen;
    for (const DeadlineAct& act : acts) {
        if (holds(act.when, situation)) chosen.push_back(&act);
    }
    return chosen;
}

}  // namespace

DeadlinePlan plan_deadlines(const Definition& definition, const Transition& transition,
                            const Situation& situation) {
    DeadlinePlan plan{.stop = those_that_hold(transition.stop, situation),
                      .meet = those_that_hold(transition.meet, situation)};
    for (const DeadlineAct* act : those_that_hold(transition.start, situation)) {
        const DeadlineRule* rule = definition.deadline(act->deadline);
        expects(rule != nullptr);
        plan.start.push_back({rule, law_of(*rule, situation)});
    }
    return plan;
}

std::optional<base::Refusal> carry_out(const DeadlinePlan& plan, const dossier::Event& event,
                                       const Surroundings& surroundings, Step& step) {
    settle_all(plan.stop, Deadline::Settled::stopped, event, step);
    settle_all(plan.meet, Deadline::Settled::met, event, step);
    for (const DeadlinePlan::Start& each : plan.start) {
        if (auto refusal = start(each, event, surroundings, step)) return refusal;
    }
    return std::nullopt;
}

}  // namespace preavis::workflow

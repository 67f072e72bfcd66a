#include "workflow/deadlines.h"

#include <algorithm>

#include "base/expects.h"
#include "base/hash.h"
#include "workflow/ledgers.h"

namespace preavis::workflow {
namespace {

using dossier::Deadline;

constexpr std::size_t id_length = 32;

/// The same dossier, name and rank always give the same identifier.
std::string deadline_id(const dossier::Dossier& dossier, const std::string& name) {
    const auto rank = std::count_if(dossier.deadlines.begin(), dossier.deadlines.end(),
                                    [&](const Deadline& one) { return one.name == name; });
    return base::sha256_hex(dossier.id + ":" + name + ":" + std::to_string(rank + 1))
        .substr(0, id_length);
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

/// The event told the fact, or took it from another.
bool is_told(const std::string& fact, const Cause& cause) {
    const auto& takes = cause.transition.takes;
    return cause.event.facts.contains(fact) ||
           std::any_of(takes.begin(), takes.end(),
                       [&fact](const Taking& each) { return each.fact == fact; });
}

/// A limit that runs from a fact starts with that fact, not again with each later event.
bool is_news(const DeadlineRule& rule, const law::Rule& law_rule, const Cause& cause,
             const Deadline* running) {
    if (rule.from.empty() || running == nullptr) return true;
    if (running->settled == Deadline::Settled::stopped) return true;
    if (is_told(rule.from, cause) || is_told(rule.or_later, cause)) return true;
    return running->settled == Deadline::Settled::no && running->law != law_rule.id;
}

void settle(Deadline& deadline, Deadline::Settled how, law::Instant at, const Cause& cause) {
    deadline.settled = how;
    deadline.settled_at = at;
    deadline.suspended = false;
    const law::Instant last = deadline.ledger.empty() ? at : deadline.ledger.back().at;
    deadline.ledger.push_back(line_of(law::LedgerEntry::Kind::stop, std::max(at, last), cause));
}

Deadline written_down(const DeadlineRule& rule, const law::Rule& law_rule, const law::When& trigger,
                      law::DueDate due, const Cause& cause) {
    const law::Territory& territory = cause.surroundings.territory;
    Deadline deadline;
    deadline.name = rule.name;
    deadline.kind = rule.kind;
    deadline.title = law_rule.title;
    deadline.law = law_rule.id;
    const law::RuleVersion* version = law::in_force(law_rule, trigger.date);
    expects(version != nullptr);  // it was counted
    deadline.source = version->source;
    deadline.who = rule.who;
    deadline.started_at = trigger.instant.value_or(territory.start_of_day(trigger.date));
    note_end(deadline, std::move(due));
    deadline.ledger = {line_of(law::LedgerEntry::Kind::start, deadline.started_at, cause)};
    if (law_rule.kind != law::Kind::yearly) deadline.ledger.front().limit = version->limit;
    return deadline;
}

std::optional<base::Refusal> start(const DeadlinePlan::Start& start, const Cause& cause,
                                   Step& step) {
    const auto& [event, transition, surroundings] = cause;
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
    if (!trigger || !is_news(rule, *law_rule, cause, running)) return std::nullopt;
    auto counted = law::count(*law_rule, *trigger, territory, trigger->date);
    if (auto* refusal = std::get_if<base::Refusal>(&counted)) return std::move(*refusal);
    if (running != nullptr && running->settled == Deadline::Settled::no) {
        settle(*running, Deadline::Settled::stopped, event.at, cause);
    }
    Deadline deadline =
        written_down(rule, *law_rule, *trigger, std::move(std::get<law::DueDate>(counted)), cause);
    deadline.id = deadline_id(step.next, rule.name);
    step.next.deadlines.push_back(std::move(deadline));
    step.deadlines_started.push_back(rule.name);
    return std::nullopt;
}

void settle_all(const std::vector<const DeadlineAct*>& acts, Deadline::Settled how,
                const Cause& cause, Step& step) {
    for (const DeadlineAct* act : acts) {
        Deadline* deadline = latest(step.next, act->deadline);
        if (deadline == nullptr || deadline->settled != Deadline::Settled::no) continue;
        const dossier::Value* at = find(step.next.facts, act->at);
        const bool told = at != nullptr && at->instant() != nullptr;
        settle(*deadline, how, told ? *at->instant() : cause.event.at, cause);
        step.deadlines_settled.push_back(act->deadline);
    }
}

template <class Act>
std::vector<const Act*> those_that_hold(const std::vector<Act>& acts, const Situation& situation) {
    std::vector<const Act*> chosen;
    for (const Act& act : acts) {
        if (holds(act.when, situation)) chosen.push_back(&act);
    }
    return chosen;
}

}  // namespace

DeadlinePlan plan_deadlines(const Definition& definition, const Transition& transition,
                            const Situation& situation) {
    DeadlinePlan plan{.stop = those_that_hold(transition.stop, situation),
                      .meet = those_that_hold(transition.meet, situation),
                      .changes = those_that_hold(transition.changes, situation)};
    for (const DeadlineAct* act : those_that_hold(transition.start, situation)) {
        const DeadlineRule* rule = definition.deadline(act->deadline);
        expects(rule != nullptr);
        plan.start.push_back({rule, law_of(*rule, situation)});
    }
    return plan;
}

std::optional<base::Refusal> carry_out(const DeadlinePlan& plan, const Cause& cause, Step& step) {
    settle_all(plan.stop, Deadline::Settled::stopped, cause, step);
    settle_all(plan.meet, Deadline::Settled::met, cause, step);
    for (const DeadlineChange* each : plan.changes) {
        if (auto refusal = change(*each, cause, step.next)) return refusal;
        step.deadlines_changed.push_back(each->deadline);
    }
    for (const DeadlinePlan::Start& each : plan.start) {
        if (auto refusal = start(each, cause, step)) return refusal;
    }
    return std::nullopt;
}

}  // namespace preavis::workflow

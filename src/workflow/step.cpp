#include "workflow/step.h"

#include <algorithm>

#include "base/expects.h"
#include "base/text.h"
#include "workflow/deadlines.h"

namespace preavis::workflow {
namespace {

using base::Refusal;
using dossier::Dossier;
using dossier::Event;

bool is_among(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string title_of_state(const Definition& definition, const std::string& name) {
    const State* state = definition.state(name);
    return state == nullptr ? name : state->title;
}

Refusal no_such_transition(const Definition& definition, const Dossier& dossier,
                           const Event& event) {
    std::vector<std::string> names;
    std::string title;
    for (const Transition& transition : definition.transitions) {
        names.push_back(transition.event);
        if (transition.event == event.name) title = transition.title;
    }
    if (title.empty()) {
        const std::string near = base::closest(event.name, names);
        return {"evenement_inconnu", "« " + event.name +
                                         " » n'est pas un événement de cette procédure" +
                                         (near.empty() ? "." : " (peut-être « " + near + " »).")};
    }
    return {"evenement_impossible", "« " + title +
                                        " » n'est pas possible : le dossier est à l'état « " +
                                        title_of_state(definition, dossier.state) + " »."};
}

std::optional<Refusal> refuse_role(const Transition& transition, const Event& event) {
    const auto& by = transition.by;
    if (std::find(by.begin(), by.end(), event.actor.role) != by.end()) return std::nullopt;
    return Refusal{"role_insuffisant",
                   "« " + transition.title + " » n'est pas ouvert au rôle « " +
                       std::string(title_of(event.actor.role)) + " ».",
                   transition.source};
}

std::optional<Refusal> refuse_time(const Dossier& dossier, const Event& event, law::Instant now) {
    if (event.at > now) {
        return Refusal{"date_future", "Un événement ne peut pas être daté dans le futur."};
    }
    if (dossier.state != before_everything && event.at < dossier.last_event_at) {
        return Refusal{"date_anterieure",
                       "Un événement ne peut pas précéder le dernier événement du dossier."};
    }
    return std::nullopt;
}

std::optional<Refusal> refuse_unasked_facts(const Definition& definition,
                                            const Transition& transition, const Event& event) {
    std::vector<std::string> unasked;
    for (const auto& [name, value] : event.facts) {
        if (!is_among(transition.requires_facts, name) &&
            !is_among(transition.optional_facts, name)) {
            unasked.push_back(name);
            continue;
        }
        const auto* declaration = find(definition.facts, name);
        expects(declaration != nullptr && dossier::misfit(value, declaration->type).empty());
    }
    if (unasked.empty()) return std::nullopt;
    return Refusal{"faits_inattendus", "« " + transition.title + " » ne demande pas : " +
                                           base::joined(unasked, ", ") + "."};
}

std::optional<Refusal> refuse_missing_facts(const Definition& definition,
                                            const Transition& transition,
                                            const dossier::Facts& facts) {
    Refusal refusal{"faits_manquants",
                    "« " + transition.title + " » demande des informations qui manquent.",
                    transition.source};
    for (const std::string& name : transition.requires_facts) {
        if (facts.contains(name)) continue;
        const auto* declaration = find(definition.facts, name);
        expects(declaration != nullptr);
        refusal.missing.push_back(
            {name, dossier::expected_in_french(declaration->type), declaration->source});
    }
    if (refusal.missing.empty()) return std::nullopt;
    return refusal;
}

/// The first guard that fails gives the refusal; all that fail say which facts they miss.
std::optional<Refusal> refuse_by_guards(const Definition& definition, const Transition& transition,
                                        const Situation& situation) {
    std::optional<Refusal> refusal;
    for (const Guard& guard : transition.guards) {
        if (!holds(guard.when, situation) || holds(guard.needs, situation)) continue;
        if (!refusal) refusal = Refusal{guard.name, guard.message, guard.source};
        for (auto& fact : missing(guard.needs, situation, guard.source, definition.facts)) {
            refusal->missing.push_back(std::move(fact));
        }
    }
    return refusal;
}

const std::string& next_state(const Transition& transition, const Situation& situation) {
    for (const Transition::Branch& branch : transition.branches) {
        if (holds(branch.when, situation)) return branch.to;
    }
    return transition.to.empty() ? situation.dossier.state : transition.to;
}

/// What an event says of a fact, or else the dossier: what was collected is no fact any more.
const dossier::Value* told(const Event& event, const Dossier& dossier, const std::string& fact) {
    const dossier::Value* value = find(event.facts, fact);
    return value == nullptr ? find(dossier.facts, fact) : value;
}

std::vector<dossier::DocumentOrder> orders(const Transition& transition, const Event& event,
                                           const Situation& situation) {
    std::vector<dossier::DocumentOrder> documents;
    for (const DocumentAct& act : transition.documents) {
        if (!holds(act.when, situation)) continue;
        dossier::DocumentOrder& order = documents.emplace_back(act.order);
        for (const auto& [theirs, ours] : act.names) {
            const dossier::Value* value = told(event, situation.dossier, ours);
            if (value != nullptr) order.facts.emplace(theirs, *value);
        }
    }
    return documents;
}

std::vector<std::string> links_of(const Transition& transition, const Situation& situation) {
    std::vector<std::string> links;
    for (const LinkAct& act : transition.links) {
        if (holds(act.when, situation)) links.push_back(act.link);
    }
    return links;
}

/// The dossier with the event's facts, before anything else moves.
Dossier with_facts(const Dossier& dossier, const Transition& transition, const Event& event) {
    Dossier next = dossier;
    for (const std::string& stale : transition.clears) next.facts.erase(stale);
    for (const auto& [name, value] : event.facts) next.facts.insert_or_assign(name, value);
    return next;
}

/// Moves the facts of each collection into a new record of its list; refuses a list that is full.
std::optional<Refusal> collect(const Definition& definition, const Transition& transition,
                               dossier::Facts& facts) {
    for (const Collection& collection : transition.collects) {
        dossier::Record record;
        for (const std::string& fact : collection.facts) {
            if (auto taken = facts.extract(fact)) record.insert(std::move(taken));
        }
        dossier::Value& value =
            facts.try_emplace(collection.list, dossier::Value{dossier::List{}}).first->second;
        auto& list = std::get<dossier::List>(value.what);
        list.push_back({std::move(record)});
        const auto* declaration = find(definition.facts, collection.list);
        expects(declaration != nullptr);
        const std::string misfit = dossier::misfit(value, declaration->type);
        if (misfit.empty()) continue;
        return Refusal{"liste_pleine", "« " + declaration->title + " » : " + misfit + ".",
                       declaration->source};
    }
    return std::nullopt;
}

/// What follows from other facts, or from the event itself.
void establish(const Transition& transition, dossier::Facts& facts) {
    for (const Taking& taking : transition.takes) {
        const dossier::Value* value = find(facts, taking.from);
        if (value != nullptr) facts.insert_or_assign(taking.fact, dossier::Value(*value));
    }
    for (const auto& [name, value] : transition.says) facts.insert_or_assign(name, value);
}

/// The organisations that the definition's facts name, each once, in the facts' order.
std::vector<std::string> followers_of(const Definition& definition, const dossier::Facts& facts) {
    std::vector<std::string> followers;
    for (const std::string& fact : definition.followed_by) {
        const std::string organisation = text_of(facts, fact);
        if (!organisation.empty() && !is_among(followers, organisation)) {
            followers.push_back(organisation);
        }
    }
    return followers;
}

std::optional<Refusal> refuse_outright(const Definition& definition, const Transition& transition,
                                       const Dossier& dossier, const Event& event,
                                       law::Instant now) {
    if (auto refusal = refuse_role(transition, event)) return refusal;
    if (auto refusal = refuse_time(dossier, event, now)) return refusal;
    return refuse_unasked_facts(definition, transition, event);
}

}  // namespace

base::Answer<std::string> decider_of(const Definition& definition, const dossier::Facts& facts,
                                     const dossier::Deciders& deciders) {
    if (!definition.decided_by) return std::string();
    const std::string regime = text_of(facts, definition.decided_by->regime);
    const std::string structure = text_of(facts, definition.decided_by->structure);
    if (regime.empty() || structure.empty()) return std::string();
    return deciders.decider(regime, structure);
}

base::Answer<Step> step(const Definition& definition, const dossier::Dossier& dossier,
                        const dossier::Event& event, const Surroundings& surroundings,
                        law::Instant now) {
    expects(dossier.workflow == definition.name && dossier.workflow_version == definition.version);
    const Transition* transition = definition.transition(event.name, dossier.state);
    if (transition == nullptr) return no_such_transition(definition, dossier, event);
    if (auto no = refuse_outright(definition, *transition, dossier, event, now)) return *no;
    Dossier asked = with_facts(dossier, *transition, event);
    if (auto no = refuse_missing_facts(definition, *transition, asked.facts)) return *no;
    auto decider = decider_of(definition, asked.facts, surroundings.deciders);
    if (auto* no = std::get_if<Refusal>(&decider)) return std::move(*no);
    const Situation situation{.dossier = asked,
                              .actor = event.actor,
                              .decider = std::get<std::string>(decider),
                              .at = event.at,
                              .today = surroundings.territory.date(event.at),
                              .laws = surroundings.laws,
                              .territory = surroundings.territory};
    if (auto no = refuse_by_guards(definition, *transition, situation)) return *no;
    if (auto no = collect(definition, *transition, asked.facts)) return *no;
    establish(*transition, asked.facts);
    const DeadlinePlan plan = plan_deadlines(definition, *transition, situation);
    Step result{.documents = orders(*transition, event, situation),
                .links = links_of(*transition, situation)};
    std::string state = next_state(*transition, situation);
    result.next = std::move(asked);  // from here on `situation` is not looked at
    result.next.state = std::move(state);
    result.next.parties.followers = followers_of(definition, result.next.facts);
    if (dossier.state == before_everything) result.next.opened_at = event.at;
    result.next.last_event_at = event.at;
    if (auto no = carry_out(plan, {event, *transition, surroundings}, result)) return *no;
    return result;
}

std::string event_raised_by(const Definition& definition, const dossier::Dossier& dossier,
                            const dossier::Deadline& deadline) {
    const DeadlineRule* rule = definition.deadline(deadline.name);
    if (rule == nullptr || rule->raises.empty()) return {};
    const Transition* transition = definition.transition(rule->raises, dossier.state);
    return transition == nullptr ? std::string() : rule->raises;
}

}  // namespace preavis::workflow

#include <algorithm>

#include "workflow/check_rules.h"
#include "workflow/paths.h"
#include "workflow/reads.h"

namespace preavis::workflow {
namespace {

using Names = std::set<std::string>;
using Change = law::LedgerEntry::Kind;

bool is_systeme(dossier::Role role) {
    return role == dossier::Role::systeme;
}

bool is_unconditional(const DeadlineAct& act) {
    return act.when.kind == Condition::Kind::all && act.when.parts.empty();
}

/// The event surely ends it, or lets it wait.
bool ends(const Transition& transition, const std::string& deadline) {
    for (const auto* acts : {&transition.meet, &transition.stop}) {
        for (const DeadlineAct& act : *acts) {
            if (act.deadline == deadline && is_unconditional(act)) return true;
        }
    }
    return std::any_of(transition.changes.begin(), transition.changes.end(), [&](const auto& each) {
        return each.deadline == deadline && each.kind == Change::suspend;
    });
}

bool begins(const Transition& transition, const std::string& deadline) {
    return acts_on(transition.start, deadline) ||
           std::any_of(transition.changes.begin(), transition.changes.end(),
                       [&](const DeadlineChange& each) {
                           return each.deadline == deadline && each.kind == Change::resume;
                       });
}

/// The states in which it may run.
Names states_where_it_runs(const Definition& definition, const std::string& deadline) {
    Names states;
    for (bool grows = true; grows;) {
        grows = false;
        for (const Transition& transition : definition.transitions) {
            for (const std::string& from : transition.from) {
                const bool runs = begins(transition, deadline) ||
                                  (states.contains(from) && !ends(transition, deadline));
                if (!runs) continue;
                for (const std::string& landing : landings_of(transition, from)) {
                    grows = states.insert(landing).second || grows;
                }
            }
        }
    }
    return states;
}

/// An event of the state looks at it, or does something with it.
bool is_looked_at(const Definition& definition, const std::string& deadline,
                  const std::string& state) {
    return std::any_of(definition.transitions.begin(), definition.transitions.end(),
                       [&](const Transition& transition) {
                           const auto& from = transition.from;
                           if (std::find(from.begin(), from.end(), state) == from.end())
                               return false;
                           return deadlines_read_by(transition).contains(deadline) ||
                                  acts_on(transition.meet, deadline) ||
                                  acts_on(transition.stop, deadline) ||
                                  begins(transition, deadline);
                       });
}

void check_raised(const Definition& definition, const DeadlineRule& rule,
                  base::Problems& problems) {
    for (const std::string& name : states_where_it_runs(definition, rule.name)) {
        const State* state = definition.state(name);
        const Transition* raised = definition.transition(rule.raises, name);
        const bool open =
            raised != nullptr && std::any_of(raised->by.begin(), raised->by.end(), is_systeme);
        if (state == nullptr || state->end || open) continue;
        if (is_looked_at(definition, rule.name, name)) continue;
        problems.push_back({rule.place,
                            "l'échéance « " + rule.name + " » peut finir à l'état « " + name +
                                " », où rien ne la regarde",
                            "« " + rule.raises + " » depuis cet état, ou stop:"});
    }
}

}  // namespace

base::Problems check_outcomes(const Definition& definition) {
    base::Problems problems;
    Names looked_at;
    for (const Transition& transition : definition.transitions) {
        looked_at.merge(deadlines_read_by(transition));
        for (const DeadlineAct& act : transition.meet) looked_at.insert(act.deadline);
        for (const DeadlineChange& change : transition.changes) looked_at.insert(change.end);
    }
    for (const DeadlineRule& rule : definition.deadlines) {
        if (!rule.raises.empty()) {
            check_raised(definition, rule, problems);
        } else if (!looked_at.contains(rule.name)) {
            problems.push_back({rule.place, "l'échéance « " + rule.name + " » n'a pas d'issue",
                                "raises:, meet:, ou une condition qui la lit"});
        }
    }
    return problems;
}

base::Problems check_cells(const Definition& definition) {
    base::Problems problems;
    for (const State& state : definition.states) {
        const bool people_can_leave = std::any_of(
            definition.transitions.begin(), definition.transitions.end(),
            [&](const Transition& transition) {
                const auto& from = transition.from;
                return std::find(from.begin(), from.end(), state.name) != from.end() &&
                       !std::all_of(transition.by.begin(), transition.by.end(), is_systeme) &&
                       !targets_of(transition).empty();
            });
        if (state.end || people_can_leave) continue;
        problems.push_back({state.place,
                            "à l'état « " + state.name + " », personne ne peut rien faire avancer",
                            "un événement ouvert à une personne"});
    }
    return problems;
}

}  // namespace preavis::workflow

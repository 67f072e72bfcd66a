#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "workflow/check_rules.h"
#include "workflow/paths.h"

namespace preavis::workflow {
namespace {

using dossier::DeadlineKind;

class Checker {
  public:
    Checker(const Definition& definition, const law::Catalogue& laws,
            const std::vector<std::string>& documents)
        : definition_(definition), laws_(laws), documents_(documents) {}

    base::Problems check() {
        check_states();
        for (const DeadlineRule& rule : definition_.deadlines) check_deadline(rule);
        for (const Transition& transition : definition_.transitions) check_event(transition);
        check_facts();
        return std::move(problems_);
    }

  private:
    void report(const base::Place& place, const std::string& message,
                const std::string& hint = {}) {
        problems_.push_back({place, message, hint});
    }

    void need_source(const base::Place& place, const std::string& source, const std::string& what) {
        if (source.empty()) report(place, what + " n'a pas de source", "source: S001 6.d");
    }

    void check_states() {
        const Paths paths(definition_);
        bool has_end = false;
        for (const State& state : definition_.states) {
            const std::string name = "l'état « " + state.name + " »";
            need_source(state.place, state.source, name);
            has_end |= state.end;
            if (!paths.is_reached(state.name)) report(state.place, name + " n'est jamais atteint");
            if (state.end && paths.is_left(state.name)) {
                report(state.place, name + " est une fin, et un événement en sort");
            } else if (!state.end && !paths.can_end(state.name)) {
                report(state.place, name + " ne mène à aucune fin", "end: true, ou un événement");
            }
        }
        if (!has_end) report(definition_.place, "aucun état n'est une fin", "end: true");
    }

    void check_law(const base::Place& place, const std::string& name, bool must_be_notice) {
        const law::Rule* rule = laws_.find(name);
        if (rule == nullptr) {
            std::vector<std::string> known;
            for (const law::Rule& each : laws_.rules()) known.push_back(each.slug);
            const std::string near = base::closest(name, known);
            return report(place, "« " + name + " » n'est pas une règle de data/law",
                          near.empty() ? "" : "peut-être « " + near + " »");
        }
        for (const law::RuleVersion& version : rule->versions) {
            if (!must_be_notice || version.limit.counting == law::Counting::notice) continue;
            return report(place, "« " + name + " » ne se compte pas comme un préavis",
                          "counting: notice");
        }
    }

    void check_deadline(const DeadlineRule& rule) {
        const std::string name = "l'échéance « " + rule.name + " »";
        need_source(rule.place, rule.source, name);
        const bool notice = rule.kind == DeadlineKind::notice;
        check_law(rule.place, rule.law, notice);
        for (const DeadlineRule::Instead& instead : rule.instead) {
            check_law(rule.place, instead.law, notice);
            check_condition(instead.when);
        }
        bool started = false;
        bool settled = false;
        for (const Transition& transition : definition_.transitions) {
            const bool here = acts_on(transition.start, rule.name);
            started |= here;
            settled |= acts_on(transition.meet, rule.name) || acts_on(transition.stop, rule.name);
            if (!here && (gives(transition, rule.from) || gives(transition, rule.or_later))) {
                report(transition.place,
                       "« " + transition.event + " » donne le départ de " + name +
                           " sans la commencer",
                       "start: [" + rule.name + "]");
            }
        }
        if (!started) report(rule.place, name + " n'est jamais commencée", "start:");
        if (!settled) report(rule.place, name + " n'est jamais close", "meet: ou stop:");
        check_raised(rule, name);
    }

    /// No timer ends a care by itself.
    void check_raised(const DeadlineRule& rule, const std::string& name) {
        for (const Transition& transition : definition_.transitions) {
            if (rule.raises.empty() || transition.event != rule.raises) continue;
            for (const std::string& target : targets_of(transition)) {
                const State* state = definition_.state(target);
                if (state == nullptr || !state->end) continue;
                report(transition.place, name + " mène seule à la fin « " + target + " »",
                       "une personne décide, une horloge avertit");
            }
        }
    }

    void check_event(const Transition& transition) {
        need_source(transition.place, transition.source,
                    "l'événement « " + transition.event + " »");
        for (const Guard& guard : transition.guards) {
            if (!guards_seen_.insert(guard.key).second) continue;
            need_source(guard.place, guard.source, "la garde « " + guard.key + " »");
            check_condition(guard.when);
            check_condition(guard.needs);
        }
        for (const DocumentAct& act : transition.documents) {
            check_condition(act.when);
            check_document(transition, act.order.document);
        }
        for (const auto* acts : {&transition.start, &transition.meet, &transition.stop}) {
            for (const DeadlineAct& act : *acts) {
                check_condition(act.when);
                use(act.at, transition.place);
            }
        }
        for (const DeadlineChange& change : transition.changes) check_change(transition, change);
        for (const Taking& taking : transition.takes) use(taking.from, transition.place);
        check_branches(transition);
    }

    void check_change(const Transition& transition, const DeadlineChange& change) {
        check_condition(change.when);
        use(change.at, transition.place);
        use(change.by, transition.place);
        const DeadlineRule* rule = definition_.deadline(change.deadline);
        const bool notice = rule != nullptr && rule->kind == DeadlineKind::notice &&
                            change.kind == law::LedgerEntry::Kind::replace;
        if (!change.law.empty()) check_law(transition.place, change.law, notice);
    }

    void check_document(const Transition& transition, const std::string& document) {
        const bool known =
            std::find(documents_.begin(), documents_.end(), document) != documents_.end();
        if (known || !documents_seen_.insert(document).second) return;
        const std::string near = base::closest(document, documents_);
        report(transition.place, "le document « " + document + " » n'a pas de modèle",
               near.empty() ? "" : "peut-être « " + near + " »");
    }

    /// The first branch that holds is taken: one that comes after a wider one never is.
    void check_branches(const Transition& transition) {
        for (std::size_t i = 0; i < transition.branches.size(); ++i) {
            check_condition(transition.branches[i].when);
            for (std::size_t j = 0; j < i; ++j) {
                if (!covers(transition.branches[j].when, transition.branches[i].when)) continue;
                report(transition.branches[i].when.place,
                       "cette branche de « " + transition.event +
                           " » n'est jamais prise : une branche précédente la couvre");
            }
        }
    }

    void check_condition(const Condition& condition) {
        use(condition.fact, condition.place);
        if (looks_at_two_facts(condition)) use(condition.other, condition.place);
        if (condition.bound == Condition::Bound::law) {
            check_law(condition.place, condition.other, true);
        }
        if (!condition.law.empty()) check_law(condition.place, condition.law, false);
        for (const Condition& part : condition.parts) check_condition(part);
    }

    void use(const std::string& fact, const base::Place& place) {
        if (!fact.empty()) used_.emplace(fact, place);
    }

    void check_facts() {
        for (const DeadlineRule& rule : definition_.deadlines) {
            use(rule.from, rule.place);
            use(rule.or_later, rule.place);
        }
        for (const std::string& fact : definition_.followed_by) use(fact, definition_.place);
        if (definition_.decided_by) {
            use(definition_.decided_by->regime, definition_.place);
            use(definition_.decided_by->structure, definition_.place);
        }
        for (const dossier::FactDeclaration& fact : definition_.facts) {
            need_source(definition_.place, fact.source, "le fait « " + fact.name + " »");
            if (is_asked_for(fact.name)) continue;
            const auto used = used_.find(fact.name);
            report(used == used_.end() ? definition_.place : used->second,
                   "le fait « " + fact.name + " » n'est demandé par aucun événement",
                   "requires: ou optional:");
        }
    }

    bool is_asked_for(const std::string& fact) const {
        return std::any_of(definition_.transitions.begin(), definition_.transitions.end(),
                           [&](const Transition& each) { return gives(each, fact); });
    }

    const Definition& definition_;
    const law::Catalogue& laws_;
    const std::vector<std::string>& documents_;
    std::set<std::string> guards_seen_;
    std::set<std::string> documents_seen_;
    std::map<std::string, base::Place> used_;
    base::Problems problems_;
};

}  // namespace

base::Problems check(const Definition& definition, const law::Catalogue& laws,
                     const std::vector<std::string>& documents) {
    base::Problems problems = Checker(definition, laws, documents).check();
    for (const auto rule : {check_known, check_outcomes, check_satisfiable, check_cells}) {
        for (base::Problem& problem : rule(definition)) problems.push_back(std::move(problem));
    }
    return problems;
}

}  // namespace preavis::workflow

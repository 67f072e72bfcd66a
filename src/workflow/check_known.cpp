#include <algorithm>
#include <map>

#include "workflow/check_rules.h"
#include "workflow/paths.h"
#include "workflow/reads.h"

namespace preavis::workflow {
namespace {

using Names = std::set<std::string>;

/// What may be known in each state: what the events that lead there ask for or establish.
std::map<std::string, Names> known_facts(const Definition& definition) {
    std::map<std::string, Names> known;
    for (bool grows = true; grows;) {
        grows = false;
        for (const Transition& transition : definition.transitions) {
            for (const std::string& from : transition.from) {
                Names facts = known[from];
                for (const dossier::FactDeclaration& fact : definition.facts) {
                    if (gives(transition, fact.name)) facts.insert(fact.name);
                }
                for (const std::string& landing : landings_of(transition, from)) {
                    Names& there = known[landing];
                    const std::size_t before = there.size();
                    there.insert(facts.begin(), facts.end());
                    grows = grows || there.size() > before;
                }
            }
        }
    }
    return known;
}

/// A later trigger may come after its deadline was started: that it is not known is no fault.
Names later_triggers(const Definition& definition) {
    Names facts;
    for (const DeadlineRule& rule : definition.deadlines) facts.insert(rule.or_later);
    return facts;
}

/// What documents are told besides.
void read_told(const Transition& transition, Names& facts) {
    for (const DocumentAct& act : transition.documents) {
        read_facts_of(act.when, facts);
        for (const auto& [theirs, ours] : act.names) facts.insert(ours);
    }
}

}  // namespace

base::Problems check_known(const Definition& definition) {
    base::Problems problems;
    std::map<std::string, Names> known = known_facts(definition);
    const Names later = later_triggers(definition);
    for (const Transition& transition : definition.transitions) {
        Names facts = facts_read_by(definition, transition);
        read_told(transition, facts);
        for (const std::string& fact : facts) {
            const bool before =
                std::any_of(transition.from.begin(), transition.from.end(),
                            [&](const std::string& from) { return known[from].contains(fact); });
            const bool declared = find(definition.facts, fact) != nullptr;
            if (before || !declared || later.contains(fact) || gives(transition, fact)) continue;
            problems.push_back({transition.place,
                                "« " + transition.event + " » lit « " + fact +
                                    " », que rien n'a pu demander avant",
                                "requires: ou optional:"});
        }
    }
    return problems;
}

}  // namespace preavis::workflow

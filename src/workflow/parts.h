#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/form.h"
#include "workflow/definition.h"

namespace preavis::workflow {

/// What the later parts of a definition may refer to while it is being read.
struct Parts {
    Definition definition;  ///< facts, states and deadlines are there before events
    std::map<std::string, Condition> conditions;
    std::map<std::string, Guard> guards;
    std::map<std::string, std::vector<std::string>> checklists;  ///< of guards
    std::map<std::string, std::vector<std::string>> forms;       ///< of facts
    std::vector<std::string> events;                             ///< all names
};

/// Reads a condition, checks its names and values against the declarations, and puts what a named
/// condition says in its place.
Condition read_linked_condition(const base::Node& node, const Parts& parts,
                                base::Problems& problems);
/// The same for an optional key: no key, no condition.
Condition read_when(base::Form& form, const Parts& parts, base::Problems& problems);

/// Reports a name that is not among those known: « preavi » n'est pas une échéance connue.
void refuse_unknown(base::Form& form, std::string_view key, const std::string& name,
                    const std::vector<std::string>& known, const std::string& what);
/// Reports a fact that is not declared, or not one of these kinds (if any are given).
void refuse_unfit_fact(base::Form& form, std::string_view key, const std::string& name,
                       const Parts& parts, const std::vector<dossier::FactKind>& kinds = {});

/// Names of facts, or of forms in whose place their facts come.
std::vector<std::string> read_fact_names(base::Form& form, std::string_view key,
                                         const Parts& parts);

/// `{ THEIRS: OURS }`: names of facts elsewhere, each with the declared fact that fills it.
std::map<std::string, std::string> read_names(base::Form& form, std::string_view key,
                                              const Parts& parts, base::Problems& problems);
/// `says: { THEIRS: value }`: texts and booleans that are the same every time.
dossier::Facts read_says(base::Form& form, base::Problems& problems);
/// One entry of `links:`.
Link read_link(const base::Node::Entry& entry, const Parts& parts, base::Problems& problems);

/// The transitions of one entry of `events:`.
std::vector<Transition> read_event(const base::Node::Entry& entry, const Parts& parts,
                                   base::Problems& problems);

/// The entries of `invariants:`, which may be absent.
std::vector<Invariant> read_invariants(base::Form& form, const Parts& parts,
                                       base::Problems& problems);

template <class Named>
std::vector<std::string> names_of(const std::vector<Named>& things) {
    std::vector<std::string> names;
    for (const Named& thing : things) names.push_back(thing.name);
    return names;
}
template <class Thing>
std::vector<std::string> names_of(const std::map<std::string, Thing>& things) {
    std::vector<std::string> names;
    for (const auto& [name, thing] : things) names.push_back(name);
    return names;
}

}  // namespace preavis::workflow

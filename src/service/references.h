#pragma once

#include <string>
#include <vector>

#include "base/node.h"
#include "base/problem.h"
#include "dossier/declaration.h"
#include "dossier/store.h"

namespace preavis::service {

/// What somebody may name in a fact: bodies of any kind, the records in their scope, and those that
/// the dossier is already about. Anything else does not exist for them.
struct Reach {
    dossier::Scope scope;
    std::vector<std::string> known;  ///< identifiers
};
Reach reach_of(const dossier::Actor& actor, const dossier::Dossier& dossier);
/// Of records: a place or a stay may lie only where the actor may write.
Reach reach_of(const dossier::Actor& actor);

/// Reports each fact that refers to a noun out of reach, at its place in `body` (the object that
/// the facts were read from).
void report_unknown_references(dossier::Store& store, const dossier::Declarations& declarations,
                               const dossier::Facts& facts, const base::Node& body,
                               const Reach& reach, base::Problems& problems);

}  // namespace preavis::service

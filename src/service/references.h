#pragma once

#include "base/node.h"
#include "base/problem.h"
#include "dossier/declaration.h"
#include "dossier/store.h"

namespace preavis::service {

/// Reports each fact that refers to a noun which does not exist, at its place in `body` (the object
/// that the facts were read from).
void report_unknown_references(dossier::Store& store, const dossier::Declarations& declarations,
                               const dossier::Facts& facts, const base::Node& body,
                               base::Problems& problems);

}  // namespace preavis::service

#pragma once

#include "dossier/store.h"
#include "store/connection.h"

namespace preavis::store {

/// Writes a whole change into the open transaction. For another answer than `done` the caller
/// undoes what was written.
dossier::Committed apply(Connection& db, const dossier::Change& change);

}  // namespace preavis::store

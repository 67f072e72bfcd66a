#pragma once

#include <vector>

#include "store/connection.h"

namespace preavis::store {

/// The texts of src/store/migrations/NNNN_name.sql, in order: the first makes an empty database,
/// each of the others changes what the one before left. A published one is never edited.
const std::vector<const char*>& migrations();

/// Brings a database to the newest version, one transaction per migration.
/// Throws Failure (configuration) for a database of another program or of a newer version.
void migrate(Connection& db);

/// Throws what `migrate` would throw, and changes nothing.
void check_origin(Connection& db);

}  // namespace preavis::store

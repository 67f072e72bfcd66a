#pragma once

#include <vector>

#include "store/connection.h"

namespace preavis::store {

/// The texts of src/store/migrations/NNNN_name.sql, in order: the first makes an empty database,
/// each of the others changes what the one before left. A published one is never edited.
const std::vector<const char*>& migrations();

/// The first schema in which nothing that tells of people is clear.
constexpr std::size_t sealed_schema = 7;

/// Brings a database to the newest version, one transaction per migration.
/// Throws Failure (configuration) for a database of another program or of a newer version.
void migrate(Connection& db);
/// Runs the one that follows `done` migrations.
void migrate_one(Connection& db, std::size_t done);
/// How many the database has had; 0 for an empty one.
std::size_t schema_of(Connection& db);

/// Throws what `migrate` would throw, and changes nothing.
void check_origin(Connection& db);
/// The same, for what may be empty.
void check_ours_or_empty(Connection& db);

}  // namespace preavis::store

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dossier/store.h"
#include "store/connection.h"
#include "store/list_cache.h"

namespace preavis::store {

/// Inserts (version 0) or replaces the dossier with its parties and deadlines, as version + 1.
/// False if its version is no longer the one that was read. Number, workflow with its version and
/// opening are written once and for all.
bool save(Connection& db, const dossier::Dossier& dossier);

/// Reads its lists only if the cache does not know them.
std::optional<dossier::Dossier> find_dossier(Connection& db, const std::string& id,
                                             const dossier::Scope& scope, ListCache& cache);
/// Newest first.
std::vector<dossier::Dossier> find_dossiers(Connection& db, const dossier::DossierFilter& filter,
                                            const dossier::Scope& scope);
/// "2026-00001" and so on.
std::string next_dossier_number(Connection& db, int year);
std::int64_t count_dossiers(Connection& db);

}  // namespace preavis::store

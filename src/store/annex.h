#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dossier/store.h"
#include "store/connection.h"

namespace preavis::store {

/// Adds a file that was supplied; false if its series already has this version.
bool insert(Connection& db, const dossier::SuppliedAnnex& supplied);

/// The newest of each series, in the order of their titles.
std::vector<dossier::Annex> annexes_of(Connection& db, const dossier::AnnexOwner& owner,
                                       const dossier::Scope& scope);
std::optional<dossier::Annex> find_annex(Connection& db, const std::string& id,
                                         const dossier::Scope& scope);
std::optional<std::string> annex_bytes(Connection& db, const std::string& id,
                                       const dossier::Scope& scope);

}  // namespace preavis::store

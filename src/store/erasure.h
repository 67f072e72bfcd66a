#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dossier/store.h"
#include "store/connection.h"

namespace preavis::store {

/// Erases in the open transaction, with the journal's last line as its proof. What stays: a
/// tombstone of each dossier, deadline and file; the files that are kept; the journal. False, for
/// the caller to undo, if it is stale.
bool erase(Connection& db, const dossier::Erasure& erasure);

std::vector<dossier::KeptFile> kept_files(Connection& db, law::Instant ending_before,
                                          std::size_t limit);
std::optional<dossier::KeptFile> find_kept_file(Connection& db, const std::string& id);

std::vector<dossier::ErasureRecord> erasures(Connection& db, const std::string& departement,
                                             std::size_t limit);
std::optional<dossier::ErasureRecord> find_erasure(Connection& db, const std::string& certificate);

std::vector<std::string> keys_to_destroy(Connection& db);
void note_keys_destroyed(Connection& db, const std::vector<std::string>& owners);

}  // namespace preavis::store

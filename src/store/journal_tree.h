#pragma once

#include <string>
#include <vector>

#include "dossier/store.h"
#include "store/connection.h"

namespace preavis::store {

// The journal's tree of hashes: its leaves are the hashes of the entries (base/merkle.h). Roots of
// whole subtrees of 256, 65 536... entries are kept as checkpoints need them, so that a root or a
// path reads a few hundred rows however long the journal is.

dossier::JournalState journal_state(Connection& db);

/// The root over the first entries, hexadecimal; nothing if there are not so many.
std::optional<std::string> root_of_first(Connection& db, std::int64_t size);

/// Hexadecimal, the lowest first. Expects 1 <= sequence <= size <= the journal's.
std::vector<std::string> inclusion_path(Connection& db, std::int64_t sequence, std::int64_t size);

/// False if there is one of this size, or if its root is not the journal's.
bool save(Connection& db, const dossier::Checkpoint& checkpoint);
/// The largest first.
std::vector<dossier::Checkpoint> find_checkpoints(Connection& db, std::size_t limit);
/// The smallest that holds this entry.
std::optional<dossier::Checkpoint> checkpoint_over(Connection& db, std::int64_t sequence);

}  // namespace preavis::store

#pragma once

#include <string>
#include <vector>

#include "dossier/store.h"
#include "store/connection.h"

namespace preavis::store {

/// Adds an entry at the end, chained to the one before.
///
/// Its hash is SHA-256 over these fields, each written as its length in decimal, a colon and its
/// bytes, so that no two entries are written alike: "preavis-journal-1", the previous hash (32
/// bytes; zeros for the first entry), then in decimal or as text sequence, dossier, kind, event,
/// from_state, to_state, happened_at, recorded_at (milliseconds), actor, role, payload.
void append(Connection& db, const dossier::JournalEntry& entry);

/// Of a dossier, in order.
std::vector<dossier::JournalEntry> history(Connection& db, const std::string& dossier,
                                           const dossier::Scope& scope);

/// The last one of a kind.
std::optional<dossier::JournalEntry> last_entry(Connection& db, const std::string& kind);
/// Of a kind, in order, from this sequence on.
std::vector<dossier::JournalEntry> entries_of(Connection& db, const std::string& kind,
                                              std::int64_t from, std::size_t limit);
/// Passings of deadlines that were due while the service was down, in the order of their due
/// instants.
std::vector<dossier::JournalEntry> passings_in(Connection& db, const dossier::Downtime& downtime,
                                               std::size_t limit);
std::int64_t count_passings_in(Connection& db, const dossier::Downtime& downtime);

/// Recomputes the chain from this entry on (1: all of it; later ones trust the hash of the entry
/// before) and compares its end with the head kept apart.
dossier::ChainReport verify_journal(Connection& db, std::int64_t from_sequence);

std::int64_t count_journal(Connection& db);
/// Hash of the last entry, hexadecimal.
std::string journal_head(Connection& db);

}  // namespace preavis::store

#pragma once

#include <string>
#include <vector>

#include "dossier/store.h"
#include "store/connection.h"

namespace preavis::store {

/// Adds an entry at the end, its payload sealed for whom it is about, chained to the one before
/// (dossier/journal_line.h).
void append(Connection& db, const dossier::JournalEntry& entry);

/// Of a dossier, in order; of these events alone, if any is named.
std::vector<dossier::JournalEntry> history(Connection& db, const std::string& dossier,
                                           const dossier::Scope& scope,
                                           const std::vector<std::string>& events);

std::optional<dossier::JournalEntry> find_entry(Connection& db, std::int64_t sequence);
/// The last one of a kind.
std::optional<dossier::JournalEntry> last_entry(Connection& db, const std::string& kind);
/// Of a kind, in order, from this sequence on.
std::vector<dossier::JournalEntry> entries_of(Connection& db, const std::string& kind,
                                              std::int64_t from, std::size_t limit);
/// Passings of deadlines that were due while the service was down, in the order of their due
/// instants.
std::vector<dossier::JournalEntry> passings_in(Connection& db, const dossier::Downtime& downtime,
                                               std::size_t limit, const dossier::Scope& scope);
std::int64_t count_passings_in(Connection& db, const dossier::Downtime& downtime);

/// The end of the journal, kept apart from it.
struct JournalHead {
    std::int64_t sequence = 0;
    std::string hash;  ///< 32 bytes
};
JournalHead read_head(Connection& db);

}  // namespace preavis::store

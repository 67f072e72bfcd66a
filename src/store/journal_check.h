#pragma once

#include "dossier/store.h"
#include "store/connection.h"

namespace preavis::store {

/// Recomputes the chain from this entry on (1: all of it; later ones trust the hash of the entry
/// before), compares its end with the head kept apart, and the root of each checkpoint with the
/// tree of the entries up to it. Reads what is stored, so it needs no key.
///
/// The hashes of entries of form 1 were taken over payloads that are now sealed: what is stored of
/// them is vouched for by the entry `journal_scelle` that follows them, in its commitment, a root
/// over their hashes in form 2.
dossier::ChainReport verify_journal(Connection& db, std::int64_t from_sequence);

inline constexpr const char* found_whole = "intact";
/// Whether the chain of entries of form 1 holds: `found_whole`, or where it is broken. Expects
/// their payloads still clear. Source: migration 0006.
std::string verdict_on_form_1(Connection& db);
/// Appends the entry that vouches for entries of form 1, with that verdict, if there are any.
void vouch_for_form_1(Connection& db, const std::string& verdict);

}  // namespace preavis::store

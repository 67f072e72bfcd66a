#include "store/change.h"

#include <algorithm>

#include "store/dossier.h"
#include "store/journal.h"
#include "store/noun.h"
#include "store/outbox.h"
#include "store/piece.h"

namespace preavis::store {

using dossier::Committed;

Committed apply(Connection& db, const dossier::Change& change) {
    if (change.answer && !remember(db, *change.answer)) return Committed::key_already_used;
    if (change.dossier && !save(db, *change.dossier)) return Committed::stale;
    const auto saved = [&db](const dossier::Noun& noun) { return save(db, noun); };
    if (!std::all_of(change.nouns.begin(), change.nouns.end(), saved)) return Committed::stale;
    for (const dossier::OutboxJob& job : change.jobs) insert(db, job);
    if (change.job_done && !end_job(db, *change.job_done)) return Committed::stale;
    for (const dossier::Piece& piece : change.pieces) insert(db, piece);
    for (const dossier::JournalEntry& entry : change.journal) append(db, entry);
    return Committed::done;
}

}  // namespace preavis::store

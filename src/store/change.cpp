#include "store/change.h"

#include <algorithm>

#include "store/annex.h"
#include "store/dossier.h"
#include "store/due.h"
#include "store/erasure.h"
#include "store/journal.h"
#include "store/noun.h"
#include "store/outbox.h"
#include "store/piece.h"
#include "store/reminder.h"
#include "store/retention.h"
#include "store/watch.h"

namespace preavis::store {

using dossier::Committed;

namespace {

/// Notes what time brought; false if it is not so any more.
bool apply_timers(Connection& db, const dossier::Change& change) {
    if (change.passing && !note(db, *change.passing)) return false;
    if (change.acknowledgement && !acknowledge(db, *change.acknowledgement)) return false;
    const auto claimed = [&db](const dossier::Reminder& reminder) { return insert(db, reminder); };
    const auto kept = [&db](const dossier::RungPlan& plan) { return keep(db, plan); };
    const auto saved = [&db](const dossier::Alert& alert) { return save(db, alert); };
    return std::all_of(change.reminders.begin(), change.reminders.end(), claimed) &&
           std::all_of(change.plans.begin(), change.plans.end(), kept) &&
           std::all_of(change.alerts.begin(), change.alerts.end(), saved);
}

/// Whom an act is about.
Owned owned(Connection& db, const dossier::Change& change) {
    if (change.dossier) return owned_by_menage(db, change.dossier->parties.menage);
    if (!change.nouns.empty()) return owned(db, change.nouns.front());
    return {owner::general};
}

/// After the journal: a request names the line that tells it.
bool apply_retention(Connection& db, const dossier::Change& change) {
    return (!change.hold || save(db, *change.hold)) &&
           (!change.request || save(db, *change.request)) &&
           (!change.erasure || erase(db, *change.erasure));
}

}  // namespace

Committed apply(Connection& db, const dossier::Change& change) {
    if (change.answer && !remember(db, *change.answer, owned(db, change))) {
        return Committed::key_already_used;
    }
    if (change.dossier && !save(db, *change.dossier)) return Committed::stale;
    const auto saved = [&db](const dossier::Noun& noun) { return save(db, noun); };
    if (!std::all_of(change.nouns.begin(), change.nouns.end(), saved)) return Committed::stale;
    const auto added = [&db](const dossier::SuppliedAnnex& annex) { return insert(db, annex); };
    if (!std::all_of(change.annexes.begin(), change.annexes.end(), added)) return Committed::stale;
    if (!apply_timers(db, change)) return Committed::stale;
    for (const dossier::OutboxJob& job : change.jobs) insert(db, job);
    if (change.job_done && !end_job(db, *change.job_done)) return Committed::stale;
    for (const dossier::Piece& piece : change.pieces) insert(db, piece);
    for (const dossier::JournalEntry& entry : change.journal) append(db, entry);
    if (!apply_retention(db, change)) return Committed::stale;
    return Committed::done;
}

}  // namespace preavis::store

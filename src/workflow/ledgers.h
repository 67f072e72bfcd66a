#pragma once

#include <optional>
#include <string>

#include "base/refusal.h"
#include "workflow/step.h"

namespace preavis::workflow {

/// Why a time limit changes: the event, and the transition that it takes.
struct Cause {
    const dossier::Event& event;
    const Transition& transition;
    const Surroundings& surroundings;
};

/// One line of a ledger: signed by whoever made the event, with the event's title as its reason.
law::LedgerEntry line_of(law::LedgerEntry::Kind kind, law::Instant at, const Cause& cause);

/// The day or instant that a fact tells; nothing if it is not there.
std::optional<law::When> when_of(const dossier::Facts& facts, const std::string& fact,
                                 const law::Territory& territory);

/// The latest deadline of that name, or null.
dossier::Deadline* latest(dossier::Dossier& dossier, const std::string& name);

/// Writes where a limit ends, and why, into its deadline.
void note_end(dossier::Deadline& deadline, law::DueDate due);

/// Suspends, resumes, extends or replaces a deadline of the dossier. Refuses what its ledger
/// refuses, and `echeance_absente`, `echeance_fixe` (a day of the calendar does not run),
/// `prolongation_excessive` (beyond what the law of the extension allows), `regle_inconnue`.
std::optional<base::Refusal> change(const DeadlineChange& change, const Cause& cause,
                                    dossier::Dossier& dossier);

}  // namespace preavis::workflow

#pragma once

#include <string>

#include "base/json.h"
#include "dossier/store.h"
#include "service/outcome.h"

namespace preavis::service {

/// A journal line for what this actor did; times and payload filled in, chain left to the store.
dossier::JournalEntry journal_line(const std::string& kind, const dossier::Actor& actor,
                                   const base::Json& payload, law::Instant happened_at,
                                   law::Instant recorded_at);

/// Who acts where nobody does: timers and loops. It never decides.
const dossier::Actor& system_actor();

/// What the idempotency key remembers of a reply; nothing without a key.
std::optional<dossier::RememberedAnswer> to_remember(const Command& command, const Reply& reply,
                                                     law::Instant now);

/// The answer that this key got in the last 72 hours: a Reply for the same request, a Refusal for
/// another one, nothing for a key that is new or forgotten.
std::optional<Outcome> remembered_outcome(dossier::Store& store, const Command& command,
                                          law::Instant now);

/// Writes an act, with what its key remembers, and answers it: by `reply`, by the answer that the
/// key was given meanwhile, or because somebody else was first.
Outcome written(dossier::Store& store, dossier::Change change, const Command& command,
                const Reply& reply, law::Instant now);

/// Answers given before are forgotten: none is given again.
law::Instant answers_forgotten_before(law::Instant now);

/// True if the asker has seen another version than the present one. What is about to be made has
/// none yet: 0.
bool is_stale(const Command& command, std::int64_t version);

/// Refusals that are not the law's.
base::Refusal not_found();
base::Refusal access_denied();
base::Refusal stale_version();

}  // namespace preavis::service

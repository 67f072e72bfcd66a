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

/// Whoever acts when no person does.
dossier::Actor system_actor();

/// What the idempotency key remembers of a reply; nothing without a key.
std::optional<dossier::RememberedAnswer> to_remember(const Command& command, const Reply& reply,
                                                     law::Instant now);

/// The answer that this key got before: a Reply for the same request, a Refusal for another one,
/// nothing for a new key.
std::optional<Outcome> remembered_outcome(dossier::Store& store, const Command& command);

/// Refusals that are not the law's.
base::Refusal not_found();
base::Refusal access_denied();
base::Refusal stale_version();

}  // namespace preavis::service

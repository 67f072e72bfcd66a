#pragma once

#include <string>

#include "base/json.h"
#include "dossier/store.h"
#include "service/office.h"

namespace preavis::service {

/// Writes the day's statement of health into the journal, once a day (UTC): counts, the journal's
/// head, the last passing, the lag of the timers, the end of the calendars, what is wrong; signed
/// if the service has a key. True if it wrote one.
bool state_health(const Office& office, law::Instant now);

/// What is said, for the journal: with the service's signature over it if it has a key.
base::Json signed_statement(const Office& office, const base::Json& said);

/// What the signature of a statement is over, and by which key; empty texts if it is not signed.
struct SignedStatement {
    std::string statement;
    std::string signature;
    std::string key;
};
SignedStatement signed_part(const dossier::JournalEntry& entry);

}  // namespace preavis::service

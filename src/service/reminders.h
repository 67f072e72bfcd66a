#pragma once

#include <cstddef>

#include "dossier/store.h"
#include "service/office.h"
#include "service/outcome.h"

namespace preavis::service {

/// Raises the rungs that have come by `now`, the oldest first, looking at `limit` deadlines at
/// most; plans the next one of each. A rung and its journal line are one transaction, whose unique
/// insert is the claim: nothing is raised twice, whoever else is at it. Answers how many deadlines
/// were looked after.
std::size_t raise_rungs(const Office& office, law::Instant now, std::size_t limit);

/// Turns until no rung is left to raise.
void raise_all_rungs(const Office& office, law::Instant now);

/// What the ladders have raised, for those whom it is for; without a name of a person.
class Reminders {
  public:
    explicit Reminders(const Office& office) : office_(office) {}

    /// `{ "items": [...], "next": "..." }`. `filter.role` is overwritten: everybody sees their own.
    Outcome list(dossier::ReminderFilter filter, const dossier::Actor& actor);
    /// Notes who has seen it; the second time changes nothing.
    Outcome acknowledge(const std::string& id, const Command& command);

  private:
    const Office& office_;
};

}  // namespace preavis::service

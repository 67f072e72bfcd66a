#pragma once

#include <string>
#include <vector>

#include "dossier/store.h"
#include "service/office.h"
#include "service/outcome.h"

namespace preavis::service {

/// Every time limit that somebody may see, without a name of a person.
class Deadlines {
  public:
    explicit Deadlines(const Office& office) : office_(office) {}

    /// `{ "items": [...], "next": "..." }`, each with its status now.
    Outcome list(const dossier::DeadlineFilter& filter, const dossier::Actor& actor);
    /// How many the actor may see, counted no further than `most`.
    std::int64_t count(const dossier::DeadlineFilter& filter, const dossier::Actor& actor,
                       std::int64_t most);
    /// One, with the steps that led to its date and their sources.
    Outcome explain(const std::string& id, const dossier::Actor& actor);
    /// The whole list as CSV (RFC 4180, UTF-8 with BOM, `;`, cells that spreadsheets would run
    /// neutralised) and as iCalendar (RFC 5545).
    base::Answer<std::string> csv(dossier::DeadlineFilter filter, const dossier::Actor& actor);
    base::Answer<std::string> calendar(dossier::DeadlineFilter filter, const dossier::Actor& actor);

  private:
    base::Answer<std::vector<dossier::DeadlineRow>> rows(const dossier::DeadlineFilter& filter,
                                                         const dossier::Actor& actor);
    const Office& office_;
};

}  // namespace preavis::service

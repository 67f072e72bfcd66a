#pragma once

#include <optional>

#include "dossier/store.h"
#include "service/office.h"
#include "service/outcome.h"

namespace preavis::service {

/// The register's line for this run of the service: begun at once, kept each minute, ended cleanly.
/// A gap since the life before is journaled.
class ServiceLife {
  public:
    explicit ServiceLife(const Office& office);
    /// Notes that the service lives, once a minute. The register never goes backwards with a clock.
    void keep(law::Instant now);
    /// Notes a clean stop, once.
    void end();

  private:
    const Office& office_;
    dossier::Life life_;
    bool ended_ = false;
};

/// The times without the service, and what they touched.
class Downtimes {
  public:
    explicit Downtimes(const Office& office) : office_(office) {}

    /// Each with its reason and how many deadlines passed inside.
    Outcome list(const dossier::Actor& actor, std::size_t limit);
    /// One, with the deadlines that it touched: when each was due, noticed, how late.
    Outcome read(const std::string& number, const dossier::Actor& actor);

  private:
    const Office& office_;
};

/// The step that a deadline's explanation gains if it passed while the service was down.
std::optional<base::Json> downtime_step(const Office& office, const dossier::DeadlineRow& row);

}  // namespace preavis::service

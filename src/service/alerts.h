#pragma once

#include "service/office.h"
#include "service/outcome.h"

namespace preavis::service {

/// What the watchdog has found, the latest first: what lasts, and what has ended too if asked for.
Outcome list_alerts(const Office& office, const dossier::Actor& actor, bool ended,
                    std::size_t limit);

}  // namespace preavis::service

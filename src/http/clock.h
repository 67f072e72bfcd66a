#pragma once

#include <optional>
#include <string_view>

#include "base/node.h"
#include "http/route.h"

namespace preavis::http {

/// The instant that lies an ISO 8601 duration after `now`: "PT48H", "P15D", "P2M", "P1DT30M".
/// Days, weeks and months keep the wall clock of the territory. Nothing if it is malformed, zero or
/// longer than ten years.
std::optional<law::Instant> advanced(law::Instant now, std::string_view duration,
                                     const law::Territory& territory);

/// Moves the test clock as a body says: `{ "advance": "PT48H" }` or `{ "now": "..." }`. Expects a
/// service that has one.
service::Outcome move_test_clock(const Services& services, const dossier::Actor& actor,
                                 const base::Node& body);

}  // namespace preavis::http

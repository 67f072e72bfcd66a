#pragma once

#include <variant>

#include "dossier/store.h"
#include "http/exchange.h"
#include "http/route.h"

namespace preavis::http {

/// The filter that an address asks for: `status`, `before`, `workflow`, `organisation`, `dossier`,
/// `limit`, `next`; or 400. Shared by the API and the pages.
std::variant<dossier::DeadlineFilter, Response> deadline_filter(const Call& call);

/// The list as a file for spreadsheets and as a feed for calendars.
Response deadlines_csv(const Call& call, const dossier::DeadlineFilter& filter);
Response deadlines_calendar(const Call& call, const dossier::DeadlineFilter& filter);

}  // namespace preavis::http

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/refusal.h"
#include "law/instant.h"
#include "service/deadlines.h"
#include "service/gate.h"
#include "service/office.h"
#include "service/papers.h"
#include "service/procedures.h"
#include "service/registry.h"

namespace preavis::http {

/// What this door opens onto: the use-cases, and three things that only the program knows.
struct Services {
    const service::Office& office;
    service::Registry& registry;
    service::Procedures& procedures;
    service::Papers& papers;
    service::Deadlines& deadlines;
    service::Gate& gate;

    /// Moves the test clock forward to an instant and fires what became due, in order; answers the
    /// new time, or refuses to go back. Empty unless the service runs with `--test-clock`.
    std::function<base::Answer<law::Instant>(law::Instant)> move_test_clock;
    /// Why the service is not ready, one French line each; empty if it is.
    std::function<std::vector<std::string>()> troubles;
    /// Told what went wrong with an incident's number, one line; never a name or a fact.
    std::function<void(const std::string&)> report;
};

}  // namespace preavis::http

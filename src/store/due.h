#pragma once

#include <optional>
#include <vector>

#include "dossier/store.h"
#include "store/connection.h"

namespace preavis::store {

/// Unsettled deadlines that were due before `now` and whose passing nobody noted, oldest first.
std::vector<dossier::DueDeadline> deadlines_due(Connection& db, law::Instant now,
                                                std::size_t limit);
std::optional<law::Instant> next_due(Connection& db);
/// Notes a passing; false if the dossier has moved on or the passing was noted.
bool note(Connection& db, const dossier::Passing& passing);

/// Unsettled deadlines whose next rung has come by `now`; those without a plan first.
std::vector<dossier::LadderRow> ladders_due(Connection& db, law::Instant now, std::size_t limit);
std::optional<law::Instant> next_rung(Connection& db);
/// Keeps when the next rung comes; false if the deadline has moved since it was planned.
bool keep(Connection& db, const dossier::RungPlan& plan);

}  // namespace preavis::store

#pragma once

#include <optional>
#include <vector>

#include "dossier/store.h"
#include "store/connection.h"

namespace preavis::store {

dossier::Life begin_life(Connection& db, law::Instant at);
void keep_alive(Connection& db, std::int64_t life, law::Instant at);
void end_life(Connection& db, std::int64_t life, law::Instant at);

/// The latest first.
std::vector<dossier::Downtime> find_downtimes(Connection& db, std::size_t limit);
std::optional<dossier::Downtime> find_downtime(Connection& db, std::int64_t number);
std::optional<dossier::Downtime> downtime_at(Connection& db, law::Instant at);

/// Raises an alert, or ends it if `until` is told; false if it is so already.
bool save(Connection& db, const dossier::Alert& alert);
/// The latest first; those that ended too if asked for.
std::vector<dossier::Alert> find_alerts(Connection& db, bool ended, std::size_t limit);

}  // namespace preavis::store

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dossier/store.h"
#include "store/connection.h"

namespace preavis::store {

/// What the store is known to have of the dossier's lists; null if nothing is known.
const dossier::KeptLists* lists_kept(const dossier::Dossier& dossier);

/// Makes the dossier's deadlines those of the list, in its order.
void save_deadlines(Connection& db, const dossier::Dossier& dossier);
std::vector<dossier::Deadline> deadlines_of(Connection& db, const std::string& dossier);

/// The next to expire first.
std::vector<dossier::DeadlineRow> find_deadlines(Connection& db,
                                                 const dossier::DeadlineFilter& filter,
                                                 const dossier::Scope& scope, law::Instant now);
std::optional<dossier::DeadlineRow> find_deadline(Connection& db, const std::string& id,
                                                  const dossier::Scope& scope);

/// Counted by index, no further than `most`.
std::int64_t count_deadlines(Connection& db, const dossier::DeadlineFilter& filter,
                             const dossier::Scope& scope, law::Instant now, std::int64_t most);
std::int64_t count_open_deadlines(Connection& db);

}  // namespace preavis::store

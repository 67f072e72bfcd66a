#pragma once

#include <vector>

#include "base/json.h"
#include "dossier/dossier.h"

namespace preavis::service {

/// What one event wrote in the ledgers of a dossier's time limits, for its line in the journal: of
/// each limit that it touched, when it was due before (null if it has just begun), when it is due
/// now, and the new lines, each with its reason and source. Their author is that of the journal's
/// line. Times are in UTC. Whoever reads a journal from its first line on knows every limit.
base::Json deadline_changes(const std::vector<dossier::Deadline>& before,
                            const std::vector<dossier::Deadline>& after);

}  // namespace preavis::service

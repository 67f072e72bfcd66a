#pragma once

#include <set>
#include <string>
#include <vector>

#include "workflow/definition.h"

namespace preavis::workflow {

/// The facts that a condition looks at.
void read_facts_of(const Condition& condition, std::set<std::string>& facts);

/// The deadlines whose end, or whose running, a condition looks at.
void read_deadlines_of(const Condition& condition, std::set<std::string>& deadlines);

/// The facts that an event looks at, once it has cleared and told: guards, branches, effects, what
/// it takes and collects, links. Not its documents.
std::set<std::string> facts_read_by(const Definition& definition, const Transition& transition);

/// The deadlines that its guards, branches and effects look at.
std::set<std::string> deadlines_read_by(const Transition& transition);

/// Where a dossier may be after the event.
std::vector<std::string> landings_of(const Transition& transition, const std::string& from);

}  // namespace preavis::workflow

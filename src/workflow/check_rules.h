#pragma once

#include "workflow/definition.h"

namespace preavis::workflow {

/// Every fact that an event reads may be known by then: asked for, or established, by the event
/// itself or by one that may come before.
base::Problems check_known(const Definition& definition);

/// Every deadline has an outcome: its end raises an event, is read by a condition, or some event
/// meets it. An event that it raises may come wherever the deadline may run, or something there
/// looks at the deadline.
base::Problems check_outcomes(const Definition& definition);

/// Every guard can be satisfied where it applies, together with the others of its event.
base::Problems check_satisfiable(const Definition& definition);

/// People can do something in every state: none waits for the system alone.
base::Problems check_cells(const Definition& definition);

}  // namespace preavis::workflow

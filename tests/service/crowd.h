#pragma once

#include <cstddef>

#include "dossier/store.h"

namespace preavis::service::test {

/// Fills a store, through its port, with dossiers whose deadlines are all over: welcome kits with
/// three each, and after every tenth of them an end of care whose notice raises an event. Due
/// instants go over the week before `now`, in no order.
struct Crowd {
    std::size_t deadlines = 0;
    std::size_t raising = 0;  ///< of them
};
Crowd fill_with_due(dossier::Store& store, std::size_t least_deadlines, law::Instant now);

/// What came of it, counted in the store.
struct Drained {
    std::size_t noted = 0;         ///< lines of the journal
    std::size_t doubled = 0;       ///< deadlines with more than one line
    std::size_t raised = 0;        ///< events
    std::size_t out_of_order = 0;  ///< within a dossier
    bool intact = false;           ///< the journal's chain
};
Drained count_drained(dossier::Store& store);

}  // namespace preavis::service::test

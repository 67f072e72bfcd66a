#pragma once

#include <cstddef>
#include <filesystem>

#include "dossier/store.h"
#include "service/office.h"

namespace preavis::service::test {

/// Makes a store, by its own code and in few transactions, whose deadlines are all over: welcome
/// kits with three each, and after every tenth of them an end of care whose notice raises an event.
/// Due instants go over the week before `now`, in no order.
struct Crowd {
    std::size_t deadlines = 0;
    std::size_t raising = 0;  ///< of them
};
enum class Rungs { none, to_come };  ///< whether the ladders of the crowd are still to be climbed
Crowd make_crowd(const std::filesystem::path& file, std::size_t least_deadlines, law::Instant now,
                 Rungs rungs = Rungs::none);

/// What came of it, counted in the store.
struct Drained {
    std::size_t noted = 0;         ///< lines of the journal
    std::size_t doubled = 0;       ///< deadlines with more than one line
    std::size_t raised = 0;        ///< events
    std::size_t out_of_order = 0;  ///< within a dossier
    std::size_t rungs = 0;
    std::size_t rungs_doubled = 0;
    std::size_t rungs_out_of_order = 0;  ///< within a deadline
    bool intact = false;                 ///< the journal's chain
};
Drained count_drained(dossier::Store& store);

/// Lets a process of its own note passings and raise rungs, so many at a time, and kills it in the
/// midst of the batch after so many. False if it came to its end by itself.
struct Killing {
    std::size_t batch = 0;
    std::size_t batches = 0;
};
bool drain_and_kill(const std::filesystem::path& file, const Office& like, law::Instant now,
                    const Killing& killing);

/// The same office over another store.
Office office_over(dossier::Store& store, const Office& like);

}  // namespace preavis::service::test

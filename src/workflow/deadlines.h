#pragma once

#include <optional>
#include <string>

#include "base/refusal.h"
#include "workflow/step.h"

namespace preavis::workflow {

/// What an event does to the time limits of a dossier.
struct DeadlineMoves {
    const Definition& definition;
    const dossier::Event& event;
    const Situation& before;  ///< facts of the event in, deadlines as they were
    const Surroundings& surroundings;
};

/// Stops, then meets, then starts what the transition says. Refuses what the law's counting refuses.
std::optional<base::Refusal> move_deadlines(const Transition& transition,
                                            const DeadlineMoves& moves, Step& step);

}  // namespace preavis::workflow

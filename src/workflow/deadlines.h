#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/refusal.h"
#include "workflow/ledgers.h"
#include "workflow/step.h"

namespace preavis::workflow {

/// What an event will do to the time limits of a dossier, decided while they are as they were.
struct DeadlinePlan {
    struct Start {
        const DeadlineRule* rule;
        std::string law;
    };
    std::vector<const DeadlineAct*> stop;
    std::vector<const DeadlineAct*> meet;
    std::vector<const DeadlineChange*> changes;
    std::vector<Start> start;
};
DeadlinePlan plan_deadlines(const Definition& definition, const Transition& transition,
                            const Situation& situation);

/// Stops, meets, changes, then starts. Refuses what the law's counting and the ledgers refuse.
std::optional<base::Refusal> carry_out(const DeadlinePlan& plan, const Cause& cause, Step& step);

}  // namespace preavis::workflow

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/refusal.h"
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
    std::vector<Start> start;
};
DeadlinePlan plan_deadlines(const Definition& definition, const Transition& transition,
                            const Situation& situation);

/// Stops, then meets, then starts. Refuses what the law's counting refuses.
std::optional<base::Refusal> carry_out(const DeadlinePlan& plan, const dossier::Event& event,
                                       const Surroundings& surroundings, Step& step);

}  // namespace preavis::workflow

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/story.h"
#include "worlds/town.h"

namespace preavis::worlds {

/// One course of events that somebody in a world lives through.
struct Life {
    std::size_t story = 0;      ///< of the demonstration's
    std::size_t steps = 1;      ///< how many of its steps are lived
    std::int64_t begins_s = 0;  ///< after the world's beginning
    std::string departement;
    bool is_protected = false;
    bool secret_place = false;
    bool shares_a_person = false;  ///< with the household of the life before
};

/// What a seed draws: everything else follows from it.
struct Plan {
    std::uint64_t seed = 0;
    std::vector<Life> lives;
    std::int64_t waits_s = 0;  ///< after the last event
};
Plan plan_of(std::uint64_t seed);
/// A plan as a failing test shows it.
std::string in_words(const Plan& plan);

const std::vector<cli::Story>& shared_stories();

/// Settles the world's people and lives their lives, in the order of time, by the door.
void live(Town& town, const Plan& plan);

}  // namespace preavis::worlds

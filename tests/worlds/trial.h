#pragma once

#include <map>
#include <string>
#include <vector>

#include "worlds/lives.h"

namespace preavis::worlds {

/// What one world showed.
struct Verdict {
    std::vector<std::string> leaks;  ///< one line each: who, where, what
    std::size_t answers = 0;
    std::map<std::string, std::size_t> told;  ///< canaries by role that may hold them
};

/// Founds the world, lets it live, asks everything, attacks it, reads what lies on the disk.
Verdict try_world(const Plan& plan, const Sabotage& sabotage = {});

/// The same world with the fewest lives that still leaks; the plan itself if it does not.
Plan smallest_leaking(Plan plan);

}  // namespace preavis::worlds

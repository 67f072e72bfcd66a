#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "workflow/world.h"

namespace preavis::workflow::testing {

/// One accepted event of a walk, with the dossier before and after it.
struct WalkStep {
    dossier::Event event;
    dossier::Dossier before;
    dossier::Dossier after;
};

/// A dossier driven by people who mostly do what they should, sometimes anything: real events and
/// made-up ones, by any role, at any time, with any facts. Same seed, same walk.
class RandomWalk {
  public:
    RandomWalk(const Definition& definition, std::uint64_t seed);

    /// One attempt; nothing if it was refused. Time goes on in any case.
    std::optional<WalkStep> attempt();
    bool over() const;  ///< at an end
    const law::Territory& territory() const { return territory_; }

  private:
    int below(int bound);
    bool sometimes(int percent);
    template <class Thing>
    const Thing& any_of(const std::vector<Thing>& things) {
        return things[static_cast<std::size_t>(below(static_cast<int>(things.size())))];
    }
    bool tempts(const Transition& transition);
    dossier::Event draw_event();
    dossier::Facts draw_facts(const Transition& transition);
    dossier::Value draw(const std::string& name, const dossier::FactType& type);
    dossier::Value draw_date(const std::string& name);
    std::optional<dossier::Event> due_timer();

    const Definition& definition_;
    law::Territory territory_;
    dossier::Dossier dossier_;
    law::Instant now_;
    std::mt19937_64 random_;
};

}  // namespace preavis::workflow::testing

#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "workflow/step.h"

namespace preavis::workflow {

/// One thing that happens on the way to a counter-example: an event, or time that passes.
struct Move {
    enum class Kind { event, wait };
    Kind kind = Kind::event;
    dossier::Event event = {};  ///< of `event`
    law::Instant until = {};    ///< of `wait`
};

/// A way around an invariant, the shortest there is.
struct CounterExample {
    std::string invariant;  ///< its name, or that of one that holds for every procedure
    std::string message;    ///< what is wrong, one French sentence
    std::string source;
    base::Place place;
    std::string state;             ///< where it ends
    std::vector<Move> moves = {};  ///< empty where something never happens at all
};

/// What the exploration of one definition found.
struct Proof {
    std::size_t states = 0;       ///< told apart, see `prove`
    std::size_t transitions = 0;  ///< events that were accepted, and waits
    std::size_t attempts = 0;     ///< events that were tried
    bool whole = true;            ///< false: the bound was met, nothing is proved
    std::vector<std::string> invariants;
    std::vector<CounterExample> broken;

    bool holds() const { return whole && broken.empty(); }
};

struct ProofSettings {
    law::Instant start;                 ///< when the first event may happen
    std::size_t most_states = 400'000;  ///< of one exploration; bounds the memory
    std::vector<std::string> only =
        {};                     ///< invariants to look at; none: all, and the built-in ones
    bool reduced_only = false;  ///< be content with a way around the reduced definition: quicker
    std::function<void(const Proof&)> progress = {};
    /// Of the whole exploration: an accepted event that links follow, and every state come to.
    std::function<void(const dossier::Event&, const Step&)> fired = {};
    std::function<void(const dossier::Dossier&, law::Instant now)> reached = {};
};

/// Explores, breadth first, every state that `step` can bring a dossier to: every event, by every
/// kind of actor, with each fact absent, good or bad, before, at and after each limit that runs.
///
/// Two dossiers are one state if every condition that may still be read, and every deadline, say
/// the same of both. Of the values that a fact may take, one is tried for each way in which the
/// conditions tell them apart, and none that can only be more hindered than another: with it,
/// everything is refused that is refused with the other. What an invariant reads is never left out.
///
/// A list that is compared or counted is told apart by who is in it: nobody, somebody, all but one,
/// all, a stranger. What an invariant keeps is told anew, otherwise.
///
/// Each invariant is looked at alone, first without the guards that have nothing to do with it: if
/// there is no way around it even so, there is none. A way is then sought with all the guards.
///
/// Beside the invariants of the definition, these hold for every procedure:
///   `chaque_etat_se_quitte`   an end can be reached from wherever a dossier may come to
///   `chaque_evenement_arrive` no event and no branch is without a way to happen
///   `aucune_horloge_ne_finit` time alone leads to no end
Proof prove(const Definition& definition, const Surroundings& surroundings,
            const ProofSettings& settings);

/// Only explores, for who listens: no invariant is looked at.
Proof explore(const Definition& definition, const Surroundings& surroundings,
              const ProofSettings& settings);

/// The definition with this invariant alone, and only the guards that read what it needs: what it
/// lets through is more than what the whole lets through.
Definition reduced_to(const Definition& definition, const Invariant& invariant);

/// The counter-example as a scenario, in the form of tests/scenarios.
std::string scenario_of(const CounterExample& counter_example, const Definition& definition,
                        const law::Territory& territory);

}  // namespace preavis::workflow

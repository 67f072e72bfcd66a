#include "workflow/prove.h"

#include <algorithm>

#include "workflow/prove_explorer.h"

namespace preavis::workflow {
namespace {

Definition alone(const Definition& definition, const Invariant& invariant) {
    Definition part = definition;
    part.invariants = {invariant};
    return part;
}

/// Papers and followers decide nothing of the way.
Definition without_papers(Definition definition) {
    definition.followed_by.clear();
    for (Transition& transition : definition.transitions) transition.documents.clear();
    return definition;
}

std::set<std::string> events_on(const std::vector<Move>& moves) {
    std::set<std::string> names;
    for (const Move& move : moves) names.insert(move.event.name);
    return names;
}

/// On the whole definition: first along the events of a way around the reduced one.
std::optional<CounterExample> real_way(const Definition& definition, const Invariant& invariant,
                                       const Surroundings& surroundings,
                                       const ProofSettings& settings, const CounterExample& idea,
                                       Proof& proof) {
    const Definition part = alone(definition, invariant);
    auto way = Explorer(part, surroundings, settings, proof, {.among = events_on(idea.moves)})
                   .way_around();
    return way ? way : Explorer(part, surroundings, settings, proof).way_around();
}

void look_at(const Definition& definition, const Invariant& invariant,
             const Surroundings& surroundings, const ProofSettings& settings, Proof& proof) {
    proof.invariants.push_back(invariant.name);
    const Definition part = reduced_to(definition, invariant);
    auto way = Explorer(part, surroundings, settings, proof).way_around();
    if (way && !settings.reduced_only) {
        way = real_way(definition, invariant, surroundings, settings, *way, proof);
    }
    if (way) proof.broken.push_back(std::move(*way));
}

}  // namespace

Proof explore(const Definition& definition, const Surroundings& surroundings,
              const ProofSettings& settings) {
    Definition bare = without_papers(definition);
    bare.invariants.clear();
    Proof proof;
    Explorer(bare, surroundings, settings, proof).way_around();
    return proof;
}

Proof prove(const Definition& whole, const Surroundings& surroundings,
            const ProofSettings& settings) {
    const Definition definition = without_papers(whole);
    ProofSettings unheard = settings;
    unheard.fired = {};
    unheard.reached = {};
    Proof proof;
    const std::vector<std::string>& only = settings.only;
    for (const Invariant& invariant : definition.invariants) {
        const bool wanted =
            only.empty() || std::find(only.begin(), only.end(), invariant.name) != only.end();
        if (!wanted) continue;
        look_at(definition, invariant, surroundings, unheard, proof);
    }
    if (!only.empty()) return proof;
    proof.invariants.insert(proof.invariants.end(), {can_be_left, happens, no_timer_ends});
    Definition bare = definition;
    bare.invariants.clear();
    Explorer everywhere(bare, surroundings, settings, proof);
    everywhere.look_everywhere();
    return proof;
}

}  // namespace preavis::workflow

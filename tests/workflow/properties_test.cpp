#include <rapidcheck.h>

#include <set>

#include "workflow/random_walk.h"

namespace preavis::workflow::testing {
namespace {

constexpr int attempts = 150;
/// Read from the sources by hand, so that the engine is not compared with itself.
constexpr int notice_days = 15;

std::string trace(const std::vector<WalkStep>& walk) {
    std::string lines;
    for (const WalkStep& each : walk) {
        lines +=
            law::utc_iso(each.event.at) + " " + each.event.name + " -> " + each.after.state + "\n";
    }
    return lines;
}

law::Date date_of(const dossier::Dossier& dossier, const std::string& fact) {
    const dossier::Value* value = find(dossier.facts, fact);
    RC_ASSERT(value != nullptr && value->date() != nullptr);
    return *value->date();
}

/// What must be true of the event that ends a care, whatever happened before.
void check_end_of_care(const RandomWalk& walk, const std::vector<WalkStep>& steps) {
    const WalkStep& last = steps.back();
    RC_TAG("care ended");
    RC_ASSERT(last.event.name == "constater_effet");
    RC_ASSERT(last.event.actor.role != dossier::Role::systeme);
    std::set<std::string> events;
    for (const WalkStep& each : steps) events.insert(each.event.name);
    for (const char* needed : {"ouvrir", "decider", "annoncer_oralement", "servir"}) {
        RC_ASSERT(events.contains(needed));
    }
    RC_ASSERT(events.contains("clore_contradictoire") ||
              last.after.facts.contains("dispense_contradictoire"));
    const law::Date today = walk.territory().date(last.event.at);
    const law::Date printed = date_of(last.after, "date_depart");
    RC_ASSERT(today >= printed);
    if (text_of(last.after.facts, "motif") == "violence") return;
    law::Date served = date_of(last.after, "date_remise");
    if (last.after.facts.contains("motif_preavis_reduit")) {
        RC_ASSERT(printed > served);
        return;
    }
    if (last.after.facts.contains("date_remise_tuteur")) {
        served = std::max(served, date_of(last.after, "date_remise_tuteur"));
    }
    RC_ASSERT(printed >= served.plus_days(notice_days + 1));
}

TEST(Properties, no_care_ends_before_its_notice_whatever_people_do) {
    const Definition& definition = world().definition("arret_prise_en_charge");
    EXPECT_TRUE(rc::check("no care ends early", [&](std::uint64_t seed) {
        RandomWalk walk(definition, seed);
        std::vector<WalkStep> steps;
        for (int i = 0; i < attempts && !walk.over(); ++i) {
            auto taken = walk.attempt();
            if (!taken) continue;
            const bool ended =
                taken->after.state == "effectif" && taken->before.state != "effectif";
            steps.push_back(std::move(*taken));
            if (!ended) continue;
            RC_LOG(trace(steps));
            check_end_of_care(walk, steps);
        }
    }));
}

/// The property above would hold of an engine that refuses everything.
TEST(Properties, care_does_end_in_some_walks) {
    const Definition& definition = world().definition("arret_prise_en_charge");
    int ended = 0;
    std::set<std::string> states;
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        RandomWalk walk(definition, seed);
        for (int i = 0; i < attempts && !walk.over(); ++i) {
            const auto taken = walk.attempt();
            if (!taken) continue;
            states.insert(taken->after.state);
            ended += taken->after.state == "effectif" && taken->before.state != "effectif";
        }
    }
    EXPECT_GT(ended, 5);
    EXPECT_EQ(states.size(), definition.states.size());
}

TEST(Properties, a_settled_limit_stays_settled_and_none_is_lost) {
    for (const Definition& definition : world().definitions.all()) {
        EXPECT_TRUE(rc::check("limits only grow", [&](std::uint64_t seed) {
            RandomWalk walk(definition, seed);
            for (int i = 0; i < attempts && !walk.over(); ++i) {
                const auto taken = walk.attempt();
                if (!taken) continue;
                const auto& before = taken->before.deadlines;
                const auto& after = taken->after.deadlines;
                RC_ASSERT(after.size() >= before.size());
                std::set<std::string> running;
                for (std::size_t k = 0; k < after.size(); ++k) {
                    const bool open = after[k].settled == dossier::Deadline::Settled::no;
                    if (open) RC_ASSERT(running.insert(after[k].name).second);
                    if (k >= before.size()) continue;
                    RC_ASSERT(after[k].id == before[k].id);
                    const std::size_t lines = before[k].ledger.size();
                    RC_ASSERT(after[k].ledger.size() >= lines);
                    RC_ASSERT(after[k].due == before[k].due || after[k].ledger.size() > lines);
                    RC_ASSERT(before[k].settled == dossier::Deadline::Settled::no ||
                              after[k].settled == before[k].settled);
                }
            }
        }));
    }
}

TEST(Properties, no_end_is_ever_left) {
    for (const Definition& definition : world().definitions.all()) {
        EXPECT_TRUE(rc::check("ends are ends", [&](std::uint64_t seed) {
            RandomWalk walk(definition, seed);
            for (int i = 0; i < attempts / 2; ++i) {
                const auto taken = walk.attempt();
                if (!taken || taken->before.state == before_everything) continue;
                const State* state = definition.state(taken->before.state);
                RC_ASSERT(state != nullptr);
                RC_ASSERT(!state->end || taken->after.state == taken->before.state);
            }
        }));
    }
}

TEST(Properties, the_same_event_always_does_the_same) {
    const Definition& definition = world().definition("arret_prise_en_charge");
    EXPECT_TRUE(rc::check("step is a function", [&](std::uint64_t seed) {
        RandomWalk walk(definition, seed);
        for (int i = 0; i < attempts && !walk.over(); ++i) {
            const auto taken = walk.attempt();
            if (!taken) continue;
            const auto again =
                step(definition, taken->before, taken->event,
                     {world().laws, walk.territory(), world().deciders}, taken->event.at);
            RC_ASSERT(std::holds_alternative<Step>(again));
            const dossier::Dossier& next = std::get<Step>(again).next;
            RC_ASSERT(next.state == taken->after.state);
            RC_ASSERT(next.facts == taken->after.facts);
            RC_ASSERT(next.deadlines.size() == taken->after.deadlines.size());
            for (std::size_t k = 0; k < next.deadlines.size(); ++k) {
                RC_ASSERT(next.deadlines[k].id == taken->after.deadlines[k].id);
                RC_ASSERT(next.deadlines[k].settled == taken->after.deadlines[k].settled);
            }
        }
    }));
}

}  // namespace
}  // namespace preavis::workflow::testing

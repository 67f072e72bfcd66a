#include <algorithm>
#include <set>

#include "workflow/small_procedure.h"
#include "workflow/world.h"

namespace preavis::workflow::testing {
namespace {

using dossier::Role;
using dossier::Value;

law::Territory metropole() {
    return world().territory("metropole");
}

struct Here {
    law::Territory territory = metropole();
    Surroundings surroundings{world().laws, territory, world().deciders};
    law::Instant now = local_instant("2026-05-04 10:00", territory);
};

Definition small() {
    return std::get<Definition>(read_definition(small_procedure, "essai.yaml"));
}

dossier::Event event(const std::string& name, Role role, law::Instant at,
                     dossier::Facts facts = {}) {
    return {.name = name, .facts = std::move(facts), .at = at, .actor = actor_of(role)};
}

dossier::Facts opening() {
    return {{"regime", Value{std::string("stabilisee")}},
            {"structure_type", Value{std::string("hotel")}}};
}

std::string refusal(const base::Answer<Step>& answer) {
    const base::Refusal* no = base::refusal_of(answer);
    return no == nullptr ? "" : no->code;
}

TEST(Step, leaves_the_dossier_that_it_was_given_as_it_was) {
    const Here here;
    const Definition definition = small();
    const dossier::Dossier before = new_dossier(definition, "metropole");
    const auto answer =
        step(definition, before, event("ouvrir", Role::siao_agent, here.now, opening()),
             here.surroundings, here.now);
    ASSERT_EQ(refusal(answer), "");
    EXPECT_EQ(before.state, before_everything);
    EXPECT_TRUE(before.facts.empty());
    const Step& done = std::get<Step>(answer);
    EXPECT_EQ(done.next.state, "ouvert");
    EXPECT_EQ(done.next.version, before.version);
    EXPECT_EQ(done.next.opened_at, here.now);
    EXPECT_EQ(done.next.last_event_at, here.now);
    EXPECT_EQ(done.documents.size(), 2U);
}

TEST(Step, hints_at_a_misspelt_event) {
    const Here here;
    const Definition definition = small();
    const auto answer =
        step(definition, new_dossier(definition, "metropole"),
             event("ouvrire", Role::siao_agent, here.now), here.surroundings, here.now);
    ASSERT_EQ(refusal(answer), "evenement_inconnu");
    EXPECT_THAT(base::refusal_of(answer)->message, ::testing::HasSubstr("peut-être « ouvrir »"));
}

TEST(Step, refuses_a_procedure_of_another_version_as_a_bug) {
    const Here here;
    const Definition definition = small();
    dossier::Dossier other = new_dossier(definition, "metropole");
    other.workflow_version = 2;
    EXPECT_ANY_THROW(step(definition, other, event("ouvrir", Role::siao_agent, here.now),
                          here.surroundings, here.now));
}

TEST(Step, starts_a_limit_again_by_stopping_the_one_before) {
    const Here here;
    const Definition definition = small();
    dossier::Dossier dossier = new_dossier(definition, "metropole");
    dossier.state = "ouvert";
    dossier.facts = opening();
    dossier.last_event_at = here.now;
    std::vector<std::string> ids;
    for (const char* day : {"2026-05-01", "2026-05-04"}) {
        const dossier::Facts facts = {{"date_remise", Value{*law::Date::parse(day)}}};
        const auto answer =
            step(definition, dossier, event("remettre", Role::siao_agent, here.now, facts),
                 here.surroundings, here.now);
        ASSERT_EQ(refusal(answer), "");
        dossier = std::get<Step>(answer).next;
        ids.push_back(dossier.deadlines.back().id);
        dossier.state = "ouvert";
    }
    ASSERT_EQ(dossier.deadlines.size(), 2U);
    EXPECT_EQ(dossier.deadlines.front().settled, dossier::Deadline::Settled::stopped);
    EXPECT_EQ(dossier.deadlines.back().settled, dossier::Deadline::Settled::no);
    EXPECT_EQ(dossier.deadlines.back().last_day->iso(), "2026-05-19");
    EXPECT_FALSE(dossier.deadlines.back().because.empty());
    EXPECT_FALSE(dossier.deadlines.back().source.empty());
    EXPECT_NE(ids[0], ids[1]);
    EXPECT_EQ(ids[0].size(), 32U);
}

TEST(Step, refuses_a_day_beyond_the_calendars) {
    const Here here;
    const Definition definition = small();
    dossier::Dossier dossier = new_dossier(definition, "metropole");
    dossier.state = "ouvert";
    dossier.facts = opening();
    const dossier::Facts facts = {{"date_remise", Value{*law::Date::parse("2199-12-31")}}};
    const auto answer =
        step(definition, dossier, event("remettre", Role::siao_agent, here.now, facts),
             here.surroundings, here.now);
    EXPECT_EQ(refusal(answer), "hors_calendrier");
}

TEST(Timer, raises_its_event_only_where_the_state_allows_it) {
    const Definition definition = small();
    dossier::Dossier dossier = new_dossier(definition, "metropole");
    const dossier::Deadline preavis{.name = "preavis"};
    dossier.state = "remis";
    EXPECT_EQ(event_raised_by(definition, dossier, preavis), "fin_du_preavis");
    dossier.state = "clos";
    EXPECT_EQ(event_raised_by(definition, dossier, preavis), "");
    EXPECT_EQ(event_raised_by(definition, dossier, {.name = "autre"}), "");
}

TEST(Possibilities, say_what_is_asked_and_what_stands_in_the_way) {
    const Here here;
    const Definition definition = small();
    dossier::Dossier dossier = new_dossier(definition, "metropole");
    dossier.state = "remis";
    dossier.facts = opening();
    dossier.facts["explique"] = Value{true};
    const auto all = possibilities(definition, dossier, actor_of(Role::siao_responsable),
                                   here.surroundings, here.now);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].event, "fin_du_preavis");
    EXPECT_FALSE(all[0].role_may);
    EXPECT_EQ(all[1].event, "clore");
    EXPECT_TRUE(all[1].role_may);
    ASSERT_EQ(all[1].obstacles.size(), 1U);
    EXPECT_EQ(all[1].obstacles[0].code, "preavis_en_cours");
    EXPECT_EQ(all[1].obstacles[0].missing.at(0).fact, "nombre");
}

TEST(Possibilities, do_not_call_an_obstacle_what_the_event_itself_will_tell) {
    const Here here;
    const Definition& definition = world().definition("arret_prise_en_charge");
    dossier::Dossier dossier = new_dossier(definition, "metropole");
    dossier.state = "annonce";
    for (const Possibility& each : possibilities(definition, dossier, actor_of(Role::siao_agent),
                                                 here.surroundings, here.now)) {
        if (each.event == "servir") {
            EXPECT_TRUE(each.obstacles.empty()) << each.obstacles[0].code;
            EXPECT_EQ(each.requires_facts, (std::vector<std::string>{"date_remise", "canal"}));
        }
    }
}

/// Every role and every event of every procedure: only those that the definition names may act.
TEST(Roles, are_refused_wherever_they_are_not_named) {
    const Here here;
    for (const Definition& definition : world().definitions.all()) {
        for (const Transition& transition : definition.transitions) {
            dossier::Dossier dossier = new_dossier(definition, "metropole");
            dossier.state = transition.from.front();
            for (const Role role : dossier::all_roles()) {
                const auto& by = transition.by;
                const bool named = std::find(by.begin(), by.end(), role) != by.end();
                const auto answer =
                    step(definition, dossier, event(transition.event, role, here.now),
                         here.surroundings, here.now);
                EXPECT_EQ(refusal(answer) == "role_insuffisant", !named)
                    << definition.name << " " << transition.event << " " << name_of(role);
            }
        }
    }
}

TEST(Roles, that_decide_are_three_and_the_clock_is_none_of_them) {
    const std::set<std::string> decisions = {"ouvrir",
                                             "classer",
                                             "decider",
                                             "engager_contradictoire",
                                             "clore_contradictoire",
                                             "reexaminer",
                                             "confirmer",
                                             "modifier",
                                             "retirer",
                                             "suspendre",
                                             "reprendre",
                                             "reprendre_preavis",
                                             "prolonger_observations",
                                             "constater_effet",
                                             "rectifier_date"};
    const std::set<std::string> by_the_clock = {"preavis_termine", "rejet_implicite"};
    for (const Transition& transition : world().definition("arret_prise_en_charge").transitions) {
        for (const Role role : transition.by) {
            if (decisions.contains(transition.event)) {
                EXPECT_TRUE(role == Role::siao_responsable ||
                            role == Role::gestionnaire_direction || role == Role::ddets_instruction)
                    << transition.event << " " << name_of(role);
            }
            if (role == Role::systeme) {  // a passing, or what a person decided in another dossier
                EXPECT_TRUE(by_the_clock.contains(transition.event) ||
                            transition.event == "signaler")
                    << transition.event;
            }
            EXPECT_NE(role, Role::administrateur);
            EXPECT_NE(role, Role::ddets_pilotage);
        }
    }
}

}  // namespace
}  // namespace preavis::workflow::testing

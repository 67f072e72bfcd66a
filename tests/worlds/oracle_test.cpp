#include "worlds/oracle.h"

#include <gtest/gtest.h>

namespace preavis::worlds {
namespace {

/// Two households, the first one protected and housed in secret; one person is in both.
Census two_households() {
    Census census;
    census.bodies = {{"siao", "siao", "75"},
                     {"refuge", "gestionnaire", "75"},
                     {"hotel", "hotelier", "75"},
                     {"autre", "gestionnaire", "75"}};
    census.places = {{"secret", 1, "75", true}, {"hotel", 2, "75", false}};
    census.households = {{"protege", "", 0, 0, "75", true, {0, 1}},
                         {"ordinaire", "", 1, 1, "75", false, {0, 2}}};
    census.persons = {{"elle", {0, 1}, ""}, {"lui", {1}, ""}, {"enfant", {0}, ""}};
    census.affairs = {{"75", 0, {0, 1}, {}, {}}, {"75", 1, {0, 2}, {}, {}}};
    return census;
}

Account somebody(const std::string& role, std::ptrdiff_t body, std::ptrdiff_t household = -1) {
    return {.login = role, .role = role, .body = body, .departement = "75", .household = household};
}

struct Case {
    Account who;
    About about;
    std::size_t of;
    bool may;
};

TEST(Oracle, says_who_may_hold_what) {
    const Census census = two_households();
    const Account agent = somebody("siao_agent", 0);
    const Account responsable = somebody("siao_responsable", 0);
    const Account refuge = somebody("gestionnaire_agent", 1);
    const Account hotel = somebody("hotelier", 2);
    const Account other = somebody("gestionnaire_direction", 3);
    const Account pilotage = somebody("ddets_pilotage", -1);
    const Account administrateur = somebody("administrateur", 0);
    const Account protege = somebody("menage", -1, 0);
    const Account ordinaire = somebody("menage", -1, 1);
    const std::vector<Case> cases = {
        {agent, About::person, 1, true},
        {agent, About::person, 2, false},
        {agent, About::channel, 0, false},
        {agent, About::channel, 1, true},
        {agent, About::household, 0, false},
        {agent, About::affair, 0, false},
        {agent, About::place, 0, false},
        {agent, About::place, 1, true},
        {responsable, About::person, 2, true},
        {responsable, About::channel, 0, true},
        {responsable, About::affair, 0, true},
        {responsable, About::place, 0, false},
        {refuge, About::person, 2, true},
        {refuge, About::place, 0, true},
        {refuge, About::person, 1, false},
        {refuge, About::affair, 1, false},
        {hotel, About::person, 1, true},
        {hotel, About::channel, 1, false},
        {hotel, About::person, 2, false},
        {hotel, About::place, 0, false},
        {other, About::person, 1, false},
        {other, About::household, 1, false},
        {other, About::affair_name, 1, false},
        {other, About::place, 1, false},
        {pilotage, About::person, 1, false},
        {pilotage, About::affair, 1, false},
        {pilotage, About::affair_name, 1, true},
        {pilotage, About::place, 1, false},
        {pilotage, About::body, 0, false},
        {administrateur, About::person, 1, false},
        {administrateur, About::affair_name, 1, false},
        {protege, About::person, 2, true},
        {protege, About::channel, 2, false},
        {protege, About::place, 0, false},
        {protege, About::affair, 0, true},
        {protege, About::affair, 1, false},
        {ordinaire, About::person, 0, true},
        {ordinaire, About::person, 2, false},
        {ordinaire, About::channel, 0, false},
        {ordinaire, About::household, 0, false},
        {ordinaire, About::place, 0, false},
        {ordinaire, About::affair, 0, false},
    };
    for (std::size_t i = 0; i < cases.size(); ++i) {
        EXPECT_EQ(may_hold(census, cases[i].who, {"", cases[i].about, cases[i].of, {}}),
                  cases[i].may)
            << "case " << i << " " << cases[i].who.role;
    }
}

TEST(Oracle, lets_nobody_of_another_departement_know_anything) {
    const Census census = two_households();
    for (const char* role : {"siao_agent", "siao_responsable", "ddets_pilotage",
                             "ddets_instruction", "gestionnaire_direction", "pash"}) {
        Account who = somebody(role, 7);
        who.departement = "69";
        for (const About about :
             {About::person, About::channel, About::household, About::affair, About::affair_name,
              About::place, About::place_name, About::body}) {
            EXPECT_FALSE(may_hold(census, who, {"", about, 0, {}})) << role;
        }
    }
}

TEST(Oracle, keeps_the_hotel_of_a_protected_household_out_of_what_is_said_of_it) {
    Census census = two_households();
    census.households[0].place = 1;
    const Canary address{"", About::place, 1, {}};
    EXPECT_FALSE(may_hold_about(census, somebody("siao_responsable", 0), address, 0));
    EXPECT_TRUE(may_hold_about(census, somebody("hotelier", 2), address, 0));
    EXPECT_TRUE(may_hold_about(census, somebody("siao_agent", 0), address, 1));
}

TEST(Oracle, lets_who_opened_a_dossier_in_an_emergency_read_it_and_no_list) {
    const Census census = two_households();
    Account agent = somebody("siao_agent", 0);
    const Canary name{"", About::person, 2, {}};
    const Canary address{"", About::place, 0, {}};
    EXPECT_FALSE(may_hold_about(census, agent, name, 0));
    agent.emergencies = {0};
    EXPECT_TRUE(may_hold_about(census, agent, name, 0));
    EXPECT_FALSE(may_hold_about(census, agent, address, 0));
    EXPECT_FALSE(may_hold(census, agent, name));
    EXPECT_FALSE(may_hold_about(census, agent, name, 1));
}

}  // namespace
}  // namespace preavis::worlds

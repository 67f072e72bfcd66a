#include "access/policy.h"

#include <gtest/gtest.h>

#include <set>

namespace preavis::access::test {
namespace {

using dossier::Actor;
using dossier::Role;
using dossier::Scope;

// Rows: roles; columns: read and write nouns, read and act on dossiers, read documents, deadlines
// and definitions, manage accounts, move the test clock; acknowledge reminders, read alerts and
// downtimes; supply annexes of structures; manage retention, read one's own file, ask for and
// decide corrections. Source: domain model, « Roles ».
struct Row {
    Role role;
    const char* may;
};

const std::vector<Row> matrix = {
    {Role::siao_agent, "++ ++ +++ -- +- + -++-"},
    {Role::siao_responsable, "++ ++ +++ -- +- + ++++"},
    {Role::gestionnaire_agent, "++ ++ +++ -- +- + ----"},
    {Role::gestionnaire_direction, "++ ++ +++ -- +- + ----"},
    {Role::hotelier, "-- ++ +++ -- +- - ----"},
    {Role::pash, "-- ++ +++ -- +- - ----"},
    {Role::travailleur_social, "-- ++ +++ -- +- - ----"},
    {Role::ddets_pilotage, "-- -- -++ -- ++ - ----"},
    {Role::ddets_instruction, "++ ++ +++ -- ++ + ----"},
    {Role::administrateur, "-- -- --+ ++ -+ - ----"},
    {Role::menage, "-- +- ++- -- -- - -++-"},
    {Role::systeme, "-- -- --- -- -- - ----"},
};

const std::vector<Act> columns = {Act::read_nouns,       Act::write_nouns,
                                  Act::read_dossiers,    Act::act_on_dossiers,
                                  Act::read_documents,   Act::read_deadlines,
                                  Act::read_definitions, Act::manage_accounts,
                                  Act::move_test_clock,  Act::acknowledge_reminders,
                                  Act::read_service,     Act::supply_annexes,
                                  Act::manage_retention, Act::read_own_file,
                                  Act::ask_correction,   Act::decide_correction};

bool expected(const Row& row, std::size_t column) {
    std::string marks;
    for (const char mark : std::string(row.may)) {
        if (mark != ' ') marks += mark;
    }
    return marks.at(column) == '+';
}

TEST(Policy, LetsEachRoleDoWhatItsRowSaysAndNothingElse) {
    ASSERT_EQ(matrix.size(), dossier::all_roles().size());
    ASSERT_EQ(std::set(columns.begin(), columns.end()),
              std::set(all_acts().begin(), all_acts().end()));
    for (const Row& row : matrix) {
        for (std::size_t column = 0; column < columns.size(); ++column) {
            EXPECT_EQ(may(row.role, columns[column]), expected(row, column))
                << name_of(row.role) << ", " << name_of(columns[column]);
        }
    }
}

TEST(Policy, NamesEachActOnce) {
    std::set<std::string_view> names;
    for (const Act act : all_acts()) names.insert(name_of(act));
    EXPECT_EQ(names.size(), all_acts().size());
    EXPECT_FALSE(names.contains(""));
}

Actor actor(Role role) {
    return {.compte = "c",
            .role = role,
            .organisation = "org",
            .organisation_kind = "siao",
            .departement = "75",
            .menage = role == Role::menage ? "m" : "",
            .name = "N"};
}

/// « tout », or the parts of a scope: « 75 org m protégés »; « rien » if it sees nothing.
std::string told(const Scope& scope) {
    if (scope.everything) return "tout";
    std::string parts;
    const auto add = [&parts](const std::string& part) {
        if (!part.empty()) parts += (parts.empty() ? "" : " ") + part;
    };
    add(scope.departement);
    for (const std::string& organisation : scope.organisations) add(organisation);
    add(scope.menage);
    if (parts.empty()) return "rien";
    if (scope.protected_households) add("protégés");
    return parts;
}

TEST(Scope, OfEachRoleOnDossiersDocumentsAndDeadlines) {
    struct Case {
        Role role;
        const char* dossiers;
        const char* deadlines;
    };
    for (const Case& each : std::vector<Case>{
             {Role::siao_agent, "75 org", "75 org"},
             {Role::siao_responsable, "75 org protégés", "75 org protégés"},
             {Role::gestionnaire_agent, "org", "org"},
             {Role::gestionnaire_direction, "org", "org"},
             {Role::hotelier, "org", "org"},
             {Role::pash, "org", "org"},
             {Role::travailleur_social, "org", "org"},
             {Role::ddets_pilotage, "rien", "75 org protégés"},
             {Role::ddets_instruction, "org", "org"},
             {Role::administrateur, "rien", "rien"},
             {Role::menage, "m protégés", "m protégés"},
             {Role::systeme, "rien", "rien"},
         }) {
        const Actor who = actor(each.role);
        EXPECT_EQ(told(scope(who, Act::read_dossiers)), each.dossiers) << name_of(each.role);
        EXPECT_EQ(told(scope(who, Act::read_documents)), each.dossiers) << name_of(each.role);
        EXPECT_EQ(told(scope(who, Act::read_deadlines)), each.deadlines) << name_of(each.role);
    }
}

TEST(Scope, OfADeniedActSeesNothingWhoeverAsks) {
    for (const Row& row : matrix) {
        for (const Act act : all_acts()) {
            const Scope seen = scope(actor(row.role), act);
            EXPECT_FALSE(seen.everything);
            if (may(row.role, act)) continue;
            EXPECT_EQ(told(seen), "rien") << name_of(row.role) << ", " << name_of(act);
            EXPECT_FALSE(seen.protected_households);
        }
    }
}

TEST(Scope, OfAnActorWithoutOrganisationOrDepartementIsNotWidened) {
    for (const Role role : dossier::all_roles()) {
        for (const Act act : all_acts()) {
            Actor who = actor(role);
            who.organisation.clear();
            who.departement.clear();
            who.menage.clear();
            EXPECT_EQ(told(scope(who, act)), "rien") << name_of(role) << ", " << name_of(act);
        }
    }
}

TEST(Scope, OfAHouseholdIsItsOwnEvenWithinAnOrganisation) {
    const Scope seen = scope(actor(Role::menage), Act::read_dossiers);
    EXPECT_EQ(seen.menage, "m");
    EXPECT_TRUE(seen.organisations.empty());
    EXPECT_TRUE(seen.departement.empty());
}

TEST(Scope, OfTheLoopsSeesEverything) {
    EXPECT_EQ(told(system_scope()), "tout");
}

}  // namespace
}  // namespace preavis::access::test

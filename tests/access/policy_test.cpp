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
// downtimes; supply annexes of structures; open in an emergency, read such accesses, review them;
// choose a role; manage retention, read one's own file, ask for and decide corrections. Source:
// domain model, « Roles ».
struct Row {
    Role role;
    const char* may;
};

const std::vector<Row> matrix = {
    {Role::siao_agent, "++ ++ +++ -- +- + ++- + -++-"},
    {Role::siao_responsable, "++ ++ +++ -- +- + -++ + ++++"},
    {Role::gestionnaire_agent, "++ ++ +++ -- +- + --- + ----"},
    {Role::gestionnaire_direction, "++ ++ +++ -- +- + --- + ----"},
    {Role::hotelier, "-- ++ +++ -- +- - --- + ----"},
    {Role::pash, "-- ++ +++ -- +- - --- + ----"},
    {Role::travailleur_social, "-- ++ +++ -- +- - --- + ----"},
    {Role::ddets_pilotage, "-- -- -++ -- ++ - --- + ----"},
    {Role::ddets_instruction, "++ ++ +++ -- ++ + --- + ----"},
    {Role::administrateur, "-- -- --+ ++ -+ - --- + ----"},
    {Role::menage, "-- +- ++- -- -- - --- + -++-"},
    {Role::systeme, "-- -- --- -- -- - --- - ----"},
};

const std::vector<Act> columns = {Act::read_nouns,       Act::write_nouns,
                                  Act::read_dossiers,    Act::act_on_dossiers,
                                  Act::read_documents,   Act::read_deadlines,
                                  Act::read_definitions, Act::manage_accounts,
                                  Act::move_test_clock,  Act::acknowledge_reminders,
                                  Act::read_service,     Act::supply_annexes,
                                  Act::break_glass,      Act::read_accesses,
                                  Act::review_accesses,  Act::choose_role,
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
            .personne = role == Role::menage ? "p" : "",
            .name = "N",
            .emergency = {"urgent"}};
}

/// « tout », or the ways that a scope opens: « 75 protégés, org équipe »; « rien » if it sees
/// nothing.
std::string told(const Scope& scope) {
    if (scope.everything) return "tout";
    std::string parts;
    const auto add = [&parts](const std::string& part) {
        if (!part.empty()) parts += (parts.empty() ? "" : ", ") + part;
    };
    const std::string state = scope.only_of_the_state ? " État" : "";
    const std::string secrets = scope.protected_households ? " protégés" : "";
    if (!scope.departement.empty()) add(scope.departement + state + secrets);
    const std::string team = scope.in_team ? " équipe" : "";
    const std::string until = scope.followed_until_end ? " jusqu'à la fin" : "";
    for (const std::string& organisation : scope.organisations) add(organisation + team + until);
    if (!scope.menage.empty()) add(scope.menage + " " + scope.personne);
    for (const std::string& dossier : scope.emergency) add(dossier);
    if (parts.empty()) return "rien";
    return parts + (scope.nameless ? ", sans nom" : "");
}

TEST(Scope, OfEachRoleOnDossiersDocumentsAndDeadlines) {
    struct Case {
        Role role;
        const char* dossiers;
        const char* deadlines;
    };
    for (const Case& each : std::vector<Case>{
             {Role::siao_agent, "75, org, urgent", "75, org, urgent"},
             {Role::siao_responsable, "75 protégés, org équipe", "75 protégés, org équipe"},
             {Role::gestionnaire_agent, "org équipe", "org équipe"},
             {Role::gestionnaire_direction, "org équipe", "org équipe"},
             {Role::hotelier, "org équipe", "org équipe"},
             {Role::pash, "org équipe jusqu'à la fin", "org équipe jusqu'à la fin"},
             {Role::travailleur_social, "org équipe jusqu'à la fin", "org équipe jusqu'à la fin"},
             {Role::ddets_pilotage, "rien", "75 protégés, org équipe, sans nom"},
             {Role::ddets_instruction, "75 État protégés, org équipe",
              "75 État protégés, org équipe"},
             {Role::administrateur, "rien", "rien"},
             {Role::menage, "m p", "m p"},
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
            who.emergency.clear();
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

TEST(Scope, OfAnEmergencyIsForReadingAlone) {
    for (const Act act : all_acts()) {
        const bool reads =
            act == Act::read_dossiers || act == Act::read_documents || act == Act::read_deadlines;
        EXPECT_EQ(scope(actor(Role::siao_agent), act).emergency.empty(), !reads) << name_of(act);
        EXPECT_TRUE(scope(actor(Role::gestionnaire_agent), act).emergency.empty()) << name_of(act);
    }
}

TEST(Words, AreForWhoeverReadsDossiersInTheirWork) {
    for (const Role role : dossier::all_roles()) {
        const bool dates_alone = role == Role::ddets_pilotage || role == Role::administrateur ||
                                 role == Role::menage || role == Role::systeme;
        EXPECT_EQ(reads_words(role), !dates_alone) << name_of(role);
    }
}

TEST(Scope, OfTheLoopsSeesEverything) {
    EXPECT_EQ(told(system_scope()), "tout");
}

}  // namespace
}  // namespace preavis::access::test

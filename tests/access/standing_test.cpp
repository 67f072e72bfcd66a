#include "access/standing.h"

#include <gtest/gtest.h>

#include <set>

namespace preavis::access::test {
namespace {

using dossier::Dossier;

Dossier in(const std::string& workflow, const std::string& state, std::int64_t version = 0,
           bool told = false) {
    Dossier dossier;
    dossier.workflow = workflow;
    dossier.state = state;
    dossier.version = version;
    dossier.told = told;
    return dossier;
}

bool told_after(const Dossier& before, const std::string& state) {
    Dossier next = before;
    next.state = state;
    set_standing(next, before, false);
    return next.told;
}

constexpr const char* end_of_care = "arret_prise_en_charge";

TEST(Standing, AHouseholdIsToldNothingOfAReportBeforeItIsTold) {
    for (const char* kept : {"nouveau", "signale", "instruction", "avis_pash", "decide",
                             "classe_sans_suite", "retire", "suspendu"}) {
        EXPECT_FALSE(told_after(in(end_of_care, "signale", 1), kept)) << kept;
    }
    for (const char* told : {"contradictoire", "annonce", "notifie", "effet_possible", "effectif",
                             "execute", "reexamen", "maintien_dans_les_lieux"}) {
        EXPECT_TRUE(told_after(in(end_of_care, "instruction", 4), told)) << told;
    }
}

TEST(Standing, WhoHasBeenToldKeepsSeeingWhateverBecomesOfIt) {
    for (const char* state : {"instruction", "decide", "classe_sans_suite", "retire"}) {
        EXPECT_TRUE(told_after(in(end_of_care, "contradictoire", 5, true), state)) << state;
    }
}

TEST(Standing, ADossierThatIsNotStoredYetHasToldNobody) {
    EXPECT_FALSE(told_after(in(end_of_care, "nouveau", 0, true), "signale"));
}

TEST(Standing, EveryOtherProcedureIsTheHouseholdsFromItsFirstDay) {
    EXPECT_TRUE(told_after(in("kit_accueil", "nouveau"), "attendu"));
    EXPECT_TRUE(told_after(in("absence", "nouveau"), "signalee"));
}

TEST(Standing, TheStateHandlesItsOwnProceduresAndWhatTheSiaoAskedOfIt) {
    EXPECT_TRUE(is_of_the_state(in("admission_directe", "accordee")));
    EXPECT_TRUE(is_of_the_state(in("convention_tripartite", "active")));
    EXPECT_TRUE(is_of_the_state(in("admission_chrs", "proposee")));
    EXPECT_FALSE(is_of_the_state(in("kit_accueil", "attendu")));
    Dossier asked = in(end_of_care, "instruction");
    EXPECT_FALSE(is_of_the_state(asked));
    asked.facts["demande_siao_etat"] = {std::string("le SIAO demande à l'État de notifier")};
    EXPECT_TRUE(is_of_the_state(asked));
}

TEST(Standing, EndsWithItsProcedure) {
    Dossier next = in("kit_accueil", "confirme", 3);
    set_standing(next, in("kit_accueil", "explique", 3, true), true);
    EXPECT_TRUE(next.ended);
    set_standing(next, in("kit_accueil", "confirme", 4, true), false);
    EXPECT_FALSE(next.ended);
}

TEST(PlaceCode, IsShortStableAndTellsNothingWithoutTheSecret) {
    const std::string code = place_code("secret", "structure");
    EXPECT_EQ(code.size(), 9U);
    EXPECT_EQ(code.substr(0, 3), "LP-");
    EXPECT_EQ(place_code("secret", "structure"), code);
    EXPECT_NE(place_code("autre secret", "structure"), code);
    std::set<std::string> codes;
    for (int i = 0; i < 1000; ++i) codes.insert(place_code("secret", std::to_string(i)));
    EXPECT_EQ(codes.size(), 1000U);
}

}  // namespace
}  // namespace preavis::access::test

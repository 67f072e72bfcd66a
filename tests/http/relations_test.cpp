// What the page of a dossier says of the people who sign and of the dossiers beside it.
#include <gtest/gtest.h>

#include "http/world.h"

namespace preavis::http::test {
namespace {

using base::Json;

class Relations : public testing::Test {
  protected:
    void happen(const std::string& dossier, const std::string& who, const std::string& event,
                const Json& facts) {
        const Json body = {{"event", event}, {"facts", facts}};
        world.done("POST", "/api/v1/dossiers/" + dossier + "/events", who, body.dump());
    }
    std::string page_of(const std::string& dossier, const std::string& who) {
        Visitor visitor(world);
        visitor.log_in(who);
        return visitor.get("/dossiers/" + dossier).body;
    }
    World world;
};

bool says(const std::string& page, const std::string& words) {
    return page.find(words) != std::string::npos;
}

TEST_F(Relations, who_has_still_to_approve_is_named_until_they_do) {
    const Json opening = {{"workflow", "convention_tripartite"},
                          {"facts",
                           {{"modele", "general"},
                            {"gestionnaire_nom", "Association"},
                            {"parties", {"etat", "siao", "gestionnaire"}}}}};
    const std::string dossier =
        world.done("POST", "/api/v1/dossiers", "siao_responsable", opening.dump())["id"];
    happen(dossier, "siao_responsable", "proposer_termes",
           {{"dispositifs", {{{"nom", "CHU du Pont"}, {"genre", "chu"}, {"places", 40}}}},
            {"taux_reservation", 30},
            {"mode_reservation", "stock"},
            {"heures_orientation", 192},
            {"frequence_evaluation_mois", 6},
            {"referent_siao", "Mme Roy"},
            {"referent_gestionnaire", "M. Petit"},
            {"date_debut", "2026-06-01"},
            {"confidentialite_rappelee", true}});
    const std::string before = page_of(dossier, "siao_responsable");
    EXPECT_TRUE(says(before, "<h2>Approbations</h2>"));
    EXPECT_TRUE(says(before, "<strong>attendu</strong>"));
    happen(dossier, "siao_responsable", "approuver",
           {{"partie", "siao"}, {"approuve_par", "Mme Roy"}, {"date_approbation", "2026-05-04"}});
    const std::string after = page_of(dossier, "siao_responsable");
    const auto section = after.find("<h2>Approbations</h2>");
    ASSERT_NE(section, std::string::npos);
    const auto siao = after.find("SIAO</th>", section);
    ASSERT_NE(siao, std::string::npos);
    EXPECT_TRUE(says(after.substr(siao, 60), "4 mai 2026")) << after.substr(siao, 60);
    EXPECT_TRUE(says(after.substr(section), "<strong>attendu</strong>"));
}

TEST_F(Relations, an_absence_and_the_end_of_care_that_it_opened_name_each_other) {
    const Json opening = {{"workflow", "absence"},
                          {"parties", world.household("Haddad")},
                          {"event", "signaler_absence"},
                          {"facts",
                           {{"derniere_presence", "2026-05-01T20:00:00Z"},
                            {"absence_annoncee", false},
                            {"signale_par", "hotelier"}}}};
    const std::string absence =
        world.done("POST", "/api/v1/dossiers", "siao_responsable", opening.dump())["id"];
    for (const char* channel : {"appel", "SMS"}) {
        happen(absence, "siao_responsable", "noter_tentative",
               {{"date_tentative", "2026-05-04T07:30:00Z"},
                {"canal_tentative", channel},
                {"resultat_tentative", "sans réponse"}});
    }
    happen(absence, "siao_responsable", "decider_suite",
           {{"suite_decidee", "arret_a_examiner"},
            {"motif_suite", "Aucune nouvelle."},
            {"controle_presence", true}});
    const std::string page = page_of(absence, "siao_responsable");
    const std::string link = "<a href=\"/dossiers/";
    const auto section = page.find("<h2>Dossiers liés</h2>");
    ASSERT_NE(section, std::string::npos);
    const auto start = page.find(link, section);
    ASSERT_NE(start, std::string::npos);
    const std::string other = page.substr(start + link.size(), 32);
    EXPECT_NE(other, absence);
    const std::string theirs = page_of(other, "siao_responsable");
    const auto back = theirs.find("<h2>Dossiers liés</h2>");
    ASSERT_NE(back, std::string::npos);
    EXPECT_TRUE(says(theirs.substr(back), link + absence));
}

TEST_F(Relations, a_dossier_of_its_own_says_nothing_of_others) {
    const std::string kit = world.done("POST", "/api/v1/dossiers", "siao_agent",
                                       world.kit(world.household("Diallo")))["id"];
    const std::string page = page_of(kit, "siao_agent");
    EXPECT_FALSE(says(page, "Dossiers liés"));
    EXPECT_FALSE(says(page, "attendu</strong>"));
}

}  // namespace
}  // namespace preavis::http::test

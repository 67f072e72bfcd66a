#include "service/rights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/policy.h"
#include "service/desk.h"
#include "service/own_file.h"

namespace preavis::service::test {
namespace {

using base::Json;
using dossier::NounKind;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

class PersonsRights : public testing::Test {
  protected:
    PersonsRights() {
        const auto who = desk.actor("siao_responsable");
        salma = desk.create("personne", R"({"nom": "Haddad", "prenoms": "Salma",
            "date_naissance": "1990-01-02", "telephone": "+33611111111"})",
                            who);
        idriss = desk.create("personne", R"({"nom": "Kone", "prenoms": "Idriss",
            "date_naissance": "1988-01-02", "telephone": "+33622222222",
            "courriel": "idriss@test.example"})",
                             who);
        menage = desk.create("menage", R"({"designation": "Ménage Haddad Kone", "membres": [
            {"personne": ")" + salma + R"(", "depuis": "2026-01-01"},
            {"personne": ")" + idriss + R"(", "depuis": "2026-01-01"}]})",
                             who);
        sejour = desk.create("sejour",
                             R"({"menage": ")" + menage + R"(", "structure": ")" + desk.hotel +
                                 R"(", "regime": "stabilisee", "debut": "2026-05-04"})",
                             who);
    }

    dossier::Actor household() const {
        dossier::Actor actor = desk.actor("menage", "x");
        actor.organisation.clear();
        actor.menage = menage;
        actor.personne = salma;
        return actor;
    }
    Outcome ask(const std::string& json, const dossier::Actor& who) {
        return Rights(desk.office()).ask(salma, json_node(json), desk.as(who));
    }
    Outcome decide(const std::string& request, const std::string& decision,
                   const dossier::Actor& who) {
        return Rights(desk.office())
            .decide(request,
                    json_node(R"({"decision": ")" + decision + R"(", "raison": "vérifié"})"),
                    desk.as(who));
    }
    std::string telephone() {
        const auto person = desk.store().noun(NounKind::personne, salma, access::system_scope());
        return text_of(person->fields, "telephone");
    }
    Json file(const dossier::Actor& who, const std::string& person) {
        return body(own_file(desk.office(), person, who));
    }

    const std::string other_number = R"({"nature": "rectification", "champ": "telephone",
        "valeur": "+33633333333", "raison": "nouveau numéro"})";
    Desk desk;
    std::string salma;
    std::string idriss;
    std::string menage;
    std::string sejour;
};

TEST_F(PersonsRights, a_request_changes_nothing_until_a_person_decides) {
    const Outcome asked = ask(other_number, household());
    ASSERT_EQ(verdict(asked), "done");
    EXPECT_EQ(body(asked)["etat"], "recue");
    EXPECT_EQ(body(asked)["reponse_due_le"], "2026-06-04T23:59:59+02:00");
    EXPECT_EQ(telephone(), "+33611111111");
    const std::string id = body(asked)["id"];
    EXPECT_EQ(verdict(decide(id, "appliquer", desk.actor("siao_agent"))), "acces_refuse");
    EXPECT_EQ(verdict(decide(id, "appliquer", household())), "acces_refuse");
    EXPECT_EQ(verdict(decide(id, "appliquer", desk.actor("siao_responsable"))), "done");
    EXPECT_EQ(telephone(), "+33633333333");
    EXPECT_EQ(verdict(decide(id, "refuser", desk.actor("siao_responsable"))),
              "demande_deja_decidee");
}

TEST_F(PersonsRights, what_is_replaced_stands_in_the_journal_with_the_reason) {
    const std::string id = body(ask(other_number, desk.actor("siao_agent")))["id"];
    ASSERT_EQ(verdict(decide(id, "appliquer", desk.actor("siao_responsable"))), "done");
    const auto line = desk.store().last_entry("rectification");
    ASSERT_TRUE(line);
    const Json told = Json::parse(line->payload_json);
    EXPECT_EQ(told["avant"], "+33611111111");
    EXPECT_EQ(told["apres"], "+33633333333");
    EXPECT_EQ(told["raison"], "vérifié");
}

TEST_F(PersonsRights, a_refusal_keeps_the_value_and_its_reason) {
    const std::string id = body(ask(other_number, household()))["id"];
    ASSERT_EQ(verdict(decide(id, "refuser", desk.actor("siao_responsable"))), "done");
    EXPECT_EQ(telephone(), "+33611111111");
    EXPECT_TRUE(desk.store().last_entry("rectification_refusee"));
    Rights rights(desk.office());
    EXPECT_EQ(body(rights.read(id, household()))["etat"], "refusee");
    EXPECT_THAT(body(rights.list(salma, household()))["items"], SizeIs(1));
}

TEST_F(PersonsRights, a_request_is_read_as_strictly_as_the_record) {
    const std::vector<std::string> wrong = {
        R"({"nature": "rectification", "champ": "telephone", "valeur": "06", "raison": "x"})",
        R"({"nature": "rectification", "champ": "religion", "valeur": "x", "raison": "x"})",
        R"({"nature": "rectification", "champ": "nom", "valeur": null, "raison": "x"})",
        R"({"nature": "rectification", "champ": "nom", "valeur": "X", "raison": " "})",
        R"({"nature": "opposition", "champ": "nom", "valeur": "X", "raison": "x"})",
        R"({"nature": "effacement", "champ": "nom", "valeur": "X", "raison": "x"})",
        R"({"nature": "rectification", "champ": "date_naissance", "valeur": "2030-01-01",
            "raison": "x"})",
    };
    for (const std::string& json : wrong) {
        EXPECT_THAT(verdict(ask(json, household())), HasSubstr("problems")) << json;
    }
    EXPECT_FALSE(desk.store().last_entry("demande_de_droit"));
}

TEST_F(PersonsRights, an_opposition_is_about_a_channel) {
    const std::string id = body(ask(R"({"nature": "opposition", "champ": "canaux_refuses",
        "valeur": ["telephone"], "raison": "téléphone partagé"})",
                                    household()))["id"];
    ASSERT_EQ(verdict(decide(id, "appliquer", desk.actor("siao_responsable"))), "done");
    const auto person = desk.store().noun(NounKind::personne, salma, access::system_scope());
    EXPECT_TRUE(find(person->fields, "canaux_refuses") != nullptr);
}

TEST_F(PersonsRights, a_person_of_another_household_or_departement_is_not_there) {
    dossier::Actor stranger = household();
    stranger.menage = "00000000000000000000000000000000";
    EXPECT_EQ(verdict(ask(other_number, stranger)), "introuvable");
    EXPECT_EQ(verdict(own_file(desk.office(), salma, stranger)), "introuvable");
    dossier::Actor elsewhere = desk.actor("siao_responsable", "other");
    elsewhere.departement = "93";
    EXPECT_EQ(verdict(own_file(desk.office(), salma, elsewhere)), "introuvable");
    EXPECT_EQ(verdict(own_file(desk.office(), salma, desk.actor("hotelier"))), "acces_refuse");
}

TEST_F(PersonsRights, the_own_file_holds_what_is_known_of_the_person_and_nothing_of_others) {
    const std::string parties = R"({"menage": ")" + menage + R"(", "structure": ")" + desk.hotel +
                                R"(", "sejour": ")" + sejour + "\"}";
    const auto who = desk.as(desk.actor("siao_responsable"));
    const std::string dossier = body(desk.open(desk.kit(parties), who))["id"];
    Papers(desk.office()).issue_all();
    const Outcome noted = desk.apply(
        dossier, R"({"event": "presenter_lieux", "facts": {"presente_par": "Mme Remettante",
            "date_presentation": "2026-05-04T07:45:00Z"}})",
        who);
    ASSERT_EQ(verdict(noted), "done");
    const Outcome again = desk.apply(dossier, R"({"event": "reediter", "facts": {"motif_reedition":
            "demandé par IDRISS (Koné) au +33622222222, pour Salma"}})",
                                     who);
    ASSERT_EQ(verdict(again), "done");
    const Json told = file(desk.actor("siao_agent"), salma);
    const std::string text = told.dump();
    for (const char* held : {"Haddad", "+33611111111", "Hôtel du Test", "Présenter les lieux",
                             "pour Salma", "sha256"}) {
        EXPECT_THAT(text, HasSubstr(held));
    }
    for (const char* of_others : {"Kone", "Idriss", "IDRISS", "Koné", "+33622222222",
                                  "idriss@test.example", "Remettante", "compte-"}) {
        EXPECT_THAT(text, Not(HasSubstr(of_others)));
    }
    ASSERT_EQ(told["dossiers"].size(), 1U);
    EXPECT_GT(told["dossiers"][0]["evenements"].size(), 2U);
    EXPECT_GT(told["dossiers"][0]["echeances"].size(), 1U);
    EXPECT_GT(told["dossiers"][0]["documents"].size(), 0U);
    EXPECT_EQ(told["conservation"].size(), 1U);
}

TEST_F(PersonsRights, an_account_reads_the_file_of_its_own_person_whole_and_no_other) {
    const std::string own = file(household(), salma).dump();
    EXPECT_THAT(own, HasSubstr("Haddad"));
    EXPECT_THAT(own, HasSubstr("+33611111111"));
    EXPECT_THAT(own, Not(HasSubstr("+33622222222")));
    EXPECT_EQ(verdict(own_file(desk.office(), idriss, household())), "introuvable");
}

TEST_F(PersonsRights, the_file_of_a_protected_household_names_no_place) {
    const Outcome changed =
        Registry(desk.office())
            .change(NounKind::menage, menage, json_node(R"({"sensibilite": "protege"})"),
                    desk.as(desk.actor("siao_responsable")));
    ASSERT_EQ(verdict(changed), "done");
    const std::string text = file(desk.actor("siao_responsable"), salma).dump();
    EXPECT_THAT(text, Not(HasSubstr("Hôtel du Test")));
    EXPECT_THAT(text, HasSubstr("lieu non écrit"));
    EXPECT_EQ(verdict(own_file(desk.office(), salma, desk.actor("siao_agent"))), "introuvable");
}

TEST_F(PersonsRights, a_stay_of_others_is_not_in_the_file) {
    desk.create("sejour",
                R"({"menage": ")" + menage + R"(", "structure": ")" + desk.hotel +
                    R"(", "personnes": [")" + idriss +
                    R"("], "regime": "initiale", "debut": "2026-05-04"})",
                desk.actor("siao_responsable"));
    EXPECT_EQ(file(desk.actor("siao_agent"), salma)["sejours"].size(), 1U);
    EXPECT_EQ(file(desk.actor("siao_agent"), idriss)["sejours"].size(), 2U);
}

TEST_F(PersonsRights, each_reading_of_a_file_is_journaled) {
    const auto before = desk.store().counts().journal;
    file(desk.actor("siao_agent"), salma);
    const auto line = desk.store().last_entry("dossier_personnel");
    ASSERT_TRUE(line);
    EXPECT_EQ(desk.store().counts().journal, before + 1);
    EXPECT_EQ(Json::parse(line->payload_json)["personne"], salma);
}

TEST_F(PersonsRights, a_request_is_a_contact_with_the_household) {
    desk.clock.set("2026-09-01T08:00:00.000Z");
    const Outcome ended =
        Registry(desk.office())
            .change(NounKind::sejour, sejour, json_node(R"({"fin": "2026-08-01"})"),
                    desk.as(desk.actor("siao_responsable")));
    ASSERT_EQ(verdict(ended), "done");
    ASSERT_EQ(verdict(ask(other_number, household())), "done");
    const Json told = file(desk.actor("siao_agent"), salma);
    EXPECT_EQ(told["conservation"][0]["dernier_contact"], "2026-09-01T10:00:00+02:00");
}

}  // namespace
}  // namespace preavis::service::test

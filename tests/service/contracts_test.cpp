// The contract, or the document in its place, in each kind of structure, and the papers of the
// conventions: lived through the service, from the first event to the paper that somebody holds.
#include <gtest/gtest.h>

#include "service/life.h"

namespace preavis::service::test {
namespace {

Act at(const char* when, const char* role, const char* event, const std::string& facts) {
    return {when, role, event, facts};
}

Life contract_in(const std::string& kind, const std::string& regime, bool long_stay) {
    const std::string admitted =
        R"({"date_admission": "2026-05-04", "structure_type": ")" + kind + R"(", "regime": ")" +
        regime + R"(", "sejour_plus_de_deux_mois": )" + (long_stay ? "true}" : "false}");
    return {
        "a contract in a " + kind,
        "contrat_sejour",
        {at("2026-05-04T08:00:00.000Z", "siao_responsable", "admettre", admitted),
         at("2026-05-04T09:00:00.000Z", "siao_responsable", "prevoir_entretien",
            R"({"date_entretien_prevu": "2026-05-20"})"),
         at("2026-05-05T08:00:00.000Z", "travailleur_social", "remettre_notice_personne_confiance",
            R"({"date_remise_notice": "2026-05-05", "attestation_notice": true})"),
         at("2026-05-20T09:00:00.000Z", "siao_responsable", "tenir_entretien",
            R"({"date_entretien": "2026-05-20", "participants": ["Mme Haddad"],
                    "participation_menage": true, "objectifs": ["Trouver un logement"],
                    "prestations": ["Un accompagnement chaque semaine"],
                    "conditions_sejour": "Une chambre et une cuisine.",
                    "date_fin_prevue": "2026-11-04", "participation_financiere_demandee": true,
                    "participation_mensuelle": 4550,
                    "participation_absence": "Rien n'est dû.",
                    "date_annexe_tarifaire": "2026-05-01"})"),
         at("2026-05-21T09:00:00.000Z", "siao_responsable", "remettre",
            R"({"date_remise_contrat": "2026-05-21", "remis_par_nom": "Jo Roy",
                    "signataires": ["Mme Haddad", "Jo Roy"]})")}};
}

struct Place {
    const char* kind;
    const char* regime;
    const char* contract;
};

TEST(Contracts, each_kind_of_structure_has_its_own) {
    const std::vector<Place> places = {{"chrs", "insertion", "contrat_sejour_chrs"},
                                       {"chu", "stabilisee", "contrat_sejour_chu"},
                                       {"halte_de_nuit", "stabilisee", "contrat_sejour_chu"},
                                       {"alt", "stabilisee", "contrat_sejour_chu"}};
    for (const Place& place : places) {
        Desk desk;
        Life life = contract_in(place.kind, place.regime, true);
        life.papers = {"notice_personne_confiance", place.contract, "recepisse_remise"};
        const std::string id =
            live(desk, life, household_in(desk, structure(desk, place.kind), place.regime));
        expect_issued(desk, life, id);
        for (const char* variant : {"standard", "falc"}) {
            const std::string paper = written(desk, id, place.contract, variant);
            for (const char* said :
                 {"Trouver un logement", "Un accompagnement chaque semaine", "Mme Salma Haddad",
                  "45,50", "Le Pont", "Jo Roy", "20 mai 2026"}) {
                EXPECT_NE(paper.find(said), std::string::npos)
                    << life.title << " " << variant << " : " << said;
            }
        }
    }
}

TEST(Contracts, a_refusal_to_sign_gives_the_individual_document) {
    Desk desk;
    Life life = contract_in("chrs", "insertion", true);
    life.acts.push_back(at("2026-05-22T09:00:00.000Z", "siao_responsable", "refuser_signature",
                           R"({"date_refus": "2026-05-22", "raisons_refus": "Le prix.",
                               "refus_sans_consequence_explique": true})"));
    life.papers = {"notice_personne_confiance", "contrat_sejour_chrs", "dipc", "recepisse_remise"};
    const std::string id =
        live(desk, life, household_in(desk, structure(desk, "chrs"), "insertion"));
    expect_issued(desk, life, id);
    EXPECT_NE(written(desk, id, "dipc").find("Trouver un logement"), std::string::npos);
}

TEST(Contracts, a_stay_of_less_than_two_months_has_the_individual_document) {
    Desk desk;
    Life life = contract_in("chu", "stabilisee", false);
    life.papers = {"notice_personne_confiance", "dipc", "recepisse_remise"};
    const std::string id =
        live(desk, life, household_in(desk, structure(desk, "chu"), "stabilisee"));
    expect_issued(desk, life, id);
}

TEST(Contracts, an_adult_under_guardianship_is_named_with_who_represents_them) {
    Desk desk;
    const auto who = desk.actor("siao_responsable");
    const std::string parties = household_in(desk, structure(desk, "chrs"), "insertion");
    const std::string menage = json_node(parties).find("menage")->text;
    Registry registry(desk.office());
    const Outcome family = registry.read(dossier::NounKind::menage, menage, who);
    const std::string person = body(family)["membres"][0]["personne"];
    const Outcome changed =
        registry.change(dossier::NounKind::personne, person,
                        json_node(R"({"tuteur": {"nom": "Mme Odile Blanc"}})"), desk.as(who));
    ASSERT_EQ(verdict(changed), "done");
    const std::string id = live(desk, contract_in("chrs", "insertion", true), parties);
    EXPECT_NE(written(desk, id, "contrat_sejour_chrs").find("Odile Blanc"), std::string::npos);
}

std::string state_service(Desk& desk) {
    return desk.create("organisation",
                       R"({"nom": "Service de l'État", "genre": "ddets", "departements": ["75"],
                           "adresse": "9, rue du Test", "code_postal": "75001",
                           "commune": "Paris"})",
                       desk.actor("siao_responsable"));
}

TEST(Conventions, those_of_a_residence_sociale_have_their_own_text) {
    Desk desk;
    state_service(desk);
    const Life life = {
        "a résidence sociale",
        "convention_tripartite",
        {at("2026-05-04T08:00:00.000Z", "ddets_instruction", "creer",
            R"({"modele": "residence_sociale", "gestionnaire_nom": "Foyer du Lac",
                "parties": ["etat", "siao", "gestionnaire"], "hors_champ_verifie": true})"),
         at("2026-05-04T09:00:00.000Z", "ddets_instruction", "proposer_termes",
            R"({"dispositifs": [{"nom": "Résidence du Lac", "genre": "residence_sociale",
                "places": 80}], "taux_reservation": 30, "mode_reservation": "flux",
                "heures_orientation": 120, "frequence_evaluation_mois": 12,
                "referent_siao": "Mme Roy", "referent_gestionnaire": "M. Petit",
                "date_debut": "2026-06-01", "confidentialite_rappelee": true})"),
         at("2026-05-05T09:00:00.000Z", "ddets_instruction", "approuver",
            R"({"partie": "etat", "approuve_par": "Mme Vu", "date_approbation": "2026-05-05"})"),
         at("2026-05-05T10:00:00.000Z", "siao_responsable", "approuver",
            R"({"partie": "siao", "approuve_par": "Mme Roy", "date_approbation": "2026-05-05"})"),
         at("2026-05-05T11:00:00.000Z", "gestionnaire_direction", "approuver",
            R"({"partie": "gestionnaire", "approuve_par": "M. Petit",
                "date_approbation": "2026-05-05"})")},
        {"convention_tripartite_residence_sociale"}};
    const std::string id = live(desk, life, "{}");
    expect_issued(desk, life, id);
    const std::string text = written(desk, id, "convention_tripartite_residence_sociale");
    for (const char* said : {"Résidence du Lac", "80", "120", "Foyer du Lac"}) {
        EXPECT_NE(text.find(said), std::string::npos) << said;
    }
}

TEST(Conventions, an_authorisation_is_written_to_the_body_that_admits) {
    Desk desk;
    state_service(desk);
    const std::string state = R"("etat_informe": true, "date_information_etat": "2026-05-04",
        "signataire_nom": "Jo Roy", "signataire_qualite": "Directrice")";
    const Life life = {
        "direct admissions, renewed",
        "admission_directe",
        {at("2026-05-04T08:00:00.000Z", "siao_responsable", "demander",
            R"({"gestionnaire_nom": "Association", "gestionnaire": ")" + desk.gestionnaire +
                R"(", "dispositifs": [{"nom": "Le Pont", "places": 12}],
                "motif_autorisation": "difficultes_recurrentes",
                "faits": "Douze places vides en avril."})"),
         at("2026-05-05T08:00:00.000Z", "siao_responsable", "accorder",
            R"({"initiative": "siao", "date_debut": "2026-05-10", "date_fin": "2026-08-10", )" +
                state + "}"),
         at("2026-08-05T08:00:00.000Z", "siao_responsable", "renouveler",
            R"({"faits": "Six places vides en juillet.", "bilan_precedent": "Six admissions.",
                "date_debut": "2026-08-11", "date_fin": "2026-10-11", )" +
                state + "}")},
        {"autorisation_admissions_directes"}};
    const std::string id = live(desk, life, "{}");
    expect_issued(desk, life, id);
    const std::string letter = written(desk, id, "autorisation_admissions_directes");
    const auto addressee = letter.find("Association");
    ASSERT_NE(addressee, std::string::npos);
    EXPECT_LT(addressee, letter.find("SIAO d&#39;essai"));
    EXPECT_NE(letter.find("Six admissions."), std::string::npos);
}

}  // namespace
}  // namespace preavis::service::test

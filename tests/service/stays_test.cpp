// What a stay goes through beside the four machines, lived through the real use-cases: a proposal,
// a renewal, a change of hotel, an exit; every document that their events order is issued.
#include <gtest/gtest.h>

#include <algorithm>

#include "access/policy.h"
#include "service/life.h"

namespace preavis::service::test {
namespace {

constexpr const char* stabilised = R"({"date_debut": "2026-03-01", "date_evaluation": "2026-04-20",
    "preconisation": "hotel", "contrat_signe": true, "date_decision": "2026-05-04"})";
constexpr const char* proposal = R"({"proposition_structure": "Centre des Tilleuls",
    "proposition_gestionnaire": "Association Les Tilleuls",
    "proposition_nature": "un appartement partagé", "adresse_protegee": false,
    "proposition_adresse": "14, rue de la Source, Montreuil",
    "conditions_accueil": ["Deux chambres"], "raisons_proposition": "Une place près de l'école.",
    "proposition_coherente": true, "signataire_nom": "Jo Roy",
    "signataire_qualite": "Directrice"})";
constexpr const char* explained = R"({"date_proposition": "2026-05-04T10:00:00Z",
    "date_remise": "2026-05-04", "canal": "remise_en_main_propre", "explique_par": "Paul Roy",
    "raisons_legitimes_expliquees": true, "consequences_expliquees": true})";
constexpr const char* refused = R"({"date_reponse": "2026-05-04T11:00:00Z",
    "canal_reponse": "appel", "motif_refus_menage": "eloignement_emploi",
    "recueilli_par": "Hugo Brival", "raisons_du_menage": "Le trajet est trop long."})";
constexpr const char* signed_by =
    R"({"signataire_nom": "Jo Roy", "signataire_qualite": "Directrice"})";

const std::vector<Life> lives = {
    {"a proposal explained, then refused",
     "orientation",
     {{"2026-05-04T08:00:00.000Z", "siao_agent", "ouvrir", R"({"menage_heberge": true})"},
      {"2026-05-04T09:00:00.000Z", "siao_agent", "proposer", proposal},
      {"2026-05-04T10:30:00.000Z", "siao_agent", "expliquer_proposition", explained},
      {"2026-05-04T11:30:00.000Z", "siao_agent", "refuser", refused}},
     {"proposition_orientation", "recepisse_remise", "refus_orientation"}},
    {"a renewal decided and handed over, and a certificate",
     "sejour_hotel",
     {{"2026-05-04T08:00:00.000Z", "siao_responsable", "stabiliser", stabilised},
      {"2026-06-01T08:00:00.000Z", "siao_responsable", "renouveler",
       R"({"mode_renouvellement": "echange", "date_echange": "2026-06-01",
           "date_decision": "2026-06-01", "date_debut_periode": "2026-06-01",
           "date_fin_periode": "2026-08-31", "date_prochain_contact": "2026-08-15",
           "modalites_renouvellement": "Appelez le SIAO.", "signataire_nom": "Jo Roy",
           "signataire_qualite": "Directrice"})"},
      {"2026-06-02T08:00:00.000Z", "siao_agent", "remettre_decision",
       R"({"date_remise": "2026-06-02", "canal": "remise_en_main_propre"})"},
      {"2026-06-03T08:00:00.000Z", "siao_agent", "delivrer_attestation", signed_by}},
     {"decision_renouvellement", "recepisse_remise", "attestation_hebergement"}},
    {"a renewal that nobody asked for",
     "sejour_hotel",
     {{"2026-05-04T08:00:00.000Z", "siao_responsable", "stabiliser", stabilised},
      {"2026-05-05T08:00:00.000Z", "siao_agent", "constater_non_renouvellement",
       R"({"date_renouvellement_attendu": "2026-05-05"})"},
      {"2026-05-06T08:00:00.000Z", "siao_agent", "rappeler_cadre",
       R"({"date_rappel": "2026-05-06", "rappel_par": "Jo Roy",
           "date_nouvelle_echeance": "2026-05-12", "modalites_renouvellement": "Appelez le SIAO.",
           "signataire_nom": "Jo Roy", "signataire_qualite": "Directrice"})"}},
     {"rappel_cadre"}},
    {"a change of hotel told to the ménage",
     "sejour_hotel",
     {{"2026-05-04T08:00:00.000Z", "siao_responsable", "stabiliser", stabilised},
      {"2026-05-05T08:00:00.000Z", "siao_agent", "prevoir_changement",
       R"({"proposition_structure": "Hôtel des Marronniers", "adresse_protegee": false,
           "proposition_adresse": "51, avenue du Bois", "date_changement_prevu": "2026-05-25",
           "motif_changement": "Les chambres ferment.", "changement_departement": false,
           "signataire_nom": "Jo Roy", "signataire_qualite": "Directrice"})"},
      {"2026-05-05T10:00:00.000Z", "siao_agent", "informer_changement",
       R"({"date_information_changement": "2026-05-05",
           "date_proposition": "2026-05-05T09:00:00Z", "canal": "remise_en_main_propre",
           "consequences_expliquees": true})"}},
     {"notification_changement_hotel", "recepisse_remise"}},
    {"nights that nobody asked to renew",
     "avertissement_non_renouvellement",
     {{"2026-05-04T08:00:00.000Z", "siao_agent", "accorder",
       R"({"date_entree": "2026-05-04", "date_fin_periode": "2026-05-10",
           "date_renouvellement_attendu": "2026-05-08",
           "modalites_renouvellement": "Appelez le 115 avant midi."})"},
      {"2026-05-09T08:00:00.000Z", "siao_agent", "constater_non_renouvellement", "{}"},
      {"2026-05-09T09:00:00.000Z", "siao_agent", "avertir", signed_by}},
     {"avertissement_non_renouvellement"}},
    {"a departure confirmed in writing",
     "sortie",
     {{"2026-05-04T08:00:00.000Z", "siao_responsable", "enregistrer",
       R"({"motif_fin": "depart_volontaire", "date_fin": "2026-05-04",
           "motif_sortie": "vous rejoignez votre famille", "date_annonce_depart": "2026-05-02",
           "canal_annonce": "appel"})"},
      {"2026-05-04T09:00:00.000Z", "siao_responsable", "confirmer_depart", signed_by},
      {"2026-05-05T09:00:00.000Z", "siao_agent", "remettre_confirmation",
       R"({"date_remise": "2026-05-05", "canal": "remise_en_main_propre"})"}},
     {"confirmation_depart", "recepisse_remise"}},
    {"a sheet that the ménage read",
     "evaluation",
     {{"2026-05-04T08:00:00.000Z", "siao_agent", "ouvrir", R"({"date_debut": "2026-05-04"})"},
      {"2026-05-05T08:00:00.000Z", "travailleur_social", "realiser",
       R"({"date_evaluation": "2026-05-05", "participation_menage": true, "preconisation": "hotel",
           "evaluateur": "Jeanne Lormel", "evaluateur_qualite": "travailleuse sociale",
           "nature_evaluation": "premiere", "origine_demande": "siao", "surendettement": "aucun",
           "couverture_sante": "ouverte", "mesure_protection": false, "situation_logement": "hotel",
           "motifs_demande": ["sans_logement"], "souhaits_menage": "Un petit logement.",
           "expose": "Le ménage travaille.", "arguments": "Les ressources sont régulières.",
           "preconisations": ["logement_accompagne"]})"},
      {"2026-05-06T08:00:00.000Z", "siao_agent", "valider",
       R"({"date_validation": "2026-05-06", "copie_remise": true,
           "validation_menage": "valide"})"}},
     {"fiche_evaluation"}},
};

TEST(Stays, issue_every_document_that_their_events_order) {
    for (const Life& life : lives) {
        Desk desk;
        expect_issued(desk, life, live(desk, life, desk.household("Haddad")));
    }
}

std::string state_of(Desk& desk, const std::string& dossier) {
    return desk.store().dossier(dossier, access::system_scope())->state;
}

TEST(Links, an_exit_ends_everything_that_leans_on_the_stay) {
    Desk desk;
    const std::string parties = desk.household("Haddad");
    const auto begun = [&](const char* workflow, const Act& act) {
        return live(desk, {workflow, workflow, {act}}, parties);
    };
    const std::string evaluation = begun(
        "evaluation",
        {"2026-05-04T08:00:00.000Z", "siao_agent", "ouvrir", R"({"date_debut": "2026-05-04"})"});
    const std::string contract =
        begun("contrat_sejour", {"2026-05-04T09:00:00.000Z", "siao_responsable", "admettre",
                                 R"({"regime": "stabilisee", "date_admission": "2026-05-04",
                                     "sejour_plus_de_deux_mois": true, "evaluation_a_jour": true,
                                     "preconisation": "hotel", "demande_si_siao": true})"});
    const std::string stay = begun(
        "sejour_hotel", {"2026-05-04T10:00:00.000Z", "siao_responsable", "stabiliser", stabilised});
    const std::string absence =
        begun("absence", {"2026-05-08T08:00:00.000Z", "siao_agent", "signaler_absence",
                          R"({"derniere_presence": "2026-05-08T06:00:00Z",
                              "absence_annoncee": false, "signale_par": "hotelier"})"});
    begun("sortie", {"2026-05-10T08:00:00.000Z", "siao_responsable", "enregistrer",
                     R"({"motif_fin": "sortie_positive", "date_fin": "2026-05-10"})"});
    EXPECT_EQ(state_of(desk, evaluation), "close");
    EXPECT_EQ(state_of(desk, contract), "clos");
    EXPECT_EQ(state_of(desk, stay), "clos");
    EXPECT_EQ(state_of(desk, absence), "terminee");
    for (const std::string& each : {evaluation, contract, stay, absence}) {
        const auto dossier = *desk.store().dossier(each, access::system_scope());
        EXPECT_TRUE(
            std::none_of(dossier.deadlines.begin(), dossier.deadlines.end(), dossier::is_running))
            << dossier.workflow;
    }
    EXPECT_TRUE(desk.store().jobs(10).empty());
}

}  // namespace
}  // namespace preavis::service::test

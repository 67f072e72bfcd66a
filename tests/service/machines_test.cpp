// Each procedure lived through the real use-cases: every document that an event orders is issued.
#include <gtest/gtest.h>

#include <algorithm>

#include "access/policy.h"
#include "service/life.h"
#include "service/linking.h"

namespace preavis::service::test {
namespace {

constexpr const char* interview = R"({
    "date_entretien": "2026-05-05",
    "participants": ["Mme Haddad"],
    "participation_menage": true,
    "objectifs": ["Trouver un logement"],
    "prestations": ["Un accompagnement"],
    "conditions_sejour": "Une chambre et une cuisine.",
    "participation_financiere_demandee": false,
    "personne_confiance_designee": true})";
constexpr const char* handed_over = R"({"date_remise_contrat": "2026-05-06",
    "remis_par_nom": "Jo Roy", "signataires": ["Mme Haddad", "Jo Roy"]})";

constexpr const char* violence =
    R"({"motif": "violence", "faits": "Une bagarre le 3 mai.", "signale_par": "siao"})";
constexpr const char* instruction =
    R"({"menage_suivi_pash": false, "information_motifs_a_l_entree": true,
               "date_faits": "2026-05-03", "source_faits": "Le gardien",
               "vulnerabilite_examinee": true, "vulnerabilite_constats": "Une femme seule."})";

const std::vector<Life> lives = {
    {"a contract in a hotel, its amendment and its tariff",
     "contrat_sejour",
     {{"2026-05-04T08:00:00.000Z", "siao_responsable", "admettre",
       R"({"regime": "stabilisee", "date_admission": "2026-05-04",
               "sejour_plus_de_deux_mois": true, "evaluation_a_jour": true,
               "preconisation": "hotel", "demande_si_siao": true})"},
      {"2026-05-05T08:00:00.000Z", "travailleur_social", "remettre_notice_personne_confiance",
       R"({"date_remise_notice": "2026-05-05", "attestation_notice": true})"},
      {"2026-05-05T09:00:00.000Z", "siao_responsable", "tenir_entretien", interview},
      {"2026-05-06T09:00:00.000Z", "siao_responsable", "remettre", handed_over},
      {"2026-05-06T10:00:00.000Z", "siao_responsable", "signer",
       R"({"signataire": "Mme Haddad", "date_signature": "2026-05-06",
               "moyen_signature": "compte"})"},
      {"2026-05-06T11:00:00.000Z", "siao_responsable", "signer",
       R"({"signataire": "Jo Roy", "date_signature": "2026-05-06",
               "moyen_signature": "compte"})"},
      {"2026-06-01T11:00:00.000Z", "siao_responsable", "conclure_avenant",
       R"({"motif_avenant": "objectifs_a_six_mois", "avenant_texte": "Un stage en plus.",
               "date_avenant": "2026-06-01", "avenant_signe_par": ["Mme Haddad", "Jo Roy"]})"},
      {"2026-06-02T11:00:00.000Z", "gestionnaire_direction", "modifier_tarif",
       R"({"date_annexe_tarifaire": "2026-06-02", "participation_mensuelle": 12000,
               "participation_absence": "Rien n'est dû."})"}},
     {"notice_personne_confiance", "contrat_sejour_hotel", "avenant_contrat_sejour",
      "annexe_tarifaire", "recepisse_remise"}},
    {"a short stay has its individual document",
     "contrat_sejour",
     {{"2026-05-04T08:00:00.000Z", "siao_responsable", "admettre",
       R"({"structure_type": "chrs", "regime": "insertion", "date_admission": "2026-05-04",
               "sejour_plus_de_deux_mois": false})"},
      {"2026-05-05T09:00:00.000Z", "siao_responsable", "prevoir_entretien",
       R"({"date_entretien_prevu": "2026-05-20", "personne_confiance_designee": true})"},
      {"2026-05-05T10:00:00.000Z", "siao_responsable", "tenir_entretien", interview},
      {"2026-05-06T09:00:00.000Z", "siao_responsable", "remettre", handed_over}},
     {"dipc", "recepisse_remise"}},
    {"an authorised absence",
     "absence",
     {{"2026-05-04T08:00:00.000Z", "siao_agent", "demander_autorisation",
       R"({"date_depart_absence": "2026-05-10", "date_retour_prevu": "2026-05-20"})"},
      {"2026-05-05T08:00:00.000Z", "siao_agent", "autoriser",
       R"({"autorisee_par": "Jo Roy", "signataire_qualite": "Responsable"})"}},
     {"autorisation_absence"}},
    {"an absence without news, a contact first",
     "absence",
     {{"2026-05-08T08:00:00.000Z", "siao_agent", "signaler_absence",
       R"({"derniere_presence": "2026-05-04T20:00:00Z", "absence_annoncee": false,
               "signale_par": "hotelier"})"},
      {"2026-05-08T09:00:00.000Z", "siao_agent", "noter_contact",
       R"({"date_contact": "2026-05-08T09:00:00Z", "canal_contact": "SMS",
               "signataire_nom": "Jo Roy", "signataire_qualite": "Agent"})"}},
     {"contact_absence"}},
    {"an appointment for the evaluation",
     "evaluation",
     {{"2026-05-04T08:00:00.000Z", "siao_agent", "ouvrir", R"({"date_debut": "2026-05-04"})"},
      {"2026-05-05T08:00:00.000Z", "siao_agent", "fixer_rendez_vous",
       R"({"date_rendez_vous": "2026-05-12T09:00:00Z", "lieu_rendez_vous": "3, rue Haute",
               "evaluateur": "Jo Roy", "signataire_nom": "Jo Roy",
               "signataire_qualite": "Agent"})"}},
     {"convocation_evaluation"}},
    {"a unit that comes free, and a candidate refused",
     "logement_vacant",
     {{"2026-05-04T08:00:00.000Z", "gestionnaire_direction", "declarer",
       R"({"unite": "Studio 12", "date_connue": "2026-05-04",
               "date_liberation": "2026-06-01"})",
       "gestionnaire"},
      {"2026-05-04T09:00:00.000Z", "gestionnaire_direction", "notifier",
       R"({"date_notification": "2026-05-04T09:00:00Z", "place_personnes": 1,
               "place_accessible": false, "gestion_place": "stock", "signataire_nom": "Jo Roy",
               "signataire_qualite": "Directeur"})",
       "gestionnaire"},
      {"2026-05-05T09:00:00.000Z", "siao_agent", "proposer",
       R"({"candidat": "2026-00012", "rang": 1})"},
      {"2026-05-06T09:00:00.000Z", "gestionnaire_direction", "refuser_candidat",
       R"({"candidat": "2026-00012", "motif_refus": "non_presentation",
               "raison_refus": "Personne à l'heure dite.",
               "date_proposition": "2026-05-05T09:00:00Z",
               "solutions_recherchees": "Un autre rendez-vous.", "menage_prevenu": true,
               "signataire_nom": "Jo Roy", "signataire_qualite": "Directeur"})",
       "gestionnaire"}},
     {"declaration_vacance", "refus_admission_structure"}},
    {"a decision answered after observations, and belongings kept",
     "arret_prise_en_charge",
     {{"2026-05-04T08:00:00.000Z", "siao_responsable", "signaler", violence},
      {"2026-05-04T08:10:00.000Z", "siao_responsable", "ouvrir", instruction},
      {"2026-05-04T08:20:00.000Z", "siao_responsable", "decider",
       R"({"motivation": "Les faits sont établis.", "proportionnalite": "Un suivi continue.",
               "date_depart": "2026-05-07", "signataire_nom": "Jo Roy",
               "signataire_qualite": "Directrice", "dispense_contradictoire": "urgence",
               "dispense_motif": "Danger.", "lieu_effets_personnels": "La réserve"})"},
      {"2026-05-04T08:30:00.000Z", "siao_responsable", "annoncer_oralement",
       R"({"annonce_orale": "faite", "date_annonce": "2026-05-04T08:25:00Z",
               "annonce_par": "Jo Roy", "annonce_langue": "fr"})"},
      {"2026-05-04T09:00:00.000Z", "siao_responsable", "servir",
       R"({"date_remise": "2026-05-04", "canal": "remise_en_main_propre"})"},
      {"2026-05-05T09:00:00.000Z", "siao_responsable", "recevoir_observations",
       R"({"observations": "Je n'étais pas là.", "date_observations": "2026-05-05"})"},
      {"2026-05-05T10:00:00.000Z", "siao_responsable", "confirmer",
       R"({"reponse_motivee": "Deux témoins l'ont vue."})"},
      {"2026-05-07T10:00:00.000Z", "siao_responsable", "constater_effet", "{}"},
      {"2026-05-07T11:00:00.000Z", "siao_responsable", "inventorier_effets_personnels",
       R"({"inventaire": ["Une valise"], "lieu_effets_personnels": "La réserve",
               "date_retrait_effets": "2026-05-07", "nom_inventaire": "Jo Roy",
               "issue_inventaire": "absent"})"}},
     {"notification_arret_prise_en_charge", "recepisse_remise", "decision_apres_observations",
      "inventaire_effets_personnels"}},
    {"a decision modified",
     "arret_prise_en_charge",
     {{"2026-05-04T08:00:00.000Z", "siao_responsable", "signaler", violence},
      {"2026-05-04T08:10:00.000Z", "siao_responsable", "ouvrir", instruction},
      {"2026-05-04T08:20:00.000Z", "siao_responsable", "decider",
       R"({"motivation": "Les faits sont établis.", "proportionnalite": "Un suivi continue.",
               "date_depart": "2026-05-07", "signataire_nom": "Jo Roy",
               "signataire_qualite": "Directrice", "dispense_contradictoire": "urgence",
               "dispense_motif": "Danger."})"},
      {"2026-05-04T09:20:00.000Z", "siao_responsable", "reexaminer",
       R"({"motif_reexamen": "Une place est libre ailleurs."})"},
      {"2026-05-04T09:30:00.000Z", "siao_responsable", "modifier",
       R"({"reponse_motivee": "Le départ est retardé.", "motivation": "Les faits sont établis.",
               "changements_decides": "La date de départ.",
               "proportionnalite": "Un suivi continue.", "date_depart": "2026-05-20",
               "signataire_nom": "Jo Roy", "signataire_qualite": "Directrice"})"}},
     {"decision_apres_observations"}},
    {"a convention from its draft to its review and an amendment",
     "convention_tripartite",
     {{"2026-05-04T08:00:00.000Z", "ddets_instruction", "creer",
       R"({"modele": "general", "gestionnaire_nom": "Association du Pont",
               "parties": ["etat", "siao", "gestionnaire"]})"},
      {"2026-05-04T09:00:00.000Z", "ddets_instruction", "proposer_termes",
       R"({"dispositifs": [{"nom": "CHU du Pont", "genre": "chu", "places": 40}],
               "taux_reservation": 30, "mode_reservation": "stock", "heures_orientation": 192,
               "frequence_evaluation_mois": 6, "referent_siao": "Mme Roy",
               "referent_gestionnaire": "M. Petit", "date_debut": "2026-06-01",
               "confidentialite_rappelee": true})"},
      {"2026-05-05T09:00:00.000Z", "ddets_instruction", "approuver",
       R"({"partie": "etat", "approuve_par": "Mme Vu", "date_approbation": "2026-05-05"})"},
      {"2026-05-05T10:00:00.000Z", "siao_responsable", "approuver",
       R"({"partie": "siao", "approuve_par": "Mme Roy", "date_approbation": "2026-05-05"})"},
      {"2026-05-05T11:00:00.000Z", "gestionnaire_direction", "approuver",
       R"({"partie": "gestionnaire", "approuve_par": "M. Petit",
               "date_approbation": "2026-05-05"})"},
      {"2026-05-06T09:00:00.000Z", "ddets_instruction", "signer",
       R"({"signataires": ["Mme Vu", "Mme Roy"], "signataire": "Mme Vu",
               "qualite": "Directrice", "date_signature": "2026-05-06",
               "moyen_signature": "compte"})"},
      {"2026-05-06T10:00:00.000Z", "siao_responsable", "signer",
       R"({"signataire": "Mme Roy",
               "qualite": "Directrice", "date_signature": "2026-05-06",
               "moyen_signature": "compte"})"},
      {"2026-12-01T10:00:00.000Z", "siao_responsable", "tenir_bilan_annuel",
       R"({"date_bilan": "2026-12-01", "bilan": "Douze logements libérés."})"},
      {"2026-12-02T10:00:00.000Z", "siao_responsable", "demander_avenant",
       R"({"avenant_objet": "Vingt places de plus", "avenant_cause": "Un étage ouvre.",
               "avenant_consequences": "Le taux ne change pas.",
               "date_demande_avenant": "2026-12-02",
               "signataires_avenant": ["Mme Vu", "Mme Roy"]})"}},
     {"convention_tripartite", "bilan_annuel_convention", "avenant_convention"}},
};

const Life silence = {"an absence without news",
                      "absence",
                      {{"2026-05-08T08:00:00.000Z", "siao_responsable", "signaler_absence",
                        R"({"derniere_presence": "2026-05-04T20:00:00Z", "absence_annoncee": false,
          "signale_par": "hotelier"})"},
                       {"2026-05-08T09:00:00.000Z", "siao_responsable", "noter_tentative",
                        R"({"date_tentative": "2026-05-08T09:00:00Z", "canal_tentative": "appel",
          "resultat_tentative": "sans réponse"})"},
                       {"2026-05-08T10:00:00.000Z", "siao_responsable", "noter_tentative",
                        R"({"date_tentative": "2026-05-08T10:00:00Z", "canal_tentative": "SMS",
          "resultat_tentative": "sans réponse"})"},
                       {"2026-05-09T10:00:00.000Z", "siao_responsable", "decider_suite",
                        R"({"suite_decidee": "arret_a_examiner", "motif_suite": "Aucune nouvelle.",
          "controle_presence": true})"}},
                      {}};

std::vector<dossier::Dossier> all_of(Desk& desk, const std::string& workflow) {
    dossier::DossierFilter filter;
    filter.workflow = workflow;
    return desk.store().dossiers(filter, access::system_scope());
}

TEST(Links, a_silence_opens_one_end_of_care_to_examine_even_if_its_job_runs_twice) {
    Desk desk;
    const std::string id = live(desk, silence, desk.household("Haddad"));
    const auto opened = all_of(desk, "arret_prise_en_charge");
    ASSERT_EQ(opened.size(), 1U);
    EXPECT_EQ(opened.front().state, "signale");
    EXPECT_EQ(text_of(opened.front().facts, "motif"), "absence");
    EXPECT_EQ(text_of(opened.front().facts, "regime"), "stabilisee");
    const auto absence = *desk.store().dossier(id, access::system_scope());
    dossier::Dossier before = absence;
    --before.version;
    follow_link(desk.office(), link_job(before, "arret_a_examiner", desk.clock.now()));
    EXPECT_EQ(all_of(desk, "arret_prise_en_charge").size(), 1U);
    for (const std::string& side : {id, opened.front().id}) {
        const auto lines = desk.store().history(side, access::system_scope());
        EXPECT_EQ(std::count_if(lines.begin(), lines.end(),
                                [](const auto& line) { return line.kind == "lien"; }),
                  1)
            << side;
    }
    EXPECT_TRUE(desk.store().jobs(10).empty());
}

TEST(Links, the_end_of_a_stay_closes_what_leans_on_it) {
    Desk desk;
    const std::string parties = desk.household("Haddad");
    const std::string evaluation = live(
        desk,
        {"followed",
         "evaluation",
         {{"2026-05-04T08:00:00.000Z", "siao_agent", "ouvrir", R"({"date_debut": "2026-05-04"})"}},
         {}},
        parties);
    live(desk,
         {"left",
          "contrat_sejour",
          {{"2026-05-04T08:00:00.000Z", "siao_responsable", "admettre",
            R"({"regime": "stabilisee", "date_admission": "2026-05-04",
                "sejour_plus_de_deux_mois": true, "evaluation_a_jour": true,
                "preconisation": "hotel", "demande_si_siao": true})"},
           {"2026-05-10T08:00:00.000Z", "siao_responsable", "clore",
            R"({"motif_fin": "sortie_positive", "date_fin": "2026-05-10"})"}},
          {}},
         parties);
    EXPECT_EQ(desk.store().dossier(evaluation, access::system_scope())->state, "close");
    EXPECT_TRUE(desk.store().jobs(10).empty());
}

/// What the procedure is about: a household, a structure, or organisations that its facts name.
std::string parties_of(Desk& desk, const Life& life) {
    const std::string& subject = desk.office().library.definitions.newest(life.workflow)->subject;
    if (subject == "menage") return desk.household("Haddad");
    if (subject != "structure") return "{}";
    return R"({"structure": ")" + structure(desk, "chu") + "\"}";
}

TEST(Machines, issue_every_document_that_their_events_order) {
    for (const Life& life : lives) {
        Desk desk;
        expect_issued(desk, life, live(desk, life, parties_of(desk, life)));
    }
}

}  // namespace
}  // namespace preavis::service::test

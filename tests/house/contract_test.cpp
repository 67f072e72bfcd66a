// The names on which the API, scripts and people rely. More may be added; these never change.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "document/template.h"
#include "house/sources.h"
#include "workflow/definition.h"

namespace preavis::house {
namespace {

using Names = std::set<std::string>;

/// The words of a text.
Names words(const std::string& text) {
    Names names;
    for (const std::string& word : base::split(text, ' ')) {
        if (!word.empty()) names.insert(word);
    }
    return names;
}

struct Procedure {
    Names states;
    Names events;
};

const std::map<std::string, Procedure> procedures = {
    {"kit_accueil",
     {words("attendu presente remis explique confirme incomplet exempte non_presente"),
      words("arriver presenter_lieux remettre expliquer confirmer_reception "
            "constater_non_presentation reediter")}},
    {"contrat_sejour",
     {words("a_etablir remis en_discussion signe actif dipc clos"),
      words("admettre remettre_notice_personne_confiance tenir_entretien remettre signer "
            "refuser_signature conclure_avenant actualiser clore")}},
    {"arret_prise_en_charge",
     {words("signale instruction contradictoire avis_pash decide annonce notifie effet_possible "
            "effectif execute classe_sans_suite reexamen retire suspendu "
            "maintien_dans_les_lieux"),
      words("signaler ouvrir demander_avis_pash rendre_avis_pash engager_contradictoire "
            "recevoir_observations clore_contradictoire classer decider annoncer_oralement servir "
            "reexaminer confirmer modifier retirer constater_effet constater_depart "
            "constater_maintien suspendre reprendre inventorier_effets_personnels "
            "noter_saisie_si_siao")}},
    {"convention_tripartite",
     {words("projet negociation a_signer signature_partielle active avenant_en_cours suspendue "
            "a_renouveler close abandonnee"),
      words("creer proposer_termes approuver signer refuser_signature habiliter_si_siao "
            "tenir_bilan_annuel demander_avenant signer_avenant signaler_manquement suspendre "
            "reprendre denoncer renouveler clore")}},
};

const Names other_workflows = words(
    "logement_vacant admission_directe convention_pluriannuelle convention_partenariat absence "
    "orientation prise_en_charge_initiale evaluation sejour_hotel "
    "avertissement_non_renouvellement admission_chrs service_document sortie reponse_urgence");

const Names documents = words(
    "convention_tripartite convention_tripartite_residence_sociale avenant_convention "
    "bilan_annuel_convention autorisation_admissions_directes convention_pluriannuelle "
    "demande_avenant mise_en_demeure convention_partenariat notice_rgpd sms_orientation "
    "sms_reorientation sms_fin_prise_en_charge sms_rappel_renouvellement note_information_hotel "
    "presentation_acteurs kit_accueil recepisse_remise notice_personne_confiance "
    "contrat_sejour_chrs contrat_sejour_chu contrat_sejour_hotel dipc avenant_contrat_sejour "
    "annexe_tarifaire decision_admission_chrs refus_admission_chrs demande_prolongation_chrs "
    "notification_participation_financiere attestation_hebergement fiche_evaluation "
    "proposition_orientation refus_orientation refus_admission_structure "
    "notification_changement_hotel decision_renouvellement rappel_cadre "
    "avertissement_non_renouvellement autorisation_absence contact_absence demande_avis_pash "
    "convocation_evaluation information_prealable notification_arret_prise_en_charge "
    "decision_apres_observations confirmation_depart inventaire_effets_personnels "
    "declaration_vacance");

const Names grounds = words(
    "violence absence non_renouvellement refus_changement_hotel refus_proposition "
    "refus_evaluation refus_accompagnement manquement_contrat manquement_reglement "
    "fin_prise_en_charge_initiale tres_long_sejour evolution_situation");

const workflow::Definitions& definitions() {
    static const auto read =
        std::get<workflow::Definitions>(workflow::Definitions::read(root() / "workflows"));
    return read;
}

/// What is in `wanted` and not in `found`, as one text.
std::string missing(const Names& wanted, const Names& found) {
    Names rest;
    std::set_difference(wanted.begin(), wanted.end(), found.begin(), found.end(),
                        std::inserter(rest, rest.begin()));
    return told({rest.begin(), rest.end()});
}

TEST(Contract, KeepsTheStatesAndEventsOfEachProcedure) {
    for (const auto& [name, procedure] : procedures) {
        const workflow::Definition* definition = definitions().newest(name);
        if (definition == nullptr) continue;
        Names states;
        Names events;
        for (const workflow::State& state : definition->states) states.insert(state.name);
        for (const workflow::Transition& each : definition->transitions) events.insert(each.event);
        EXPECT_EQ(missing(procedure.states, states), "") << name;
        EXPECT_EQ(missing(procedure.events, events), "") << name;
    }
}

TEST(Contract, KeepsTheGroundsOfAnEndOfCare) {
    const workflow::Definition* definition = definitions().newest("arret_prise_en_charge");
    ASSERT_NE(definition, nullptr);
    const auto& choices = find(definition->facts, "motif")->type.choices;
    EXPECT_EQ(missing(grounds, {choices.begin(), choices.end()}), "");
}

TEST(Contract, NamesEveryWorkflow) {
    for (const std::string& name : definitions().names()) {
        EXPECT_TRUE(procedures.contains(name) || other_workflows.contains(name)) << name;
    }
}

TEST(Contract, NamesEveryDocument) {
    const auto templates =
        std::get<document::Templates>(document::Templates::read(root() / "templates"));
    for (const std::string& name : templates.names()) {
        EXPECT_TRUE(documents.contains(name)) << name;
    }
}

}  // namespace
}  // namespace preavis::house

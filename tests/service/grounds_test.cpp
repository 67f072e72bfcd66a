// An end of care lived through for each of the twelve grounds, at the hotel and in each kind of
// structure: every document that it orders is issued, and says why, from when, and until when.
#include <gtest/gtest.h>

#include <array>

#include "service/life.h"

namespace preavis::service::test {
namespace {

/// What the file of a ground must hold, and what its letter must then say.
struct Ground {
    const char* name;
    const char* facts;
    const char* said;
};

constexpr const char* proposal = R"("proposition_structure": "Centre du Lac",
    "date_proposition": "2026-05-01T09:00:00Z", "proposition_coherente": true,
    "proposition_expliquee": true, "raisons_legitimes_expliquees": true,
    "reponse_menage": "refus", "raisons_du_menage": "Trop loin de la famille.",
    "raisons_etudiees": true, "referent_recherche": true,
    "date_recherche_referent": "2026-05-02", "consequences_expliquees": true,
    "caractere_adapte_apprecie_par": "travailleur_social")";

const std::string refusal_of_a_move =
    std::string(proposal) +
    R"(, "date_information_changement": "2026-04-20", "date_changement_prevu": "2026-05-15")";

const std::array<Ground, 12> grounds = {{
    {"violence", R"("date_faits": "2026-05-03", "source_faits": "Le gardien de nuit")",
     "comportement violent"},
    {"absence", R"("derniere_presence": "2026-04-28T20:00:00Z", "absence_annoncee": false,
        "absence_autorisee": false, "date_contact": "2026-05-01T09:00:00Z", "canal_contact": "SMS",
        "motif_exceptionnel_absence": false, "reponse_absence": "sans_nouvelles")",
     "28 avril 2026"},
    {"non_renouvellement", R"("date_rappel_cadre": "2026-04-15", "nombre_non_renouvellements": 2)",
     "15 avril 2026"},
    {"refus_changement_hotel", refusal_of_a_move.c_str(), "Centre du Lac"},
    {"refus_proposition", proposal, "Centre du Lac"},
    {"refus_evaluation", R"("date_rendez_vous_evaluation": "2026-04-16", "dialogue_mene": true,
        "motif_valable": false, "consequences_expliquees": true)",
     "16 avril 2026"},
    {"refus_accompagnement", R"("date_entretien": "2026-04-17", "refus_persistant": true)",
     "17 avril 2026"},
    {"manquement_contrat", R"("date_faits": "2026-05-02", "source_faits": "L'équipe de jour",
        "clause_invoquee": "Article 4 du contrat signé.", "manquement_grave": true)",
     "Article 4 du contrat signé."},
    {"manquement_reglement", R"("manquement_grave": true, "incidents": [
        {"date": "2026-04-18", "faits": "Une fête la nuit."},
        {"date": "2026-04-25", "faits": "Une porte forcée."}])",
     "Une porte forcée."},
    {"fin_prise_en_charge_initiale",
     R"("continuite_examinee": true, "date_evaluation": "2026-04-19",
        "decision_priorite": "Le ménage n'est plus prioritaire.", "accompagnement_propose": true)",
     "Le ménage n&#39;est plus prioritaire."},
    {"tres_long_sejour", R"("continuite_examinee": true, "date_evaluation": "2026-04-20",
        "sortie_logement_impossible": true, "accompagnement_propose": true)",
     "20 avril 2026"},
    {"evolution_situation", R"("continuite_examinee": true, "date_evaluation": "2026-04-21",
        "situation_nouvelle": "Un logement est attribué.")",
     "Un logement est attribué."},
}};

/// Who decides, and where.
struct Place {
    const char* kind;
    const char* regime;
    const char* role;
};
constexpr Place hotel = {"hotel", "stabilisee", "siao_responsable"};
constexpr std::array<Place, 4> places = {{{"chrs", "insertion", "gestionnaire_direction"},
                                          {"chu", "stabilisee", "gestionnaire_direction"},
                                          {"halte_de_nuit", "stabilisee", "gestionnaire_direction"},
                                          {"alt", "insertion", "gestionnaire_direction"}}};

std::string braces(const std::string& facts) {
    return "{" + facts + "}";
}

std::string reported(const Ground& ground, const Place& place) {
    return braces(R"("faits": "Ce qui est noté au dossier.", "signale_par": "siao", "motif": ")" +
                  std::string(ground.name) + R"(", "structure_type": ")" + place.kind +
                  R"(", "regime": ")" + place.regime + "\"");
}

constexpr const char* decision = R"({"motivation": "Les faits sont établis.",
    "proportionnalite": "Aucune autre mesure ne suffit.", "date_depart": "2026-07-15",
    "signataire_nom": "Jo Roy", "signataire_qualite": "Directrice",
    "lieu_effets_personnels": "La réserve"})";

/// From the report to the belongings that are kept.
Life life_of(const Ground& ground, const Place& place) {
    const std::string role = place.role;
    Life life{std::string(ground.name) + " " + place.kind, "arret_prise_en_charge"};
    const auto then = [&](const char* when, const char* event, const std::string& facts) {
        life.acts.push_back({when, role, event, facts});
    };
    then("2026-05-04T08:00:00.000Z", "signaler", reported(ground, place));
    then("2026-05-06T08:00:00.000Z", "ouvrir",
         braces(R"("menage_suivi_pash": false, "information_motifs_a_l_entree": true,
            "vulnerabilite_examinee": true, "vulnerabilite_constats": "Une adulte seule.", )" +
                std::string(ground.facts)));
    then("2026-05-06T09:00:00.000Z", "engager_contradictoire", "{}");
    then("2026-05-06T10:00:00.000Z", "remettre_information_prealable",
         R"({"date_remise_contradictoire": "2026-05-06",
             "canal_contradictoire": "remise_en_main_propre"})");
    then("2026-06-08T09:00:00.000Z", "clore_contradictoire", "{}");
    then("2026-06-08T10:00:00.000Z", "decider", decision);
    then("2026-06-08T11:00:00.000Z", "annoncer_oralement",
         R"({"annonce_orale": "faite", "date_annonce": "2026-06-08T10:30:00Z",
             "annonce_par": "Jo Roy", "annonce_langue": "fr"})");
    then("2026-06-09T09:00:00.000Z", "servir",
         R"({"date_remise": "2026-06-09", "canal": "remise_en_main_propre"})");
    then("2026-06-10T09:00:00.000Z", "recevoir_observations",
         R"({"observations": "Je ne suis pas d'accord.", "date_observations": "2026-06-10"})");
    then("2026-06-10T10:00:00.000Z", "confirmer", R"({"reponse_motivee": "Rien de nouveau."})");
    then("2026-07-15T10:00:00.000Z", "constater_effet", R"({"controle_presence": true})");
    then("2026-07-16T10:00:00.000Z", "inventorier_effets_personnels",
         R"({"inventaire": ["Une valise"], "lieu_effets_personnels": "La réserve",
             "date_retrait_effets": "2026-07-16", "nom_inventaire": "Jo Roy",
             "issue_inventaire": "absent"})");
    then("2026-07-17T10:00:00.000Z", "constater_depart",
         R"({"date_depart_constate": "2026-07-17"})");
    life.papers = {"information_prealable", "recepisse_remise",
                   "notification_arret_prise_en_charge", "decision_apres_observations",
                   "inventaire_effets_personnels"};
    if (std::string(ground.name) == "absence") life.papers.insert("confirmation_depart");
    return life;
}

bool says(const std::string& page, const std::string& words) {
    return page.find(words) != std::string::npos;
}

void expect_lived(const Ground& ground, const Place& place) {
    Desk desk;
    Life life = life_of(ground, place);
    const bool in_hotel = std::string(place.kind) == "hotel";
    for (Act& act : life.acts) act.organisation = in_hotel ? desk.siao : desk.gestionnaire;
    const std::string where = in_hotel ? desk.hotel : structure(desk, place.kind);
    const std::string id = live(desk, life, household_in(desk, where, place.regime));
    expect_issued(desk, life, id);
    const std::string letter = written(desk, id, "notification_arret_prise_en_charge");
    for (const std::string& words :
         {std::string(ground.said), std::string("15 juillet 2026"),
          std::string("Les faits sont établis."), std::string("tribunal administratif de Paris"),
          std::string("Mme Salma Haddad")}) {
        EXPECT_TRUE(says(letter, words)) << life.title << " : " << words;
    }
    EXPECT_TRUE(says(written(desk, id, "recepisse_remise"), "9 juin 2026")) << life.title;
    EXPECT_TRUE(says(written(desk, id, "recepisse_remise", "falc"), "15 juillet 2026"));
}

TEST(Grounds, each_is_written_in_every_letter_of_a_hotel) {
    for (const Ground& ground : grounds) expect_lived(ground, hotel);
}

TEST(Grounds, each_is_written_in_every_letter_of_a_structure) {
    for (std::size_t i = 0; i < grounds.size(); ++i) {
        const bool initial_care = std::string(grounds[i].name) == "fin_prise_en_charge_initiale";
        Place place = places[i % places.size()];
        if (initial_care) place = {place.kind, "stabilisee", place.role};
        expect_lived(grounds[i], place);
    }
}

/// One way to hand the decision over: what is noted, and what the receipt then counts from.
struct Channel {
    const char* title;
    const char* facts;
    const char* refused;  ///< by this rule; empty if it is taken
    const char* notice;   ///< last day that the receipt prints
    const char* event = "servir";
    std::vector<Act> before = {};  ///< what the post did first
};

const Act posted = {"2026-06-08T14:00:00.000Z", "siao_agent", "poster",
                    R"({"date_envoi": "2026-06-08", "numero_recommande": "RA 1234"})"};
const Act presented = {"2026-06-10T14:00:00.000Z", "siao_agent", "noter_presentation",
                       R"({"date_presentation_pli": "2026-06-10"})"};

const std::array<Channel, 8> channels = {{
    {"in hand", R"({"date_remise": "2026-06-09", "canal": "remise_en_main_propre"})", "",
     "24 juin 2026"},
    {"post without its receipt", R"({"date_remise": "2026-06-11", "canal": "lettre_recommandee"})",
     "preuve_manquante", ""},
    {"post that nobody sent",
     R"({"date_remise": "2026-06-11", "canal": "lettre_recommandee", "preuve": "RA 1234"})",
     "envoi_non_note", ""},
    {"post, received the day after its first presentation",
     R"({"date_remise": "2026-06-11", "canal": "lettre_recommandee", "preuve": "RA 1234"})",
     "",
     "26 juin 2026",
     "servir",
     {posted, presented}},
    {"post that nobody claimed: from its first presentation",
     R"({"date_retour_pli": "2026-06-25", "motif_retour": "non_reclame"})",
     "",
     "25 juin 2026",
     "noter_retour_pli",
     {posted, presented}},
    {"mail with its receipt", R"({"date_remise": "2026-06-10", "canal": "courriel_avec_accuse",
        "preuve": "Accusé du 10 juin"})",
     "", "25 juin 2026"},
    {"message with its receipt", R"({"date_remise": "2026-06-10", "canal": "sms_avec_accuse",
        "preuve": "Accusé du 10 juin"})",
     "", "25 juin 2026"},
    {"to a guardian later", R"({"date_remise": "2026-06-09", "canal": "remise_en_main_propre",
        "protection_juridique": true, "date_remise_tuteur": "2026-06-12"})",
     "", "27 juin 2026"},
}};

TEST(Service, the_receipt_prints_the_dates_that_count_from_it_whatever_the_channel) {
    for (const Channel& channel : channels) {
        Desk desk;
        Life life = life_of(grounds[6], hotel);
        life.acts.resize(7);  // announced
        life.acts.insert(life.acts.end(), channel.before.begin(), channel.before.end());
        const std::string id = live(desk, life, household_in(desk, desk.hotel, "stabilisee"));
        desk.clock.set("2026-06-25T15:00:00.000Z");
        const std::string act =
            std::string(R"({"event": ")") + channel.event + R"(", "facts": )" + channel.facts + "}";
        const Outcome served = desk.apply(id, act, desk.as(desk.actor("siao_responsable")));
        const bool taken = channel.refused[0] == '\0';
        EXPECT_EQ(verdict(served), taken ? "done" : channel.refused) << channel.title;
        if (!taken) continue;
        for (const char* variant : {"standard", "falc"}) {
            EXPECT_TRUE(says(written(desk, id, "recepisse_remise", variant), channel.notice))
                << channel.title << " " << variant;
        }
    }
}

}  // namespace
}  // namespace preavis::service::test

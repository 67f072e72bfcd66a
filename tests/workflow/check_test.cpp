#include <algorithm>
#include <map>

#include "base/text.h"
#include "workflow/small_procedure.h"
#include "workflow/world.h"

namespace preavis::workflow::testing {
namespace {

TEST(Check, holds_for_every_procedure) {
    for (const Definition& definition : world().definitions.all()) {
        EXPECT_EQ(base::to_string(check(definition, world().laws, template_names())), "")
            << definition.name;
    }
}

std::string problems_of(const std::string& yaml) {
    const auto reading = read_definition(yaml, "essai.yaml");
    const auto* problems = std::get_if<base::Problems>(&reading);
    if (problems != nullptr) return "unreadable: " + base::to_string(*problems);
    return base::to_string(check(std::get<Definition>(reading), world().laws, {"kit_accueil"}));
}

TEST(Check, finds_nothing_wrong_with_a_sound_procedure) {
    EXPECT_EQ(problems_of(small_procedure), "");
}

struct Flaw {
    const char* name;
    const char* good;
    const char* bad;
    const char* message;
};

const Flaw flaws[] = {
    {"unknown_law", "law: apec-preavis\n", "law: apec-preavi\n", "(peut-être « apec-preavis »)"},
    {"unknown_law_instead", "law: apec-preavis-refus", "law: refus", "n'est pas une règle"},
    {"notice_not_counted_as_one", "law: apec-preavis\n", "law: contradictoire\n",
     "ne se compte pas comme un préavis"},
    {"unknown_document", "document: kit_accueil", "document: kit_acceuil",
     "(peut-être « kit_accueil »)"},
    {"state_never_reached", "  clos: {",
     "  perdu: { title: Perdu, end: true, source: D }\n  clos: {",
     "« perdu » n'est jamais atteint"},
    {"end_that_is_left", "from: [ouvert]", "from: [ouvert, clos]",
     "est une fin, et un événement en sort"},
    {"state_without_end", "to: remis\n", "to: piege\n", "n'est jamais atteint"},
    {"no_end", "end: true, ", "", "aucun état n'est une fin"},
    {"fact_that_nobody_asks", "optional: [note, heure]", "optional: [heure]",
     "« note » n'est demandé par aucun"},
    {"deadline_never_started", "    start: [preavis]\n", "", "n'est jamais commencée"},
    {"deadline_never_settled", "    meet: [{ deadline: preavis, at: heure }]\n", "",
     "n'est jamais close"},
    {"trigger_told_without_start", "optional: [note, heure]",
     "optional: [note, heure, date_remise]", "sans la commencer"},
    {"timer_that_ends", "    from: [remis]\n    source: D\n  clore",
     "    from: [remis]\n    to: clos\n    source: D\n  clore", "mène seule à la fin"},
    {"branch_that_is_covered", "branches: [",
     "branches: [{ when: { any: [{ fact: pieces, contains: charte }, { fact: nombre, is: 1 }] }, "
     "to: remis }, ",
     "n'est jamais prise"},
    {"fact_without_source", "title: Note, source: D", "title: Note",
     "le fait « note » n'a pas de source"},
    {"guard_without_source", "court encore.\n    source: D\n", "court encore.\n",
     "la garde « preavis_en_cours » n'a pas de source"},
    {"guard_never_satisfied", "{ fact: nombre, at_least: 2 }]",
     "{ fact: nombre, at_least: 2 }, { fact: explique, is: false }]",
     "la garde « preavis_en_cours » de « clore » n'est jamais satisfaite"},
    {"guard_beyond_the_bounds_of_its_fact", "{ fact: nombre, at_least: 2 }]",
     "{ fact: nombre, at_least: 12 }]", "n'est jamais satisfaite quand elle s'applique"},
    {"guards_that_exclude_each_other", "needs: { actor: decider }",
     "needs: [{ actor: decider }, { fact: explique, is: true }, { fact: nombre, present: false }]",
     "n'est jamais satisfaite quand elle s'applique"},
    {"fact_read_before_it_is_asked", "optional: [note, heure]\n",
     "optional: [note, heure]\n    guards: [preavis_en_cours]\n",
     "« ouvrir » lit « explique », que rien n'a pu demander avant"},
    {"document_told_what_nobody_knows", "variants: [standard, falc] }]",
     "variants: [standard, falc], facts: { date_depart: date_remise } }]",
     "« ouvrir » lit « date_remise », que rien n'a pu demander avant"},
    {"state_where_people_can_do_nothing", "    by: [siao_responsable]\n    from: [remis]",
     "    by: [systeme]\n    from: [remis]",
     "à l'état « remis », personne ne peut rien faire avancer"},
    {"state_without_source", "title: Remis, source: D", "title: Remis",
     "l'état « remis » n'a pas de source"},
};

class CheckFlaw : public ::testing::TestWithParam<Flaw> {};

TEST_P(CheckFlaw, is_found) {
    const Flaw& flaw = GetParam();
    ASSERT_NE(small_procedure.find(flaw.good), std::string::npos) << flaw.good;
    std::string flawed = small_procedure;
    flawed.replace(flawed.find(flaw.good), std::string(flaw.good).size(), flaw.bad);
    if (std::string(flaw.name) == "state_without_end") {
        flawed =
            base::replaced(flawed, "  clos: {", "  piege: { title: Piège, source: D }\n  clos: {");
    }
    EXPECT_THAT(problems_of(flawed), ::testing::HasSubstr(flaw.message));
}

INSTANTIATE_TEST_SUITE_P(of_a_definition, CheckFlaw, ::testing::ValuesIn(flaws),
                         [](const auto& one) { return std::string(one.param.name); });

TEST(Check, finds_a_deadline_that_is_only_ever_stopped) {
    std::string flawed = base::replaced(small_procedure, "    raises: fin_du_preavis\n", "");
    flawed = base::replaced(flawed, "needs: [{ effective: preavis }, ", "needs: [");
    flawed = base::replaced(flawed, "meet: [{ deadline: preavis, at: heure }]", "stop: [preavis]");
    EXPECT_THAT(problems_of(flawed),
                ::testing::HasSubstr("l'échéance « preavis » n'a pas d'issue"));
}

TEST(Check, finds_a_deadline_that_may_end_where_nobody_looks_at_it) {
    std::string flawed = base::replaced(small_procedure, "  clos: {",
                                        "  attente: { title: Attente, source: D }\n  clos: {");
    flawed = base::replaced(flawed, "  clore:\n",
                            "  attendre:\n    title: Attendre\n    by: [siao_agent]\n"
                            "    from: [remis]\n    to: attente\n    source: D\n"
                            "  finir:\n    title: Finir\n    by: [siao_agent]\n"
                            "    from: [attente]\n    to: clos\n    source: D\n  clore:\n");
    EXPECT_THAT(problems_of(flawed),
                ::testing::HasSubstr("peut finir à l'état « attente », où rien ne la regarde"));
}

/// Every (state, event, role) cell is an event, or a refusal with its name and its sentence.
TEST(Check, leaves_no_cell_undefined) {
    const law::Territory paris = world().territory("metropole");
    const Surroundings surroundings{world().laws, paris, world().deciders};
    const law::Instant now = local_instant("2026-05-04 10:00", paris);
    std::size_t cells = 0;
    for (const Definition& definition : world().definitions.all()) {
        std::vector<std::string> states = {before_everything};
        for (const State& state : definition.states) states.push_back(state.name);
        for (const std::string& state : states) {
            dossier::Dossier dossier = new_dossier(definition, "metropole");
            dossier.state = state;
            for (const Transition& transition : definition.transitions) {
                for (const dossier::Role role : dossier::all_roles()) {
                    ++cells;
                    const auto answer =
                        step(definition, dossier, {transition.event, {}, now, actor_of(role)},
                             surroundings, now);
                    const auto* refusal = base::refusal_of(answer);
                    if (refusal == nullptr) continue;
                    EXPECT_FALSE(refusal->code.empty() || refusal->message.empty())
                        << definition.name << " " << state << " " << transition.event;
                }
            }
        }
    }
    EXPECT_GT(cells, 10'000U);
}

TEST(Check, finds_a_state_that_leads_to_no_end) {
    std::string flawed = base::replaced(small_procedure, "  clos: {",
                                        "  piege: { title: Piège, source: D }\n  clos: {");
    flawed =
        base::replaced(flawed, "contains: charte }, to: clos", "contains: charte }, to: piege");
    EXPECT_THAT(problems_of(flawed), ::testing::HasSubstr("« piege » ne mène à aucune fin"));
}

TEST(Definitions, are_listed_by_name_with_the_newest_last) {
    const Definitions& all = world().definitions;
    EXPECT_THAT(all.names(), ::testing::IsSupersetOf({"arret_prise_en_charge", "kit_accueil"}));
    ASSERT_NE(all.newest("kit_accueil"), nullptr);
    EXPECT_EQ(all.find("kit_accueil", 999), nullptr);
    EXPECT_EQ(all.newest("inconnu"), nullptr);
}

/// The contract's names: added to, never taken away.
TEST(Definitions, keep_the_names_of_the_contract) {
    const std::map<std::string, std::pair<std::string, std::string>> contract = {
        {"kit_accueil",
         {"attendu presente remis explique confirme incomplet exempte non_presente",
          "arriver presenter_lieux remettre expliquer confirmer_reception "
          "constater_non_presentation reediter"}},
        {"arret_prise_en_charge",
         {"signale instruction contradictoire avis_pash decide annonce notifie effet_possible "
          "effectif execute classe_sans_suite reexamen retire suspendu maintien_dans_les_lieux",
          "signaler ouvrir demander_avis_pash rendre_avis_pash engager_contradictoire "
          "recevoir_observations clore_contradictoire classer decider annoncer_oralement servir "
          "reexaminer confirmer modifier retirer constater_effet constater_depart "
          "constater_maintien suspendre reprendre inventorier_effets_personnels "
          "noter_saisie_si_siao"}}};
    for (const auto& [name, words] : contract) {
        const Definition& definition = world().definition(name);
        for (const std::string& state : base::split(words.first, ' ')) {
            EXPECT_NE(definition.state(state), nullptr) << state;
        }
        for (const std::string& event : base::split(words.second, ' ')) {
            EXPECT_TRUE(std::any_of(definition.transitions.begin(), definition.transitions.end(),
                                    [&](const auto& each) { return each.event == event; }))
                << event;
        }
    }
}

}  // namespace
}  // namespace preavis::workflow::testing

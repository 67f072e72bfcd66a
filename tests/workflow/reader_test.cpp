#include "base/text.h"
#include "workflow/definition.h"
#include "workflow/small_procedure.h"

namespace preavis::workflow::testing {
namespace {

struct Fault {
    const char* name;
    const char* good;  ///< what the sound procedure says
    const char* bad;   ///< what is written instead
    const char* message;
};

const Fault faults[] = {
    {"unknown_key", "subject: menage", "subject: menage\ncolour: red",
     "« colour » n'est pas connu"},
    {"missing_title", "title: Essai\n", "", "il manque « title »"},
    {"version_zero", "version: 1", "version: 0", "« version » doit être un nombre entier"},
    {"unknown_subject", "subject: menage", "subject: planete", "« planete » n'est pas une valeur"},
    {"duplicate_key", "source: D\nsubject", "source: D\nsource: D\nsubject", "écrite deux fois"},
    {"anchor", "opens_with: [ouvrir]", "opens_with: &a [ouvrir]", "ancres YAML"},
    {"boolean_lookalike", "end: true", "end: yes", "lu comme un booléen"},
    {"not_yaml", "workflow: essai", "workflow: [essai", "il manque « ] »"},
    {"opens_with_stranger", "opens_with: [ouvrir]", "opens_with: [clore]",
     "ne part pas de « nouveau »"},
    {"fact_of_unknown_type", "type: integer", "type: integre", "« integre » n'est pas une valeur"},
    {"state_named_nouveau", "  remis: { title", "  nouveau: { title", "précède tous les états"},
    {"state_without_title", "clos: { title: Clos, end", "clos: { end", "il manque « title »"},
    {"end_is_text", "end: true", "end: fini", "« end » doit être true ou false"},
    {"unknown_target", "to: ouvert", "to: ouverte", "(peut-être « ouvert »)"},
    {"unknown_origin", "from: [ouvert]", "from: [ouverts]",
     "« ouverts » n'est pas un état déclaré"},
    {"opening_without_target", "    to: ouvert\n", "", "doit dire « to »"},
    {"unknown_role", "by: [siao_responsable]", "by: [siao_responsible]",
     "(peut-être « siao_responsable »)"},
    {"event_without_role", "    by: [siao_responsable]\n", "", "il manque « by »"},
    {"unknown_required_fact", "requires: [date_remise]", "requires: [date_remises]",
     "(peut-être « date_remise »)"},
    {"unknown_fact_in_form", "facts: [explique, nombre]", "facts: [expliques, nombre]",
     "(peut-être « explique »)"},
    {"event_twice_for_a_state", "from: [ouvert]", "from: [ouvert, remis, remis]",
     "défini deux fois"},
    {"unknown_guard", "guards: [tout]", "guards: [toute]", "« toute » n'est pas une garde"},
    {"unused_guard", "tout: [preavis_en_cours, decideur]", "tout: [decideur]",
     "ne sert à aucun événement"},
    {"checklist_of_strangers", "tout: [preavis_en_cours", "tout: [preavis_en_cour",
     "n'est pas une garde"},
    {"guard_without_needs", "    needs: { actor: decider }\n", "", "il manque « needs »"},
    {"guard_without_message", "    message: Le préavis court encore.\n", "",
     "il manque « message »"},
    {"unknown_condition", "{ condition: initial }", "{ condition: initiale }",
     "(peut-être « initial »)"},
    {"formless_condition", "{ actor: decider }", "{ acteur: decider }", "n'a pas de forme connue"},
    {"condition_that_asks_nothing", "{ fact: regime, is: initiale }", "{ fact: regime }",
     "ce qui est demandé à ce fait"},
    {"condition_on_unknown_fact", "{ fact: explique, is: true }", "{ fact: expliqué, is: true }",
     "n'est pas un fait déclaré"},
    {"condition_on_unknown_choice", "{ fact: regime, is: initiale }",
     "{ fact: regime, is: initial }", "(peut-être « initiale »)"},
    {"condition_boolean_as_text", "{ fact: explique, is: true }", "{ fact: explique, is: vrai }",
     "est un booléen"},
    {"condition_counts_a_boolean", "{ fact: nombre, at_least: 2 }",
     "{ fact: explique, at_least: 2 }", "ni un nombre ni une liste"},
    {"condition_contains_in_a_scalar", "{ fact: pieces, contains: charte }",
     "{ fact: regime, contains: hotel }", "n'est pas une liste"},
    {"condition_contains_stranger", "contains: charte", "contains: chartes",
     "(peut-être « charte »)"},
    {"condition_compares_a_text_as_date", "{ fact: nombre, at_least: 2 }",
     "{ fact: note, after: event }", "ni une date ni un instant"},
    {"condition_with_unknown_bound", "{ fact: nombre, at_least: 2 }",
     "{ fact: date_remise, after: demain }", "n'est pas une borne"},
    {"condition_on_unknown_deadline", "{ effective: preavis }", "{ effective: preavi }",
     "(peut-être « preavis »)"},
    {"condition_with_two_questions", "{ actor: decider }", "{ actor: decider, passed: preavis }",
     "« actor » n'est pas connu ici"},
    {"empty_any", "{ actor: decider }", "{ any: [] }", "cette liste de conditions est vide"},
    {"actor_is_no_role", "{ actor: decider }", "{ actor: prefet }", "« prefet » n'est pas un rôle"},
    {"decider_of_nothing", "decided_by: { regime: regime, structure: structure_type }\n", "",
     "personne ne décide"},
    {"deadline_of_unknown_kind", "kind: notice", "kind: delay", "« delay » n'est pas une valeur"},
    {"deadline_from_a_text", "from: date_remise", "from: note", "ni une date ni un instant"},
    {"deadline_raises_stranger", "raises: fin_du_preavis", "raises: clore",
     "n'est pas un événement du rôle systeme"},
    {"unknown_deadline_started", "start: [preavis]", "start: [preavi]", "(peut-être « preavis »)"},
    {"deadline_met_at_a_date", "at: heure", "at: date_remise", "ni une date ni un instant"},
    {"unknown_variant", "variants: [standard, falc]", "variants: [standard, facile]",
     "« facile » n'est pas une variante"},
    {"branch_without_condition", "{ when: { fact: pieces, contains: charte }, to: clos }",
     "{ to: clos }", "il manque « when »"},
};

std::string problems_of(const std::string& yaml) {
    const auto reading = read_definition(yaml, "essai.yaml");
    const auto* problems = std::get_if<base::Problems>(&reading);
    return problems == nullptr ? "" : base::to_string(*problems);
}

TEST(Reader, reads_a_sound_procedure) {
    const auto reading = read_definition(small_procedure, "essai.yaml");
    ASSERT_EQ(problems_of(small_procedure), "");
    const auto& definition = std::get<Definition>(reading);
    EXPECT_EQ(definition.states.size(), 3U);
    ASSERT_NE(definition.transition("remettre", "ouvert"), nullptr);
    const Transition& remettre = *definition.transition("remettre", "ouvert");
    EXPECT_EQ(remettre.optional_facts, (std::vector<std::string>{"explique", "nombre", "pieces"}));
    EXPECT_EQ(definition.transition("clore", "remis")->guards.size(), 2U);
    EXPECT_EQ(definition.transition("clore", "ouvert"), nullptr);
    EXPECT_EQ(definition.transition("ouvrir", before_everything)->documents.size(), 2U);
}

class ReaderFault : public ::testing::TestWithParam<Fault> {};

TEST_P(ReaderFault, is_named_with_its_place) {
    const Fault& fault = GetParam();
    ASSERT_NE(small_procedure.find(fault.good), std::string::npos) << fault.good;
    std::string broken = small_procedure;
    broken.replace(broken.find(fault.good), std::string(fault.good).size(), fault.bad);
    const std::string problems = problems_of(broken);
    EXPECT_THAT(problems, ::testing::HasSubstr(fault.message));
    EXPECT_THAT(problems, ::testing::MatchesRegex("(essai.yaml:[0-9]+:[0-9]+: [^\n]+\n)+"));
}

INSTANTIATE_TEST_SUITE_P(of_a_definition, ReaderFault, ::testing::ValuesIn(faults),
                         [](const auto& one) { return std::string(one.param.name); });

TEST(Reader, answers_all_problems_at_once) {
    std::string broken = base::replaced(small_procedure, "to: ouvert", "to: ouverte");
    broken = base::replaced(broken, "raises: fin_du_preavis", "raises: clore");
    broken = base::replaced(broken, "by: [siao_responsable]", "by: [siao]");
    broken = base::replaced(broken, "version: 1", "version: un");
    EXPECT_EQ(base::split(problems_of(broken), '\n').size(), 5U) << problems_of(broken);
}

}  // namespace
}  // namespace preavis::workflow::testing

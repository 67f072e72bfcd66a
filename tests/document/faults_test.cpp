#include "document/support.h"

namespace preavis::document::test {
namespace {

using testing::HasSubstr;

struct Fault {
    const char* what;
    const char* text;
    const char* said;  ///< in the problems, with line and column
};

const std::vector<Fault> faults_of_writing = {
    {"an unknown fact", "# T\n\nBonjour {{nomm}}.\n", "fr.md:3:9: le fait « nomm »"},
    {"hint of an unknown fact", "{{nomm}}\n", "(peut-être « nom »)"},
    {"an unknown format", "{{jour | long}}\n", "le format « long » n'existe pas"},
    {"two formats", "{{jour | date | date}}\n", "un seul format"},
    {"an hour of a date", "{{jour | heure}}\n", "ne s'écrit pas ainsi"},
    {"a telephone that is a date", "{{jour | telephone}}\n", "ne s'écrit pas ainsi"},
    {"a boolean that is written", "{{vrai}}\n", "ne s'écrit pas ainsi"},
    {"a list that is written", "{{lignes}}\n", "[pour chaque liste]"},
    {"a choice without words", "{{muet}}\n", "la valeur « a » n'a pas de mots"},
    {"a slot left open", "Bonjour {{nom\n", "fr.md:1:9: « {{ » n'est pas refermé"},
    {"a slot without name", "{{ }}\n", "n'est pas un nom de fait"},
    {"a slot with capitals", "{{Nom}}\n", "n'est pas un nom de fait"},
    {"bold left open", "Très **fort.\n", "fr.md:1:6: « ** » n'est pas refermé"},
    {"an unknown directive", "[sinn]\n", "peut-être « [sinon ...] »"},
    {"a directive of another language", "[if nom]\n", "n'est pas une consigne connue"},
    {"a block left open", "# T\n[si nom]\nBonjour.\n", "fr.md:2:1: « [si ...] » n'est pas refermé"},
    {"an end too many", "Bonjour.\n[fin]\n", "fr.md:2:1: « [fin] » ne ferme rien"},
    {"an otherwise too many", "[si nom]\nA.\n[sinon]\nB.\n[sinon]\nC.\n[fin]\n",
     "« [sinon] » ne ferme rien"},
    {"an otherwise in a repetition", "[pour chaque lignes]\n[sinon]\n[fin]\n",
     "« [sinon] » ne ferme rien"},
    {"a condition without fact", "[si]\nA.\n[fin]\n", "condition mal écrite"},
    {"a condition without value", "[si motif est]\nA.\n[fin]\n", "condition mal écrite"},
    {"a condition left hanging", "[si motif est violence ou]\nA.\n[fin]\n", "condition mal écrite"},
    {"a condition in code", "[si motif == violence]\nA.\n[fin]\n", "condition mal écrite"},
    {"an unknown choice", "[si motif est violent]\nA.\n[fin]\n",
     "n'est pas une valeur de « motif »"},
    {"a text compared", "[si nom est violence]\nA.\n[fin]\n", "n'a pas de valeurs à comparer"},
    {"a condition on an unknown fact", "[si inconnu]\nA.\n[fin]\n",
     "« inconnu » n'est pas déclaré"},
    {"a repetition of no list", "[pour chaque nom]\nA.\n[fin]\n", "n'est pas une liste"},
    {"a repetition mistyped", "[pour lignes]\nA.\n[fin]\n", "répétition mal écrite"},
    {"an item outside its list", "{{element}}\n", "« element » n'est pas déclaré"},
    {"a field of another item", "[pour chaque gens]\n{{element}}\n[fin]\n", "n'est pas déclaré"},
    {"an undeclared clause", "[clause droits]\nA.\n[fin]\n",
     "la clause « droits » n'est pas déclarée"},
    {"a clause without name", "[clause]\nA.\n[fin]\n", "attend un nom"},
    {"an address that is no list", "[adresse nom]\n", "n'est pas une liste de lignes"},
    {"a row outside a table", "| a | b |\n", "n'est dans aucun tableau"},
    {"a row too short", "[tableau 1 1 : t]\n| a | b |\n| a |\n", "le tableau en a 2"},
    {"a row left open", "[tableau 1 1 : t]\n| a | b\n", "rangée mal écrite"},
    {"a table that says nothing of itself", "[tableau 1 1]\n", "un tableau dit ce qu'il montre"},
    {"a width in words", "[tableau large : t]\n", "n'est pas une largeur"},
    {"dashes under nothing", "[tableau 1 : t]\n| --- |\n", "ne suit pas une rangée"},
    {"a title too deep", "#### Titre\n", "titre mal écrit"},
    {"a title without blank", "#Titre\n", "titre mal écrit"},
    {"boxes in boxes", "> > > > > > > > > > > > a\n", "trop de blocs"},
    {"blocks in blocks",
     "[si nom]\n[si nom]\n[si nom]\n[si nom]\n[si nom]\n[si nom]\n[si nom]\n[si nom]\n[si nom]\n"
     "[si nom]\nA.\n",
     "trop de blocs"},
    {"an empty signature", "[signature]\n", "signature mal écrite"},
    {"a picture in the standard text", "[image lit : un lit]\nA.\n", "que le langage simplifié"},
};

TEST(Parser, every_fault_of_writing_is_reported_at_its_place) {
    for (const Fault& fault : faults_of_writing) {
        EXPECT_THAT(problems_of(read(small(fault.text))), HasSubstr(fault.said)) << fault.what;
    }
}

TEST(Parser, faults_of_pictures_are_reported) {
    for (const Fault& fault : std::vector<Fault>{
             {"no text", "[image lit]\nA.\n", "une image a un nom et un texte"},
             {"no sentence", "A.\n[image lit : un lit]\n", "n'est suivie d'aucune phrase"},
             {"before a title", "[image lit : un lit]\n# T\n", "n'est suivie d'aucune phrase"},
             {"before an end", "[si nom]\n[image lit : un lit]\n[fin]\n", "d'aucune phrase"}}) {
        EXPECT_THAT(problems_of(read(small("# T\n", fault.text))), HasSubstr(fault.said))
            << fault.what;
    }
}

TEST(Parser, all_faults_of_both_texts_come_at_once) {
    const std::string said = problems_of(read(small("{{a}}\n{{b}}\n", "{{c}}\n[fin]\n")));
    for (const char* fact : {"« a »", "« b »", "« c »", "ne ferme rien"}) {
        EXPECT_THAT(said, HasSubstr(fact));
    }
}

struct YamlFault {
    const char* from;
    const char* to;
    const char* said;
};

TEST(Declaration, every_fault_of_the_yaml_is_reported) {
    for (const YamlFault& fault : std::vector<YamlFault>{
             {"title: Essai", "titre: Essai", "il manque « title »"},
             {"version: 1", "version: 0", "nombre entier"},
             {"issuer: [siao]", "issuer: [mairie]", "« mairie » n'est pas une valeur"},
             {"variants: [standard, falc]", "variants: [standard]", "« fr-falc.md » n'est celui"},
             {"languages: [fr]", "languages: [fr, ar]", "il manque le texte « ar.md »"},
             {"standard_only: []", "standard_only: [rien]", "fait inconnu : « rien »"},
             {"violence: une violence", "violense: une violence", "« violense » n'est pas connu"},
             {"  motif: { v", "  nom: { v", "« nom » n'est pas un choix"},
             {"type: money, optional: true }\n  nombre", "type: monnaie }\n  nombre", "monnaie"},
             {"clauses: []", "clauses: [{ name: droits }]", "il manque « source »"},
             {"clauses: []", "clauses: [{ name: droits, source: x }]",
              "« droits » n'est pas écrite"},
             {"clauses: []",
              "clauses: [{ name: d, source: x, required: true, required_when: { fact: vrai, is: "
              "true } }]",
              "s'excluent"},
             {"clauses: []", "clauses: []\ndraft_when: { fact: rien, is: true }",
              "« rien » n'est pas déclaré"},
             {"clauses: []", "clauses: []\ndraft_when: { fact: vrai }", "« present »"},
             {"clauses: []",
              "clauses: []\nreviews: [{ variant: falc, language: fr, version: 1, "
              "organisation: x, date: hier }]",
              "n'est pas une date"},
         }) {
        Files files = small("# T\n");
        std::string& yaml = files["document.yaml"];
        const std::size_t at = yaml.find(fault.from);
        ASSERT_NE(at, std::string::npos) << fault.from;
        yaml.replace(at, std::string(fault.from).size(), fault.to);
        EXPECT_THAT(problems_of(read(files)), HasSubstr(fault.said)) << fault.to;
    }
}

TEST(Declaration, a_fact_that_nothing_uses_is_reported) {
    const auto reading = read(small("# T\n"));
    EXPECT_THAT(base::to_string(std::get<base::Problems>(reading)),
                HasSubstr("« nom » est déclaré et ne sert à rien"));
}

}  // namespace
}  // namespace preavis::document::test

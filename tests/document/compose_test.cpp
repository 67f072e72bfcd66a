#include "base/text.h"
#include "document/support.h"

namespace preavis::document::test {
namespace {

using testing::HasSubstr;

/// What stands after the description of the document.
std::string written(const std::string& text, const std::string& facts) {
    const Template of = small_template(text);
    const std::string all = as_text(composed(of, facts_of(of, facts), "standard"));
    return all.substr(all.find("\ndate : \n") + 9);
}

struct Case {
    const char* text;
    const char* facts;
    const char* gives;
};

TEST(Compose, values_are_written_in_french) {
    for (const Case& each : std::vector<Case>{
             {"Le {{jour}}.\n", R"({"jour":"2026-05-04"})", "Le {lundi 4 mai 2026}.\n"},
             {"{{jour}} !\n", R"({"jour":"2026-05-01"})", "{vendredi 1er mai 2026}\u00A0!\n"},
             {"le {{jour | date_courte}}\n", R"({"jour":"2026-05-04"})", "le {4 mai 2026}\n"},
             {"à {{heure | heure}}.\n", R"({"heure":"2026-10-26T09:15+01:00"})",
              "à {9 heures 15}.\n"},
             {"le {{heure | jour}}.\n", R"({"heure":"2026-05-03T23:30Z"})",
              "le {lundi 4 mai 2026}.\n"},
             {"le {{heure}}.\n", R"({"heure":"2026-05-04T00:05"})",
              "le {lundi 4 mai 2026 à 0 heure 05}.\n"},
             {"le {{heure}}.\n", R"({"heure":"2026-05-04T18:00"})",
              "le {lundi 4 mai 2026 à 18 heures}.\n"},
             {"Prix : {{somme}}.\n", R"({"somme":1250})", "Prix\u00A0: {12,50\u00A0€}.\n"},
             {"Prix {{somme}}.\n", R"({"somme":123456705})",
              "Prix {1\u00A0234\u00A0567,05\u00A0€}.\n"},
             {"N {{nombre}}.\n", R"({"nombre":1234})", "N {1\u00A0234}.\n"},
             {"C'est {{motif}}.\n", R"({"motif":"absence"})", "C'est {une absence}.\n"},
             {"Au {{nom | telephone}}.\n", R"({"nom":"0199001234"})",
              "Au {01\u00A099\u00A000\u00A012\u00A034}.\n"},
             {"Au {{nom | telephone}}.\n", R"({"nom":"+33 1 99 00 12 34"})",
              "Au {01\u00A099\u00A000\u00A012\u00A034}.\n"},
             {"Au {{nom | telephone}}.\n", R"({"nom":"+44 20 7946 0000"})",
              "Au {+44 20 7946 0000}.\n"},
             {"À {{nom | courriel}}\n", R"({"nom":"a@b.example"})",
              "À {a@b.example}<mailto:a@b.example>\n"},
             {"Ici {{nom | lien}}\n", R"({"nom":"b.example"})",
              "Ici {b.example}<https://b.example>\n"},
             {"« Oui » ; {{nom}} ?\n", R"({"nom":"x : y"})",
              "«\u00A0Oui\u00A0»\u00A0; {x : y}\u00A0?\n"},
             {"Deux \\*\\* et \\{{\n", "{}", "Deux ** et {{\n"},
             {"**Très {{nom}}** bien\n", R"({"nom":"x"})", "**Très ****{x}** bien\n"},
         }) {
        EXPECT_EQ(written(each.text, each.facts), each.gives) << each.text;
    }
}

TEST(Compose, blocks_follow_the_written_text) {
    for (const Case& each : std::vector<Case>{
             {"Une ligne\net sa suite.\n\nAutre.\n", "{}", "Une ligne et sa suite.\nAutre.\n"},
             {"- a\n- b\n  suite\n1. c\n2. d\n", "{}", "- a\n- b suite\n1. c\n2. d\n"},
             {"> un\n>\n> deux\n", "{}", "> un\n> deux\n"},
             {"[adresse lignes]\n", R"({"lignes":["A","B"]})", "[adresse : A / B]\n"},
             {"{{recit}}\n", R"({"recit":"un\n\ndeux"})", "{un}\n{deux}\n"},
             {"[signature Q | {{nom}} | M]\n[signature R]\n", R"({"nom":"x"})",
              "[signature : Q | x | M]\n[signature : R |  | ]\n"},
             {"[tableau 1 2 : t]\n| A | B |\n| === | --- |\n[pour chaque gens]\n| {{nom}} | x |\n"
              "[fin]\n",
              R"({"gens":[{"nom":"a"},{"nom":"b"}]})",
              "[tableau : t]\n| A | B |\n| {a} | x |\n| {b} | x |\n"},
             {"[tableau 1 : vide]\n| A |\n| --- |\n", "{}", ""},
         }) {
        EXPECT_EQ(written(each.text, each.facts), each.gives) << each.text;
    }
}

TEST(Compose, passages_follow_their_conditions) {
    const std::string text =
        "[si motif est violence ou absence]\nA.\n[sinon]\nB.\n[fin]\n[si vrai]\nC.\n[fin]\n[si pas "
        "nom]\nD.\n[fin]\n[si motif n'est pas violence]\nE.\n[fin]\n";
    for (const Case& each : std::vector<Case>{
             {"", "{}", "B. D. E.\n"},
             {"", R"({"motif":"violence","vrai":true})", "A. C. D.\n"},
             {"", R"({"motif":"absence","vrai":false,"nom":"x"})", "A. E.\n"},
         }) {
        EXPECT_EQ(written(text, each.facts), each.gives) << each.facts;
    }
}

TEST(Compose, only_a_blank_line_ends_a_paragraph) {
    const std::string text = "A.\n\n[si vrai]\nB.\n[fin]\nC.\n[si nom]\n\nD.\n[fin]\n";
    EXPECT_EQ(written(text, R"({"vrai":true})"), "A.\nB. C.\n");
    EXPECT_EQ(written(text, R"({"nom":"x"})"), "A.\nC.\nD.\n");
}

TEST(Compose, repetitions_show_each_item_and_its_fields) {
    EXPECT_EQ(written("[pour chaque gens]\n- {{nom}}\n[si dette]\n- doit {{dette}}\n[fin]\n[fin]\n",
                      R"({"gens":[{"nom":"a"},{"nom":"b","dette":500}],"nom":"dehors"})"),
              "- {a}\n- {b}\n- doit {5,00\u00A0€}\n");
    EXPECT_EQ(written("[pour chaque pieces]\n- {{element}}\n[fin]\n", R"({"pieces":["charte"]})"),
              "- {la charte}\n");
}

std::string code_of(const Template& of, const dossier::Facts& facts, const Voice& voice) {
    const auto content = compose(of, facts, voice, paris());
    const auto* refusal = base::refusal_of(content);
    if (refusal == nullptr) return "composé";
    std::string code = refusal->code;
    for (const auto& missing : refusal->missing) code += " " + missing.fact;
    return code;
}

TEST(Compose, refuses_by_name_what_it_cannot_write) {
    const Template of = small_template("Bonjour {{nom}}, le {{jour}}.\n");
    const dossier::Facts good = facts_of(of, R"({"nom":"x","jour":"2026-05-04"})");
    EXPECT_EQ(code_of(of, good, {}), "composé");
    EXPECT_EQ(code_of(of, good, {"audio", "fr"}), "variante_inconnue");
    EXPECT_EQ(code_of(of, good, {"standard", "ar"}), "variante_inconnue");
    EXPECT_EQ(code_of(of, {}, {}), "faits_manquants nom jour");
    dossier::Facts wrong = good;
    wrong["jour"] = {std::string("demain")};
    wrong["inconnu"] = {true};
    EXPECT_EQ(code_of(of, wrong, {}), "faits_invalides inconnu jour");
    wrong = good;
    wrong["nom"] = {std::string("a\x07")};
    EXPECT_EQ(code_of(of, wrong, {}), "faits_invalides nom");
}

TEST(Compose, a_required_clause_that_comes_out_empty_makes_the_document_impossible) {
    Files files = small("[clause droits]\n## Vos droits\n[si nom]\nA.\n[fin]\n[fin]\n",
                        "[clause droits]\nA.\n[fin]\n");
    files["document.yaml"] = R"(document: essai
title: Essai
version: 1
source: aucune
issuer: [siao]
recipients: [menage]
variants: [standard, falc]
languages: [fr]
facts: { nom: { type: text, optional: true } }
clauses: [{ name: droits, source: L345-2-11, required: true }]
)";
    const auto reading = read(files);
    ASSERT_EQ(problems_of(reading), "lu");
    const auto& of = std::get<Template>(reading);
    const auto refused = compose(of, {}, {}, paris());
    ASSERT_NE(base::refusal_of(refused), nullptr);
    EXPECT_EQ(base::refusal_of(refused)->code, "clause_manquante");
    EXPECT_EQ(base::refusal_of(refused)->source, "L345-2-11");
    EXPECT_THAT(base::refusal_of(refused)->message, HasSubstr("droits"));
    EXPECT_EQ(code_of(of, {{"nom", {std::string("x")}}}, {}), "composé");
}

TEST(Compose, an_easy_page_is_never_called_falc_without_a_review_of_this_version) {
    Template of = document("kit_accueil");
    Content content = composed(of, example("kit_accueil"), "falc");
    EXPECT_EQ(content.header, "Langage simplifié, non relu");
    EXPECT_THAT(content.title, HasSubstr("langage simplifié, non relu"));
    EXPECT_EQ(as_text(content).find("FALC"), std::string::npos);

    of.reviews = {{"falc", "fr", of.version + 1, "Association", "2026-05-04"}};
    EXPECT_THAT(composed(of, example("kit_accueil"), "falc").title, HasSubstr("non relu"));
    of.reviews = {{"falc", "fr", of.version, "Association", "2026-05-04"}};
    EXPECT_THAT(composed(of, example("kit_accueil"), "falc").title, HasSubstr("FALC"));
}

TEST(Compose, a_document_whose_appeals_are_not_validated_is_a_draft) {
    for (const char* name : {"notification_arret_prise_en_charge", "note_information_hotel"}) {
        dossier::Facts facts = example(name);
        EXPECT_EQ(composed(document(name), facts, "standard").watermark_text, "");
        facts["recours_valide"] = {false};
        EXPECT_EQ(composed(document(name), facts, "standard").watermark_text, "PROJET");
        EXPECT_EQ(composed(document(name), facts, "falc").watermark_text, "PROJET");
    }
}

}  // namespace
}  // namespace preavis::document::test

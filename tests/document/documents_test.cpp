#include <cstdlib>
#include <filesystem>
#include <random>

#include "base/file.h"
#include "base/text.h"
#include "document/check.h"
#include "document/html.h"
#include "document/support.h"

namespace preavis::document::test {
namespace {

using testing::HasSubstr;

const std::vector<std::string> variants = {"standard", "falc"};

/// Every text of a content, slots and words, to look for what must not be there.
void expect_nothing_empty(const std::vector<Block>& blocks, const std::string& where) {
    const auto expect_line = [&](const Inline& line) {
        for (const Span& span : line) {
            EXPECT_FALSE(span.isolate && base::trimmed(span.text).empty()) << where;
            EXPECT_EQ(span.text.find("{{"), std::string::npos) << where;
        }
    };
    for (const Block& block : blocks) {
        if (const auto* text = std::get_if<Paragraph>(&block.what)) expect_line(text->text);
        if (const auto* heading = std::get_if<Heading>(&block.what)) expect_line(heading->text);
        if (const auto* box = std::get_if<Box>(&block.what)) {
            expect_nothing_empty(box->blocks, where);
        }
        if (const auto* list = std::get_if<List>(&block.what)) {
            for (const auto& item : list->items) expect_nothing_empty(item, where);
        }
        if (const auto* table = std::get_if<Table>(&block.what)) {
            for (const auto& row : table->rows) {
                EXPECT_EQ(row.size(), table->rows.front().size()) << where;
                for (const Inline& cell : row) expect_line(cell);
            }
        }
    }
}

TEST(Documents, keep_every_rule_that_a_machine_can_check) {
    EXPECT_EQ(base::to_string(check(templates(), {}, ".", paris())), "");
}

TEST(Documents, an_example_reads_as_its_golden_text) {
    const bool rewrite = std::getenv("UPDATE_GOLDEN") != nullptr;
    for (const Template& of : templates().all()) {
        for (const std::string& variant : of.variants) {
            const std::string text = as_text(composed(of, example(of.name), variant));
            const std::string file = "tests/golden/document/" + of.name + "." + variant + ".txt";
            if (rewrite) base::write_file(file, text);
            EXPECT_TRUE(text == base::read_file(file))
                << file << " differs; see it with UPDATE_GOLDEN=1 and git diff";
        }
    }
}

TEST(Documents, are_written_for_every_ground_in_every_variant) {
    for (const char* name : {"notification_arret_prise_en_charge", "information_prealable"}) {
        const Template& of = document(name);
        for (const std::string& ground : find(of.facts, "motif")->type.choices) {
            for (const std::string& variant : variants) {
                dossier::Facts facts = example(name);
                facts["motif"] = {ground};
                const Content content = composed(of, facts, variant);
                expect_nothing_empty(content.blocks, ground);
                EXPECT_EQ(base::to_string(lint(content, lexicon())), "") << ground;
                if (of.clause("motif_" + ground) == nullptr) continue;
                int clauses = 0;
                for (const Block& block : content.blocks) {
                    clauses += base::starts_with(block.clause, "motif_") ? 1 : 0;
                    if (base::starts_with(block.clause, "motif_")) {
                        EXPECT_EQ(block.clause, "motif_" + ground);
                    }
                }
                EXPECT_GT(clauses, 0) << ground;
            }
        }
    }
}

struct Change {
    const char* what;
    std::vector<const char*> without;
    std::map<std::string, dossier::Value> with;
};

TEST(Documents, the_decision_suits_every_way_that_led_to_it) {
    const std::string name = "notification_arret_prise_en_charge";
    const std::string text = "texte";
    for (const Change& change : std::vector<Change>{
             {"an association decides", {}, {{"emetteur_genre", {std::string("gestionnaire")}}}},
             {"the State decides", {}, {{"emetteur_genre", {std::string("ddets")}}}},
             {"in a centre", {}, {{"structure_est_hotel", {false}}}},
             {"no answer",
              {"observations", "date_observations", "raisons_du_menage"},
              {{"reponse_menage", {std::string("sans_reponse")}}, {"dialogue_mene", {true}}}},
             {"no observations", {"observations", "date_observations"}, {}},
             {"observations declined",
              {"observations", "date_observations"},
              {{"renonce_aux_observations", {true}}}},
             {"no hearing",
              {"date_remise_contradictoire", "observations", "date_observations"},
              {{"dispense_contradictoire", {std::string("urgence")}}, {"dispense_motif", {text}}}},
             {"an opinion not followed",
              {},
              {{"avis_pash_sens", {std::string("defavorable")}},
               {"avis_pash_date", {*law::Date::of(2026, 4, 28)}},
               {"avis_pash_motifs", {text}},
               {"divergence_motif", {text}}}},
             {"a shorter notice",
              {},
              {{"motif", {std::string("manquement_contrat")}}, {"motif_preavis_reduit", {text}}}},
             {"nothing optional",
              {"personnes_qualifiees", "cadre_local", "information_motifs_a_l_entree",
               "lieu_effets_personnels", "raisons_du_menage", "raisons_etudiees",
               "date_recherche_referent", "consequences_expliquees",
               "caractere_adapte_apprecie_par", "delai_reponse_echeance", "reponse_menage"},
              {}},
         }) {
        dossier::Facts facts = example(name);
        for (const char* fact : change.without) facts.erase(fact);
        for (const auto& [fact, value] : change.with) facts[fact] = value;
        for (const std::string& variant : variants) {
            const Content content = composed(document(name), facts, variant);
            EXPECT_FALSE(content.blocks.empty()) << change.what;
            expect_nothing_empty(content.blocks, change.what);
            EXPECT_EQ(base::to_string(lint(content, lexicon())), "") << change.what;
        }
    }
}

TEST(Documents, a_decision_without_hearing_nor_reason_for_it_is_impossible) {
    dossier::Facts facts = example("notification_arret_prise_en_charge");
    facts.erase("date_remise_contradictoire");
    const auto refused =
        compose(document("notification_arret_prise_en_charge"), facts, {}, paris());
    ASSERT_NE(base::refusal_of(refused), nullptr);
    EXPECT_EQ(base::refusal_of(refused)->code, "faits_manquants");
    EXPECT_EQ(base::refusal_of(refused)->missing.front().fact, "date_remise_contradictoire");
}

TEST(Documents, the_receipt_of_a_decision_prints_the_dates_that_count) {
    for (const std::string& variant : variants) {
        const std::string text =
            as_text(composed(document("recepisse_remise"), example("recepisse_remise"), variant));
        for (const char* date :
             {"mardi 19 mai 2026", "mercredi 20 mai 2026", "lundi 6 juillet 2026"}) {
            EXPECT_THAT(text, HasSubstr(date)) << variant;
        }
    }
}

TEST(Documents, a_receipt_without_the_dates_that_count_is_impossible) {
    for (const char* fact : {"preavis_dernier_jour", "preavis_effet", "recours_dernier_jour",
                             "date_depart", "date_remise", "tribunal_nom"}) {
        for (const std::string& variant : variants) {
            dossier::Facts facts = example("recepisse_remise");
            facts.erase(fact);
            const auto refused =
                compose(document("recepisse_remise"), facts, {variant, "fr"}, paris());
            ASSERT_NE(base::refusal_of(refused), nullptr) << fact;
            EXPECT_EQ(base::refusal_of(refused)->missing.front().fact, fact);
        }
    }
}

TEST(Documents, the_receipt_suits_each_thing_that_is_handed_over) {
    const Template& of = document("recepisse_remise");
    const std::string common = R"("reference":"R","date_document":"2026-05-04",
        "personnes":[{"nom":"A"}],"structure_nom":"S","emetteur_nom":"E",
        "emetteur_telephone":"0199001234","documents_remis":[{"titre":"T"}],)";
    for (const std::string& own : std::vector<std::string>{
             R"("objet_recepisse":"kit_accueil","date_remise_kit":"2026-05-04T10:00",
                "nom_remettant":"N")",
             R"("objet_recepisse":"kit_accueil","date_remise_kit":"2026-05-04T10:00",
                "nom_remettant":"N","langue_explication":"fa-AF","forme_explication":"oral",
                "explique_par":"P","date_explication":"2026-05-04T11:00",
                "motifs_fin_expliques":true,"confirmation":"refus_de_signer","temoin":"W")",
             R"("objet_recepisse":"information_prealable","date_remise_contradictoire":"2026-05-04",
                "contradictoire_dernier_jour":"2026-05-12")",
             R"("objet_recepisse":"notification_arret_prise_en_charge","motif":"violence",
                "date_remise":"2026-05-04","canal":"lettre_recommandee",
                "recours_dernier_jour":"2026-07-06","date_depart":"2026-05-04","tribunal_nom":"T",
                "tribunal_adresse":"U","annonce_orale":"impossible",
                "annonce_impossible_motif":"M")",
             R"("objet_recepisse":"notification_arret_prise_en_charge","motif":"violence",
                "date_remise":"2026-05-04","canal":"lettre_recommandee","date_envoi":"2026-05-02",
                "date_presentation_pli":"2026-05-04","motif_retour":"non_reclame",
                "recours_dernier_jour":"2026-07-06","date_depart":"2026-05-04","tribunal_nom":"T",
                "tribunal_adresse":"U")",
             R"("objet_recepisse":"decision_apres_observations","date_remise":"2026-05-04",
                "canal":"remise_en_main_propre","preavis_dernier_jour":"2026-05-19",
                "recours_dernier_jour":"2026-07-06","date_depart":"2026-05-20")",
             R"("objet_recepisse":"decision_apres_observations","date_remise":"2026-05-04",
                "motif_retrait":"M")",
             R"("objet_recepisse":"proposition_orientation","date_remise":"2026-05-04",
                "canal":"remise_en_main_propre","delai_reponse_echeance":"2026-05-05T10:00")",
             R"("objet_recepisse":"contrat_sejour","date_remise":"2026-05-04")",
             R"("objet_recepisse":"dipc","date_remise":"2026-05-04")",
             R"("objet_recepisse":"notification_changement_hotel","date_remise":"2026-05-04")",
             R"("objet_recepisse":"decision_renouvellement","date_remise":"2026-05-04")",
             R"("objet_recepisse":"confirmation_depart","date_remise":"2026-05-04")",
         }) {
        const dossier::Facts facts = facts_of(of, "{" + common + own + "}");
        for (const std::string& variant : variants) {
            const Content content = composed(of, facts, variant);
            EXPECT_FALSE(content.blocks.empty()) << own;
            expect_nothing_empty(content.blocks, own);
            EXPECT_EQ(base::to_string(lint(content, lexicon())), "") << own;
        }
    }
}

TEST(Documents, the_kit_suits_each_kind_of_arrival) {
    const Template& of = document("kit_accueil");
    for (const std::string& kind : find(of.facts, "type_accueil")->type.choices) {
        for (const bool hotel : {true, false}) {
            dossier::Facts facts = example("kit_accueil");
            facts["type_accueil"] = {kind};
            facts["structure_est_hotel"] = {hotel};
            for (const char* fact :
                 {"pieces_kit", "pieces_remises", "date_arrivee", "chambre", "site_usagers"}) {
                facts.erase(fact);
            }
            for (const std::string& variant : variants) {
                const std::string text = as_text(composed(of, facts, variant));
                EXPECT_THAT(text, HasSubstr(variant == "falc" ? "règles de vie"
                                                              : "règlement de fonctionnement"));
            }
        }
    }
}

/// The name under which `read` expects a text.
std::string text_file(const Text& text) {
    return text.variant == "falc" ? "fr-falc.md" : "fr.md";
}

/// The text without one named clause, its directives and what they enclose.
std::string without_clause(const std::string& text, const std::string& clause) {
    std::string kept;
    int depth = 0;
    for (const std::string& line : base::split(text, '\n')) {
        const bool opens = base::starts_with(line, "[si ") || base::starts_with(line, "[clause ") ||
                           base::starts_with(line, "[pour ");
        if (depth == 0 && line == "[clause " + clause + "]") {
            depth = 1;
        } else if (depth > 0) {
            depth += opens ? 1 : line == "[fin]" ? -1 : 0;
        } else {
            kept += line + "\n";
        }
    }
    return kept;
}

TEST(Documents, a_clause_taken_out_of_any_text_is_noticed) {
    int removed = 0;
    for (const Template& of : templates().all()) {
        for (const Clause& clause : of.clauses) {
            for (const Text& written : of.texts) {
                const std::string file = text_file(written);
                Files files = files_of(of.name);
                const std::string cut = without_clause(files[file], clause.name);
                ASSERT_LT(cut.size(), files[file].size()) << of.name << " " << clause.name;
                files[file] = cut;
                EXPECT_THAT(
                    problems_of(read(files)),
                    HasSubstr(file + ":0:0: la clause « " + clause.name + " » n'est pas écrite"));
                ++removed;
            }
        }
    }
    EXPECT_GT(removed, 100);
}

TEST(Documents, a_clause_emptied_in_any_text_makes_the_document_impossible) {
    for (const Template& of : templates().all()) {
        for (const Clause& clause : of.clauses) {
            if (!clause.required || !holds(clause.when, example(of.name))) continue;
            for (const Text& written : of.texts) {
                const std::string file = text_file(written);
                Files files = files_of(of.name);
                files[file] = without_clause(files[file], clause.name) + "\n[clause " +
                              clause.name + "]\n[fin]\n";
                auto reading = read(files);
                if (!std::holds_alternative<Template>(reading)) continue;  // a fact now unused
                const auto content = compose(std::get<Template>(reading), example(of.name),
                                             {written.variant, "fr"}, paris());
                ASSERT_NE(base::refusal_of(content), nullptr) << of.name << " " << clause.name;
                EXPECT_EQ(base::refusal_of(content)->code, "clause_manquante");
                EXPECT_EQ(base::refusal_of(content)->source, clause.source);
            }
        }
    }
}

TEST(Documents, never_cite_the_wrong_article) {
    for (const auto& file : std::filesystem::recursive_directory_iterator("templates")) {
        if (!file.is_regular_file()) continue;
        const std::string text = base::read_file(file.path());
        for (const char* wrong : {"L342-2-11", "D311-0-1", "trêve hivernale vous protège"}) {
            EXPECT_EQ(text.find(wrong), std::string::npos) << file.path();
        }
    }
}

TEST(Documents, say_what_every_decision_must_say) {
    const std::string text =
        as_text(composed(document("notification_arret_prise_en_charge"),
                         example("notification_arret_prise_en_charge"), "standard"));
    for (const char* said :
         {"L211-2",
          "L211-5",
          "L121-1",
          "L122-1",
          "L345-2-2",
          "L345-2-3",
          "L345-2-11",
          "R421-1",
          "L521-1",
          "L521-2",
          "L412-6",
          "tribunal administratif de Paris",
          "référé-suspension",
          "référé-liberté",
          "DAHO",
          "aide juridictionnelle",
          "personne qualifiée",
          "115",
          "Claire Monteil",
          "directrice du SIAO",
          "un an",
          "CNIL",
          "gracieux",
          "hiérarchique",
          "dans les deux mois qui suivent le jour où vous recevez cette lettre"}) {
        EXPECT_THAT(base::replaced(text, "Dans les", "dans les"), HasSubstr(said));
    }
}

/// Values in any script, long ones, and what breaks careless writers.
const std::vector<std::string> hostile = {"<script>alert(1)</script>",
                                          "\" onload=\"x",
                                          "{{nom}} **fort** [fin] | # >",
                                          "محمد بن سلمان",
                                          "ሰላም",
                                          "Ӂ̆́̂̃̈̊",
                                          "👩‍👩‍👧",
                                          "\u202Eelbatropmi",
                                          "-- ' OR 1=1",
                                          std::string(200, 'x')};

dossier::Value disturbed(const dossier::Value& value, const dossier::FactType& type,
                         std::mt19937& random) {
    using dossier::FactKind;
    if (type.kind == FactKind::text || type.kind == FactKind::long_text) {
        return {hostile[random() % hostile.size()]};
    }
    if (const dossier::List* list = value.list()) {
        dossier::List items;
        for (const dossier::Value& item : *list) {
            items.push_back(disturbed(item, type.item.front(), random));
        }
        return {std::move(items)};
    }
    if (const dossier::Record* record = value.record()) {
        dossier::Record fields;
        for (const auto& field : type.fields) {
            const dossier::Value* own = find(*record, field.name);
            if (own != nullptr) fields[field.name] = disturbed(*own, field.type, random);
        }
        return {std::move(fields)};
    }
    return value;
}

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
        ++found;
    }
    return found;
}

TEST(Documents, any_text_in_any_script_stays_a_value) {
    std::mt19937 random(20260504);
    for (int round = 0; round < 10; ++round) {
        for (const Template& of : templates().all()) {
            dossier::Facts facts = example(of.name);
            for (auto& [name, value] : facts) {
                value = disturbed(value, find(of.facts, name)->type, random);
            }
            for (const std::string& variant : of.variants) {
                const Content plain = composed(of, example(of.name), variant);
                const Content content = composed(of, facts, variant);
                EXPECT_EQ(base::to_string(lint(content, lexicon())), "");
                const std::string html = to_html(content);
                EXPECT_EQ(html.find("<script"), std::string::npos);
                EXPECT_EQ(html.find("onload=\"x"), std::string::npos);
                for (const char* tag : {"<h2", "<table", "<section", "<strong>"}) {
                    EXPECT_EQ(count(html, tag), count(to_html(plain), tag)) << of.name << tag;
                }
            }
        }
    }
}

}  // namespace
}  // namespace preavis::document::test

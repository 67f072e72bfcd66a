#include "service/data_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "service/desk.h"
#include "store/sqlite.h"

namespace preavis::service::test {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> messages(const base::Problems& problems) {
    std::vector<std::string> found;
    for (const base::Problem& problem : problems) found.push_back(problem.message);
    return found;
}

std::vector<std::string> wrong_in(const DataMap& map, const Schema& schema,
                                  const Library& library) {
    return messages(check_data_map(map, schema, library.nouns, library.definitions));
}

TEST(DataMap, holds_every_table_column_field_and_fact_once) {
    Desk desk;
    const Library& library = desk.office().library;
    EXPECT_THAT(wrong_in(library.data_map, store::sqlite_schema(), library), IsEmpty());
}

TEST(DataMap, complains_of_each_thing_that_is_held_and_not_mapped_or_the_other_way_round) {
    Desk desk;
    const Library& library = desk.office().library;
    Schema schema = store::sqlite_schema();
    schema["nouns"].push_back("religion");
    schema["secrets"] = {"what"};
    schema.erase("lives");
    DataMap map = library.data_map;
    map.nouns["personne"].natures["contact"].push_back("telephone");
    map.nouns["personne"].natures["humeur"].push_back("nom");
    map.procedures["kit_accueil"].natures["suivi"].push_back("inventé");
    map.procedures.erase("absence");
    map.tables["outbox"].processing = "marketing";
    const auto wrong = wrong_in(map, schema, library);
    for (const char* expected :
         {"nouns.religion : absent de la carte", "secrets : absent de la carte",
          "lives : n'existe pas", "personne.telephone : deux fois", "personne : nature « humeur »",
          "kit_accueil.inventé : n'existe pas", "absence : absent de la carte",
          "outbox : traitement « marketing » inconnu"}) {
        EXPECT_THAT(wrong, Contains(expected));
    }
}

TEST(DataMap, takes_a_fact_that_it_does_not_know_for_the_most_careful_kind) {
    Desk desk;
    const DataMap& map = desk.office().library.data_map;
    EXPECT_EQ(map.nature_of_fact("kit_accueil", "date_arrivee"), "suivi");
    EXPECT_EQ(map.nature_of_fact("kit_accueil", "explique_par"), "agent");
    EXPECT_EQ(map.nature_of_fact("kit_accueil", "temoin"), "tiers");
    EXPECT_EQ(map.nature_of_fact("kit_accueil", "inconnu"), "libre");
    EXPECT_EQ(map.nature_of_fact("inconnue", "motif"), "libre");
}

TEST(DataMap, says_for_each_purpose_how_long_by_which_text) {
    Desk desk;
    const Library& library = desk.office().library;
    for (const Processing& one : library.data_map.processings) {
        EXPECT_NE(library.laws.find(one.retention), nullptr) << one.name;
        EXPECT_FALSE(one.legal_basis.empty() || one.source.empty()) << one.name;
        EXPECT_FALSE(one.recipients.empty() || one.purposes.empty()) << one.name;
    }
}

TEST(Conservation, classes_every_event_document_and_file_and_names_rules_with_sources) {
    Desk desk;
    const Library& library = desk.office().library;
    EXPECT_THAT(messages(check_conservation(library.conservation, library.laws, library.definitions,
                                            library.templates, library.annex_natures)),
                IsEmpty());
    for (const PieceClass& one : library.conservation.classes) {
        if (one.rule.empty()) continue;
        const law::Rule* rule = library.laws.find(one.rule);
        ASSERT_NE(rule, nullptr);
        for (const law::RuleVersion& version : rule->versions) {
            EXPECT_FALSE(version.source.empty()) << one.name;
            EXPECT_TRUE(version.confidence != "certain" || version.checked) << one.name;
        }
    }
}

TEST(Conservation, complains_of_everything_that_is_wrong_at_once) {
    Desk desk;
    const Library& library = desk.office().library;
    Conservation broken = library.conservation;
    broken.active_base = "toujours";
    broken.classes.front().documents.push_back("lettre_inventee");
    broken.classes.back().documents.push_back("dipc");
    broken.classes.back().files.clear();
    broken.contacts["kit_accueil"].with.erase("remettre");
    broken.contacts["kit_accueil"].without.insert("arriver");
    broken.contacts["logement_vacant"] = {};
    broken.contacts.erase("absence");
    const auto wrong = messages(check_conservation(broken, library.laws, library.definitions,
                                                   library.templates, library.annex_natures));
    for (const char* expected :
         {"« toujours » n'est pas un délai", "« lettre_inventee » : inconnu",
          "« dipc » : classé deux fois", "« piece_justificative » : n'est pas classé",
          "événement « remettre » : n'est pas classé", "événement « arriver » : classé deux fois",
          "procédure « logement_vacant » : inconnu", "procédure « absence » : n'est pas classé"}) {
        EXPECT_THAT(wrong, Contains(HasSubstr(expected)));
    }
}

}  // namespace
}  // namespace preavis::service::test

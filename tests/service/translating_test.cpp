#include "service/translating.h"

#include <gtest/gtest.h>

namespace preavis::service::test {
namespace {

const document::Template& kit() {
    static const auto read = document::Templates::read("templates", "data/locales");
    return *std::get<document::Templates>(read).find("kit_accueil");
}

dossier::Value texts(const std::vector<std::string>& items) {
    dossier::List list;
    for (const std::string& item : items) list.push_back({item});
    return {list};
}

/// The languages in which the easy kit goes out.
std::vector<std::string> languages_of(const std::vector<std::string>& read,
                                      const std::vector<std::string>& allowed,
                                      const std::string& variant = "falc") {
    Cast cast;
    cast.persons.push_back({.fields = {{"langues_lues", texts(read)}}});
    cast.persons.push_back({.fields = {}});
    cast.issuer.fields = {{"traductions", texts(allowed)}};
    std::vector<std::string> languages;
    for (const auto& voice : voices_of({"kit_accueil", variant, "fr"}, kit(), cast)) {
        EXPECT_EQ(voice.variant, variant);
        languages.push_back(voice.language);
    }
    return languages;
}

TEST(Translating, a_language_that_is_read_and_allowed_goes_out_beside_french) {
    using Tags = std::vector<std::string>;
    EXPECT_EQ(languages_of({"ar", "prs"}, {"ar", "fa-AF", "ru"}), (Tags{"fr", "ar", "fa-AF"}));
    EXPECT_EQ(languages_of({"ar"}, {}), Tags{"fr"}) << "not allowed";
    EXPECT_EQ(languages_of({}, {"ar"}), Tags{"fr"}) << "not read";
    EXPECT_EQ(languages_of({"xx", "fr"}, {"ar"}), Tags{"fr"}) << "no translation";
    EXPECT_EQ(languages_of({"ar"}, {"ar"}, "standard"), Tags{"fr"}) << "only the easy text is";
}

TEST(Translating, each_adult_has_a_language_and_no_child_is_an_interpreter) {
    Cast cast;
    cast.persons.push_back({.fields = {{"langues_lues", texts({"ar"})}}});
    cast.persons.push_back({.fields = {{"langues_lues", texts({"uk"})}, {"majeur", {true}}}});
    cast.persons.push_back({.fields = {{"langues_lues", texts({"es"})}, {"majeur", {false}}}});
    cast.issuer.fields = {{"traductions", texts({"ar", "es", "uk"})}};
    std::vector<std::string> languages;
    for (const auto& voice : voices_of({"kit_accueil", "falc", "fr"}, kit(), cast)) {
        languages.push_back(voice.language);
    }
    EXPECT_EQ(languages, (std::vector<std::string>{"fr", "ar", "uk"}));
}

TEST(Translating, a_catalogue_that_is_not_whole_does_not_go_out) {
    document::Template broken = kit();
    for (document::Translation& each : broken.translations) each.problems = {{{}, "périmée", ""}};
    Cast cast;
    cast.persons.push_back({.fields = {{"langues_lues", texts({"ar"})}}});
    cast.issuer.fields = {{"traductions", texts({"ar"})}};
    EXPECT_EQ(voices_of({"kit_accueil", "falc", "fr"}, broken, cast).size(), 1U);
}

}  // namespace
}  // namespace preavis::service::test

#include <algorithm>

#include "store/conformance.h"

namespace preavis::store {
namespace {

using namespace dossier;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

Value text(const std::string& value) {
    return {value};
}

Facts person(const std::string& nom, const std::string& prenoms) {
    return {{"nom", text(nom)},
            {"prenoms", text(prenoms)},
            {"date_naissance", {*law::Date::of(1990, 2, 28)}}};
}

TEST_P(StoreConformance, a_noun_comes_back_as_it_was_saved) {
    for (const NounKind kind : {NounKind::organisation, NounKind::structure, NounKind::place,
                                NounKind::personne, NounKind::menage, NounKind::sejour}) {
        const std::string id = "n-" + std::string(name_of(kind));
        const Noun saved = sample_noun(kind, id, {{"places", {std::int64_t{12}}}});
        must_save(saved);
        const auto found = store->noun(kind, id, everything());
        ASSERT_TRUE(found);
        EXPECT_EQ(found->version, 1);
        EXPECT_EQ(std::tie(found->kind, found->id, found->organisation, found->departement,
                           found->created_at),
                  std::tie(saved.kind, saved.id, saved.organisation, saved.departement,
                           saved.created_at));
        EXPECT_TRUE(found->fields == saved.fields);
    }
    EXPECT_FALSE(store->noun(NounKind::place, "n-menage", everything()));
}

TEST_P(StoreConformance, a_stale_noun_undoes_the_whole_change) {
    must_save(sample_noun(NounKind::menage, "m1", {}));
    Change change;
    change.nouns = {sample_noun(NounKind::personne, "p1", person("Kone", "Idriss")),
                    sample_noun(NounKind::menage, "m1", {})};
    change.journal = {sample_entry("", "noun")};
    EXPECT_EQ(store->commit(change), Committed::stale);
    EXPECT_FALSE(store->noun(NounKind::personne, "p1", everything()));
    EXPECT_EQ(store->counts().journal, 0);
    change.nouns[1].version = 1;
    EXPECT_EQ(store->commit(change), Committed::done);
    EXPECT_EQ(store->noun(NounKind::menage, "m1", everything())->version, 2);
    EXPECT_EQ(store->noun(NounKind::personne, "p1", everything())->version, 1);
}

TEST_P(StoreConformance, nouns_are_filtered_searched_and_paged_newest_first) {
    Noun old = sample_noun(NounKind::personne, "old", person("Haddad", "Salma Inès"));
    old.fields["menage"] = text("m1");
    old.fields["structure"] = text("s1");
    Noun young = sample_noun(NounKind::personne, "young", person("El-Haddad", "Omar"));
    young.created_at = noon.plus_seconds(1);
    must_save(old);
    must_save(young);
    must_save(sample_noun(NounKind::structure, "s1", {{"nom", text("Haddad")}}));
    const std::vector<std::pair<NounFilter, std::vector<std::string>>> cases = {
        {{}, {"young", "old"}},
        {{.limit = 1}, {"young"}},
        {{.after = "young"}, {"old"}},
        {{.text = "haddad"}, {"young", "old"}},
        {{.text = "HADDAD ines"}, {"old"}},
        {{.text = "elhaddad"}, {"young"}},
        {{.text = "hadda"}, {}},
        {{.menage = "m1"}, {"old"}},
        {{.structure = "s1"}, {"old"}},
        {{.menage = "m2"}, {}},
    };
    for (const auto& [filter, expected] : cases) {
        EXPECT_EQ(ids(store->nouns(NounKind::personne, filter, everything())), expected);
    }
}

TEST_P(StoreConformance, a_renamed_person_is_found_by_the_new_name_only) {
    must_save(sample_noun(NounKind::personne, "p1", person("Haddad", "Salma")));
    Noun renamed = *store->noun(NounKind::personne, "p1", everything());
    renamed.fields["nom"] = text("Kone");
    must_save(renamed);
    EXPECT_THAT(store->nouns(NounKind::personne, {.text = "haddad"}, everything()), IsEmpty());
    EXPECT_THAT(ids(store->nouns(NounKind::personne, {.text = "kone"}, everything())),
                ElementsAre("p1"));
}

TEST_P(StoreConformance, the_same_person_is_found_by_name_and_birth_date) {
    must_save(sample_noun(NounKind::personne, "p1", person("Haddad", "Salma Inès")));
    must_save(sample_noun(NounKind::personne, "p2", person("HADDAD", "salma")));
    must_save(sample_noun(NounKind::personne, "p3", person("Haddad", "Omar")));
    must_save(sample_noun(NounKind::personne, "p4", {{"nom", text("Haddad")}}));
    const std::string key = same_person_key(person("haddad", "Salma"));
    EXPECT_THAT(ids(store->same_persons(key, everything())), UnorderedElementsAre("p1", "p2"));
    EXPECT_THAT(store->same_persons(key, {.departement = "69"}), IsEmpty());
    EXPECT_THAT(store->same_persons("", everything()), IsEmpty());
}

TEST_P(StoreConformance, a_scope_lets_through_its_nouns_and_no_other) {
    const auto add = [this](NounKind kind, const std::string& id, const std::string& organisation,
                            Facts fields) {
        Noun noun = sample_noun(kind, id, std::move(fields));
        noun.organisation = organisation;
        noun.departement = organisation == "siao69" ? "69" : "75";
        must_save(noun);
    };
    add(NounKind::menage, "family", "siao75",
        {{"membres", {List{{Record{{"personne", text("mother")}}}, text("son")}}}});
    add(NounKind::menage, "secret", "siao75",
        {{"sensibilite", text("protege")}, {"personnes", {List{text("hidden_by_list")}}}});
    add(NounKind::personne, "mother", "siao75", person("A", "B"));
    add(NounKind::personne, "son", "siao75", person("A", "C"));
    add(NounKind::personne, "hidden_by_list", "siao75", person("A", "D"));
    add(NounKind::personne, "hidden_by_field", "siao75", {{"menage", text("secret")}});
    add(NounKind::personne, "hidden_by_itself", "siao75", {{"sensibilite", text("protege")}});
    add(NounKind::personne, "lyon", "siao69", person("A", "E"));
    const std::vector<std::string> ordinary = {"mother", "son"};
    const std::vector<std::string> all_75 = {"hidden_by_field", "hidden_by_itself",
                                             "hidden_by_list", "mother", "son"};
    const std::vector<std::tuple<std::string, Scope, std::vector<std::string>>> cases = {
        {"an empty scope sees nothing", {}, {}},
        {"a département", {.departement = "75"}, ordinary},
        {"an organisation", {.organisations = {"siao75"}}, ordinary},
        {"with the right to protected ones",
         {.departement = "75", .protected_households = true},
         all_75},
        {"in the team", {.organisations = {"siao75"}, .in_team = true}, all_75},
        {"the State sees bodies, not people",
         {.departement = "75", .protected_households = true, .only_of_the_state = true},
         {}},
        {"a person, their own record", {.menage = "family", .personne = "mother"}, {"mother"}},
        {"protected or not",
         {.menage = "secret", .personne = "hidden_by_list"},
         {"hidden_by_list"}},
        {"not that of another household", {.menage = "secret", .personne = "mother"}, {}},
        {"nor does an emergency", {.emergency = {"secret"}}, {}},
        {"another département", {.departement = "69"}, {"lyon"}},
    };
    for (const auto& [why, scope, expected] : cases) {
        std::vector<std::string> seen = ids(store->nouns(NounKind::personne, {}, scope));
        std::sort(seen.begin(), seen.end());
        EXPECT_EQ(seen, expected) << why;
        for (const std::string& id : all_75) {
            const bool in = std::count(expected.begin(), expected.end(), id) == 1;
            EXPECT_EQ(store->noun(NounKind::personne, id, scope).has_value(), in) << why << id;
        }
    }
    EXPECT_FALSE(store->noun(NounKind::menage, "secret", {.organisations = {"siao75"}}));
}

TEST_P(StoreConformance, a_place_or_a_stay_in_a_secret_place_is_protected_like_it) {
    must_save(sample_noun(NounKind::structure, "secret", {{"protegee", {true}}}));
    must_save(sample_noun(NounKind::structure, "open", {}));
    for (const char* where : {"secret", "open"}) {
        must_save(sample_noun(NounKind::place, std::string("place-") + where,
                              {{"structure", text(where)}}));
        must_save(sample_noun(NounKind::sejour, std::string("stay-") + where,
                              {{"structure", text(where)}}));
    }
    const Scope agent{.departement = "75"};
    const Scope runs_it{.organisations = {"siao"}, .in_team = true};
    const Scope responsable{.departement = "75", .protected_households = true};
    for (const NounKind kind : {NounKind::place, NounKind::sejour}) {
        EXPECT_EQ(store->nouns(kind, {}, agent).size(), 1U);
        EXPECT_EQ(store->nouns(kind, {}, responsable).size(), 2U);
        EXPECT_TRUE(store->nouns(kind, {.structure = "secret"}, responsable).empty());
        EXPECT_EQ(store->nouns(kind, {.structure = "open"}, responsable).size(), 1U);
        EXPECT_EQ(store->nouns(kind, {.structure = "secret"}, runs_it).size(), 1U);
    }
    EXPECT_TRUE(store->nouns(NounKind::place, {}, responsable).front().is_protected !=
                store->nouns(NounKind::place, {}, responsable).back().is_protected);
}

TEST_P(StoreConformance, a_person_is_protected_no_longer_once_the_menage_is_not) {
    must_save(sample_noun(NounKind::menage, "m1", {{"sensibilite", text("protege")}}));
    must_save(sample_noun(NounKind::personne, "p1", {{"menage", text("m1")}}));
    EXPECT_FALSE(store->noun(NounKind::personne, "p1", {.departement = "75"}));
    Noun ordinary = *store->noun(NounKind::menage, "m1", everything());
    ordinary.fields["sensibilite"] = text("ordinaire");
    must_save(ordinary);
    EXPECT_TRUE(store->noun(NounKind::personne, "p1", {.departement = "75"}));
}

}  // namespace
}  // namespace preavis::store

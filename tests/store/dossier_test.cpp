#include <algorithm>
#include <limits>

#include "base/expects.h"
#include "store/conformance.h"

namespace preavis::store {
namespace {

using namespace dossier;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST_P(StoreConformance, a_dossier_comes_back_as_it_was_saved) {
    Dossier saved = sample_dossier("d1");
    saved.deadlines[1].settled = Deadline::Settled::stopped;
    saved.deadlines[1].settled_at = noon;
    saved.deadlines[1].fired = true;
    saved.deadlines[1].last_day.reset();
    must_save(saved);
    reopen();
    const auto found = store->dossier("d1", everything());
    ASSERT_TRUE(found);
    saved.version = 1;
    expect_same(*found, saved);
    EXPECT_FALSE(store->dossier("d2", everything()));
}

TEST_P(StoreConformance, values_come_back_in_their_type_and_whole) {
    const Facts facts = {
        {"oui", {true}},
        {"least", {std::numeric_limits<std::int64_t>::min()}},
        {"most", {std::numeric_limits<std::int64_t>::max()}},
        {"beyond_double", {std::int64_t{9007199254740993}}},
        {"like_a_date", {std::string("2026-05-04")}},
        {"date", {*law::Date::of(1999, 12, 31)}},
        {"instant", {law::Instant{-1}}},
        {"like_an_instant", {std::string("2026-05-04T08:00:00.000Z")}},
        {"liste", {List{{std::string("")}, {List{}}, {Record{}}}}},
        {"record", {Record{{"date", {std::string("x")}}, {"record", {std::int64_t{0}}}}}},
        {"accents", {std::string("Éloïse 😀 \n\t \" \\ د")}},
    };
    Dossier saved = sample_dossier("d1");
    saved.facts = facts;
    must_save(saved);
    EXPECT_TRUE(store->dossier("d1", everything())->facts == facts);
}

TEST_P(StoreConformance, texts_are_never_read_as_commands) {
    const std::vector<std::string> hostile = {
        "'; DROP TABLE dossiers; --", "\" OR 1=1 --", "%", "_", "?1", "$(rm -rf)", ":id", "a''b"};
    for (const std::string& text : hostile) {
        Dossier saved = sample_dossier(text);
        saved.state = saved.workflow = saved.parties.organisation = text;
        saved.facts = {{text, {text}}};
        must_save(saved);
        EXPECT_EQ(store->dossier(text, {.organisations = {text}})->state, text);
        EXPECT_THAT(ids(store->dossiers({.workflow = text, .state = text}, everything())),
                    ElementsAre(text));
        EXPECT_THAT(store->dossiers({.text = text}, everything()), IsEmpty());
        EXPECT_THAT(store->dossiers({.after = text + text}, everything()), IsEmpty());
    }
    EXPECT_EQ(store->counts().dossiers, static_cast<std::int64_t>(hostile.size()));
}

TEST_P(StoreConformance, a_text_that_is_not_utf8_or_holds_nul_writes_nothing) {
    for (const std::string& bad : {std::string("\xff\xfe"), std::string("a\0b", 3),
                                   std::string("\xed\xa0\x80"), std::string("\xc0\xaf")}) {
        Change change{.dossier = sample_dossier("d1")};
        change.dossier->state = bad;
        change.journal = {sample_entry("d1", "ouvrir")};
        EXPECT_THROW(store->commit(change), base::Bug);
        EXPECT_FALSE(store->dossier(bad, everything()));
        EXPECT_THAT(store->dossiers({.text = bad}, everything()), IsEmpty());
    }
    Change broken_fact{.dossier = sample_dossier("d1")};
    broken_fact.dossier->facts = {{"nom", {std::string("\xff")}}};
    EXPECT_THROW(store->commit(broken_fact), base::Bug);
    EXPECT_EQ(store->counts().dossiers, 0);
    EXPECT_EQ(store->counts().journal, 0);
    must_save(sample_dossier("d1"));
}

TEST_P(StoreConformance, a_stale_version_writes_nothing) {
    must_save(sample_dossier("d1"));
    Change late{.dossier = sample_dossier("d1")};
    late.journal = {sample_entry("d1", "decider")};
    late.nouns = {sample_noun(NounKind::menage, "m1", {})};
    late.pieces = {sample_piece("p1", "d1")};
    late.jobs = {sample_job("j1")};
    late.answer = RememberedAnswer{"key", "hash", 200, "{}", noon};
    for (const std::int64_t version : {0, 2, 7}) {
        late.dossier->version = version;
        EXPECT_EQ(store->commit(late), Committed::stale);
    }
    EXPECT_EQ(store->counts().journal, 0);
    EXPECT_EQ(store->counts().jobs, 0);
    EXPECT_FALSE(store->noun(NounKind::menage, "m1", everything()));
    EXPECT_FALSE(store->piece("p1", everything()));
    EXPECT_FALSE(store->remembered("key"));
    late.dossier->version = 1;
    EXPECT_EQ(store->commit(late), Committed::done);
    EXPECT_EQ(store->dossier("d1", everything())->version, 2);
    EXPECT_EQ(store->counts().journal, 1);
}

TEST_P(StoreConformance, saving_replaces_parties_and_deadlines) {
    must_save(sample_dossier("d1"));
    Dossier next = *store->dossier("d1", everything());
    next.parties.personnes = {"p3"};
    next.deadlines = {next.deadlines[1], sample_deadline("new", noon)};
    next.deadlines[0].title = "Autre titre";
    must_save(next);
    ++next.version;
    expect_same(*store->dossier("d1", everything()), next);
    EXPECT_FALSE(store->deadline("z-d1", everything()));
}

TEST_P(StoreConformance, pages_give_each_dossier_once_newest_first) {
    std::vector<std::string> expected;
    for (int i = 0; i < 25; ++i) {
        Dossier dossier = sample_dossier("d" + std::to_string(10 + i));
        dossier.opened_at = noon.plus_seconds(i / 3);  // three share each instant
        must_save(dossier);
        expected.insert(expected.begin(), dossier.id);
    }
    std::vector<std::string> found;
    DossierFilter filter{.limit = 4};
    for (auto page = store->dossiers(filter, everything()); !page.empty();
         page = store->dossiers(filter, everything())) {
        for (const Dossier& dossier : page) found.push_back(dossier.id);
        filter.after = found.back();
        Dossier meanwhile = sample_dossier("later" + filter.after);
        meanwhile.opened_at = noon.plus_seconds(day_s);
        must_save(meanwhile);
    }
    EXPECT_EQ(found, expected);
}

TEST_P(StoreConformance, filters_are_combined) {
    Dossier other = sample_dossier("d2");
    other.workflow = "contrat_sejour";
    other.state = "signe";
    must_save(sample_dossier("d1"));
    must_save(other);
    const std::vector<std::pair<DossierFilter, std::vector<std::string>>> cases = {
        {{}, {"d2", "d1"}},
        {{.workflow = "contrat_sejour"}, {"d2"}},
        {{.state = "notifie"}, {"d1"}},
        {{.workflow = "contrat_sejour", .state = "notifie"}, {}},
        {{.menage = "menage-d1"}, {"d1"}},
        {{.sejour = "sejour-d2"}, {"d2"}},
        {{.menage = "menage-d1", .sejour = "sejour-d2"}, {}},
        {{.text = " 2026-d1 "}, {"d1"}},
        {{.text = "2026-d"}, {}},
        {{.limit = 0}, {}},
        {{.after = "d2"}, {"d1"}},
        {{.after = "unknown"}, {}},
    };
    for (const auto& [filter, expected] : cases) {
        EXPECT_EQ(ids(store->dossiers(filter, everything())), expected) << filter.text;
    }
}

TEST_P(StoreConformance, a_name_is_found_by_all_its_whole_words_whatever_their_accents) {
    must_save(sample_noun(
        NounKind::personne, "p1-d1",
        {{"nom", {std::string("N’Guyễn-Éloïse")}}, {"prenoms", {std::string("Salma")}}}));
    must_save(sample_noun(NounKind::personne, "child",
                          {{"nom", {std::string("Haddad")}},
                           {"prenoms", {std::string("Inès")}},
                           {"menage", {std::string("menage-d1")}}}));
    must_save(sample_noun(NounKind::personne, "stranger", {{"nom", {std::string("Kone")}}}));
    must_save(sample_dossier("d1"));
    must_save(sample_dossier("d2"));
    const std::vector<std::pair<std::string, bool>> cases = {
        {"salma", true},         {"SALMA n’guyen-eloise", true},
        {"eloise", true},        {"Nguyen Salma", true},
        {"ines", true},          {"Haddad, Inès", true},
        {"Salma Haddad", false}, {"salm", false},
        {"kone", false},         {"salma inconnu", false},
        {"---", false},          {"%", false},
    };
    for (const auto& [text, found] : cases) {
        EXPECT_EQ(!store->dossiers({.text = text}, everything()).empty(), found) << text;
    }
    EXPECT_THAT(ids(store->dossiers({.text = "ines"}, everything())), ElementsAre("d1"));
}

TEST_P(StoreConformance, numbers_follow_each_other_within_a_year_and_survive_a_restart) {
    EXPECT_EQ(store->next_dossier_number(2026), "2026-00001");
    EXPECT_EQ(store->next_dossier_number(2026), "2026-00002");
    EXPECT_EQ(store->next_dossier_number(2027), "2027-00001");
    reopen();
    EXPECT_EQ(store->next_dossier_number(2026), "2026-00003");
}

struct ScopeCase {
    std::string why;
    Scope scope;
    std::vector<std::string> seen;
};

TEST_P(StoreConformance, a_scope_lets_through_its_rows_and_no_other) {
    const auto add = [this](const std::string& id, const std::string& departement,
                            const std::string& organisation, bool is_protected) {
        Dossier dossier = sample_dossier(id);
        dossier.departement = departement;
        dossier.parties.organisation = organisation;
        dossier.protected_household = is_protected;
        must_save(dossier);
    };
    add("paris", "75", "siao75", false);
    add("paris_secret", "75", "siao75", true);
    add("rhone", "69", "siao69", false);
    add("nowhere", "", "", false);
    add("turned", "75", "siao75", false);
    must_save(sample_noun(NounKind::menage, "menage-turned",
                          {{"sensibilite", {std::string("protege")}}}));
    const std::vector<ScopeCase> cases = {
        {"an empty scope sees nothing", {}, {}},
        {"not even with the right to protected ones", {.protected_households = true}, {}},
        {"the system sees all",
         everything(),
         {"nowhere", "paris", "paris_secret", "rhone", "turned"}},
        {"a département, its ordinary ones", {.departement = "75"}, {"paris"}},
        {"an organisation, its ordinary ones", {.organisations = {"siao75"}}, {"paris"}},
        {"several", {.organisations = {"siao75", "siao69"}}, {"paris", "rhone"}},
        {"an organisation without a name has no rows", {.organisations = {""}}, {}},
        {"with the right, protected ones in scope",
         {.organisations = {"siao75"}, .protected_households = true},
         {"paris", "paris_secret", "turned"}},
        {"but none out of scope", {.departement = "69", .protected_households = true}, {"rhone"}},
        {"a ménage, its own", {.menage = "menage-rhone"}, {"rhone"}},
        {"a protected ménage needs the right", {.menage = "menage-turned"}, {}},
        {"and then sees its own",
         {.menage = "menage-turned", .protected_households = true},
         {"turned"}},
        {"each criterion adds",
         {.departement = "69", .organisations = {"siao75"}},
         {"paris", "rhone"}},
        {"a quote is a letter", {.departement = "75' OR '1'='1"}, {}},
    };
    for (const ScopeCase& one : cases) {
        std::vector<std::string> seen = ids(store->dossiers({}, one.scope));
        std::sort(seen.begin(), seen.end());
        EXPECT_EQ(seen, one.seen) << one.why;
        for (const std::string id : {"nowhere", "paris", "paris_secret", "rhone", "turned"}) {
            const bool expected = std::count(one.seen.begin(), one.seen.end(), id) == 1;
            EXPECT_EQ(store->dossier(id, one.scope).has_value(), expected) << one.why << ' ' << id;
            EXPECT_EQ(store->deadline("z-" + id, one.scope).has_value(), expected) << one.why;
        }
        EXPECT_EQ(store->deadlines({}, one.scope, noon).size(), 2 * one.seen.size()) << one.why;
    }
}

TEST_P(StoreConformance, an_organisation_that_takes_part_sees_the_dossier_as_long_as_it_does) {
    Dossier dossier = sample_dossier("suivi");
    dossier.parties.followers = {"pash-nord", "ddets-75"};
    must_save(dossier);
    const Scope pash{.organisations = {"pash-nord"}};
    ASSERT_TRUE(store->dossier("suivi", pash).has_value());
    EXPECT_EQ(store->dossier("suivi", pash)->parties.followers, dossier.parties.followers);
    EXPECT_EQ(store->dossiers({}, {.organisations = {"pash-sud"}}).size(), 0U);
    dossier.version = 1;
    dossier.parties.followers = {"ddets-75"};
    must_save(dossier);
    EXPECT_FALSE(store->dossier("suivi", pash).has_value());
}

TEST_P(StoreConformance, a_dossier_is_protected_once_its_menage_is) {
    must_save(sample_dossier("d1"));
    EXPECT_FALSE(store->dossier("d1", everything())->protected_household);
    must_save(
        sample_noun(NounKind::menage, "menage-d1", {{"sensibilite", {std::string("protege")}}}));
    EXPECT_TRUE(store->dossier("d1", everything())->protected_household);
    EXPECT_TRUE(store->deadline("z-d1", everything())->protected_household);
}

}  // namespace

}  // namespace preavis::store

#include <gmock/gmock.h>

#include "store/sqlite_helpers.h"

namespace preavis::store {
namespace {

using namespace dossier;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string family = "Kanarienvogel";

Facts stay_of(const std::string& menage) {
    return {{"menage", {menage}}, {"structure", {std::string("structure")}}};
}

Facts members(const std::vector<std::string>& persons) {
    List list;
    for (const std::string& person : persons) {
        list.push_back({Record{{"personne", {person}}}});
    }
    return {{"designation", {"Ménage " + family}}, {"membres", {list}}};
}

Noun person(const std::string& id) {
    return sample_noun(NounKind::personne, id,
                       {{"nom", {family}},
                        {"prenoms", {std::string("Salma")}},
                        {"telephone", {std::string("+33612345678")}}});
}

Dossier dossier_of(const std::string& id, const std::string& menage) {
    Dossier dossier = sample_dossier(id);
    dossier.parties.menage = menage;
    dossier.parties.personnes = {"p-" + menage};
    return dossier;
}

std::vector<std::string> menages(const std::vector<AgedHousehold>& households) {
    std::vector<std::string> found;
    for (const AgedHousehold& household : households) found.push_back(household.menage);
    return found;
}

class Retained : public StoreConformance {
  protected:
    /// A household with a person, a stay, a dossier, an issued document and an account.
    void settle(const std::string& menage, law::Instant at = noon) {
        Noun record = sample_noun(NounKind::menage, menage, members({"p-" + menage}));
        record.created_at = at;
        Change change{.dossier = dossier_of("d-" + menage, menage)};
        change.nouns = {person("p-" + menage), record,
                        sample_noun(NounKind::sejour, "s-" + menage, stay_of(menage))};
        change.pieces = {sample_piece("f-" + menage, "d-" + menage),
                         sample_piece("g-" + menage, "d-" + menage)};
        change.journal = {sample_entry("d-" + menage, "ouvrir")};
        must_commit(change);
        ASSERT_TRUE(store->issue_piece("f-" + menage, "%PDF-" + family, at,
                                       sample_entry("d-" + menage, "emettre"), ""));
        Account account{.id = "a-" + menage, .login = "jo-" + menage, .name = family};
        account.grants = {{.role = Role::menage, .menage = menage}};
        store->save_account(account);
    }

    Erasure erasure_of(const std::string& menage) {
        return {.certificate = "c-" + menage,
                .departement = "75",
                .of = store->holdings(menage),
                .owners = {"menage:" + menage},
                .at = noon.plus_seconds(day_s)};
    }

    Committed erase(const Erasure& erasure) {
        Change change;
        change.erasure = erasure;
        change.journal = {sample_entry("", "effacement")};
        return store->commit(change);
    }
};

TEST_P(Retained, a_household_is_unseen_since_it_was_registered_until_more_is_noted) {
    settle("m1", noon);
    settle("m2", noon.plus_seconds(day_s));
    const auto unseen = [&](std::int64_t days, const std::string& after = {}) {
        return menages(store->households_unseen_since(noon.plus_seconds(days * day_s), after, 10,
                                                      everything()));
    };
    EXPECT_THAT(unseen(0), IsEmpty());
    EXPECT_THAT(unseen(1), ElementsAre("m1"));
    EXPECT_THAT(unseen(2), ElementsAre("m1", "m2"));
    EXPECT_THAT(unseen(2, "m1"), ElementsAre("m2"));
    store->note_seen("m1", noon.plus_seconds(5 * day_s));
    store->note_seen("m1", noon);
    EXPECT_THAT(unseen(2), ElementsAre("m2"));
    EXPECT_THAT(unseen(6), ElementsAre("m2", "m1"));
}

TEST_P(Retained, a_changed_stay_makes_its_household_looked_at_anew) {
    settle("m1");
    store->note_seen("m1", noon.plus_seconds(900 * day_s));
    Noun stay = *store->noun(NounKind::sejour, "s-m1", everything());
    stay.fields["regime"] = {std::string("insertion")};
    must_save(stay);
    EXPECT_THAT(menages(store->households_unseen_since(noon.plus_seconds(1), "", 10, everything())),
                ElementsAre("m1"));
}

TEST_P(Retained, a_reader_sees_no_household_beyond_its_scope) {
    settle("m1");
    const auto seen_by = [&](const Scope& scope) {
        return menages(store->households_unseen_since(noon.plus_seconds(1), "", 10, scope));
    };
    EXPECT_THAT(seen_by({.departement = "75"}), ElementsAre("m1"));
    EXPECT_THAT(seen_by({.departement = "93"}), IsEmpty());
    EXPECT_THAT(seen_by({}), IsEmpty());
}

TEST_P(Retained, holdings_are_all_of_one_household_and_nothing_of_another) {
    settle("m1");
    settle("m2");
    const Holdings held = store->holdings("m1");
    EXPECT_EQ(held.menage_version, 1);
    EXPECT_THAT(ids(held.personnes), ElementsAre("p-m1"));
    EXPECT_THAT(ids(held.sejours), ElementsAre("s-m1"));
    EXPECT_THAT(ids(held.dossiers), ElementsAre("d-m1"));
    EXPECT_THAT(ids(held.files), ElementsAre("f-m1", "g-m1"));
    EXPECT_THAT(held.accounts, ElementsAre("a-m1"));
    EXPECT_EQ(store->holdings("nobody").menage_version, 0);
}

TEST_P(Retained, a_person_of_two_households_stays_with_the_other) {
    settle("m1");
    must_save(sample_noun(NounKind::menage, "m2", members({"p-m1", "p-other"})));
    EXPECT_THAT(store->holdings("m1").personnes, IsEmpty());
    EXPECT_EQ(erase(erasure_of("m1")), Committed::done);
    EXPECT_TRUE(store->noun(NounKind::personne, "p-m1", everything()));
}

TEST_P(Retained, an_erasure_leaves_figures_tombstones_and_the_journal_alone) {
    settle("m1");
    settle("m2");
    const auto before = store->counts();
    ASSERT_EQ(erase(erasure_of("m1")), Committed::done);
    EXPECT_FALSE(store->dossier("d-m1", everything()));
    EXPECT_FALSE(store->noun(NounKind::menage, "m1", everything()));
    EXPECT_FALSE(store->noun(NounKind::personne, "p-m1", everything()));
    EXPECT_FALSE(store->noun(NounKind::sejour, "s-m1", everything()));
    EXPECT_FALSE(store->piece("f-m1", everything()));
    EXPECT_FALSE(store->piece_bytes("f-m1", everything()));
    EXPECT_FALSE(store->account_by_login("jo-m1"));
    EXPECT_THAT(store->nouns(NounKind::personne, {.text = family}, everything()),
                testing::SizeIs(1));
    EXPECT_THAT(store->dossiers({.text = "2026-d-m1"}, everything()), IsEmpty());
    const auto after = store->counts();
    EXPECT_EQ(after.dossiers, before.dossiers - 1);
    EXPECT_EQ(after.journal, before.journal + 1);
    EXPECT_FALSE(store->verify_journal(1).first_broken);
    EXPECT_THAT(store->history("d-m1", everything()), testing::SizeIs(2));
    EXPECT_TRUE(store->dossier("d-m2", everything()));
    ASSERT_TRUE(store->erasure("c-m1"));
    EXPECT_EQ(store->erasure("c-m1")->line, after.journal);
    EXPECT_THAT(store->erasures("93", 10), IsEmpty());
    EXPECT_THAT(store->erasures("75", 10), testing::SizeIs(1));
}

TEST_P(Retained, a_file_that_is_kept_stays_unaltered_until_its_own_end) {
    settle("m1");
    Erasure erasure = erasure_of("m1");
    erasure.kept = {{.file = erasure.of.files.front(),
                     .menage = "m1",
                     .dossier_number = "2026-d-m1",
                     .departement = "75",
                     .rule = "decisions",
                     .until = noon.plus_seconds(100 * day_s)}};
    ASSERT_EQ(erase(erasure), Committed::done);
    EXPECT_EQ(store->piece_bytes("f-m1", everything()), "%PDF-" + family);
    EXPECT_FALSE(store->piece("g-m1", everything()));
    EXPECT_FALSE(store->piece("f-m1", {.departement = "75", .protected_households = true}));
    EXPECT_THAT(store->kept_files(noon.plus_seconds(100 * day_s), 10), IsEmpty());
    const auto over = store->kept_files(noon.plus_seconds(101 * day_s), 10);
    ASSERT_EQ(over.size(), 1U);
    EXPECT_EQ(over.front().file.sha256.size(), 64U);
    EXPECT_THAT(store->keys_to_destroy(), ElementsAre("menage:m1"));
    const Erasure later{.certificate = "c2", .departement = "75", .over = over, .at = noon};
    ASSERT_EQ(erase(later), Committed::done);
    EXPECT_FALSE(store->piece_bytes("f-m1", everything()));
    EXPECT_THAT(store->keys_to_destroy(), ElementsAre("menage:m1", "pieces:m1"));
    EXPECT_EQ(erase(later), Committed::stale);
}

TEST_P(Retained, keys_are_promised_with_the_erasure_and_forgotten_once_destroyed) {
    settle("m1");
    ASSERT_EQ(erase(erasure_of("m1")), Committed::done);
    reopen();
    EXPECT_THAT(store->keys_to_destroy(), ElementsAre("menage:m1"));
    store->destroy_keys({"menage:m1"});
    store->destroy_keys({"menage:m1"});
    store->note_keys_destroyed({"menage:m1"});
    EXPECT_THAT(store->keys_to_destroy(), IsEmpty());
}

TEST_P(Retained, an_erasure_of_what_has_moved_on_is_stale_and_writes_nothing) {
    settle("m1");
    const Erasure seen = erasure_of("m1");
    const std::vector<std::pair<std::string, std::function<void()>>> moves = {
        {"a dossier",
         [&] {
             Dossier dossier = *store->dossier("d-m1", everything());
             must_save(dossier);
         }},
        {"a new dossier", [&] { must_save(dossier_of("d-new", "m1")); }},
        {"a stay", [&] { must_save(*store->noun(NounKind::sejour, "s-m1", everything())); }},
        {"a person", [&] { must_save(*store->noun(NounKind::personne, "p-m1", everything())); }},
        {"the household", [&] { must_save(*store->noun(NounKind::menage, "m1", everything())); }},
    };
    Erasure last = seen;
    for (const auto& [what, move] : moves) {
        move();
        const auto journal = store->counts().journal;
        EXPECT_EQ(erase(last), Committed::stale) << what;
        EXPECT_EQ(store->counts().journal, journal) << what;
        EXPECT_TRUE(store->noun(NounKind::menage, "m1", everything())) << what;
        last = erasure_of("m1");
    }
    EXPECT_EQ(erase(last), Committed::done);
    EXPECT_EQ(erase(last), Committed::stale);
}

TEST_P(Retained, a_hold_stands_alone_and_stands_before_an_erasure) {
    settle("m1");
    const Hold hold{.menage = "m1",
                    .reason = "contentieux",
                    .set_by = "c",
                    .set_at = noon,
                    .review_on = *law::Date::parse("2027-01-01")};
    must_commit({.hold = hold});
    EXPECT_EQ(store->commit({.hold = hold}), Committed::stale);
    ASSERT_TRUE(store->hold_on("m1"));
    EXPECT_EQ(store->hold_on("m1")->review_on.iso(), "2027-01-01");
    EXPECT_THAT(store->holds({.departement = "75"}), testing::SizeIs(1));
    EXPECT_THAT(store->holds({.departement = "93"}), IsEmpty());
    EXPECT_EQ(erase(erasure_of("m1")), Committed::stale);
    const Hold lifted{.menage = "m1", .lifted_by = "d", .lifted_at = noon.plus_seconds(1)};
    must_commit({.hold = lifted});
    EXPECT_EQ(store->commit({.hold = lifted}), Committed::stale);
    EXPECT_FALSE(store->hold_on("m1"));
    EXPECT_EQ(erase(erasure_of("m1")), Committed::done);
}

TEST_P(Retained, a_request_names_the_line_that_tells_it_and_is_decided_once) {
    settle("m1");
    RightsRequest request{.id = "r1",
                          .kind = "rectification",
                          .personne = "p-m1",
                          .field = "telephone",
                          .received_at = noon,
                          .due = noon.plus_seconds(30 * day_s)};
    Change change;
    change.request = request;
    change.journal = {sample_entry("", "demande")};
    must_commit(change);
    const auto kept = store->request("r1", everything());
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->asked_line, store->counts().journal);
    EXPECT_THAT(ids(store->requests("p-m1", everything())), ElementsAre("r1"));
    EXPECT_THAT(store->requests("p-m1", {.departement = "93"}), IsEmpty());
    EXPECT_FALSE(store->request("r1", {.protected_households = true, .menage = "other"}));
    request.state = RightsRequest::State::refused;
    request.decided_at = noon;
    must_commit({.request = request});
    EXPECT_EQ(store->commit({.request = request}), Committed::stale);
    ASSERT_EQ(erase(erasure_of("m1")), Committed::done);
    EXPECT_FALSE(store->request("r1", everything()));
}

INSTANTIATE_TEST_SUITE_P(sqlite, Retained,
                         testing::Values(BackEnd{
                             "sqlite",
                             [](const std::filesystem::path& folder) { return open_in(folder); }}),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace preavis::store

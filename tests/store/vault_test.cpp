// Keys and what they seal.
#include "store/vault.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "base/expects.h"
#include "base/file.h"
#include "base/key_file.h"
#include "store/sqlite_helpers.h"

namespace preavis::store {
namespace {

using namespace dossier;
using base::FailureCode;
using ::testing::HasSubstr;
using ::testing::Not;

class Sealing : public testing::Test {
  protected:
    std::filesystem::path keys() const { return folder.path() / "cles"; }
    KeyPlace place() const { return {.folder = keys(), .create = true}; }
    TemporaryFolder folder;
};

const Place here{"dossiers", "facts", "d1"};

std::string opened(Vault& vault, const std::string& owner, const Place& place,
                   const std::string& sealed) {
    return vault.open(owner, place, sealed, Clearance::protected_too).value_or("erased");
}

TEST_F(Sealing, opens_where_it_was_sealed_and_nowhere_else) {
    Vault vault(place());
    const std::string sealed = vault.seal("menage:a", here, "le contenu");
    vault.seal("menage:b", here, "autre");
    EXPECT_EQ(opened(vault, "menage:a", here, sealed), "le contenu");
    EXPECT_THAT(sealed, Not(HasSubstr("contenu")));
    EXPECT_NE(vault.seal("menage:a", here, "le contenu"), sealed);
    const auto refused = [&](const std::string& owner, const Place& other,
                             const std::string& bytes) {
        return failure_of([&] { opened(vault, owner, other, bytes); });
    };
    EXPECT_EQ(refused("menage:b", here, sealed), FailureCode::corrupted);
    EXPECT_EQ(refused("menage:a", {"pieces", "facts", "d1"}, sealed), FailureCode::corrupted);
    EXPECT_EQ(refused("menage:a", {"dossiers", "other", "d1"}, sealed), FailureCode::corrupted);
    EXPECT_EQ(refused("menage:a", {"dossiers", "facts", "d2"}, sealed), FailureCode::corrupted);
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::string altered = sealed;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        EXPECT_EQ(refused("menage:a", here, altered), FailureCode::corrupted) << i;
        EXPECT_EQ(refused("menage:a", here, sealed.substr(0, i)), FailureCode::corrupted) << i;
    }
}

TEST_F(Sealing, large_files_are_sealed_by_pieces_in_their_order) {
    Vault vault(place());
    constexpr std::size_t piece = 64 * 1024;
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1}, piece - 1, piece, piece + 1, 3 * piece, 3 * piece + 5}) {
        const std::string bytes(size, 'x');
        const std::string sealed = vault.seal_file("pieces:a", here, bytes);
        const auto open = [&](const std::string& file) {
            return vault.open_file("pieces:a", here, file, Clearance::ordinary);
        };
        EXPECT_EQ(open(sealed), bytes) << size;
        EXPECT_EQ(failure_of([&] { open(sealed.substr(0, sealed.size() - 1)); }),
                  FailureCode::corrupted);
        EXPECT_EQ(failure_of([&] { open(sealed + sealed.substr(25)); }), FailureCode::corrupted);
        if (size <= piece) continue;
        const std::string cut =
            sealed.substr(0, 25 + piece + 17);  // whole pieces, without the last
        EXPECT_EQ(failure_of([&] { open(cut); }), FailureCode::corrupted);
    }
}

TEST_F(Sealing, keys_come_back_and_are_for_their_owner_only) {
    std::string sealed;
    {
        Vault vault(place());
        sealed = vault.seal("menage:a", here, "le contenu");
        vault.keyring().keep_new();
    }
    Vault vault({.folder = keys()});
    EXPECT_EQ(opened(vault, "menage:a", here, sealed), "le contenu");
    for (const char* name : {"maitresse", "maitresse-protegee", "trousseau.sqlite"}) {
        struct stat status {};
        ASSERT_EQ(::stat((keys() / name).c_str(), &status), 0) << name;
        EXPECT_EQ(status.st_mode & 0077U, 0U) << name;
    }
    EXPECT_THAT(base::read_file(keys() / "trousseau.sqlite"), Not(HasSubstr("contenu")));
}

TEST_F(Sealing, a_key_that_was_not_kept_is_missing_by_its_owners_name) {
    { Vault(place()).seal("menage:a", here, "x"); }
    Vault vault({.folder = keys()});
    EXPECT_EQ(failure_of([&] { opened(vault, "menage:a", here, "x"); }),
              FailureCode::configuration);
}

TEST_F(Sealing, a_destroyed_key_opens_nothing_and_never_comes_back) {
    Vault vault(place());
    const std::string sealed = vault.seal("menage:a", here, "le contenu");
    const std::string other = vault.seal("menage:b", here, "autre");
    vault.keyring().keep_new();
    vault.keyring().destroy({"menage:a", "menage:never"});
    vault.keyring().destroy({"menage:a"});
    EXPECT_EQ(vault.open("menage:a", here, sealed, Clearance::protected_too), std::nullopt);
    EXPECT_EQ(opened(vault, "menage:b", here, other), "autre");
    EXPECT_THROW(vault.seal("menage:a", here, "again"), base::Bug);
    EXPECT_EQ(ask_sql(keys() / "trousseau.sqlite",
                      "SELECT length(wrapped) FROM data_keys WHERE owner = 'menage:a'"),
              "0");
}

TEST_F(Sealing, protected_owners_open_for_those_only_who_are_cleared) {
    Vault vault(place());
    const std::string sealed = vault.seal("menage:a", here, "le contenu", KeyClass::protected_ones);
    EXPECT_THROW(vault.open("menage:a", here, sealed, Clearance::ordinary), KeyDenied);
    EXPECT_EQ(opened(vault, "menage:a", here, sealed), "le contenu");
    vault.keyring().classify("menage:a", KeyClass::ordinary);
    EXPECT_TRUE(vault.open("menage:a", here, sealed, Clearance::ordinary));
    vault.keyring().classify("menage:a", KeyClass::protected_ones);
    EXPECT_THROW(vault.open("menage:a", here, sealed, Clearance::ordinary), KeyDenied);
}

TEST_F(Sealing, without_the_protected_master_key_the_rest_still_opens) {
    std::string ordinary, secret;
    {
        Vault vault(place());
        ordinary = vault.seal("menage:a", here, "le contenu");
        secret = vault.seal("menage:b", here, "le secret", KeyClass::protected_ones);
        vault.keyring().keep_new();
    }
    std::filesystem::remove(keys() / "maitresse-protegee");
    Vault vault({.folder = keys()});
    EXPECT_EQ(opened(vault, "menage:a", here, ordinary), "le contenu");
    EXPECT_EQ(failure_of([&] { opened(vault, "menage:b", here, secret); }),
              FailureCode::configuration);
    EXPECT_EQ(failure_of([&] { vault.seal("menage:c", here, "x", KeyClass::protected_ones); }),
              FailureCode::configuration);
}

TEST_F(Sealing, rotation_changes_master_keys_and_loses_nothing) {
    std::string sealed;
    {
        Vault vault(place());
        sealed = vault.seal("menage:a", here, "le contenu");
        vault.keyring().keep_new();
    }
    const std::string before = base::read_file(keys() / "maitresse");
    EXPECT_GT(Keyring({.folder = keys(), .alone = true}).rotate(), 4);
    EXPECT_NE(base::read_file(keys() / "maitresse"), before);
    Vault vault({.folder = keys()});
    EXPECT_EQ(opened(vault, "menage:a", here, sealed), "le contenu");
    EXPECT_EQ(failure_of([&] { Keyring({.folder = keys(), .alone = true}); }), FailureCode::locked);
}

TEST_F(Sealing, a_rotation_cut_short_is_ended_by_the_next) {
    std::string sealed;
    {
        Vault vault(place());
        sealed = vault.seal("menage:a", here, "le contenu");
        vault.keyring().keep_new();
    }
    // Killed once both versions were written, before the keys were wrapped anew.
    MasterKey::read(keys() / "maitresse").add_version();
    {
        Vault vault({.folder = keys()});
        EXPECT_EQ(opened(vault, "menage:a", here, sealed), "le contenu");
    }
    Keyring({.folder = keys(), .alone = true}).rotate();
    Vault vault({.folder = keys()});
    EXPECT_EQ(opened(vault, "menage:a", here, sealed), "le contenu");
}

TEST_F(Sealing, wrong_damaged_or_open_master_keys_are_refused_by_the_name_of_their_file) {
    { Vault vault(place()); }
    const std::string good = base::read_file(keys() / "maitresse");
    const std::vector<std::pair<std::string, FailureCode>> cases = {
        {"", FailureCode::corrupted},
        {"# seulement une remarque\n", FailureCode::corrupted},
        {"1 abcd\n", FailureCode::corrupted},
        {"un " + std::string(64, 'a') + "\n", FailureCode::corrupted},
        {"0 " + std::string(64, 'a') + "\n", FailureCode::corrupted},
        {"1 " + std::string(64, 'g') + "\n", FailureCode::corrupted},
        {good + good, FailureCode::corrupted},
        {"1 " + std::string(64, 'a') + "\n", FailureCode::configuration},  // another key
        {"2 " + std::string(64, 'a') + "\n", FailureCode::configuration},  // another version
    };
    for (const auto& [text, code] : cases) {
        base::write_key_file(keys() / "maitresse", text);
        EXPECT_EQ(failure_of([&] { Vault({.folder = keys()}); }), code) << text;
    }
    base::write_key_file(keys() / "maitresse", good);
    ::chmod((keys() / "maitresse").c_str(), 0640);
    EXPECT_EQ(failure_of([&] { Vault({.folder = keys()}); }), FailureCode::privilege);
    ::chmod((keys() / "maitresse").c_str(), 0400);
    EXPECT_FALSE(failure_of([&] { Vault({.folder = keys()}); }));
}

TEST_F(Sealing, a_store_whose_keys_are_missing_or_of_another_is_refused_and_left_alone) {
    { open_in(folder.path())->commit({.dossier = sample_dossier("d1")}); }
    std::filesystem::rename(keys(), folder.path() / "ailleurs");
    EXPECT_EQ(failure_of([&] { open_in(folder.path()); }), FailureCode::configuration);
    EXPECT_FALSE(std::filesystem::exists(keys())) << "no new keys for an old store";
    const TemporaryFolder stranger;
    { open_in(stranger.path()); }
    std::filesystem::rename(stranger.path() / "cles", keys());
    EXPECT_EQ(failure_of([&] { open_in(folder.path()); }), FailureCode::configuration);
    std::filesystem::remove_all(keys());
    std::filesystem::rename(folder.path() / "ailleurs", keys());
    EXPECT_TRUE(open_in(folder.path())->dossier("d1", everything()));
}

TEST_F(Sealing, what_was_erased_is_erased_in_a_backup_that_is_restored) {
    const auto copy = folder.path() / "sauvegarde.db";
    const auto restored = folder.path() / "rendue.db";
    {
        const auto store = open_in(folder.path());
        Dossier erased = sample_dossier("d1");
        erased.parties.menage = "m1";
        Dossier kept = sample_dossier("d2");
        kept.parties.menage = "m2";
        store->commit({.dossier = erased, .journal = {sample_entry("d1", "decider")}});
        store->commit({.dossier = kept, .journal = {sample_entry("d2", "decider")}});
        store->backup(copy);
        store->destroy_keys({"menage:m1"});
        EXPECT_EQ(store->history("d1", everything()).at(0).payload_json, "");
    }
    restore_sqlite(copy, restored);
    const auto store = open_sqlite({.path = restored});
    EXPECT_TRUE(store->dossier("d1", everything())->facts.empty());
    EXPECT_EQ(store->history("d1", everything()).at(0).payload_json, "");
    EXPECT_FALSE(store->dossier("d2", everything())->facts.empty());
    EXPECT_NE(store->history("d2", everything()).at(0).payload_json, "");
    EXPECT_FALSE(store->verify_journal(1).first_broken);
}

TEST_F(Sealing, a_menage_that_becomes_protected_takes_its_members_along) {
    const auto store = open_in(folder.path());
    const auto person = sample_noun(
        NounKind::personne, "p1",
        {{"nom", {std::string("Durand")}}, {"telephone", {std::string("06 12 34 56 78")}}});
    Noun menage = sample_noun(NounKind::menage, "m1",
                              {{"membres", {List{{Record{{"personne", {std::string("p1")}}}}}}}});
    ASSERT_EQ(store->commit({.nouns = {person, menage}}), Committed::done);
    Scope agents{.departement = person.departement};
    const auto found = [&](const Scope& scope, const char* text) {
        return store->nouns(NounKind::personne, {.text = text}, scope).size();
    };
    EXPECT_EQ(found(agents, "durand"), 1U);
    EXPECT_EQ(found(agents, "+33 6 12 34 56 78"), 1U);
    menage.version = 1;
    menage.fields["sensibilite"] = {std::string("protege")};
    ASSERT_EQ(store->commit({.nouns = {menage}}), Committed::done);
    EXPECT_EQ(found(agents, "durand"), 0U);
    EXPECT_FALSE(store->noun(NounKind::personne, "p1", agents));
    agents.protected_households = true;
    EXPECT_EQ(found(agents, "durand"), 1U);
    EXPECT_EQ(found(agents, "0612345678"), 1U);
    EXPECT_EQ(ask_sql(keys() / "trousseau.sqlite",
                      "SELECT group_concat(class) FROM (SELECT class FROM data_keys"
                      " WHERE owner IN ('menage:m1', 'personne:p1'))"),
              "protegee,protegee");
}

}  // namespace
}  // namespace preavis::store

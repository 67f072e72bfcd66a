#include <sys/stat.h>

#include "base/file.h"
#include "store/sqlite_helpers.h"

namespace preavis::store {
namespace {

using namespace dossier;
using base::FailureCode;

class Backup : public testing::Test {
  protected:
    void SetUp() override {
        const auto store = open_in(folder.path());
        for (int i = 0; i < 50; ++i) {
            const std::string id = std::to_string(i);
            store->commit({.dossier = sample_dossier(id), .journal = {sample_entry(id, "ouvrir")}});
        }
        store->backup(copy);
    }
    TemporaryFolder folder;
    std::filesystem::path copy = folder.path() / "sauvegarde.db";
    std::filesystem::path target = folder.path() / "restored.db";
};

TEST_F(Backup, a_restored_backup_holds_all_that_was_there_and_takes_new_acts) {
    restore_sqlite(copy, target);
    const auto store = open_sqlite({.path = target});
    EXPECT_EQ(store->counts().dossiers, 50);
    Dossier expected = sample_dossier("7");
    expected.version = 1;
    expect_same(*store->dossier("7", everything()), expected);
    EXPECT_FALSE(store->verify_journal(1).first_broken);
    EXPECT_EQ(store->commit({.dossier = sample_dossier("new")}), Committed::done);
}

TEST_F(Backup, a_store_in_use_is_copied_beside_it_and_the_copy_read_back) {
    const auto held = open_in(folder.path());
    held->commit({.dossier = sample_dossier("late")});
    const std::filesystem::path beside = folder.path() / "beside.db";
    std::int64_t told = 0;
    const StoreReport report = backup_sqlite(
        folder.path() / "preavis.db", beside,
        [&told](std::int64_t done, std::int64_t all) { told = done == all ? all : told; });
    EXPECT_GT(told, 0);
    EXPECT_EQ(report.dossiers, 51);
    EXPECT_EQ(report.head, held->counts().journal_head);
    EXPECT_EQ(held->commit({.dossier = sample_dossier("later")}), Committed::done);
    EXPECT_EQ(verify_sqlite(beside).dossiers, 51);
    EXPECT_EQ(failure_of([&] { backup_sqlite(folder.path() / "preavis.db", beside, {}); }),
              FailureCode::storage);
    EXPECT_EQ(failure_of([&] { backup_sqlite(folder.path() / "none.db", target, {}); }),
              FailureCode::configuration);
}

TEST_F(Backup, a_backup_is_one_private_file) {
    struct stat status {};
    ASSERT_EQ(::stat(copy.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    EXPECT_EQ(ask_sql(copy, "PRAGMA journal_mode"), "delete");
    EXPECT_FALSE(std::filesystem::exists(copy.string() + "-wal"));
    EXPECT_FALSE(std::filesystem::exists(copy.string() + ".partiel"));
}

TEST_F(Backup, neither_backup_nor_restore_replaces_a_file) {
    const auto store = open_in(folder.path());
    EXPECT_EQ(failure_of([&] { store->backup(copy); }), FailureCode::storage);
    EXPECT_EQ(failure_of([&] { store->backup(folder.path() / "absent" / "a.db"); }),
              FailureCode::storage);
    base::write_file(target, "kept");
    EXPECT_EQ(failure_of([&] { restore_sqlite(copy, target); }), FailureCode::storage);
    EXPECT_EQ(base::read_file(target), "kept");
    EXPECT_EQ(failure_of([&] { restore_sqlite(copy, folder.path() / "preavis.db"); }),
              FailureCode::locked);
}

TEST_F(Backup, a_backup_that_is_not_whole_is_not_restored) {
    const std::string bytes = base::read_file(copy);
    const std::vector<std::pair<std::string, FailureCode>> cases = {
        {"", FailureCode::configuration},
        {"not a database, whatever its name says", FailureCode::corrupted},
        {bytes.substr(0, bytes.size() / 2), FailureCode::corrupted},
        {bytes.substr(0, bytes.size() - 4096), FailureCode::corrupted},
    };
    for (const auto& [content, code] : cases) {
        base::write_file(copy, content);
        EXPECT_NE(verify_sqlite(copy).broken, "") << content.size();
        EXPECT_EQ(failure_of([&] { restore_sqlite(copy, target); }), code) << content.size();
        EXPECT_FALSE(std::filesystem::exists(target));
    }
    std::filesystem::remove(copy);
    EXPECT_EQ(failure_of([&] { verify_sqlite(copy); }), FailureCode::configuration);
    EXPECT_EQ(failure_of([&] { restore_sqlite(copy, target); }), FailureCode::configuration);
}

TEST_F(Backup, a_backup_whose_journal_was_rewritten_is_not_restored) {
    run_sql(copy,
            "DROP TRIGGER journal_keeps_its_entries;"
            "UPDATE journal SET actor = 'somebody' WHERE sequence = 20");
    EXPECT_EQ(failure_of([&] { restore_sqlite(copy, target); }), FailureCode::corrupted);
    EXPECT_FALSE(std::filesystem::exists(target));
}

}  // namespace
}  // namespace preavis::store

#include "store/sqlite.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "base/file.h"
#include "store/sqlite_helpers.h"

namespace preavis::store {

INSTANTIATE_TEST_SUITE_P(sqlite, StoreConformance,
                         testing::Values(BackEnd{
                             "sqlite",
                             [](const std::filesystem::path& folder) { return open_in(folder); }}),
                         [](const auto& test) { return test.param.name; });

namespace {

using namespace dossier;
using base::FailureCode;
using testing::HasSubstr;

class SqliteStore : public testing::Test {
  protected:
    std::filesystem::path file() const { return folder.path() / "preavis.db"; }
    TemporaryFolder folder;
};

TEST_F(SqliteStore, a_second_process_is_refused_and_told_which_one_holds_the_store) {
    const auto held = open_in(folder.path());
    const std::string pid = std::to_string(::getpid());
    EXPECT_EQ(in_child([&] {
                  try {
                      open_in(folder.path());
                  } catch (const base::Failure& failure) {
                      const std::string text = failure.what();
                      const bool told = text.find("processus " + pid) != std::string::npos;
                      return failure.code() == FailureCode::locked && told ? 0 : 1;
                  }
                  return 2;
              }),
              0);
    EXPECT_EQ(failure_of([&] { open_in(folder.path()); }), FailureCode::locked);
}

TEST_F(SqliteStore, the_lock_ends_with_its_holder_however_it_ends) {
    EXPECT_EQ(in_child([&] {
                  const auto held = open_in(folder.path());
                  held->set_setting("name", "value");
                  ::kill(::getpid(), SIGKILL);
                  return 0;
              }),
              -1);
    EXPECT_EQ(open_in(folder.path())->setting("name"), "value");
    open_in(folder.path());
}

TEST_F(SqliteStore, a_store_that_is_absent_or_not_ours_is_refused) {
    EXPECT_EQ(failure_of([&] { open_sqlite({.path = file()}); }), FailureCode::configuration);
    EXPECT_FALSE(std::filesystem::exists(file()));
    EXPECT_EQ(failure_of([&] { open_in(folder.path() / "absent"); }), FailureCode::storage);
    run_sql(file(), "CREATE TABLE other (a)");
    EXPECT_EQ(failure_of([&] { open_in(folder.path()); }), FailureCode::configuration);
    base::write_file(file(), std::string(5000, 'x'));
    EXPECT_EQ(failure_of([&] { open_in(folder.path()); }), FailureCode::corrupted);
}

TEST_F(SqliteStore, a_store_of_a_newer_program_is_refused_and_left_alone) {
    open_in(folder.path());
    run_sql(file(), "PRAGMA user_version = 9999");
    EXPECT_EQ(failure_of([&] { open_in(folder.path()); }), FailureCode::configuration);
    EXPECT_EQ(ask_sql(file(), "PRAGMA user_version"), "9999");
}

TEST_F(SqliteStore, a_new_store_is_strict_private_and_logs_ahead) {
    const auto held = open_in(folder.path());
    EXPECT_EQ(ask_sql(file(), "PRAGMA journal_mode"), "wal");
    EXPECT_EQ(ask_sql(file(),
                      "SELECT count(*) FROM pragma_table_list WHERE schema = 'main'"
                      " AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'"),
              "0");
    for (const std::string ending : {"", "-wal", "-shm", ".lock"}) {
        struct stat status {};
        ASSERT_EQ(::stat((file().string() + ending).c_str(), &status), 0) << ending;
        EXPECT_EQ(status.st_mode & 0777U, 0600U) << ending;
    }
}

TEST_F(SqliteStore, the_journal_and_issued_pieces_refuse_changes_from_any_program) {
    {
        const auto store = open_in(folder.path());
        store->commit({.journal = {sample_entry("d", "a"), sample_entry("d", "b")},
                       .pieces = {sample_piece("p", "d")}});
        store->issue_piece("p", "bytes", noon, sample_entry("d", "emise"), "");
    }
    const std::string columns =
        "SELECT 2, dossier, kind, event, from_state, to_state, happened_at,"
        " recorded_at, actor, role, previous, hash, form, noun, owner, sealed, commitment"
        " FROM journal WHERE sequence = 1";
    for (const std::string& sql : {
             std::string("UPDATE journal SET sealed = x'00' WHERE sequence = 1"),
             std::string("DELETE FROM journal WHERE sequence = 3"),
             std::string("DELETE FROM journal"),
             "INSERT OR REPLACE INTO journal " + columns,
             "INSERT INTO journal " + columns,
             "UPDATE OR REPLACE journal SET sequence = 2 WHERE sequence = 1" + std::string(),
             std::string("UPDATE journal_head SET sequence = 1"),
             std::string("UPDATE journal_head SET hash = zeroblob(32)"),
             std::string("DELETE FROM journal_head"),
             std::string("UPDATE pieces SET sha256 = '' WHERE id = 'p'"),
             std::string("UPDATE piece_bytes SET bytes = x'00'"),
         }) {
        EXPECT_THROW(run_sql(file(), sql), std::runtime_error) << sql;
    }
    EXPECT_FALSE(open_in(folder.path())->verify_journal(1).first_broken);
}

struct Tampering {
    std::string sql;
    std::int64_t first_broken;
};

std::vector<Tampering> kinds_of_tampering() {
    const std::string all_but_sequence =
        "dossier, kind, event, from_state, to_state, happened_at, recorded_at, actor, role,"
        " previous, hash, form, noun, owner, sealed, commitment";
    return {
        {"UPDATE journal SET sealed = x'00' WHERE sequence = 3", 3},
        {"UPDATE journal SET sealed = (SELECT sealed FROM journal WHERE sequence = 2)"
         " WHERE sequence = 3",
         3},
        {"UPDATE journal SET noun = 'n1' WHERE sequence = 4", 4},
        {"UPDATE journal SET owner = 'menage:m1' WHERE sequence = 2", 2},
        {"UPDATE journal SET commitment = 'ab' WHERE sequence = 2", 2},
        {"UPDATE journal SET form = 1 WHERE sequence = 2", 2},
        {"UPDATE journal SET dossier = 'd2' WHERE sequence = 1", 1},
        {"UPDATE journal SET event = '' WHERE sequence = 6", 6},
        {"UPDATE journal SET happened_at = happened_at + 1 WHERE sequence = 2", 2},
        {"UPDATE journal SET recorded_at = happened_at, happened_at = recorded_at", 1},
        {"UPDATE journal SET from_state = to_state, to_state = from_state WHERE sequence = 4", 4},
        {"UPDATE journal SET kind = kind || 'x', event = substr(event, 2) WHERE sequence = 4", 4},
        {"UPDATE journal SET actor = actor || substr(role, 1, 1), role = substr(role, 2)", 1},
        {"UPDATE journal SET role = 'systeme' WHERE sequence = 5", 5},
        {"UPDATE journal SET hash = zeroblob(32) WHERE sequence = 5", 5},
        {"UPDATE journal SET previous = zeroblob(32) WHERE sequence = 5", 5},
        {"DELETE FROM journal WHERE sequence = 1", 1},
        {"DELETE FROM journal WHERE sequence = 3", 3},
        {"DELETE FROM journal WHERE sequence = 6", 6},
        {"DELETE FROM journal WHERE sequence > 2", 3},
        {"DELETE FROM journal", 1},
        {"DELETE FROM journal WHERE sequence = 3;"
         "UPDATE journal SET sequence = sequence - 1 WHERE sequence > 3",
         3},
        {"UPDATE journal SET sequence = 100 WHERE sequence = 3;"
         "UPDATE journal SET sequence = 3 WHERE sequence = 4;"
         "UPDATE journal SET sequence = 4 WHERE sequence = 100",
         3},
        {"INSERT INTO journal SELECT 7, " + all_but_sequence + " FROM journal WHERE sequence = 6",
         7},
        {"INSERT INTO journal SELECT 0, " + all_but_sequence +
             " FROM journal WHERE sequence = 1;"
             "UPDATE journal SET sequence = -1 WHERE sequence = 0",
         0},
        {"INSERT OR REPLACE INTO journal SELECT * FROM other.journal WHERE sequence = 5", 5},
        {"INSERT OR REPLACE INTO journal SELECT * FROM other.journal WHERE sequence >= 5", 5},
        {"UPDATE journal_head SET sequence = 5", 6},
        {"UPDATE journal_head SET hash = zeroblob(32)", 6},
        {"DELETE FROM journal_head", 1},
    };
}

TEST_F(SqliteStore, each_kind_of_tampering_with_the_journal_is_found_where_it_begins) {
    // Another history with the right hashes: alike up to its fourth entry.
    const std::filesystem::path other = folder.path() / "other";
    std::filesystem::create_directory(other);
    const auto write = [](const std::filesystem::path& where, const std::string& fifth) {
        const auto store = open_in(where);
        for (const std::string event : {"a", "b", "c", "d", fifth.c_str(), "f"}) {
            store->commit({.journal = {sample_entry("d1", event)}});
        }
    };
    write(folder.path(), "e");
    write(other, "forged");
    for (const Tampering& one : kinds_of_tampering()) {
        const std::filesystem::path copy = folder.path() / "copy";
        std::filesystem::create_directory(copy);
        std::filesystem::copy_file(file(), copy / "preavis.db");
        run_sql(copy / "preavis.db",
                "ATTACH '" + (other / "preavis.db").string() +
                    "' AS other;"
                    "DROP TRIGGER journal_keeps_its_entries; DROP TRIGGER journal_loses_no_entry;"
                    "DROP TRIGGER journal_has_no_gap; DROP TRIGGER journal_head_stays;"
                    "DROP TRIGGER journal_head_moves_on;" +
                    one.sql);
        const ChainReport report = audit_journal({.path = copy / "preavis.db"}, 1).chain;
        EXPECT_EQ(report.first_broken.value_or(0), one.first_broken) << one.sql;
        EXPECT_EQ(report.reason.empty(), one.first_broken == 0) << one.sql;
        std::filesystem::remove_all(copy);
    }
}

TEST_F(SqliteStore, without_room_acts_are_refused_whole_and_reading_goes_on) {
    std::vector<std::string> acknowledged;
    {
        const auto store = open_in(folder.path(), 600 * 1024);
        const auto fill = [&] {
            for (int i = 0; i < 100000; ++i) {
                const std::string id = "d" + std::to_string(i);
                store->commit({.dossier = sample_dossier(id), .journal = {sample_entry(id, "a")}});
                acknowledged.push_back(id);
            }
        };
        EXPECT_FALSE(store->trouble());
        EXPECT_TRUE(std::filesystem::exists(file().string() + ".reserve"));
        EXPECT_EQ(failure_of(fill), FailureCode::storage_full);
        ASSERT_TRUE(store->trouble());
        EXPECT_FALSE(store->trouble()->lasting);
        EXPECT_FALSE(std::filesystem::exists(file().string() + ".reserve"));
        EXPECT_EQ(store->dossier("d0", everything())->id, "d0");
        EXPECT_EQ(store->counts().dossiers, static_cast<std::int64_t>(acknowledged.size()));
    }
    const auto store = open_in(folder.path());
    EXPECT_EQ(store->counts().dossiers, static_cast<std::int64_t>(acknowledged.size()));
    EXPECT_EQ(store->counts().journal, static_cast<std::int64_t>(acknowledged.size()));
    EXPECT_FALSE(store->verify_journal(1).first_broken);
    EXPECT_EQ(store->commit({.dossier = sample_dossier("after")}), Committed::done);
}

TEST_F(SqliteStore, what_does_not_fit_is_refused_and_what_fits_is_kept) {
    const auto store = open_in(folder.path(), 600 * 1024);
    store->commit({.pieces = {sample_piece("big", ""), sample_piece("small", "")}});
    const auto issue = [&](const std::string& id, std::size_t size) {
        store->issue_piece(id, std::string(size, 'x'), noon, sample_entry("", "emise"), "");
    };
    EXPECT_EQ(failure_of([&] { issue("big", 1 << 20); }), FailureCode::storage_full);
    EXPECT_FALSE(store->piece("big", everything())->issued_at);
    EXPECT_TRUE(store->trouble());
    EXPECT_EQ(failure_of([&] { issue("small", 1 << 10); }), std::nullopt);
    EXPECT_FALSE(store->trouble());
    EXPECT_EQ(store->counts().journal, 1);
    EXPECT_FALSE(store->verify_journal(1).first_broken);
}

/// Commits until the system refuses to let files grow, then checks what is left; 0 if all is well.
int meet_a_disk_error(const std::filesystem::path& folder) {
    std::signal(SIGXFSZ, SIG_IGN);
    const auto store = open_in(folder);
    int kept = 0;
    const auto commit = [&] {
        const std::string id = "d" + std::to_string(kept);
        store->commit({.dossier = sample_dossier(id), .journal = {sample_entry(id, "a")}});
        ++kept;
    };
    commit();
    rlimit unlimited{};
    ::getrlimit(RLIMIT_FSIZE, &unlimited);
    const rlimit tight{1 << 20, unlimited.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &tight);
    const auto first = failure_of([&] {
        for (;;) commit();
    });
    ::setrlimit(RLIMIT_FSIZE, &unlimited);
    if (first != FailureCode::storage) return 1;
    if (failure_of(commit) != FailureCode::storage) return 2;
    if (!store->trouble() || !store->trouble()->lasting) return 5;
    if (store->counts().journal != kept) return 3;
    if (store->dossier("d0", everything())->version != 1) return 4;
    return 0;
}

TEST_F(SqliteStore, after_a_disk_error_nothing_is_written_until_a_restart) {
    EXPECT_EQ(in_child([&] { return meet_a_disk_error(folder.path()); }), 0);
    const auto store = open_in(folder.path());
    EXPECT_FALSE(store->verify_journal(1).first_broken);
    EXPECT_EQ(store->counts().dossiers, store->counts().journal);
    EXPECT_EQ(store->commit({.dossier = sample_dossier("after")}), Committed::done);
}

TEST_F(SqliteStore, a_damaged_page_is_noticed_and_stops_all_writing) {
    {
        const auto store = open_in(folder.path());
        for (int i = 0; i < 300; ++i) {
            store->commit({.dossier = sample_dossier(std::to_string(i))});
        }
    }
    const std::string root =
        ask_sql(file(), "SELECT rootpage FROM sqlite_schema WHERE name = 'dossiers'");
    {
        std::fstream bytes(file(), std::ios::in | std::ios::out | std::ios::binary);
        bytes.seekp((std::stol(root) - 1) * 4096);
        bytes << std::string(64, '\xff');
    }
    const auto store = open_in(folder.path());
    EXPECT_EQ(failure_of([&] { store->dossier("1", everything()); }), FailureCode::corrupted);
    EXPECT_EQ(failure_of([&] { store->set_setting("a", "b"); }), FailureCode::corrupted);
}

}  // namespace
}  // namespace preavis::store

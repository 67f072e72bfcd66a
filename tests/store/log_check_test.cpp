#include "store/log_check.h"

#include "base/file.h"
#include "store/sqlite_helpers.h"

namespace preavis::store {
namespace {

using namespace dossier;
using base::FailureCode;
namespace fs = std::filesystem;

constexpr int acts = 6;
constexpr std::size_t head_bytes = 32;
constexpr std::size_t frame_bytes = 24 + 4096;

/// What a crash leaves: a store and its log, copied while it is open, after some acts of one
/// transaction each.
class LogCheck : public testing::Test {
  protected:
    void SetUp() override {
        { open_in(folder.path()); }
        const auto store = open_in(folder.path());
        for (int i = 0; i < acts; ++i) store->commit({.journal = {sample_entry("d", "a")}});
        fs::copy(folder.path(), left, fs::copy_options::recursive);
        log = base::read_file(left / "preavis.db-wal");
    }

    /// The store that is opened on this log: how many entries it holds, or why it is refused.
    std::variant<std::int64_t, FailureCode> opened_with(const std::string& bytes) {
        base::write_file(left / "preavis.db-wal", bytes);
        fs::remove(left / "preavis.db-shm");
        try {
            return open_in(left)->counts().journal;
        } catch (const base::Failure& failure) {
            return failure.code();
        }
    }
    std::string damaged(std::size_t place) const {
        std::string bytes = log;
        bytes[place] = static_cast<char>(bytes[place] ^ 0x40);
        return bytes;
    }

    TemporaryFolder folder;
    TemporaryFolder other;
    fs::path left = other.path() / "left";
    std::string log;
};

TEST_F(LogCheck, the_log_of_a_crash_is_taken_whole) {
    EXPECT_EQ(opened_with(log), (std::variant<std::int64_t, FailureCode>(acts)));
}

TEST_F(LogCheck, damage_before_a_later_act_is_refused_and_nothing_is_touched) {
    for (const std::size_t place :
         {head_bytes + 4, head_bytes + 20, head_bytes + 24 + 100, head_bytes + frame_bytes + 24}) {
        const std::string bytes = damaged(place);
        EXPECT_EQ(opened_with(bytes),
                  (std::variant<std::int64_t, FailureCode>(FailureCode::corrupted)))
            << place;
        EXPECT_EQ(base::read_file(left / "preavis.db-wal"), bytes);
    }
}

TEST_F(LogCheck, a_torn_end_is_forgotten_as_nobody_was_told_of_it) {
    for (const std::string& bytes : {damaged(log.size() - 100), log.substr(0, log.size() - 100),
                                     log + std::string(500, 'x')}) {
        const auto entries = std::get<std::int64_t>(opened_with(bytes));
        EXPECT_GE(entries, acts - 1);
        EXPECT_LE(entries, acts);
    }
}

TEST_F(LogCheck, an_empty_or_foreign_log_is_left_to_sqlite) {
    base::write_file(left / "preavis.db-wal", "");
    EXPECT_NO_THROW(check_log(left / "preavis.db"));
    base::write_file(left / "preavis.db-wal", std::string(9000, 'x'));
    EXPECT_NO_THROW(check_log(left / "preavis.db"));
    EXPECT_NO_THROW(check_log(left / "absent.db"));
}

}  // namespace
}  // namespace preavis::store

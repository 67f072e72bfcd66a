// A forger at the file: ten thousand alterations of journal and checkpoints, each found.
#include <gmock/gmock.h>

#include <random>

#include "dossier/journal_line.h"
#include "store/journal.h"
#include "store/journal_check.h"
#include "store/journal_row.h"
#include "store/sqlite_helpers.h"

namespace preavis::store {
namespace {

using namespace dossier;

constexpr int mutations = 10'000;
constexpr std::int64_t entries = 40;
constexpr std::int64_t under_checkpoint = 30;

/// A journal of `entries`, the first `under_checkpoint` of them under checkpoints, open to forgery.
class Forgery : public testing::Test {
  protected:
    void SetUp() override {
        {
            const auto store = open_in(folder.path());
            for (std::int64_t i = 1; i <= entries; ++i) {
                JournalEntry entry = sample_entry("d" + std::to_string(i % 3), "e");
                entry.commitment = std::string(64, 'a');
                entry.happened_at = noon.plus_seconds(i);
                store->commit({.journal = {entry}});
                if (i % 10 != 0 || i > under_checkpoint) continue;
                const JournalState state = store->journal_state();
                const Checkpoint checkpoint{state.size, state.root, noon, "note"};
                EXPECT_TRUE(store->save_checkpoint(checkpoint));
                EXPECT_FALSE(store->save_checkpoint(checkpoint)) << "once for a size";
            }
        }
        db = std::make_unique<Connection>(folder.path() / "preavis.db", Connection::Use::write);
        db->execute(
            "DROP TRIGGER journal_keeps_its_entries; DROP TRIGGER journal_loses_no_entry;"
            "DROP TRIGGER journal_has_no_gap; DROP TRIGGER journal_head_stays;"
            "DROP TRIGGER journal_head_moves_on; DROP TRIGGER checkpoints_stay_as_they_are;"
            "DROP TRIGGER checkpoints_stay");
    }

    std::int64_t pick(std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>(least, most)(dice);
    }
    std::string number(std::int64_t least, std::int64_t most) {
        return std::to_string(pick(least, most));
    }

    /// One column of one entry, changed in one place.
    std::string altered_field() {
        static const std::vector<std::string> texts = {"dossier",  "kind",  "event",
                                                       "actor",    "role",  "from_state",
                                                       "to_state", "owner", "commitment"};
        static const std::vector<std::string> blobs = {"sealed", "previous", "hash"};
        const std::string where = " WHERE sequence = " + number(1, entries);
        switch (pick(0, 3)) {
            case 0: {
                const std::string& column = texts[static_cast<std::size_t>(pick(0, 8))];
                return "UPDATE journal SET " + column + " = " + column + " || 'x'" + where;
            }
            case 1: {
                const std::string& column = blobs[static_cast<std::size_t>(pick(0, 2))];
                const std::string at = number(1, 32);
                return "UPDATE journal SET " + column + " = CAST(substr(" + column + ", 1, " + at +
                       " - 1) || CASE substr(" + column + ", " + at +
                       ", 1) WHEN x'00' THEN x'01' ELSE x'00' END || substr(" + column + ", " + at +
                       " + 1) AS BLOB)" + where;
            }
            case 2: return "UPDATE journal SET form = 1" + where;
            default:
                return "UPDATE journal SET happened_at = happened_at + " + number(1, 1000) + where;
        }
    }

    /// Entries taken out, doubled, or put in another order, the numbers made to follow.
    std::string altered_order() {
        const std::int64_t one = pick(1, entries - 1);
        const std::string first = std::to_string(one);
        const std::string second = number(one + 1, entries);
        switch (pick(0, 3)) {
            case 0: return "DELETE FROM journal WHERE sequence = " + first;
            case 1: return "DELETE FROM journal WHERE sequence > " + first;
            case 2:
                return "DELETE FROM journal WHERE sequence = " + first +
                       "; UPDATE journal SET sequence = sequence - 1 WHERE sequence > " + first +
                       "; UPDATE journal_head SET sequence = sequence - 1";
            default:
                return "UPDATE journal SET sequence = 1000 WHERE sequence = " + first +
                       "; UPDATE journal SET sequence = " + first + " WHERE sequence = " + second +
                       "; UPDATE journal SET sequence = " + second + " WHERE sequence = 1000";
        }
    }

    std::string altered_end() {
        switch (pick(0, 4)) {
            case 0: return "UPDATE journal_head SET hash = randomblob(32)";
            case 1: return "UPDATE journal_head SET sequence = " + number(1, entries - 1);
            case 2:
                return "UPDATE checkpoints SET root = randomblob(32) WHERE size = " +
                       std::to_string(10 * pick(1, 3));
            case 3:
                return "UPDATE checkpoints SET size = size + " + number(1, 5) +
                       " WHERE size = " + std::to_string(10 * pick(1, 3));
            default: return "INSERT INTO checkpoints VALUES (1000, randomblob(32), 0, 'note')";
        }
    }

    /// The chain from this entry on computed again, head included, as a patient forger would.
    void chain_again(std::int64_t from) {
        std::string previous = from == 1 ? std::string(32, '\0') : hash_at(from - 1);
        for (std::int64_t sequence = from; sequence <= entries; ++sequence) {
            std::string hash;
            {
                Query row(
                    *db,
                    "SELECT " + std::string(journal_columns) + " FROM journal WHERE sequence = ?",
                    sequence);
                ASSERT_TRUE(row.next());
                hash = CanonicalLine().hash(previous, read_line(row));
            }
            Query(*db, "UPDATE journal SET previous = ?, hash = ? WHERE sequence = ?",
                  Blob{previous}, Blob{hash}, sequence)
                .run();
            previous = hash;
        }
        Query(*db, "UPDATE journal_head SET hash = ?", Blob{previous}).run();
    }

    std::string hash_at(std::int64_t sequence) {
        Query row(*db, "SELECT hash FROM journal WHERE sequence = ?", sequence);
        row.next();
        return row.text();
    }

    bool found() {
        const ChainReport report = verify_journal(*db, 1);
        return report.first_broken || report.false_checkpoint;
    }

    TemporaryFolder folder;
    std::unique_ptr<Connection> db;
    std::mt19937_64 dice{20260504};
};

TEST_F(Forgery, is_found_whatever_is_altered) {
    EXPECT_FALSE(found());
    for (int i = 0; i < mutations; ++i) {
        const std::string sql = i % 2 == 0   ? altered_field()
                                : i % 4 == 1 ? altered_order()
                                             : altered_end();
        db->execute("BEGIN; " + sql);
        EXPECT_TRUE(found()) << sql;
        db->execute("ROLLBACK");
    }
    EXPECT_FALSE(found());
}

TEST_F(Forgery, that_chains_everything_again_is_found_by_the_checkpoints_over_it) {
    for (std::int64_t from = 1; from <= entries; ++from) {
        db->execute("BEGIN");
        Query(*db, "UPDATE journal SET actor = 'forged' WHERE sequence = ?", from).run();
        chain_again(from);
        const ChainReport report = verify_journal(*db, 1);
        EXPECT_FALSE(report.first_broken) << "the chain itself is whole again";
        EXPECT_EQ(report.false_checkpoint.has_value(), from <= under_checkpoint) << from;
        db->execute("ROLLBACK");
    }
}

}  // namespace
}  // namespace preavis::store

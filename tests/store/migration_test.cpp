// Stores as the programs of other days left them.

#include <gmock/gmock.h>
#include <signal.h>

#include "dossier/journal_line.h"
#include "store/journal.h"
#include "store/migrations.h"
#include "store/sqlite_helpers.h"
#include "store/vault.h"

namespace preavis::store {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// What a store of the first version held: a dossier with a running and a met deadline, an issued
/// piece, a waiting job, an answer, an account, a noun.
constexpr const char* rows_of_the_first_version = R"(
    INSERT INTO dossier_numbers VALUES (2026, 7);
    INSERT INTO nouns VALUES ('n1', 'organisation', 1, 'n1', '75', 0, '', '', 1777881600000, '{}');
    INSERT INTO dossiers VALUES ('d1', '2026-00007', 'kit_accueil', 1, 'attendu', 'metropole', '75',
        0, 'm1', 's1', '', 'siao', 'gestionnaire', 1777881600000, 1777881600000, 1, '{}');
    INSERT INTO dossier_personnes VALUES ('d1', 0, 'p1');
    INSERT INTO deadlines VALUES ('t1', 'd1', 0, 'presentation', 'obligation', 'Présentation',
        'DL01', 'S001 2.b', 'la structure', 1777881600000, 1777968000000, NULL, NULL, 0, 0, 0,
        '[]');
    INSERT INTO deadlines VALUES ('t2', 'd1', 1, 'remise', 'obligation', 'Remise', 'DL02',
        'S001 2.b', 'la structure', 1777881600000, 1778054400000, '2026-05-06', NULL, 1,
        1777885200000, 0, '[["end","Le délai se termine.","S001 2.b"]]');
    INSERT INTO pieces VALUES ('f1', 'd1', 'kit_accueil', 'standard', 'fr', 'Kit', '1', '{}',
        1777881600000, 1777881700000, 'ab', '');
    INSERT INTO piece_bytes VALUES ('f1', x'255044462d');
    INSERT INTO outbox VALUES ('emettre:f2', 'emettre', 'f2', 1777881600000, 2, NULL, '', 0);
    INSERT INTO answers VALUES ('cle', 'hash', 201, '{}', 1777881600000);
    INSERT INTO accounts VALUES ('a1', 'jo', 'Jo Roy', 'x', '', 0, '', '[]', 1);
)";

/// An entry as programs before schema 6 wrote it.
void append_of_form_1(Connection& db, const char* event) {
    const dossier::JournalEntry entry = sample_entry("d1", event);
    const JournalHead head = read_head(db);
    dossier::JournalLine line;
    line.sequence = head.sequence + 1;
    line.dossier = entry.dossier;
    line.kind = entry.kind;
    line.event = entry.event;
    line.from_state = entry.from_state;
    line.to_state = entry.to_state;
    line.happened_at = entry.happened_at.ms;
    line.recorded_at = entry.recorded_at.ms;
    line.actor = entry.actor;
    line.role = entry.role;
    const std::string hash =
        dossier::CanonicalLine().hash_of_form_1(head.hash, line, entry.payload_json);
    Query(db, "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", line.sequence,
          line.dossier, line.kind, line.event, line.from_state, line.to_state, line.happened_at,
          line.recorded_at, line.actor, line.role, entry.payload_json, Blob{head.hash}, Blob{hash})
        .run();
    Query(db, "UPDATE journal_head SET sequence = ?, hash = ?", line.sequence, Blob{hash}).run();
}

/// A store that began with the first program and was last opened by that of `version`.
void make_store_of(const std::filesystem::path& file, std::size_t version) {
    Connection db(file, Connection::Use::write);
    Vault vault({.folder = file.parent_path() / "cles", .create = true});
    db.use(vault);
    migrate_one(db, 0);
    db.execute(rows_of_the_first_version);
    for (const char* event : {"arriver", "presenter_lieux"}) append_of_form_1(db, event);
    for (std::size_t done = 1; done < version; ++done) migrate_one(db, done);
    vault.keyring().keep_new();
}

std::vector<std::string> kinds_of(const law::Ledger& ledger) {
    std::vector<std::string> kinds;
    for (const auto& entry : ledger) kinds.emplace_back(law::name_of(entry.kind));
    return kinds;
}

void expect_deadlines(dossier::Store& store) {
    const auto dossier = store.dossier("d1", everything());
    ASSERT_TRUE(dossier);
    EXPECT_EQ(dossier->parties.personnes, std::vector<std::string>{"p1"});
    ASSERT_EQ(dossier->deadlines.size(), 2U);
    const dossier::Deadline& running = dossier->deadlines[0];
    const dossier::Deadline& met = dossier->deadlines[1];
    EXPECT_THAT(kinds_of(running.ledger), ElementsAre("start"));
    EXPECT_THAT(kinds_of(met.ledger), ElementsAre("start", "stop"));
    EXPECT_EQ(met.settled, dossier::Deadline::Settled::met);
    EXPECT_EQ(met.last_day->iso(), "2026-05-06");
    EXPECT_EQ(met.because.at(0).text, "Le délai se termine.");
    EXPECT_EQ(ids(store.deadlines_due(noon.plus_seconds(9 * day_s), 10)),
              std::vector<std::string>{"t1"});
    EXPECT_EQ(store.ladders_due(noon, 10).size(), 1U);
}

void expect_the_rest(dossier::Store& store) {
    const auto history = store.history("d1", everything());
    ASSERT_EQ(history.size(), 2U);
    EXPECT_EQ(store.counts().journal, 3) << "the two, and what vouches for them";
    EXPECT_EQ(history[0].payload_json, sample_entry("d1", "arriver").payload_json);
    EXPECT_FALSE(store.verify_journal(1).first_broken);
    EXPECT_EQ(store.piece_bytes("f1", everything()), "%PDF-");
    EXPECT_EQ(store.piece_by_hash("ab", everything())->id, "f1");
    EXPECT_EQ(store.jobs(10).at(0).attempts, 2);
    EXPECT_EQ(store.remembered("cle")->status, 201);
    EXPECT_EQ(store.account_by_login("jo")->name, "Jo Roy");
    EXPECT_TRUE(store.noun(dossier::NounKind::organisation, "n1", everything()));
    EXPECT_EQ(store.next_dossier_number(2026), "2026-00008");
}

class Migration : public testing::TestWithParam<std::size_t> {
  protected:
    std::filesystem::path file() const { return folder.path() / "preavis.db"; }

    TemporaryFolder folder;
};

INSTANTIATE_TEST_SUITE_P(each_version, Migration,
                         testing::Range(std::size_t{1}, migrations().size() + 1));

TEST_P(Migration, brings_a_store_of_an_earlier_program_to_the_newest_with_nothing_lost) {
    make_store_of(file(), GetParam());
    const auto store = open_in(folder.path());
    expect_deadlines(*store);
    expect_the_rest(*store);
    EXPECT_EQ(ask_sql(file(), "PRAGMA user_version"), std::to_string(migrations().size()));
    EXPECT_EQ(ask_sql(file(), "PRAGMA integrity_check"), "ok");
    EXPECT_EQ(ask_sql(file(), "PRAGMA foreign_key_check"), "");
}

TEST_P(Migration, that_was_killed_on_its_way_is_done_again_from_where_it_was_whole) {
    make_store_of(file(), GetParam());
    in_child([this] {
        Connection db(file(), Connection::Use::write);
        Vault vault({.folder = folder.path() / "cles"});
        db.use(vault);
        db.execute("PRAGMA cache_size = 5; BEGIN IMMEDIATE");  // what it writes reaches the file
        if (GetParam() < migrations().size()) migrate_one(db, GetParam());
        return ::raise(SIGKILL);
    });
    EXPECT_EQ(ask_sql(file(), "PRAGMA user_version"), std::to_string(GetParam()));
    const auto store = open_in(folder.path());
    expect_deadlines(*store);
    expect_the_rest(*store);
}

TEST(NewerStore, is_refused_by_the_name_of_its_file_and_left_alone) {
    const TemporaryFolder folder;
    const auto file = folder.path() / "preavis.db";
    make_store_of(file, migrations().size());
    run_sql(file, "PRAGMA user_version = " + std::to_string(migrations().size() + 1));
    const std::string before = ask_sql(file, "SELECT count(*) FROM sqlite_schema");
    try {
        open_in(folder.path());
        ADD_FAILURE() << "it was opened";
    } catch (const base::Failure& failure) {
        EXPECT_THAT(failure.what(), HasSubstr(file.string()));
        EXPECT_THAT(failure.what(), HasSubstr("version plus récente"));
    }
    EXPECT_EQ(ask_sql(file, "SELECT count(*) FROM sqlite_schema"), before);
}

}  // namespace
}  // namespace preavis::store

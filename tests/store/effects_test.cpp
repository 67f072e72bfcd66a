#include "base/expects.h"
#include "base/hash.h"
#include "store/conformance.h"

namespace preavis::store {
namespace {

using namespace dossier;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> keys(const std::vector<OutboxJob>& jobs) {
    std::vector<std::string> found;
    for (const OutboxJob& job : jobs) found.push_back(job.key);
    return found;
}

Change with_piece(const std::string& piece) {
    Change change{.dossier = sample_dossier("d-" + piece)};
    change.pieces = {sample_piece(piece, "d-" + piece)};
    change.jobs = {sample_job("emettre:" + piece)};
    return change;
}

TEST_P(StoreConformance, the_history_of_a_dossier_comes_back_in_order_and_chained) {
    Change change{.dossier = sample_dossier("d1")};
    change.journal = {sample_entry("d1", "ouvrir"), sample_entry("d2", "ouvrir"),
                      sample_entry("", "connexion"), sample_entry("d1", "decider")};
    must_commit(change);
    const std::vector<JournalEntry> found = store->history("d1", everything());
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].sequence, 1);
    EXPECT_EQ(found[0].previous, std::string(64, '0'));
    EXPECT_EQ(found[1].sequence, 4);
    EXPECT_EQ(found[1].hash, store->verify_journal(1).head);
    const JournalEntry expected = sample_entry("d1", "ouvrir");
    EXPECT_EQ(std::tie(found[0].dossier, found[0].kind, found[0].event, found[0].from_state,
                       found[0].to_state, found[0].happened_at, found[0].recorded_at,
                       found[0].actor, found[0].role, found[0].payload_json),
              std::tie(expected.dossier, expected.kind, expected.event, expected.from_state,
                       expected.to_state, expected.happened_at, expected.recorded_at,
                       expected.actor, expected.role, expected.payload_json));
    EXPECT_THAT(store->history("", everything()), IsEmpty());
}

TEST_P(StoreConformance, the_journal_is_written_in_the_form_that_its_header_tells) {
    must_commit({.journal = {sample_entry("d1", "ouvrir")}});
    const JournalEntry entry = sample_entry("d1", "ouvrir");
    std::string canonical;
    for (const std::string& part :
         {std::string("preavis-journal-2"), std::string(32, '\0'), std::string("1"), entry.dossier,
          entry.noun, entry.kind, entry.event, entry.from_state, entry.to_state,
          std::to_string(entry.happened_at.ms), std::to_string(entry.recorded_at.ms), entry.actor,
          entry.role, std::string("general"), entry.commitment,
          base::sha256(stored_payload(folder.path(), 1))}) {
        canonical += std::to_string(part.size()) + ":" + part;
    }
    EXPECT_EQ(store->history("d1", everything()).at(0).hash, base::sha256_hex(canonical));
}

TEST_P(StoreConformance, an_untouched_journal_verifies_from_any_entry) {
    EXPECT_EQ(store->verify_journal(1).entries, 0);
    EXPECT_FALSE(store->verify_journal(1).first_broken);
    for (int i = 0; i < 5; ++i) must_commit({.journal = {sample_entry("d1", "e")}});
    reopen();
    for (const std::int64_t from : {-3, 0, 1, 2, 5, 6, 100}) {
        const ChainReport report = store->verify_journal(from);
        EXPECT_FALSE(report.first_broken) << from << report.reason;
        EXPECT_EQ(report.entries, from < 1 ? 5 : std::max<std::int64_t>(6 - from, 0)) << from;
    }
}

TEST_P(StoreConformance, a_piece_is_issued_once_with_its_entry_and_the_end_of_its_job) {
    must_commit(with_piece("p1"));
    EXPECT_FALSE(store->piece("p1", everything())->issued_at);
    EXPECT_FALSE(store->piece_bytes("p1", everything()));
    EXPECT_FALSE(store->piece_by_hash("", everything()));
    const std::string bytes("%PDF\0\xff bytes", 12);
    const std::string hash = base::sha256_hex(bytes);
    const law::Instant at = noon.plus_seconds(9);
    EXPECT_TRUE(store->issue_piece("p1", bytes, at, sample_entry("d-p1", "emise"), "emettre:p1"));
    EXPECT_FALSE(store->issue_piece("p1", "other", at, sample_entry("d-p1", "emise"), "x"));
    reopen();
    EXPECT_EQ(store->piece_bytes("p1", everything()), bytes);
    EXPECT_EQ(store->counts().journal, 1);
    EXPECT_THAT(store->jobs(10), IsEmpty());
    const Piece found = *store->piece_by_hash(hash, everything());
    const Piece ordered = sample_piece("p1", "d-p1");
    EXPECT_EQ(found.issued_at, at);
    EXPECT_EQ(found.sha256, hash);
    EXPECT_EQ(std::tie(found.id, found.dossier, found.document, found.variant, found.language,
                       found.title, found.template_version, found.facts_json, found.ordered_at,
                       found.replaces),
              std::tie(ordered.id, ordered.dossier, ordered.document, ordered.variant,
                       ordered.language, ordered.title, ordered.template_version,
                       ordered.facts_json, ordered.ordered_at, ordered.replaces));
    EXPECT_THROW(store->issue_piece("unknown", "x", at, {}, ""), base::Bug);
}

TEST_P(StoreConformance, an_empty_piece_is_issued_too) {
    must_commit(with_piece("p1"));
    EXPECT_TRUE(store->issue_piece("p1", "", noon, sample_entry("", "emise"), "emettre:p1"));
    EXPECT_EQ(store->piece_bytes("p1", everything()), "");
}

TEST_P(StoreConformance, pieces_of_a_dossier_come_in_the_order_in_which_they_were_ordered) {
    Change change{.dossier = sample_dossier("d1")};
    change.pieces = {sample_piece("z", "d1"), sample_piece("a", "d1"), sample_piece("m", "d2")};
    must_commit(change);
    EXPECT_THAT(ids(store->pieces("d1", everything())), ElementsAre("z", "a"));
    EXPECT_THAT(store->pieces("d3", everything()), IsEmpty());
}

TEST_P(StoreConformance, a_job_is_queued_once_and_ended_once) {
    must_commit({.jobs = {sample_job("a"), sample_job("a"), sample_job("b")}});
    must_commit({.jobs = {sample_job("a")}});
    EXPECT_THAT(keys(store->jobs(10)), ElementsAre("a", "b"));
    must_commit({.job_done = "a"});
    EXPECT_THAT(keys(store->jobs(10)), ElementsAre("b"));
    must_commit({.jobs = {sample_job("a")}});
    EXPECT_THAT(keys(store->jobs(10)), ElementsAre("b"));
    Change again{.dossier = sample_dossier("d1"), .job_done = "a"};
    EXPECT_EQ(store->commit(again), Committed::stale);
    EXPECT_FALSE(store->dossier("d1", everything()));
    EXPECT_EQ(store->counts().jobs, 1);
}

TEST_P(StoreConformance, a_job_that_fails_lets_the_others_go_first) {
    must_commit({.jobs = {sample_job("first"), sample_job("second", noon.plus_seconds(1))}});
    store->job_failed("first", "l’imprimante ne répond pas", noon);
    EXPECT_THAT(keys(store->jobs(10)), ElementsAre("second", "first"));
    EXPECT_EQ(store->jobs(10)[1].attempts, 1);
    EXPECT_THAT(keys(store->jobs(1)), ElementsAre("second"));
    store->job_failed("unknown", "", noon);
}

TEST_P(StoreConformance, an_answered_key_answers_again_and_writes_nothing) {
    Change change{.dossier = sample_dossier("d1")};
    change.answer = RememberedAnswer{"compte:key", "hash", 201, R"({"id":"d1"})", noon};
    must_commit(change);
    change.dossier = sample_dossier("d2");
    change.answer->body = "other";
    EXPECT_EQ(store->commit(change), Committed::key_already_used);
    EXPECT_FALSE(store->dossier("d2", everything()));
    change.dossier = sample_dossier("d1");
    EXPECT_EQ(store->commit(change), Committed::key_already_used);
    reopen();
    const RememberedAnswer found = *store->remembered("compte:key");
    EXPECT_EQ(std::tuple(found.request_hash, found.status, found.body, found.at),
              std::tuple("hash", 201, R"({"id":"d1"})", noon));
    store->forget_answers_before(noon);
    EXPECT_TRUE(store->remembered("compte:key"));
    store->forget_answers_before(noon.plus_seconds(1));
    EXPECT_FALSE(store->remembered("compte:key"));
}

Account sample_account(const std::string& id) {
    Account account{id, "login-" + id, "Nom " + id, "$argon2id$", "JBSWY3DP", 7, "token-" + id};
    account.grants = {{Role::siao_agent, "siao", "siao", "75", ""},
                      {Role::menage, "", "", "", "m1"}};
    return account;
}

TEST_P(StoreConformance, an_account_is_found_by_identifier_login_and_token) {
    Account without_token = sample_account("b");
    without_token.token_hash = "";
    without_token.active = false;
    store->save_account(sample_account("c"));
    store->save_account(without_token);
    without_token.id = "a";
    without_token.login = "login-a";
    store->save_account(without_token);
    for (const auto& found : {store->account("c"), store->account_by_login("login-c"),
                              store->account_by_token("token-c")}) {
        ASSERT_TRUE(found);
        EXPECT_EQ(std::tuple(found->id, found->name, found->password_hash, found->totp_secret,
                             found->totp_last_step, found->active),
                  std::tuple("c", "Nom c", "$argon2id$", "JBSWY3DP", 7, true));
        ASSERT_EQ(found->grants.size(), 2u);
        EXPECT_EQ(found->grants[0].role, Role::siao_agent);
        EXPECT_EQ(found->grants[0].departement, "75");
        EXPECT_EQ(found->grants[1].menage, "m1");
    }
    EXPECT_FALSE(store->account_by_token(""));
    EXPECT_THAT(ids(store->accounts()), ElementsAre("a", "b", "c"));
    EXPECT_FALSE(store->account("b")->active);
    Account clash = sample_account("d");
    clash.login = "login-c";
    EXPECT_THROW(store->save_account(clash), base::Bug);
}

TEST_P(StoreConformance, a_second_factor_step_is_taken_once_and_never_goes_back) {
    store->save_account(sample_account("a"));
    EXPECT_TRUE(store->take_totp_step("a", 10));
    EXPECT_FALSE(store->take_totp_step("a", 10));
    EXPECT_FALSE(store->take_totp_step("a", 9));
    EXPECT_FALSE(store->take_totp_step("unknown", 11));
    store->save_account(sample_account("a"));
    EXPECT_FALSE(store->take_totp_step("a", 10));
    Account new_secret = sample_account("a");
    new_secret.totp_secret = "OTHER";
    store->save_account(new_secret);
    EXPECT_TRUE(store->take_totp_step("a", 10));
}

TEST_P(StoreConformance, a_session_that_has_ended_is_not_revived_by_a_late_request) {
    store->save_account(sample_account("a"));
    Session session{"hash", "a", "csrf", noon, noon};
    store->save_session(session);
    session.last_seen_at = noon.plus_seconds(60);
    store->save_session(session);
    const Session found = *store->session("hash");
    EXPECT_EQ(std::tuple(found.account, found.csrf, found.started_at, found.last_seen_at),
              std::tuple("a", "csrf", noon, noon.plus_seconds(60)));
    store->end_session("hash");
    store->save_session(session);
    EXPECT_FALSE(store->session("hash"));
    EXPECT_FALSE(store->session(""));
}

TEST_P(StoreConformance, settings_are_kept) {
    EXPECT_EQ(store->setting("demonstration"), "");
    store->set_setting("demonstration", "1");
    store->set_setting("demonstration", "0");
    reopen();
    EXPECT_EQ(store->setting("demonstration"), "0");
}

TEST_P(StoreConformance, counts_say_what_is_there) {
    must_commit(with_piece("p1"));
    must_commit(with_piece("p2"));
    must_commit({.journal = {sample_entry("d", "e")}, .job_done = "emettre:p1"});
    const Store::Counts counts = store->counts();
    EXPECT_EQ(std::tuple(counts.dossiers, counts.open_deadlines, counts.jobs, counts.journal),
              std::tuple(2, 4, 1, 1));
}

}  // namespace
}  // namespace preavis::store

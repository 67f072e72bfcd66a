#include "store/sqlite.h"

#include <algorithm>
#include <type_traits>

#include "base/hash.h"
#include "store/account.h"
#include "store/annex.h"
#include "store/backup.h"
#include "store/change.h"
#include "store/deadline.h"
#include "store/dossier.h"
#include "store/due.h"
#include "store/emergency.h"
#include "store/erasure.h"
#include "store/journal.h"
#include "store/journal_check.h"
#include "store/journal_tree.h"
#include "store/list_cache.h"
#include "store/lock_file.h"
#include "store/migrations.h"
#include "store/noun.h"
#include "store/opening.h"
#include "store/outbox.h"
#include "store/piece.h"
#include "store/readers.h"
#include "store/reminder.h"
#include "store/retention.h"
#include "store/vault.h"
#include "store/watch.h"
#include "store/writer.h"

namespace preavis::store {
namespace {

using namespace dossier;

constexpr std::size_t reader_count = 4;
constexpr std::size_t most_read = 1'000'000;

/// Members are destroyed in reverse: readers close, the writer finishes, the keys are wiped, the
/// lock is let go.
class SqliteStore : public Store {
  public:
    explicit SqliteStore(const StoreSettings& settings)
        : lock_(settings.path),
          opened_(open_with_keys(settings)),
          writer_(std::move(opened_.db)),
          readers_(settings.path, reader_count, *opened_.vault) {}

    Committed commit(const Change& change) override {
        Committed result = Committed::done;
        const Need need = change.alerts.empty() ? Need::ordinary : Need::vital;
        writer_.write(
            [&](Connection& db) {
                result = apply(db, change);
                return result == Committed::done ? Outcome::keep : Outcome::undo;
            },
            need);
        if (change.erasure) lists_.forget_all();
        if (change.dossier && result == Committed::done) {
            const std::int64_t version = change.dossier->version + 1;
            lists_.keep(change.dossier->id, lists_of(*change.dossier, version));
        }
        return result;
    }

    std::vector<Committed> commit_all(const std::vector<Change>& changes) override {
        std::vector<Committed> results(changes.size(), Committed::done);
        std::vector<Work> works;
        for (std::size_t i = 0; i < changes.size(); ++i) {
            works.emplace_back([&change = changes[i], &result = results[i]](Connection& db) {
                result = apply(db, change);
                return result == Committed::done ? Outcome::keep : Outcome::undo;
            });
        }
        writer_.write_behind(works);
        return results;
    }

    std::optional<Dossier> dossier(const std::string& id, const Scope& scope) override {
        return read([&](Connection& db) { return find_dossier(db, id, scope, lists_); });
    }
    std::vector<Dossier> dossiers(const DossierFilter& filter, const Scope& scope) override {
        return read([&](Connection& db) { return find_dossiers(db, filter, scope); });
    }
    std::string next_dossier_number(int year) override {
        std::string number;
        write([&](Connection& db) { number = store::next_dossier_number(db, year); });
        return number;
    }

    std::optional<Noun> noun(NounKind kind, const std::string& id, const Scope& scope) override {
        return read([&](Connection& db) { return find_noun(db, kind, id, scope); });
    }
    std::vector<Noun> nouns(NounKind kind, const NounFilter& filter, const Scope& scope) override {
        return read([&](Connection& db) { return find_nouns(db, kind, filter, scope); });
    }
    std::vector<Noun> same_persons(const std::string& key, const Scope& scope) override {
        return read([&](Connection& db) { return store::same_persons(db, key, scope); });
    }

    std::vector<DeadlineRow> deadlines(const DeadlineFilter& filter, const Scope& scope,
                                       law::Instant now) override {
        return read([&](Connection& db) { return find_deadlines(db, filter, scope, now); });
    }
    std::optional<DeadlineRow> deadline(const std::string& id, const Scope& scope) override {
        return read([&](Connection& db) { return store::find_deadline(db, id, scope); });
    }
    std::int64_t count_deadlines(const DeadlineFilter& filter, const Scope& scope, law::Instant now,
                                 std::int64_t most) override {
        return read(
            [&](Connection& db) { return store::count_deadlines(db, filter, scope, now, most); });
    }
    std::vector<DueDeadline> deadlines_due(law::Instant now, std::size_t limit) override {
        return read([&](Connection& db) { return store::deadlines_due(db, now, limit); });
    }
    std::optional<law::Instant> next_due() override {
        return read([](Connection& db) { return store::next_due(db); });
    }

    std::vector<LadderRow> ladders_due(law::Instant now, std::size_t limit) override {
        return read([&](Connection& db) { return store::ladders_due(db, now, limit); });
    }
    std::optional<law::Instant> next_rung() override {
        return read([](Connection& db) { return store::next_rung(db); });
    }
    std::vector<ReminderRow> reminders(const ReminderFilter& filter, const Scope& scope) override {
        return read([&](Connection& db) { return find_reminders(db, filter, scope); });
    }
    std::optional<ReminderRow> reminder(const std::string& deadline, const std::string& rung,
                                        const Scope& scope) override {
        return read([&](Connection& db) { return find_reminder(db, deadline, rung, scope); });
    }

    std::vector<JournalEntry> history(const std::string& dossier, const Scope& scope,
                                      const std::vector<std::string>& events) override {
        return read([&](Connection& db) { return store::history(db, dossier, scope, events); });
    }
    std::optional<JournalEntry> entry(std::int64_t sequence) override {
        return read([&](Connection& db) { return find_entry(db, sequence); });
    }
    ChainReport verify_journal(std::int64_t from_sequence) override {
        return read([&](Connection& db) { return store::verify_journal(db, from_sequence); });
    }

    JournalState journal_state() override {
        return read([](Connection& db) { return store::journal_state(db); });
    }
    bool save_checkpoint(const Checkpoint& checkpoint) override {
        bool saved = false;
        write([&](Connection& db) { saved = save(db, checkpoint); });
        return saved;
    }
    std::vector<Checkpoint> checkpoints(std::size_t limit) override {
        return read([&](Connection& db) { return find_checkpoints(db, limit); });
    }
    std::optional<Checkpoint> checkpoint_over(std::int64_t sequence) override {
        return read([&](Connection& db) { return store::checkpoint_over(db, sequence); });
    }
    std::vector<std::string> inclusion_path(std::int64_t sequence, std::int64_t size) override {
        return read([&](Connection& db) { return store::inclusion_path(db, sequence, size); });
    }

    void destroy_keys(const std::vector<std::string>& owners) override {
        opened_.vault->keyring().destroy(owners);
    }

    std::vector<Piece> pieces(const std::string& dossier, const Scope& scope) override {
        return read([&](Connection& db) { return pieces_of(db, dossier, scope); });
    }
    std::optional<Piece> piece(const std::string& id, const Scope& scope) override {
        return read([&](Connection& db) { return find_piece(db, id, scope); });
    }
    std::optional<Piece> piece_by_hash(const std::string& sha256, const Scope& scope) override {
        return read([&](Connection& db) { return find_piece_by_hash(db, sha256, scope); });
    }
    std::optional<std::string> piece_bytes(const std::string& id, const Scope& scope) override {
        return read([&](Connection& db) { return store::piece_bytes(db, id, scope); });
    }
    bool issue_piece(const std::string& id, const std::string& bytes, law::Instant at,
                     const JournalEntry& entry, const std::string& job_key) override {
        const std::string hash = base::sha256_hex(bytes);
        bool issued = false;
        write([&](Connection& db) {
            issued = issue(db, id, bytes, hash, at);
            if (!issued) return;
            append(db, entry);
            end_job(db, job_key);
        });
        return issued;
    }

    std::vector<Annex> annexes(const AnnexOwner& owner, const Scope& scope) override {
        return read([&](Connection& db) { return annexes_of(db, owner, scope); });
    }
    std::optional<Annex> annex(const std::string& id, const Scope& scope) override {
        return read([&](Connection& db) { return find_annex(db, id, scope); });
    }
    std::optional<std::string> annex_bytes(const std::string& id, const Scope& scope) override {
        return read([&](Connection& db) { return store::annex_bytes(db, id, scope); });
    }

    std::vector<OutboxJob> jobs(std::size_t limit) override {
        return read([&](Connection& db) { return waiting_jobs(db, limit); });
    }
    void job_failed(const std::string& key, const std::string& error, law::Instant at) override {
        write([&](Connection& db) { note_failure(db, key, error, at); });
    }
    std::vector<OutboxJob> failing_jobs(int attempts, std::size_t limit) override {
        return read([&](Connection& db) { return store::failing_jobs(db, attempts, limit); });
    }
    void forget_jobs_before(law::Instant at) override {
        write([&](Connection& db) { store::forget_jobs_before(db, at); });
    }

    Life begin_life(law::Instant at) override {
        Life life;
        write([&](Connection& db) { life = store::begin_life(db, at); }, Need::vital);
        return life;
    }
    void keep_alive(std::int64_t life, law::Instant at) override {
        write([&](Connection& db) { store::keep_alive(db, life, at); }, Need::vital);
    }
    void end_life(std::int64_t life, law::Instant at) override {
        write([&](Connection& db) { store::end_life(db, life, at); }, Need::vital);
    }
    std::vector<Downtime> downtimes(std::size_t limit) override {
        return read([&](Connection& db) { return find_downtimes(db, limit); });
    }
    std::optional<Downtime> downtime(std::int64_t number) override {
        return read([&](Connection& db) { return store::find_downtime(db, number); });
    }
    std::optional<Downtime> downtime_at(law::Instant at) override {
        return read([&](Connection& db) { return store::downtime_at(db, at); });
    }
    std::vector<JournalEntry> passings_in(const Downtime& downtime, std::size_t limit,
                                          const Scope& scope) override {
        return read([&](Connection& db) { return store::passings_in(db, downtime, limit, scope); });
    }
    std::int64_t count_passings_in(const Downtime& downtime) override {
        return read([&](Connection& db) { return store::count_passings_in(db, downtime); });
    }

    std::vector<Alert> alerts(bool ended, std::size_t limit) override {
        return read([&](Connection& db) { return find_alerts(db, ended, limit); });
    }
    std::optional<JournalEntry> last_entry(const std::string& kind) override {
        return read([&](Connection& db) { return store::last_entry(db, kind); });
    }
    std::vector<JournalEntry> entries_of(const std::string& kind, std::int64_t from,
                                         std::size_t limit) override {
        return read([&](Connection& db) { return store::entries_of(db, kind, from, limit); });
    }

    std::vector<AgedHousehold> households_unseen_since(law::Instant before,
                                                       const std::string& after, std::size_t limit,
                                                       const Scope& scope) override {
        return read([&](Connection& db) {
            return store::households_unseen_since(db, before, after, limit, scope);
        });
    }
    void note_seen(const std::string& menage, law::Instant at) override {
        write([&](Connection& db) { store::note_seen(db, menage, at); });
    }
    std::vector<std::string> households_of(const std::string& personne) override {
        return read([&](Connection& db) { return store::households_of(db, personne); });
    }
    Holdings holdings(const std::string& menage) override {
        return read([&](Connection& db) { return store::holdings(db, menage); });
    }
    std::optional<Hold> hold_on(const std::string& menage) override {
        return read([&](Connection& db) { return store::hold_on(db, menage); });
    }
    std::vector<Hold> holds(const Scope& scope) override {
        return read([&](Connection& db) { return store::holds(db, scope); });
    }
    std::vector<KeptFile> kept_files(law::Instant ending_before, std::size_t limit) override {
        return read([&](Connection& db) { return store::kept_files(db, ending_before, limit); });
    }
    std::optional<KeptFile> kept_file(const std::string& id) override {
        return read([&](Connection& db) { return find_kept_file(db, id); });
    }
    std::vector<ErasureRecord> erasures(const std::string& departement,
                                        std::size_t limit) override {
        return read([&](Connection& db) { return store::erasures(db, departement, limit); });
    }
    std::optional<ErasureRecord> erasure(const std::string& certificate) override {
        return read([&](Connection& db) { return find_erasure(db, certificate); });
    }
    std::vector<std::string> keys_to_destroy() override {
        return read([](Connection& db) { return store::keys_to_destroy(db); });
    }
    void note_keys_destroyed(const std::vector<std::string>& owners) override {
        write([&](Connection& db) { store::note_keys_destroyed(db, owners); });
    }
    std::vector<RightsRequest> requests(const std::string& personne, const Scope& scope) override {
        return read([&](Connection& db) { return store::requests(db, personne, scope); });
    }
    std::optional<RightsRequest> request(const std::string& id, const Scope& scope) override {
        return read([&](Connection& db) { return find_request(db, id, scope); });
    }

    std::vector<EmergencyAccess> emergencies(const EmergencyFilter& filter) override {
        return read([&](Connection& db) { return find_emergencies(db, filter); });
    }
    std::optional<EmergencyAccess> emergency(const std::string& id) override {
        return read([&](Connection& db) { return find_emergency(db, id); });
    }
    std::vector<std::string> emergency_dossiers(const std::string& account,
                                                law::Instant now) override {
        return read([&](Connection& db) { return store::emergency_dossiers(db, account, now); });
    }
    std::int64_t count_emergency_tries(const std::string& account, law::Instant since) override {
        return read(
            [&](Connection& db) { return store::count_emergency_tries(db, account, since); });
    }
    std::vector<Consultation> consultations(const std::string& dossier,
                                            std::size_t limit) override {
        return read([&](Connection& db) { return consultations_of(db, dossier, limit); });
    }

    std::optional<RememberedAnswer> remembered(const std::string& key,
                                               law::Instant since) override {
        return read([&](Connection& db) { return find_answer(db, key, since); });
    }
    void forget_answers_before(law::Instant at) override {
        write([&](Connection& db) { store::forget_answers_before(db, at); });
    }

    void save_account(const Account& account) override {
        write([&](Connection& db) { save(db, account); });
    }
    std::optional<Account> account(const std::string& id) override {
        return read([&](Connection& db) { return find_account(db, id); });
    }
    std::optional<Account> account_by_login(const std::string& login) override {
        return read([&](Connection& db) { return find_account_by_login(db, login); });
    }
    std::optional<Account> account_by_token(const std::string& token_hash) override {
        return read([&](Connection& db) { return find_account_by_token(db, token_hash); });
    }
    std::vector<Account> accounts() override {
        return read([](Connection& db) { return all_accounts(db); });
    }
    bool take_totp_step(const std::string& account, std::int64_t step) override {
        bool taken = false;
        write([&](Connection& db) { taken = store::take_totp_step(db, account, step); });
        return taken;
    }

    void save_session(const Session& session) override {
        write([&](Connection& db) { save(db, session); });
    }
    std::optional<Session> session(const std::string& id_hash) override {
        return read([&](Connection& db) { return find_session(db, id_hash); });
    }
    void end_session(const std::string& id_hash) override {
        write([&](Connection& db) { store::end_session(db, id_hash); });
    }

    std::string setting(const std::string& name) override {
        return read([&](Connection& db) { return find_setting(db, name); });
    }
    void set_setting(const std::string& name, const std::string& value) override {
        write([&](Connection& db) { save_setting(db, name, value); });
    }

    Counts counts() override {
        return read([](Connection& db) {
            const JournalHead head = read_head(db);
            return Counts{count_dossiers(db), count_open_deadlines(db), count_jobs(db),
                          head.sequence, base::hex(head.hash)};
        });
    }

    std::optional<StoreTrouble> trouble() override {
        const auto reason = writer_.trouble();
        if (!reason) return std::nullopt;
        return StoreTrouble{reason->code(), reason->what(), reason->lasting()};
    }
    void try_again() override {
        write([](Connection&) {}, Need::vital);
    }

    void backup(const std::filesystem::path& file) override {
        read([&](Connection& db) { copy_to_new_file(db, file); });
    }

  private:
    void write(const std::function<void(Connection&)>& work, Need need = Need::ordinary) {
        writer_.write(
            [&work](Connection& db) {
                work(db);
                return Outcome::keep;
            },
            need);
    }
    // What a reader finds damaged, or cannot read, must not be written to.
    template <class Reading>
    std::invoke_result_t<Reading, Connection&> read(const Reading& reading) {
        try {
            return read_again_if_denied(reading);
        } catch (const EngineFailure& failure) {
            if (failure.lasting()) writer_.stop(failure);
            throw;
        }
    }

    // A household may become protected after a reader's instant and before it is read.
    template <class Reading>
    std::invoke_result_t<Reading, Connection&> read_again_if_denied(const Reading& reading) {
        try {
            return readers_.read(reading);
        } catch (const KeyDenied&) {
            return readers_.read(reading);
        }
    }

    LockFile lock_;
    Opened opened_;
    Writer writer_;
    Readers readers_;
    ListCache lists_;
};

std::map<std::string, std::vector<std::string>> tables_of_a_new_store(
    const std::filesystem::path& file) {
    Connection db(file, Connection::Use::copy);
    for (const char* migration : migrations()) db.execute(migration);
    std::map<std::string, std::vector<std::string>> tables;
    Query rows(db,
               "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c"
               " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name, c.cid");
    while (rows.next()) {
        std::string table = rows.text();
        tables[std::move(table)].push_back(rows.text());
    }
    return tables;
}

}  // namespace

std::unique_ptr<dossier::Store> open_sqlite(const StoreSettings& settings) {
    return std::make_unique<SqliteStore>(settings);
}

dossier::JournalAudit audit_journal(const StoreSettings& settings, std::int64_t from) {
    const auto db = open_to_read(settings);
    dossier::JournalAudit audit{.chain = verify_journal(*db, from)};
    audit.checkpoints = find_checkpoints(*db, most_read);
    const std::filesystem::path keys = keys_folder(settings);
    if (!std::filesystem::exists(keys)) return audit;
    Vault vault({.folder = keys});
    db->use(vault);
    audit.statements = entries_of(*db, "etat_de_sante", from, most_read);
    return audit;
}

std::optional<std::string> journal_root(const std::filesystem::path& store, std::int64_t size) {
    const auto db = open_to_read({.path = store});
    return root_of_first(*db, size);
}

std::int64_t rotate_keys(const StoreSettings& settings) {
    StoreSettings alone = settings;
    alone.rotates_keys = true;
    const LockFile lock(settings.path);
    return open_with_keys(alone).vault->keyring().rotate();
}

std::map<std::string, std::vector<std::string>> sqlite_schema() {
    const auto folder = std::filesystem::temp_directory_path() / ("preavis-" + base::random_id());
    std::filesystem::create_directory(folder);
    auto tables = tables_of_a_new_store(folder / "schema");
    std::filesystem::remove_all(folder);
    return tables;
}

}  // namespace preavis::store

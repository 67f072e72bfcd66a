#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/failure.h"
#include "dossier/annex.h"
#include "dossier/dossier.h"
#include "dossier/emergency.h"
#include "dossier/noun.h"
#include "dossier/reminder.h"
#include "dossier/retention.h"
#include "dossier/watch.h"

namespace preavis::dossier {

/// A document ordered by an event, then issued: its bytes are kept and never made again.
struct Piece {
    std::string id;
    std::string dossier;
    std::string document;  ///< template: `notification_arret_prise_en_charge`
    std::string variant;
    std::string language;
    std::string title;
    std::string template_version;  ///< of the template's file
    std::string facts_json;        ///< the frozen facts it is made from
    law::Instant ordered_at;
    std::optional<law::Instant> issued_at;
    std::string sha256;      ///< of the bytes; empty until issued
    std::string replaces;    ///< piece that it rectifies; may be empty
    bool for_menage = true;  ///< the household receives it
    std::string personne;    ///< to whom alone it is addressed; empty: to all who are concerned
};

/// One line of the append-only journal. The store adds `sequence`, `previous` and `hash`, and seals
/// the payload for whom it is about: the dossier's ménage, the record's owner, or nobody.
struct JournalEntry {
    std::int64_t sequence = 0;
    std::string dossier;  ///< empty for what concerns no dossier
    std::string noun;     ///< the record that it is about; empty for what concerns none
    std::string kind;     ///< `evenement`, `piece_emise`, `echeance_passee`, `noun`, `acces`...
    std::string event;
    std::string from_state;
    std::string to_state;
    law::Instant happened_at;
    law::Instant recorded_at;
    std::string actor;  ///< account identifier
    std::string role;
    std::string payload_json;  ///< canonical JSON: what was given; "" once its owner was erased
    std::string commitment;  ///< salted hash of a file (service/proof.h), hexadecimal; may be empty
    std::string owner;       ///< whose data key seals the payload
    std::string sealed_sha256;  ///< of the payload as stored: what the hash is taken over
    std::string previous;       ///< hash of the entry before, hexadecimal
    std::string hash;
};

/// Something to be done after the commit, at least once, with a key that makes it happen once.
struct OutboxJob {
    std::string key;      ///< unique: `emettre:PIECE`
    std::string kind;     ///< `emettre`
    std::string subject;  ///< identifier of what it concerns
    law::Instant queued_at;
    int attempts = 0;
};

/// The answer given to an idempotency key, to be given again.
struct RememberedAnswer {
    std::string key;           ///< account and header value
    std::string request_hash;  ///< of method, path and body
    int status = 0;
    std::string body;
    law::Instant at;
    law::Instant forget_before = {};  ///< an older answer to the same key is no longer one
};

/// Everything that one act writes: all of it, or nothing, in one transaction.
struct Change {
    std::optional<Dossier> dossier;  ///< its version is the one that was read: 0 inserts
    std::vector<Noun> nouns;         ///< likewise
    std::vector<JournalEntry> journal;
    std::vector<Piece> pieces;
    std::vector<SuppliedAnnex> annexes;  ///< each the next version of its series, or `stale`
    std::vector<OutboxJob> jobs;
    std::optional<std::string> job_done;  ///< key of a job that this change ends
    std::optional<RememberedAnswer> answer;
    std::optional<Passing> passing;   ///< stale if the dossier has moved on
    std::vector<Reminder> reminders;  ///< claims: stale if raised before, or settled, or moved
    std::vector<RungPlan> plans;
    std::optional<Acknowledgement> acknowledgement;  ///< stale if acknowledged before
    std::vector<Alert> alerts;  ///< raised, or ended where `until` is told; stale if already so
    std::optional<Hold> hold;   ///< set, or lifted where `lifted_at` is told; stale if already so
    std::optional<RightsRequest> request;  ///< received, or decided; stale if already so
    std::optional<Erasure> erasure;
    std::vector<EmergencyAccess> emergencies;  ///< their version is the one that was read
    std::vector<Consultation> consultations;
};

enum class Committed {
    done,
    stale,  ///< somebody else changed the dossier, a noun or an annex first; nothing was written
    key_already_used,  ///< the idempotency key has an answer; nothing was written
};

/// Whose rows a reader may see: what `access` computes for an actor, applied inside each query.
/// A row is seen if one of the ways below leads to it. An empty scope sees nothing.
struct Scope {
    bool everything = false;  ///< system loops only

    std::string departement;            ///< everything ordinary of this département, if not empty
    bool protected_households = false;  ///< of the département too
    bool only_of_the_state = false;     ///< of the département, what the State itself handles

    std::vector<std::string> organisations;  ///< rows in which these take part
    bool in_team = false;                    ///< protected ones too
    bool followed_until_end = false;         ///< what they only follow, until it has ended

    std::string menage;    ///< dossiers of this ménage that...
    std::string personne;  ///< ...concern this person, and that the household knows of

    std::vector<std::string> emergency;  ///< these dossiers, by their identifiers: never in a list
    bool nameless = false;  ///< protected rows are not found by an organisation or a place
};

struct DossierFilter {
    std::string workflow;
    std::string state;
    std::string text;  ///< dossier number, or whole normalised words of a person's name
    std::string menage;
    std::string sejour;
    std::size_t limit = 50;
    std::string after;  ///< cursor: the last id of the page before
};

struct DeadlineFilter {
    enum class Status { any, open, due, overdue, met, suspended };
    Status status = Status::any;
    std::optional<law::Instant> before;  ///< due strictly before
    std::string workflow;
    std::string organisation;
    std::string dossier;
    std::size_t limit = 200;
    std::string after;
};

/// A deadline with what a reader of lists needs about its dossier; no name of a person.
struct DeadlineRow {
    Deadline deadline;
    std::string dossier;
    std::string dossier_number;
    std::string workflow;
    std::string state;
    std::string organisation;
    std::string departement;
    std::string territory;
    bool protected_household = false;
};

struct ReminderFilter {
    std::optional<Audience> audience;
    std::optional<Role> role;   ///< that is reminded
    bool acknowledged = false;  ///< those that somebody has seen too
    std::string dossier;
    std::size_t limit = 50;
    std::string after;  ///< cursor: the last id of the page before
};

/// A reminder with its deadline and what a reader of lists needs about the dossier.
struct ReminderRow {
    Reminder reminder;
    DeadlineRow row;
};

/// An unsettled deadline whose ladder is to be looked at, with the rungs that it has climbed.
struct LadderRow {
    DeadlineRow row;
    std::vector<std::string> raised;
};

struct NounFilter {
    std::string text;    ///< whole normalised words of names
    std::string menage;  ///< sejours of this ménage
    std::string structure;
    std::size_t limit = 50;
    std::string after;
};

/// An account: who may enter. Secrets only as hashes.
struct Account {
    std::string id;
    std::string login;
    std::string name;
    std::string password_hash;
    std::string totp_secret;  ///< base32; empty: no second factor
    std::int64_t totp_last_step = 0;
    std::string token_hash;  ///< SHA-256 of the API token; empty: none
    struct Grant {
        Role role;
        std::string organisation;
        std::string organisation_kind;
        std::string departement;
        std::string menage;
        std::string personne = {};  ///< of a household's account: the one person it belongs to
    };
    std::vector<Grant> grants;
    bool active = true;
};

struct Session {
    std::string id_hash;  ///< SHA-256 of the cookie
    std::string account;
    std::string csrf;
    law::Instant started_at;
    law::Instant last_seen_at;
    std::string role = {};  ///< what the account acts as, of its grants; empty: the first
};

/// What the journal's chain looks like.
struct ChainReport {
    std::int64_t entries = 0;
    std::optional<std::int64_t> first_broken;  ///< sequence of the first entry that does not fit
    std::string reason;
    std::string head;                              ///< hash of the last entry
    std::int64_t checkpoints = 0;                  ///< whose root is that of the journal
    std::optional<std::int64_t> false_checkpoint;  ///< size of the first whose root is not
};

/// The journal as one number: how many entries, the root of their tree, the hash of the last.
struct JournalState {
    std::int64_t size = 0;
    std::string root;  ///< base/merkle.h over the hashes of the entries, hexadecimal
    std::string head;
};

/// A signed statement about the journal up to a size, for others to keep (service/checkpoint.h).
struct Checkpoint {
    std::int64_t size = 0;
    std::string root;  ///< hexadecimal
    law::Instant at;
    std::string note;  ///< as it was signed, with its signature
};

/// What somebody finds who reads a whole journal as it is stored.
struct JournalAudit {
    ChainReport chain;
    std::vector<Checkpoint> checkpoints;   ///< the largest first
    std::vector<JournalEntry> statements;  ///< of health; none where the keys are not
};

/// Why a store writes nothing now.
struct StoreTrouble {
    base::FailureCode code;
    std::string message;  ///< what happened, for whoever runs the service
    bool lasting;         ///< until a restart; otherwise until there is room again
};

/// Told of long work from time to time: how much of how much is done.
using Progress = std::function<void(std::int64_t done, std::int64_t all)>;

/// What a store holds, read whole.
struct StoreReport {
    std::int64_t dossiers = 0;
    std::int64_t entries = 0;  ///< of the journal
    std::string head;          ///< hash of the last one
    std::string broken;        ///< why it is not whole; empty if it is
};

/// Where everything is kept. Operations are typed; each call stands alone; all may be called from
/// several threads. Throws Failure. Implemented by src/store; one suite of tests for every back
/// end.
class Store {
  public:
    virtual ~Store() = default;

    /// Applies a whole change durably: when it answers `done`, a crash cannot undo it.
    virtual Committed commit(const Change& change) = 0;
    /// Applies each change by itself, in order and as durably, giving way to `commit`; answers for
    /// each.
    virtual std::vector<Committed> commit_all(const std::vector<Change>& changes) = 0;

    virtual std::optional<Dossier> dossier(const std::string& id, const Scope& scope) = 0;
    virtual std::vector<Dossier> dossiers(const DossierFilter& filter, const Scope& scope) = 0;
    /// "2026-00001" and so on, never given twice.
    virtual std::string next_dossier_number(int year) = 0;

    virtual std::optional<Noun> noun(NounKind kind, const std::string& id, const Scope& scope) = 0;
    virtual std::vector<Noun> nouns(NounKind kind, const NounFilter& filter,
                                    const Scope& scope) = 0;
    /// Persons with this same-person key.
    virtual std::vector<Noun> same_persons(const std::string& key, const Scope& scope) = 0;

    virtual std::vector<DeadlineRow> deadlines(const DeadlineFilter& filter, const Scope& scope,
                                               law::Instant now) = 0;
    virtual std::optional<DeadlineRow> deadline(const std::string& id, const Scope& scope) = 0;
    /// How many there are, counted no further than `most`.
    virtual std::int64_t count_deadlines(const DeadlineFilter& filter, const Scope& scope,
                                         law::Instant now, std::int64_t most) = 0;
    /// Unsettled deadlines due before `now` whose passing has not been noted, oldest first.
    virtual std::vector<DueDeadline> deadlines_due(law::Instant now, std::size_t limit) = 0;
    /// The next unfired, unsettled due instant; nothing if none.
    virtual std::optional<law::Instant> next_due() = 0;

    /// Unsettled deadlines whose next rung has come, or whose ladder has no plan; oldest first.
    virtual std::vector<LadderRow> ladders_due(law::Instant now, std::size_t limit) = 0;
    /// The oldest planned rung that has not been raised; nothing if none.
    virtual std::optional<law::Instant> next_rung() = 0;
    /// Reminders of unsettled deadlines, the last raised first.
    virtual std::vector<ReminderRow> reminders(const ReminderFilter& filter,
                                               const Scope& scope) = 0;
    virtual std::optional<ReminderRow> reminder(const std::string& deadline,
                                                const std::string& rung, const Scope& scope) = 0;

    /// Its lines in order; those of these events alone, if any is named.
    virtual std::vector<JournalEntry> history(const std::string& dossier, const Scope& scope,
                                              const std::vector<std::string>& events = {}) = 0;
    virtual std::optional<JournalEntry> entry(std::int64_t sequence) = 0;
    virtual ChainReport verify_journal(std::int64_t from_sequence) = 0;

    virtual JournalState journal_state() = 0;
    /// False if there is one of this size, or if its root is not the journal's: nothing is written.
    virtual bool save_checkpoint(const Checkpoint& checkpoint) = 0;
    /// The largest first.
    virtual std::vector<Checkpoint> checkpoints(std::size_t limit) = 0;
    /// The smallest that holds this entry; nothing if none does yet.
    virtual std::optional<Checkpoint> checkpoint_over(std::int64_t sequence) = 0;
    /// From an entry to the root of a tree of that size, hexadecimal. Expects an entry in it.
    virtual std::vector<std::string> inclusion_path(std::int64_t sequence, std::int64_t size) = 0;

    /// Destroys the data keys of these owners (store/vault.h): what they sealed opens no more, in
    /// no copy of the store. On the disk when it returns.
    virtual void destroy_keys(const std::vector<std::string>& owners) = 0;

    virtual std::vector<Piece> pieces(const std::string& dossier, const Scope& scope) = 0;
    virtual std::optional<Piece> piece(const std::string& id, const Scope& scope) = 0;
    virtual std::optional<Piece> piece_by_hash(const std::string& sha256, const Scope& scope) = 0;
    /// The bytes as issued; nothing before.
    virtual std::optional<std::string> piece_bytes(const std::string& id, const Scope& scope) = 0;
    /// Issues a piece once: bytes, hash, journal entry and end of the job in one transaction.
    /// False if it was issued already (then nothing is written).
    virtual bool issue_piece(const std::string& id, const std::string& bytes, law::Instant at,
                             const JournalEntry& entry, const std::string& job_key) = 0;

    /// The newest version of each series of a structure or a dossier, in the order of their titles.
    /// Those of a dossier are in its scope; those of a structure are for whoever may be told where
    /// it is.
    virtual std::vector<Annex> annexes(const AnnexOwner& owner, const Scope& scope) = 0;
    virtual std::optional<Annex> annex(const std::string& id, const Scope& scope) = 0;
    /// The bytes as they were supplied.
    virtual std::optional<std::string> annex_bytes(const std::string& id, const Scope& scope) = 0;

    virtual std::vector<OutboxJob> jobs(std::size_t limit) = 0;
    virtual void job_failed(const std::string& key, const std::string& error, law::Instant at) = 0;
    /// Waiting jobs that failed at least so often.
    virtual std::vector<OutboxJob> failing_jobs(int attempts, std::size_t limit) = 0;
    /// Forgets jobs that ended, but for the keys that may be asked for again.
    virtual void forget_jobs_before(law::Instant at) = 0;

    /// The service's own life: a new one begins; it is seen alive; it stops as asked.
    virtual Life begin_life(law::Instant at) = 0;
    virtual void keep_alive(std::int64_t life, law::Instant at) = 0;
    virtual void end_life(std::int64_t life, law::Instant at) = 0;
    /// The latest first.
    virtual std::vector<Downtime> downtimes(std::size_t limit) = 0;
    /// The one that this life ended; nothing if there was none before it.
    virtual std::optional<Downtime> downtime(std::int64_t number) = 0;
    /// The time without the service in which this instant fell.
    virtual std::optional<Downtime> downtime_at(law::Instant at) = 0;
    /// What was noted late because of it: passings whose due instant fell inside, in order.
    virtual std::vector<JournalEntry> passings_in(const Downtime& downtime, std::size_t limit,
                                                  const Scope& scope) = 0;
    virtual std::int64_t count_passings_in(const Downtime& downtime) = 0;

    /// What lasts, or also what has ended; the latest first.
    virtual std::vector<Alert> alerts(bool ended, std::size_t limit) = 0;
    /// The last entry of this kind; nothing if there is none.
    virtual std::optional<JournalEntry> last_entry(const std::string& kind) = 0;
    /// In order, from this sequence on.
    virtual std::vector<JournalEntry> entries_of(const std::string& kind, std::int64_t from,
                                                 std::size_t limit) = 0;

    /// Households last seen, as far as is known, before this instant; in the order of that. By
    /// index: those seen since are not looked at.
    virtual std::vector<AgedHousehold> households_unseen_since(law::Instant before,
                                                               const std::string& after,
                                                               std::size_t limit,
                                                               const Scope& scope) = 0;
    /// A household was found to have been in contact at this instant: it is not looked at earlier.
    virtual void note_seen(const std::string& menage, law::Instant at) = 0;
    /// The households whose record names this person.
    virtual std::vector<std::string> households_of(const std::string& personne) = 0;
    virtual Holdings holdings(const std::string& menage) = 0;
    /// The hold in force.
    virtual std::optional<Hold> hold_on(const std::string& menage) = 0;
    virtual std::vector<Hold> holds(const Scope& scope) = 0;
    /// Files that stayed after their household was erased: those whose time ends before an instant,
    /// the first to end first.
    virtual std::vector<KeptFile> kept_files(law::Instant ending_before, std::size_t limit) = 0;
    virtual std::optional<KeptFile> kept_file(const std::string& id) = 0;
    /// Of a département, the newest first; of every one if it is empty.
    virtual std::vector<ErasureRecord> erasures(const std::string& departement,
                                                std::size_t limit) = 0;
    virtual std::optional<ErasureRecord> erasure(const std::string& certificate) = 0;
    /// Owners of erased data whose keys are still to be destroyed; that is then noted.
    virtual std::vector<std::string> keys_to_destroy() = 0;
    virtual void note_keys_destroyed(const std::vector<std::string>& owners) = 0;
    /// The newest first; of one person, or of all that the scope holds.
    virtual std::vector<RightsRequest> requests(const std::string& personne,
                                                const Scope& scope) = 0;
    virtual std::optional<RightsRequest> request(const std::string& id, const Scope& scope) = 0;

    /// Accesses in an emergency, the latest first.
    virtual std::vector<EmergencyAccess> emergencies(const EmergencyFilter& filter) = 0;
    virtual std::optional<EmergencyAccess> emergency(const std::string& id) = 0;
    /// The dossiers that are open to this account at `now`.
    virtual std::vector<std::string> emergency_dossiers(const std::string& account,
                                                        law::Instant now) = 0;
    /// How often an account asked for one since `since`, in vain or not.
    virtual std::int64_t count_emergency_tries(const std::string& account, law::Instant since) = 0;
    /// Who has read this dossier, the latest first.
    virtual std::vector<Consultation> consultations(const std::string& dossier,
                                                    std::size_t limit) = 0;

    /// The answer that this key was given, if it was not before `since`.
    virtual std::optional<RememberedAnswer> remembered(const std::string& key,
                                                       law::Instant since) = 0;
    virtual void forget_answers_before(law::Instant at) = 0;

    virtual void save_account(const Account& account) = 0;
    virtual std::optional<Account> account(const std::string& id) = 0;
    virtual std::optional<Account> account_by_login(const std::string& login) = 0;
    virtual std::optional<Account> account_by_token(const std::string& token_hash) = 0;
    virtual std::vector<Account> accounts() = 0;
    /// Takes a second-factor step for itself; false if it or a later one was already used.
    virtual bool take_totp_step(const std::string& account, std::int64_t step) = 0;

    virtual void save_session(const Session& session) = 0;
    virtual std::optional<Session> session(const std::string& id_hash) = 0;
    virtual void end_session(const std::string& id_hash) = 0;

    /// Settings of the store itself: "demonstration" = "1", "horloge_decalage_ms" = "172800000".
    virtual std::string setting(const std::string& name) = 0;
    virtual void set_setting(const std::string& name, const std::string& value) = 0;

    /// Counts for readiness and metrics.
    struct Counts {
        std::int64_t dossiers = 0;
        std::int64_t open_deadlines = 0;
        std::int64_t jobs = 0;
        std::int64_t journal = 0;
        std::string journal_head;  ///< hash of the last entry, hexadecimal
    };
    virtual Counts counts() = 0;

    /// What keeps it from writing; nothing if it writes. Reading never depends on it.
    virtual std::optional<StoreTrouble> trouble() = 0;
    /// Looks whether what is not lasting is over.
    virtual void try_again() = 0;

    /// A whole, consistent copy made while the service runs. Throws Failure.
    virtual void backup(const std::filesystem::path& file) = 0;
};

}  // namespace preavis::dossier

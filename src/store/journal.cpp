#include "store/journal.h"

#include "base/hash.h"
#include "store/codec.h"
#include "store/journal_row.h"
#include "store/owners.h"
#include "store/scope.h"

namespace preavis::store {
namespace {

using dossier::CanonicalLine;
using dossier::JournalEntry;
using dossier::JournalLine;

std::string selection() {
    return "SELECT " + std::string(journal_columns) + " FROM journal ";
}

Place place_of(std::int64_t sequence) {
    return {"journal", "payload", payload_place(sequence)};
}

JournalEntry read_entry(Connection& db, Query& row, Clearance clearance) {
    const JournalLine line = read_line(row);
    JournalEntry entry;
    entry.sequence = line.sequence;
    entry.dossier = line.dossier;
    entry.noun = line.noun;
    entry.kind = line.kind;
    entry.event = line.event;
    entry.from_state = line.from_state;
    entry.to_state = line.to_state;
    entry.happened_at = {line.happened_at};
    entry.recorded_at = {line.recorded_at};
    entry.actor = line.actor;
    entry.role = line.role;
    entry.commitment = line.commitment;
    entry.owner = line.owner;
    entry.sealed_sha256 = base::sha256_hex(line.sealed);
    entry.previous = base::hex(line.previous);
    entry.hash = base::hex(line.hash);
    entry.payload_json =
        db.vault()
            .open(std::string(line.owner), place_of(line.sequence), line.sealed, clearance)
            .value_or("");
    return entry;
}

std::vector<JournalEntry> read_entries(Connection& db, Query& rows, Clearance clearance) {
    std::vector<JournalEntry> entries;
    while (rows.next()) entries.push_back(read_entry(db, rows, clearance));
    return entries;
}

/// The owner that a row of a table has; nothing if there is no such row.
std::optional<Owned> owner_in(Connection& db, const char* sql, const std::string& id) {
    if (id.empty()) return std::nullopt;
    Query row(db, sql, id);
    return row.next() ? std::optional(Owned{row.text()}) : std::nullopt;
}

/// The ménage of its dossier, the owner of its record, or nobody in particular.
Owned owned(Connection& db, const JournalEntry& entry) {
    if (auto of_dossier = owner_in(db, "SELECT owner FROM dossiers WHERE id = ?", entry.dossier)) {
        return *of_dossier;
    }
    return owner_in(db, "SELECT owner FROM nouns WHERE id = ?", entry.noun)
        .value_or(Owned{owner::general});
}

void insert(Connection& db, const JournalLine& line) {
    Query(db,
          "INSERT INTO journal (sequence, dossier, kind, event, from_state, to_state, happened_at,"
          " recorded_at, actor, role, form, noun, owner, sealed, commitment, previous, hash)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          line.sequence, line.dossier, line.kind, line.event, line.from_state, line.to_state,
          line.happened_at, line.recorded_at, line.actor, line.role, line.form, line.noun,
          line.owner, Blob{line.sealed}, line.commitment, Blob{line.previous}, Blob{line.hash})
        .run();
    Query(db, "UPDATE journal_head SET sequence = ?, hash = ?", line.sequence, Blob{line.hash})
        .run();
}

}  // namespace

JournalHead read_head(Connection& db) {
    Query row(db, "SELECT sequence, hash FROM journal_head WHERE only = 1");
    if (!row.next()) return {};
    const std::int64_t sequence = row.integer();
    return {sequence, row.text()};
}

void append(Connection& db, const JournalEntry& entry) {
    const JournalHead head = read_head(db);
    const Owned whose = owned(db, entry);
    const std::int64_t sequence = head.sequence + 1;
    const std::string sealed =
        db.vault().seal(whose.owner, place_of(sequence), entry.payload_json, whose.key_class);
    JournalLine line;
    line.sequence = sequence;
    line.dossier = entry.dossier;
    line.noun = entry.noun;
    line.kind = entry.kind;
    line.event = entry.event;
    line.from_state = entry.from_state;
    line.to_state = entry.to_state;
    line.happened_at = entry.happened_at.ms;
    line.recorded_at = entry.recorded_at.ms;
    line.actor = entry.actor;
    line.role = entry.role;
    line.owner = whose.owner;
    line.sealed = sealed;
    line.commitment = entry.commitment;
    line.previous = head.hash;
    const std::string hash = CanonicalLine().hash(head.hash, line);
    line.hash = hash;
    insert(db, line);
}

std::vector<JournalEntry> history(Connection& db, const std::string& dossier,
                                  const dossier::Scope& scope,
                                  const std::vector<std::string>& events) {
    Conditions conditions;
    conditions.add("j.dossier = ?", {dossier});
    conditions.add("j.dossier <> ''");
    if (!events.empty()) {
        conditions.add("j.event IN (SELECT value FROM json_each(?))", {encode(events)});
    }
    restrict_journal(scope, "j", conditions);
    Query rows(db, selection() + "j" + conditions.where() + " ORDER BY sequence", conditions);
    return read_entries(db, rows, clearance_of(scope));
}

std::optional<JournalEntry> find_entry(Connection& db, std::int64_t sequence) {
    Query row(db, selection() + "WHERE sequence = ?", sequence);
    return row.next() ? std::optional(read_entry(db, row, Clearance::protected_too)) : std::nullopt;
}

std::optional<JournalEntry> last_entry(Connection& db, const std::string& kind) {
    Query row(db, selection() + "WHERE kind = ? ORDER BY happened_at DESC LIMIT 1", kind);
    return row.next() ? std::optional(read_entry(db, row, Clearance::protected_too)) : std::nullopt;
}

std::vector<JournalEntry> entries_of(Connection& db, const std::string& kind, std::int64_t from,
                                     std::size_t limit) {
    // The plus sign keeps to the order of the rows, without sorting an index of the kind.
    Query rows(db, selection() + "WHERE +kind = ? AND sequence >= ? ORDER BY sequence LIMIT ?",
               kind, from, limit);
    return read_entries(db, rows, Clearance::protected_too);
}

std::vector<JournalEntry> passings_in(Connection& db, const dossier::Downtime& downtime,
                                      std::size_t limit, const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("j.kind = 'echeance_passee'");
    conditions.add("j.happened_at BETWEEN ? AND ?", {downtime.from.ms, downtime.until.ms});
    restrict_journal(scope, "j", conditions);
    Query rows(db, selection() + "j" + conditions.where() + " ORDER BY happened_at LIMIT ?",
               conditions, limit);
    return read_entries(db, rows, Clearance::protected_too);
}

std::int64_t count_passings_in(Connection& db, const dossier::Downtime& downtime) {
    Query count(db,
                "SELECT count(*) FROM journal WHERE kind = 'echeance_passee'"
                " AND happened_at BETWEEN ? AND ?",
                downtime.from, downtime.until);
    count.next();
    return count.integer();
}

}  // namespace preavis::store

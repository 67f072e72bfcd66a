#include "store/journal.h"

#include <algorithm>
#include <charconv>

#include "base/hash.h"
#include "store/scope.h"

namespace preavis::store {
namespace {

using dossier::ChainReport;
using dossier::JournalEntry;

/// The fields of an entry, without owning them.
struct Line {
    std::int64_t sequence = 0;
    std::string_view dossier, kind, event, from_state, to_state;
    std::int64_t happened_at = 0;
    std::int64_t recorded_at = 0;
    std::string_view actor, role, payload;
};

constexpr std::string_view line_columns =
    "sequence, dossier, kind, event, from_state, to_state, happened_at, recorded_at, actor, role,"
    " payload, previous, hash";

Line read_line(Query& row) {
    Line line;
    line.sequence = row.integer();
    line.dossier = row.bytes();
    line.kind = row.bytes();
    line.event = row.bytes();
    line.from_state = row.bytes();
    line.to_state = row.bytes();
    line.happened_at = row.integer();
    line.recorded_at = row.integer();
    line.actor = row.bytes();
    line.role = row.bytes();
    line.payload = row.bytes();
    return line;
}

/// Writes lines in their one canonical form, in a text that is used again.
class Canonical {
  public:
    std::string hash(std::string_view previous, const Line& line) {
        text_.clear();
        add("preavis-journal-1");
        add(previous);
        add(line.sequence);
        for (const auto& part :
             {line.dossier, line.kind, line.event, line.from_state, line.to_state})
            add(part);
        add(line.happened_at);
        add(line.recorded_at);
        for (const auto& part : {line.actor, line.role, line.payload}) add(part);
        return base::sha256(text_);
    }

  private:
    template <class Integer>
    std::string_view decimal(Integer value) {
        const auto end = std::to_chars(digits_, digits_ + sizeof digits_, value).ptr;
        return {digits_, static_cast<std::size_t>(end - digits_)};
    }
    void add(std::string_view part) {
        text_ += decimal(part.size());
        text_ += ':';
        text_ += part;
    }
    void add(std::int64_t value) {
        char kept[24];
        const std::string_view digits = decimal(value);
        std::copy(digits.begin(), digits.end(), kept);
        add(std::string_view(kept, digits.size()));
    }

    std::string text_;
    char digits_[24];
};

struct Head {
    std::int64_t sequence = 0;
    std::string hash;
};

Head read_head(Connection& db) {
    Query row(db, "SELECT sequence, hash FROM journal_head WHERE only = 1");
    if (!row.next()) return {};
    const std::int64_t sequence = row.integer();
    return {sequence, row.text()};
}

/// The hash that the entry `from` must name as the previous one.
std::string hash_before(Connection& db, std::int64_t from) {
    if (from <= 1) return std::string(32, '\0');
    Query row(db, "SELECT hash FROM journal WHERE sequence = ?", from - 1);
    return row.next() ? row.text() : "";
}

struct Break {
    std::int64_t sequence;
    std::string reason;
};

/// What is wrong with the next line of the chain, if something is. `hash`: what it should have.
std::optional<Break> check(Query& row, std::int64_t sequence, const Head& before,
                           const std::string& hash) {
    const std::int64_t expected = before.sequence + 1;
    if (sequence != expected) return Break{expected, "entrée absente"};
    if (row.bytes() != before.hash) {
        return Break{expected, "l'entrée ne suit pas celle qui la précède"};
    }
    if (row.bytes() != hash) {
        return Break{expected, "le contenu ne correspond pas à l'empreinte"};
    }
    return std::nullopt;
}

/// What the end of the chain lacks, compared with the head.
std::optional<Break> check_end(const Head& end, const Head& head) {
    if (end.sequence < head.sequence) {
        return Break{end.sequence + 1, "les dernières entrées sont absentes"};
    }
    if (end.sequence > head.sequence) {
        return Break{head.sequence + 1, "des entrées ont été ajoutées hors du service"};
    }
    if (end.hash != head.hash) return Break{end.sequence, "la fin du journal a été récrite"};
    return std::nullopt;
}

std::string selection() {
    return "SELECT " + std::string(line_columns) + " FROM journal ";
}

JournalEntry read_entry(Query& row) {
    const Line line = read_line(row);
    JournalEntry entry{line.sequence,
                       std::string(line.dossier),
                       std::string(line.kind),
                       std::string(line.event),
                       std::string(line.from_state),
                       std::string(line.to_state),
                       {line.happened_at},
                       {line.recorded_at},
                       std::string(line.actor),
                       std::string(line.role),
                       std::string(line.payload),
                       "",
                       ""};
    entry.previous = base::hex(row.bytes());
    entry.hash = base::hex(row.bytes());
    return entry;
}

std::vector<JournalEntry> read_entries(Query& rows) {
    std::vector<JournalEntry> entries;
    while (rows.next()) entries.push_back(read_entry(rows));
    return entries;
}

}  // namespace

void append(Connection& db, const JournalEntry& entry) {
    const Head head = read_head(db);
    const Line line{head.sequence + 1, entry.dossier,  entry.kind,           entry.event,
                    entry.from_state,  entry.to_state, entry.happened_at.ms, entry.recorded_at.ms,
                    entry.actor,       entry.role,     entry.payload_json};
    const std::string hash = Canonical().hash(head.hash, line);
    Query(db,
          "INSERT INTO journal (sequence, dossier, kind, event, from_state, to_state, happened_at,"
          " recorded_at, actor, role, payload, previous, hash)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          line.sequence, line.dossier, line.kind, line.event, line.from_state, line.to_state,
          line.happened_at, line.recorded_at, line.actor, line.role, line.payload, Blob{head.hash},
          Blob{hash})
        .run();
    Query(db, "UPDATE journal_head SET sequence = ?, hash = ?", line.sequence, Blob{hash}).run();
}

std::vector<JournalEntry> history(Connection& db, const std::string& dossier,
                                  const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("j.dossier = ?", {dossier});
    conditions.add("j.dossier <> ''");
    restrict_to_dossiers(scope, "j.dossier", conditions);
    Query rows(db, selection() + "j" + conditions.where() + " ORDER BY sequence", conditions);
    return read_entries(rows);
}

std::optional<JournalEntry> last_entry(Connection& db, const std::string& kind) {
    Query row(db, selection() + "WHERE kind = ? ORDER BY happened_at DESC LIMIT 1", kind);
    return row.next() ? std::optional(read_entry(row)) : std::nullopt;
}

std::vector<JournalEntry> entries_of(Connection& db, const std::string& kind, std::int64_t from,
                                     std::size_t limit) {
    // The plus sign keeps to the order of the rows, without sorting an index of the kind.
    Query rows(db, selection() + "WHERE +kind = ? AND sequence >= ? ORDER BY sequence LIMIT ?",
               kind, from, limit);
    return read_entries(rows);
}

std::vector<JournalEntry> passings_in(Connection& db, const dossier::Downtime& downtime,
                                      std::size_t limit) {
    Query rows(db,
               selection() +
                   "WHERE kind = 'echeance_passee' AND happened_at BETWEEN ? AND ?"
                   " ORDER BY happened_at LIMIT ?",
               downtime.from, downtime.until, limit);
    return read_entries(rows);
}

std::int64_t count_passings_in(Connection& db, const dossier::Downtime& downtime) {
    Query count(db,
                "SELECT count(*) FROM journal WHERE kind = 'echeance_passee'"
                " AND happened_at BETWEEN ? AND ?",
                downtime.from, downtime.until);
    count.next();
    return count.integer();
}

ChainReport verify_journal(Connection& db, std::int64_t from_sequence) {
    const std::int64_t from = std::max<std::int64_t>(from_sequence, 1);
    const Head head = read_head(db);
    Head end{from - 1, hash_before(db, from)};
    Query rows(db,
               "SELECT " + std::string(line_columns) +
                   " FROM journal WHERE sequence >= ? ORDER BY sequence",
               from);
    Canonical canonical;
    std::optional<Break> broken;
    while (!broken && rows.next()) {
        const Line line = read_line(rows);
        std::string hash = canonical.hash(end.hash, line);
        broken = check(rows, line.sequence, end, hash);
        if (!broken) end = {line.sequence, std::move(hash)};
    }
    if (!broken && from <= head.sequence + 1) broken = check_end(end, head);
    ChainReport report{.entries = end.sequence - from + 1, .head = base::hex(end.hash)};
    if (broken) {
        report.first_broken = broken->sequence;
        report.reason = broken->reason;
    }
    return report;
}

std::int64_t count_journal(Connection& db) {
    return read_head(db).sequence;
}

std::string journal_head(Connection& db) {
    return base::hex(read_head(db).hash);
}

}  // namespace preavis::store

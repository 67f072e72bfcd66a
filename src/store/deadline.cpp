#include "store/deadline.h"

#include <algorithm>

#include "base/expects.h"
#include "store/codec.h"
#include "store/scope.h"

namespace preavis::store {
namespace {

using dossier::Deadline;
using dossier::DeadlineFilter;
using dossier::DeadlineRow;

constexpr std::int64_t day_s = 24 * 60 * 60;
constexpr std::string_view columns =
    "t.id, t.name, t.kind, t.title, t.law, t.source, t.who, t.started_at, t.due, t.last_day,"
    " t.earliest_effective, t.settled, t.settled_at, t.fired, t.because, t.suspended, t.act_by,"
    " t.late_after, t.ledger";

std::optional<law::Date> date_in(const std::optional<std::string>& iso) {
    return iso ? std::optional(decode_date(*iso)) : std::nullopt;
}

std::optional<std::string> iso_of(const std::optional<law::Date>& date) {
    return date ? std::optional(date->iso()) : std::nullopt;
}

dossier::DeadlineKind kind_in(const std::string& name) {
    const auto kind = dossier::deadline_kind(name);
    if (!kind) {
        throw base::Failure(base::FailureCode::corrupted,
                            "le magasin contient un genre d'échéance inconnu : " + name);
    }
    return *kind;
}

Deadline read_columns(Query& row) {
    Deadline deadline;
    deadline.id = row.text();
    deadline.name = row.text();
    deadline.kind = kind_in(row.text());
    deadline.title = row.text();
    deadline.law = row.text();
    deadline.source = row.text();
    deadline.who = row.text();
    deadline.started_at = row.instant();
    deadline.due = row.instant();
    deadline.last_day = date_in(row.optional_text());
    deadline.earliest_effective = date_in(row.optional_text());
    deadline.settled = static_cast<Deadline::Settled>(row.integer());
    deadline.settled_at = row.instant();
    deadline.fired = row.flag();
    deadline.because = decode_because(row.bytes());
    deadline.suspended = row.flag();
    deadline.act_by = row.optional_instant();
    deadline.late_after = row.optional_instant();
    deadline.ledger = decode_ledger(row.bytes());
    return deadline;
}

std::string row_selection() {
    return "SELECT " + std::string(columns) +
           ", d.id, d.number, d.workflow, d.state, d.organisation, d.departement, d.territory, " +
           dossier_is_protected + " FROM deadlines t JOIN dossiers d ON d.id = t.dossier";
}

DeadlineRow read_row(Query& row) {
    DeadlineRow found{.deadline = read_columns(row)};
    found.dossier = row.text();
    found.dossier_number = row.text();
    found.workflow = row.text();
    found.state = row.text();
    found.organisation = row.text();
    found.departement = row.text();
    found.territory = row.text();
    found.protected_household = row.flag();
    return found;
}

std::string_view name_of(DeadlineFilter::Status status) {
    switch (status) {
        case DeadlineFilter::Status::any: return "";
        case DeadlineFilter::Status::open: return "open";
        case DeadlineFilter::Status::due: return "due";
        case DeadlineFilter::Status::overdue: return "overdue";
        case DeadlineFilter::Status::met: return "met";
        case DeadlineFilter::Status::suspended: return "suspended";
    }
    return "";
}

/// What an index can tell about a status; dossier::status_of has the last word.
void narrow(DeadlineFilter::Status status, law::Instant now, Conditions& conditions) {
    if (status == DeadlineFilter::Status::any) return;
    if (status == DeadlineFilter::Status::met) {
        conditions.add("t.settled = 1");
        return;
    }
    const bool suspended = status == DeadlineFilter::Status::suspended;
    conditions.add("t.settled = 0");
    conditions.add(suspended ? "t.suspended = 1" : "t.suspended = 0");
    if (suspended) return;
    const bool over = status == DeadlineFilter::Status::overdue;
    conditions.add(over ? "t.due <= ?" : "t.due >= ?", {now.ms});
}

/// The same to the last row, as dossier::status_of says it.
void narrow_exactly(DeadlineFilter::Status status, law::Instant now, Conditions& conditions) {
    const std::int64_t in_a_day = now.plus_seconds(day_s).ms;
    if (status == DeadlineFilter::Status::overdue) {
        conditions.add("t.kind = 'obligation' AND t.due < ?", {now.ms});
    }
    if (status == DeadlineFilter::Status::due) conditions.add("t.due < ?", {in_a_day});
    if (status == DeadlineFilter::Status::open) conditions.add("t.due >= ?", {in_a_day});
}

/// Goes on behind a row that the reader sees: what is out of scope says nothing by its place.
void go_on_after(const std::string& id, const dossier::Scope& scope, Conditions& conditions) {
    Conditions visible;
    visible.add("c.id = ?", {id});
    restrict_to_dossiers(scope, "c.dossier", visible);
    conditions.add("(t.due, t.id) > (SELECT c.due, c.id FROM deadlines c" + visible.where() + ")",
                   visible.parameters());
}

Conditions conditions_for(const DeadlineFilter& filter, const dossier::Scope& scope,
                          law::Instant now) {
    Conditions conditions;
    narrow(filter.status, now, conditions);
    restrict_dossiers(in_lists(scope), conditions);
    if (filter.before) conditions.add("t.due < ?", {filter.before->ms});
    if (!filter.workflow.empty()) conditions.add("d.workflow = ?", {filter.workflow});
    if (!filter.organisation.empty()) {
        conditions.add("d.organisation = ?", {filter.organisation});
        if (scope.nameless) conditions.add("NOT " + std::string(dossier_is_protected));
    }
    if (!filter.dossier.empty()) conditions.add("t.dossier = ?", {filter.dossier});
    if (!filter.after.empty()) go_on_after(filter.after, in_lists(scope), conditions);
    return conditions;
}

void save(Connection& db, const std::string& dossier, std::size_t position, const Deadline& t) {
    const std::int64_t rows =
        Query(db,
              "INSERT INTO deadlines (id, dossier, position, name, kind, title, law, source, who,"
              " started_at, due, last_day, earliest_effective, settled, settled_at, fired, because,"
              " suspended, act_by, late_after, ledger)"
              " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
              " ON CONFLICT (id) DO UPDATE SET position = excluded.position, name = excluded.name,"
              " kind = excluded.kind, title = excluded.title, law = excluded.law,"
              " source = excluded.source, who = excluded.who, started_at = excluded.started_at,"
              " due = excluded.due, last_day = excluded.last_day,"
              " earliest_effective = excluded.earliest_effective, settled = excluded.settled,"
              " settled_at = excluded.settled_at, fired = excluded.fired,"
              " because = excluded.because, suspended = excluded.suspended,"
              " act_by = excluded.act_by, late_after = excluded.late_after,"
              " ledger = excluded.ledger WHERE dossier = excluded.dossier",
              t.id, dossier, position, t.name, dossier::name_of(t.kind), t.title, t.law, t.source,
              t.who, t.started_at, t.due, iso_of(t.last_day), iso_of(t.earliest_effective),
              static_cast<int>(t.settled), t.settled_at, t.fired, encode(t.because), t.suspended,
              t.act_by, t.late_after, encode(t.ledger))
            .run();
    expects(rows == 1);
}

/// Deletes the rows of a dossier but these.
void delete_others(Connection& db, const dossier::Dossier& dossier,
                   const std::vector<std::string>& ids) {
    const auto is_named = [&ids](const Deadline& deadline) {
        return std::find(ids.begin(), ids.end(), deadline.id) != ids.end();
    };
    const dossier::KeptLists* kept = lists_kept(dossier);
    if (kept != nullptr && std::all_of(kept->deadlines.begin(), kept->deadlines.end(), is_named))
        return;
    Query(db,
          "DELETE FROM deadlines WHERE dossier = ?"
          " AND id NOT IN (SELECT value FROM json_each(?))",
          dossier.id, encode(ids))
        .run();
}

}  // namespace

const dossier::KeptLists* lists_kept(const dossier::Dossier& dossier) {
    const bool of_this_version = dossier.kept && dossier.kept->version == dossier.version;
    return of_this_version ? dossier.kept.get() : nullptr;
}

void save_deadlines(Connection& db, const dossier::Dossier& dossier) {
    const dossier::KeptLists* lists = lists_kept(dossier);
    static const std::vector<Deadline> none;
    const std::vector<Deadline>& kept = lists != nullptr ? lists->deadlines : none;
    std::vector<std::string> ids;
    for (const Deadline& deadline : dossier.deadlines) {
        expects(!deadline.id.empty());
        const std::size_t position = ids.size();
        const bool same = position < kept.size() && kept[position] == deadline;
        if (!same) save(db, dossier.id, position, deadline);
        ids.push_back(deadline.id);
    }
    if (dossier.version > 0) delete_others(db, dossier, ids);
}

std::vector<Deadline> deadlines_of(Connection& db, const std::string& dossier) {
    Query rows(db,
               "SELECT " + std::string(columns) +
                   " FROM deadlines t WHERE t.dossier = ? ORDER BY t.position",
               dossier);
    std::vector<Deadline> deadlines;
    while (rows.next()) deadlines.push_back(read_columns(rows));
    return deadlines;
}

std::vector<DeadlineRow> find_deadlines(Connection& db, const DeadlineFilter& filter,
                                        const dossier::Scope& scope, law::Instant now) {
    const Conditions conditions = conditions_for(filter, scope, now);
    const std::string_view status = name_of(filter.status);
    Query rows(db, row_selection() + conditions.where() + " ORDER BY t.due, t.id", conditions);
    std::vector<DeadlineRow> found;
    while (found.size() < filter.limit && rows.next()) {
        DeadlineRow row = read_row(rows);
        if (status.empty() || status == dossier::status_of(row.deadline, now)) {
            found.push_back(std::move(row));
        }
    }
    return found;
}

std::optional<DeadlineRow> find_deadline(Connection& db, const std::string& id,
                                         const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("t.id = ?", {id});
    restrict_dossiers(scope, conditions);
    Query row(db, row_selection() + conditions.where(), conditions);
    return row.next() ? std::optional(read_row(row)) : std::nullopt;
}

std::int64_t count_deadlines(Connection& db, const DeadlineFilter& filter,
                             const dossier::Scope& scope, law::Instant now, std::int64_t most) {
    Conditions conditions = conditions_for(filter, scope, now);
    narrow_exactly(filter.status, now, conditions);
    Query count(db,
                "SELECT count(*) FROM (SELECT 1 FROM deadlines t JOIN dossiers d"
                " ON d.id = t.dossier " +
                    conditions.where() + " LIMIT ?)",
                conditions, most);
    count.next();
    return count.integer();
}

std::int64_t count_open_deadlines(Connection& db) {
    Query count(db, "SELECT count(*) FROM deadlines WHERE settled = 0");
    count.next();
    return count.integer();
}

}  // namespace preavis::store

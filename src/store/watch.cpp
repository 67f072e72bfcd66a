#include "store/watch.h"

namespace preavis::store {
namespace {

using dossier::Alert;
using dossier::Downtime;

/// The gaps between a life and the one before; a condition on `b`, the life that ends the gap.
constexpr std::string_view gaps =
    "SELECT b.number, coalesce(a.stopped_at, a.heartbeat_at), b.started_at,"
    " a.stopped_at IS NOT NULL FROM lives b JOIN lives a ON a.number = b.number - 1"
    " WHERE b.started_at > coalesce(a.stopped_at, a.heartbeat_at)";

Downtime read_gap(Query& row) {
    Downtime gap;
    gap.number = row.integer();
    gap.from = row.instant();
    gap.until = row.instant();
    gap.clean_stop = row.flag();
    return gap;
}

}  // namespace

dossier::Life begin_life(Connection& db, law::Instant at) {
    Query row(db, "INSERT INTO lives (started_at, heartbeat_at) VALUES (?, ?) RETURNING number", at,
              at);
    row.next();
    dossier::Life life{.number = row.integer(), .started_at = at, .heartbeat_at = at};
    row.run();
    return life;
}

void keep_alive(Connection& db, std::int64_t life, law::Instant at) {
    Query(db, "UPDATE lives SET heartbeat_at = ? WHERE number = ?", at, life).run();
}

void end_life(Connection& db, std::int64_t life, law::Instant at) {
    Query(db, "UPDATE lives SET heartbeat_at = ?, stopped_at = ? WHERE number = ?", at, at, life)
        .run();
}

std::vector<Downtime> find_downtimes(Connection& db, std::size_t limit) {
    Query rows(db, std::string(gaps) + " ORDER BY b.number DESC LIMIT ?", limit);
    std::vector<Downtime> found;
    while (rows.next()) found.push_back(read_gap(rows));
    return found;
}

std::optional<Downtime> find_downtime(Connection& db, std::int64_t number) {
    Query row(db, std::string(gaps) + " AND b.number = ?", number);
    return row.next() ? std::optional(read_gap(row)) : std::nullopt;
}

std::optional<Downtime> downtime_at(Connection& db, law::Instant at) {
    Query row(db, std::string(gaps) + " AND b.started_at >= ? ORDER BY b.started_at LIMIT 1", at);
    if (!row.next()) return std::nullopt;
    const Downtime gap = read_gap(row);
    return gap.from <= at ? std::optional(gap) : std::nullopt;
}

bool save(Connection& db, const Alert& alert) {
    if (alert.until) {
        return Query(db, "UPDATE alerts SET until = ? WHERE key = ? AND until IS NULL", alert.until,
                     alert.key)
                   .run() == 1;
    }
    return Query(db,
                 "INSERT INTO alerts (key, reason, message, since) VALUES (?, ?, ?, ?)"
                 " ON CONFLICT DO NOTHING",
                 alert.key, alert.reason, alert.message, alert.since)
               .run() == 1;
}

std::vector<Alert> find_alerts(Connection& db, bool ended, std::size_t limit) {
    Query rows(db,
               std::string("SELECT key, reason, message, since, until FROM alerts ") +
                   (ended ? "" : "WHERE until IS NULL ") + "ORDER BY number DESC LIMIT ?",
               limit);
    std::vector<Alert> found;
    while (rows.next()) {
        Alert& alert = found.emplace_back();
        alert.key = rows.text();
        alert.reason = rows.text();
        alert.message = rows.text();
        alert.since = rows.instant();
        alert.until = rows.optional_instant();
    }
    return found;
}

}  // namespace preavis::store

#include "store/due.h"

#include "store/deadline.h"

namespace preavis::store {
namespace {

using dossier::DueDeadline;
using dossier::LadderRow;

const dossier::Scope everything{.everything = true};

std::vector<std::string> texts(Query& rows) {
    std::vector<std::string> found;
    while (rows.next()) found.push_back(rows.text());
    return found;
}

std::vector<std::string> rungs_raised(Connection& db, const std::string& deadline) {
    Query rows(db, "SELECT rung FROM reminders WHERE deadline = ?", deadline);
    return texts(rows);
}

}  // namespace

std::vector<DueDeadline> deadlines_due(Connection& db, law::Instant now, std::size_t limit) {
    Query rows(db,
               "SELECT t.id, t.name, t.due, d.id, d.version, d.state, d.workflow,"
               " d.workflow_version FROM deadlines t JOIN dossiers d ON d.id = t.dossier"
               " WHERE t.settled = 0 AND t.suspended = 0 AND t.fired = 0 AND t.due < ?"
               " AND coalesce(t.late_after, t.due) < ? ORDER BY t.due, t.dossier LIMIT ?",
               now, now, limit);
    std::vector<DueDeadline> found;
    while (rows.next()) {
        DueDeadline& due = found.emplace_back();
        due.id = rows.text();
        due.name = rows.text();
        due.due = rows.instant();
        due.dossier = rows.text();
        due.version = rows.integer();
        due.state = rows.text();
        due.workflow = rows.text();
        due.workflow_version = static_cast<int>(rows.integer());
    }
    return found;
}

std::optional<law::Instant> next_due(Connection& db) {
    Query row(db,
              "SELECT min(due) FROM deadlines"
              " WHERE settled = 0 AND suspended = 0 AND fired = 0");
    row.next();
    return row.optional_instant();
}

bool note(Connection& db, const dossier::Passing& passing) {
    Query dossier(db, "UPDATE dossiers SET version = version + 1 WHERE id = ? AND version = ?",
                  passing.dossier, passing.version);
    if (dossier.run() == 0) return false;
    Query deadline(db,
                   "UPDATE deadlines SET fired = 1"
                   " WHERE id = ? AND dossier = ? AND settled = 0 AND suspended = 0"
                   " AND fired = 0",
                   passing.deadline, passing.dossier);
    return deadline.run() == 1;
}

std::vector<LadderRow> ladders_due(Connection& db, law::Instant now, std::size_t limit) {
    Query rows(db,
               "SELECT id FROM deadlines WHERE settled = 0 AND remind_at IS NOT NULL"
               " AND suspended = 0 AND remind_at <= ? ORDER BY remind_at, id LIMIT ?",
               now, limit);
    std::vector<LadderRow> found;
    for (const std::string& id : texts(rows)) {
        auto row = find_deadline(db, id, everything);
        if (row) found.push_back({*std::move(row), rungs_raised(db, id)});
    }
    return found;
}

std::optional<law::Instant> next_rung(Connection& db) {
    Query row(db,
              "SELECT min(remind_at) FROM deadlines"
              " WHERE settled = 0 AND suspended = 0 AND remind_at IS NOT NULL"
              " AND remind_at > 0");
    row.next();
    return row.optional_instant();
}

bool keep(Connection& db, const dossier::RungPlan& plan) {
    return Query(db, "UPDATE deadlines SET remind_at = ? WHERE id = ? AND due = ?", plan.next,
                 plan.deadline, plan.due)
               .run() == 1;
}

}  // namespace preavis::store

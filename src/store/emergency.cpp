#include "store/emergency.h"

#include "base/expects.h"
#include "base/json.h"
#include "store/owners.h"

namespace preavis::store {
namespace {

using dossier::Consultation;
using dossier::EmergencyAccess;

constexpr std::int64_t minute_ms = 60'000;
constexpr std::string_view selection =
    "SELECT e.id, e.version, e.dossier, e.number, e.departement, e.account, e.role, e.opened_at,"
    " e.until, e.reviewed_at, e.reviewed_by, e.verdict, e.owner, e.sealed"
    " FROM emergency_accesses e";

Place place_of(const std::string& access) {
    return {"emergency_accesses", "sealed", access};
}

/// Its words are the household's; those of a try in vain concern nobody.
Owned owned(Connection& db, const EmergencyAccess& access) {
    if (access.dossier.empty()) return {owner::general};
    Query row(db, "SELECT menage FROM dossiers WHERE id = ?", access.dossier);
    return owned_by_menage(db, row.next() ? row.text() : "");
}

std::string words_of(const EmergencyAccess& a) {
    return base::Json{{"name", a.name}, {"reason", a.reason}, {"comment", a.comment}}.dump();
}

void read_words(const std::string& json, EmergencyAccess& access) {
    const base::Json words = base::Json::parse(json);
    access.name = words.at("name").get<std::string>();
    access.reason = words.at("reason").get<std::string>();
    access.comment = words.at("comment").get<std::string>();
}

/// Who may read it is decided by whose it is, not by a scope.
EmergencyAccess read_row(Connection& db, Query& row) {
    EmergencyAccess access;
    access.id = row.text();
    access.version = row.integer();
    access.dossier = row.text();
    access.number = row.text();
    access.departement = row.text();
    access.account = row.text();
    access.role = row.text();
    access.opened_at = row.instant();
    access.until = row.instant();
    access.reviewed_at = row.optional_instant();
    access.reviewed_by = row.text();
    access.verdict = row.text();
    const std::string owner = row.text();
    const auto words =
        db.vault().open(owner, place_of(access.id), row.bytes(), Clearance::protected_too);
    if (words) read_words(*words, access);
    return access;
}

bool insert(Connection& db, const EmergencyAccess& a, const std::string& owner,
            const std::string& sealed) {
    return Query(db,
                 "INSERT INTO emergency_accesses (id, version, dossier, number, departement,"
                 " account, role, opened_at, until, reviewed_at, reviewed_by, verdict, owner,"
                 " sealed) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, NULL, '', '', ?, ?)"
                 " ON CONFLICT (id) DO NOTHING",
                 a.id, a.dossier, a.number, a.departement, a.account, a.role, a.opened_at, a.until,
                 owner, Blob{sealed})
               .run() == 1;
}

}  // namespace

bool save(Connection& db, const EmergencyAccess& a) {
    expects(!a.id.empty() && a.version >= 0);
    const Owned whose = owned(db, a);
    const std::string sealed =
        db.vault().seal(whose.owner, place_of(a.id), words_of(a), whose.key_class);
    if (a.version == 0) return insert(db, a, whose.owner, sealed);
    return Query(db,
                 "UPDATE emergency_accesses SET version = version + 1, reviewed_at = ?,"
                 " reviewed_by = ?, verdict = ?, owner = ?, sealed = ?"
                 " WHERE id = ? AND version = ?",
                 a.reviewed_at, a.reviewed_by, a.verdict, whose.owner, Blob{sealed}, a.id,
                 a.version)
               .run() == 1;
}

std::vector<EmergencyAccess> find_emergencies(Connection& db,
                                              const dossier::EmergencyFilter& filter) {
    Conditions conditions;
    conditions.add("e.dossier <> ''");
    conditions.add("e.departement = ?", {filter.departement});
    if (!filter.account.empty()) conditions.add("e.account = ?", {filter.account});
    if (filter.unreviewed) conditions.add("e.verdict = ''");
    if (!filter.after.empty()) {
        conditions.add(
            "(e.opened_at, e.id) < (SELECT c.opened_at, c.id FROM emergency_accesses c"
            " WHERE c.id = ? AND c.departement = ? AND (? = '' OR c.account = ?))",
            {filter.after, filter.departement, filter.account, filter.account});
    }
    Query rows(db,
               std::string(selection) + conditions.where() +
                   " ORDER BY e.opened_at DESC, e.id DESC LIMIT ?",
               conditions, filter.limit);
    std::vector<EmergencyAccess> found;
    while (rows.next()) found.push_back(read_row(db, rows));
    return found;
}

std::optional<EmergencyAccess> find_emergency(Connection& db, const std::string& id) {
    Query row(db, std::string(selection) + " WHERE e.id = ? AND e.dossier <> ''", id);
    return row.next() ? std::optional(read_row(db, row)) : std::nullopt;
}

std::vector<std::string> emergency_dossiers(Connection& db, const std::string& account,
                                            law::Instant now) {
    Query rows(db,
               "SELECT DISTINCT dossier FROM emergency_accesses WHERE account = ?"
               " AND dossier <> '' AND opened_at <= ? AND until >= ? AND verdict <> 'conteste'",
               account, now, now);
    std::vector<std::string> found;
    while (rows.next()) found.push_back(rows.text());
    return found;
}

std::int64_t count_emergency_tries(Connection& db, const std::string& account, law::Instant since) {
    Query count(db, "SELECT count(*) FROM emergency_accesses WHERE account = ? AND opened_at > ?",
                account, since);
    count.next();
    return count.integer();
}

void note(Connection& db, const Consultation& c) {
    Query(db,
          "INSERT INTO consultations (dossier, minute, account, kind, subject, role, organisation,"
          " reason, at, times) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          " ON CONFLICT DO UPDATE SET times = times + excluded.times",
          c.dossier, c.at.ms / minute_ms, c.account, c.kind, c.subject, c.role, c.organisation,
          c.reason, c.at, c.times)
        .run();
}

std::vector<Consultation> consultations_of(Connection& db, const std::string& dossier,
                                           std::size_t limit) {
    Query rows(db,
               "SELECT at, account, role, organisation, kind, subject, dossier, reason, times"
               " FROM consultations WHERE dossier = ? AND dossier <> ''"
               " ORDER BY minute DESC, at DESC, account, kind, subject LIMIT ?",
               dossier, limit);
    std::vector<Consultation> found;
    while (rows.next()) {
        Consultation& one = found.emplace_back();
        one.at = rows.instant();
        one.account = rows.text();
        one.role = rows.text();
        one.organisation = rows.text();
        one.kind = rows.text();
        one.subject = rows.text();
        one.dossier = rows.text();
        one.reason = rows.text();
        one.times = rows.integer();
    }
    return found;
}

}  // namespace preavis::store

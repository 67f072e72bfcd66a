#include "store/retention.h"

#include "base/expects.h"
#include "store/annex.h"
#include "store/codec.h"
#include "store/piece.h"
#include "store/scope.h"

namespace preavis::store {
namespace {

using dossier::HeldFile;
using dossier::HeldRecord;
using dossier::Hold;
using dossier::Holdings;
using dossier::RightsRequest;

constexpr std::string_view hold_columns =
    "SELECT h.menage, h.reason, h.set_by, h.set_at, h.review_on, h.lifted_by, h.lifted_at"
    " FROM holds h";
constexpr std::string_view request_columns =
    "SELECT r.id, r.kind, r.personne, r.field, r.received_at, r.due, r.state, r.decided_at,"
    " r.asked_line FROM rights_requests r JOIN nouns n ON n.id = r.personne";

Hold read_hold(Query& row) {
    Hold hold;
    hold.menage = row.text();
    hold.reason = row.text();
    hold.set_by = row.text();
    hold.set_at = row.instant();
    hold.review_on = decode_date(row.text());
    hold.lifted_by = row.text();
    hold.lifted_at = row.optional_instant();
    return hold;
}

std::vector<RightsRequest> read_requests(Query& rows) {
    std::vector<RightsRequest> found;
    while (rows.next()) {
        RightsRequest request;
        request.id = rows.text();
        request.kind = rows.text();
        request.personne = rows.text();
        request.field = rows.text();
        request.received_at = rows.instant();
        request.due = rows.instant();
        request.state = static_cast<RightsRequest::State>(rows.integer());
        request.decided_at = rows.optional_instant();
        request.asked_line = rows.integer();
        found.push_back(std::move(request));
    }
    return found;
}

std::vector<HeldRecord> read_records(Query& rows) {
    std::vector<HeldRecord> records;
    while (rows.next()) {
        HeldRecord record;
        record.id = rows.text();
        record.version = rows.integer();
        records.push_back(std::move(record));
    }
    return records;
}

std::vector<HeldRecord> persons_of(Connection& db, const std::string& menage) {
    Query rows(db,
               "SELECT n.id, n.version FROM nouns n WHERE n.kind = 'personne' AND n.id IN"
               " (SELECT noun FROM noun_menages WHERE menage = ?1 UNION SELECT p.personne"
               "  FROM dossiers d JOIN dossier_personnes p ON p.dossier = d.id WHERE d.menage = ?1)"
               " AND NOT EXISTS (SELECT 1 FROM noun_menages o"
               " WHERE o.noun = n.id AND o.menage <> ?1) ORDER BY n.id",
               menage);
    return read_records(rows);
}

std::vector<std::string> supplied_to(Connection& db, const std::string& dossier) {
    Query rows(db, "SELECT id FROM annexes WHERE structure = '' AND dossier = ? ORDER BY id",
               dossier);
    std::vector<std::string> annexes;
    while (rows.next()) annexes.push_back(rows.text());
    return annexes;
}

std::vector<HeldFile> files_of(Connection& db, const std::vector<HeldRecord>& dossiers) {
    const dossier::Scope everything{.everything = true};
    std::vector<HeldFile> files;
    for (const HeldRecord& dossier : dossiers) {
        for (const auto& piece : pieces_of(db, dossier.id, everything)) {
            files.push_back(
                {HeldFile::Kind::piece, piece.id, dossier.id, piece.document, piece.sha256});
        }
        for (const std::string& id : supplied_to(db, dossier.id)) {
            const auto annex = find_annex(db, id, everything);
            if (!annex) continue;
            files.push_back({HeldFile::Kind::annexe, id, dossier.id, annex->nature, annex->sha256});
        }
    }
    return files;
}

std::vector<std::string> accounts_of(Connection& db, const std::string& menage) {
    Query rows(db,
               "SELECT a.id FROM accounts a WHERE instr(a.grants, ?1) > 0 AND EXISTS"
               " (SELECT 1 FROM json_each(a.grants) g"
               " WHERE json_extract(g.value, '$.menage') = ?1) ORDER BY a.id",
               menage);
    std::vector<std::string> accounts;
    while (rows.next()) accounts.push_back(rows.text());
    return accounts;
}

}  // namespace

std::vector<dossier::AgedHousehold> households_unseen_since(Connection& db, law::Instant before,
                                                            const std::string& after,
                                                            std::size_t limit,
                                                            const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("c.seen_at < ?", {before.ms});
    if (!after.empty()) {
        conditions.add(
            "(c.seen_at, c.menage) > (SELECT seen_at, menage FROM household_contacts"
            " WHERE menage = ?)",
            {after});
    }
    restrict_nouns(scope, conditions);
    Query rows(db,
               "SELECT c.menage, n.departement, c.seen_at FROM household_contacts c"
               " CROSS JOIN nouns n ON n.id = c.menage" +
                   conditions.where() + " ORDER BY c.seen_at, c.menage LIMIT ?",
               conditions, limit);
    std::vector<dossier::AgedHousehold> found;
    while (rows.next()) {
        dossier::AgedHousehold household;
        household.menage = rows.text();
        household.departement = rows.text();
        household.seen_at = rows.instant();
        found.push_back(std::move(household));
    }
    return found;
}

void note_seen(Connection& db, const std::string& menage, law::Instant at) {
    Query(db, "UPDATE household_contacts SET seen_at = ? WHERE menage = ? AND seen_at < ?", at,
          menage, at)
        .run();
}

std::vector<std::string> households_of(Connection& db, const std::string& personne) {
    Query rows(db, "SELECT DISTINCT menage FROM noun_menages WHERE noun = ? ORDER BY menage",
               personne);
    std::vector<std::string> found;
    while (rows.next()) found.push_back(rows.text());
    return found;
}

Holdings holdings(Connection& db, const std::string& menage) {
    Holdings held{.menage = menage};
    Query own(db, "SELECT version FROM nouns WHERE id = ? AND kind = 'menage'", menage);
    if (own.next()) held.menage_version = own.integer();
    held.personnes = persons_of(db, menage);
    Query stays(db,
                "SELECT n.id, n.version FROM noun_menages b JOIN nouns n ON n.id = b.noun"
                " WHERE b.menage = ? AND n.kind = 'sejour' ORDER BY n.id",
                menage);
    held.sejours = read_records(stays);
    Query dossiers(db, "SELECT id, version FROM dossiers WHERE menage = ? ORDER BY id", menage);
    held.dossiers = read_records(dossiers);
    held.files = files_of(db, held.dossiers);
    held.accounts = accounts_of(db, menage);
    return held;
}

bool save(Connection& db, const Hold& hold) {
    if (hold.lifted_at) {
        return Query(db,
                     "UPDATE holds SET lifted_by = ?, lifted_at = ?"
                     " WHERE menage = ? AND lifted_at IS NULL",
                     hold.lifted_by, *hold.lifted_at, hold.menage)
                   .run() == 1;
    }
    return Query(db,
                 "INSERT INTO holds (menage, reason, set_by, set_at, review_on, lifted_by)"
                 " VALUES (?, ?, ?, ?, ?, '') ON CONFLICT DO NOTHING",
                 hold.menage, hold.reason, hold.set_by, hold.set_at, hold.review_on.iso())
               .run() == 1;
}

std::optional<Hold> hold_on(Connection& db, const std::string& menage) {
    Query row(db, std::string(hold_columns) + " WHERE h.menage = ? AND h.lifted_at IS NULL",
              menage);
    return row.next() ? std::optional(read_hold(row)) : std::nullopt;
}

std::vector<Hold> holds(Connection& db, const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("h.lifted_at IS NULL");
    restrict_nouns(scope, conditions);
    Query rows(db,
               std::string(hold_columns) + " JOIN nouns n ON n.id = h.menage" + conditions.where() +
                   " ORDER BY h.set_at, h.menage",
               conditions);
    std::vector<Hold> found;
    while (rows.next()) found.push_back(read_hold(rows));
    return found;
}

bool save(Connection& db, const RightsRequest& request) {
    expects(!request.id.empty());
    if (request.state == RightsRequest::State::received) {
        return Query(db,
                     "INSERT INTO rights_requests (id, kind, personne, field, received_at, due,"
                     " state, asked_line) SELECT ?, ?, ?, ?, ?, ?, 0, sequence FROM journal_head"
                     " WHERE true ON CONFLICT DO NOTHING",
                     request.id, request.kind, request.personne, request.field, request.received_at,
                     request.due)
                   .run() == 1;
    }
    return Query(db,
                 "UPDATE rights_requests SET state = ?, decided_at = ? WHERE id = ? AND state = 0",
                 static_cast<int>(request.state), request.decided_at, request.id)
               .run() == 1;
}

std::vector<RightsRequest> requests(Connection& db, const std::string& personne,
                                    const dossier::Scope& scope) {
    constexpr std::size_t most = 500;
    Conditions conditions;
    if (!personne.empty()) conditions.add("r.personne = ?", {personne});
    restrict_nouns(scope, conditions);
    Query rows(db,
               std::string(request_columns) + conditions.where() +
                   " ORDER BY r.received_at DESC, r.id DESC LIMIT ?",
               conditions, most);
    return read_requests(rows);
}

std::optional<RightsRequest> find_request(Connection& db, const std::string& id,
                                          const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("r.id = ?", {id});
    restrict_nouns(scope, conditions);
    Query row(db, std::string(request_columns) + conditions.where(), conditions);
    auto found = read_requests(row);
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

}  // namespace preavis::store

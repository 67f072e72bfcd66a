#include "store/erasure.h"

#include <algorithm>
#include <set>

#include "store/account.h"
#include "store/retention.h"
#include "store/vault.h"

namespace preavis::store {
namespace {

using dossier::Erasure;
using dossier::HeldFile;
using dossier::HeldRecord;
using dossier::Holdings;
using dossier::KeptFile;

constexpr std::string_view kept_columns =
    "SELECT kind, id, dossier, document, sha256, menage, dossier_number, departement, rule, until"
    " FROM kept_files";

KeptFile read_kept(Query& row) {
    KeptFile kept;
    kept.file.kind = row.integer() == 0 ? HeldFile::Kind::piece : HeldFile::Kind::annexe;
    kept.file.id = row.text();
    kept.file.dossier = row.text();
    kept.file.document = row.text();
    kept.file.sha256 = row.text();
    kept.menage = row.text();
    kept.dossier_number = row.text();
    kept.departement = row.text();
    kept.rule = row.text();
    kept.until = row.instant();
    return kept;
}

bool same(const std::vector<HeldRecord>& left, const std::vector<HeldRecord>& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](const HeldRecord& a, const HeldRecord& b) {
                          return a.id == b.id && a.version == b.version;
                      });
}

bool same(const std::vector<HeldFile>& left, const std::vector<HeldFile>& right) {
    return std::equal(
        left.begin(), left.end(), right.begin(), right.end(),
        [](const HeldFile& a, const HeldFile& b) { return a.id == b.id && a.sha256 == b.sha256; });
}

bool is_as_read(Connection& db, const Holdings& held) {
    const Holdings now = holdings(db, held.menage);
    return now.menage_version == held.menage_version && now.menage_version > 0 &&
           same(now.personnes, held.personnes) && same(now.sejours, held.sejours) &&
           same(now.dossiers, held.dossiers) && same(now.files, held.files) &&
           now.accounts == held.accounts;
}

void keep(Connection& db, const KeptFile& kept) {
    Query(db,
          "INSERT INTO kept_files (kind, id, dossier, document, sha256, menage, dossier_number,"
          " departement, rule, until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          static_cast<int>(kept.file.kind), kept.file.id, kept.file.dossier, kept.file.document,
          kept.file.sha256, kept.menage, kept.dossier_number, kept.departement, kept.rule,
          kept.until)
        .run();
}

void erase_file(Connection& db, const HeldFile& file, law::Instant at) {
    Query(db,
          "INSERT INTO erased_files (id, kind, dossier, document, sha256, erased_at)"
          " VALUES (?, ?, ?, ?, ?, ?)",
          file.id, static_cast<int>(file.kind), file.dossier, file.document, file.sha256, at)
        .run();
    const bool piece = file.kind == HeldFile::Kind::piece;
    Query(db,
          piece ? "DELETE FROM piece_bytes WHERE piece = ?"
                : "DELETE FROM annex_bytes WHERE annex = ?",
          file.id)
        .run();
    Query(db, piece ? "DELETE FROM pieces WHERE id = ?" : "DELETE FROM annexes WHERE id = ?",
          file.id)
        .run();
    Query(db, "DELETE FROM outbox WHERE subject = ?", file.id).run();
}

void erase_dossier(Connection& db, const std::string& id, law::Instant at) {
    Query(db,
          "INSERT INTO erased_dossiers SELECT id, number, menage, workflow, workflow_version,"
          " state, territory, departement, structure, organisation, structure_organisation,"
          " opened_at, last_event_at, ? FROM dossiers WHERE id = ?",
          at, id)
        .run();
    Query(db,
          "INSERT INTO erased_deadlines SELECT id, dossier, name, kind, law, started_at, due,"
          " settled, settled_at FROM deadlines WHERE dossier = ?",
          id)
        .run();
    Query(db, "DELETE FROM outbox WHERE subject = ?", id).run();
    Query(db, "DELETE FROM consultations WHERE dossier = ?", id).run();
    Query(db, "DELETE FROM dossiers WHERE id = ?", id).run();
}

/// A record, with the answers about it that somebody might still ask for again, and who read it.
void erase_record(Connection& db, const std::string& id, const std::string& owner) {
    Query(db, "DELETE FROM answers WHERE owner = ?", owner).run();
    Query(db, "DELETE FROM consultations WHERE dossier = '' AND subject = ?", id).run();
    Query(db, "DELETE FROM noun_confidences WHERE personne = ?", id).run();
    Query(db, "DELETE FROM nouns WHERE id = ?", id).run();
}

/// The account stays, so that what it did keeps its author; nobody enters with it.
void empty_account(Connection& db, const std::string& id) {
    Query(db, "DELETE FROM sessions WHERE account = ?", id).run();
    dossier::Account emptied{.id = id, .login = "efface-" + id};
    emptied.active = false;
    save(db, emptied);
}

bool erase_household(Connection& db, const Erasure& erasure) {
    const Holdings& held = erasure.of;
    if (hold_on(db, held.menage) || !is_as_read(db, held)) return false;
    std::set<std::string> kept;
    for (const KeptFile& file : erasure.kept) {
        keep(db, file);
        kept.insert(file.file.id);
    }
    for (const HeldFile& file : held.files) {
        if (!kept.contains(file.id)) erase_file(db, file, erasure.at);
    }
    for (const HeldRecord& dossier : held.dossiers) {
        erase_dossier(db, dossier.id, erasure.at);
    }
    for (const std::string& account : held.accounts) empty_account(db, account);
    const std::string household = owner::of_menage(held.menage);
    for (const HeldRecord& stay : held.sejours) erase_record(db, stay.id, household);
    for (const HeldRecord& person : held.personnes) {
        erase_record(db, person.id, owner::of_personne(person.id));
    }
    erase_record(db, held.menage, household);
    return true;
}

}  // namespace

bool erase(Connection& db, const Erasure& erasure) {
    if (!erasure.of.menage.empty() && !erase_household(db, erasure)) return false;
    for (const KeptFile& kept : erasure.over) {
        if (Query(db, "DELETE FROM kept_files WHERE id = ?", kept.file.id).run() != 1) return false;
        erase_file(db, kept.file, erasure.at);
        Query(db,
              "INSERT INTO keys_to_destroy SELECT ? WHERE NOT EXISTS"
              " (SELECT 1 FROM kept_files WHERE menage = ?) ON CONFLICT DO NOTHING",
              owner::of_pieces(kept.menage), kept.menage)
            .run();
    }
    Query(db,
          "INSERT INTO erasures (certificate, menage, departement, erased_at, line)"
          " SELECT ?, ?, ?, ?, sequence FROM journal_head",
          erasure.certificate, erasure.of.menage, erasure.departement, erasure.at)
        .run();
    for (const std::string& owner : erasure.owners) {
        Query(db, "INSERT INTO keys_to_destroy (owner) VALUES (?) ON CONFLICT DO NOTHING", owner)
            .run();
    }
    return true;
}

std::vector<KeptFile> kept_files(Connection& db, law::Instant ending_before, std::size_t limit) {
    Query rows(db, std::string(kept_columns) + " WHERE until < ? ORDER BY until, id LIMIT ?",
               ending_before, limit);
    std::vector<KeptFile> found;
    while (rows.next()) found.push_back(read_kept(rows));
    return found;
}

std::optional<KeptFile> find_kept_file(Connection& db, const std::string& id) {
    Query row(db, std::string(kept_columns) + " WHERE id = ?", id);
    return row.next() ? std::optional(read_kept(row)) : std::nullopt;
}

namespace {

std::vector<dossier::ErasureRecord> read_erasures(Query& rows) {
    std::vector<dossier::ErasureRecord> found;
    while (rows.next()) {
        dossier::ErasureRecord record;
        record.certificate = rows.text();
        record.menage = rows.text();
        record.departement = rows.text();
        record.at = rows.instant();
        record.line = rows.integer();
        found.push_back(std::move(record));
    }
    return found;
}

constexpr std::string_view erasure_columns =
    "SELECT certificate, menage, departement, erased_at, line FROM erasures";

}  // namespace

std::vector<dossier::ErasureRecord> erasures(Connection& db, const std::string& departement,
                                             std::size_t limit) {
    Query rows(db,
               std::string(erasure_columns) +
                   " WHERE ?1 IN ('', departement) ORDER BY erased_at DESC, certificate LIMIT ?2",
               departement, limit);
    return read_erasures(rows);
}

std::optional<dossier::ErasureRecord> find_erasure(Connection& db, const std::string& certificate) {
    Query row(db, std::string(erasure_columns) + " WHERE certificate = ?", certificate);
    auto found = read_erasures(row);
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<std::string> keys_to_destroy(Connection& db) {
    Query rows(db, "SELECT owner FROM keys_to_destroy ORDER BY owner");
    std::vector<std::string> owners;
    while (rows.next()) owners.push_back(rows.text());
    return owners;
}

void note_keys_destroyed(Connection& db, const std::vector<std::string>& owners) {
    for (const std::string& owner : owners) {
        Query(db, "DELETE FROM keys_to_destroy WHERE owner = ?", owner).run();
    }
}

}  // namespace preavis::store

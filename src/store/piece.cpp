#include "store/piece.h"

#include "base/expects.h"
#include "store/scope.h"

namespace preavis::store {
namespace {

using dossier::Piece;

const std::string selection =
    "SELECT p.id, p.dossier, p.document, p.variant, p.language, p.title, p.template_version,"
    " p.facts, p.ordered_at, p.issued_at, p.sha256, p.replaces FROM pieces p";

bool exists(Connection& db, const std::string& id) {
    Query row(db, "SELECT 1 FROM pieces WHERE id = ?", id);
    return row.next();
}

Piece read_row(Query& row) {
    Piece piece;
    piece.id = row.text();
    piece.dossier = row.text();
    piece.document = row.text();
    piece.variant = row.text();
    piece.language = row.text();
    piece.title = row.text();
    piece.template_version = row.text();
    piece.facts_json = row.text();
    piece.ordered_at = row.instant();
    piece.issued_at = row.optional_instant();
    piece.sha256 = row.text();
    piece.replaces = row.text();
    return piece;
}

}  // namespace

void insert(Connection& db, const Piece& p) {
    expects(!p.id.empty() && !p.issued_at && p.sha256.empty());
    Query(db,
          "INSERT INTO pieces (id, dossier, document, variant, language, title, template_version,"
          " facts, ordered_at, issued_at, sha256, replaces)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, '', ?)",
          p.id, p.dossier, p.document, p.variant, p.language, p.title, p.template_version,
          p.facts_json, p.ordered_at, p.replaces)
        .run();
}

bool issue(Connection& db, const std::string& id, const std::string& bytes,
           const std::string& sha256, law::Instant at) {
    const std::int64_t rows = Query(db,
                                    "UPDATE pieces SET issued_at = ?, sha256 = ?"
                                    " WHERE id = ? AND issued_at IS NULL",
                                    at, sha256, id)
                                  .run();
    if (rows == 0) {
        expects(exists(db, id));
        return false;
    }
    Query(db, "INSERT INTO piece_bytes (piece, bytes) VALUES (?, ?)", id, Blob{bytes}).run();
    return true;
}

std::vector<Piece> pieces_of(Connection& db, const std::string& dossier,
                             const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("p.dossier = ?", {dossier});
    restrict_to_dossiers(scope, "p.dossier", conditions);
    Query rows(db, selection + conditions.where() + " ORDER BY p.ordered_at, p.rowid", conditions);
    std::vector<Piece> pieces;
    while (rows.next()) pieces.push_back(read_row(rows));
    return pieces;
}

std::optional<Piece> find_piece(Connection& db, const std::string& id,
                                const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("p.id = ?", {id});
    restrict_to_dossiers(scope, "p.dossier", conditions);
    Query row(db, selection + conditions.where(), conditions);
    return row.next() ? std::optional(read_row(row)) : std::nullopt;
}

std::optional<Piece> find_piece_by_hash(Connection& db, const std::string& sha256,
                                        const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("p.sha256 = ?", {sha256});
    conditions.add("p.sha256 <> ''");
    restrict_to_dossiers(scope, "p.dossier", conditions);
    Query row(db, selection + conditions.where() + " ORDER BY p.issued_at, p.rowid LIMIT 1",
              conditions);
    return row.next() ? std::optional(read_row(row)) : std::nullopt;
}

std::optional<std::string> piece_bytes(Connection& db, const std::string& id,
                                       const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("b.piece = ?", {id});
    restrict_to_dossiers(scope, "p.dossier", conditions);
    Query row(
        db,
        "SELECT b.bytes FROM piece_bytes b JOIN pieces p ON p.id = b.piece" + conditions.where(),
        conditions);
    return row.next() ? std::optional(row.text()) : std::nullopt;
}

}  // namespace preavis::store

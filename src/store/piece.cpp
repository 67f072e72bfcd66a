#include "store/piece.h"

#include "base/expects.h"
#include "store/owners.h"
#include "store/scope.h"

namespace preavis::store {
namespace {

using dossier::Piece;

const std::string selection =
    "SELECT p.id, p.dossier, p.document, p.variant, p.language, p.title, p.template_version,"
    " p.ordered_at, p.issued_at, p.replaces, p.owner, p.sealed, p.digest FROM pieces p";
constexpr const char* hashes_index = "empreinte";

Place place_of(const char* column, const std::string& piece) {
    return {"pieces", column, piece};
}

Place place_of_bytes(const std::string& piece) {
    return {"piece_bytes", "bytes", piece};
}

std::optional<std::string> owner_of(Connection& db, const std::string& piece) {
    Query row(db, "SELECT owner FROM pieces WHERE id = ?", piece);
    return row.next() ? std::optional(row.text()) : std::nullopt;
}

Piece read_row(Connection& db, Query& row, Clearance clearance) {
    Piece piece;
    piece.id = row.text();
    piece.dossier = row.text();
    piece.document = row.text();
    piece.variant = row.text();
    piece.language = row.text();
    piece.title = row.text();
    piece.template_version = row.text();
    piece.ordered_at = row.instant();
    piece.issued_at = row.optional_instant();
    piece.replaces = row.text();
    const std::string owner = row.text();
    const auto opened = [&](const char* column, std::string_view sealed) {
        if (sealed.empty()) return std::string();
        return db.vault().open(owner, place_of(column, piece.id), sealed, clearance).value_or("");
    };
    piece.facts_json = opened("facts", row.bytes());
    piece.sha256 = opened("digest", row.bytes());
    return piece;
}

}  // namespace

void insert(Connection& db, const Piece& p) {
    expects(!p.id.empty() && !p.issued_at && p.sha256.empty());
    const Owned whose = owned_pieces(db, p.dossier);
    const std::string sealed =
        db.vault().seal(whose.owner, place_of("facts", p.id), p.facts_json, whose.key_class);
    Query(db,
          "INSERT INTO pieces (id, dossier, document, variant, language, title, template_version,"
          " ordered_at, issued_at, sha256, replaces, owner, sealed)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, '', ?, ?, ?)",
          p.id, p.dossier, p.document, p.variant, p.language, p.title, p.template_version,
          p.ordered_at, p.replaces, whose.owner, Blob{sealed})
        .run();
}

bool issue(Connection& db, const std::string& id, const std::string& bytes,
           const std::string& sha256, law::Instant at) {
    const auto whose = owner_of(db, id);
    expects(whose.has_value());
    Vault& vault = db.vault();
    const std::string digest = vault.seal(*whose, place_of("digest", id), sha256);
    const std::string name = vault.blind(hashes_index, sha256, KeyClass::ordinary);
    const std::int64_t rows = Query(db,
                                    "UPDATE pieces SET issued_at = ?, sha256 = ?, digest = ?"
                                    " WHERE id = ? AND issued_at IS NULL",
                                    at, name, Blob{digest}, id)
                                  .run();
    if (rows == 0) return false;
    const std::string sealed = vault.seal_file(*whose, place_of_bytes(id), bytes);
    Query(db, "INSERT INTO piece_bytes (piece, bytes) VALUES (?, ?)", id, Blob{sealed}).run();
    return true;
}

std::vector<Piece> pieces_of(Connection& db, const std::string& dossier,
                             const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("p.dossier = ?", {dossier});
    restrict_to_dossiers(scope, "p.dossier", conditions);
    Query rows(db, selection + conditions.where() + " ORDER BY p.ordered_at, p.rowid", conditions);
    std::vector<Piece> pieces;
    while (rows.next()) pieces.push_back(read_row(db, rows, clearance_of(scope)));
    return pieces;
}

std::optional<Piece> find_piece(Connection& db, const std::string& id,
                                const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("p.id = ?", {id});
    restrict_to_dossiers(scope, "p.dossier", conditions);
    Query row(db, selection + conditions.where(), conditions);
    return row.next() ? std::optional(read_row(db, row, clearance_of(scope))) : std::nullopt;
}

std::optional<Piece> find_piece_by_hash(Connection& db, const std::string& sha256,
                                        const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("p.sha256 = ?", {db.vault().blind(hashes_index, sha256, KeyClass::ordinary)});
    restrict_to_dossiers(scope, "p.dossier", conditions);
    Query row(db, selection + conditions.where() + " ORDER BY p.issued_at, p.rowid LIMIT 1",
              conditions);
    return row.next() ? std::optional(read_row(db, row, clearance_of(scope))) : std::nullopt;
}

std::optional<std::string> piece_bytes(Connection& db, const std::string& id,
                                       const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("b.piece = ?", {id});
    restrict_to_dossiers(scope, "p.dossier", conditions);
    Query row(db,
              "SELECT p.owner, b.bytes FROM piece_bytes b JOIN pieces p ON p.id = b.piece" +
                  conditions.where(),
              conditions);
    if (!row.next()) return std::nullopt;
    const std::string owner = row.text();
    return db.vault().open_file(owner, place_of_bytes(id), row.bytes(), clearance_of(scope));
}

}  // namespace preavis::store

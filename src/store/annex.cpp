#include "store/annex.h"

#include <algorithm>
#include <tuple>

#include "base/expects.h"
#include "base/json.h"
#include "store/codec.h"
#include "store/owners.h"
#include "store/scope.h"

namespace preavis::store {
namespace {

using dossier::Annex;

const std::string selection =
    "SELECT a.id, a.structure, a.dossier, a.nature, a.language, a.series, a.version, a.size,"
    " a.pages, a.supplied_at, a.supplied_by, a.owner, a.sealed FROM annexes a";

Place place_of(const std::string& annex) {
    return {"annexes", "title", annex};
}

Place place_of_bytes(const std::string& annex) {
    return {"annex_bytes", "bytes", annex};
}

Owned owned(Connection& db, const dossier::AnnexOwner& owner) {
    return owner.dossier.empty() ? owned_by_structure(db, owner.structure)
                                 : owned_pieces(db, owner.dossier);
}

Annex read_row(Connection& db, Query& row, Clearance clearance) {
    Annex annex;
    annex.id = row.text();
    annex.owner.structure = row.text();
    annex.owner.dossier = row.text();
    annex.nature = row.text();
    annex.language = row.text();
    annex.series = row.text();
    annex.version = row.integer();
    annex.size = row.integer();
    annex.pages = row.integer();
    annex.supplied_at = row.instant();
    annex.supplied_by = row.text();
    const std::string owner = row.text();
    const auto told = db.vault().open(owner, place_of(annex.id), row.bytes(), clearance);
    if (told) std::tie(annex.title, annex.sha256) = decode_pair(*told);
    return annex;
}

}  // namespace

bool insert(Connection& db, const dossier::SuppliedAnnex& supplied) {
    const Annex& a = supplied.annex;
    expects(!a.id.empty() && a.owner.structure.empty() != a.owner.dossier.empty());
    const Owned whose = owned(db, a.owner);
    Vault& vault = db.vault();
    const std::string told =
        vault.seal(whose.owner, place_of(a.id), encode_pair(a.title, a.sha256), whose.key_class);
    const std::int64_t rows =
        Query(db,
              "INSERT INTO annexes (id, structure, dossier, nature, language, series, version,"
              " size, pages, supplied_at, supplied_by, owner, sealed)"
              " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
              " ON CONFLICT (structure, dossier, series, version) DO NOTHING",
              a.id, a.owner.structure, a.owner.dossier, a.nature, a.language, a.series, a.version,
              a.size, a.pages, a.supplied_at, a.supplied_by, whose.owner, Blob{told})
            .run();
    if (rows == 0) return false;
    const std::string sealed =
        vault.seal_file(whose.owner, place_of_bytes(a.id), supplied.bytes, whose.key_class);
    Query(db, "INSERT INTO annex_bytes (annex, bytes) VALUES (?, ?)", a.id, Blob{sealed}).run();
    return true;
}

std::vector<Annex> annexes_of(Connection& db, const dossier::AnnexOwner& owner,
                              const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("a.structure = ?", {owner.structure});
    conditions.add("a.dossier = ?", {owner.dossier});
    conditions.add(
        "NOT EXISTS (SELECT 1 FROM annexes b WHERE b.structure = a.structure"
        " AND b.dossier = a.dossier AND b.series = a.series AND b.version > a.version)");
    restrict_annexes(scope, conditions);
    Query rows(db, selection + conditions.where(), conditions);
    std::vector<Annex> annexes;
    while (rows.next()) annexes.push_back(read_row(db, rows, clearance_of(scope)));
    std::sort(annexes.begin(), annexes.end(), [](const Annex& left, const Annex& right) {
        return std::tie(left.title, left.language, left.id) <
               std::tie(right.title, right.language, right.id);
    });
    return annexes;
}

std::optional<Annex> find_annex(Connection& db, const std::string& id,
                                const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("a.id = ?", {id});
    restrict_annexes(scope, conditions);
    Query row(db, selection + conditions.where(), conditions);
    return row.next() ? std::optional(read_row(db, row, clearance_of(scope))) : std::nullopt;
}

std::optional<std::string> annex_bytes(Connection& db, const std::string& id,
                                       const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("a.id = ?", {id});
    restrict_annexes(scope, conditions);
    Query row(db,
              "SELECT a.owner, b.bytes FROM annex_bytes b JOIN annexes a ON a.id = b.annex" +
                  conditions.where(),
              conditions);
    if (!row.next()) return std::nullopt;
    const std::string owner = row.text();
    return db.vault().open_file(owner, place_of_bytes(id), row.bytes(), clearance_of(scope));
}

}  // namespace preavis::store

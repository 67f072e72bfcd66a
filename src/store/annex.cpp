#include "store/annex.h"

#include "base/expects.h"
#include "store/scope.h"

namespace preavis::store {
namespace {

using dossier::Annex;

const std::string selection =
    "SELECT a.id, a.structure, a.dossier, a.nature, a.title, a.language, a.series, a.version,"
    " a.sha256, a.size, a.pages, a.supplied_at, a.supplied_by FROM annexes a";

Annex read_row(Query& row) {
    Annex annex;
    annex.id = row.text();
    annex.owner.structure = row.text();
    annex.owner.dossier = row.text();
    annex.nature = row.text();
    annex.title = row.text();
    annex.language = row.text();
    annex.series = row.text();
    annex.version = row.integer();
    annex.sha256 = row.text();
    annex.size = row.integer();
    annex.pages = row.integer();
    annex.supplied_at = row.instant();
    annex.supplied_by = row.text();
    return annex;
}

}  // namespace

bool insert(Connection& db, const dossier::SuppliedAnnex& supplied) {
    const Annex& a = supplied.annex;
    expects(!a.id.empty() && a.owner.structure.empty() != a.owner.dossier.empty());
    const std::int64_t rows =
        Query(db,
              "INSERT INTO annexes (id, structure, dossier, nature, title, language, series,"
              " version, sha256, size, pages, supplied_at, supplied_by)"
              " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
              " ON CONFLICT (structure, dossier, series, version) DO NOTHING",
              a.id, a.owner.structure, a.owner.dossier, a.nature, a.title, a.language, a.series,
              a.version, a.sha256, a.size, a.pages, a.supplied_at, a.supplied_by)
            .run();
    if (rows == 0) return false;
    Query(db, "INSERT INTO annex_bytes (annex, bytes) VALUES (?, ?)", a.id, Blob{supplied.bytes})
        .run();
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
    Query rows(db, selection + conditions.where() + " ORDER BY a.title, a.language, a.id",
               conditions);
    std::vector<Annex> annexes;
    while (rows.next()) annexes.push_back(read_row(rows));
    return annexes;
}

std::optional<Annex> find_annex(Connection& db, const std::string& id,
                                const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("a.id = ?", {id});
    restrict_annexes(scope, conditions);
    Query row(db, selection + conditions.where(), conditions);
    return row.next() ? std::optional(read_row(row)) : std::nullopt;
}

std::optional<std::string> annex_bytes(Connection& db, const std::string& id,
                                       const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("a.id = ?", {id});
    restrict_annexes(scope, conditions);
    Query row(
        db,
        "SELECT b.bytes FROM annex_bytes b JOIN annexes a ON a.id = b.annex" + conditions.where(),
        conditions);
    return row.next() ? std::optional(row.text()) : std::nullopt;
}

}  // namespace preavis::store

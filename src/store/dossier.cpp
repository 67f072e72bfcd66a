#include "store/dossier.h"

#include <algorithm>

#include "base/expects.h"
#include "base/text.h"
#include "store/codec.h"
#include "store/deadline.h"
#include "store/noun.h"
#include "store/owners.h"
#include "store/scope.h"

namespace preavis::store {
namespace {

using dossier::Dossier;

constexpr std::string_view columns =
    "d.id, d.number, d.workflow, d.workflow_version, d.state, d.territory, d.departement, d.menage,"
    " d.structure, d.sejour, d.organisation, d.structure_organisation, d.opened_at, "
    "d.last_event_at, d.version, d.ended, d.told, d.of_the_state, d.owner, d.sealed, ";

Place place_of(const std::string& dossier) {
    return {"dossiers", "facts", dossier};
}

std::string selection() {
    return "SELECT " + std::string(columns) + dossier_is_protected + " FROM dossiers d";
}

Dossier read_row(Connection& db, Query& row, Clearance clearance) {
    Dossier dossier;
    dossier.id = row.text();
    dossier.number = row.text();
    dossier.workflow = row.text();
    dossier.workflow_version = static_cast<int>(row.integer());
    dossier.state = row.text();
    dossier.territory = row.text();
    dossier.departement = row.text();
    dossier.parties.menage = row.text();
    dossier.parties.structure = row.text();
    dossier.parties.sejour = row.text();
    dossier.parties.organisation = row.text();
    dossier.parties.structure_organisation = row.text();
    dossier.opened_at = row.instant();
    dossier.last_event_at = row.instant();
    dossier.version = row.integer();
    dossier.ended = row.flag();
    dossier.told = row.flag();
    dossier.of_the_state = row.flag();
    const std::string owner = row.text();
    const auto facts = db.vault().open(owner, place_of(dossier.id), row.bytes(), clearance);
    if (facts) dossier.facts = decode_facts(*facts);
    dossier.protected_household = row.flag();
    return dossier;
}

void complete(Connection& db, Dossier& dossier) {
    Query personnes(db,
                    "SELECT personne FROM dossier_personnes WHERE dossier = ? ORDER BY position",
                    dossier.id);
    while (personnes.next()) dossier.parties.personnes.push_back(personnes.text());
    Query followers(
        db, "SELECT organisation FROM dossier_followers WHERE dossier = ? ORDER BY position",
        dossier.id);
    while (followers.next()) dossier.parties.followers.push_back(followers.text());
    dossier.deadlines = deadlines_of(db, dossier.id);
    dossier.kept = lists_of(dossier, dossier.version);
}

void complete(Dossier& dossier, ListCache::Lists lists) {
    dossier.parties.personnes = lists->personnes;
    dossier.parties.followers = lists->followers;
    dossier.deadlines = lists->deadlines;
    dossier.kept = std::move(lists);
}

std::int64_t insert(Connection& db, const Dossier& d, const Owned& whose,
                    const std::string& sealed) {
    return Query(db,
                 "INSERT INTO dossiers (id, number, workflow, workflow_version, state, territory,"
                 " departement, protected, menage, structure, sejour, organisation,"
                 " structure_organisation, opened_at, last_event_at, version, ended, told,"
                 " of_the_state, owner, sealed)"
                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?)"
                 " ON CONFLICT (id) DO NOTHING",
                 d.id, d.number, d.workflow, d.workflow_version, d.state, d.territory,
                 d.departement, d.protected_household, d.parties.menage, d.parties.structure,
                 d.parties.sejour, d.parties.organisation, d.parties.structure_organisation,
                 d.opened_at, d.last_event_at, d.ended, d.told, d.of_the_state, whose.owner,
                 Blob{sealed})
        .run();
}

std::int64_t update(Connection& db, const Dossier& d, const Owned& whose,
                    const std::string& sealed) {
    return Query(db,
                 "UPDATE dossiers SET last_event_at = ?, version = version + 1, owner = ?,"
                 " sealed = ? WHERE id = ? AND version = ?",
                 d.last_event_at, whose.owner, Blob{sealed}, d.id, d.version)
        .run();
}

/// What indices are made of, and what most events leave as it is: writing a column again would
/// write its indices again.
void update_what_changed(Connection& db, const Dossier& d) {
    Query(db,
          "UPDATE dossiers SET state = ?2, territory = ?3, departement = ?4, protected = ?5,"
          " menage = ?6, structure = ?7, sejour = ?8, organisation = ?9,"
          " structure_organisation = ?10, ended = ?11, told = ?12, of_the_state = ?13"
          " WHERE id = ?1 AND (state, territory, departement, protected, menage, structure, sejour,"
          " organisation, structure_organisation, ended, told, of_the_state)"
          " IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
          d.id, d.state, d.territory, d.departement, d.protected_household, d.parties.menage,
          d.parties.structure, d.parties.sejour, d.parties.organisation,
          d.parties.structure_organisation, d.ended, d.told, d.of_the_state)
        .run();
}

/// Makes the rows of a table `(dossier, position, COLUMN)` those of the list.
void save_list(Connection& db, const Dossier& dossier, const std::string& table,
               const std::string& column, const std::vector<std::string>& values,
               const std::vector<std::string>* kept) {
    if (kept != nullptr && *kept == values) return;
    if (dossier.version > 0) {
        Query(db, "DELETE FROM " + table + " WHERE dossier = ?", dossier.id).run();
    }
    std::size_t position = 0;
    for (const std::string& value : values) {
        Query(db, "INSERT INTO " + table + " (dossier, position, " + column + ") VALUES (?, ?, ?)",
              dossier.id, position++, value)
            .run();
    }
}

/// The number itself, or every word in the name of one person, or of the ménage, of the dossier.
void match_text(const AskedWords& asked, const std::string& text, Conditions& conditions) {
    const std::string nouns(nouns_named);
    conditions.add(
        "d.id IN (SELECT id FROM dossiers WHERE number = ?"
        " UNION SELECT dossier FROM dossier_personnes WHERE personne IN " +
            nouns +
            " UNION SELECT id FROM dossiers WHERE menage IN"
            " (SELECT menage FROM noun_menages WHERE noun IN " +
            nouns + "))",
        {base::trimmed(text), asked.names, asked.count, asked.names, asked.count});
}

/// Goes on behind a row that the reader sees: what is out of scope says nothing by its place.
bool go_on_after(Connection& db, const std::string& id, Conditions& conditions) {
    Conditions visible = conditions;
    visible.add("d.id = ?", {id});
    Query row(db, "SELECT d.opened_at FROM dossiers d" + visible.where(), visible);
    if (!row.next()) return false;
    conditions.add("(d.opened_at, d.id) < (?, ?)", {row.integer(), id});
    return true;
}

}  // namespace

bool save(Connection& db, const Dossier& dossier) {
    expects(!dossier.id.empty() && dossier.version >= 0);
    const Owned whose = owned_by_menage(db, dossier.parties.menage);
    const std::string sealed =
        db.vault().seal(whose.owner, place_of(dossier.id), encode(dossier.facts), whose.key_class);
    const std::int64_t rows = dossier.version == 0 ? insert(db, dossier, whose, sealed)
                                                   : update(db, dossier, whose, sealed);
    if (rows == 0) return false;
    if (dossier.version > 0) update_what_changed(db, dossier);
    const dossier::KeptLists* kept = lists_kept(dossier);
    save_list(db, dossier, "dossier_personnes", "personne", dossier.parties.personnes,
              kept != nullptr ? &kept->personnes : nullptr);
    save_list(db, dossier, "dossier_followers", "organisation", dossier.parties.followers,
              kept != nullptr ? &kept->followers : nullptr);
    save_deadlines(db, dossier);
    return true;
}

std::optional<Dossier> find_dossier(Connection& db, const std::string& id,
                                    const dossier::Scope& scope, ListCache& cache) {
    Conditions conditions;
    conditions.add("d.id = ?", {id});
    restrict_dossiers(scope, conditions);
    Query row(db, selection() + conditions.where(), conditions);
    if (!row.next()) return std::nullopt;
    Dossier dossier = read_row(db, row, clearance_of(scope));
    if (auto lists = cache.find(id, dossier.version)) {
        complete(dossier, std::move(lists));
    } else {
        complete(db, dossier);
        cache.keep(id, dossier.kept);
    }
    return dossier;
}

std::vector<Dossier> find_dossiers(Connection& db, const dossier::DossierFilter& filter,
                                   const dossier::Scope& scope) {
    Conditions conditions;
    restrict_dossiers(in_lists(scope), conditions);
    if (!filter.after.empty() && !go_on_after(db, filter.after, conditions)) return {};
    if (!filter.workflow.empty()) conditions.add("d.workflow = ?", {filter.workflow});
    if (!filter.state.empty()) conditions.add("d.state = ?", {filter.state});
    if (!filter.menage.empty()) conditions.add("d.menage = ?", {filter.menage});
    if (!filter.sejour.empty()) conditions.add("d.sejour = ?", {filter.sejour});
    if (!filter.text.empty()) {
        const Clearance clearance = clearance_of(in_lists(scope));
        match_text(words_asked(db, filter.text, clearance), filter.text, conditions);
    }
    Query rows(db,
               selection() + conditions.where() + " ORDER BY d.opened_at DESC, d.id DESC LIMIT ?",
               conditions, filter.limit);
    std::vector<Dossier> found;
    while (rows.next()) found.push_back(read_row(db, rows, clearance_of(scope)));
    for (Dossier& dossier : found) complete(db, dossier);
    return found;
}

std::string next_dossier_number(Connection& db, int year) {
    Query latest(db,
                 "INSERT INTO dossier_numbers (year, latest) VALUES (?, 1)"
                 " ON CONFLICT (year) DO UPDATE SET latest = latest + 1 RETURNING latest",
                 year);
    expects(latest.next());
    const std::string digits = std::to_string(latest.integer());
    latest.run();
    return std::to_string(year) + "-" +
           std::string(5 - std::min<std::size_t>(digits.size(), 5), '0') + digits;
}

std::int64_t count_dossiers(Connection& db) {
    Query count(db, "SELECT count(*) FROM dossiers");
    count.next();
    return count.integer();
}

}  // namespace preavis::store

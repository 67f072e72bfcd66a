#include "store/scope.h"

#include "store/codec.h"

namespace preavis::store {
namespace {

struct Columns {
    const char* departement;
    const char* organisation;
    const char* menage;
    const char* is_protected;
};

constexpr Columns of_dossiers = {
    "d.departement = ?",
    "EXISTS (SELECT 1 FROM json_each(?) WHERE value <> ''"
    " AND (value IN (d.organisation, d.structure_organisation) OR EXISTS (SELECT 1 FROM"
    " dossier_followers f WHERE f.organisation = value AND f.dossier = d.id)))",
    "d.menage = ?",
    dossier_is_protected,
};

constexpr Columns of_nouns = {
    "n.departement = ?",
    "n.organisation IN (SELECT value FROM json_each(?) WHERE value <> '')",
    "EXISTS (SELECT 1 FROM noun_menages b WHERE b.noun = n.id AND b.menage = ?)",
    "(n.protected = 1 OR EXISTS (SELECT 1 FROM noun_menages b JOIN nouns m ON m.id = b.menage"
    " WHERE b.noun = n.id AND m.protected = 1))",
};

void restrict(const dossier::Scope& scope, const Columns& columns, Conditions& conditions) {
    if (scope.everything) return;
    std::string any;
    std::vector<Conditions::Parameter> parameters;
    const auto allow = [&](const char* sql, std::string parameter) {
        any += (any.empty() ? "(" : " OR ") + std::string(sql);
        parameters.emplace_back(std::move(parameter));
    };
    if (!scope.departement.empty()) allow(columns.departement, scope.departement);
    if (!scope.organisations.empty()) allow(columns.organisation, encode(scope.organisations));
    if (!scope.menage.empty()) allow(columns.menage, scope.menage);
    conditions.add(any.empty() ? "0" : any + ")", std::move(parameters));
    if (!scope.protected_households) conditions.add("NOT " + std::string(columns.is_protected));
}

}  // namespace

void restrict_dossiers(const dossier::Scope& scope, Conditions& conditions) {
    restrict(scope, of_dossiers, conditions);
}

void restrict_nouns(const dossier::Scope& scope, Conditions& conditions) {
    restrict(scope, of_nouns, conditions);
}

void restrict_to_dossiers(const dossier::Scope& scope, const std::string& column,
                          Conditions& conditions) {
    if (scope.everything) return;
    Conditions inside;
    inside.add("d.id = " + column);
    restrict_dossiers(scope, inside);
    conditions.add("EXISTS (SELECT 1 FROM dossiers d" + inside.where() + ")", inside.parameters());
}

void restrict_annexes(const dossier::Scope& scope, Conditions& conditions) {
    if (scope.everything) return;
    Conditions of_dossier;
    restrict_to_dossiers(scope, "a.dossier", of_dossier);
    const bool sees_nothing =
        scope.departement.empty() && scope.organisations.empty() && scope.menage.empty();
    const std::string of_structure =
        scope.protected_households
            ? "1"
            : "NOT EXISTS (SELECT 1 FROM nouns n WHERE n.id = a.structure AND n.protected = 1)";
    conditions.add("iif(a.structure = ''," + of_dossier.sql() + "," +
                       (sees_nothing ? "0" : of_structure) + ")",
                   of_dossier.parameters());
}

}  // namespace preavis::store

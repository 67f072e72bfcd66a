#include "store/scope.h"

#include "store/codec.h"

namespace preavis::store {
namespace {

using dossier::Scope;

constexpr const char* follows =
    "EXISTS (SELECT 1 FROM dossier_followers f WHERE f.organisation = value AND f.dossier = d.id)";

/// The ways that lead to a row, joined by OR. Without one, nothing is seen.
class Ways {
  public:
    void open(const std::string& sql, const std::vector<Conditions::Parameter>& parameters) {
        sql_ += (sql_.empty() ? "(" : " OR ") + ("(" + sql + ")");
        parameters_.insert(parameters_.end(), parameters.begin(), parameters.end());
    }
    void close(Conditions& conditions) const {
        conditions.add(sql_.empty() ? "0" : sql_ + ")", parameters_);
    }

  private:
    std::string sql_;
    std::vector<Conditions::Parameter> parameters_;
};

std::string unless(bool sees_protected, const char* is_protected) {
    return sees_protected ? std::string() : std::string(" AND NOT ") + is_protected;
}

void open_departement_of_dossiers(const Scope& scope, Ways& ways) {
    if (scope.departement.empty()) return;
    ways.open("d.departement = ?" +
                  std::string(scope.only_of_the_state ? " AND d.of_the_state = 1" : "") +
                  unless(scope.protected_households, dossier_is_protected),
              {scope.departement});
}

void open_organisations_of_dossiers(const Scope& scope, Ways& ways) {
    if (scope.organisations.empty()) return;
    const std::string followed =
        scope.followed_until_end ? "d.ended = 0 AND " + std::string(follows) : follows;
    ways.open(
        "EXISTS (SELECT 1 FROM json_each(?) WHERE value <> '' AND (value IN"
        " (d.organisation, d.structure_organisation) OR (" +
            followed + ")))" + unless(scope.in_team, dossier_is_protected),
        {encode(scope.organisations)});
}

void open_household(const Scope& scope, Ways& ways) {
    if (scope.menage.empty() || scope.personne.empty()) return;
    ways.open(
        "d.menage = ? AND d.told = 1 AND EXISTS (SELECT 1 FROM dossier_personnes x"
        " WHERE x.dossier = d.id AND x.personne = ?)",
        {scope.menage, scope.personne});
}

bool sees_nothing(const Scope& scope) {
    return scope.departement.empty() && scope.organisations.empty() && scope.personne.empty() &&
           scope.emergency.empty();
}

}  // namespace

void restrict_dossiers(const Scope& scope, Conditions& conditions) {
    if (scope.everything) return;
    Ways ways;
    open_departement_of_dossiers(scope, ways);
    open_organisations_of_dossiers(scope, ways);
    open_household(scope, ways);
    if (!scope.emergency.empty()) {
        ways.open("d.id IN (SELECT value FROM json_each(?))", {encode(scope.emergency)});
    }
    ways.close(conditions);
}

Scope in_lists(Scope scope) {
    scope.emergency.clear();
    return scope;
}

void restrict_nouns(const Scope& scope, Conditions& conditions) {
    if (scope.everything) return;
    Ways ways;
    if (!scope.departement.empty()) {
        // The State knows the bodies and the places of a département, not its people.
        const bool directory = scope.only_of_the_state;
        const std::string which = directory ? " AND n.kind IN ('organisation', 'structure')" : "";
        ways.open("n.departement = ?" + which +
                      unless(scope.protected_households && !directory, noun_is_protected),
                  {scope.departement});
    }
    if (!scope.personne.empty() && !scope.menage.empty()) {
        ways.open(
            "n.id = ? AND n.kind = 'personne' AND EXISTS"
            " (SELECT 1 FROM noun_menages b WHERE b.noun = n.id AND b.menage = ?)",
            {scope.personne, scope.menage});
    }
    if (!scope.organisations.empty()) {
        ways.open("n.organisation IN (SELECT value FROM json_each(?) WHERE value <> '')" +
                      unless(scope.in_team, noun_is_protected),
                  {encode(scope.organisations)});
    }
    ways.close(conditions);
}

void restrict_nouns_of_place(const Scope& scope, Conditions& conditions) {
    if (scope.everything) return;
    conditions.add("(NOT " + std::string(noun_is_protected) +
                       " OR n.organisation IN (SELECT value FROM json_each(?) WHERE value <> ''))",
                   {encode(scope.organisations)});
}

void restrict_to_dossiers(const Scope& scope, const std::string& column, Conditions& conditions) {
    if (scope.everything) return;
    Conditions inside;
    inside.add("d.id = " + column);
    restrict_dossiers(scope, inside);
    conditions.add("EXISTS (SELECT 1 FROM dossiers d" + inside.where() + ")", inside.parameters());
}

void restrict_pieces(const Scope& scope, Conditions& conditions) {
    restrict_to_dossiers(scope, "p.dossier", conditions);
    if (scope.everything || scope.menage.empty()) return;
    conditions.add("p.for_menage = 1 AND p.personne IN ('', ?)", {scope.personne});
}

void restrict_journal(const Scope& scope, const std::string& table, Conditions& conditions) {
    restrict_to_dossiers(scope, table + ".dossier", conditions);
    if (scope.everything || scope.menage.empty()) return;
    conditions.add(table + ".kind IN ('evenement', 'echeance_passee')");
}

void restrict_annexes(const Scope& scope, Conditions& conditions) {
    if (scope.everything) return;
    Conditions of_dossier;
    restrict_to_dossiers(scope, "a.dossier", of_dossier);
    if (!scope.menage.empty()) {
        of_dossier.add(
            "NOT EXISTS (SELECT 1 FROM dossier_personnes x JOIN noun_confidences c"
            " ON c.noun = x.personne WHERE x.dossier = a.dossier AND c.personne = ?)",
            {scope.personne});
    }
    Conditions of_structure;
    of_structure.add(
        "EXISTS (SELECT 1 FROM nouns n WHERE n.id = a.structure AND (n.protected = 0"
        " OR n.organisation IN (SELECT value FROM json_each(?) WHERE value <> '')))",
        {encode(scope.organisations)});
    std::vector<Conditions::Parameter> parameters = of_dossier.parameters();
    if (!sees_nothing(scope)) {
        parameters.insert(parameters.end(), of_structure.parameters().begin(),
                          of_structure.parameters().end());
    }
    conditions.add("iif(a.structure = '', " + of_dossier.sql() + ", " +
                       (sees_nothing(scope) ? "0" : of_structure.sql()) + ")",
                   std::move(parameters));
}

}  // namespace preavis::store

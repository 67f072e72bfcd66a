#pragma once

#include <string>

#include "dossier/store.h"
#include "store/connection.h"

namespace preavis::store {

/// Adds what lets a reader see a row of `dossiers d`: nothing for the system, "never" for an empty
/// scope. A dossier is protected by its own mark, once its ménage is, or by its place.
void restrict_dossiers(const dossier::Scope& scope, Conditions& conditions);

/// The same scope for a list: what an emergency opened is read by its identifier alone.
dossier::Scope in_lists(dossier::Scope scope);

/// The same for `nouns n`. A noun is protected by its own mark, by that of a ménage it belongs to
/// or by that of its place.
void restrict_nouns(const dossier::Scope& scope, Conditions& conditions);
/// For a list asked for by a place: protected ones only for whoever runs it, or the list would tell
/// where they are.
void restrict_nouns_of_place(const dossier::Scope& scope, Conditions& conditions);

/// The same for rows of a dossier, by the column that names it: "p.dossier".
void restrict_to_dossiers(const dossier::Scope& scope, const std::string& column,
                          Conditions& conditions);

/// The same for `pieces p`: a household reads what is addressed to it, each member their own.
void restrict_pieces(const dossier::Scope& scope, Conditions& conditions);

/// The same for journal lines of the table (or alias) named: a household reads what happened, not
/// who looked.
void restrict_journal(const dossier::Scope& scope, const std::string& table,
                      Conditions& conditions);

/// The same for `annexes a`: those of a dossier are in its scope, but for a member from whom
/// another keeps their whereabouts; those of a secret place are for whoever runs it.
void restrict_annexes(const dossier::Scope& scope, Conditions& conditions);

/// True as SQL if the dossier `d` is protected.
constexpr const char* dossier_is_protected =
    "(d.protected = 1 OR EXISTS (SELECT 1 FROM nouns m WHERE m.id IN (d.menage, d.structure)"
    " AND m.protected = 1))";

/// The same for the noun `n`.
constexpr const char* noun_is_protected =
    "(n.protected = 1 OR EXISTS (SELECT 1 FROM noun_menages b JOIN nouns m ON m.id = b.menage"
    " WHERE b.noun = n.id AND m.protected = 1) OR EXISTS"
    " (SELECT 1 FROM nouns s WHERE s.id = n.structure AND s.protected = 1))";

}  // namespace preavis::store

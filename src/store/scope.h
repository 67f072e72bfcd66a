#pragma once

#include <string>

#include "dossier/store.h"
#include "store/connection.h"

namespace preavis::store {

/// Adds what lets a reader see a row of `dossiers d`: nothing for the system, "never" for an empty
/// scope. A dossier is protected by its own mark, or once its ménage is.
void restrict_dossiers(const dossier::Scope& scope, Conditions& conditions);

/// The same for `nouns n`. A noun is protected by its own mark or by that of a ménage it belongs
/// to.
void restrict_nouns(const dossier::Scope& scope, Conditions& conditions);

/// The same for rows of a dossier, by the column that names it: "p.dossier".
void restrict_to_dossiers(const dossier::Scope& scope, const std::string& column,
                          Conditions& conditions);

/// The same for `annexes a`: those of a dossier are in its scope, those of a structure are for
/// whoever may be told where it is.
void restrict_annexes(const dossier::Scope& scope, Conditions& conditions);

/// True as SQL if the dossier `d` is protected.
constexpr const char* dossier_is_protected =
    "(d.protected = 1 OR EXISTS (SELECT 1 FROM nouns m WHERE m.id = d.menage AND m.protected = 1))";

}  // namespace preavis::store

#pragma once

#include <optional>
#include <string>

#include "document/template.h"
#include "dossier/dossier.h"
#include "service/cast.h"

namespace preavis::service {

/// Unless the person is known to be a minor.
bool is_adult(const dossier::Noun& person);

/// Street and town of a place or of a body, on one line.
std::string address_of(const dossier::Noun& noun);

/// True if no paper may say where the household is: it is protected, its place is secret, or one of
/// its members keeps it from another.
bool is_place_secret(const dossier::Dossier& dossier, const Cast& cast);

/// Where the letters of a household go. Never a secret place: they carry the address of the body
/// that issues them.
const dossier::Noun& addressed_place(const dossier::Dossier& dossier, const Cast& cast,
                                     const dossier::Noun& issuer);

/// The lines at the top of a letter: the adults of the household and their place or, where the
/// dossier has no household, the body that the template writes to. None if it is not known.
std::optional<dossier::Value> letter_address(const document::Template& document,
                                             const dossier::Dossier& dossier, const Cast& cast,
                                             const dossier::Noun& issuer);

/// « Madame Haddad, »; « Madame, Monsieur, » for several people or a civility that is not known.
std::string salutation(const Cast& cast);

}  // namespace preavis::service

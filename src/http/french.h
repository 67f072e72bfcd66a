#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "dossier/declaration.h"

namespace preavis::http {

/// Words that people read, from codes and dates.

/// "2026-05-19T23:59:59+02:00" gives « mardi 19 mai 2026 à 23 h 59 »; a date without an hour gives
/// the day alone; anything else is given back as it is.
std::string in_french(std::string_view iso);
/// « mardi 19 mai 2026 »: the day only.
std::string day_in_french(std::string_view iso);

/// The French words for a code of a choice, a ground, a structure: « Hôtel, prise en charge
/// initiale ». A code without an entry is shown with spaces for its underscores.
std::string label_of(std::string_view code);
bool has_label(std::string_view code);

/// « Dans les 24 heures » for `due`.
std::string status_in_french(std::string_view status);

/// A sentence's first letter, in capitals.
std::string capitalised(std::string text);
/// A source as people read it: « cadre unifié des SIAO d'Île-de-France, 6.d » for "S001 6.d"; ""
/// where the rule is a choice of the service itself.
std::string source_in_french(const std::string& source);
/// « (source : ...) » after a sentence, or "".
std::string with_source(const std::string& source);

/// The value of a fact as people read it; references are left out by the caller.
std::string value_in_french(const base::Json& value, const dossier::FactType& type);

}  // namespace preavis::http

#pragma once

#include <string>

#include "dossier/declaration.h"
#include "law/calendar.h"

namespace preavis::dossier::test {

/// A territory of the repository's calendars.
const law::Territory& territory(const std::string& id = "metropole");

law::Date day(const std::string& iso);
/// An instant from "2026-05-04T08:15:00.000Z".
law::Instant instant(const std::string& utc);

base::Node yaml(const std::string& text);
base::Node json(const std::string& text);

/// The declarations of a YAML text; the test fails if they cannot be read.
Declarations declarations(const std::string& text);

/// Reads a JSON object by these declarations: the problems found, or the facts as JSON.
std::string read(const std::string& object, const Declarations& declared, bool complete = true);

}  // namespace preavis::dossier::test

#pragma once

#include <string>
#include <vector>

#include "dossier/decider.h"
#include "law/calendar.h"
#include "law/catalogue.h"
#include "workflow/definition.h"
#include "workflow/step.h"

namespace preavis::workflow::testing {

/// The real law, calendars, deciders and procedures, read once.
struct World {
    law::Calendars calendars;
    law::Catalogue laws;
    dossier::Deciders deciders;
    Definitions definitions;

    const Definition& definition(const std::string& name) const;
    law::Territory territory(const std::string& name) const;
};
const World& world();

/// The names of the documents that there are.
std::vector<std::string> template_names();

/// Expects a well-formed wall clock reading, "2026-05-04 10:00".
law::Instant local_instant(const std::string& written, const law::Territory& territory);

/// An account of this role, in an organisation of the kind that goes with it.
dossier::Actor actor_of(dossier::Role role);

/// A dossier before its first event.
dossier::Dossier new_dossier(const Definition& definition, const std::string& territory);

}  // namespace preavis::workflow::testing

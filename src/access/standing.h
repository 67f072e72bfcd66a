#pragma once

#include <string>
#include <string_view>

#include "dossier/dossier.h"

namespace preavis::access {

/// What the state of a dossier changes in who may see it.

/// Whether a household learns, by this state at the latest, that the procedure runs. Where a report
/// is only being looked into, it may come from a member of the household who fears another: nothing
/// is shown before the letter that opens the hearing, or the announcement. From there on the
/// household keeps seeing the dossier, whatever becomes of it. Source: S001 6.d, CRPA L121-1.
bool tells_household(std::string_view workflow, std::string_view state);

/// Whether the State itself handles the dossier: authorisations and conventions, CHRS admissions,
/// and an end of care that the SIAO asked it to notify. Source: model.md, roles; S001 6.d.
bool is_of_the_state(const dossier::Dossier& dossier);

/// Notes the standing of `next`, what `before` has become by an event. `ended`: its procedure says
/// that nothing more happens.
void set_standing(dossier::Dossier& next, const dossier::Dossier& before, bool ended);

/// How the place of a protected household is named: short, always the same, and never a way back to
/// the place. `secret`: what the store keeps for this alone.
std::string place_code(std::string_view secret, std::string_view structure);

}  // namespace preavis::access

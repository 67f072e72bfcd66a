#pragma once

#include <optional>
#include <string>

#include "workflow/prove_cone.h"
#include "workflow/step.h"

namespace preavis::workflow {

/// What sets a dossier apart from others for all that may still happen to it: its state, what each
/// condition says that may still be read, how each deadline stands, who decides.
std::string outline_of(const Definition& definition, const Cone& cone,
                       const Surroundings& surroundings, const dossier::Dossier& dossier,
                       law::Instant now);

/// Later than what any notice would leave free: for a day that is waited for, another matter.
law::Date far_from(law::Date today);
bool is_far(const dossier::Value* value, law::Date today);

/// The next moment at which a deadline or a date of the dossier may change what a condition says.
std::optional<law::Instant> next_moment(const Cone& cone, const dossier::Dossier& dossier,
                                        const Surroundings& surroundings, law::Instant now);

/// Everything that a condition looks at after an event.
Situation situation_after(const Definition& definition, const Surroundings& surroundings,
                          const dossier::Dossier& next, const dossier::Actor& actor,
                          law::Instant at);

}  // namespace preavis::workflow

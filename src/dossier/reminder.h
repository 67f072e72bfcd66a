#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dossier/dossier.h"

namespace preavis::dossier {

/// Whom a rung of a ladder is for: whoever must act, then their organisation, then the DDETS.
enum class Audience { acteur, organisation, ddets };
std::string_view name_of(Audience audience);
std::optional<Audience> audience(std::string_view name);

/// One rung of a deadline's ladder, raised: a reminder or an alert. It never changes the state of a
/// dossier. Raised once for a deadline: `deadline` and `rung` are the claim.
struct Reminder {
    std::string deadline;
    std::string rung;  ///< its name on the ladder: `veille`
    Audience audience = Audience::acteur;
    std::vector<Role> roles;  ///< who is reminded, each within its own scope
    std::string message;      ///< in French; never a name nor a place
    law::Instant planned_at;
    law::Instant raised_at;
    std::optional<law::Instant> acknowledged_at;
    std::string acknowledged_by;  ///< account; empty until then
};

/// What the API calls a reminder: "DEADLINE.RUNG".
std::string id_of(const Reminder& reminder);

/// When the next rung of a deadline comes, as planned for this due instant.
struct RungPlan {
    std::string deadline;
    law::Instant due;
    std::optional<law::Instant> next;  ///< nothing: no rung is left
};

/// "I have seen it", by whom.
struct Acknowledgement {
    std::string deadline;
    std::string rung;
    law::Instant at;
    std::string account;
};

}  // namespace preavis::dossier

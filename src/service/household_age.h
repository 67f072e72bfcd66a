#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "dossier/contact.h"
#include "service/office.h"

namespace preavis::service {

/// Where a household stands between its last contact and its erasure. Nothing in it names anybody.
struct HouseholdAge {
    std::string departement;
    dossier::LastContact contact;
    std::optional<law::DueDate> retention;  ///< of the active base; nothing if it cannot be counted
    std::vector<base::Refusal> obstacles;   ///< why it may not be erased now; none: it may
    dossier::Holdings held;
    std::vector<dossier::KeptFile> kept;                 ///< what would stay, and until when
    std::map<std::string, std::string> dossier_numbers;  ///< by identifier

    /// Its time is over: only a hold, an open dossier or a running deadline may stand before it.
    bool past(law::Instant now) const { return retention && retention->due < now; }
};

/// Nothing for a household that is not there.
std::optional<HouseholdAge> age_of(const Office& office, const std::string& menage,
                                   law::Instant now);

/// No household seen after this instant can be past its time. Told a day too late rather than too
/// early: `age_of` decides.
law::Instant latest_sight_past_retention(const Office& office, law::Instant now);

/// For people and programs: last contact, end of retention with its explanation, what would go,
/// what stays and until when, what stands before it.
base::Json view_of(const HouseholdAge& age, const Office& office, law::Instant now);

}  // namespace preavis::service

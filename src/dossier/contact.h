#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dossier/role.h"
#include "law/calendar.h"
#include "law/count.h"

namespace preavis::dossier {

/// The events of a procedure that are a contact with the household; the others are known and are
/// none. Source: data/conservation.yaml.
struct ContactEvents {
    std::set<std::string> with;
    std::set<std::string> without;
};
using ContactRules = std::map<std::string, ContactEvents>;  ///< by procedure

/// Something that was done about a household.
struct Happening {
    std::string workflow;
    std::string dossier_number;
    std::string event;
    Role role = Role::systeme;
    law::Instant at;
};

/// A period of care: from a day, to a day inclusive if it has ended.
struct StayPeriod {
    law::Date from;
    std::optional<law::Date> to;
};

/// What is known of a household that tells when it was last in contact.
struct Traces {
    law::Instant registered_at;  ///< when its record was made: its first contact
    std::vector<Happening> happenings;
    std::vector<StayPeriod> stays;
    std::vector<law::Instant> requests;  ///< what its persons have asked about their own data
};

/// When a household was last in contact, and why it is said.
struct LastContact {
    law::Instant at;
    bool staying = false;  ///< a stay runs: in contact now
    std::vector<law::Explanation> because;
};

/// Counts as a contact: an act of the household itself; an event of the rules; a request about
/// one's own data; each day of a stay. Never: what a timer raised, what staff did among itself.
bool is_contact(const ContactRules& rules, const Happening& happening);

/// The latest of all that counts, told like a date of the law. A stay that has begun and has no end
/// is a contact now; one that ended, until the end of its last day.
/// Source: CNIL, référentiel « social » (délibération 2021-028): last contact with the person.
LastContact last_contact(const ContactRules& rules, const Traces& traces,
                         const law::Territory& territory, law::Instant now);

}  // namespace preavis::dossier

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "law/instant.h"

namespace preavis::dossier {

/// One dossier of a protected household, opened for a while to somebody outside its team, who knew
/// its number and wrote why. Another responsable reads it again afterwards.
struct EmergencyAccess {
    std::string id;
    std::int64_t version = 0;  ///< 0: not stored yet
    std::string dossier;       ///< empty: the number led to nothing, and nothing was opened
    std::string number;        ///< as it was asked for
    std::string departement;
    std::string account;
    std::string name;  ///< of whoever asked, for who reads it again
    std::string role;
    std::string reason;  ///< in their words
    law::Instant opened_at;
    law::Instant until;  ///< the last instant at which it is open
    std::optional<law::Instant> reviewed_at;
    std::string reviewed_by;  ///< account; empty until then
    std::string verdict;      ///< `confirme` or `conteste`; empty until then
    std::string comment;
};

struct EmergencyFilter {
    std::string departement;
    std::string account;      ///< asked for by this one only, if not empty
    bool unreviewed = false;  ///< only those that nobody has read again
    std::size_t limit = 50;
    std::string after;  ///< cursor: the last id of the page before
};

/// That somebody read something of a protected household. Kept apart from the journal: it is
/// needed for months, the journal for years.
struct Consultation {
    law::Instant at;
    std::string account;
    std::string role;
    std::string organisation;
    std::string kind;        ///< `dossier`, `document`, `fichier`, `historique`, `fiche`...
    std::string subject;     ///< identifier of what was read
    std::string dossier;     ///< that it belongs to; empty for a noun
    std::string reason;      ///< `equipe`, or the words of the access in an emergency
    std::int64_t times = 1;  ///< within the same minute
};

}  // namespace preavis::dossier

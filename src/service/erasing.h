#pragma once

#include <string>
#include <vector>

#include "service/household_age.h"
#include "service/office.h"

namespace preavis::service {

/// Who asks for an erasure, and why.
struct Decision {
    dossier::Actor actor;
    std::string reason;
};

/// Erases a household that nothing stands before: one transaction with its certificate in the
/// journal, signed if the service has a key; then its data keys are destroyed. Expects no obstacle.
/// Answers the certificate; nothing if it moved meanwhile: then nothing is erased.
std::optional<std::string> erase(const Office& office, const HouseholdAge& age,
                                 const Decision& decision, law::Instant now);

/// The same for files that outlived their household, all of one household.
std::optional<std::string> erase(const Office& office, const std::vector<dossier::KeptFile>& over,
                                 const Decision& decision, law::Instant now);

/// Destroys the keys that an erasure promised to destroy, and journals it. Safe to run twice: what
/// a crash left is done here.
void destroy_promised_keys(const Office& office, law::Instant now);

/// What became of a purge.
struct Purge {
    base::Json households = base::Json::array();  ///< each as `view_of` shows it
    std::vector<std::string> certificates;
    std::size_t erased = 0;
    std::size_t held_back = 0;   ///< past their time, with something before them
    std::size_t moved = 0;       ///< changed meanwhile: the next purge looks at them again
    std::size_t files_over = 0;  ///< kept files whose time has come
};

/// Which households a purge looks at.
struct PurgeOf {
    dossier::Scope scope;
    std::string departement;           ///< of kept files; empty: all
    std::vector<std::string> menages;  ///< empty: all of the scope
    bool preview = false;              ///< nothing is written
};

/// Every household that is past its time, one transaction each: run again after a crash, it goes on
/// where it was.
Purge purge(const Office& office, const PurgeOf& which, const Decision& decision, law::Instant now);

}  // namespace preavis::service

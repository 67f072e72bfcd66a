#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dossier/store.h"
#include "store/connection.h"

namespace preavis::store {

/// Inserts (version 0), or notes the second reading, as version + 1. False if its version is no
/// longer the one that was read. What was asked and why is written once and for all.
bool save(Connection& db, const dossier::EmergencyAccess& access);

/// The latest first; tries in vain are left out.
std::vector<dossier::EmergencyAccess> find_emergencies(Connection& db,
                                                       const dossier::EmergencyFilter& filter);
std::optional<dossier::EmergencyAccess> find_emergency(Connection& db, const std::string& id);

/// Open until their end, unless somebody has contested them.
std::vector<std::string> emergency_dossiers(Connection& db, const std::string& account,
                                            law::Instant now);
/// Tries in vain are counted too.
std::int64_t count_emergency_tries(Connection& db, const std::string& account, law::Instant since);

/// One row for what somebody reads several times within a minute.
void note(Connection& db, const dossier::Consultation& consultation);
/// The latest first.
std::vector<dossier::Consultation> consultations_of(Connection& db, const std::string& dossier,
                                                    std::size_t limit);

}  // namespace preavis::store

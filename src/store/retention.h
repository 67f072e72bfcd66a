#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dossier/store.h"
#include "store/connection.h"

namespace preavis::store {

std::vector<dossier::AgedHousehold> households_unseen_since(Connection& db, law::Instant before,
                                                            const std::string& after,
                                                            std::size_t limit,
                                                            const dossier::Scope& scope);
/// Moves what is known forward, never back.
void note_seen(Connection& db, const std::string& menage, law::Instant at);

/// The households whose record names this person.
std::vector<std::string> households_of(Connection& db, const std::string& personne);

/// Persons belong to a household alone if no other names them; those whom its dossiers name and
/// that no household names go with it.
dossier::Holdings holdings(Connection& db, const std::string& menage);

/// Sets a hold, or lifts the one in force. False if there is one already, or none.
bool save(Connection& db, const dossier::Hold& hold);
std::optional<dossier::Hold> hold_on(Connection& db, const std::string& menage);
/// Those in force, the oldest first.
std::vector<dossier::Hold> holds(Connection& db, const dossier::Scope& scope);

/// Keeps a request that was received, with the journal's last line as the one that tells it; or
/// notes what was decided. False if that was done before.
bool save(Connection& db, const dossier::RightsRequest& request);
std::vector<dossier::RightsRequest> requests(Connection& db, const std::string& personne,
                                             const dossier::Scope& scope);
std::optional<dossier::RightsRequest> find_request(Connection& db, const std::string& id,
                                                   const dossier::Scope& scope);

}  // namespace preavis::store

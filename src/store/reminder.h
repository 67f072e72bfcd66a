#pragma once

#include <optional>
#include <vector>

#include "dossier/store.h"
#include "store/connection.h"

namespace preavis::store {

/// Claims a rung of an unsettled deadline; false if it was raised before, or is settled.
bool insert(Connection& db, const dossier::Reminder& reminder);
/// False if somebody has acknowledged it, or there is no such reminder.
bool acknowledge(Connection& db, const dossier::Acknowledgement& acknowledgement);

/// Of unsettled deadlines; for each deadline and audience the highest rung only; the last raised
/// first.
std::vector<dossier::ReminderRow> find_reminders(Connection& db,
                                                 const dossier::ReminderFilter& filter,
                                                 const dossier::Scope& scope);
std::optional<dossier::ReminderRow> find_reminder(Connection& db, const std::string& deadline,
                                                  const std::string& rung,
                                                  const dossier::Scope& scope);

}  // namespace preavis::store

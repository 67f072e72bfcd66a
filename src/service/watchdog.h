#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "dossier/watch.h"
#include "service/clock_check.h"
#include "service/office.h"
#include "workflow/armed.h"

namespace preavis::service {

/// Looks for what the service may have forgotten, a bounded part each turn: deadlines that their
/// procedure says are armed and that no row holds, documents that fail again and again, calendars
/// that end, a clock that jumps, a disk without room, a checkpoint that cannot be sent. What it
/// finds is an alert, open until it is so no more.
class Watchdog {
  public:
    explicit Watchdog(const Office& office);

    /// One turn. `dossiers` bounds how many are compared with their procedure.
    void turn(law::Instant now, std::size_t dossiers = 200);
    /// One line for each alert that lasts. Safe from any thread.
    std::vector<std::string> troubles() const;

  private:
    using Found = std::vector<dossier::Alert>;

    Found unarmed(law::Instant now, std::size_t dossiers, std::vector<std::string>& looked_at);
    Found failing_jobs(law::Instant now) const;
    Found short_calendars(law::Instant now) const;
    std::optional<dossier::Alert> store_trouble(law::Instant now);
    std::optional<dossier::Alert> unsent_checkpoint(law::Instant now) const;
    /// Raises what is new; ends what is open, within reach and not found any more.
    void settle(const Found& found, const std::vector<std::string>& reach, law::Instant now);
    void raise(const dossier::Alert& alert);
    void end(const std::string& key, law::Instant now);

    const Office& office_;
    ClockCheck clock_check_;
    std::map<const workflow::Definition*, workflow::ArmedDeadlines> armed_;
    std::string cursor_;
    std::optional<dossier::Alert> full_;  ///< since the disk is full, until that is journaled
    mutable std::mutex mutex_;
    std::map<std::string, dossier::Alert> open_;  ///< by key
};

}  // namespace preavis::service

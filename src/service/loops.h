#pragma once

#include <functional>
#include <string>
#include <vector>

#include "service/checkpoint_mail.h"
#include "service/downtime.h"
#include "service/lane.h"
#include "service/office.h"
#include "service/sightings.h"
#include "service/watchdog.h"

namespace preavis::service {

/// Notes every passing that is due and raises every rung that has come, in order. Answers how many
/// passings.
std::size_t fire_due_deadlines(const Office& office, law::Instant now);

/// What goes on by itself, each in its own lane: timers (passings, then rungs), the outbox, the
/// watch (heartbeat, watchdog, statement of health, what is kept no longer), mail. They ask "what
/// is due now?", never sleep through a change of the clock for more than a second, and are safe to
/// run twice. They rest while the store cannot be written; the watch alone goes on looking for
/// room.
class Loops {
  public:
    /// Begins a life of the service in the register. `report` is told what went wrong (one line).
    Loops(const Office& office, const std::function<void(const std::string&)>& report);
    /// Stops the lanes, then notes the clean stop.
    ~Loops();

    /// Why the service is not ready, one French line each; empty if it is.
    std::vector<std::string> troubles() const;
    void stop();

  private:
    bool turn_timers();
    bool turn_outbox();
    bool turn_watch();
    bool turn_mail();
    bool may_write() const;
    void forget_what_is_old(law::Instant now);

    const Office& office_;
    std::function<void(const std::string&)> report_;
    ServiceLife life_;
    Watchdog watchdog_;
    Sightings sightings_;
    CheckpointMail mail_;
    law::Instant tidied_at_;
    Lane timers_;
    Lane outbox_;
    Lane watch_;
    Lane post_;
};

}  // namespace preavis::service

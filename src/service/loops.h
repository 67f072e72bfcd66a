#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "service/office.h"

namespace preavis::service {

/// Fires every deadline that is due, oldest first, in bounded batches. Returns how many dossiers.
std::size_t fire_due_deadlines(const Office& office, law::Instant now);

/// The two loops: timers and outbox. They ask "what is due now?", never sleep through a change of
/// the clock for more than a second, and are safe to run twice.
class Loops {
  public:
    /// `report` is told what went wrong (one line); the loop goes on.
    Loops(const Office& office, std::function<void(const std::string&)> report);
    ~Loops();

    /// False if a loop has not turned for a minute: readiness turns red.
    bool alive() const;
    void stop();

  private:
    void turn();

    const Office& office_;
    std::function<void(const std::string&)> report_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::atomic<std::int64_t> last_turn_ms_{0};
    std::thread thread_;
};

}  // namespace preavis::service

#include "clock/clock.h"

#include <chrono>

namespace preavis::clock {
namespace {

law::Instant machine_time() {
    using namespace std::chrono;
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return {duration_cast<milliseconds>(since_epoch).count()};
}

class SystemClock : public dossier::Clock {
  public:
    law::Instant now() override { return machine_time(); }
};

}  // namespace

std::unique_ptr<dossier::Clock> system_clock() {
    return std::make_unique<SystemClock>();
}

TestClock::TestClock(std::int64_t offset_ms) : offset_ms_(offset_ms) {}

law::Instant TestClock::now() {
    return {machine_time().ms + offset_ms_};
}

// Two callers may move time at once: the further one wins, and time never goes back.
bool TestClock::move_to(law::Instant instant) {
    const std::int64_t wanted = instant.ms - machine_time().ms;
    std::int64_t held = offset_ms_;
    while (wanted >= held) {
        if (offset_ms_.compare_exchange_weak(held, wanted)) return true;
    }
    return false;
}

}  // namespace preavis::clock

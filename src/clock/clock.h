#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "dossier/ports.h"

namespace preavis::clock {

/// The machine's time, to the millisecond.
std::unique_ptr<dossier::Clock> system_clock();

/// The machine's time and an offset that can be moved forward: for demonstrations, where a month is
/// lived in a minute. May be used from several threads.
class TestClock : public dossier::MovableClock {
  public:
    /// `offset_ms`: as `offset_ms()` said it when time was last moved.
    explicit TestClock(std::int64_t offset_ms = 0);

    law::Instant now() override;
    /// From now on it is `instant`, and time runs on from there. False, and nothing moves, if that
    /// lies before now.
    bool move_to(law::Instant instant) override;
    std::int64_t offset_ms() const override { return offset_ms_; }

  private:
    std::atomic<std::int64_t> offset_ms_;
};

}  // namespace preavis::clock

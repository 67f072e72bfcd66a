#pragma once

#include <optional>
#include <string>

#include "law/instant.h"

namespace preavis::service {

/// Notices a wall clock that jumps, by a clock that cannot: the time since the machine's start.
/// Nothing is undone when a clock goes back: a passing that was noted stays noted.
class ClockCheck {
  public:
    enum class Verdict { steady, backwards, forwards };

    /// `wall`: what the clock says; `elapsed_ms`: of the clock that only runs. Backwards: the wall
    /// clock says less than it has said before, by more than a second, until it has caught up.
    /// Forwards: it ran more than an hour ahead since the last look.
    Verdict look(law::Instant wall, std::int64_t elapsed_ms);

  private:
    std::optional<law::Instant> last_wall_;
    std::int64_t last_elapsed_ms_ = 0;
    law::Instant furthest_;
};

}  // namespace preavis::service

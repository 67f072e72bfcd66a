#include "service/clock_check.h"

#include <algorithm>

namespace preavis::service {
namespace {

constexpr std::int64_t forwards_ms = 3'600'000;
constexpr std::int64_t backwards_ms = 1000;

}  // namespace

ClockCheck::Verdict ClockCheck::look(law::Instant wall, std::int64_t elapsed_ms) {
    const bool first = !last_wall_;
    const std::int64_t ran = first ? 0 : wall.ms - last_wall_->ms;
    const std::int64_t elapsed = elapsed_ms - last_elapsed_ms_;
    last_wall_ = wall;
    last_elapsed_ms_ = elapsed_ms;
    const bool behind = !first && wall.ms < furthest_.ms - backwards_ms;
    furthest_ = std::max(furthest_, wall);
    if (behind) return Verdict::backwards;
    return !first && ran - elapsed > forwards_ms ? Verdict::forwards : Verdict::steady;
}

}  // namespace preavis::service

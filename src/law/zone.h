#pragma once

#include <string>
#include <utility>
#include <vector>

#include "law/instant.h"

namespace preavis::law {

/// « le dernier dimanche de mars à 01:00 UTC ».
struct ClockChangeRule {
    int which = 1;  ///< 1: first, 2: second...; -1: last
    Weekday weekday = Weekday::sunday;
    int month = 1;
    int minute_of_day = 0;
    bool by_utc = true;  ///< false: read on the wall clock in force just before the change
};

/// Summer time as one text rules it, in the years where that text applies.
struct SummerRule {
    int first_year = 0;
    int last_year = 0;  ///< inclusive
    int offset_minutes = 0;
    ClockChangeRule begins;
    ClockChangeRule ends;
};

/// The legal time of a place: an offset to UTC, and the instants at which it changes.
/// Source: data/calendars/zones.yaml.
class Zone {
  public:
    Zone() = default;
    Zone(int standard_offset_minutes, const std::vector<SummerRule>& summers);

    /// Minutes east of UTC in force at that instant.
    int offset_minutes(Instant instant) const;
    /// The instants at which clocks here show this, in order: none in the hour that spring leaves
    /// out, two in the hour that autumn repeats.
    std::vector<Instant> instants(const LocalTime& local) const;
    /// The same, for a reading that is known to exist once.
    Instant only_instant(const LocalTime& local) const;

  private:
    int standard_offset_minutes_ = 0;
    std::vector<int> offsets_;                      ///< all in use, from east to west
    std::vector<std::pair<Instant, int>> changes_;  ///< from that instant, this offset
};

}  // namespace preavis::law

#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "law/date.h"

namespace preavis::law {

/// A point on the absolute time line (UTC), to the millisecond.
struct Instant {
    std::int64_t ms = 0;  ///< milliseconds since 1970-01-01T00:00:00Z

    Instant plus_seconds(std::int64_t seconds) const { return {ms + seconds * 1000}; }
    auto operator<=>(const Instant&) const = default;
};

/// "2026-05-04T08:15:00.000Z": how instants are stored and journaled.
std::string utc_iso(Instant instant);
/// Reads what `utc_iso` writes, and nothing else.
std::optional<Instant> parse_utc(std::string_view iso);

/// A wall clock reading, in no particular zone.
struct LocalTime {
    Date date;
    int hour = 0;
    int minute = 0;
    int second = 0;
    auto operator<=>(const LocalTime&) const = default;
};

/// The instant at which a clock that is `offset_minutes` east of UTC shows this.
Instant instant_of(const LocalTime& local, int offset_minutes);
/// What that clock shows; milliseconds are dropped.
LocalTime local_of(Instant instant, int offset_minutes);
/// "+02:00", "-03:30".
std::string offset_iso(int offset_minutes);
/// Reads what `offset_iso` writes, and `Z`; at most 14 hours.
std::optional<int> parse_offset(std::string_view text);
/// "08:15:00".
std::string clock_iso(const LocalTime& local);
/// Reads "08:15" or "08:15:00" of that day; nothing if no clock shows it.
std::optional<LocalTime> parse_clock(Date date, std::string_view text);

}  // namespace preavis::law

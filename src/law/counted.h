#pragma once

#include <vector>

#include "law/ledger.h"

namespace preavis::law {

/// The days that one pause takes out of a count, and where the count then arrives.
struct Gap {
    Date first;
    Date last;  ///< inclusive; before `first` if the pause takes no day
    Date counted;

    int days() const { return last < first ? 0 : last.day_number() - first.day_number() + 1; }
};

/// The day that a count reaches from `start`, before any roll; the extensions are added to the
/// limit, months first, then days.
Date counted_day(const TimeLimit& limit, Date start, const std::vector<Extension>& extensions = {});

/// One gap for each pause of an account in days or months. A day that two pauses touch is one gap's
/// only; the day of the start never counted, so no pause takes it out.
std::vector<Gap> gaps(const Account& account, const Territory& territory);

/// The end of a count in days or months, once rolled. Refuses what lies beyond the calendars.
base::Answer<Reckoning> ended(const TimeLimit& limit, Date start, Date counted,
                              const Territory& territory);

/// The end of an account, from its limit, extensions and pauses.
base::Answer<Reckoning> reckon(const Account& account, const Territory& territory);

/// Another reading of the same text ends it there: the earlier is told, the later bounds refusals.
void read_also(DueDate& due, Instant other, const Territory& territory);

/// The milliseconds that a pause takes out of a limit in hours; none while it is open.
std::int64_t length_ms(const Pause& pause);

constexpr std::int64_t ms_per_hour = 3'600'000;

}  // namespace preavis::law

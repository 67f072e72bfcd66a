#include "base/expects.h"
#include "law/count.h"

namespace preavis::law {
namespace {

constexpr std::int64_t seconds_per_hour = 3600;

base::Answer<Reckoning> reckon_hours(const TimeLimit& limit, const When& start,
                                     const Territory& territory) {
    if (!start.instant) {
        return base::Refusal{"heure_requise", "un délai de " + in_french(limit) +
                                                  " part d'une heure : donnez-la, comme " +
                                                  start.date.iso() + "T18:30"};
    }
    const int sign = limit.direction == Direction::forwards ? 1 : -1;
    const Instant due = start.instant->plus_seconds(sign * limit.count * seconds_per_hour);
    const Date day = territory.date(due);
    if (!territory.covers(day)) return beyond_calendars(day, territory);
    return Reckoning{.due = due};
}

/// The day that the count reaches, before any roll.
Date counted_day(const TimeLimit& limit, Date start) {
    const bool forwards = limit.direction == Direction::forwards;
    const int sign = forwards ? 1 : -1;
    Date day = limit.unit == Unit::months ? plus_months(start, sign * limit.count)
                                          : start.plus_days(sign * limit.count);
    if (limit.counting == Counting::clear) day = day.plus_days(sign);
    // A notice given on the day so reached would still run on the day when it is to take effect.
    if (limit.counting == Counting::notice && !forwards) day = day.plus_days(-1);
    if (limit.last_day_excluded) day = day.plus_days(-sign);
    return day;
}

/// The nearest open day in the direction of the roll; beyond the calendars if there is none.
Date rolled(Date day, Roll roll, const Territory& territory) {
    if (roll == Roll::none) return day;
    const int step = roll == Roll::next ? 1 : -1;
    while (territory.covers(day) && territory.is_closed(day)) day = day.plus_days(step);
    return day;
}

}  // namespace

std::optional<base::Refusal> refusal_of_limit(const TimeLimit& limit) {
    const bool in_hours = limit.unit == Unit::hours;
    if (in_hours && limit.roll != Roll::none) {
        return base::Refusal{"heures_sans_report",
                             "un délai en heures n'est jamais reporté à un autre jour"};
    }
    if (in_hours && (limit.counting != Counting::plain || limit.last_day_excluded)) {
        return base::Refusal{"heures_simples",
                             "un délai en heures se compte d'heure à heure, sans jour franc ni "
                             "jour de préavis"};
    }
    const Roll shortening = limit.direction == Direction::forwards ? Roll::previous : Roll::next;
    if (limit.counting == Counting::notice && limit.roll == shortening) {
        return base::Refusal{"preavis_raccourci", "un report ne peut pas raccourcir un préavis"};
    }
    return std::nullopt;
}

base::Answer<Reckoning> reckon(const TimeLimit& limit, const When& start,
                               const Territory& territory) {
    expects(limit.count > 0);
    if (auto refusal = refusal_of_limit(limit)) return std::move(*refusal);
    if (!territory.covers(start.date)) return beyond_calendars(start.date, territory);
    if (limit.unit == Unit::hours) return reckon_hours(limit, start, territory);

    const Date counted = counted_day(limit, start.date);
    if (!territory.covers(counted)) return beyond_calendars(counted, territory);
    const Date last = rolled(counted, limit.roll, territory);
    if (!territory.covers(last)) return beyond_calendars(last, territory);
    Reckoning result{territory.end_of_day(last), last, counted, std::nullopt};
    if (limit.counting == Counting::notice) {
        result.earliest_effective =
            limit.direction == Direction::forwards ? last.plus_days(1) : start.date;
    }
    return result;
}

}  // namespace preavis::law

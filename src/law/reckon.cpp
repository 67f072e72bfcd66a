#include <algorithm>

#include "base/expects.h"
#include "law/counted.h"

namespace preavis::law {
namespace {

/// The nearest open day in the direction of the roll; beyond the calendars if there is none.
Date rolled(Date day, Roll roll, const Territory& territory) {
    if (roll == Roll::none) return day;
    const int step = roll == Roll::next ? 1 : -1;
    while (territory.covers(day) && territory.is_closed(day)) day = day.plus_days(step);
    return day;
}

base::Answer<Reckoning> reckon_hours(const Account& account, const Territory& territory) {
    const TimeLimit& limit = account.limit;
    if (!account.start.instant) {
        return base::Refusal{"heure_requise", "un délai de " + in_french(limit) +
                                                  " part d'une heure : donnez-la, comme " +
                                                  account.start.date.iso() + "T18:30"};
    }
    const int sign = limit.direction == Direction::forwards ? 1 : -1;
    std::int64_t ms = sign * limit.count * ms_per_hour;
    for (const Extension& extension : account.extensions) {
        ms += extension.limit.count * ms_per_hour;
    }
    for (const Pause& pause : account.pauses) ms += length_ms(pause);
    const Instant due{account.start.instant->ms + ms};
    const Date day = territory.date(due);
    if (!territory.covers(day)) return beyond_calendars(day, territory);
    return Reckoning{.due = due};
}

}  // namespace

std::int64_t length_ms(const Pause& pause) {
    return pause.to ? pause.to->ms - pause.from.ms : 0;
}

Date counted_day(const TimeLimit& limit, Date start, const std::vector<Extension>& extensions) {
    const bool forwards = limit.direction == Direction::forwards;
    const int sign = forwards ? 1 : -1;
    int months = limit.unit == Unit::months ? limit.count : 0;
    int days = limit.unit == Unit::days ? limit.count : 0;
    for (const Extension& extension : extensions) {
        (extension.limit.unit == Unit::months ? months : days) += extension.limit.count;
    }
    Date day = months == 0 ? start : plus_months(start, sign * months);
    day = day.plus_days(sign * days);
    if (limit.counting == Counting::clear) day = day.plus_days(sign);
    // A notice given on the day so reached would still run on the day when it is to take effect.
    if (limit.counting == Counting::notice && !forwards) day = day.plus_days(-1);
    if (limit.last_day_excluded) day = day.plus_days(-sign);
    return day;
}

std::vector<Gap> gaps(const Account& account, const Territory& territory) {
    std::vector<Gap> result;
    Date counted = counted_day(account.limit, account.start.date, account.extensions);
    Date next = account.start.date.plus_days(1);
    for (const Pause& pause : account.pauses) {
        Gap gap{std::max(next, territory.date(pause.from)),
                territory.date(pause.to.value_or(pause.from)), counted};
        if (gap.days() > 0) {
            // After its last counted day, only its roll carried the limit: one day is left to it.
            gap.counted =
                gap.first <= counted ? counted.plus_days(gap.days()) : gap.last.plus_days(1);
            next = gap.last.plus_days(1);
        }
        counted = gap.counted;
        result.push_back(gap);
    }
    return result;
}

base::Answer<Reckoning> ended(const TimeLimit& limit, Date start, Date counted,
                              const Territory& territory) {
    if (!territory.covers(counted)) return beyond_calendars(counted, territory);
    const Date last = rolled(counted, limit.roll, territory);
    if (!territory.covers(last)) return beyond_calendars(last, territory);
    Reckoning result{territory.end_of_day(last), last, counted, std::nullopt};
    if (limit.counting == Counting::notice) {
        result.earliest_effective =
            limit.direction == Direction::forwards ? last.plus_days(1) : start;
    }
    return result;
}

base::Answer<Reckoning> reckon(const Account& account, const Territory& territory) {
    const TimeLimit& limit = account.limit;
    expects(limit.count > 0);
    if (auto refusal = refusal_of_limit(limit)) return std::move(*refusal);
    const Date start = account.start.date;
    if (!territory.covers(start)) return beyond_calendars(start, territory);
    if (limit.unit == Unit::hours) return reckon_hours(account, territory);
    const Date counted = account.pauses.empty() ? counted_day(limit, start, account.extensions)
                                                : gaps(account, territory).back().counted;
    return ended(limit, start, counted, territory);
}

base::Answer<Reckoning> reckon(const TimeLimit& limit, const When& start,
                               const Territory& territory) {
    return reckon(Account{.limit = limit, .start = start}, territory);
}

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

}  // namespace preavis::law

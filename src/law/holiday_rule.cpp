#include "law/holiday_rule.h"

#include <algorithm>

namespace preavis::law {

Date easter_sunday(int year) {
    // Meeus' form of the computus: the Paschal full moon, then the Sunday after it.
    const int golden = year % 19;
    const int century = year / 100, in_century = year % 100;
    const int moon_correction = (8 * century + 13) / 25;
    const int epact = (19 * golden + century - century / 4 - moon_correction + 15) % 30;
    const int to_sunday =
        (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
    const int exception = (golden + 11 * epact + 22 * to_sunday) / 451;
    const int from_march = epact + to_sunday - 7 * exception + 114;
    return *Date::of(year, from_march / 31, from_march % 31 + 1);
}

std::optional<Date> day_in(const HolidayRule& rule, int year) {
    if (year < rule.first_year || year > rule.last_year) return std::nullopt;
    if (rule.month != 0) return Date::of(year, rule.month, rule.day);
    return easter_sunday(year).plus_days(rule.days_after_easter);
}

bool applies_in(const HolidayRule& rule, const std::string& territory) {
    return rule.territories.empty() || std::find(rule.territories.begin(), rule.territories.end(),
                                                 territory) != rule.territories.end();
}

}  // namespace preavis::law

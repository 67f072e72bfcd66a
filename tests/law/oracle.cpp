#include "law/oracle.h"

namespace preavis::law::test {
namespace {

struct Abolition {
    int from_year, to_year, month, day;
};

/// The days of abolition, by territory.
const std::multimap<std::string, Abolition> abolitions = {
    {"mayotte", {1990, 2060, 4, 27}},         {"martinique", {1990, 2060, 5, 22}},
    {"guadeloupe", {1990, 2060, 5, 27}},      {"guyane", {1990, 2060, 6, 10}},
    {"la-reunion", {1990, 2060, 12, 20}},     {"saint-martin", {1990, 2017, 5, 27}},
    {"saint-martin", {2018, 2060, 5, 28}},    {"saint-barthelemy", {1990, 2007, 5, 27}},
    {"saint-barthelemy", {2012, 2060, 10, 9}}};

Date walk(Date day, int steps) {
    for (; steps > 0; --steps) day = Date::from_day_number(day.day_number() + 1);
    for (; steps < 0; ++steps) day = Date::from_day_number(day.day_number() - 1);
    return day;
}

/// Walks month by month, then down from the day-number to a day that exists.
Date walk_months(Date day, int steps) {
    int year = day.year(), month = day.month();
    for (; steps > 0; --steps) {
        if (++month == 13) month = 1, ++year;
    }
    for (; steps < 0; ++steps) {
        if (--month == 0) month = 12, --year;
    }
    int number = day.day();
    while (!Date::of(year, month, number)) --number;
    return *Date::of(year, month, number);
}

}  // namespace

Date easter_by_epacts(int year) {
    const int golden = year % 19 + 1;
    const int century = year / 100 + 1;
    const int leap_days_dropped = 3 * century / 4 - 12;
    const int moon_corrections = (8 * century + 5) / 25 - 5;
    int epact = ((11 * golden + 20 + moon_corrections - leap_days_dropped) % 30 + 30) % 30;
    if ((epact == 25 && golden > 11) || epact == 24) ++epact;
    int full_moon = 44 - epact;  // counted from the last day of February
    if (full_moon < 21) full_moon += 30;
    Date day = walk(*Date::of(year, 3, 1), full_moon - 1);
    do {
        day = walk(day, 1);
    } while (day.weekday() != Weekday::sunday);
    return day;
}

Oracle::Oracle(const std::string& territory) {
    for (int year = 1990; year <= 2060; ++year) {
        const Date easter = easter_by_epacts(year);
        for (const int after : {1, 39, 50}) holidays_.insert(walk(easter, after));
        for (const auto& [month, day] : std::initializer_list<std::pair<int, int>>{
                 {1, 1}, {5, 1}, {5, 8}, {7, 14}, {8, 15}, {11, 1}, {11, 11}, {12, 25}}) {
            holidays_.insert(*Date::of(year, month, day));
        }
        if (territory == "alsace-moselle") {
            holidays_.insert(walk(easter, -2));
            holidays_.insert(*Date::of(year, 12, 26));
        }
        const auto [first, end] = abolitions.equal_range(territory);
        for (auto each = first; each != end; ++each) {
            const Abolition& abolition = each->second;
            if (year < abolition.from_year || year > abolition.to_year) continue;
            holidays_.insert(*Date::of(year, abolition.month, abolition.day));
        }
    }
}

bool Oracle::is_closed(Date day) const {
    return day.weekday() == Weekday::saturday || day.weekday() == Weekday::sunday ||
           holidays_.contains(day);
}

std::optional<Date> Oracle::last_day(const TimeLimit& limit, Date start) const {
    const auto covered = [](Date day) { return day.year() >= 1990 && day.year() <= 2060; };
    const int sign = limit.direction == Direction::forwards ? 1 : -1;
    Date day = limit.unit == Unit::months ? walk_months(start, sign * limit.count)
                                          : walk(start, sign * limit.count);
    if (limit.counting == Counting::clear) day = walk(day, sign);
    if (limit.counting == Counting::notice && sign < 0) day = walk(day, -1);
    if (limit.last_day_excluded) day = walk(day, -sign);
    if (!covered(start) || !covered(day)) return std::nullopt;
    while (limit.roll != Roll::none && covered(day) && is_closed(day)) {
        day = walk(day, limit.roll == Roll::next ? 1 : -1);
    }
    if (!covered(day)) return std::nullopt;
    return day;
}

}  // namespace preavis::law::test

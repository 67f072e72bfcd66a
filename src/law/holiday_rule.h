#pragma once

#include <optional>
#include <string>
#include <vector>

#include "law/date.h"

namespace preavis::law {

/// A holiday as the law words it: a day of the year, or a distance from Easter, in the years and
/// the territories where its text applies.
/// Source: data/calendars/holidays.yaml.
struct HolidayRule {
    std::string name;
    int month = 0;  ///< 1 to 12 with `day`, or 0 with `days_after_easter`
    int day = 0;
    int days_after_easter = 0;
    int first_year = 0;
    int last_year = 0;                     ///< inclusive
    std::vector<std::string> territories;  ///< identifiers; empty: all
    std::string condition;
    std::string source;
};

/// Easter Sunday of the Gregorian calendar. Years 1900 to 2200.
Date easter_sunday(int year);

/// The day on which it falls that year; nothing if its text does not apply then.
std::optional<Date> day_in(const HolidayRule& rule, int year);

bool applies_in(const HolidayRule& rule, const std::string& territory);

}  // namespace preavis::law

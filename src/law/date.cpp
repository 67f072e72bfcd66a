#include "law/date.h"

#include <array>
#include <boost/date_time/gregorian/gregorian_types.hpp>

#include "base/expects.h"

namespace preavis::law {
namespace {

using Calendar = boost::gregorian::gregorian_calendar;

constexpr int first_year = 1900;
constexpr int last_year = 2200;
constexpr std::int32_t epoch = 2440588;  // Boost's day number of 1 January 1970
constexpr std::int32_t fewest_days = -200000;
constexpr std::int32_t most_days = 2900000;

Calendar::ymd_type parts(std::int32_t day_number) {
    return Calendar::from_day_number(static_cast<Calendar::date_int_type>(day_number + epoch));
}

std::int32_t day_number(int year, int month, int day) {
    const Calendar::ymd_type date(static_cast<unsigned short>(year),
                                  static_cast<unsigned short>(month),
                                  static_cast<unsigned short>(day));
    return static_cast<std::int32_t>(Calendar::day_number(date)) - epoch;
}

bool all_digits(std::string_view text) {
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

int number(std::string_view digits) {
    int value = 0;
    for (const char digit : digits) value = value * 10 + (digit - '0');
    return value;
}

/// The numbers of "2026-05-04", whether or not there is such a day.
struct Written {
    int year, month, day;
};

std::optional<Written> written_in(std::string_view iso) {
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
    const std::string_view year = iso.substr(0, 4), month = iso.substr(5, 2), day = iso.substr(8);
    if (!all_digits(year) || !all_digits(month) || !all_digits(day)) return std::nullopt;
    return Written{number(year), number(month), number(day)};
}

std::string padded(int value, std::size_t width) {
    std::string text = std::to_string(value);
    return std::string(width - std::min(width, text.size()), '0') + text;
}

const std::array<const char*, 12> month_names = {"janvier",   "février", "mars",     "avril",
                                                 "mai",       "juin",    "juillet",  "août",
                                                 "septembre", "octobre", "novembre", "décembre"};
const std::array<const char*, 7> weekday_names = {"lundi",    "mardi",  "mercredi", "jeudi",
                                                  "vendredi", "samedi", "dimanche"};

}  // namespace

std::optional<Date> Date::of(int year, int month, int day) {
    if (year < first_year || year > last_year || month < 1 || month > 12 || day < 1) {
        return std::nullopt;
    }
    if (day > days_in_month(year, month)) return std::nullopt;
    return Date(law::day_number(year, month, day));
}

std::optional<Date> Date::parse(std::string_view iso) {
    const auto written = written_in(iso);
    return written ? of(written->year, written->month, written->day) : std::nullopt;
}

bool Date::is_far_away(std::string_view iso) {
    const auto written = written_in(iso);
    if (!written || written->month < 1 || written->month > 12 || written->day < 1) return false;
    const int same_leap_year = 2000 + written->year % 400;  // the calendar comes round
    return (written->year < first_year || written->year > last_year) &&
           written->day <= days_in_month(same_leap_year, written->month);
}

Date Date::from_day_number(std::int32_t days) {
    expects(days >= fewest_days && days <= most_days);
    return Date(days);
}

int Date::year() const {
    return parts(day_number_).year;
}

int Date::month() const {
    return parts(day_number_).month;
}

int Date::day() const {
    return parts(day_number_).day;
}

Weekday Date::weekday() const {
    // 1 January 1970 was a Thursday.
    const std::int32_t since_monday = ((day_number_ + 3) % 7 + 7) % 7;
    return static_cast<Weekday>(since_monday + 1);
}

Date Date::plus_days(std::int32_t days) const {
    return from_day_number(day_number_ + days);
}

std::string Date::iso() const {
    const Calendar::ymd_type date = parts(day_number_);
    return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2);
}

int days_in_month(int year, int month) {
    return Calendar::end_of_month_day(static_cast<unsigned short>(year),
                                      static_cast<unsigned short>(month));
}

Date plus_months(Date date, int months) {
    const Calendar::ymd_type from = parts(date.day_number());
    const int since_year_0 = from.year * 12 + (from.month - 1) + months;
    const int year = since_year_0 / 12, month = since_year_0 % 12 + 1;
    expects(year >= 1400 && year <= 9999);
    const int day = std::min<int>(from.day, days_in_month(year, month));
    return Date::from_day_number(day_number(year, month, day));
}

std::optional<DayOfYear> parse_day_of_year(std::string_view text) {
    const auto in_common_year = Date::parse("2001-" + std::string(text));
    if (!in_common_year) return std::nullopt;
    return DayOfYear{in_common_year->month(), in_common_year->day()};
}

std::string in_french(Weekday day) {
    return weekday_names[static_cast<std::size_t>(day) - 1];
}

std::string in_french_without_weekday(Date date) {
    const int day = date.day();
    return (day == 1 ? "1er" : std::to_string(day)) + " " +
           month_names[static_cast<std::size_t>(date.month()) - 1] + " " +
           std::to_string(date.year());
}

std::string in_french(Date date) {
    return in_french(date.weekday()) + " " + in_french_without_weekday(date);
}

}  // namespace preavis::law

#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace preavis::law {

enum class Weekday { monday = 1, tuesday, wednesday, thursday, friday, saturday, sunday };

/// A civil date (proleptic Gregorian), in no particular territory. Always a day that exists.
class Date {
  public:
    /// 1 January 1970.
    Date() = default;
    /// Nothing if there is no such day, or outside years 1900 to 2200.
    static std::optional<Date> of(int year, int month, int day);
    /// Exactly "2026-05-04"; nothing if it is not a day of the calendar.
    static std::optional<Date> parse(std::string_view iso);
    /// Whether it is a day, but of a year that no `Date` holds: "9999-12-31".
    static bool is_far_away(std::string_view iso);
    /// The day that lies `days` after 1 January 1970 (negative: before).
    static Date from_day_number(std::int32_t days);

    int year() const;
    int month() const;
    int day() const;
    std::int32_t day_number() const { return day_number_; }
    Weekday weekday() const;
    Date plus_days(std::int32_t days) const;
    std::string iso() const;

    auto operator<=>(const Date&) const = default;

  private:
    explicit Date(std::int32_t day_number) : day_number_(day_number) {}
    std::int32_t day_number_ = 0;
};

/// 28 to 31. Expects a month from 1 to 12.
int days_in_month(int year, int month);

/// The same day-number `months` later (negative: earlier), or the last day of that month.
/// Source: CPC art. 641 al. 2, by analogy.
Date plus_months(Date date, int months);

/// A day of every year, such as 14 July.
struct DayOfYear {
    int month = 1;
    int day = 1;
};
/// Reads "07-14"; nothing if some year has no such day.
std::optional<DayOfYear> parse_day_of_year(std::string_view text);

/// « lundi 4 mai 2026 », « vendredi 1er mai 2026 ».
std::string in_french(Date date);
/// « 4 mai 2026 ».
std::string in_french_without_weekday(Date date);
/// « lundi ».
std::string in_french(Weekday day);

}  // namespace preavis::law

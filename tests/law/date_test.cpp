#include "law/date.h"

#include <gtest/gtest.h>

#include <array>
#include <type_traits>

#include "base/expects.h"
#include "law/instant.h"

namespace preavis::law {
namespace {

static_assert(std::is_trivially_copyable_v<Date>);
static_assert(sizeof(Date) == sizeof(std::int32_t));
static_assert(!std::is_convertible_v<std::int32_t, Date>);
static_assert(!std::is_convertible_v<Instant, Date>);

/// Days of a month by the rhyme, not by the calendar under test.
int by_the_rhyme(int year, int month) {
    if (month == 2) return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

TEST(Dates, FarAwayAreDaysAllTheSame) {
    for (const char* iso : {"0000-01-01", "0004-02-29", "1000-01-01", "1899-12-31", "2201-01-01",
                            "2400-02-29", "9999-12-31"}) {
        EXPECT_TRUE(Date::is_far_away(iso)) << iso;
        EXPECT_FALSE(Date::parse(iso)) << iso;
    }
    for (const char* iso : {"", "2026-05-04", "1900-01-01", "2200-12-31", "9999-02-29",
                            "1000-13-01", "1000-00-01", "1000-01-00", "1000-1-1", "100a-01-01"}) {
        EXPECT_FALSE(Date::is_far_away(iso)) << iso;
    }
}

TEST(Date, EveryDayFrom1900To2200ExistsOnceInOrder) {
    std::int32_t number = -25567;
    int weekday = 1;  // 1 January 1900 was a Monday
    for (int year = 1900; year <= 2200; ++year) {
        for (int month = 1; month <= 12; ++month) {
            ASSERT_EQ(days_in_month(year, month), by_the_rhyme(year, month));
            for (int day = 1; day <= by_the_rhyme(year, month); ++day) {
                const auto date = Date::of(year, month, day);
                ASSERT_TRUE(date.has_value());
                ASSERT_EQ(date->day_number(), number);
                ASSERT_EQ(Date::from_day_number(number), *date);
                ASSERT_EQ(date->year(), year);
                ASSERT_EQ(date->month(), month);
                ASSERT_EQ(date->day(), day);
                ASSERT_EQ(static_cast<int>(date->weekday()), weekday);
                ASSERT_EQ(Date::parse(date->iso()), date);
                ++number;
                weekday = weekday % 7 + 1;
            }
        }
    }
}

TEST(Date, RefusesDaysThatDoNotExist) {
    for (const auto& [year, month, day] :
         std::initializer_list<std::array<int, 3>>{{2026, 2, 29},
                                                   {2100, 2, 29},
                                                   {2026, 4, 31},
                                                   {2026, 13, 1},
                                                   {2026, 0, 1},
                                                   {2026, 1, 0},
                                                   {2026, 1, 32},
                                                   {1899, 12, 31},
                                                   {2201, 1, 1},
                                                   {2026, -1, -1}}) {
        EXPECT_EQ(Date::of(year, month, day), std::nullopt) << year << "-" << month << "-" << day;
    }
}

TEST(Date, ReadsNothingButTenCharactersOfIso8601) {
    EXPECT_EQ(Date::parse("2026-05-04")->iso(), "2026-05-04");
    for (const char* text : {"", "2026-5-4", "2026-05-4", "20260504", "04/05/2026", "2026-05-04 ",
                             " 2026-05-04", "2026-02-30", "2026-05-0a", "+026-05-04", "2026/05/04",
                             "2026-05-04T00:00", "２０２６-05-04"}) {
        EXPECT_EQ(Date::parse(text), std::nullopt) << text;
    }
}

TEST(Date, IsWrittenInFrench) {
    EXPECT_EQ(in_french(*Date::parse("2026-05-04")), "lundi 4 mai 2026");
    EXPECT_EQ(in_french(*Date::parse("2026-05-01")), "vendredi 1er mai 2026");
    EXPECT_EQ(in_french_without_weekday(*Date::parse("2026-08-15")), "15 août 2026");
    EXPECT_EQ(in_french(Weekday::sunday), "dimanche");
}

TEST(Date, FarFromTheCalendarIsABugNotAWrongDay) {
    EXPECT_THROW(Date::from_day_number(3000000), base::Bug);
    EXPECT_THROW(Date().plus_days(-300000), base::Bug);
}

TEST(Months, KeepTheDayNumberOrTakeTheLastDayOfTheMonth) {
    struct Case {
        const char* from;
        int months;
        const char* to;
    };
    for (const Case& each :
         {Case{"2026-01-31", 1, "2026-02-28"}, Case{"2026-01-31", 2, "2026-03-31"},
          Case{"2028-01-31", 1, "2028-02-29"}, Case{"2026-02-28", 1, "2026-03-28"},
          Case{"2028-02-29", 12, "2029-02-28"}, Case{"2028-02-29", 48, "2032-02-29"},
          Case{"2026-03-31", -1, "2026-02-28"}, Case{"2026-01-15", -1, "2025-12-15"},
          Case{"2026-12-31", 2, "2027-02-28"}, Case{"2026-05-30", -3, "2026-02-28"},
          Case{"1990-01-31", -1200, "1890-01-31"}}) {
        EXPECT_EQ(plus_months(*Date::parse(each.from), each.months).iso(), each.to)
            << each.from << " + " << each.months;
    }
}

TEST(DayOfYear, ExistsInEveryYear) {
    EXPECT_EQ(parse_day_of_year("10-15")->month, 10);
    EXPECT_EQ(parse_day_of_year("10-15")->day, 15);
    for (const char* text : {"02-29", "02-30", "13-01", "1-1", "15-10", ""}) {
        EXPECT_FALSE(parse_day_of_year(text).has_value()) << text;
    }
}

TEST(Instant, IsWrittenAndReadInUtcToTheMillisecond) {
    for (const std::int64_t ms : {0LL, 1LL, -1LL, 999LL, -86400001LL, 1777882500123LL}) {
        const Instant instant{ms};
        EXPECT_EQ(parse_utc(utc_iso(instant)), instant) << utc_iso(instant);
    }
    EXPECT_EQ(utc_iso(Instant{0}), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(utc_iso(Instant{-1}), "1969-12-31T23:59:59.999Z");
    for (const char* text :
         {"", "1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000+00:00", "1970-01-01T24:00:00.000Z",
          "1970-02-30T00:00:00.000Z", "1970-01-01 00:00:00.000Z", "1970-01-01T00:00:00.00aZ"}) {
        EXPECT_EQ(parse_utc(text), std::nullopt) << text;
    }
}

TEST(Offset, IsReadStrictly) {
    EXPECT_EQ(parse_offset("Z"), 0);
    EXPECT_EQ(parse_offset("+02:00"), 120);
    EXPECT_EQ(parse_offset("-03:30"), -210);
    EXPECT_EQ(offset_iso(-210), "-03:30");
    for (const char* text :
         {"", "z", "+2:00", "+0200", "+02", "02:00", "+02:60", "+15:00", "+aa:00"}) {
        EXPECT_EQ(parse_offset(text), std::nullopt) << text;
    }
}

}  // namespace
}  // namespace preavis::law

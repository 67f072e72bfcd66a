#include "law/calendar.h"

#include <gtest/gtest.h>

#include "base/expects.h"
#include "law/holiday_rule.h"
#include "law/oracle.h"
#include "law/support.h"

namespace preavis::law::test {
namespace {

std::vector<std::string> dates_of(const std::string& id, int year) {
    std::vector<std::string> dates;
    for (const Holiday& holiday : territory(id).holidays(year)) {
        dates.push_back(holiday.date.iso().substr(5));
    }
    return dates;
}

TEST(Easter, AgreesWithTheTablesOfEpactsForThreeCenturies) {
    for (int year = 1900; year <= 2200; ++year) {
        ASSERT_EQ(easter_sunday(year), easter_by_epacts(year)) << year;
        ASSERT_EQ(easter_sunday(year).weekday(), Weekday::sunday);
    }
}

TEST(Easter, FallsOnItsKnownDays) {
    for (const char* iso : {"1990-04-15", "1999-04-04", "2000-04-23", "2008-03-23", "2011-04-24",
                            "2016-03-27", "2019-04-21", "2024-03-31", "2025-04-20", "2026-04-05",
                            "2027-03-28", "2028-04-16", "2038-04-25"}) {
        EXPECT_EQ(easter_sunday(day(iso).year()).iso(), iso);
    }
}

TEST(Holidays, OfMetropoleAreTheElevenOfTheLabourCode) {
    using Dates = std::vector<std::string>;
    EXPECT_EQ(dates_of("metropole", 2024),
              (Dates{"01-01", "04-01", "05-01", "05-08", "05-09", "05-20", "07-14", "08-15",
                     "11-01", "11-11", "12-25"}));
    EXPECT_EQ(dates_of("metropole", 2025),
              (Dates{"01-01", "04-21", "05-01", "05-08", "05-29", "06-09", "07-14", "08-15",
                     "11-01", "11-11", "12-25"}));
    EXPECT_EQ(dates_of("metropole", 2026),
              (Dates{"01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15",
                     "11-01", "11-11", "12-25"}));
    EXPECT_EQ(dates_of("metropole", 2027),
              (Dates{"01-01", "03-29", "05-01", "05-06", "05-08", "05-17", "07-14", "08-15",
                     "11-01", "11-11", "12-25"}));
    EXPECT_EQ(dates_of("metropole", 2028),
              (Dates{"01-01", "04-17", "05-01", "05-08", "05-25", "06-05", "07-14", "08-15",
                     "11-01", "11-11", "12-25"}));
    EXPECT_EQ(dates_of("saint-pierre-et-miquelon", 2026), dates_of("metropole", 2026));
}

TEST(Holidays, AreAddedWhereTheirTextApplies) {
    struct Case {
        const char* territory;
        const char* date;
        const char* because;
    };
    for (const Case& each : {Case{"alsace-moselle", "2026-04-03", "Vendredi saint"},
                             Case{"alsace-moselle", "2025-12-26", "Second jour de Noël"},
                             Case{"mayotte", "2026-04-27", "Abolition de l'esclavage"},
                             Case{"martinique", "2026-05-22", "Abolition de l'esclavage"},
                             Case{"guadeloupe", "2026-05-27", "Abolition de l'esclavage"},
                             Case{"saint-martin", "2026-05-28", "Abolition de l'esclavage"},
                             Case{"saint-martin", "2016-05-27", "Abolition de l'esclavage"},
                             Case{"guyane", "2026-06-10", "Abolition de l'esclavage"},
                             Case{"saint-barthelemy", "2026-10-09", "Abolition de l'esclavage"},
                             Case{"la-reunion", "2027-12-20", "Abolition de l'esclavage"}}) {
        EXPECT_EQ(territory(each.territory).closed_because(day(each.date)), each.because);
        EXPECT_EQ(territory("metropole").closed_because(day(each.date)), std::nullopt) << each.date;
    }
    EXPECT_EQ(territory("saint-martin").closed_because(day("2026-05-27")), std::nullopt);
    EXPECT_EQ(territory("saint-martin").closed_because(day("2015-05-28")), std::nullopt);
    EXPECT_EQ(territory("saint-barthelemy").closed_because(day("2009-10-09")), std::nullopt);
}

TEST(Holidays, OfGoodFridaySayInWhichCommunes) {
    const Territory& where = territory("alsace-moselle");
    EXPECT_NE(where.condition_of(day("2026-04-03")).find("temple protestant"), std::string::npos);
    EXPECT_EQ(where.condition_of(day("2026-04-06")), "");
}

TEST(ClosedDays, AgreeWithTheOracleEveryDayInEveryTerritory) {
    for (const Territory& where : calendars().all()) {
        const Oracle oracle(where.id());
        for (Date each = day("1990-01-01"); each <= day("2060-12-31"); each = each.plus_days(1)) {
            ASSERT_EQ(where.is_closed(each), oracle.is_closed(each)) << where.id() << each.iso();
            ASSERT_EQ(where.closed_because(each).has_value(), where.is_closed(each));
        }
    }
}

TEST(ClosedDays, NameTheHolidayBeforeTheWeekEndAndBothHolidaysOfOneDay) {
    const Territory& where = territory("metropole");
    EXPECT_EQ(where.closed_because(day("2026-11-01")), "Toussaint");
    EXPECT_EQ(where.closed_because(day("2026-11-07")), "samedi");
    EXPECT_EQ(where.closed_because(day("2026-11-08")), "dimanche");
    EXPECT_EQ(where.closed_because(day("2008-05-01")), "1er mai et Ascension");
    EXPECT_EQ(where.closed_because(day("2026-11-09")), std::nullopt);
}

TEST(ClosedDays, BeyondTheCalendarsAreABug) {
    EXPECT_FALSE(territory("metropole").covers(day("2061-01-01")));
    EXPECT_THROW(territory("metropole").is_closed(day("2061-01-01")), base::Bug);
    EXPECT_THROW(territory("metropole").holidays(1989), base::Bug);
}

TEST(OpenDay, AtOrBeforeIsTheDayOfTheReminder) {
    const Territory& where = territory("metropole");
    EXPECT_EQ(where.open_day_at_or_before(day("2026-02-15"))->iso(), "2026-02-13");
    EXPECT_EQ(where.open_day_at_or_before(day("2026-04-06"))->iso(), "2026-04-03");
    EXPECT_EQ(where.open_day_at_or_before(day("2026-04-07"))->iso(), "2026-04-07");
    EXPECT_EQ(where.open_day_at_or_before(day("1990-01-01")), std::nullopt);
}

TEST(Territories, AreFoundByNameAndByDepartement) {
    struct Case {
        const char* asked;
        const char* found;
    };
    for (const Case& each :
         {Case{"metropole", "metropole"}, Case{"75", "metropole"}, Case{"01", "metropole"},
          Case{"2A", "metropole"}, Case{"2B", "metropole"}, Case{"95", "metropole"},
          Case{"57", "alsace-moselle"}, Case{"67", "alsace-moselle"}, Case{"68", "alsace-moselle"},
          Case{"971", "guadeloupe"}, Case{"972", "martinique"}, Case{"973", "guyane"},
          Case{"974", "la-reunion"}, Case{"975", "saint-pierre-et-miquelon"},
          Case{"976", "mayotte"}, Case{"977", "saint-barthelemy"}, Case{"978", "saint-martin"}}) {
        const auto found = calendars().find(each.asked);
        ASSERT_TRUE(found.has_value()) << each.asked;
        EXPECT_EQ(found->id(), each.found);
    }
    for (const char* unknown : {"", "20", "96", "00", "1", "2C", "979", "paris", "Metropole"}) {
        EXPECT_FALSE(calendars().find(unknown).has_value()) << unknown;
    }
    EXPECT_EQ(calendars().all().size(), 10U);
}

TEST(Departements, AreNinetySixInMetropole) {
    int found = 0;
    for (int number = 1; number <= 95; ++number) {
        const std::string code = (number < 10 ? "0" : "") + std::to_string(number);
        if (calendars().find(code)) ++found;
    }
    EXPECT_EQ(found, 94);  // all but 20, which is 2A and 2B
}

}  // namespace
}  // namespace preavis::law::test

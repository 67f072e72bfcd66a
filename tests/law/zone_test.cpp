#include <gtest/gtest.h>

#include "base/expects.h"
#include "law/support.h"

namespace preavis::law::test {
namespace {

TEST(LegalTime, ChangesOnTheKnownNights) {
    struct Case {
        const char* territory;
        const char* utc;  ///< the first second of the new offset
        const char* before;
        const char* after;
    };
    for (const Case& each :
         {Case{"metropole", "1990-03-25T01:00:00.000Z", "+01:00", "+02:00"},
          Case{"metropole", "1990-09-30T01:00:00.000Z", "+02:00", "+01:00"},
          Case{"metropole", "1995-09-24T01:00:00.000Z", "+02:00", "+01:00"},
          Case{"metropole", "1996-10-27T01:00:00.000Z", "+02:00", "+01:00"},
          Case{"metropole", "2026-03-29T01:00:00.000Z", "+01:00", "+02:00"},
          Case{"alsace-moselle", "2026-10-25T01:00:00.000Z", "+02:00", "+01:00"},
          Case{"saint-pierre-et-miquelon", "1990-04-01T05:00:00.000Z", "-03:00", "-02:00"},
          Case{"saint-pierre-et-miquelon", "2006-04-02T05:00:00.000Z", "-03:00", "-02:00"},
          Case{"saint-pierre-et-miquelon", "2006-10-29T04:00:00.000Z", "-02:00", "-03:00"},
          Case{"saint-pierre-et-miquelon", "2007-03-11T05:00:00.000Z", "-03:00", "-02:00"},
          Case{"saint-pierre-et-miquelon", "2007-11-04T04:00:00.000Z", "-02:00", "-03:00"},
          Case{"saint-pierre-et-miquelon", "2026-03-08T05:00:00.000Z", "-03:00", "-02:00"},
          Case{"saint-pierre-et-miquelon", "2026-11-01T04:00:00.000Z", "-02:00", "-03:00"}}) {
        const Territory& where = territory(each.territory);
        const Instant change = parse_utc(each.utc).value();
        EXPECT_EQ(offset_iso(where.offset_minutes(change.plus_seconds(-1))), each.before)
            << each.utc;
        EXPECT_EQ(offset_iso(where.offset_minutes(change)), each.after) << each.utc;
    }
}

TEST(LegalTime, OfTheOtherTerritoriesNeverChanges) {
    for (const auto& [id, offset] : std::map<std::string, int>{{"guadeloupe", -240},
                                                               {"martinique", -240},
                                                               {"saint-martin", -240},
                                                               {"saint-barthelemy", -240},
                                                               {"guyane", -180},
                                                               {"la-reunion", 240},
                                                               {"mayotte", 180}}) {
        for (Date each = day("1990-01-01"); each <= day("2060-12-31"); each = each.plus_days(7)) {
            ASSERT_EQ(territory(id).offset_minutes(territory(id).start_of_day(each)), offset);
        }
    }
}

TEST(LegalTime, EveryDayBeginsOnceAndEndsOnceInEveryTerritory) {
    for (const Territory& where : calendars().all()) {
        Instant expected = where.start_of_day(day("1990-01-01"));
        for (Date each = day("1990-01-01"); each <= day("2060-12-31"); each = each.plus_days(1)) {
            const Instant start = where.start_of_day(each), end = where.end_of_day(each);
            ASSERT_EQ(start, expected) << where.id() << " " << each.iso();
            ASSERT_EQ(where.date(start), each);
            ASSERT_EQ(where.date(end), each);
            const std::int64_t length = (end.ms - start.ms) / 1000 + 1;
            ASSERT_TRUE(length == 86400 || length == 82800 || length == 90000) << each.iso();
            expected = end.plus_seconds(1);
        }
    }
}

TEST(LegalTime, ReadsBackEveryHalfHourOfAYear) {
    for (const char* id : {"metropole", "saint-pierre-et-miquelon", "la-reunion"}) {
        const Territory& where = territory(id);
        Instant instant = where.start_of_day(day("2026-01-01"));
        const Instant end = where.start_of_day(day("2027-01-01"));
        for (; instant < end; instant = instant.plus_seconds(1800)) {
            const auto again = where.instant(where.local(instant));
            if (std::holds_alternative<Instant>(again)) {
                ASSERT_EQ(std::get<Instant>(again), instant);
            } else {
                ASSERT_EQ(refusal_code(again), "heure_double");
            }
        }
    }
}

TEST(When, ReadsDatesAndDateTimes) {
    struct Case {
        const char* text;
        const char* day;
        const char* instant;  ///< empty for a bare date
    };
    const Territory& paris = territory("metropole");
    for (const Case& each :
         {Case{"2026-05-04", "2026-05-04", ""},
          Case{"2026-05-04T18:30", "2026-05-04", "2026-05-04T16:30:00.000Z"},
          Case{"2026-05-04T18:30:05", "2026-05-04", "2026-05-04T16:30:05.000Z"},
          Case{"2026-05-04T18:30:05.25", "2026-05-04", "2026-05-04T16:30:05.250Z"},
          Case{"2026-05-04T18:30+02:00", "2026-05-04", "2026-05-04T16:30:00.000Z"},
          Case{"2026-05-04T23:30Z", "2026-05-05", "2026-05-04T23:30:00.000Z"},
          Case{"2026-05-04T08:15:00.123Z", "2026-05-04", "2026-05-04T08:15:00.123Z"},
          Case{"2026-05-04T08:15:00.123999+00:00", "2026-05-04", "2026-05-04T08:15:00.123Z"},
          Case{"2026-05-04T00:30+14:00", "2026-05-03", "2026-05-03T10:30:00.000Z"},
          Case{"2026-10-25T02:30+02:00", "2026-10-25", "2026-10-25T00:30:00.000Z"},
          Case{"2026-10-25T02:30+01:00", "2026-10-25", "2026-10-25T01:30:00.000Z"},
          Case{"2026-10-25T01:59", "2026-10-25", "2026-10-24T23:59:00.000Z"},
          Case{"2026-10-25T03:00", "2026-10-25", "2026-10-25T02:00:00.000Z"},
          Case{"2026-03-29T01:59", "2026-03-29", "2026-03-29T00:59:00.000Z"},
          Case{"2026-03-29T03:00", "2026-03-29", "2026-03-29T01:00:00.000Z"}}) {
        const auto answer = parse_when(each.text, paris);
        ASSERT_TRUE(std::holds_alternative<When>(answer)) << each.text;
        const When& read = std::get<When>(answer);
        EXPECT_EQ(read.date.iso(), each.day) << each.text;
        EXPECT_EQ(read.instant ? utc_iso(*read.instant) : "", each.instant) << each.text;
    }
}

TEST(When, RefusesWhatIsNoDate) {
    for (const char* text : {"",
                             "demain",
                             "2026-02-29",
                             "2026-5-4",
                             "2026-05-04T",
                             "2026-05-04T18",
                             "2026-05-04 18:30",
                             "2026-05-04t18:30",
                             "2026-05-04T24:00",
                             "2026-05-04T18:60",
                             "2026-05-04T18:30:60",
                             "2026-05-04T18:30:00.",
                             "2026-05-04T18:30:00.1234567890",
                             "2026-05-04T18:30.5",
                             "2026-05-04T18:30z",
                             "2026-05-04T18:30+2",
                             "2026-05-04T18:30+25:00",
                             "2026-05-04Z",
                             "2026-05-04T18:30Z ",
                             "2026-05-04T18:30ZZ",
                             "2026-05-04T-1:30",
                             "2026-05-04T1830"}) {
        EXPECT_EQ(refusal_code(parse_when(text, territory("metropole"))), "date_invalide") << text;
    }
}

TEST(When, OnTheNightsOfChangeNeedsItsOffset) {
    const Territory& paris = territory("metropole");
    const Territory& miquelon = territory("saint-pierre-et-miquelon");
    for (const char* text : {"2026-10-25T02:00", "2026-10-25T02:30", "2026-10-25T02:59:59"}) {
        const auto answer = parse_when(text, paris);
        ASSERT_EQ(refusal_code(answer), "heure_double") << text;
        EXPECT_NE(base::refusal_of(answer)->message.find("+02:00 ou 2026-10-25T02:"),
                  std::string::npos)
            << base::refusal_of(answer)->message;
    }
    for (const char* text : {"2026-03-29T02:00", "2026-03-29T02:59:59"}) {
        EXPECT_EQ(refusal_code(parse_when(text, paris)), "heure_inexistante") << text;
    }
    EXPECT_EQ(refusal_code(parse_when("2026-11-01T01:30", miquelon)), "heure_double");
    EXPECT_EQ(refusal_code(parse_when("2026-11-01T02:30", miquelon)), "compté");
    EXPECT_EQ(refusal_code(parse_when("2026-03-08T02:30", miquelon)), "heure_inexistante");
    EXPECT_EQ(refusal_code(parse_when("2026-03-29T02:30", miquelon)), "compté");
}

TEST(When, BeyondTheCalendarsIsRefusedByName) {
    for (const char* text : {"1989-12-31T12:00", "2061-01-01T00:00", "2060-12-31T23:30Z"}) {
        EXPECT_EQ(refusal_code(parse_when(text, territory("metropole"))), "hors_calendrier")
            << text;
    }
}

}  // namespace
}  // namespace preavis::law::test

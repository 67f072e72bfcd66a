#include "law/count.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "law/oracle.h"
#include "law/support.h"

namespace preavis::law::test {
namespace {

Date last_day(const TimeLimit& limit, Date start, const Territory& where) {
    return *std::get<Reckoning>(reckon(limit, {start, std::nullopt}, where)).last_day;
}

TimeLimit days(int count, Counting counting = Counting::plain, Roll roll = Roll::none,
               Direction direction = Direction::forwards) {
    return {Unit::days, count, counting, roll, direction};
}

TimeLimit months(int count, Counting counting = Counting::plain, Roll roll = Roll::none,
                 Direction direction = Direction::forwards) {
    return {Unit::months, count, counting, roll, direction};
}

std::vector<std::string> codes(const DueDate& due) {
    std::vector<std::string> result;
    for (const Explanation& step : due.because) result.push_back(step.code);
    return result;
}

TEST(Durations, AreReadWithinTheirBounds) {
    struct Case {
        const char* text;
        Unit unit;
        int count;
    };
    for (const Case& each :
         {Case{"PT48H", Unit::hours, 48}, Case{"P15D", Unit::days, 15},
          Case{"P2M", Unit::months, 2}, Case{"P6W", Unit::days, 42},
          Case{"PT100000H", Unit::hours, 100000}, Case{"P36500D", Unit::days, 36500},
          Case{"P1200M", Unit::months, 1200}, Case{"P5214W", Unit::days, 36498}}) {
        const auto limit = parse_limit(each.text);
        ASSERT_TRUE(limit.has_value()) << each.text;
        EXPECT_EQ(limit->unit, each.unit) << each.text;
        EXPECT_EQ(limit->count, each.count) << each.text;
        if (each.text[std::string(each.text).size() - 1] != 'W') {
            EXPECT_EQ(iso_duration(*limit), each.text);
        }
    }
}

TEST(Durations, OfAnotherFormAreRefused) {
    for (const char* text :
         {"",        "P",      "PT",     "PD",   "PTH",   "P0D",    "P-1D",          "P+1D",
          "P01D",    "15D",    "P15",    "P15J", "p15d",  "P1.5D",  "P15D ",         "PT100001H",
          "P36501D", "P1201M", "P5215W", "P1Y",  "PT30M", "P1M15D", "P99999999999D", "PT48",
          "P48H",    "P１5D"}) {
        EXPECT_FALSE(parse_limit(text).has_value()) << text;
    }
}

TEST(Durations, AreWrittenInFrench) {
    EXPECT_EQ(in_french(*parse_limit("PT1H")), "1 heure");
    EXPECT_EQ(in_french(*parse_limit("PT48H")), "48 heures");
    EXPECT_EQ(in_french(*parse_limit("P1D")), "1 jour");
    EXPECT_EQ(in_french(*parse_limit("P15D")), "15 jours");
    EXPECT_EQ(in_french(*parse_limit("P2M")), "2 mois");
    EXPECT_EQ(of_in_french(*parse_limit("PT1H")), "d'une heure");
    EXPECT_EQ(of_in_french(*parse_limit("P1D")), "d'un jour");
    EXPECT_EQ(of_in_french(*parse_limit("P1M")), "d'un mois");
    EXPECT_EQ(of_in_french(*parse_limit("P8D")), "de 8 jours");
}

TEST(Counting, AgreesWithTheOracleEveryDayForSevenDecades) {
    const std::vector<TimeLimit> limits = {
        days(1),
        days(8, Counting::clear, Roll::next),
        days(15, Counting::notice),
        days(8, Counting::clear, Roll::none, Direction::backwards),
        months(1),
        months(6),
        months(2, Counting::clear, Roll::next),
        months(12, Counting::plain, Roll::next),
        months(3, Counting::plain, Roll::previous, Direction::backwards)};
    for (const Territory& where : calendars().all()) {
        const Oracle oracle(where.id());
        for (Date start = day("1990-01-01"); start <= day("2060-12-31");
             start = start.plus_days(1)) {
            for (const TimeLimit& limit : limits) {
                const auto expected = oracle.last_day(limit, start);
                const auto answer = reckon(limit, {start, std::nullopt}, where);
                const auto* found = std::get_if<Reckoning>(&answer);
                ASSERT_EQ(found != nullptr, expected.has_value()) << start.iso();
                if (found == nullptr) continue;
                ASSERT_EQ(found->last_day, expected) << where.id() << " " << start.iso();
                ASSERT_EQ(found->due, where.end_of_day(*expected));
            }
        }
    }
}

TEST(Counting, IsMonotonicNeverBeforeItsTriggerAndNeverOnAClosedDayWhenItRolls) {
    const Territory& where = territory("la-reunion");
    for (const TimeLimit& limit :
         {days(1, Counting::plain, Roll::next), months(1, Counting::clear, Roll::next),
          months(2, Counting::plain, Roll::next), days(30, Counting::clear, Roll::next)}) {
        Date before = day("1990-01-01");
        for (Date start = before; start <= day("2059-12-31"); start = start.plus_days(1)) {
            const Date last = last_day(limit, start, where);
            ASSERT_GT(last, start);
            ASSERT_GE(last, before) << start.iso();
            ASSERT_FALSE(where.is_closed(last)) << start.iso();
            before = last;
        }
    }
}

TEST(Counting, OfMonthsNeverChains) {
    const Territory& where = territory("metropole");
    const Date end_of_january = day("2026-01-31");
    EXPECT_EQ(last_day(months(1), end_of_january, where).iso(), "2026-02-28");
    EXPECT_EQ(last_day(months(2), end_of_january, where).iso(), "2026-03-31");
    EXPECT_EQ(last_day(months(1), last_day(months(1), end_of_january, where), where).iso(),
              "2026-03-28");
}

TEST(Counting, BackwardsThenForwardsLeavesTheAgreedTime) {
    const Territory& where = territory("metropole");
    for (Date end = day("2000-01-01"); end <= day("2030-12-31"); end = end.plus_days(1)) {
        for (const int count : {1, 8, 15, 60}) {
            const Date act = last_day(
                days(count, Counting::plain, Roll::none, Direction::backwards), end, where);
            ASSERT_EQ(last_day(days(count), act, where), end);
            const Date clear = last_day(
                days(count, Counting::clear, Roll::none, Direction::backwards), end, where);
            ASSERT_EQ(last_day(days(count, Counting::clear), clear, where), end);
        }
        for (const int count : {1, 3, 12}) {
            const Date act = last_day(
                months(count, Counting::plain, Roll::none, Direction::backwards), end, where);
            ASSERT_LE(last_day(months(count), act, where), end) << end.iso();
            ASSERT_GT(last_day(months(count), act.plus_days(4), where), end) << end.iso();
        }
    }
}

TEST(Notice, GivenOnItsLastDayBackwardsTakesEffectOnTheDayWanted) {
    const Territory& where = territory("metropole");
    for (Date wanted = day("2024-01-01"); wanted <= day("2028-12-31");
         wanted = wanted.plus_days(1)) {
        const auto back = std::get<Reckoning>(reckon(
            days(15, Counting::notice, Roll::none, Direction::backwards), {wanted, {}}, where));
        ASSERT_EQ(back.earliest_effective, wanted);
        const auto forth =
            std::get<Reckoning>(reckon(days(15, Counting::notice), {*back.last_day, {}}, where));
        ASSERT_EQ(forth.earliest_effective, wanted);
    }
}

TEST(Notice, TakesEffectTheDayAfterItsLastDayEvenWhenThatDayIsClosed) {
    const auto due = std::get<DueDate>(
        count(days(15, Counting::notice), {day("2026-12-18"), {}}, territory("metropole")));
    EXPECT_EQ(due.last_day->iso(), "2027-01-02");
    EXPECT_EQ(due.earliest_effective->iso(), "2027-01-03");
    EXPECT_EQ(due.rolled_because, "");
    EXPECT_EQ(codes(due).back(), "notice_effect");
}

TEST(Hours, RunOnTheAbsoluteTimeLine) {
    struct Case {
        const char* territory;
        const char* from;
        int hours;
        const char* due;
    };
    for (const Case& each :
         {Case{"metropole", "2026-03-28T20:00", 24, "2026-03-29T21:00:00+02:00"},
          Case{"metropole", "2026-10-24T20:00", 24, "2026-10-25T19:00:00+01:00"},
          Case{"metropole", "2026-10-25T02:30+02:00", 1, "2026-10-25T02:30:00+01:00"},
          Case{"metropole", "2026-03-29T01:30", 1, "2026-03-29T03:30:00+02:00"},
          Case{"la-reunion", "2026-03-28T20:00", 24, "2026-03-29T20:00:00+04:00"},
          Case{"saint-pierre-et-miquelon", "2026-10-31T20:00", 24, "2026-11-01T19:00:00-03:00"},
          Case{"saint-pierre-et-miquelon", "2026-03-07T20:00", 24, "2026-03-08T21:00:00-02:00"}}) {
        const Territory& where = territory(each.territory);
        const auto due =
            std::get<DueDate>(count({Unit::hours, each.hours}, when(each.from, where), where));
        EXPECT_EQ(where.iso(due.due), each.due);
        EXPECT_FALSE(due.last_day || due.counted || due.earliest_effective);
    }
}

TEST(Hours, AtABorderAreInTimeToTheLastMillisecond) {
    const Territory& where = territory("metropole");
    const When start = when("2026-05-04T08:15:00.123Z", where);
    const auto due = std::get<DueDate>(count({Unit::hours, 48}, start, where));
    EXPECT_EQ(utc_iso(due.due), "2026-05-06T08:15:00.123Z");
}

TEST(Hours, BackwardsMirrorForwards) {
    const Territory& where = territory("metropole");
    TimeLimit back{Unit::hours, 48};
    back.direction = Direction::backwards;
    const auto due = std::get<DueDate>(count(back, when("2026-10-26T19:00", where), where));
    EXPECT_EQ(where.iso(due.due), "2026-10-24T20:00:00+02:00");
    EXPECT_EQ(codes(due), (std::vector<std::string>{"trigger_backwards", "hours_counted_backwards",
                                                    "clocks_back"}));
}

TEST(Explanations, SayEachStepWithItsSource) {
    struct Case {
        TimeLimit limit;
        const char* territory;
        const char* from;
        std::vector<std::string> codes;
    };
    const std::vector<Case> cases = {
        {months(2, Counting::clear, Roll::next),
         "metropole",
         "2026-05-04",
         {"trigger_day", "day_excluded", "months_counted", "clear_day", "day_closed", "rolled_next",
          "day_ends"}},
        {months(2, Counting::clear, Roll::next),
         "alsace-moselle",
         "2026-02-02",
         {"trigger_day", "day_excluded", "months_counted", "clear_day", "day_closed_in_some_places",
          "day_closed", "day_closed", "day_closed", "rolled_next", "day_ends", "two_readings"}},
        {months(1),
         "metropole",
         "2026-01-31",
         {"trigger_day", "day_excluded", "months_counted", "month_end", "not_rolled", "day_ends"}},
        {days(15),
         "metropole",
         "2026-09-01",
         {"trigger_day", "day_excluded", "days_counted", "day_ends"}},
        {days(8, Counting::clear, Roll::none, Direction::backwards),
         "metropole",
         "2026-05-20",
         {"trigger_backwards", "days_counted_backwards", "clear_day_backwards", "day_ends"}},
        {months(3, Counting::plain, Roll::previous, Direction::backwards),
         "metropole",
         "2028-12-31",
         {"trigger_backwards", "months_counted_backwards", "month_end", "day_closed",
          "rolled_previous", "day_ends"}},
        {days(15, Counting::notice, Roll::none, Direction::backwards),
         "metropole",
         "2026-05-20",
         {"trigger_backwards", "days_counted_backwards", "notice_backwards", "day_ends",
          "notice_effect"}}};
    for (const Case& each : cases) {
        const Territory& where = territory(each.territory);
        const auto due = std::get<DueDate>(count(each.limit, when(each.from, where), where));
        EXPECT_EQ(codes(due), each.codes) << each.from;
        for (const Explanation& step : due.because) {
            EXPECT_FALSE(step.source.empty()) << step.code;
            EXPECT_EQ(step.text.find_first_of("{}"), std::string::npos) << step.text;
        }
    }
}

TEST(Explanations, NameTheHolidayAndTheChangeOfClocks) {
    const Territory& where = territory("metropole");
    const auto rolled = std::get<DueDate>(
        count(months(2, Counting::clear, Roll::next), when("2026-10-24", where), where));
    EXPECT_NE(rolled.because[4].text.find("vendredi 25 décembre 2026"), std::string::npos);
    EXPECT_NE(rolled.because[4].text.find("Jour de Noël"), std::string::npos);
    const auto spring =
        std::get<DueDate>(count({Unit::hours, 24}, when("2026-03-28T20:00", where), where));
    EXPECT_EQ(spring.because.back().code, "clocks_forward");
    EXPECT_NE(spring.because.back().text.find("de +01:00 à +02:00"), std::string::npos);
}

TEST(Refusals, NameWhatIsWrong) {
    struct Case {
        TimeLimit limit;
        const char* from;
        const char* code;
    };
    TimeLimit rolling_hours{Unit::hours, 48};
    rolling_hours.roll = Roll::next;
    TimeLimit clear_hours{Unit::hours, 48};
    clear_hours.counting = Counting::clear;
    for (const Case& each :
         {Case{{Unit::hours, 48}, "2026-05-04", "heure_requise"},
          Case{rolling_hours, "2026-05-04T10:00", "heures_sans_report"},
          Case{clear_hours, "2026-05-04T10:00", "heures_simples"},
          Case{days(15, Counting::notice, Roll::previous), "2026-05-04", "preavis_raccourci"},
          Case{days(15, Counting::notice, Roll::next, Direction::backwards), "2026-05-04",
               "preavis_raccourci"},
          Case{days(1), "1989-12-31", "hors_calendrier"},
          Case{days(1), "2061-01-01", "hors_calendrier"},
          Case{days(1), "2060-12-31", "hors_calendrier"}, Case{days(1), "2060-12-30", "compté"},
          Case{days(36500), "2026-05-04", "hors_calendrier"},
          Case{months(1200), "2026-05-04", "hors_calendrier"},
          Case{months(1200, Counting::plain, Roll::none, Direction::backwards), "1990-01-31",
               "hors_calendrier"},
          Case{days(1, Counting::plain, Roll::none, Direction::backwards), "1990-01-01",
               "hors_calendrier"},
          Case{days(2, Counting::plain, Roll::previous, Direction::backwards), "1990-01-03",
               "hors_calendrier"},
          Case{{Unit::hours, 100000}, "2060-05-04T10:00", "hors_calendrier"}}) {
        const When start = when(each.from, territory("metropole"));
        EXPECT_EQ(refusal_code(count(each.limit, start, territory("metropole"))), each.code)
            << each.from;
    }
}

TEST(Properties, RandomLimitsAgreeWithTheOracle) {
    const auto choose = [](int options) { return *rc::gen::inRange(0, options); };
    const Oracle oracle("martinique");
    const Territory& where = territory("martinique");
    EXPECT_TRUE(rc::check("reckon agrees with the oracle", [&] {
        TimeLimit limit;
        limit.unit = choose(2) == 0 ? Unit::days : Unit::months;
        limit.count = *rc::gen::inRange(1, limit.unit == Unit::days ? 3000 : 120);
        limit.counting = static_cast<Counting>(choose(3));
        limit.roll = static_cast<Roll>(choose(3));
        limit.direction = static_cast<Direction>(choose(2));
        limit.last_day_excluded = choose(5) == 0;
        const Date start = Date::from_day_number(*rc::gen::inRange(7305, 33238));
        const auto answer = reckon(limit, {start, std::nullopt}, where);
        if (refusal_of_limit(limit)) {
            RC_ASSERT(refusal_code(answer) == "preavis_raccourci");
            return;
        }
        const auto expected = oracle.last_day(limit, start);
        RC_ASSERT(std::holds_alternative<Reckoning>(answer) == expected.has_value());
        if (expected) RC_ASSERT(std::get<Reckoning>(answer).last_day == expected);
    }));
}

TEST(Properties, RandomHoursRunExactlyAndExplainThemselves) {
    const Territory& where = territory("metropole");
    EXPECT_TRUE(rc::check("hours are hours", [&] {
        const int hours = *rc::gen::inRange(1, 5000);
        const std::int64_t minute = *rc::gen::inRange<std::int64_t>(13000000, 40000000);
        const Instant start{minute * 60000};
        const auto due =
            std::get<DueDate>(count({Unit::hours, hours}, {where.date(start), start}, where));
        RC_ASSERT(due.due.ms - start.ms == hours * std::int64_t{3600000});
        const bool changed = where.offset_minutes(start) != where.offset_minutes(due.due);
        RC_ASSERT(due.because.size() == (changed ? 3U : 2U));
    }));
}

TEST(Properties, CountAndReckonAgree) {
    const Territory& where = territory("guyane");
    for (Date start = day("2024-01-01"); start <= day("2028-12-31"); start = start.plus_days(1)) {
        const TimeLimit limit = months(2, Counting::clear, Roll::next);
        const auto quick = std::get<Reckoning>(reckon(limit, {start, {}}, where));
        const auto full = std::get<DueDate>(count(limit, {start, {}}, where));
        ASSERT_EQ(quick.due, full.due);
        ASSERT_EQ(quick.last_day, full.last_day);
        ASSERT_EQ(quick.counted, full.counted);
        ASSERT_EQ(full.rolled_because.empty(), full.counted == full.last_day);
    }
}

}  // namespace
}  // namespace preavis::law::test

#include "law/recurrence.h"

#include <gtest/gtest.h>

#include "law/support.h"

namespace preavis::law::test {
namespace {

const Territory& metropole() {
    static const Territory here = territory("metropole");
    return here;
}

std::string nth(const std::string& rule, const std::string& from, int rank) {
    const auto answer =
        occurrence(*catalogue().find(rule), when(from, metropole()), rank, metropole());
    const auto* due = std::get_if<DueDate>(&answer);
    return due == nullptr ? base::refusal_of(answer)->code : metropole().iso(due->due);
}

TEST(Recurrence, CountsEachTermFromTheOriginalDate) {
    struct Case {
        const char* rule;
        const char* from;
        int rank;
        const char* due;
    };
    for (const Case& each : {Case{"DL14", "2026-08-31", 1, "2027-02-28T23:59:59+01:00"},
                             Case{"DL14", "2026-08-31", 2, "2027-08-31T23:59:59+02:00"},
                             Case{"DL14", "2026-08-31", 3, "2028-02-29T23:59:59+01:00"},
                             Case{"DL30", "2026-01-31", 1, "2026-07-31T23:59:59+02:00"},
                             Case{"DL84", "2028-02-29", 1, "2029-02-28T23:59:59+01:00"},
                             Case{"DL84", "2028-02-29", 4, "2032-02-29T23:59:59+01:00"},
                             Case{"DL90", "2026-10-15", 1, "2026-10-15T23:59:59+02:00"},
                             Case{"DL90", "2026-10-16", 1, "2027-10-15T23:59:59+02:00"},
                             Case{"DL91", "2026-07-01", 1, "2027-06-30T23:59:59+02:00"},
                             Case{"DL92", "2026-03-31", 1, "2027-03-30T23:59:59+02:00"},
                             Case{"DL25", "2026-05-04", 3, "2026-12-31T23:59:59+01:00"},
                             Case{"DL87", "2026-05-04", 1, "2026-05-08T17:00:00+02:00"},
                             Case{"DL87", "2026-05-08", 2, "2026-05-15T17:00:00+02:00"},
                             Case{"DL87b", "2026-10-25", 2, "2026-10-26T00:00:00+01:00"},
                             Case{"DL53", "2026-05-04", 1, "regle_sans_retour"},
                             Case{"DL81", "2026-05-04", 1, "regle_sans_retour"},
                             Case{"DL14", "2026-05-04", 0, "rang_invalide"},
                             Case{"DL14", "2026-05-04", -1, "rang_invalide"},
                             Case{"DL14", "2026-05-04", 30001, "rang_invalide"},
                             Case{"DL14", "2026-05-04", 400, "hors_calendrier"},
                             Case{"DL90", "2026-05-04", 400, "hors_calendrier"},
                             Case{"DL87b", "2060-12-31", 2, "hors_calendrier"},
                             Case{"DL84", "2020-05-04", 1, "regle_pas_en_vigueur"}}) {
        EXPECT_EQ(nth(each.rule, each.from, each.rank), each.due) << each.rule << " " << each.rank;
    }
}

TEST(Recurrence, IsNeverChained) {
    const Rule& review = *catalogue().find("DL14");
    for (int number = 0; number < 366; ++number) {
        const Date start = day("2027-03-01").plus_days(number);
        for (int rank = 1; rank <= 20; ++rank) {
            const auto answer = occurrence(review, {start, std::nullopt}, rank, metropole());
            EXPECT_EQ(*std::get<DueDate>(answer).last_day, plus_months(start, 6 * rank));
        }
    }
}

TEST(Recurrence, FindsTheNextTermTheDayIncluded) {
    const Rule& review = *catalogue().find("DL14");
    const auto after = [&](const std::string& iso) {
        const When start = when("2026-08-31", metropole());
        const auto answer = next_occurrence(review, start, day(iso), metropole());
        return std::get<DueDate>(answer).last_day->iso();
    };
    EXPECT_EQ(after("2020-01-01"), "2027-02-28");
    EXPECT_EQ(after("2027-02-28"), "2027-02-28");
    EXPECT_EQ(after("2027-03-01"), "2027-08-31");
}

TEST(Recurrence, SaysThatItCountsFromTheOriginalDate) {
    const auto answer =
        occurrence(*catalogue().find("DL14"), when("2026-08-31", metropole()), 2, metropole());
    const auto& because = std::get<DueDate>(answer).because;
    EXPECT_EQ(because.front().code, "rule");
    EXPECT_EQ(because.back().text,
              "Échéance n° 2 d'une suite d'échéances espacées de 6 mois : elle se compte depuis la "
              "date d'origine, le lundi 31 août 2026, et non depuis l'échéance précédente.");
}

struct TwoReadings {
    const char* rule;
    const char* from;
    const char* territory;
    const char* due;
    const char* act_by;  ///< empty: one reading
    const char* late_after;
};

TEST(Readings, TellTheEarlierEndAndRefuseNothingBeforeTheLater) {
    for (const TwoReadings& each :
         {TwoReadings{"DL10", "2026-05-20", "metropole", "2026-05-11", "2026-05-11", "2026-05-12"},
          TwoReadings{"DL60", "2026-02-02", "alsace-moselle", "2026-04-07", "2026-04-03",
                      "2026-04-07"},
          TwoReadings{"DL60", "2026-02-02", "metropole", "2026-04-03", "", ""},
          TwoReadings{"DL60", "2026-05-04", "alsace-moselle", "2026-07-06", "", ""},
          TwoReadings{"DL66", "2026-05-04", "metropole", "2026-05-20", "2026-05-19", "2026-05-20"},
          TwoReadings{"DL70", "2026-05-04", "metropole", "2026-09-04", "2026-09-04", "2026-09-07"},
          TwoReadings{"DL97", "2026-01-31", "metropole", "2026-03-02", "2026-02-28", "2026-03-02"},
          TwoReadings{"DL53", "2026-05-04", "metropole", "2026-05-19", "", ""}}) {
        const Territory where = territory(each.territory);
        const When start = when(each.from, where);
        const auto answer = count(*catalogue().find(each.rule), start, where, start.date);
        const DueDate& due = std::get<DueDate>(answer);
        const auto iso = [&](const std::optional<Instant>& instant) {
            return instant ? where.date(*instant).iso() : std::string();
        };
        EXPECT_EQ(due.last_day->iso(), each.due) << each.rule;
        EXPECT_EQ(iso(due.act_by), each.act_by) << each.rule;
        EXPECT_EQ(iso(due.late_after), each.late_after) << each.rule;
        const auto told =
            std::count_if(due.because.begin(), due.because.end(),
                          [](const Explanation& step) { return step.code == "two_readings"; });
        EXPECT_EQ(told, *each.act_by == '\0' ? 0 : 1) << each.rule;
    }
}

TEST(Readings, SayOfEachRuleWhichProtectsTheHousehold) {
    EXPECT_EQ(catalogue().find("DL60")->protects, Protects::later);
    EXPECT_EQ(catalogue().find("DL53")->protects, Protects::later);
    EXPECT_EQ(catalogue().find("DL10")->protects, Protects::earlier);
    EXPECT_EQ(catalogue().find("DL02")->protects, Protects::earlier);
    for (const Rule& rule : catalogue().rules()) {
        const bool notice = rule.versions.front().limit.counting == Counting::notice;
        EXPECT_TRUE(!notice || rule.protects == Protects::later) << rule.id;
    }
}

}  // namespace
}  // namespace preavis::law::test

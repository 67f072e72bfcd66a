#include <gtest/gtest.h>

#include <set>

#include "base/file.h"
#include "base/text.h"
#include "law/support.h"

namespace preavis::law::test {
namespace {

/// Holidays by territory as tests/law/npm/holidays.js found them with date-holidays 3.23.12.
using Found = std::map<std::string, std::set<Date>>;

Found found_by_npm() {
    Found found;
    const auto file = std::filesystem::path(PREAVIS_ROOT) / "tests/law/holidays_by_npm.txt";
    for (const std::string& line : base::split(base::read_file(file), '\n')) {
        if (line.empty()) continue;
        const std::vector<std::string> words = base::split(line, ' ');
        for (std::size_t i = 1; i < words.size(); ++i) found[words[0]].insert(day(words[i]));
    }
    return found;
}

/// A day on which the two disagree for a reason that is known.
struct Difference {
    const char* territory;
    const char* day;  ///< « 07-21 », or « paques-2 »
    int first_year, last_year;
    bool ours;  ///< we have it, they have not
    const char* why;
};
const std::vector<Difference> differences = {
    {"guadeloupe", "paques-2", 1990, 2060, false,
     "Good Friday is a local custom there; only Alsace-Moselle has it by law (L3134-13)"},
    {"martinique", "paques-2", 1990, 2060, false, "the same custom"},
    {"guadeloupe", "07-21", 1990, 2060, false,
     "Victor Schœlcher's day is a custom, not a holiday of code du travail L3133-1 or L3422-2"},
    {"martinique", "07-21", 1990, 2060, false, "the same custom"},
    {"saint-martin", "05-28", 2018, 2060, true,
     "since 2018 Saint-Martin keeps 28 May; they still have Guadeloupe's 27 May"},
    {"saint-martin", "05-27", 2018, 2060, false, "the same change"},
    {"saint-barthelemy", "10-09", 1990, 2011, false,
     "9 October is Saint-Barthélemy's since 2012; they have it for all years"},
    {"saint-barthelemy", "05-27", 1990, 2007, true,
     "until 2007 the island was a part of Guadeloupe"},
};

Date day_of(const Difference& difference, int year, const std::set<Date>& easter_mondays) {
    if (std::string(difference.day) != "paques-2") {
        return day(std::to_string(year) + "-" + difference.day);
    }
    return easter_mondays.lower_bound(*Date::of(year, 3, 23))->plus_days(-3);
}

std::set<Date> ours(const Territory& territory) {
    std::set<Date> days;
    for (int year = 1990; year <= 2060; ++year) {
        for (const Holiday& holiday : territory.holidays(year)) days.insert(holiday.date);
    }
    return days;
}

std::set<Date> easter_mondays() {
    std::set<Date> mondays;
    for (int year = 1990; year <= 2060; ++year) {
        for (const Holiday& holiday : territory("metropole").holidays(year)) {
            if (holiday.name == "Lundi de Pâques") mondays.insert(holiday.date);
        }
    }
    return mondays;
}

TEST(Holidays, AreThoseOfAnIndependentCalculationFrom1990To2060) {
    Found theirs = found_by_npm();
    ASSERT_EQ(theirs.size(), 10U);
    const std::set<Date> mondays = easter_mondays();
    for (const Difference& each : differences) {
        std::set<Date>& days = theirs.at(each.territory);
        const std::set<Date> mine = ours(territory(each.territory));
        for (int year = each.first_year; year <= each.last_year; ++year) {
            const Date date = day_of(each, year, mondays);
            if (mine.contains(date) != each.ours) continue;  // it falls on another holiday
            if (each.ours) {
                days.insert(date);
            } else {
                days.erase(date);
            }
        }
    }
    for (const auto& [name, days] : theirs) {
        const std::set<Date> mine = ours(territory(name));
        for (const Date date : days) EXPECT_TRUE(mine.contains(date)) << name << " " << date.iso();
        for (const Date date : mine) EXPECT_TRUE(days.contains(date)) << name << " " << date.iso();
    }
}

}  // namespace
}  // namespace preavis::law::test

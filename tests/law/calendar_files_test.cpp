#include <gtest/gtest.h>

#include "law/support.h"

namespace preavis::law::test {
namespace {

TEST(CalendarFiles, AreSound) {
    const DataFolder folder;
    EXPECT_EQ(problems_of(Calendars::read(folder.calendars())), "lu");
    EXPECT_EQ(problems_of(Calendars::read(folder.calendars() / "")), "lu");
}

TEST(CalendarFiles, RefuseEachFaultWithItsFile) {
    struct Fault {
        const char* file;
        const char* from;
        const char* to;
        const char* message;
    };
    const std::vector<Fault> faults = {
        {"calendars/zones.yaml", "\"+01:00\"", "\"+1:00\"", "« +1:00 » n'est pas un décalage"},
        {"calendars/zones.yaml", "which: last", "which: dernier",
         "« dernier » n'est pas une valeur"},
        {"calendars/zones.yaml", "weekday: sunday", "weekday: dimanche", "« dimanche » n'est pas"},
        {"calendars/zones.yaml", "month: 3", "month: 13", "« month » doit être un nombre entier"},
        {"calendars/zones.yaml", "at: \"01:00\"", "at: \"25:00\"", "« 25:00 » n'est pas une heure"},
        {"calendars/zones.yaml", "clock: utc", "clock: ici", "« ici » n'est pas une valeur"},
        {"calendars/zones.yaml", "to_year: 1995", "to_year: 1996", "deux règles d'heure d'été"},
        {"calendars/zones.yaml", "id: guyane", "id: antilles", "écrite deux fois"},
        {"calendars/zones.yaml", "    name: heure de Paris\n", "", "il manque « name »"},
        {"calendars/zones.yaml", "checked: 2026-11-22", "checked: hier",
         "« hier » n'est pas un jour"},
        {"calendars/zones.yaml", "zones:", "zone:", "« zone » n'est pas connu ici"},
        {"calendars/holidays.yaml", "last_year: 2060", "last_year: 1980", "précède « first_year »"},
        {"calendars/holidays.yaml", "date: \"01-01\"", "date: \"02-29\"",
         "n'est pas un jour de l'année"},
        {"calendars/holidays.yaml", "date: \"01-01\"", "dte: \"01-01\"", "soit « date », soit"},
        {"calendars/holidays.yaml", "days_after_easter: 1\n", "days_after_easter: 100\n",
         "« days_after_easter » doit être un nombre entier"},
        {"calendars/holidays.yaml", "[mayotte]", "[mayote]", "territoire inconnu : « mayote »"},
        {"calendars/holidays.yaml", "from_year: 2018", "from_year: 2099", "précède « from_year »"},
        {"calendars/holidays.yaml", "    source: Code du travail, art. L3133-1, 1°\n", "",
         "il manque « source »"},
        {"calendars/territories.yaml", "zone: paris", "zone: lutece",
         "« lutece » n'est pas une valeur"},
        {"calendars/territories.yaml", "\"971\"", "\"972\"", "« 972 » est écrit deux fois"},
        {"calendars/territories.yaml", "id: guyane", "id: mayotte",
         "« mayotte » est écrit deux fois"},
        {"law/computation.yaml", "  month_end:\n", "  mois_fin:\n", "il manque « month_end »"},
        {"law/computation.yaml", "  month_end:\n", "  mois_fin:\n",
         "« mois_fin » n'est pas connu ici"},
        {"law/computation.yaml", "jour {day}", "jour {jour}",
         "« {jour} », que cette étape ne donne pas"},
        {"law/computation.yaml", "depuis le {from:court}", "depuis le {from:courte}",
         "« courte » n'est pas une forme de « {from} » (formes possibles : de, court, apart)"},
        {"law/computation.yaml", "checked: 2026-04-01\n", "", "il manque « checked »"},
        {"law/computation.yaml", "steps:", "steps: []\nautres:", "un objet est attendu"}};
    for (const Fault& fault : faults) {
        const DataFolder folder;
        folder.edit(fault.file, fault.from, fault.to);
        const std::string problems = problems_of(Calendars::read(folder.calendars()));
        EXPECT_NE(problems.find(fault.message), std::string::npos)
            << "expected: " << fault.message << "\nfound: " << problems;
        EXPECT_NE(problems.find(fault.file), std::string::npos) << problems;
    }
}

TEST(CalendarFiles, AnswerTheProblemsOfAllFilesAtOnce) {
    const DataFolder folder;
    folder.write("calendars/zones.yaml", "zones: [");
    folder.write("calendars/territories.yaml", "territories: []");
    folder.write("law/computation.yaml", "steps: {}");
    const std::string problems = problems_of(Calendars::read(folder.calendars()));
    for (const char* file : {"zones.yaml", "territories.yaml", "computation.yaml"}) {
        EXPECT_NE(problems.find(file), std::string::npos) << problems;
    }
}

TEST(CalendarFiles, MayBeRewordedByALawyer) {
    const DataFolder folder;
    folder.edit("law/computation.yaml", "Le délai part du {date} ({territory}).",
                "{territory} : tout commence le {date}.");
    const auto reading = Calendars::read(folder.calendars());
    const Territory where = std::get<Calendars>(reading).find("974").value();
    const auto due = std::get<DueDate>(count({Unit::days, 8}, {day("2026-05-04"), {}}, where));
    EXPECT_EQ(due.because.front().text, "La Réunion : tout commence le lundi 4 mai 2026.");
}

TEST(CalendarFiles, CoverAllYearsThatTheyAnnounce) {
    for (const Territory& where : calendars().all()) {
        EXPECT_EQ(where.first_year(), 1990);
        EXPECT_EQ(where.last_year(), 2060);
        for (int year = 1990; year <= 2060; ++year) {
            EXPECT_GE(where.holidays(year).size(), 11U) << where.id() << " " << year;
        }
    }
}

}  // namespace
}  // namespace preavis::law::test

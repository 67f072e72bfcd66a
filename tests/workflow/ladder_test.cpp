#include "workflow/ladder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/hash.h"

namespace preavis::workflow::testing {
namespace {

using dossier::Audience;
using dossier::Deadline;
using dossier::DeadlineKind;
using dossier::Role;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Ladders& ladders() {
    static const Ladders read =
        std::get<Ladders>(Ladders::read(std::string(PREAVIS_ROOT) + "/data/rappels.yaml"));
    return read;
}

const law::Calendars& calendars() {
    static const auto read = std::get<law::Calendars>(
        law::Calendars::read(std::string(PREAVIS_ROOT) + "/data/calendars"));
    return read;
}

law::Territory territory(const std::string& id = "metropole") {
    return *calendars().find(id);
}

Deadline day_deadline(const std::string& last_day, const law::Territory& where,
                      DeadlineKind kind = DeadlineKind::obligation) {
    Deadline deadline;
    deadline.kind = kind;
    deadline.last_day = *law::Date::parse(last_day);
    deadline.due = where.end_of_day(*deadline.last_day);
    deadline.started_at = deadline.due.plus_seconds(-60 * 86'400);
    return deadline;
}

std::vector<std::string> told(const Deadline& deadline, const law::Territory& where) {
    std::vector<std::string> lines;
    for (const PlannedRung& planned : ladders().plan(deadline, nullptr, where)) {
        lines.push_back(planned.rung->name + " " + where.iso(planned.at));
    }
    return lines;
}

TEST(Ladder, rungs_before_a_closed_day_come_on_the_working_day_before_it) {
    const law::Territory metropole = territory();
    struct Case {
        const char* last_day;
        const char* soon;
        const char* same_day;
        const char* next_day;
    };
    // Sunday 15 February 2026, Saturday 28 February, an ordinary Wednesday, Easter Monday and the
    // long week-end of Ascension Day.
    for (const Case& each : std::vector<Case>{
             {"2026-02-15", "2026-02-12", "2026-02-13", "2026-02-16"},
             {"2026-02-28", "2026-02-25", "2026-02-27", "2026-03-01"},
             {"2026-09-16", "2026-09-11", "2026-09-16", "2026-09-17"},
             {"2026-04-06", "2026-04-03", "2026-04-03", "2026-04-07"},
             {"2026-05-17", "2026-05-13", "2026-05-15", "2026-05-18"},
         }) {
        const auto lines = told(day_deadline(each.last_day, metropole), metropole);
        ASSERT_EQ(lines.size(), 4U);
        EXPECT_THAT(lines[0], HasSubstr(std::string("bientot ") + each.soon + "T08:00:00"));
        EXPECT_THAT(lines[1], HasSubstr(std::string("jour_meme ") + each.same_day + "T08:00:00"));
        EXPECT_THAT(lines[2], HasSubstr(std::string("lendemain ") + each.next_day + "T08:00:00"));
    }
}

TEST(Ladder, mornings_stay_at_eight_over_both_nights_when_clocks_change_and_in_each_zone) {
    const law::Territory metropole = territory();
    EXPECT_THAT(
        told(day_deadline("2026-03-30", metropole), metropole),
        ElementsAre("bientot 2026-03-27T08:00:00+01:00", "jour_meme 2026-03-30T08:00:00+02:00",
                    "lendemain 2026-03-31T08:00:00+02:00",
                    "une_semaine_apres 2026-04-06T08:00:00+02:00"));
    EXPECT_THAT(told(day_deadline("2026-10-26", metropole), metropole)[1],
                "jour_meme 2026-10-26T08:00:00+01:00");
    const law::Territory mayotte = territory("mayotte");
    EXPECT_THAT(told(day_deadline("2026-04-27", mayotte), mayotte)[1],
                "jour_meme 2026-04-24T08:00:00+03:00");
}

TEST(Ladder, limits_in_hours_have_rungs_in_hours_on_the_absolute_time_line) {
    Deadline deadline;
    deadline.started_at = *law::parse_utc("2026-10-24T18:00:00.000Z");
    deadline.due = deadline.started_at.plus_seconds(48 * 3600);
    EXPECT_THAT(
        told(deadline, territory()),
        ElementsAre("bientot 2026-10-26T07:00:00+01:00", "derniere_heure 2026-10-26T18:00:00+01:00",
                    "heure_passee 2026-10-26T20:00:00+01:00",
                    "trois_jours_apres 2026-10-29T19:00:00+01:00"));
}

TEST(Ladder, what_would_come_before_the_start_or_beyond_the_calendars_is_left_out) {
    const law::Territory metropole = territory();
    Deadline deadline = day_deadline("2026-09-16", metropole);
    deadline.started_at = *law::parse_utc("2026-09-11T06:00:00.000Z");
    EXPECT_EQ(told(deadline, metropole).size(), 3U);
    deadline.started_at = *law::parse_utc("2026-09-11T05:59:59.999Z");
    EXPECT_EQ(told(deadline, metropole).size(), 4U);
    const std::string last = std::to_string(metropole.last_year()) + "-12-30";
    EXPECT_EQ(told(day_deadline(last, metropole), metropole).size(), 3U);
}

TEST(Ladder, two_readings_remind_by_the_earlier_and_alert_by_the_later) {
    const law::Territory metropole = territory();
    Deadline deadline = day_deadline("2026-09-16", metropole);
    deadline.act_by = metropole.end_of_day(*law::Date::parse("2026-09-15"));
    deadline.late_after = metropole.end_of_day(*law::Date::parse("2026-09-17"));
    const auto lines = told(deadline, metropole);
    EXPECT_THAT(lines[1], HasSubstr("2026-09-15"));
    EXPECT_THAT(lines[2], HasSubstr("2026-09-18"));
}

TEST(Ladder, every_kind_of_deadline_reminds_someone_in_hours_and_in_days) {
    for (const DeadlineKind kind : {DeadlineKind::obligation, DeadlineKind::window,
                                    DeadlineKind::notice, DeadlineKind::right}) {
        Deadline deadline = day_deadline("2026-09-16", territory(), kind);
        EXPECT_FALSE(told(deadline, territory()).empty());
        deadline.last_day.reset();
        EXPECT_FALSE(told(deadline, territory()).empty());
    }
}

TEST(Ladder, the_actor_notes_the_act_the_organisation_is_whole_and_the_menage_has_its_own_time) {
    Definition definition;
    Transition meeting{.event = "remettre", .by = {Role::gestionnaire_agent, Role::systeme}};
    meeting.meet = {{.deadline = "remise"}};
    definition.transitions = {meeting};
    Deadline deadline{.name = "remise"};
    EXPECT_THAT(reminded(definition, deadline, Audience::acteur),
                ElementsAre(Role::gestionnaire_agent));
    EXPECT_THAT(reminded(definition, deadline, Audience::organisation),
                ElementsAre(Role::gestionnaire_agent, Role::gestionnaire_direction));
    EXPECT_THAT(reminded(definition, deadline, Audience::ddets),
                ElementsAre(Role::ddets_pilotage, Role::ddets_instruction));
    deadline.kind = DeadlineKind::window;
    EXPECT_THAT(reminded(definition, deadline, Audience::acteur),
                ElementsAre(Role::gestionnaire_agent, Role::menage));
    deadline.name = "que personne ne note";
    EXPECT_THAT(reminded(definition, deadline, Audience::organisation),
                ElementsAre(Role::siao_agent, Role::siao_responsable));
}

std::string refusal_of(const std::string& yaml) {
    const auto file = std::filesystem::temp_directory_path() / (base::random_id() + ".yaml");
    std::ofstream(file) << yaml;
    const auto reading = Ladders::read(file);
    std::filesystem::remove(file);
    const auto* problems = std::get_if<base::Problems>(&reading);
    return problems == nullptr ? "" : base::to_string(*problems);
}

std::string one_ladder(const std::string& rungs) {
    return "at: \"08:00\"\nladders:\n  essai:\n    kinds: [notice]\n    unit: days\n    rungs:\n" +
           rungs;
}

TEST(Ladder, a_broken_file_is_refused_by_name) {
    struct Case {
        std::string yaml;
        const char* says;
    };
    const std::string fine = "      - { name: a, before: P3D, to: acteur, message: M }\n";
    for (const Case& each : std::vector<Case>{
             {one_ladder(fine), "« obligation » en « hours »"},
             {one_ladder(fine + fine), "deux fois"},
             {one_ladder("      - { name: a, after: P1D, to: ddets, message: M }\n"
                         "      - { name: b, before: P1D, to: ddets, message: M }\n"),
              "ne vient pas après"},
             {one_ladder("      - { name: a, before: PT3H, to: ddets, message: M }\n"), "PT3H"},
             {one_ladder("      - { name: a, before: P1D, after: P1D, to: ddets, message: M }\n"),
              "pas les deux"},
             {one_ladder("      - { name: a, to: prefet, message: M }\n"), "prefet"},
             {"at: \"25:00\"\nladders: {}\n", "une heure est attendue"},
         }) {
        EXPECT_THAT(refusal_of(each.yaml), HasSubstr(each.says)) << each.yaml;
    }
}

}  // namespace
}  // namespace preavis::workflow::testing

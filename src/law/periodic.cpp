#include "law/periodic.h"

#include "base/expects.h"
#include "law/explain.h"
#include "law/wording.h"

namespace preavis::law {
namespace {

/// Nothing after `last_year` and the next, so that a year too far can still be told.
std::optional<Date> calendar_day(const Rule& rule, const RuleVersion& version, Date start, int rank,
                                 int last_year) {
    if (rule.kind == Kind::daily) return start.plus_days(rank - 1);
    if (rule.kind == Kind::weekly) {
        Date day = start;
        while (version.weekday && day.weekday() != *version.weekday) day = day.plus_days(1);
        return day.plus_days(days_per_week * (rank - 1));
    }
    for (int year = start.year(); year <= last_year + 1; ++year) {
        for (const DayOfYear& each : version.days) {
            const Date day = *Date::of(year, each.month, each.day);
            if (day >= start && --rank == 0) return day;
        }
    }
    return std::nullopt;
}

/// The hour of the text on that day, or the day's end.
base::Answer<Instant> end_on(Date day, const RuleVersion& version, const Territory& territory) {
    if (!version.minute_of_day) return territory.end_of_day(day);
    const int minute = *version.minute_of_day;
    return territory.instant({day, minute / 60, minute % 60, 0});
}

std::vector<Explanation> explained(const DueDate& due, const RuleVersion& version, Date start,
                                   int rank, const Territory& territory) {
    const Wording& wording = territory.wording();
    const Date day = *due.last_day;
    std::vector<Explanation> steps = {
        wording.explain("trigger_calendar", {{"date", start}, {"territory", territory.name()}},
                        version.source),
        rank == 1 ? wording.explain("next_date", {{"date", day}}, version.source)
                  : wording.explain("later_date", {{"rank", std::to_string(rank)}, {"date", day}},
                                    version.source)};
    explain_closed_end(version.limit, day, territory, steps);
    steps.push_back(
        version.minute_of_day
            ? wording.explain("hour_ends", {{"date", territory.local(due.due)}}, version.source)
            : wording.explain("day_ends", {{"date", day}}));
    return steps;
}

}  // namespace

bool is_periodic(Kind kind) {
    return kind == Kind::yearly || kind == Kind::weekly || kind == Kind::daily;
}

base::Answer<DueDate> count_periodic(const Rule& rule, const RuleVersion& version, Date start,
                                     int rank, const Territory& territory) {
    expects(is_periodic(rule.kind) && rank >= 1 && territory.covers(start));
    const auto day = calendar_day(rule, version, start, rank, territory.last_year());
    if (!day) return beyond_last_year(territory);
    if (!territory.covers(*day)) return beyond_calendars(*day, territory);
    auto end = end_on(*day, version, territory);
    if (auto* refusal = std::get_if<base::Refusal>(&end)) return std::move(*refusal);
    DueDate due;
    due.due = std::get<Instant>(end);
    due.last_day = due.counted = day;
    due.because = explained(due, version, start, rank, territory);
    return due;
}

}  // namespace preavis::law

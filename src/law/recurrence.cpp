#include "law/recurrence.h"

#include "law/wording.h"

namespace preavis::law {
namespace {

constexpr int greatest_rank = 10'000;
constexpr int days_per_week = 7;

/// The `rank`-th date of the calendar on which a rule falls, the start included; nothing after
/// `last_year`.
std::optional<Date> calendar_day(const Rule& rule, const RuleVersion& version, Date start, int rank,
                                 int last_year) {
    if (rule.kind == Kind::daily) return start.plus_days(rank - 1);
    if (rule.kind == Kind::weekly) {
        Date day = start;
        while (version.weekday && day.weekday() != *version.weekday) day = day.plus_days(1);
        return day.plus_days(days_per_week * (rank - 1));
    }
    for (int year = start.year(); year <= last_year; ++year) {
        for (const DayOfYear& each : version.days) {
            const Date day = *Date::of(year, each.month, each.day);
            if (day >= start && --rank == 0) return day;
        }
    }
    return std::nullopt;
}

base::Answer<DueDate> of_the_calendar(const Rule& rule, const RuleVersion& version, Date start,
                                      int rank, const Territory& territory) {
    const auto found = calendar_day(rule, version, start, rank, territory.last_year());
    if (!found || !territory.covers(*found)) {
        return beyond_calendars(found.value_or(start), territory);
    }
    const Date day = *found;
    DueDate due;
    due.due = territory.end_of_day(day);
    if (version.minute_of_day) {
        const int minute = *version.minute_of_day;
        auto at = territory.instant({day, minute / 60, minute % 60, 0});
        if (auto* refusal = std::get_if<base::Refusal>(&at)) return std::move(*refusal);
        due.due = std::get<Instant>(at);
    }
    due.last_day = due.counted = day;
    due.because.push_back(territory.wording().explain("periodic_date",
                                                      {{"value", value_in_french(rule, version)},
                                                       {"rank", std::to_string(rank)},
                                                       {"date", in_french(day)}},
                                                      version.source));
    return due;
}

base::Answer<DueDate> of_the_limit(const RuleVersion& version, const When& start, int rank,
                                   const Territory& territory) {
    TimeLimit whole = version.limit;
    const std::int64_t total = std::int64_t{whole.count} * rank;
    constexpr int most_hours = 100'000;
    if (total > most_hours) return beyond_calendars(start.date, territory);
    whole.count = static_cast<int>(total);
    if (!parse_limit(iso_duration(whole))) return beyond_calendars(start.date, territory);
    auto answer = count(whole, start, territory);
    if (auto* due = std::get_if<DueDate>(&answer)) {
        due->because.push_back(
            territory.wording().explain("recurrence", {{"rank", std::to_string(rank)},
                                                       {"limit", in_french(version.limit)},
                                                       {"from", in_french(start.date)}}));
    }
    return answer;
}

}  // namespace

base::Answer<DueDate> occurrence(const Rule& rule, const When& start, int rank,
                                 const Territory& territory) {
    const bool in_calendar =
        rule.kind == Kind::yearly || rule.kind == Kind::weekly || rule.kind == Kind::daily;
    const RuleVersion* version = in_force(rule, start.date);
    if (version == nullptr) return not_in_force(rule, start.date);
    if (!in_calendar && !rule.recurs) {
        return base::Refusal{"regle_sans_retour",
                             "la règle " + rule.id + " (" + rule.slug + ") ne revient pas",
                             version->source};
    }
    if (rank < 1 || rank > greatest_rank) {
        return base::Refusal{"rang_invalide", std::to_string(rank) +
                                                  " n'est pas un rang : donnez-en un de 1 à 10000"};
    }
    if (!territory.covers(start.date)) return beyond_calendars(start.date, territory);
    auto answer = in_calendar ? of_the_calendar(rule, *version, start.date, rank, territory)
                              : of_the_limit(*version, start, rank, territory);
    if (auto* due = std::get_if<DueDate>(&answer)) {
        const auto first = introduction(rule, *version, territory);
        due->because.insert(due->because.begin(), first.begin(), first.end());
    }
    return answer;
}

base::Answer<DueDate> next_occurrence(const Rule& rule, const When& start, Date day,
                                      const Territory& territory) {
    for (int rank = 1; rank < greatest_rank; ++rank) {
        auto answer = occurrence(rule, start, rank, territory);
        const auto* due = std::get_if<DueDate>(&answer);
        if (due == nullptr || due->last_day.value_or(territory.date(due->due)) >= day) {
            return answer;
        }
    }
    return beyond_calendars(day, territory);
}

}  // namespace preavis::law

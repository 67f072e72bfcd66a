#include "law/recurrence.h"

#include <algorithm>

#include "law/periodic.h"
#include "law/wording.h"

namespace preavis::law {
namespace {

constexpr int greatest_rank = 30'000;  // more days than the calendars cover

base::Answer<DueDate> of_the_limit(const RuleVersion& version, const When& start, int rank,
                                   const Territory& territory) {
    TimeLimit whole = version.limit;
    const std::int64_t total = std::int64_t{whole.count} * rank;
    constexpr int most_hours = 100'000;
    if (total > most_hours) return beyond_last_year(territory);
    whole.count = static_cast<int>(total);
    if (!parse_limit(iso_duration(whole))) return beyond_last_year(territory);
    auto answer = count(whole, start, territory);
    if (auto* due = std::get_if<DueDate>(&answer)) {
        due->because.push_back(territory.wording().explain(
            "recurrence",
            {{"rank", std::to_string(rank)}, {"limit", version.limit}, {"from", start.date}}));
    }
    return answer;
}

/// A rank whose day is not after `day`, and near it where days follow one another evenly.
int rank_before(const Rule& rule, Date start, Date day) {
    const std::int32_t days = day.day_number() - start.day_number();
    if (rule.kind == Kind::daily) return std::max(1, days);
    if (rule.kind == Kind::weekly) return std::max(1, days / days_per_week);
    return 1;
}

}  // namespace

base::Answer<DueDate> occurrence(const Rule& rule, const When& start, int rank,
                                 const Territory& territory) {
    const bool in_calendar = is_periodic(rule.kind);
    if (!territory.covers(start.date)) return beyond_calendars(start.date, territory);
    const RuleVersion* version = in_force(rule, start.date);
    if (version == nullptr) return not_in_force(rule, start.date);
    if (!in_calendar && !rule.recurs) {
        return base::Refusal{"regle_sans_retour",
                             "la règle " + rule.id + " (" + rule.slug + ") ne revient pas",
                             version->source};
    }
    if (rank < 1 || rank > greatest_rank) {
        return base::Refusal{"rang_invalide", std::to_string(rank) +
                                                  " n'est pas un rang : donnez-en un de 1 à " +
                                                  std::to_string(greatest_rank)};
    }
    auto answer = in_calendar ? count_periodic(rule, *version, start.date, rank, territory)
                              : of_the_limit(*version, start, rank, territory);
    if (auto* due = std::get_if<DueDate>(&answer)) {
        const auto first = introduction(rule, *version, territory);
        due->because.insert(due->because.begin(), first.begin(), first.end());
    }
    return answer;
}

base::Answer<DueDate> next_occurrence(const Rule& rule, const When& start, Date day,
                                      const Territory& territory) {
    for (int rank = rank_before(rule, start.date, day); rank <= greatest_rank; ++rank) {
        auto answer = occurrence(rule, start, rank, territory);
        const auto* due = std::get_if<DueDate>(&answer);
        if (due == nullptr || due->last_day.value_or(territory.date(due->due)) >= day) {
            return answer;
        }
    }
    return beyond_last_year(territory);
}

}  // namespace preavis::law

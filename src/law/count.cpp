#include "law/count.h"

#include <algorithm>

#include "law/counted.h"
#include "law/explain.h"
#include "law/wording.h"

namespace preavis::law {
namespace {

/// The last day where the holidays of only some communes are none; nothing if that changes nothing.
std::optional<Date> end_elsewhere(const Reckoning& end, const Territory& territory) {
    if (end.last_day == end.counted) return std::nullopt;
    const int step = *end.last_day < *end.counted ? -1 : 1;
    for (Date day = *end.counted; day != *end.last_day; day = day.plus_days(step)) {
        if (!territory.condition_of(day).empty()) return day;
    }
    return std::nullopt;
}

}  // namespace

void read_also(DueDate& due, Instant other, const Territory& territory) {
    due.act_by = std::min({due.due, other, due.act_by.value_or(due.due)});
    due.late_after = std::max({due.due, other, due.late_after.value_or(due.due)});
    std::erase_if(due.because, [](const Explanation& step) { return step.code == "two_readings"; });
    due.because.push_back(territory.wording().explain(
        "two_readings",
        {{"earlier", territory.date(*due.act_by)}, {"later", territory.date(*due.late_after)}}));
}

DueDate due_date(const Account& account, const Territory& territory) {
    const Reckoning& end = account.end;
    DueDate due;
    due.due = end.due;
    due.last_day = end.last_day;
    due.counted = end.counted;
    due.earliest_effective = end.earliest_effective;
    if (end.last_day != end.counted) due.rolled_because = *territory.closed_because(*end.counted);
    due.because = explained(account, territory);
    const auto elsewhere = end_elsewhere(end, territory);
    if (elsewhere) read_also(due, territory.end_of_day(*elsewhere), territory);
    return due;
}

base::Answer<DueDate> count(const TimeLimit& limit, const When& start, const Territory& territory) {
    Account account{.limit = limit, .start = start};
    auto answer = reckon(account, territory);
    if (auto* refusal = std::get_if<base::Refusal>(&answer)) return std::move(*refusal);
    account.end = std::get<Reckoning>(answer);
    return due_date(account, territory);
}

}  // namespace preavis::law

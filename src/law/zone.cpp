#include "law/zone.h"

#include <algorithm>

#include "base/expects.h"

namespace preavis::law {
namespace {

Date day_of(const ClockChangeRule& rule, int year) {
    if (rule.which < 0) {
        const Date last = *Date::of(year, rule.month, days_in_month(year, rule.month));
        const int back =
            (static_cast<int>(last.weekday()) - static_cast<int>(rule.weekday) + 7) % 7;
        return last.plus_days(-back);
    }
    const Date first = *Date::of(year, rule.month, 1);
    const int ahead = (static_cast<int>(rule.weekday) - static_cast<int>(first.weekday()) + 7) % 7;
    return first.plus_days(ahead + 7 * (rule.which - 1));
}

Instant change_in(int year, const ClockChangeRule& rule, int offset_before) {
    const LocalTime at{day_of(rule, year), rule.minute_of_day / 60, rule.minute_of_day % 60, 0};
    return instant_of(at, rule.by_utc ? 0 : offset_before);
}

}  // namespace

Zone::Zone(int standard_offset_minutes, const std::vector<SummerRule>& summers)
    : standard_offset_minutes_(standard_offset_minutes), offsets_{standard_offset_minutes} {
    for (const SummerRule& rule : summers) {
        offsets_.push_back(rule.offset_minutes);
        for (int year = rule.first_year; year <= rule.last_year; ++year) {
            changes_.emplace_back(change_in(year, rule.begins, standard_offset_minutes),
                                  rule.offset_minutes);
            changes_.emplace_back(change_in(year, rule.ends, rule.offset_minutes),
                                  standard_offset_minutes);
        }
    }
    std::sort(changes_.begin(), changes_.end());
    std::sort(offsets_.begin(), offsets_.end(), std::greater<>());
    offsets_.erase(std::unique(offsets_.begin(), offsets_.end()), offsets_.end());
}

int Zone::offset_minutes(Instant instant) const {
    const auto next =
        std::upper_bound(changes_.begin(), changes_.end(), instant,
                         [](Instant value, const auto& change) { return value < change.first; });
    return next == changes_.begin() ? standard_offset_minutes_ : std::prev(next)->second;
}

std::vector<Instant> Zone::instants(const LocalTime& local) const {
    std::vector<Instant> found;
    for (const int offset : offsets_) {
        const Instant candidate = instant_of(local, offset);
        if (offset_minutes(candidate) == offset) found.push_back(candidate);
    }
    return found;
}

Instant Zone::only_instant(const LocalTime& local) const {
    const std::vector<Instant> found = instants(local);
    expects(found.size() == 1);
    return found.front();
}

}  // namespace preavis::law

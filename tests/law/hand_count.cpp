#include "law/hand_count.h"

#include <algorithm>

namespace preavis::law::test {
namespace {

using Kind = LedgerEntry::Kind;

constexpr std::int64_t minute_ms = 60'000;

/// From the last start or replacement on.
Ledger since_its_start(const Ledger& ledger) {
    Ledger since;
    for (const LedgerEntry& entry : ledger) {
        if (entry.kind == Kind::start || entry.kind == Kind::replace) since.clear();
        since.push_back(entry);
    }
    return since;
}

int added(const Ledger& since, Unit unit) {
    int sum = 0;
    for (const LedgerEntry& entry : since) {
        if (entry.limit && entry.limit->unit == unit) sum += entry.limit->count;
    }
    return sum;
}

bool resumes(const Ledger& since, std::size_t next) {
    return std::any_of(since.begin() + static_cast<std::ptrdiff_t>(next), since.end(),
                       [](const LedgerEntry& entry) { return entry.kind == Kind::resume; });
}

Date tomorrow(Date day) {
    return Date::from_day_number(day.day_number() + 1);
}

}  // namespace

Instant HandCount::end(const Ledger& ledger) const {
    const Ledger since = since_its_start(ledger);
    return since.front().limit->unit == Unit::hours ? end_in_hours(since) : end_in_days(since);
}

bool HandCount::is_suspended(const Ledger& ledger) const {
    bool suspended = false;
    for (const LedgerEntry& entry : ledger) {
        if (entry.kind == Kind::suspend) suspended = true;
        if (entry.kind == Kind::resume || entry.kind == Kind::replace) suspended = false;
    }
    return suspended;
}

bool HandCount::is_stopped(const Ledger& ledger) const {
    return !ledger.empty() && ledger.back().kind == Kind::stop;
}

std::string HandCount::refusal(const Ledger& ledger, const LedgerEntry& entry) const {
    if (entry.kind == Kind::start) return "delai_deja_commence";
    if (is_stopped(ledger)) return "ecriture_apres_arret";
    if (entry.at < ledger.back().at) return "ecriture_anterieure";
    const bool suspended = is_suspended(ledger);
    const bool changes = entry.kind != Kind::stop && entry.kind != Kind::resume;
    if (changes && !suspended && entry.at > end(ledger)) return "delai_deja_expire";
    if (entry.kind == Kind::suspend && suspended) return "deja_suspendu";
    if (entry.kind == Kind::resume && !suspended) return "reprise_sans_suspension";
    return "";
}

Instant HandCount::end_in_hours(const Ledger& since) const {
    int minutes_left = 60 * added(since, Unit::hours);
    bool running = true;
    std::size_t next = 1;
    Instant clock = since.front().at;
    for (;; clock.ms += minute_ms) {
        for (; next < since.size() && since[next].at <= clock; ++next) {
            if (since[next].kind == Kind::suspend) running = false;
            if (since[next].kind == Kind::resume) running = true;
        }
        if (running && minutes_left == 0) return clock;
        if (!running && !resumes(since, next)) break;
        if (running) --minutes_left;
    }
    return {clock.ms + minutes_left * minute_ms};  // as if it resumed at once
}

std::set<Date> HandCount::touched_days(const Ledger& since) const {
    std::set<Date> touched;
    for (std::size_t i = 0; i < since.size(); ++i) {
        if (since[i].kind != Kind::suspend) continue;
        const Date first = territory_.date(since[i].at);
        Date last = first;
        for (std::size_t j = i; j < since.size(); ++j) {
            if (since[j].kind == Kind::resume) last = territory_.date(since[j].at);
            if (since[j].kind == Kind::resume) break;
        }
        for (Date day = first; day <= last; day = tomorrow(day)) touched.insert(day);
    }
    return touched;
}

Instant HandCount::end_in_days(const Ledger& since) const {
    const TimeLimit& limit = *since.front().limit;
    const Date start = territory_.date(since.front().at);
    Date unsuspended = start;
    const int months = added(since, Unit::months);
    if (months > 0) unsuspended = *calendar_.last_day({Unit::months, months}, start);
    for (int days = added(since, Unit::days); days > 0; --days) unsuspended = tomorrow(unsuspended);
    if (limit.counting == Counting::clear) unsuspended = tomorrow(unsuspended);

    const std::set<Date> touched = touched_days(since);
    int to_cross_out = 0;
    for (Date day = start; day != unsuspended; day = tomorrow(day)) ++to_cross_out;
    Date day = start;
    while (to_cross_out > 0) {
        day = tomorrow(day);
        if (!touched.contains(day)) --to_cross_out;
    }
    if (limit.roll == Roll::next && calendar_.is_closed(day)) {
        while (calendar_.is_closed(day) || touched.contains(day)) day = tomorrow(day);
    }
    return territory_.end_of_day(day);
}

}  // namespace preavis::law::test

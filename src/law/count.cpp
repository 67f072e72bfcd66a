#include "law/count.h"

#include <algorithm>

#include "law/counted.h"
#include "law/wording.h"

namespace preavis::law {
namespace {

/// « 21 h 05 ».
std::string clock_in_french(const LocalTime& local) {
    return std::to_string(local.hour) + " h " + clock_iso(local).substr(3, 2);
}

constexpr std::int64_t ms_per_second = 1000;

/// « 26 h 05 min », with the seconds where there are some.
std::string duration_in_french(std::int64_t ms) {
    const std::int64_t seconds = ms / ms_per_second;
    const std::int64_t minutes = seconds / 60 % 60;
    std::string text = std::to_string(seconds / 3600) + " h " + (minutes < 10 ? "0" : "") +
                       std::to_string(minutes) + " min";
    if (seconds % 60 != 0) text += " " + std::to_string(seconds % 60) + " s";
    return text;
}

/// « (ordonnance du juge) », or nothing.
std::string in_brackets(const std::string& reason) {
    return reason.empty() ? "" : " (" + reason + ")";
}

/// Writes the steps of one count, in order.
class Steps {
  public:
    Steps(const Account& account, const Territory& territory)
        : account_(account),
          limit_(account.limit),
          start_(account.start),
          territory_(territory),
          backwards_(limit_.direction == Direction::backwards) {}

    std::vector<Explanation> of_hours() {
        add_interruptions();
        const LocalTime from = territory_.local(*start_.instant);
        add("trigger_instant", {{"date", in_french(from.date)},
                                {"time", clock_in_french(from)},
                                {"territory", territory_.name()}});
        Instant end =
            start_.instant->plus_seconds((backwards_ ? -1 : 1) * limit_.count * seconds_per_hour);
        add(backwards_ ? "hours_counted_backwards" : "hours_counted",
            with_moment(end, {{"limit", in_french(limit_)}}));
        end = add_extensions_in_hours(end);
        add_pauses_in_hours(end);
        add_clock_change(account_.end.due);
        return std::move(steps_);
    }

    std::vector<Explanation> of_days() {
        add_interruptions();
        add_start();
        add_count();
        const Date counted = add_extensions();
        add_adjustments(counted);
        add_gaps();
        if (account_.state == Account::State::suspended) return std::move(steps_);
        add_roll(*account_.end.counted, *account_.end.last_day);
        add("day_ends", {{"date", in_french(*account_.end.last_day)}});
        if (account_.end.earliest_effective) {
            add("notice_effect", {{"date", in_french(*account_.end.earliest_effective)}});
        }
        return std::move(steps_);
    }

  private:
    static constexpr std::int64_t seconds_per_hour = 3600;

    void add(const std::string& step, const Wording::Values& values,
             const std::string& source = {}) {
        steps_.push_back(territory_.wording().explain(step, values, source));
    }

    Wording::Values with_moment(Instant instant, Wording::Values values) const {
        const LocalTime local = territory_.local(instant);
        values.emplace_back("date", in_french(local.date));
        values.emplace_back("time", clock_in_french(local));
        return values;
    }

    void add_interruptions() {
        for (const LedgerEntry& entry : account_.interruptions) {
            add("interrupted",
                {{"date", in_french(territory_.date(entry.at))},
                 {"reason", in_brackets(entry.reason)},
                 {"limit", in_french(*entry.limit)}},
                entry.source);
        }
    }

    void add_extension(const Extension& extension, const std::string& reached) {
        add("extended",
            {{"limit", in_french(extension.limit)},
             {"on", in_french(territory_.date(extension.at))},
             {"reason", in_brackets(extension.reason)},
             {"date", reached}},
            extension.source);
    }

    Instant add_extensions_in_hours(Instant end) {
        for (const Extension& extension : account_.extensions) {
            end = end.plus_seconds(extension.limit.count * seconds_per_hour);
            add_extension(extension, moment_in_french(end));
        }
        return end;
    }

    void add_pauses_in_hours(Instant end) {
        for (const Pause& pause : account_.pauses) {
            if (!pause.to) {
                add_still_suspended(pause);
                continue;
            }
            end.ms += length_ms(pause);
            add("suspended_hours",
                {{"from", moment_in_french(pause.from)},
                 {"to", moment_in_french(*pause.to)},
                 {"reason", in_brackets(pause.reason)},
                 {"duration", duration_in_french(length_ms(pause))},
                 {"date", moment_in_french(end)}},
                pause.source);
        }
    }

    std::string moment_in_french(Instant instant) const {
        const LocalTime local = territory_.local(instant);
        return in_french(local.date) + " à " + clock_in_french(local);
    }

    void add_still_suspended(const Pause& pause) {
        const Balance rest = balance(account_, territory_, pause.from);
        const std::string left = rest.in_seconds
                                     ? duration_in_french(rest.left * ms_per_second)
                                     : in_french(TimeLimit{.count = static_cast<int>(rest.left)});
        add("still_suspended",
            {{"from", in_french(territory_.date(pause.from))},
             {"reason", in_brackets(pause.reason)},
             {"left", left}},
            pause.source);
    }

    void add_gaps() {
        const std::vector<Gap> found = gaps(account_, territory_);
        for (std::size_t i = 0; i < found.size(); ++i) add_gap(account_.pauses[i], found[i]);
    }

    void add_gap(const Pause& pause, const Gap& gap) {
        if (!pause.to) return add_still_suspended(pause);
        add("suspended_days",
            {{"from", in_french(territory_.date(pause.from))},
             {"to", in_french(territory_.date(*pause.to))},
             {"reason", in_brackets(pause.reason)},
             {"days", in_french(TimeLimit{.count = gap.days()})},
             {"date", in_french(gap.counted)}},
            pause.source);
    }

    /// Where the count arrives with the extensions, the last of them or none.
    Date add_extensions() {
        std::vector<Extension> so_far;
        Date reached = counted_day(limit_, start_.date);
        for (const Extension& extension : account_.extensions) {
            so_far.push_back(extension);
            reached = counted_day(limit_, start_.date, so_far);
            add_extension(extension, in_french(reached));
        }
        return reached;
    }

    void add_clock_change(Instant due) {
        const int before = territory_.offset_minutes(*start_.instant);
        const int after = territory_.offset_minutes(due);
        if (before == after) return;
        const bool earlier_is_start = !backwards_;
        const bool forward = (after > before) == earlier_is_start;
        add(forward ? "clocks_forward" : "clocks_back",
            {{"before", offset_iso(earlier_is_start ? before : after)},
             {"after", offset_iso(earlier_is_start ? after : before)}});
    }

    void add_start() {
        const std::string territory = territory_.name();
        if (backwards_) {
            add("trigger_backwards", {{"date", in_french(start_.date)}, {"territory", territory}});
            return;
        }
        add("trigger_day", {{"date", in_french(start_.date)}, {"territory", territory}});
        add("day_excluded", {{"date", in_french(start_.date.plus_days(1))}});
    }

    void add_count() {
        const int sign = backwards_ ? -1 : 1;
        const bool months = limit_.unit == Unit::months;
        const Date reached = months ? plus_months(start_.date, sign * limit_.count)
                                    : start_.date.plus_days(sign * limit_.count);
        const std::string step = months ? "months_counted" : "days_counted";
        add(step + (backwards_ ? "_backwards" : ""),
            {{"limit", in_french(limit_)}, {"date", in_french(reached)}});
        if (months && reached.day() != start_.date.day()) {
            add("month_end",
                {{"day", std::to_string(start_.date.day())}, {"date", in_french(reached)}});
        }
    }

    void add_adjustments(Date counted) {
        const Wording::Values date = {{"date", in_french(counted)}};
        if (limit_.counting == Counting::clear) {
            add(backwards_ ? "clear_day_backwards" : "clear_day", date);
        }
        if (limit_.counting == Counting::notice && backwards_) add("notice_backwards", date);
        if (limit_.last_day_excluded) add("last_day_excluded", date);
    }

    void add_roll(Date counted, Date last) {
        if (limit_.roll == Roll::none) {
            if (territory_.is_closed(last)) add_not_rolled(last);
            return;
        }
        const int step = last < counted ? -1 : 1;
        for (Date day = counted; day != last; day = day.plus_days(step)) add_closed(day);
        if (counted == last) return;
        add(last > counted ? "rolled_next" : "rolled_previous", {{"date", in_french(last)}});
    }

    void add_closed(Date day) {
        const Wording::Values values = {{"date", in_french(day)},
                                        {"reason", *territory_.closed_because(day)},
                                        {"condition", territory_.condition_of(day)}};
        add(territory_.condition_of(day).empty() ? "day_closed" : "day_closed_in_some_places",
            values);
    }

    void add_not_rolled(Date last) {
        const auto reminder = territory_.open_day_at_or_before(last);
        if (!reminder) return;
        add("not_rolled", {{"date", in_french(last)},
                           {"reason", *territory_.closed_because(last)},
                           {"reminder", in_french(*reminder)}});
    }

    const Account& account_;
    const TimeLimit& limit_;
    const When& start_;
    const Territory& territory_;
    bool backwards_;
    std::vector<Explanation> steps_;
};

}  // namespace

/// The last day where the holidays of only some communes are none; nothing if that changes nothing.
std::optional<Date> end_elsewhere(const Reckoning& end, const Territory& territory) {
    if (end.last_day == end.counted) return std::nullopt;
    const int step = *end.last_day < *end.counted ? -1 : 1;
    for (Date day = *end.counted; day != *end.last_day; day = day.plus_days(step)) {
        if (!territory.condition_of(day).empty()) return day;
    }
    return std::nullopt;
}

void read_also(DueDate& due, Instant other, const Territory& territory) {
    due.act_by = std::min({due.due, other, due.act_by.value_or(due.due)});
    due.late_after = std::max({due.due, other, due.late_after.value_or(due.due)});
    std::erase_if(due.because, [](const Explanation& step) { return step.code == "two_readings"; });
    due.because.push_back(territory.wording().explain(
        "two_readings", {{"earlier", in_french(territory.date(*due.act_by))},
                         {"later", in_french(territory.date(*due.late_after))}}));
}

DueDate due_date(const Account& account, const Territory& territory) {
    const Reckoning& end = account.end;
    DueDate due;
    due.due = end.due;
    due.last_day = end.last_day;
    due.counted = end.counted;
    due.earliest_effective = end.earliest_effective;
    if (end.last_day != end.counted) due.rolled_because = *territory.closed_because(*end.counted);
    Steps steps(account, territory);
    due.because = account.limit.unit == Unit::hours ? steps.of_hours() : steps.of_days();
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

#include "law/explain.h"

#include "law/counted.h"
#include "law/wording.h"

namespace preavis::law {
namespace {

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

/// The name of the holiday; nothing for a day of the week-end, which its weekday names.
std::string holiday_name(Date day, const Territory& territory) {
    const std::string because = *territory.closed_because(day);
    return because == in_french(day.weekday()) ? "" : because;
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
        add(backwards_ ? "trigger_backwards" : "trigger_instant",
            {{"date", territory_.local(*start_.instant)}, {"territory", territory_.name()}});
        Instant end =
            start_.instant->plus_seconds((backwards_ ? -1 : 1) * limit_.count * seconds_per_hour);
        add(backwards_ ? "hours_counted_backwards" : "hours_counted",
            {{"limit", limit_}, {"date", territory_.local(end)}});
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
        add("day_ends", {{"date", *account_.end.last_day}});
        if (account_.end.earliest_effective) {
            add("notice_effect", {{"date", *account_.end.earliest_effective}});
        }
        return std::move(steps_);
    }

  private:
    static constexpr std::int64_t seconds_per_hour = 3600;

    void add(const std::string& step, const Wording::Values& values,
             const std::string& source = {}) {
        steps_.push_back(territory_.wording().explain(step, values, source));
    }

    void add_interruptions() {
        for (const LedgerEntry& entry : account_.interruptions) {
            add("interrupted",
                {{"date", territory_.date(entry.at)},
                 {"reason", entry.reason},
                 {"limit", *entry.limit}},
                entry.source);
        }
    }

    void add_extension(const Extension& extension, const Wording::Value& reached) {
        add("extended",
            {{"limit", extension.limit},
             {"on", territory_.date(extension.at)},
             {"reason", extension.reason},
             {"date", reached}},
            extension.source);
    }

    Instant add_extensions_in_hours(Instant end) {
        for (const Extension& extension : account_.extensions) {
            end = end.plus_seconds(extension.limit.count * seconds_per_hour);
            add_extension(extension, territory_.local(end));
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
                {{"from", territory_.local(pause.from)},
                 {"to", territory_.local(*pause.to)},
                 {"reason", pause.reason},
                 {"duration", duration_in_french(length_ms(pause))},
                 {"date", territory_.local(end)}},
                pause.source);
        }
    }

    void add_still_suspended(const Pause& pause) {
        const Balance rest = balance(account_, territory_, pause.from);
        const TimeLimit days{.count = static_cast<int>(rest.left)};
        const std::string left =
            rest.in_seconds ? duration_in_french(rest.left * ms_per_second) : in_french(days);
        add("still_suspended",
            {{"from", territory_.date(pause.from)}, {"reason", pause.reason}, {"left", left}},
            pause.source);
    }

    void add_gaps() {
        const std::vector<Gap> found = gaps(account_, territory_);
        for (std::size_t i = 0; i < found.size(); ++i) add_gap(account_.pauses[i], found[i]);
    }

    void add_gap(const Pause& pause, const Gap& gap) {
        if (!pause.to) return add_still_suspended(pause);
        add("suspended_days",
            {{"from", territory_.date(pause.from)},
             {"to", territory_.date(*pause.to)},
             {"reason", pause.reason},
             {"days", TimeLimit{.count = gap.days()}},
             {"date", gap.counted}},
            pause.source);
    }

    /// Where the count arrives with the extensions, the last of them or none.
    Date add_extensions() {
        std::vector<Extension> so_far;
        Date reached = counted_day(limit_, start_.date);
        for (const Extension& extension : account_.extensions) {
            so_far.push_back(extension);
            reached = counted_day(limit_, start_.date, so_far);
            add_extension(extension, reached);
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
            add("trigger_backwards", {{"date", start_.date}, {"territory", territory}});
            return;
        }
        add("trigger_day", {{"date", start_.date}, {"territory", territory}});
        add("day_excluded", {{"date", start_.date.plus_days(1)}});
    }

    void add_count() {
        const int sign = backwards_ ? -1 : 1;
        const bool months = limit_.unit == Unit::months;
        const Date reached = months ? plus_months(start_.date, sign * limit_.count)
                                    : start_.date.plus_days(sign * limit_.count);
        const std::string step = months ? "months_counted" : "days_counted";
        add(step + (backwards_ ? "_backwards" : ""), {{"limit", limit_}, {"date", reached}});
        if (months && reached.day() != start_.date.day()) {
            add("month_end", {{"day", std::to_string(start_.date.day())}, {"date", reached}});
        }
    }

    void add_adjustments(Date counted) {
        const Wording::Values date = {{"date", counted}};
        if (limit_.counting == Counting::clear) {
            add(backwards_ ? "clear_day_backwards" : "clear_day", date);
        }
        if (limit_.counting == Counting::notice && backwards_) add("notice_backwards", date);
        if (limit_.last_day_excluded) add("last_day_excluded", date);
    }

    void add_roll(Date counted, Date last) {
        if (limit_.roll == Roll::none) {
            return explain_closed_end(limit_, last, territory_, steps_);
        }
        const int step = last < counted ? -1 : 1;
        for (Date day = counted; day != last; day = day.plus_days(step)) add_closed(day);
        if (counted == last) return;
        add(last > counted ? "rolled_next" : "rolled_previous", {{"date", last}});
    }

    void add_closed(Date day) {
        const Wording::Values values = {{"date", day},
                                        {"reason", holiday_name(day, territory_)},
                                        {"condition", territory_.condition_of(day)}};
        add(territory_.condition_of(day).empty() ? "day_closed" : "day_closed_in_some_places",
            values);
    }

    const Account& account_;
    const TimeLimit& limit_;
    const When& start_;
    const Territory& territory_;
    bool backwards_;
    std::vector<Explanation> steps_;
};

}  // namespace

void explain_closed_end(const TimeLimit& limit, Date last, const Territory& territory,
                        std::vector<Explanation>& steps) {
    if (!territory.is_closed(last)) return;
    Wording::Values values = {{"date", last}, {"reason", holiday_name(last, territory)}};
    if (limit.counting == Counting::notice) {
        steps.push_back(territory.wording().explain("notice_not_rolled", values));
        return;
    }
    const auto reminder = territory.open_day_at_or_before(last);
    if (!reminder) return;
    values.emplace_back("reminder", *reminder);
    steps.push_back(territory.wording().explain("not_rolled", values));
}

std::vector<Explanation> explained(const Account& account, const Territory& territory) {
    Steps steps(account, territory);
    return account.limit.unit == Unit::hours ? steps.of_hours() : steps.of_days();
}

}  // namespace preavis::law

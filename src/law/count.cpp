#include "law/count.h"

#include "law/wording.h"

namespace preavis::law {
namespace {

/// « 21 h 05 ».
std::string clock_in_french(const LocalTime& local) {
    return std::to_string(local.hour) + " h " + clock_iso(local).substr(3, 2);
}

/// Writes the steps of one count, in order.
class Steps {
  public:
    Steps(const TimeLimit& limit, const When& start, const Territory& territory)
        : limit_(limit),
          start_(start),
          territory_(territory),
          backwards_(limit.direction == Direction::backwards) {}

    std::vector<Explanation> of_hours(const Reckoning& result) {
        const LocalTime from = territory_.local(*start_.instant);
        const LocalTime until = territory_.local(result.due);
        add("trigger_instant", {{"date", in_french(from.date)},
                                {"time", clock_in_french(from)},
                                {"territory", territory_.name()}});
        add(backwards_ ? "hours_counted_backwards" : "hours_counted",
            {{"limit", in_french(limit_)},
             {"date", in_french(until.date)},
             {"time", clock_in_french(until)}});
        add_clock_change(result.due);
        return std::move(steps_);
    }

    std::vector<Explanation> of_days(const Reckoning& result) {
        add_start();
        add_count();
        add_adjustments(*result.counted);
        add_roll(*result.counted, *result.last_day);
        add("day_ends", {{"date", in_french(*result.last_day)}});
        if (result.earliest_effective) {
            add("notice_effect", {{"date", in_french(*result.earliest_effective)}});
        }
        return std::move(steps_);
    }

  private:
    void add(const std::string& step, const Wording::Values& values) {
        steps_.push_back(territory_.wording().explain(step, values));
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

    const TimeLimit& limit_;
    const When& start_;
    const Territory& territory_;
    bool backwards_;
    std::vector<Explanation> steps_;
};

}  // namespace

base::Answer<DueDate> count(const TimeLimit& limit, const When& start, const Territory& territory) {
    auto answer = reckon(limit, start, territory);
    if (const auto* refusal = base::refusal_of(answer)) return *refusal;
    const Reckoning& result = std::get<Reckoning>(answer);
    DueDate due{result.due, result.last_day, result.counted, result.earliest_effective, {}, {}};
    if (result.last_day != result.counted) {
        due.rolled_because = *territory.closed_because(*result.counted);
    }
    Steps steps(limit, start, territory);
    due.because = limit.unit == Unit::hours ? steps.of_hours(result) : steps.of_days(result);
    return due;
}

}  // namespace preavis::law

#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/refusal.h"
#include "law/calendar.h"

namespace preavis::law {

enum class Unit { hours, days, months };
/// plain: day 0 excluded, ends with its last day · clear (« franc »): one day more · notice: the
/// act may not take effect before the day after the last.
enum class Counting { plain, clear, notice };
enum class Roll { none, next, previous };
enum class Direction { forwards, backwards };

/// A time limit as a text words it: « quinze jours », « deux mois », « quarante-huit heures ».
/// Months and days stay apart: one month after 31 January is a question of law, not of arithmetic.
struct TimeLimit {
    Unit unit = Unit::days;
    int count = 0;
    Counting counting = Counting::plain;
    Roll roll = Roll::none;
    Direction direction = Direction::forwards;
    bool last_day_excluded = false;  ///< « moins de trois mois »: the last day is already too late

    bool operator==(const TimeLimit&) const = default;
};

/// One step of the reckoning, in French, with the text that asks for it.
struct Explanation {
    std::string code;  ///< neutral, for translations: `day_excluded`
    std::string text;
    std::string source;
    /// What the sentence names, neutral too: days and durations in ISO 8601, the rest in French.
    /// The store keeps code, text and source alone.
    std::vector<std::pair<std::string, std::string>> values = {};

    bool operator==(const Explanation&) const = default;
};

/// Where a time limit ends, and the steps that led there.
struct DueDate {
    Instant due;                             ///< the last instant at which the act is in time
    std::optional<Date> last_day;            ///< inclusive, in the territory; absent for hours
    std::optional<Date> counted;             ///< the day before any roll; absent for hours
    std::optional<Date> earliest_effective;  ///< for a notice: the day after the last one
    std::string rolled_because;              ///< « dimanche »; empty if nothing rolled
    std::vector<Explanation> because;
    /// Where texts or places leave two readings, the ends of the earlier and of the later: act by
    /// the first, refuse nothing before the second. Absent where there is one reading only.
    std::optional<Instant> act_by;
    std::optional<Instant> late_after;
};

/// Where a time limit ends, without the explanation: for large numbers of them.
struct Reckoning {
    Instant due;
    std::optional<Date> last_day;
    std::optional<Date> counted;
    std::optional<Date> earliest_effective;
};

/// Counts `limit` from `start`. Hours run on the absolute time line and need an instant; a bare
/// date is refused for them (`heure_requise`).
/// Days: the trigger day does not count. Months: same day-number, or the last day of the month.
/// Backwards, the last day on which an act « at least N days before » is in time; a notice counted
/// backwards may take effect on the start day.
/// Refuses a start or a result beyond the years that the calendars cover (`hors_calendrier`), hours
/// that roll (`heures_sans_report`) or are not plain (`heures_simples`), a notice that its roll
/// would shorten (`preavis_raccourci`).
/// Source: CPC art. 640 to 642 by analogy; data/law/computation.yaml.
base::Answer<DueDate> count(const TimeLimit& limit, const When& start, const Territory& territory);

/// The same, with the result alone.
base::Answer<Reckoning> reckon(const TimeLimit& limit, const When& start,
                               const Territory& territory);

/// Why a limit makes no sense whatever its start; nothing if it does.
std::optional<base::Refusal> refusal_of_limit(const TimeLimit& limit);

/// "PT48H", "P15D", "P2M", "P6W"; nothing otherwise, or out of bounds (1 to 100 000 hours, 36 500
/// days, 1 200 months).
std::optional<TimeLimit> parse_limit(std::string_view iso_duration);
/// « 15 jours », « 2 mois », « 48 heures ».
std::string in_french(const TimeLimit& limit);
/// « de 15 jours », « d'un mois », « d'une heure ».
std::string of_in_french(const TimeLimit& limit);
/// « P15D »: what `parse_limit` reads.
std::string iso_duration(const TimeLimit& limit);

}  // namespace preavis::law

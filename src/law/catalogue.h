#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "base/refusal.h"
#include "law/count.h"

namespace preavis::law {

/// How a text sets its limit.
enum class Kind {
    limit,   ///< so many hours, days or months
    bounds,  ///< a value that a territory or an act chooses within bounds
    yearly,  ///< days of the year: « au plus tard le 15 octobre »
    weekly,  ///< a day of the week
    daily,   ///< every day
    prompt,  ///< « sans délai »: no number
    act      ///< the end that an act or an event sets: no number
};

/// Another way to read the same text, and where it comes from.
struct OtherReading {
    TimeLimit limit;
    std::string note;
};

/// Of two readings, the one that protects the household.
enum class Protects { earlier, later };

/// One value of a rule between two dates.
struct RuleVersion {
    Date from;               ///< inclusive
    std::optional<Date> to;  ///< inclusive; absent: still in force
    TimeLimit limit;         ///< of limit; of bounds: the value taken by default; else count 0
    std::string source;      ///< text, article, version
    std::string confidence;  ///< certain, likely, uncertain
    /// The version of the text that was read; absent if none was, and then it is not `certain`.
    std::optional<Date> checked;
    std::string note;
    std::vector<OtherReading> readings;  ///< of limit: `limit` is the one taken
    std::optional<TimeLimit> least;      ///< of bounds
    std::optional<TimeLimit> most;       ///< of bounds
    std::vector<DayOfYear> days;         ///< of yearly, in order; inclusive
    std::optional<Weekday> weekday;      ///< of weekly, where the text names it
    std::optional<int> minute_of_day;    ///< of weekly and daily, where the text gives an hour
};

/// A time limit of the law, with its values by date.
struct Rule {
    std::string id;       ///< "DL53"
    std::string slug;     ///< "apec-preavis"
    std::string title;    ///< in French
    std::string trigger;  ///< what starts it, in French
    std::string who;      ///< who must act
    std::string on_expiry;
    std::vector<RuleVersion> versions;  ///< by date, not overlapping
    Kind kind = Kind::limit;
    std::vector<std::string> exceptions;
    Protects protects = Protects::earlier;  ///< told by every limit and bounds
    bool recurs = false;  ///< it comes back, always counted from its original start
};

/// The time limits of the law: every number of the law lives here, once.
/// Source: data/law/*.yaml, which name theirs.
class Catalogue {
  public:
    /// Refuses a value without a source, overlapping periods, an unknown unit, a rule twice. Reads
    /// every YAML file of the folder but computation.yaml, which is not a list of rules.
    static base::Reading<Catalogue> read(const std::filesystem::path& folder);
    /// By number ("DL53") or slug; null if unknown.
    const Rule* find(std::string_view id_or_slug) const;
    const std::vector<Rule>& rules() const { return rules_; }

  private:
    std::vector<Rule> rules_;
};

/// The value in force on a day; null before the first and after the last.
const RuleVersion* in_force(const Rule& rule, Date on);

/// « 15 jours au moins », « le 15 octobre », « chaque vendredi à 17 h 00 », « sans délai ».
std::string value_in_french(const Rule& rule, const RuleVersion& version);
/// The periods in which a rule has a value: « depuis le 1er janvier 2025 ».
std::string periods_in_french(const Rule& rule);
/// The names of kinds, counting and the rest, as the files write them.
std::string key_of(Kind kind);
std::string key_of(Counting counting);
std::string key_of(Roll roll);
std::string key_of(Direction direction);
std::string key_of(Protects protects);

/// Why a rule of this kind gives no date; empty if it may give one.
std::string why_no_duration(Kind kind);
/// The refusal of a rule that has no value on that day: `regle_pas_en_vigueur`.
base::Refusal not_in_force(const Rule& rule, Date on);
/// What an explanation says first: which rule, which value, and how sure it is.
std::vector<Explanation> introduction(const Rule& rule, const RuleVersion& version,
                                      const Territory& territory);

/// Counts a rule of the catalogue from `start`, as in force on `on`; the explanation begins with
/// the rule and its version. A yearly rule ends on its next day, the start included.
/// Other readings of the text are told; unless the rule is a notice, which only its own value ends,
/// they widen `act_by` and `late_after`.
/// Refuses a rule that is not in force (`regle_pas_en_vigueur`) or has nothing to count
/// (`regle_sans_duree`).
base::Answer<DueDate> count(const Rule& rule, const When& start, const Territory& territory,
                            Date on);

}  // namespace preavis::law

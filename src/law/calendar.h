#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/problem.h"
#include "base/refusal.h"
#include "law/date.h"
#include "law/instant.h"

namespace preavis::law {

class Wording;

/// A day on which public services are closed, and why.
struct Holiday {
    Date date;
    std::string name;       ///< « Lundi de Pâques »
    std::string condition;  ///< where it applies only in some communes; empty: everywhere
    std::string source;
};

/// A territory with its zone and its closed days, as rules (never a list of dates that expires).
/// Source: data/calendars/territories.yaml, zones.yaml, holidays.yaml; code du travail L3133-1.
class Territory {
  public:
    struct Rules;
    explicit Territory(std::shared_ptr<const Rules> rules) : rules_(std::move(rules)) {}

    /// `metropole`, `mayotte`... and its French name.
    const std::string& id() const;
    const std::string& name() const;
    int first_year() const;
    int last_year() const;  ///< inclusive: counting beyond is refused
    bool covers(Date date) const;

    /// The holidays of a year, in order. Expects a covered year.
    std::vector<Holiday> holidays(int year) const;
    /// The name of the holiday, or of the week-end's day: « samedi »; nothing on a working day.
    /// Expects a covered day. Source: CPC art. 642 al. 2 (Saturday, Sunday, public holiday).
    std::optional<std::string> closed_because(Date date) const;
    bool is_closed(Date date) const;
    /// The condition of that day's holiday: « seulement dans les communes... »; mostly empty.
    std::string condition_of(Date date) const;
    /// That day, or the last open one before it: when to remind of a limit that does not roll.
    /// Nothing before the calendars begin.
    std::optional<Date> open_day_at_or_before(Date date) const;

    /// The civil date and the wall clock here.
    LocalTime local(Instant instant) const;
    Date date(Instant instant) const { return local(instant).date; }
    /// Minutes east of UTC in force at that instant.
    int offset_minutes(Instant instant) const;
    /// The instant of a wall clock reading; refused on the nights when clocks change if it does not
    /// exist or exists twice (codes `heure_inexistante`, `heure_double`).
    base::Answer<Instant> instant(const LocalTime& local) const;
    /// 00:00 here. Never refused: no zone of the French territories changes clocks at midnight.
    Instant start_of_day(Date date) const;
    /// The last second of the day here: 23:59:59.
    Instant end_of_day(Date date) const;
    /// "2026-07-06T23:59:59+02:00".
    std::string iso(Instant instant) const;
    /// The sentences that explain a count.
    const Wording& wording() const;

  private:
    std::shared_ptr<const Rules> rules_;
};

/// All territories, read once from data/calendars.
class Calendars {
  public:
    /// `folder` is data/calendars; its neighbour data/law/computation.yaml holds the sentences that
    /// explain a count. Answers every problem of the four files.
    static base::Reading<Calendars> read(const std::filesystem::path& folder);
    /// By identifier or by département code ("75", "2A", "974"); nothing if unknown.
    std::optional<Territory> find(std::string_view id_or_departement) const;
    const std::vector<Territory>& all() const { return territories_; }

  private:
    std::vector<Territory> territories_;
    std::vector<std::pair<std::string, std::size_t>> departements_;
};

/// When something happened: a day, or an instant and its day in a territory.
struct When {
    Date date;                       ///< in the territory
    std::optional<Instant> instant;  ///< absent for a bare date
};
/// Reads ISO 8601: a date, or a date-time with an offset or `Z`, or a date-time local to the
/// territory. Seconds, and their fraction of at most three digits, may be omitted.
/// Refuses (`date_invalide`) what is none of these, wall clock readings that do not exist or exist
/// twice, and instants beyond the calendars (`hors_calendrier`).
base::Answer<When> parse_when(std::string_view text, const Territory& territory);

/// The refusal of a day beyond the calendars: `hors_calendrier`, with the years that they cover.
base::Refusal beyond_calendars(Date date, const Territory& territory);
/// The same, where the day is too far away to be told.
base::Refusal beyond_last_year(const Territory& territory);

}  // namespace preavis::law

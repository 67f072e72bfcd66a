#include <algorithm>

#include "law/calendar_files.h"
#include "law/territory_rules.h"

namespace preavis::law {
namespace {

using Rules = Territory::Rules;

/// Adds why a day is closed; a day that two holidays share names both.
void close(Rules& rules, Date date, const std::string& because, const std::string& condition) {
    auto& index =
        rules.by_day[static_cast<std::size_t>(date.day_number() - rules.first_day.day_number())];
    const Rules::Closure& known = rules.closures[index];
    const Rules::Closure closure =
        index == 0 ? Rules::Closure{because, condition}
                   : Rules::Closure{known.because + " et " + because, known.condition};
    const auto same =
        std::find_if(rules.closures.begin(), rules.closures.end(), [&](const auto& c) {
            return c.because == closure.because && c.condition == closure.condition;
        });
    index = static_cast<std::uint16_t>(same - rules.closures.begin());
    if (same == rules.closures.end()) rules.closures.push_back(closure);
}

void add_holidays(Rules& rules, const HolidayRules& holidays) {
    for (int year = holidays.first_year; year <= holidays.last_year; ++year) {
        for (const HolidayRule& rule : holidays.rules) {
            const auto date = day_in(rule, year);
            if (!date || !applies_in(rule, rules.id)) continue;
            rules.holidays.push_back({*date, rule.name, rule.condition, rule.source});
        }
    }
    std::stable_sort(rules.holidays.begin(), rules.holidays.end(),
                     [](const Holiday& a, const Holiday& b) { return a.date < b.date; });
    for (const Holiday& holiday : rules.holidays) {
        close(rules, holiday.date, holiday.name, holiday.condition);
    }
}

void add_week_ends(Rules& rules) {
    for (Date date = rules.first_day; date <= rules.last_day; date = date.plus_days(1)) {
        const Weekday weekday = date.weekday();
        if (weekday < Weekday::saturday || rules.closure(date) != 0) continue;
        close(rules, date, in_french(weekday), "");
    }
}

Territory build(const TerritoryRule& rule, const ZoneRule& zone, const HolidayRules& holidays,
                std::shared_ptr<const Wording> wording) {
    auto rules = std::make_shared<Rules>();
    rules->id = rule.id;
    rules->name = rule.name;
    rules->zone = Zone(zone.standard_offset_minutes, zone.summers);
    rules->wording = std::move(wording);
    rules->first_year = holidays.first_year;
    rules->last_year = holidays.last_year;
    rules->first_day = *Date::of(holidays.first_year, 1, 1);
    rules->last_day = *Date::of(holidays.last_year, 12, 31);
    rules->closures.push_back({});
    rules->by_day.assign(
        static_cast<std::size_t>(rules->last_day.day_number() - rules->first_day.day_number() + 1),
        0);
    add_holidays(*rules, holidays);
    add_week_ends(*rules);
    return Territory(rules);
}

void refuse_unknown_territories(const HolidayRules& holidays,
                                const std::vector<TerritoryRule>& territories,
                                const std::string& file, base::Problems& problems) {
    for (const HolidayRule& rule : holidays.rules) {
        for (const std::string& id : rule.territories) {
            const bool known =
                std::any_of(territories.begin(), territories.end(),
                            [&](const TerritoryRule& territory) { return territory.id == id; });
            if (known) continue;
            problems.push_back(
                {{file, 0, 0},
                 "« " + rule.name + " » s'applique dans un territoire inconnu : « " + id + " »",
                 {}});
        }
    }
}

}  // namespace

base::Reading<Calendars> Calendars::read(const std::filesystem::path& folder) {
    base::Problems problems;
    const auto holidays = read_holidays(folder / "holidays.yaml", problems);
    const auto zones =
        read_zones(folder / "zones.yaml", holidays.first_year, holidays.last_year + 1, problems);
    const auto territories = read_territories(folder / "territories.yaml", zones, problems);
    refuse_unknown_territories(holidays, territories, (folder / "holidays.yaml").string(),
                               problems);
    auto wording = Wording::read((folder / ".." / "law" / "computation.yaml").lexically_normal());
    if (const auto* more = std::get_if<base::Problems>(&wording)) {
        problems.insert(problems.end(), more->begin(), more->end());
    }
    if (!problems.empty()) return problems;

    Calendars calendars;
    const auto shared = std::make_shared<const Wording>(std::get<Wording>(std::move(wording)));
    for (const TerritoryRule& rule : territories) {
        for (const std::string& departement : rule.departements) {
            calendars.departements_.emplace_back(departement, calendars.territories_.size());
        }
        calendars.territories_.push_back(build(rule, zones.at(rule.zone), holidays, shared));
    }
    return calendars;
}

}  // namespace preavis::law

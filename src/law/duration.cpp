#include <charconv>

#include "law/count.h"

namespace preavis::law {
namespace {

constexpr int most_hours = 100000;
constexpr int most_days = 36500;
constexpr int most_months = 1200;
constexpr int days_per_week = 7;

std::optional<TimeLimit> limited(Unit unit, int count, int most) {
    if (count > most) return std::nullopt;
    return TimeLimit{.unit = unit, .count = count};
}

}  // namespace

std::optional<TimeLimit> parse_limit(std::string_view iso_duration) {
    const bool hours = iso_duration.starts_with("PT");
    const std::size_t start = hours ? 2 : 1;
    if (!iso_duration.starts_with('P') || iso_duration.size() < start + 2) return std::nullopt;
    const std::string_view digits = iso_duration.substr(start, iso_duration.size() - start - 1);
    if (digits.front() < '1' || digits.front() > '9') return std::nullopt;
    int count = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;

    const char unit = iso_duration.back();
    if (hours) return unit == 'H' ? limited(Unit::hours, count, most_hours) : std::nullopt;
    if (unit == 'D') return limited(Unit::days, count, most_days);
    if (unit == 'M') return limited(Unit::months, count, most_months);
    if (unit != 'W' || count > most_days / days_per_week) return std::nullopt;
    return TimeLimit{.unit = Unit::days, .count = count * days_per_week};
}

std::string in_french(const TimeLimit& limit) {
    const std::string number = std::to_string(limit.count);
    switch (limit.unit) {
        case Unit::hours: return number + (limit.count > 1 ? " heures" : " heure");
        case Unit::days: return number + (limit.count > 1 ? " jours" : " jour");
        case Unit::months: break;
    }
    return number + " mois";
}

std::string of_in_french(const TimeLimit& limit) {
    if (limit.count != 1) return "de " + in_french(limit);
    switch (limit.unit) {
        case Unit::hours: return "d'une heure";
        case Unit::days: return "d'un jour";
        case Unit::months: break;
    }
    return "d'un mois";
}

std::string iso_duration(const TimeLimit& limit) {
    const std::string number = std::to_string(limit.count);
    switch (limit.unit) {
        case Unit::hours: return "PT" + number + "H";
        case Unit::days: return "P" + number + "D";
        case Unit::months: break;
    }
    return "P" + number + "M";
}

}  // namespace preavis::law

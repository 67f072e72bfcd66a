#include "law/calendar.h"

namespace preavis::law {
namespace {

base::Refusal not_a_date(std::string_view text, const std::string& why) {
    return {"date_invalide", "« " + std::string(text) + " » n'est pas une date : " + why};
}

/// Takes ".123456" away from the end of a clock reading: its whole milliseconds, or -1 if it is no
/// fraction. Up to nine digits, as other programs write them.
int take_milliseconds(std::string_view& clock) {
    const std::size_t point = clock.find('.');
    if (point == std::string_view::npos) return 0;
    const std::string_view digits = clock.substr(point + 1);
    if (digits.empty() || digits.size() > 9 || point != 8 ||
        digits.find_first_not_of("0123456789") != std::string_view::npos) {
        return -1;
    }
    clock = clock.substr(0, point);
    return std::stoi((std::string(digits) + "00").substr(0, 3));
}

base::Refusal beyond(const std::string& what, const Territory& territory) {
    return {"hors_calendrier", what + " est hors des années que couvrent les calendriers (" +
                                   std::to_string(territory.first_year()) + " à " +
                                   std::to_string(territory.last_year()) + ")"};
}

base::Answer<When> moment(Instant instant, int milliseconds, const Territory& territory) {
    const When when{territory.date(instant), Instant{instant.ms + milliseconds}};
    if (territory.covers(when.date)) return when;
    return beyond_calendars(when.date, territory);
}

}  // namespace

base::Refusal beyond_calendars(Date date, const Territory& territory) {
    return beyond("le " + in_french_without_weekday(date), territory);
}

base::Refusal beyond_last_year(const Territory& territory) {
    return beyond("cette échéance", territory);
}

base::Answer<When> parse_when(std::string_view text, const Territory& territory) {
    const std::string_view day = text.substr(0, 10);
    if (Date::is_far_away(day)) return beyond("« " + std::string(day) + " »", territory);
    const auto date = Date::parse(day);
    if (!date) {
        return not_a_date(text, "écrivez un jour qui existe, comme 2026-05-04 ou 2026-05-04T18:30");
    }
    if (text.size() == 10) return When{*date, std::nullopt};
    if (text[10] != 'T') return not_a_date(text, "la date et l'heure sont séparées par T");
    const std::string_view time = text.substr(11);
    const std::size_t sign = time.find_first_of("Z+-");
    std::string_view clock_text = time.substr(0, sign);
    const int milliseconds = take_milliseconds(clock_text);
    const auto clock = parse_clock(*date, clock_text);
    if (!clock || milliseconds < 0) {
        return not_a_date(text, "écrivez l'heure de 00:00 à 23:59:59, comme 2026-05-04T18:30");
    }
    if (sign == std::string_view::npos) {
        const auto instant = territory.instant(*clock);
        if (const auto* refusal = base::refusal_of(instant)) return *refusal;
        return moment(std::get<Instant>(instant), milliseconds, territory);
    }
    const auto offset = parse_offset(time.substr(sign));
    if (!offset) return not_a_date(text, "le décalage s'écrit +02:00, -03:00 ou Z");
    return moment(instant_of(*clock, *offset), milliseconds, territory);
}

}  // namespace preavis::law

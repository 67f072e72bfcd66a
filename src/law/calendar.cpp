#include "law/calendar.h"

#include <algorithm>

#include "base/expects.h"
#include "law/territory_rules.h"

namespace preavis::law {

const std::string& Territory::id() const {
    return rules_->id;
}

const std::string& Territory::name() const {
    return rules_->name;
}

int Territory::first_year() const {
    return rules_->first_year;
}

int Territory::last_year() const {
    return rules_->last_year;
}

const Wording& Territory::wording() const {
    return *rules_->wording;
}

bool Territory::covers(Date date) const {
    return date >= rules_->first_day && date <= rules_->last_day;
}

std::vector<Holiday> Territory::holidays(int year) const {
    expects(year >= first_year() && year <= last_year());
    std::vector<Holiday> result;
    for (const Holiday& holiday : rules_->holidays) {
        if (holiday.date.year() == year) result.push_back(holiday);
    }
    return result;
}

bool Territory::is_closed(Date date) const {
    return rules_->closure(date) != 0;
}

std::optional<std::string> Territory::closed_because(Date date) const {
    const std::size_t closure = rules_->closure(date);
    if (closure == 0) return std::nullopt;
    return rules_->closures[closure].because;
}

std::string Territory::condition_of(Date date) const {
    return rules_->closures[rules_->closure(date)].condition;
}

std::optional<Date> Territory::open_day_at_or_before(Date date) const {
    expects(covers(date));
    while (is_closed(date)) {
        if (date == rules_->first_day) return std::nullopt;
        date = date.plus_days(-1);
    }
    return date;
}

int Territory::offset_minutes(Instant instant) const {
    return rules_->zone.offset_minutes(instant);
}

LocalTime Territory::local(Instant instant) const {
    return local_of(instant, offset_minutes(instant));
}

base::Answer<Instant> Territory::instant(const LocalTime& local) const {
    const std::vector<Instant> found = rules_->zone.instants(local);
    if (found.size() == 1) return found.front();
    const std::string clock = clock_iso(local).substr(0, 5);
    const std::string night =
        "le " + in_french_without_weekday(local.date) + " à " + clock + " (" + name() + ")";
    if (found.empty()) {
        return base::Refusal{"heure_inexistante",
                             night +
                                 ", les horloges avancent : cette heure n'existe pas ; "
                                 "donnez le décalage, par exemple " +
                                 local.date.iso() + "T" + clock +
                                 offset_iso(offset_minutes(start_of_day(local.date)))};
    }
    const std::string written = local.date.iso() + "T" + clock;
    return base::Refusal{
        "heure_double", night +
                            ", les horloges reculent : cette heure existe deux fois ; "
                            "donnez le décalage : " +
                            written + offset_iso(offset_minutes(found.front())) + " ou " + written +
                            offset_iso(offset_minutes(found.back()))};
}

Instant Territory::start_of_day(Date date) const {
    return rules_->zone.only_instant({date, 0, 0, 0});
}

Instant Territory::end_of_day(Date date) const {
    return rules_->zone.only_instant({date, 23, 59, 59});
}

std::string Territory::iso(Instant instant) const {
    const int offset = offset_minutes(instant);
    const LocalTime local = local_of(instant, offset);
    return local.date.iso() + "T" + clock_iso(local) + offset_iso(offset);
}

std::optional<Territory> Calendars::find(std::string_view id_or_departement) const {
    for (const Territory& territory : territories_) {
        if (territory.id() == id_or_departement) return territory;
    }
    for (const auto& [departement, index] : departements_) {
        if (departement == id_or_departement) return territories_[index];
    }
    return std::nullopt;
}

}  // namespace preavis::law

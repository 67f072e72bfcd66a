#include "law/catalogue.h"

#include <algorithm>

#include "law/counted.h"
#include "law/periodic.h"
#include "law/wording.h"

namespace preavis::law {
namespace {

std::string day_in_french(const DayOfYear& day) {
    const std::string with_year = in_french_without_weekday(*Date::of(2001, day.month, day.day));
    return "le " + with_year.substr(0, with_year.size() - 5);
}

std::string days_in_french(const std::vector<DayOfYear>& days) {
    std::string text;
    for (const DayOfYear& day : days) text += (text.empty() ? "" : ", ") + day_in_french(day);
    return text;
}

std::string at_in_french(const RuleVersion& version) {
    if (!version.minute_of_day) return "";
    const int minute = *version.minute_of_day;
    return " à " + clock_in_french({Date(), minute / 60, minute % 60, 0});
}

/// « 15 jours au moins », « 2 mois francs », « moins de 3 mois ».
std::string limit_in_french(const TimeLimit& limit) {
    std::string text = in_french(limit);
    if (limit.counting == Counting::notice) text += " au moins";
    if (limit.counting == Counting::clear) text += limit.count > 1 ? " francs" : " franc";
    if (limit.last_day_excluded) text = "moins de " + text;
    return limit.direction == Direction::backwards ? "au moins " + text + " avant" : text;
}

std::string bounds_in_french(const RuleVersion& version) {
    if (!version.least) return "au plus " + in_french(*version.most);
    if (!version.most) return "au moins " + in_french(*version.least);
    return "de " + in_french(*version.least) + " à " + in_french(*version.most);
}

/// Tells the other readings; those of a notice change nothing, its own value is the longest.
void add_readings(const RuleVersion& version, const When& start, const Territory& territory,
                  DueDate& due) {
    for (const OtherReading& reading : version.readings) {
        const auto answer = reckon(reading.limit, start, territory);
        const auto* other = std::get_if<Reckoning>(&answer);
        if (other == nullptr || other->due == due.due) continue;
        const bool notice = version.limit.counting == Counting::notice;
        due.because.push_back(
            territory.wording().explain(notice ? "shorter_reading" : "other_reading",
                                        {{"value", limit_in_french(reading.limit)},
                                         {"note", reading.note},
                                         {"date", territory.date(other->due)}},
                                        version.source));
        if (!notice) read_also(due, other->due, territory);
    }
}

}  // namespace

const Rule* Catalogue::find(std::string_view id_or_slug) const {
    const auto found = std::find_if(rules_.begin(), rules_.end(), [&](const Rule& rule) {
        return rule.id == id_or_slug || rule.slug == id_or_slug;
    });
    return found == rules_.end() ? nullptr : &*found;
}

const RuleVersion* in_force(const Rule& rule, Date on) {
    for (const RuleVersion& version : rule.versions) {
        if (on >= version.from && (!version.to || on <= *version.to)) return &version;
    }
    return nullptr;
}

std::string value_in_french(const Rule& rule, const RuleVersion& version) {
    switch (rule.kind) {
        case Kind::limit: return limit_in_french(version.limit);
        case Kind::bounds: return in_french(version.limit) + " (" + bounds_in_french(version) + ")";
        case Kind::yearly: return days_in_french(version.days);
        case Kind::weekly:
            return "chaque " + (version.weekday ? in_french(*version.weekday) : "semaine") +
                   at_in_french(version);
        case Kind::daily: return "chaque jour" + at_in_french(version);
        case Kind::prompt: return "sans délai";
        case Kind::act: return "durée fixée par l'acte";
    }
    return {};
}

std::string periods_in_french(const Rule& rule) {
    std::string text;
    for (const RuleVersion& version : rule.versions) {
        if (!text.empty()) text += ", ";
        const std::string from = in_french_without_weekday(version.from);
        text += version.to ? "du " + from + " au " + in_french_without_weekday(*version.to)
                           : "depuis le " + from;
    }
    return text;
}

std::string key_of(Kind kind) {
    static const char* const keys[] = {"limit", "bounds", "yearly", "weekly",
                                       "daily", "prompt", "act"};
    return keys[static_cast<std::size_t>(kind)];
}

std::string key_of(Counting counting) {
    static const char* const keys[] = {"plain", "clear", "notice"};
    return keys[static_cast<std::size_t>(counting)];
}

std::string key_of(Roll roll) {
    static const char* const keys[] = {"none", "next", "previous"};
    return keys[static_cast<std::size_t>(roll)];
}

std::string key_of(Direction direction) {
    return direction == Direction::forwards ? "forwards" : "backwards";
}

std::vector<Explanation> introduction(const Rule& rule, const RuleVersion& version,
                                      const Territory& territory) {
    std::vector<Explanation> steps;
    const auto add = [&](const std::string& step, const Wording::Values& values) {
        steps.push_back(territory.wording().explain(step, values, version.source));
    };
    const bool bounds = rule.kind == Kind::bounds;
    const Wording::Value whole =
        bounds ? Wording::Value(version.limit) : Wording::Value(value_in_french(rule, version));
    Wording::Values value = {{"value", whole}, {"from", version.from}};
    if (version.to) value.emplace_back("to", *version.to);
    add("rule",
        {{"id", rule.id}, {"slug", rule.slug}, {"title", rule.title}, {"trigger", rule.trigger}});
    add(version.to ? "in_force_between" : "in_force_since", value);
    if (version.checked) add("text_read", {{"date", *version.checked}});
    if (bounds) {
        add("bounds_default", {{"bounds", bounds_in_french(version)}, {"value", version.limit}});
    }
    const bool certain = version.confidence == "certain";
    if (!version.note.empty()) {
        add("value_" + (certain ? "note" : version.confidence), {{"note", version.note}});
    }
    return steps;
}

std::string key_of(Protects protects) {
    return protects == Protects::earlier ? "earlier" : "later";
}

base::Refusal not_in_force(const Rule& rule, Date on) {
    return {"regle_pas_en_vigueur", "la règle " + rule.id + " (" + rule.slug +
                                        ") n'a pas de valeur le " + in_french_without_weekday(on) +
                                        " : elle en a une " + periods_in_french(rule)};
}

std::string why_no_duration(Kind kind) {
    switch (kind) {
        case Kind::weekly: return "le texte demande un envoi chaque semaine";
        case Kind::daily: return "le texte raisonne jour par jour";
        case Kind::prompt: return "le texte dit « sans délai », sans nombre";
        case Kind::act: return "sa fin est fixée par un acte ou un événement";
        default: return "";
    }
}

base::Answer<DueDate> count(const Rule& rule, const When& start, const Territory& territory,
                            Date on) {
    if (!territory.covers(start.date)) return beyond_calendars(start.date, territory);
    const RuleVersion* version = in_force(rule, on);
    if (version == nullptr) return not_in_force(rule, on);
    const std::string why_not = why_no_duration(rule.kind);
    if (!why_not.empty()) {
        return base::Refusal{
            "regle_sans_duree",
            "la règle " + rule.id + " (" + rule.slug + ") ne donne pas de date : " + why_not,
            version->source};
    }
    auto answer = rule.kind == Kind::yearly
                      ? count_periodic(rule, *version, start.date, 1, territory)
                      : count(version->limit, start, territory);
    if (auto* due = std::get_if<DueDate>(&answer)) {
        add_readings(*version, start, territory, *due);
        auto first = introduction(rule, *version, territory);
        due->because.insert(due->because.begin(), first.begin(), first.end());
    }
    return answer;
}

}  // namespace preavis::law

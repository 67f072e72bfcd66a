#include "cli/deadline_output.h"

#include <ostream>

namespace preavis::cli {
namespace {

using base::Json;

Json json_of(const std::optional<law::Date>& date) {
    return date ? Json(date->iso()) : Json();
}

Json json_or_null(const std::string& text) {
    return text.empty() ? Json() : Json(text);
}

void add_limit(const law::TimeLimit& limit, Json& json) {
    json["value"] = law::iso_duration(limit);
    json["counting"] = law::key_of(limit.counting);
    json["roll"] = law::key_of(limit.roll);
    json["direction"] = law::key_of(limit.direction);
    if (limit.last_day_excluded) json["last_day_excluded"] = true;
}

std::string two_digits(int value) {
    return (value < 10 ? "0" : "") + std::to_string(value);
}

/// The fields of a value that is no duration.
void add_calendar(const law::RuleVersion& version, Json& json) {
    for (const law::DayOfYear& day : version.days) {
        json["days"].push_back(two_digits(day.month) + "-" + two_digits(day.day));
    }
    if (version.weekday) json["weekday"] = law::in_french(*version.weekday);
    if (version.minute_of_day) {
        json["at"] =
            two_digits(*version.minute_of_day / 60) + ":" + two_digits(*version.minute_of_day % 60);
    }
}

Json json_of(const law::Rule& rule, const law::RuleVersion& version) {
    Json json;
    json["from"] = version.from.iso();
    json["to"] = json_of(version.to);
    json["text"] = law::value_in_french(rule, version);
    if (version.limit.count > 0) add_limit(version.limit, json);
    if (version.least) json["least"] = law::iso_duration(*version.least);
    if (version.most) json["most"] = law::iso_duration(*version.most);
    for (const law::OtherReading& reading : version.readings) {
        Json other;
        add_limit(reading.limit, other);
        other["note"] = reading.note;
        json["readings"].push_back(std::move(other));
    }
    add_calendar(version, json);
    json["source"] = version.source;
    json["confidence"] = version.confidence;
    json["checked"] = json_of(version.checked);
    json["note"] = json_or_null(version.note);
    return json;
}

/// The rule without its values.
Json description_of(const law::Rule& rule) {
    Json json;
    json["id"] = rule.id;
    json["slug"] = rule.slug;
    json["title"] = rule.title;
    json["kind"] = law::key_of(rule.kind);
    json["trigger"] = rule.trigger;
    json["who"] = rule.who;
    json["on_expiry"] = json_or_null(rule.on_expiry);
    json["exceptions"] = rule.exceptions;
    const bool counted = rule.kind == law::Kind::limit || rule.kind == law::Kind::bounds;
    json["protects"] = counted ? Json(law::key_of(rule.protects)) : Json();
    json["recurs"] = rule.recurs;
    return json;
}

Json json_of(const law::Rule& rule) {
    Json json = description_of(rule);
    json["versions"] = Json::array();
    for (const law::RuleVersion& version : rule.versions) {
        json["versions"].push_back(json_of(rule, version));
    }
    return json;
}

Json json_of(const law::Explanation& step) {
    Json json = {{"code", step.code}, {"text", step.text}, {"source", step.source}};
    json["values"] = Json::object();
    for (const auto& [name, value] : step.values) json["values"][name] = value;
    return json;
}

void print(const law::Rule& rule, std::ostream& out) {
    out << "Qui agit : " << rule.who << "\n";
    if (!rule.on_expiry.empty()) out << "À l'échéance : " << rule.on_expiry << "\n";
    for (const std::string& exception : rule.exceptions) out << "Exception : " << exception << "\n";
}

}  // namespace

Json json_of(const law::DueDate& due, const law::Territory& territory, const law::Rule* rule,
             const law::RuleVersion* version) {
    Json json;
    json["due"] = territory.iso(due.due);
    json["last_day"] = json_of(due.last_day);
    json["counted"] = json_of(due.counted);
    json["earliest_effective"] = json_of(due.earliest_effective);
    json["rolled_because"] = json_or_null(due.rolled_because);
    json["act_by"] = due.act_by ? Json(territory.iso(*due.act_by)) : Json();
    json["late_after"] = due.late_after ? Json(territory.iso(*due.late_after)) : Json();
    json["because"] = Json::array();
    for (const law::Explanation& step : due.because) {
        json["because"].push_back(json_of(step));
    }
    json["reminder"] =
        due.last_day ? json_of(territory.open_day_at_or_before(*due.last_day)) : Json();
    json["territory"] = territory.id();
    if (rule == nullptr) return json;
    json["rule"] = description_of(*rule);
    json["version"] = json_of(*rule, *version);
    return json;
}

Json json_of(const law::Catalogue& catalogue) {
    Json list = Json::array();
    for (const law::Rule& rule : catalogue.rules()) list.push_back(json_of(rule));
    return list;
}

Json json_of(const base::Refusal& refusal) {
    return {{"refusal",
             {{"code", refusal.code},
              {"message", refusal.message},
              {"source", json_or_null(refusal.source)}}}};
}

void print(const law::DueDate& due, const law::Territory& territory, const law::Rule* rule,
           std::ostream& out) {
    const law::LocalTime end = territory.local(due.due);
    if (due.last_day) {
        out << "Dernier jour : " << law::in_french(*due.last_day) << "\n";
    } else {
        out << "Terme : " << law::in_french(end.date) << " à " << law::clock_iso(end) << "\n";
    }
    out << "Instant exact : " << territory.iso(due.due) << " (" << territory.name() << ")\n";
    if (due.act_by) {
        out << "Pour agir sans risque : " << law::in_french(territory.date(*due.act_by))
            << " ; rien n'est en retard avant la fin du "
            << law::in_french(territory.date(*due.late_after)) << "\n";
    }
    if (due.earliest_effective) {
        out << "Effet au plus tôt : " << law::in_french(*due.earliest_effective) << "\n";
    }
    if (rule != nullptr) print(*rule, out);
    out << "\n";
    for (std::size_t i = 0; i < due.because.size(); ++i) {
        const law::Explanation& step = due.because[i];
        out << i + 1 << ". " << step.text << "\n   [" << step.source << "]\n";
    }
}

void print(const law::Catalogue& catalogue, std::ostream& out) {
    for (const law::Rule& rule : catalogue.rules()) {
        out << rule.id << "  " << rule.slug << " : " << rule.title << "\n";
        for (const law::RuleVersion& version : rule.versions) {
            out << "    " << law::value_in_french(rule, version) << ", ";
            out << (version.to ? "du " : "depuis le ")
                << law::in_french_without_weekday(version.from);
            if (version.to) out << " au " << law::in_french_without_weekday(*version.to);
            out << " [" << version.source << "]\n";
        }
    }
}

}  // namespace preavis::cli

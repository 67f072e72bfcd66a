#include <algorithm>
#include <map>

#include "base/file.h"
#include "base/text.h"
#include "law/catalogue.h"
#include "law/file_fields.h"

namespace preavis::law {
namespace {

const std::vector<std::string> kinds = {"limit", "bounds", "yearly", "weekly",
                                        "daily", "prompt", "act"};

/// The position of the chosen key, as the enumeration of the same order.
template <class Enumeration>
Enumeration choice_of(base::Form& form, std::string_view key,
                      const std::vector<std::string>& keys) {
    const std::string chosen = form.choice(key, keys);
    const auto found = std::find(keys.begin(), keys.end(), chosen) - keys.begin();
    return static_cast<Enumeration>(chosen.empty() ? 0 : found);
}

std::optional<TimeLimit> duration_field(base::Form& form, std::string_view key) {
    const auto text = form.optional_text(key);
    if (!text) return std::nullopt;
    const auto limit = parse_limit(*text);
    if (!limit) {
        form.report(key, "« " + *text + " » n'est pas une durée admise",
                    "PT48H, P15D, P6W ou P2M ; au plus 100000 heures, 36500 jours, 1200 mois");
    }
    return limit;
}

TimeLimit limit_field(base::Form& form) {
    form.node("value");
    TimeLimit limit = duration_field(form, "value").value_or(TimeLimit{.count = 1});
    limit.counting = choice_of<Counting>(form, "counting", {"plain", "clear", "notice"});
    limit.roll = choice_of<Roll>(form, "roll", {"none", "next", "previous"});
    if (form.optional_node("direction") != nullptr) {
        limit.direction = choice_of<Direction>(form, "direction", {"forwards", "backwards"});
    }
    limit.last_day_excluded = form.optional_boolean("last_day_excluded").value_or(false);
    if (const auto refusal = refusal_of_limit(limit)) form.report("value", refusal->message);
    if (limit.counting == Counting::notice && limit.roll != Roll::none) {
        form.report("roll", "un préavis n'est jamais reporté", "roll: none");
    }
    return limit;
}

void read_bounds(base::Form& form, RuleVersion& version) {
    version.least = duration_field(form, "least");
    version.most = duration_field(form, "most");
    if (!version.least && !version.most) {
        form.report("least", "une fourchette a « least », « most » ou les deux");
    }
    for (const auto& bound : {version.least, version.most}) {
        if (bound && bound->unit != version.limit.unit) {
            form.report("value", "la valeur et ses bornes n'ont pas la même unité");
        }
    }
    if ((version.least && version.limit.count < version.least->count) ||
        (version.most && version.limit.count > version.most->count)) {
        form.report("value", "la valeur est hors de ses bornes");
    }
}

void read_days(base::Form& form, RuleVersion& version) {
    for (const std::string& text : form.texts("days")) {
        if (const auto day = parse_day_of_year(text)) {
            version.days.push_back(*day);
        } else {
            form.report("days", "« " + text + " » n'est pas un jour de chaque année", "\"10-15\"");
        }
    }
}

void read_hour(base::Form& form, RuleVersion& version) {
    const auto text = form.optional_text("at");
    if (!text) return;
    version.minute_of_day = parse_minute_of_day(*text);
    if (!version.minute_of_day) {
        form.report("at", "« " + *text + " » n'est pas une heure", "\"17:00\"");
    }
}

void read_readings(base::Form& form, RuleVersion& version, base::Problems& problems) {
    for (const base::Node& node : form.optional_list("readings")) {
        base::Form reading(node, problems);
        version.readings.push_back({limit_field(reading), reading.text("note")});
        const TimeLimit& other = version.readings.back().limit;
        if (other == version.limit) {
            reading.report("value", "cette lecture est celle qui est déjà retenue");
        }
        const bool in_hours = version.limit.unit == Unit::hours;
        if ((other.unit == Unit::hours) != in_hours || other.direction != version.limit.direction) {
            reading.report("value",
                           "deux lectures se comptent de la même façon : en heures ou non, "
                           "dans le même sens");
        }
        reading.finish();
    }
}

void read_value(base::Form& form, Kind kind, RuleVersion& version, base::Problems& problems) {
    if (kind == Kind::limit || kind == Kind::bounds) version.limit = limit_field(form);
    if (kind == Kind::limit) read_readings(form, version, problems);
    if (kind == Kind::bounds) read_bounds(form, version);
    if (kind == Kind::yearly) read_days(form, version);
    if (kind == Kind::weekly && form.optional_node("weekday") != nullptr) {
        version.weekday = parse_weekday(form.choice("weekday", weekday_keys()));
    }
    if (kind == Kind::weekly || kind == Kind::daily) read_hour(form, version);
}

RuleVersion read_version(const base::Node& node, Kind kind, base::Problems& problems) {
    base::Form form(node, problems);
    RuleVersion version;
    version.from = date_field(form, "from").value_or(Date());
    version.to = optional_date_field(form, "to");
    if (version.to && *version.to < version.from) form.report("to", "« to » précède « from »");
    read_value(form, kind, version, problems);
    version.source = form.text("source");
    version.confidence = form.choice("confidence", {"certain", "likely", "uncertain"});
    version.checked = optional_date_field(form, "checked");
    version.note = form.optional_text("note").value_or("");
    if (version.confidence != "certain" && version.note.empty()) {
        form.report("confidence", "une valeur qui n'est pas certaine dit pourquoi", "note: ...");
    }
    if (version.confidence == "certain" && !form.has("checked")) {
        form.report("checked", "une valeur certaine dit quelle version du texte a été lue",
                    "checked: 2026-05-04");
    }
    form.finish();
    return version;
}

void refuse_overlaps(Rule& rule, base::Form& form) {
    std::sort(rule.versions.begin(), rule.versions.end(),
              [](const RuleVersion& a, const RuleVersion& b) { return a.from < b.from; });
    for (std::size_t i = 1; i < rule.versions.size(); ++i) {
        const auto& before = rule.versions[i - 1];
        const Date from = rule.versions[i].from;
        if (before.to && *before.to < from) continue;
        form.report("versions", "deux valeurs se chevauchent le " + from.iso(),
                    "donnez « to » à la première");
    }
}

bool is_id(const std::string& id) {
    const std::size_t end = id.find_first_not_of("0123456789", 2);
    if (!id.starts_with("DL") || id.size() < 4) return false;
    return end == std::string::npos ||
           (end >= 4 && end + 1 == id.size() && id[end] >= 'b' && id[end] <= 'z');
}

bool is_slug(const std::string& slug) {
    return slug.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos &&
           !slug.starts_with('-') && !slug.ends_with('-');
}

Rule read_rule(const base::Node& node, base::Problems& problems) {
    base::Form form(node, problems);
    Rule rule;
    rule.id = form.text("id");
    if (!rule.id.empty() && !is_id(rule.id)) {
        form.report("id", "« " + rule.id + " » n'est pas un numéro de règle", "DL53 ou DL53b");
    }
    rule.slug = form.text("slug");
    if (!is_slug(rule.slug)) {
        form.report("slug", "« " + rule.slug + " » n'est pas un nom de règle", "apec-preavis");
    }
    rule.title = form.text("title");
    rule.kind = choice_of<Kind>(form, "kind", kinds);
    rule.trigger = form.text("trigger");
    rule.who = form.text("who");
    rule.on_expiry = form.optional_text("on_expiry").value_or("");
    rule.exceptions = form.optional_texts("exceptions");
    if (rule.kind == Kind::limit || rule.kind == Kind::bounds) {
        rule.protects = choice_of<Protects>(form, "protects", {"earlier", "later"});
    }
    rule.recurs = form.optional_boolean("recurs").value_or(false);
    const auto& versions = form.list("versions");
    for (const base::Node& version : versions) {
        rule.versions.push_back(read_version(version, rule.kind, problems));
    }
    if (form.has("versions") && versions.empty())
        form.report("versions", "la règle est sans valeur");
    refuse_overlaps(rule, form);
    form.finish();
    return rule;
}

/// Reads the rules of one file; `known` holds the numbers and names read so far, with their files.
void read_rules(const std::filesystem::path& file, std::map<std::string, std::string>& known,
                std::vector<Rule>& rules, base::Problems& problems) {
    const auto root = read_yaml_file(file, problems);
    if (!root) return;
    base::Form form(*root, problems);
    for (const base::Node& item : form.list("rules")) {
        rules.push_back(read_rule(item, problems));
        for (const std::string& name : {rules.back().id, rules.back().slug}) {
            const auto [first, is_new] = known.emplace(name, file.filename().string());
            if (is_new || name.empty()) continue;
            problems.push_back({item.place, "« " + name + " » est déjà le nom d'une règle",
                                "voir " + first->second});
        }
    }
    form.finish();
}

/// "DL52" before "DL52b" before "DL100".
bool by_number(const Rule& a, const Rule& b) {
    const int left = std::stoi(a.id.substr(2)), right = std::stoi(b.id.substr(2));
    return left != right ? left < right : a.id < b.id;
}

}  // namespace

base::Reading<Catalogue> Catalogue::read(const std::filesystem::path& folder) {
    base::Problems problems;
    std::map<std::string, std::string> known;
    Catalogue catalogue;
    for (const auto& file : base::files_below(folder, ".yaml")) {
        if (file.filename() == "computation.yaml") continue;
        read_rules(file, known, catalogue.rules_, problems);
    }
    if (!problems.empty()) return problems;
    std::sort(catalogue.rules_.begin(), catalogue.rules_.end(), by_number);
    return catalogue;
}

}  // namespace preavis::law

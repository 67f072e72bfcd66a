#include <algorithm>

#include "law/calendar_files.h"
#include "law/file_fields.h"

namespace preavis::law {
namespace {

int offset_field(base::Form& form, std::string_view key) {
    const std::string text = form.text(key);
    const auto offset = parse_offset(text);
    if (text.empty() || offset) return offset.value_or(0);
    form.report(key, "« " + text + " » n'est pas un décalage", "\"+01:00\"");
    return 0;
}

ClockChangeRule read_change(const base::Node& node, base::Problems& problems) {
    base::Form form(node, problems);
    ClockChangeRule rule;
    static const std::vector<std::string> ranks = {"last", "first", "second", "third", "fourth"};
    const std::string which = form.choice("which", ranks);
    const auto rank = std::find(ranks.begin(), ranks.end(), which) - ranks.begin();
    rule.which = rank == 0 ? -1 : static_cast<int>(rank);
    rule.weekday = parse_weekday(form.choice("weekday", weekday_keys())).value_or(Weekday::sunday);
    rule.month = static_cast<int>(form.integer("month", 1, 12));
    const std::string at = form.text("at");
    const auto minute = parse_minute_of_day(at);
    if (!at.empty() && !minute)
        form.report("at", "« " + at + " » n'est pas une heure", "\"01:00\"");
    rule.minute_of_day = minute.value_or(0);
    rule.by_utc = form.choice("clock", {"utc", "wall"}) != "wall";
    form.finish();
    return rule;
}

SummerRule read_summer(const base::Node& node, int first_year, int last_year,
                       base::Problems& problems) {
    base::Form form(node, problems);
    SummerRule rule;
    rule.first_year = static_cast<int>(
        std::max<std::int64_t>(form.integer("from_year", 1900, last_year), first_year));
    rule.last_year =
        static_cast<int>(form.optional_integer("to_year", 1900, last_year).value_or(last_year));
    rule.offset_minutes = offset_field(form, "offset");
    if (const auto* begins = form.node("begins")) rule.begins = read_change(*begins, problems);
    if (const auto* ends = form.node("ends")) rule.ends = read_change(*ends, problems);
    form.text("source");
    checked_date(form);
    form.finish();
    return rule;
}

void refuse_overlaps(const std::vector<SummerRule>& summers, base::Form& form) {
    std::vector<std::pair<int, int>> years;
    for (const SummerRule& rule : summers) years.emplace_back(rule.first_year, rule.last_year);
    std::sort(years.begin(), years.end());
    for (std::size_t i = 1; i < years.size(); ++i) {
        if (years[i].first > years[i - 1].second) continue;
        form.report("summer",
                    "deux règles d'heure d'été pour l'année " + std::to_string(years[i].first));
    }
}

ZoneRule read_zone(base::Form& form, int first_year, int last_year, base::Problems& problems) {
    ZoneRule zone;
    form.text("name");
    zone.standard_offset_minutes = offset_field(form, "standard");
    for (const base::Node& item : form.optional_list("summer")) {
        zone.summers.push_back(read_summer(item, first_year, last_year, problems));
    }
    refuse_overlaps(zone.summers, form);
    form.text("source");
    checked_date(form);
    form.finish();
    return zone;
}

}  // namespace

ZoneRules read_zones(const std::filesystem::path& file, int first_year, int last_year,
                     base::Problems& problems) {
    ZoneRules zones;
    const auto root = read_yaml_file(file, problems);
    if (!root) return zones;
    base::Form form(*root, problems);
    for (const base::Node& item : form.list("zones")) {
        base::Form fields(item, problems);
        const std::string id = fields.text("id");
        if (zones.contains(id)) fields.report("id", "la zone « " + id + " » est écrite deux fois");
        zones[id] = read_zone(fields, first_year, last_year, problems);
    }
    form.finish();
    return zones;
}

}  // namespace preavis::law

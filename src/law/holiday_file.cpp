#include "law/calendar_files.h"
#include "law/file_fields.h"

namespace preavis::law {
namespace {

constexpr int earliest_year = 1900;
constexpr int latest_year = 2199;

void read_day(base::Form& form, HolidayRule& rule) {
    const auto date = form.optional_text("date");
    const auto easter = form.optional_integer("days_after_easter", -60, 60);
    if (date.has_value() == form.has("days_after_easter")) {
        form.report("date", "un jour férié a soit « date », soit « days_after_easter »");
        return;
    }
    rule.days_after_easter = static_cast<int>(easter.value_or(0));
    if (!date) return;
    const auto day = parse_day_of_year(*date);
    if (!day) form.report("date", "« " + *date + " » n'est pas un jour de l'année", "\"07-14\"");
    rule.month = day.value_or(DayOfYear{}).month;
    rule.day = day.value_or(DayOfYear{}).day;
}

HolidayRule read_holiday(const base::Node& node, const HolidayRules& years,
                         base::Problems& problems) {
    base::Form form(node, problems);
    HolidayRule rule;
    rule.name = form.text("name");
    read_day(form, rule);
    rule.first_year = static_cast<int>(
        form.optional_integer("from_year", earliest_year, latest_year).value_or(years.first_year));
    rule.last_year = static_cast<int>(
        form.optional_integer("to_year", earliest_year, latest_year).value_or(years.last_year));
    if (rule.first_year > rule.last_year)
        form.report("to_year", "« to_year » précède « from_year »");
    rule.territories = form.optional_texts("territories");
    rule.condition = form.optional_text("condition").value_or("");
    rule.source = form.text("source");
    form.optional_text("note");
    checked_date(form);
    form.finish();
    return rule;
}

}  // namespace

HolidayRules read_holidays(const std::filesystem::path& file, base::Problems& problems) {
    HolidayRules holidays;
    const auto root = read_yaml_file(file, problems);
    if (!root) return holidays;
    base::Form form(*root, problems);
    holidays.first_year = static_cast<int>(form.integer("first_year", earliest_year, latest_year));
    holidays.last_year = static_cast<int>(form.integer("last_year", earliest_year, latest_year));
    if (holidays.last_year < holidays.first_year) {
        form.report("last_year", "« last_year » précède « first_year »");
    }
    for (const base::Node& item : form.list("holidays")) {
        holidays.rules.push_back(read_holiday(item, holidays, problems));
    }
    form.finish();
    return holidays;
}

}  // namespace preavis::law

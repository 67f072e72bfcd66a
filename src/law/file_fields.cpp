#include "law/file_fields.h"

#include <algorithm>

#include "base/file.h"
#include "base/yaml.h"
#include "law/instant.h"

namespace preavis::law {

std::optional<base::Node> read_yaml_file(const std::filesystem::path& file,
                                         base::Problems& problems) {
    auto reading = base::read_yaml(base::read_file(file), file.string());
    if (auto* node = std::get_if<base::Node>(&reading)) return std::move(*node);
    for (auto& problem : std::get<base::Problems>(reading)) problems.push_back(std::move(problem));
    return std::nullopt;
}

std::optional<Date> optional_date_field(base::Form& form, std::string_view key) {
    const auto text = form.optional_text(key);
    if (!text) return std::nullopt;
    const auto date = Date::parse(*text);
    if (!date) form.report(key, "« " + *text + " » n'est pas un jour du calendrier", "2026-05-04");
    return date;
}

std::optional<Date> date_field(base::Form& form, std::string_view key) {
    if (form.node(key) == nullptr) return std::nullopt;
    return optional_date_field(form, key);
}

Date checked_date(base::Form& form) {
    return date_field(form, "checked").value_or(Date());
}

std::optional<int> parse_minute_of_day(std::string_view text) {
    if (text.size() != 5) return std::nullopt;
    const auto clock = parse_clock(Date(), text);
    if (!clock) return std::nullopt;
    return clock->hour * 60 + clock->minute;
}

const std::vector<std::string>& weekday_keys() {
    static const std::vector<std::string> keys = {"monday", "tuesday",  "wednesday", "thursday",
                                                  "friday", "saturday", "sunday"};
    return keys;
}

std::optional<Weekday> parse_weekday(std::string_view text) {
    const auto& keys = weekday_keys();
    const auto found = std::find(keys.begin(), keys.end(), text);
    if (found == keys.end()) return std::nullopt;
    return static_cast<Weekday>(found - keys.begin() + 1);
}

}  // namespace preavis::law

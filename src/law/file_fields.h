#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/form.h"
#include "base/node.h"
#include "law/date.h"

namespace preavis::law {

/// The YAML of a data file, named by its path; nothing, and its problems, if it is not YAML.
/// Throws Failure if the file cannot be read.
std::optional<base::Node> read_yaml_file(const std::filesystem::path& file,
                                         base::Problems& problems);

/// A day such as 2026-05-04. A missing or impossible one is reported.
std::optional<Date> date_field(base::Form& form, std::string_view key);
std::optional<Date> optional_date_field(base::Form& form, std::string_view key);

/// The field `checked`: the day of the last comparison, or of the version of the text compared
/// with.
Date checked_date(base::Form& form);

/// "08:30" as minutes from midnight.
std::optional<int> parse_minute_of_day(std::string_view text);

/// monday to sunday; nothing otherwise.
std::optional<Weekday> parse_weekday(std::string_view text);
const std::vector<std::string>& weekday_keys();

}  // namespace preavis::law

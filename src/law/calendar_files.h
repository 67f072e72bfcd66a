#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/problem.h"
#include "law/holiday_rule.h"
#include "law/zone.h"

namespace preavis::law {

/// data/calendars/zones.yaml.
struct ZoneRule {
    int standard_offset_minutes = 0;
    std::vector<SummerRule> summers;
};
using ZoneRules = std::map<std::string, ZoneRule>;

/// data/calendars/holidays.yaml.
struct HolidayRules {
    int first_year = 0;
    int last_year = 0;  ///< inclusive
    std::vector<HolidayRule> rules;
};

/// data/calendars/territories.yaml.
struct TerritoryRule {
    std::string id;
    std::string name;
    std::string zone;
    std::vector<std::string> departements;
};

/// The years that the calendars cover bound those of the zones' rules.
HolidayRules read_holidays(const std::filesystem::path& file, base::Problems& problems);
ZoneRules read_zones(const std::filesystem::path& file, int first_year, int last_year,
                     base::Problems& problems);
/// Refuses a territory or a département twice, and an unknown zone.
std::vector<TerritoryRule> read_territories(const std::filesystem::path& file,
                                            const ZoneRules& zones, base::Problems& problems);

}  // namespace preavis::law

#include <set>

#include "base/text.h"
#include "law/calendar_files.h"
#include "law/file_fields.h"

namespace preavis::law {
namespace {

std::vector<std::string> names_of(const ZoneRules& zones) {
    std::vector<std::string> names;
    for (const auto& [name, rule] : zones) names.push_back(name);
    return names;
}

TerritoryRule read_territory(const base::Node& node, const ZoneRules& zones,
                             base::Problems& problems) {
    base::Form form(node, problems);
    TerritoryRule rule;
    rule.id = form.text("id");
    rule.name = form.text("name");
    rule.zone = form.choice("zone", names_of(zones));
    rule.departements = form.texts("departements");
    form.text("source");
    checked_date(form);
    form.finish();
    return rule;
}

}  // namespace

std::vector<TerritoryRule> read_territories(const std::filesystem::path& file,
                                            const ZoneRules& zones, base::Problems& problems) {
    std::vector<TerritoryRule> territories;
    const auto root = read_yaml_file(file, problems);
    if (!root) return territories;
    std::set<std::string> known;
    base::Form form(*root, problems);
    for (const base::Node& item : form.list("territories")) {
        territories.push_back(read_territory(item, zones, problems));
        std::vector<std::string> names = territories.back().departements;
        names.push_back(territories.back().id);
        for (const std::string& name : names) {
            if (known.insert(name).second) continue;
            problems.push_back({item.place, "« " + name + " » est écrit deux fois", {}});
        }
    }
    if (form.has("territories") && territories.empty())
        form.report("territories", "aucun territoire");
    form.finish();
    return territories;
}

}  // namespace preavis::law

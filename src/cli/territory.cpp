#include "cli/territory.h"

#include "base/text.h"
#include "cli/command_line.h"

namespace preavis::cli {

bool has_folder(const std::filesystem::path& folder, base::Problems& problems) {
    if (std::filesystem::is_directory(folder)) return true;
    problems.push_back(command_line_problem("le dossier " + folder.string() + " n'existe pas",
                                            "donnez avec --root celui qui contient data/"));
    return false;
}

std::string near_name(const std::string& name, const std::vector<std::string>& names) {
    const std::string plain = base::normalised(name);
    for (const std::string& each : names) {
        if (!plain.empty() && base::normalised(each) == plain) return each;
    }
    return base::closest(name, names);
}

std::optional<law::Calendars> read_calendars(const std::filesystem::path& root,
                                             base::Problems& problems) {
    const auto folder = root / "data" / "calendars";
    if (!has_folder(folder, problems)) return std::nullopt;
    auto reading = law::Calendars::read(folder);
    if (auto* calendars = std::get_if<law::Calendars>(&reading)) return std::move(*calendars);
    const auto& found = std::get<base::Problems>(reading);
    problems.insert(problems.end(), found.begin(), found.end());
    return std::nullopt;
}

std::optional<law::Territory> find_territory(const law::Calendars& calendars,
                                             const std::string& name, base::Problems& problems) {
    if (auto territory = calendars.find(name)) return territory;
    std::vector<std::string> names;
    for (const law::Territory& territory : calendars.all()) names.push_back(territory.id());
    const std::string near = near_name(name, names);
    problems.push_back(
        command_line_problem("le territoire « " + name + " » est inconnu",
                             near.empty() ? base::joined(names, ", ") + " ou un code de département"
                                          : "peut-être " + near));
    return std::nullopt;
}

}  // namespace preavis::cli

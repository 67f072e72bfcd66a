#include "cli/holidays.h"

#include <charconv>
#include <ostream>

#include "base/json.h"
#include "cli/command_line.h"
#include "cli/territory.h"

namespace preavis::cli {
namespace {

const char* const help =
    "preavis holidays ANNÉE [--territory T] [--json]\n"
    "\n"
    "Les jours fériés d'une année dans un territoire.\n"
    "\n"
    "  --territory T  metropole (par défaut), alsace-moselle, guadeloupe, martinique, guyane,\n"
    "                 la-reunion, mayotte, saint-martin, saint-barthelemy,\n"
    "                 saint-pierre-et-miquelon, ou un code de département (75, 2A, 974...)\n"
    "  --json         un tableau JSON\n";

std::optional<int> read_year(const CommandLine& line, base::Problems& problems) {
    if (line.operands.size() != 1) {
        problems.push_back(
            command_line_problem("une année, et une seule, est attendue", "preavis holidays 2026"));
        return std::nullopt;
    }
    const std::string& text = line.operands.front();
    int year = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
    if (text.size() != 4 || error != std::errc() || end != text.data() + text.size()) {
        problems.push_back(command_line_problem("« " + text + " » n'est pas une année", "2026"));
        return std::nullopt;
    }
    return year;
}

std::optional<law::Territory> read_territory(const CommandLine& line,
                                             const std::filesystem::path& root,
                                             const std::optional<int>& year,
                                             base::Problems& problems) {
    const auto calendars = read_calendars(root, problems);
    if (!calendars) return std::nullopt;
    const std::string name = line.value("--territory").value_or("metropole");
    auto territory = find_territory(*calendars, name, problems);
    const auto& any = calendars->all().front();
    if (year && (*year < any.first_year() || *year > any.last_year())) {
        problems.push_back(command_line_problem(
            "l'année " + std::to_string(*year) + " est hors des calendriers",
            "de " + std::to_string(any.first_year()) + " à " + std::to_string(any.last_year())));
    }
    return territory;
}

base::Json json_of(const std::vector<law::Holiday>& holidays) {
    base::Json list = base::Json::array();
    for (const law::Holiday& holiday : holidays) {
        base::Json entry;
        entry["date"] = holiday.date.iso();
        entry["weekday"] = law::in_french(holiday.date.weekday());
        entry["name"] = holiday.name;
        entry["condition"] =
            holiday.condition.empty() ? base::Json() : base::Json(holiday.condition);
        entry["source"] = holiday.source;
        list.push_back(std::move(entry));
    }
    return list;
}

void print(const std::vector<law::Holiday>& holidays, std::ostream& out) {
    for (const law::Holiday& holiday : holidays) {
        out << holiday.date.iso() << "  " << law::in_french(holiday.date) << " : " << holiday.name;
        if (!holiday.condition.empty()) out << " (" << holiday.condition << ")";
        out << "\n";
    }
}

}  // namespace

int holidays_command(const std::vector<std::string>& arguments, const std::filesystem::path& root,
                     std::ostream& out, std::ostream& err) {
    base::Problems problems;
    const CommandLine line = read_command_line(
        arguments, {{"--territory", true}, {"--json", false}, {"--help", false}}, problems);
    if (line.has("--help")) {
        out << help;
        return 0;
    }
    const auto year = read_year(line, problems);
    const auto territory = read_territory(line, root, year, problems);
    if (!problems.empty()) {
        err << base::to_string(problems);
        return 2;
    }
    const auto holidays = territory->holidays(*year);
    if (line.has("--json")) {
        out << json_of(holidays).dump(2) << "\n";
    } else {
        print(holidays, out);
    }
    return 0;
}

}  // namespace preavis::cli
